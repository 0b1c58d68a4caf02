"""Keeping what a run found: one act, so that a run is there wholly or not at all."""

from collections.abc import Iterator
from datetime import datetime

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.matches.facts.found import (
    Good,
    Solved,
    fairness,
    goods,
    groups,
    limits_and_short,
    looks,
    plain,
    price_list,
    unplaced,
)
from shanhai.apps.matches.facts.market import Pool
from shanhai.apps.matches.facts.moved import moved
from shanhai.apps.matches.facts.published import Published, pack
from shanhai.apps.matches.models import Computed, Move, Proposal, Recommendation, Run, Unplaced
from shanhai.apps.matches.models.runs import RUN_LIFE
from shanhai.core.desk import Actor, Power
from shanhai.core.matching.facts import NOWHERE
from shanhai.core.refusal import Refusal
from shanhai.engines.verified import check


def begin(*, run: Run, by: Actor, at: datetime) -> Run:
    """Note that the computation has begun; again where whoever computed is gone."""
    by.require(Power.RUN_MATCH, owners=frozenset({run.pairing.sending_id}))
    run.refresh_from_db()
    target = RUN_LIFE.after(run.state, "begin")
    with writing("match.begin", by=by, at=at, about=run) as pen:
        return pen.change(run, state=target)


def keep(*, run: Run, pool: Pool, solved: Solved | None, by: Actor, at: datetime) -> Run:
    """Keep proposals, recommendations, causes, moves, prices and inputs, and call the run proposed.

    Where a side of the market is empty (`solved` is None) only what people locked before is carried over. Refuses `match.not_proven` where
    the plan is not proven best, or with groups no gap is proven: such a plan is never shown; and so, `match.not_verified`, is one that the
    independent verifier does not accept.
    """
    by.require(Power.RUN_MATCH, owners=frozenset({run.pairing.sending_id}))
    if solved is not None:
        _proved(solved)
    with writing("match.propose", by=by, at=at, about=run) as pen:
        target = RUN_LIFE.after(run.state, "propose")
        pen.add_all(_carried(run, one) for one in pool.held)
        pen.add_all(_told_again(run, pool))
        if solved is not None:
            _keep(pen, run, solved)
        pen.change(run, state=target, proposed_at=at, **_counts(pool, solved))
        pen.facts |= {"number": run.number, "people": run.people, "placed": run.placed}
        return run


def _proved(solved: Solved) -> None:
    gap = solved.plan.gap
    if gap < 0 or (gap and solved.asked.grouping is None):
        raise Refusal("match.not_proven", gap=gap)
    verdict = check(solved.asked, solved.solution)
    if not verdict["optimal"]:
        raise Refusal("match.not_verified", found=[fault["code"] for fault in verdict["violations"][:5]])


def _keep(pen: Pen, run: Run, solved: Solved) -> None:
    found = list(goods(solved, run.seed))
    pen.add_all(_proposal(run, solved, one) for one in found if one.proposed)
    pen.add_all(_recommendation(run, solved, one) for one in found)
    people = solved.pool.people
    pen.add_all(
        Unplaced(run=run, worker=people[worker], cause=code, facts=facts) for worker, code, facts in unplaced(solved)
    )
    if run.previous is not None:
        pen.add_all(
            Move(run=run, worker_id=one.worker, was_id=one.was or None, now_id=one.now or None, why=one.why, facts=one.facts)
            for one in moved(solved, run.previous)
        )  # fmt: skip
    limits, short = limits_and_short(solved)
    keys = [one.key for one in solved.pool.vacancies]
    packed = pack(solved.asked, solved.plan)
    pen.add(
        Computed(
            run=run,
            prices={key: int(price) for key, price in zip(keys, solved.plan.prices.position, strict=True) if price},
            certificate=solved.solution.certificate(Published(packed).digests()),
            fairness=fairness(solved),
            limits=limits,
            short=short,
            groups=[list(row) for row in groups(solved)],
            costs=[list(row) for row in price_list(solved)],
            by_officer=[one.pk for one in solved.pool.officer],
            inputs=packed,
        )
    )


def _proposal(run: Run, solved: Solved, good: Good) -> Proposal:
    worker, position = solved.pool.people[good.worker], solved.pool.positions[good.position]
    group = solved.pool.group_of.get(worker.pk)
    parted = worker.pk in solved.pool.parted or (group is not None and not group.whole)
    return Proposal(
        run=run, worker=worker, position=position, first=position, group=group.group if group else None, points=good.points,
        reasons=plain(good.reasons), looks=looks(good.reasons, worker, parted=parted),
    )  # fmt: skip


def _recommendation(run: Run, solved: Solved, good: Good) -> Recommendation:
    return Recommendation(
        run=run, worker=solved.pool.people[good.worker], position=solved.pool.positions[good.position], place=good.place,
        points=good.points, reasons=plain(good.reasons), price=good.price, short=good.short,
    )  # fmt: skip


def _carried(run: Run, held: Proposal) -> Proposal:
    """What a person locked or swapped in the run before stands in this one as it was."""
    return Proposal(
        run=run, worker=held.worker, position=held.position, first=held.first, group_id=held.group_id, points=held.points,
        reasons=held.reasons, looks=held.looks, state=held.state, why=held.why, decided_by=held.decided_by, decided_at=held.decided_at,
    )  # fmt: skip


def _told_again(run: Run, pool: Pool) -> Iterator[Recommendation]:
    """The three positions that they were told then."""
    rows = Recommendation.objects.filter(run=run.previous, worker__in={one.worker_id for one in pool.held})
    for one in rows.order_by("worker", "place"):
        yield Recommendation(
            run=run, worker_id=one.worker_id, position_id=one.position_id, place=one.place, points=one.points, reasons=one.reasons,
            price=one.price, short=one.short,
        )  # fmt: skip


def _counts(pool: Pool, solved: Solved | None) -> dict[str, int]:
    placed = int((solved.plan.position != NOWHERE).sum()) if solved is not None else 0
    told = {"people": len(pool.people) + len(pool.held), "placed": placed + len(pool.held), "seats": sum(pool.seats)}
    if solved is not None:
        plan = solved.plan
        told |= {
            "households": plan.households,
            "score": plan.score,
            "bound": plan.bound,
            "priority_weight": plan.priority_weight,
        }
    return told
