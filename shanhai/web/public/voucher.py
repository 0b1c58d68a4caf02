"""`/v/<code>/`: anybody may ask whether a voucher is true, by its code or its number. Who holds it is nobody else's business and is not told."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.regions.models import Region
from shanhai.apps.vouchers.facts import Found, found
from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.kit.refusals import sentence


@public
def voucher(request: Visit, code: str) -> HttpResponse:
    """One of five answers, with what to do next."""
    try:
        asked: Found | None = found(code, on=request.now.date())
        refused = asked.refused if asked else None
    except Refusal as refusal:
        asked, refused = None, refusal
    return show(request, "public/voucher.html", {"title": _("查券"), **_said(asked, refused)})


def _said(asked: Found | None, refused: Refusal | None) -> dict[str, object]:
    row = asked.voucher if asked else None
    printer = Region.objects.filter(pk=asked.issuer).first() if asked and row else None
    facts = {"number": asked.number if asked else "", "printer": printer, "until": asked.expires_on if asked else None}
    if refused is not None and refused.code == "token.expired":
        return {**facts, "word": _("过期了"), "why": sentence(refused)}
    if refused is not None or row is None:
        return {"word": _("不认这张"), "why": sentence(refused or Refusal("voucher.not_printed"))}
    given = hasattr(row, "handout")
    why = (
        _("已经发给了本人，到岗后凭实名车票使用，不能转让。")
        if given
        else _("还没有发出去，没有登记本人姓名以前不能用。")
    )
    return {**facts, "word": _("真的，已发给本人") if given else _("真的，还没有发"), "why": why}


@public
def ask(request: Visit) -> HttpResponse:
    """Type a number where there is no camera."""
    typed = request.GET.get("number", "").strip()
    if typed:
        return HttpResponsePermanentRedirect(f"/v/{typed.upper()[:200]}/")
    return show(request, "public/voucher.html", {"title": _("查券")})


urlpatterns = [
    path("v/", ask, name="voucher_ask"),
    path("v/<str:code>/", voucher, name="voucher"),
    path("V/<str:code>", voucher, name="voucher_scanned"),
]
