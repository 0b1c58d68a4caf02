"""中介、工作站和经纪人: the social forces of both sides, on one page."""

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Power
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show


@page(Power.READ_PARTNERSHIP)
def partners(request: Request) -> HttpResponse:
    """The three lists; an agency whose licence has run out says so."""
    brokers = list(Broker.objects.visible_to(request.desk))
    units = dict(Region.objects.filter(code__in={one.unit[:9] for one in brokers}).values_list("code", "name"))
    context = {
        "agencies": Agency.objects.visible_to(request.desk).select_related("region"),
        "workstations": Workstation.objects.visible_to(request.desk).select_related("region", "serves"),
        "brokers": [(one, units.get(one.unit[:9], one.unit)) for one in brokers],
        "today": request.desk.today,
        "title": _("中介、工作站和经纪人"),
    }
    return show(request, "officer/partners.html", context)


urlpatterns = [path("partners/", partners, name="partners")]
