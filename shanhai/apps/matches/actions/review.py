"""What people make of proposals: each row is asked for itself, those that can are done, the others say why; one act, undone as one.

A run proposes, a person decides. Nothing goes out to anybody before a proposal is confirmed, and confirming takes no intent: whether to go
is asked of the person, face to face.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.facts.found import looks, plain
from shanhai.apps.matches.facts.market import free_seats
from shanhai.apps.matches.facts.people import seekers
from shanhai.apps.matches.facts.vacancies import vacancies
from shanhai.apps.matches.models import PROPOSAL_LIFE, Proposal, Run
from shanhai.apps.matches.models.proposals import WITH_REASON
from shanhai.apps.matches.models.runs import RUN_LIFE
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import Objection
from shanhai.core.desk import Actor, Power
from shanhai.core.matching.score import WORKING_AGE, Match, judge
from shanhai.core.refusal import Refusal

MOST = 5000  # rows of one act
SHORTEST = 2  # characters of a reason


class May:
    """What stands against doing something with a proposal of a run, asked row by row; nothing is written.

    Each row refuses: lifecycle.not_allowed, match.under_age, match.at_work, match.intends, match.objects, match.position_gone,
    match.seats_full (confirming only; seats are counted as rows are asked).
    """

    def __init__(self, run: Run, verb: str, *, at: datetime) -> None:
        self.verb, self.on = verb, at.date()
        rows = list(run.proposals.select_related("position"))
        workers = {one.worker_id for one in rows}
        self.elsewhere = (
            (Refusal("match.at_work"), _people(Placement.objects.standing(self.on).filter(worker__in=workers))),
            (Refusal("match.intends"), _people(Intent.objects.filter(withdrawn_at=None, worker__in=workers))),
            (Refusal("match.objects"), _people(Objection.objects.standing(self.on).filter(worker__in=workers))),
        )
        places = {one.position_id: one.position for one in rows}
        offered = Position.objects.public(on=self.on).filter(pk__in=places)
        self.offered = set(offered.values_list("pk", flat=True))
        self.free = Counter(free_seats(list(places.values()), on=self.on))

    def __call__(self, one: Proposal) -> Refusal | None:
        """Ask one row; a seat it would take is counted."""
        if not PROPOSAL_LIFE.may(one.state, self.verb):
            return Refusal("lifecycle.not_allowed", verb=self.verb, state=one.state, allowed=list(one.verbs))
        if self.verb in {"send_back", "decline", "unlock"}:
            return None
        if one.worker.age(self.on) < WORKING_AGE:
            return Refusal("match.under_age", least=WORKING_AGE)
        if (no := next((no for no, them in self.elsewhere if one.worker_id in them), None)) is not None:
            return no
        if one.position_id not in self.offered:
            return Refusal("match.position_gone", title=one.position.title)
        return self._seat(one) if self.verb == "confirm" else None

    def together(self, rows: Sequence[Proposal]) -> list[Refusal | None]:
        """Ask the rows of one group, or one alone: where one cannot, none of them is done, and the seats counted are free again."""
        found = [self(one) for one in rows]
        if not any(found) or len(rows) == 1:
            return found
        for one, no in zip(rows, found, strict=True):
            self.free[one.position_id] += no is None and self.verb == "confirm"
        return [no or Refusal("match.group_whole") for no in found]

    def _seat(self, one: Proposal) -> Refusal | None:
        if self.free[one.position_id] < 1:
            return Refusal("match.seats_full", title=one.position.title)
        self.free[one.position_id] -= 1
        return None


def _people(rows: QuerySet[Any]) -> set[str]:
    return set(rows.values_list("worker", flat=True))


def confirm(*, run: Run, proposals: Iterable[Proposal], by: Actor, at: datetime) -> int:
    """Confirm proposals after they were looked at. Answers the entry's number, 0 where nothing was done."""
    return _do("match.confirm", "confirm", run, proposals, "", by, at)


def lock(*, run: Run, proposals: Iterable[Proposal], by: Actor, at: datetime) -> int:
    """Keep proposals as they are: a later run leaves them alone, with their seats."""
    return _do("match.lock", "lock", run, proposals, "", by, at)


def unlock(*, run: Run, proposals: Iterable[Proposal], by: Actor, at: datetime) -> int:
    """Let a later run decide again."""
    return _do("match.unlock", "unlock", run, proposals, "", by, at)


def send_back(*, run: Run, proposals: Iterable[Proposal], why: str, by: Actor, at: datetime) -> int:
    """Back to the pool: a later run proposes something else. Refuses `match.reason` without a reason."""
    return _do("match.send_back", "send_back", run, proposals, why, by, at)


def decline(*, run: Run, proposals: Iterable[Proposal], why: str, by: Actor, at: datetime) -> int:
    """The person does not go: left alone by later runs until a new wish is stated. Refuses `match.reason` without a reason."""
    return _do("match.decline", "decline", run, proposals, why, by, at)


