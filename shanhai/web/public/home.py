"""`/` and the pages about this site."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanhai.apps.figures.models import Bulletin
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.public.article import live

SHOWN = (
    "positions_offered",
    "employers_offering",
    "enquiries",
    "vouchers_printed",
    "intents_on_site",
    "townships_briefed",
)
ABOUT = {"help": "public/help.html", "privacy": "public/privacy.html", "a11y": "public/a11y.html"}


@public
def home(request: Visit) -> HttpResponse:
    """What this is, the report it answers to, and the newest numbers."""
    values = live(request)
    lang = get_language() or "zh-hans"
    context = {
        "figures": [(values[key].figure.name, values[key].display(lang), key) for key in SHOWN if key in values],  # type: ignore[arg-type]
        "news": Bulletin.objects.public().order_by("-published_at")[:3],
        "title": _("山海劳务协作"),
    }
    return show(request, "public/home.html", context)


@public
def about(request: Visit, subject: str) -> HttpResponse:
    """Help, privacy, accessibility."""
    if subject not in ABOUT:
        raise Http404
    titles = {"help": _("帮助与教程"), "privacy": _("隐私说明"), "a11y": _("无障碍声明")}
    return show(request, ABOUT[subject], {"title": titles[subject]})


urlpatterns = [path("", home, name="home"), path("about/<str:subject>/", about, name="about")]
