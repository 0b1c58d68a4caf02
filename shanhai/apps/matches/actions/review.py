"""What people make of proposals: each row is asked for itself, those that can are done, the others say why; one act, undone as one.

A run proposes, a person decides. Nothing goes out to anybody before a proposal is confirmed, and confirming takes no intent: whether to go
is asked of the person, face to face.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

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

type Why = Callable[[Proposal], Refusal | None]


def may(run: Run, verb: str, *, by: Actor, at: datetime) -> Why:
    """What stands against doing something with a proposal of a run, asked row by row; nothing is written.

    Each row refuses: lifecycle.not_allowed, match.under_age, match.at_work, match.intends, match.objects, match.position_gone,
    match.seats_full (confirming only; seats are counted as rows are asked).
    """
    on = at.date()
    rows = list(run.proposals.select_related("position"))
    workers = {one.worker_id for one in rows}
    working = set(Placement.objects.standing(on).filter(worker__in=workers).values_list("worker", flat=True))
    going = set(Intent.objects.filter(withdrawn_at=None, worker__in=workers).values_list("worker", flat=True))
    against = set(Objection.objects.standing(on).filter(worker__in=workers).values_list("worker", flat=True))
    places = {one.position_id: one.position for one in rows}
    offered = set(Position.objects.public(on=on).filter(pk__in=places).values_list("pk", flat=True))
    free = Counter(free_seats(list(places.values()), on=on))

    elsewhere = (
        (Refusal("match.at_work"), working),
        (Refusal("match.intends"), going),
        (Refusal("match.objects"), against),
    )

    def why(one: Proposal) -> Refusal | None:
        if not PROPOSAL_LIFE.may(one.state, verb):
            return Refusal("lifecycle.not_allowed", verb=verb, state=one.state, allowed=list(one.verbs))
        if verb in {"send_back", "decline", "unlock"}:
            return None
        if one.worker.age(on) < WORKING_AGE:
            return Refusal("match.under_age", least=WORKING_AGE)
        if (no := next((no for no, them in elsewhere if one.worker_id in them), None)) is not None:
            return no
        if one.position_id not in offered:
            return Refusal("match.position_gone", title=one.position.title)
        return _seat(one, free) if verb == "confirm" else None

    return why


def _seat(one: Proposal, free: Counter[str]) -> Refusal | None:
    if free[one.position_id] < 1:
        return Refusal("match.seats_full", title=one.position.title)
    free[one.position_id] -= 1
    return None


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

    Refuses match.reason, match.position_gone, match.seats_full, match.barred (`bar`: the limit), and what `may` refuses of the row.
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
    no = may(run, "swap", by=by, at=at)(proposal)
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
    """One act over many rows. Refuses match.reason, bulk.too_many, match.run_state; without the power everything is refused."""
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
        why = may(run, verb, by=by, at=at)
        left = []
        done = []
        for row in rows:
            no = why(row)
            if no is None:
                _change(pen, row, verb, text, by, at)
                done.append(row.pk)
            else:
                left.append([row.pk, no.code, no.facts])
        if not done:
            return _refuse_alone(rows, why)
        pen.facts |= {"done": done, "left": left}
        _settle(pen, run)
        return pen.number


def _refuse_alone(rows: list[Proposal], why: Why) -> int:
    """One row that cannot says why it cannot; of several, nothing was done (0)."""
    no = why(rows[0]) if len(rows) == 1 else None
    if no is not None:
        raise no
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