def swap(*, proposal: Proposal, position: Position, why: str, by: Actor, at: datetime) -> Proposal:
    """Propose another position instead, with the reason of whoever does so; the hard limits hold for people's choices too.

    Refuses match.reason, match.position_gone, match.seats_full, match.barred (`bar`: the limit), match.grouped (who goes with a group is sent
    back with it, or the group is dissolved first), and what `May` refuses of the row.
    """
    run = proposal.run
    _ours(run, proposal, by)
    reason = _reason("swap", why)
    on = at.date()
    known = Position.objects.public(on=on).filter(pk=position.pk, employer__region=run.pairing.receiving_id)
    chosen = known.select_related("employer__region").first()
    if chosen is None:
        raise Refusal("match.position_gone", title=position.title)
    if not free_seats([chosen], on=on)[chosen.pk]:
        raise Refusal("match.seats_full", title=chosen.title)
    if proposal.group_id:
        raise Refusal("match.grouped")
    no = May(run, "swap", at=at)(proposal)
    if no is not None and no.code != "match.position_gone":
        raise no
    found = judge(seekers([proposal.worker], on=on)[0], vacancies([chosen], run.pairing, on=on)[0])
    if not isinstance(found, Match):
        raise Refusal("match.barred", bar=found.reasons[0].code)
    with writing("match.swap", by=by, at=at, about=proposal) as pen:
        return pen.change(
            proposal, position=chosen, state=PROPOSAL_LIFE.after(proposal.state, "swap"), points=found.points,
            reasons=plain(found.reasons), looks=looks(found.reasons, proposal.worker), why=reason, decided_by=by.login, decided_at=at,
        )  # fmt: skip


def _do(action: str, verb: str, run: Run, proposals: Iterable[Proposal], reason: str, by: Actor, at: datetime) -> int:
    """One act over many rows, groups whole. Refuses match.reason, bulk.too_many, match.run_state; without the power everything is refused."""
    rows = list(proposals)
    for one in rows:
        _ours(run, one, by)
    text = _reason(verb, reason)
    if len(rows) > MOST:
        raise Refusal("bulk.too_many", most=MOST, given=len(rows))
    if run.state not in {"proposed", "confirmed"}:
        raise Refusal("match.run_state", state=run.state)
    with writing(action, by=by, at=at, about=run) as pen:
        Run.objects.select_for_update().get(pk=run.pk)
        for row in rows:
            row.refresh_from_db(fields=["state", "position"])
        why = May(run, verb, at=at)
        judged = [one for unit in _units(run, rows) for one in zip(unit, why.together(unit), strict=True)]
        left = [(row.pk, no) for row, no in judged if no is not None]
        done = [row for row, no in judged if no is None]
        for row in done:
            _change(pen, row, verb, text, by, at)
        if not done:
            return _refuse_alone(rows, [no for _key, no in left])
        pen.facts |= {"done": [row.pk for row in done], "left": [[key, no.code, no.facts] for key, no in left]}
        _settle(pen, run)
        return pen.number


def _units(run: Run, rows: list[Proposal]) -> Iterator[list[Proposal]]:
    """Each row alone, or with all that go with it: a group is decided on whole, whichever of it was chosen."""
    wanted = {one.group_id for one in rows if one.group_id}
    groups: dict[str, list[Proposal]] = {key: [] for key in wanted}
    for one in Proposal.objects.filter(run=run, group__in=wanted).select_related("worker", "position", "run__pairing"):
        groups[str(one.group_id)].append(one)
    for row in rows:
        if row.group_id is None:
            yield [row]
        elif row.group_id in groups:
            yield groups.pop(row.group_id)


def _refuse_alone(rows: list[Proposal], left: list[Refusal]) -> int:
    """One row that cannot says why it cannot; of several, nothing was done (0)."""
    if len(rows) == 1:
        raise next((no for no in left if no.code != "match.group_whole"), left[0])
    return 0


def _change(pen: Pen, row: Proposal, verb: str, reason: str, by: Actor, at: datetime) -> None:
    kept = {"why": reason} if verb in WITH_REASON else {}
    pen.change(row, state=PROPOSAL_LIFE.after(row.state, verb), decided_by=by.login, decided_at=at, **kept)


def _settle(pen: Pen, run: Run) -> None:
    """When nothing of a run is left to be decided, the run is confirmed."""
    open_ones = run.proposals.filter(state__in=("proposed", "locked", "swapped")).exists()
    if not open_ones and RUN_LIFE.may(run.state, "confirm"):
        pen.change(run, state=RUN_LIFE.after(run.state, "confirm"))


def _ours(run: Run, proposal: Proposal, by: Actor) -> None:
    by.require(Power.RUN_MATCH, owners=frozenset({run.pairing.sending_id}), unit=proposal.worker.unit)
    if proposal.run_id != run.pk:
        raise Refusal("match.other_run")


def _reason(verb: str, text: str) -> str:
    said = text.strip()[:200]
    if verb in WITH_REASON and len(said) < SHORTEST:
        raise Refusal("match.reason", shortest=SHORTEST)
    return said
