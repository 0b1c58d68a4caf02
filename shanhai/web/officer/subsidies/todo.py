"""What waits for a seat: each pile as a condition on claims, the same for the list's facet and for the day's tasks."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanhai.apps.subsidies.actions.reviews import SEATS
from shanhai.apps.subsidies.facts.packs import in_force
from shanhai.apps.subsidies.models import Batch, Claim, Difference, ParamValue, Publicity
from shanhai.core.desk import Desk, Power
from shanhai.core.policy.pack import Pack
from shanhai.web.kit.links import link_to
from shanhai.web.officer.sources import Task
from shanhai.web.officer.subsidies.seen import end_of

NAMES: Final[dict[str, Any]] = {
    "accept": gettext_lazy("等受理"),
    "asks": gettext_lazy("等补材料"),
    "review": gettext_lazy("等我审核"),
    "decide": gettext_lazy("等核定"),
    "publish": gettext_lazy("等公示"),
    "approve": gettext_lazy("等批准"),
    "waits": gettext_lazy("等资金"),
    "pay": gettext_lazy("等发放"),
}
NOBODY = Q(pk="")


def piles(desk: Desk) -> dict[str, Q]:
    """The piles of a seat, by name; a pile of another seat is empty."""
    ours = Q(issuer=desk.actor.region)
    return {
        "accept": Q(state="drawn_up") if desk.may(Power.DRAW_UP) else NOBODY,
        "asks": Q(state="asks") if desk.may(Power.DRAW_UP) else NOBODY,
        "review": _mine(desk) if desk.may(Power.REVIEW) else NOBODY,
        "decide": ours & Q(state="reviewed") if desk.may(Power.DECIDE) else NOBODY,
        "publish": ours & Q(state="decided") if desk.may(Power.DECIDE) else NOBODY,
        "approve": ours & Q(state="heard") if desk.may(Power.APPROVE) else NOBODY,
        "waits": ours & Q(state="waits") if desk.may(Power.DECIDE) else NOBODY,
        "pay": ours & Q(state="approved") if desk.may(Power.PAY) else NOBODY,
    }


def packs(desk: Desk) -> list[Pack]:
    """Every pack in force of one's own government and of partners."""
    return in_force(at=end_of(desk), issuers=desk.regions | desk.senders | desk.receivers)


def _mine(desk: Desk) -> Q:
    """Claims whose next level is this seat's."""
    found = NOBODY
    for pack in packs(desk):
        for rule in pack.subsidies:
            for place, level in enumerate(rule.procedure.levels or ("receiving",)):
                if SEATS[level] == desk.role and (level == "receiving") == (pack.issuer == desk.actor.region):
                    found |= Q(pack=pack.id, subsidy=rule.id, level=place)
    return found & Q(state="accepted") & ~Q(drawn_up_by=desk.actor.login) & ~Q(accepted_by=desk.actor.login)


def claims(desk: Desk) -> Iterator[Task]:
    """Piles of claims that wait for this seat."""
    if not desk.may(Power.READ_CLAIMS):
        return
    rows = Claim.objects.visible_to(desk)
    hints = {
        "review": _("照材料和名单看一遍，有疑问的请补材料。"),
        "decide": _("照受理顺序核定，金额由文件算出。"),
        "publish": _("核定了，还没有公示。"),
        "approve": _("公示期满，没有没答的异议。"),
        "waits": _("核定了，资金不够；到位以后照顺序接着办。"),
        "pay": _("批准了，可以制发放批次。"),
        "accept": _("登记了，还没有受理。"),
        "asks": _("请本人把材料补来，再受理。"),
    }
    asked = {key: where for key, where in piles(desk).items() if where != NOBODY}
    counts = (
        rows.order_by().aggregate(**{key: Count("pk", filter=where) for key, where in asked.items()}) if asked else {}
    )
    for key, n in counts.items():
        if n:
            url = "/payouts/" if key == "pay" else link_to("subsidies.claim", query={"todo": key})
            yield Task(
                title=_("补贴：{what}").format(what=NAMES[key]),
                url=url,
                amount=_("{n} 件").format(n=n),
                hint=hints[key],
            )


def notices(desk: Desk) -> Iterator[Task]:
    """Notices that end, on the day after their last."""
    if not desk.may(Power.DECIDE):
        return
    for one in Publicity.objects.visible_to(desk).filter(issuer=desk.actor.region, ended_at=None):
        yield Task(
            title=_("公示期满：{title}").format(title=one.title),
            url=link_to("subsidies.publicity", one.pk),
            hint=_("期满第二天结束公示；有异议先核实。"),
            due=one.until,
        )


def batches(desk: Desk) -> Iterator[Task]:
    """Batches a colleague made, to be checked; and those the bank has not answered."""
    if not desk.may(Power.PAY):
        return
    for one in Batch.objects.visible_to(desk).filter(state__in=("made", "sent")):
        if one.state == "sent":
            yield Task(
                title=_("等银行回盘：{number}").format(number=one.number), url=link_to("subsidies.batch", one.pk)
            )
        elif one.maker != desk.actor.login:
            yield Task(
                title=_("复核发放批次 {number}").format(number=one.number), url=link_to("subsidies.batch", one.pk)
            )


def differences(desk: Desk) -> Iterator[Task]:
    """What lists of others say against claims, and values a colleague proposed."""
    if desk.may(Power.COMPARE):
        n = Difference.objects.visible_to(desk).filter(settled_at=None).count()
        if n:
            yield Task(title=_("核对名单差异"), url="/comparisons/", amount=_("{n} 件").format(n=n))
    if desk.may(Power.WRITE_POLICY):
        waiting = ParamValue.objects.visible_to(desk).waiting().filter(issuer=desk.actor.region)
        for one in waiting.exclude(maker=desk.actor.login):
            yield Task(title=_("看同事提的政策参数"), url=f"/system/policies/{one.pack}/#waiting", hint=one.reason)


SOURCES = (claims, notices, batches, differences)
