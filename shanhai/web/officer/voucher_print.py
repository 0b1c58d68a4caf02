"""`/fairs/<id>/print/vouchers/`: a lot on paper, for the side that pays. Each print is noted: paper that exists can be counted."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shanhai.apps.audit.actions import note
from shanhai.apps.fairs.models import Fair
from shanhai.apps.vouchers.facts import tokens
from shanhai.apps.vouchers.models import PrintRun
from shanhai.core.desk import Power
from shanhai.core.vouchers.token import HOST, address
from shanhai.paper.vouchers import Sheet, vouchers
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page

STAND_IN = "shanhai.example"  # where the site's own name is too long for the code


@require_safe
@page(Power.RUN_FAIR)
def lot(request: Request, pk: str) -> HttpResponse:
    """The first lot of a fair's delegation, or the one asked for by `?lot=`; only its payer prints it."""
    fair = find(Fair.objects.visible_to(request.desk), pk)
    runs = PrintRun.objects.visible_to(request.desk).filter(delegation__fair=fair, payer__in=request.desk.regions)
    run = runs.filter(lot=request.GET["lot"]).first() if "lot" in request.GET else runs.first()
    if run is None:
        raise Http404
    note("voucher.paper", by=request.actor, at=request.now, about=run, facts={"lot": run.lot, "size": run.size})
    answer = HttpResponse(sheet(run, request.get_host(), demo=request.world.demo), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{run.lot}.pdf"'
    return answer


def sheet(run: PrintRun, host: str, *, demo: bool) -> bytes:
    """The lot as PDF."""
    where = host if len(host) <= HOST else STAND_IN
    lines = (
        _("到岗以后凭本券和实名车票领取，打入本人账户。"),
        _("有效期到 {day}。不能转让，复印无效。").format(day=run.expires_on.isoformat()),
        _("扫一扫可以查真假。举报电话 12333"),
    )
    made = Sheet(
        title=run.title, worth=_("凭实名车票按标准报销"), name=_("姓名"), stub=_("存根"), lines=lines,
        vouchers=tuple((number, address(where, token)) for number, token in tokens(run)),
        footer=f"{run.lot}　{run.first}–{run.last}", notice=_("演示环境：人名、企业、金额都是编的，不是真实记录。") if demo else "",
    )  # fmt: skip
    return vouchers(made)


urlpatterns = [path("fairs/<str:pk>/print/vouchers/", lot, name="print_vouchers")]
