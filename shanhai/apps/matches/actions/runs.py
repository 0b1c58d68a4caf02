"""Starting a run, and taking one back. Nobody is told of a run; it is a proposal for the office that started it."""

from datetime import date, datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.matches.facts.floors import written
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.matches.models.runs import OBJECTIVES, RUN_LIFE
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Actor, Power
from shanhai.core.matching.groups.rules import rule_of
from shanhai.core.matching.weights import digest
from shanhai.core.refusal import Refusal


def allow(*, pairing: Pairing, by: Actor) -> None:
    """Only the office of the county that sends: they are its people."""
    by.require(Power.RUN_MATCH, owners=frozenset({pairing.sending_id}))


def start(
    *,
    pairing: Pairing,
    day: date,
    objective: str = "lexicographic",
    group_rule: str = "",
    floor: str = "",
    seed: int | None = None,
    by: Actor,
    at: datetime,
) -> Run:
    """Open a run, to be computed in the background. The seed of the draw is published with it; `group_rule` "": everybody goes alone;
    `floor` "": none is kept.

    Unless given it is the seed of the run before, so that whoever nothing has changed for stays where the draw put them; else the day.

    Refuses match.pairing (not in force on the day), match.objective, match.rule, match.stable_groups, match.rule_objective, match.floor, match.floor_alone, match.seed (not
    a whole number from 0 to 2³¹−1), match.under_way (`number`: another of this pairing is being computed).
    """
    allow(pairing=pairing, by=by)
    _fits(objective, group_rule, floor)
    if not Pairing.objects.in_force(day).filter(pk=pairing.pk).exists():
        raise Refusal("match.pairing", day=day.isoformat())
    before = Run.objects.newest(pairing.pk)
    drawn = seed if seed is not None else before.seed if before else int(f"{day:%Y%m%d}")
    if not 0 <= drawn < 2**31:
        raise Refusal("match.seed", given=drawn)
    with writing("match.start", by=by, at=at) as pen:
        Pairing.objects.select_for_update().get(pk=pairing.pk)
        runs = Run.objects.filter(pairing=pairing)
        busy = runs.filter(state__in=("queued", "running")).first()
        if busy is not None:
            raise Refusal("match.under_way", number=busy.number)
        last = runs.order_by("-number").first()
        return pen.add(
            Run(
                pairing=pairing,
                number=last.number + 1 if last else 1,
                day=day,
                seed=drawn,
                objective=objective,
                group_rule=str(rule_of(group_rule)) if group_rule else "",
                floor=str(written(floor)) if floor else "",
                weights=digest(),
                previous=before,
                started_by=by.login,
                started_at=at,
            )
        )


def _fits(objective: str, group_rule: str, floor: str) -> None:
    """What is asked for must go together."""
    if objective not in OBJECTIVES:
        raise Refusal("match.objective", given=objective)
    if group_rule and objective == "stable":
        raise Refusal("match.stable_groups")
    if floor and (group_rule or objective == "stable"):
        raise Refusal("match.floor_alone")
    if rule_of(group_rule).households >= 0 and objective == "score":
        raise Refusal("match.rule_objective", rule=group_rule)


def withdraw(*, run: Run, by: Actor, at: datetime) -> Run:
    """Take a run back that nobody has confirmed anything of. Refuses match.confirmed_there, lifecycle.not_allowed."""
    allow(pairing=run.pairing, by=by)
    if Proposal.objects.filter(run=run, state="confirmed").exists():
        raise Refusal("match.confirmed_there")
    target = RUN_LIFE.after(run.state, "withdraw")
    with writing("match.withdraw", by=by, at=at, about=run) as pen:
        return pen.change(run, state=target)
