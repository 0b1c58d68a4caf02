"""What was begun is brought to its end: calls, opinions, agreed items, a correction, contracts of those who came later. Some stay open."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shanhai.apps.fairs.actions import call_back
from shanhai.apps.fairs.models import Question
from shanhai.apps.outreach.actions import follow_up_done, item_done
from shanhai.apps.outreach.models import AgreedItem, Opinion
from shanhai.apps.placements.actions import note_contract, note_insurance
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.actions import ask_correction, decide_correction
from shanhai.apps.workers.models import Correction
from shanhai.demo.hands import Hands, still
from shanhai.demo.world import RECEIVING, SANYING

CALLED = date(2018, 3, 12)  # the Monday after the report
ANSWERS = ("说清楚了，想和家里商量（示例）", "问的岗位还在招，答应来问（示例）", "已经在本地干活，先不去（示例）")
PUT_RIGHT, MISSPELT = "照本人说的新号码改了（示例）", "身份证上的字和名册上的不一样（示例）"
COMPARED = date(2019, 3, 22)  # the bureau goes through the papers of everybody with the employers
NEVER = 13  # the one of the first spring whose contract came late in June, after he had asked for it himself
WITHOUT = 3  # of the group of March 2019, whose month is not over yet


def close(year: Hands) -> None:
    """Put it on the calendar, each by who is responsible and before its day."""
    waiting = Question.objects.filter(called_at=None).exclude(call_back_on=None).order_by("asked_at", "pk")
    for place, one in enumerate(waiting):
        day = max(CALLED, one.call_back_on or CALLED)
        year.then(day, 10, call_back, question=one, outcome=ANSWERS[place % len(ANSWERS)], by=year.world.actor("mawei"))
    for opinion in Opinion.objects.filter(done_on=None):
        if opinion.due_on:
            by = year.world.actor("mawei" if opinion.responsible_id == RECEIVING else "yuanzhou")
            year.then(opinion.due_on - timedelta(days=1), 16, follow_up_done, opinion=opinion, by=by)
    for item in AgreedItem.objects.filter(done_on=None):
        if item.due_on:
            year.then(item.due_on - timedelta(days=4), 15, item_done, item=item, by=year.world.actor("yuanzhou"))
    sanying = year.world.actor("sanying")
    for asked in Correction.objects.filter(state="asked").select_related("worker"):
        year.then(
            date(2018, 3, 20), 15, decide_correction, correction=asked, accepted=True, reason=PUT_RIGHT, by=sanying
        )
    own = next(one.worker for one in year.spells if one.worker.unit.startswith(SANYING))
    asked_on = date(2019, 3, 26)
    year.then(asked_on, 15, ask_correction, worker=own, what="name", says=MISSPELT, asked_on=asked_on, by=sanying)
    late = year.spells[NEVER]
    year.then(date(2018, 6, 25), 10, _sign, year=year, spell=late, on=date(2018, 6, 25))
    year.then(COMPARED, 10, _compare, year=year)


def _compare(*, year: Hands, at: datetime) -> None:
    """Whoever came later has a contract and insurance, signed in time and noted now; of the newest three are still without a contract, two uninsured."""
    rows = Placement.objects.exclude(transfer=None).filter(ended_on=None, started_on__lt=COMPARED)
    rows = rows.select_related("worker", "employer", "transfer").order_by("started_on", "worker__number_index")
    for column, note, open_ones in (("contract_on", _sign, WITHOUT), ("insured_on", _insure, WITHOUT - 1)):
        missing = list(rows.filter(**{column: None}))
        at = _note_all(year, missing[: len(missing) - open_ones], note, at)


def _note_all(year: Hands, rows: list[Placement], note: Callable[..., None], at: datetime) -> datetime:
    """One after another; the moment after the last."""
    for place, one in enumerate(rows):
        on = min(one.started_on + timedelta(days=12 + place % 9), at.date())
        note(year=year, spell=one, on=on, at=at + timedelta(seconds=30 * place))
    return at + timedelta(seconds=30 * len(rows))


def _sign(*, year: Hands, spell: Placement, on: date, at: datetime) -> None:
    if still(spell, on):
        note_contract(
            placement=spell, signed_on=on, kind="fixed", months=24, probation=1, by=year.world.actor("mawei"), at=at
        )


def _insure(*, year: Hands, spell: Placement, on: date, at: datetime) -> None:
    note_insurance(placement=spell, registered_on=on, by=year.world.actor("mawei"), at=at)
