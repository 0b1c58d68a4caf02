"""在岗名单: an employer confirms a month once; whom we do not know goes to review; a mistake is corrected with a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions.spells import at_work, note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.facts.rosters import Extra, Line, unspoken
from shanhai.apps.placements.models import Attestation, Placement, Roster, Unlisted
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core.attest import ROSTER
from shanhai.core.desk import Actor, Power
from shanhai.core.months import last_day
from shanhai.core.refusal import Refusal


@settled
def confirm_roster(
    *,
    employer: Employer,
    month: date,
    lines: Sequence[Line],
    extras: Sequence[Extra] = (),
    way: str = "page",
    whole: bool = True,
    by: Actor,
    at: datetime,
) -> Roster:
    """Confirm one month in one act: every line attests its month, who left has left, whom we do not have goes to review.

    What was said before may be said again and changes nothing; said otherwise it is refused whole: roster.confirmed (`by`, `at`; correct that
    line instead). `whole`: everybody the list is prefilled with must be spoken of, now or before; a workbook with rows still to mend may come in
    parts. Refuses roster.month_open before the month's last day, roster.missing (`left`), roster.not_yours, roster.twice, roster.left (a last day
    outside the spell or after today), placement.ended, roster.way, desk.not_allowed.
    """
    by.require(Power.CONFIRM_ROSTER, owners=frozenset({employer.region_id}))
    if way not in Roster.WAYS:
        raise Refusal("roster.way", given=way)
    if month.day != 1 or at.date() < last_day(month):
        raise Refusal("roster.month_open", month=f"{month:%Y-%m}", from_day=last_day(month).isoformat())
    standing = Roster.objects.filter(employer=employer, month=month).first()
    new = _unsaid(standing, lines)
    staff = _staff(employer, month, new, at)
    if left := set(unspoken(employer, month).values_list("pk", flat=True)) - set(staff) if whole else ():
        raise Refusal("roster.missing", left=len(left))
    known = set(standing.unlisted.values_list("name", "tail")) if standing else set()
    others = [one for one in extras if (one.name, one.tail) not in known]
    if standing is not None and not new and not others:
        return standing
    with writing("roster.confirm", by=by, at=at, about=employer) as pen:
        roster = standing or pen.add(
            Roster(employer=employer, month=month, way=way, confirmed_at=at, confirmed_by=by.name)
        )
        pen.add_all(_word(roster, staff[line.placement], line, at) for line in new)
        for line in new:
            if line.left_on is not None:
                gone = {"ended_on": line.left_on, "ended_why": line.why, "after": "unknown", "next_on": None}
                pen.change(staff[line.placement], **gone)
        for extra in others:
            _review(pen, roster, extra, at)
        return roster


def _unsaid(standing: Roster | None, lines: Sequence[Line]) -> list[Line]:
    """The lines nobody has said yet; one that was said otherwise is refused."""
    if len({line.placement for line in lines}) != len(lines):
        raise Refusal("roster.twice")
    said = {one.placement_id: one for one in standing.lines.select_related("placement")} if standing else {}
    for line in lines:
        before = said.get(line.placement)
        if before is None or standing is None:
            continue
        same = all(getattr(before, name) == value for name, value in line.columns().items())
        if not same or line.left_on not in {None, before.placement.ended_on}:
            raise Refusal("roster.confirmed", by=standing.confirmed_by, at=standing.confirmed_at.date().isoformat())
    return [line for line in lines if line.placement not in said]


def _staff(employer: Employer, month: date, lines: Sequence[Line], at: datetime) -> dict[str, Placement]:
    """The spells newly spoken of."""
    named = {line.placement for line in lines}
    there = Placement.objects.filter(employer=employer).in_month(month)
    staff = {one.pk: one for one in there if one.pk in named}
    if strange := named - set(staff):
        raise Refusal("roster.not_yours", count=len(strange))
    for line in lines:
        spell = staff[line.placement]
        if line.left_on is not None and not spell.started_on < line.left_on <= at.date():
            raise Refusal("roster.left", day=line.left_on.isoformat(), since=spell.started_on.isoformat())
        if line.left_on is not None and spell.ended_on not in {None, line.left_on}:
            raise Refusal("placement.ended", day=spell.ended_on.isoformat() if spell.ended_on else "")
    return staff


def _word(roster: Roster, placement: Placement, line: Line, at: datetime) -> Attestation:
    return Attestation(
        placement=placement, month=roster.month, source=ROSTER, roster=roster, noted_at=at, **line.columns()
    )


def _review(pen: Pen, roster: Roster, extra: Extra, at: datetime) -> None:
    """Whom an officer has recognised on an earlier list of the same employer is recognised again."""
    row = Unlisted(roster=roster, name=extra.name, tail=extra.tail, started_on=extra.started_on)
    earlier = Unlisted.objects.filter(roster__employer=roster.employer, name=extra.name, tail=extra.tail)
    known = earlier.exclude(placement=None).select_related("placement").order_by("-roster__month").first()
    spell = known.placement if known else None
    if spell is not None and (spell.ended_on is None or spell.ended_on > roster.month):
        row.placement, row.worker_id, row.decided_at = spell, spell.worker_id, at
        _attest_extra(pen, roster, spell, at)
    pen.add(row)


def _attest_extra(pen: Pen, roster: Roster, spell: Placement, at: datetime) -> None:
    if not Attestation.objects.filter(placement=spell, month=roster.month, source=ROSTER).exists():
        pen.add(
            Attestation(placement=spell, month=roster.month, source=ROSTER, worked=True, roster=roster, noted_at=at)
        )


def correct_line(*, line: Attestation, said: Line, why: str, by: Actor, at: datetime) -> Attestation:
    """Put one line of a confirmed list right; what it said stays in the log with the reason. What is not said again stays.

    A last day said now ends the spell. Refuses roster.why, roster.line, placement.ended, desk.not_allowed.
    """
    at_work(line.placement, by)
    if line.source != ROSTER:
        raise Refusal("roster.line")
    if not why.strip():
        raise Refusal("roster.why")
    spell, left = line.placement, said.left_on
    if left is not None and spell.ended_on not in {None, left}:
        raise Refusal("placement.ended", day=spell.ended_on.isoformat() if spell.ended_on else "")
    with writing("roster.correct", by=by, at=at, about=line.roster) as pen:
        pen.facts["why"] = why.strip()
        if left is not None:
            pen.change(spell, ended_on=left, ended_why=said.why, next_on=None)
        return pen.change(line, **{name: value for name, value in said.columns().items() if value is not None})


def recognise(*, unlisted: Unlisted, worker: Worker, started_on: date, by: Actor, at: datetime) -> Unlisted:
    """An officer of the sending side knows who it is: the spell is noted if none stands, and the list attests its month.

    Refuses unlisted.decided, unlisted.elsewhere (at work for another employer), and what `note_placement` does.
    """
    by.require(Power.RUN_TRANSFER, owners=frozenset({worker.region_id}))
    if unlisted.worker_id == worker.pk:
        return unlisted
    _undecided(unlisted)
    roster = unlisted.roster
    spells = Placement.objects.filter(worker=worker).in_month(roster.month)
    if spells.exclude(employer=roster.employer).exists():
        raise Refusal("unlisted.elsewhere")
    with writing("unlisted.recognise", by=by, at=at, about=worker) as pen:
        spell = spells.first() or note_placement(
            worker=worker, employer=roster.employer, spell=Spell(started_on=started_on, way="own"), by=by, at=at
        )
        _attest_extra(pen, roster, spell, at)
        return pen.change(unlisted, placement=spell, worker=worker, decided_at=at)


def dismiss(*, unlisted: Unlisted, why: str, by: Actor, at: datetime) -> Unlisted:
    """Nobody of ours, for a reason; said by a bureau of either side. Refuses unlisted.decided, unlisted.why."""
    there = unlisted.roster.employer.region_id
    sides = Pairing.objects.in_force(at.date()).filter(receiving=there).values_list("sending", flat=True)
    by.require(Power.RUN_TRANSFER, owners=frozenset({there, *sides}))
    if unlisted.decided_at is not None and unlisted.placement_id is None and unlisted.why == why.strip():
        return unlisted
    _undecided(unlisted)
    if not why.strip():
        raise Refusal("unlisted.why")
    with writing("unlisted.dismiss", by=by, at=at, about=unlisted) as pen:
        return pen.change(unlisted, decided_at=at, why=why.strip())


def _undecided(unlisted: Unlisted) -> None:
    if unlisted.decided_at is not None:
        raise Refusal("unlisted.decided")
