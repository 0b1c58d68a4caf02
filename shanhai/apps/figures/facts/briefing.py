"""Figures of the briefing: which townships and which agencies were told."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from shanhai.apps.figures.facts.definition import Figure, Row, Scope
from shanhai.apps.outreach.models import Attendance


def _came(kind: str) -> Callable[[Scope], Sequence[Row]]:
    def rows(scope: Scope) -> Sequence[Row]:
        came = Attendance.objects.filter(
            meeting__pairing=scope.pairing,
            meeting__kind="briefing",
            meeting__held_on__range=scope.season,
            kind=kind,
            signed=True,
        )
        units = {(a.code or a.name): a for a in came}
        return [Row("outreach.attendance", a.pk, a.name, 1) for a in units.values()]

    return rows


BRIEFING = (
    Figure(
        id="townships_briefed", name=_("参加宣讲的乡镇"), klass="R", unit=_("个"), shown="exact", reported="14",
        meaning=_("到宣讲会并签到的乡镇（街道）"), method=_("最近一届招聘会那年起宣讲会签到，按乡镇去重"), rows=_came("township"),
    ),
    Figure(
        id="agencies_briefed", name=_("参加宣讲的机构"), klass="R", unit=_("家"), shown="exact", reported="6",
        meaning=_("到宣讲会并签到的职业中介、劳务派遣机构"), method=_("最近一届招聘会那年起宣讲会签到，按机构去重"), rows=_came("agency"),
    ),
)  # fmt: skip
