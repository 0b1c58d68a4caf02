"""What going, being and staying at work leaves to be done today: each a count with the way to exactly those rows."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from shanhai.apps.placements.facts.clocks import law_of
from shanhai.apps.placements.models import Departure, Placement, Transfer, Unlisted
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.links import link_to
from shanhai.web.officer.placements import clock_near
from shanhai.web.officer.sources import Task
from shanhai.web.officer.transfer.departures import this_week
from shanhai.web.officer.transfer.following import conditions, rows
from shanhai.web.officer.transfer.letters import unseated, unseen


def leaving(desk: Desk) -> Iterator[Task]:
    """Vehicles of the coming seven days."""
    if not desk.may(Power.BOARD):
        return
    found = Departure.objects.visible_to(desk).filter(this_week(desk))
    counts = found.aggregate(n=Count("pk"), first=Min("leaves_at__date"))
    if counts["n"]:
        yield Task(
            title=_("七天之内出发的车"),
            url=link_to("placements.departure", query={"when": "week"}),
            amount=_("{n} 趟").format(n=counts["n"]),
            hint=_("核对名单，打电话，印名单，把链接发给带车的人。"),
            due=counts["first"],
        )


def on_the_way(desk: Desk) -> Iterator[Task]:
    """Letters that no vehicle takes, and people whom nobody has seen arrive."""
    if not desk.may(Power.READ_TRANSFERS):
        return
    found = Transfer.objects.visible_to(desk)
    counts = found.aggregate(unseated=Count("pk", filter=unseated()), unseen=Count("pk", filter=unseen(desk)))
    if counts["unseated"] and desk.may(Power.RUN_TRANSFER):
        yield Task(
            title=_("给签了意向书的人安排车"),
            url=link_to("placements.transfer", query={"todo": "unseated"}),
            amount=_("{n} 人").format(n=f"{counts['unseated']:,}"),
            hint=_("还没有上任何一趟车的名单；自己去的，等报到时再记。"),
        )
    if counts["unseen"] and desk.may(Power.RECEIVE):
        yield Task(
            title=_("出发三天还没报到的人"),
            url=link_to("placements.transfer", query={"todo": "unseen"}),
            amount=_("{n} 人").format(n=f"{counts['unseen']:,}"),
            hint=_("问企业和工作站见到人没有；没去成的，记下原因。"),
        )


def clocks(desk: Desk) -> Iterator[Task]:
    """Contracts and insurance of people who went through us, due within seven days or overdue."""
    if not desk.may(Power.RUN_TRANSFER):
        return
    near = {code: clock_near(code, desk.today) for code in ("contract", "insurance")}
    asked = {f"n_{code}": Count("pk", filter=where) for code, where in near.items()}
    first = {f"first_{code}": Min("started_on", filter=where) for code, where in near.items()}
    counts = Placement.objects.visible_to(desk).filter(near["contract"] | near["insurance"]).aggregate(**asked, **first)
    titles = {"contract": _("该签书面合同了"), "insurance": _("该办社会保险登记了")}
    for code, title in titles.items():
        if counts[f"n_{code}"]:
            started = counts[f"first_{code}"]
            yield Task(
                title=title,
                url=link_to("placements.placement", query={"clock": code}),
                amount=_("{n} 人").format(n=f"{counts[f'n_{code}']:,}"),
                hint=_("提醒企业；已经办了的，在本人那一段记下日子。只数经我们去的人。"),
                due=law_of(code, started).due(started),
            )


def asking(desk: Desk) -> Iterator[Task]:
    """People to be asked after, lost, said to have left, or of whom two things are said."""
    if not desk.may(Power.FOLLOW_UP):
        return
    looks = conditions(desk)
    told = {
        "plea": (_("本人说有事，等人打电话"), _("本人在自己手机上说的。打过电话、上过门，这一条就没了。")),
        "due": (_("该问一声的人"), _("照日子打电话，问过得好不好、还在不在干。")),
        "lost": (_("失联的人"), _("三天没问到，又三十天没有音讯；请村里和工作站一起找。")),
        "left": (_("听说不干了的人"), _("问清哪天走的、为什么，记下离岗。")),
        "disputed": (_("说法不一样的月份"), _("企业、本人、社保说的对不上，要查清。")),
    }
    counts = rows(desk).order_by().aggregate(**{look: Count("pk", filter=where) for look, where in looks.items()})
    for look, (title, hint) in told.items():
        if counts[look]:
            yield Task(
                title=title,
                url=link_to("placements.contact", query={"look": look}),
                amount=_("{n} 人").format(n=f"{counts[look]:,}"),
                hint=hint,
            )


def unknown(desk: Desk) -> Iterator[Task]:
    """People whom employers' lists name and whom we do not have there."""
    if not desk.may(Power.RUN_TRANSFER):
        return
    n = Unlisted.objects.visible_to(desk).open().count()
    if n:
        yield Task(
            title=_("认一认名单外的人"),
            url=link_to("placements.unlisted", query={"open": "yes"}),
            amount=_("{n} 人").format(n=f"{n:,}"),
            hint=_("企业名单上有、我们没有记的人。"),
        )


SOURCES = (leaving, on_the_way, clocks, asking, unknown)
