"""差别: who is somewhere else than in the run before, and why, said from what both runs hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.facts.found import Solved
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import Objection, Worker
from shanhai.core.matching.facts import NOWHERE
from shanhai.core.matching.score import Match, judge

SETTLED = ("confirmed",)


@dataclass(frozen=True, slots=True)
class Moved:
    """One person who moved: from where, to where (ids of positions, "" for nowhere), and why."""

    worker: str
    was: str
    now: str
    why: str
    facts: dict[str, Any]


def moved(solved: Solved, previous: Run) -> Iterator[Moved]:
    """Everybody for whom this plan says something else than the run before; those confirmed there are settled and not named."""
    before = {one.worker_id: one for one in Proposal.objects.filter(run=previous).exclude(state__in=SETTLED)}
    keys = [one.key for one in solved.pool.seekers]
    now = {
        key: solved.pool.positions[int(at)].pk
        for key, at in zip(keys, solved.plan.position, strict=True)
        if int(at) != NOWHERE
    } | {one.worker_id: one.position_id for one in solved.pool.held}
    gone = _gone({key for key in before if key not in now and key not in set(keys)}, solved)
    known = set(previous.unplaced.values_list("worker", flat=True))
    why = Why(solved, gone, known)
    for worker in sorted(before.keys() | now.keys()):
        was, place = before.get(worker), now.get(worker, "")
        if (was.position_id if was else "") != place:
            code, facts = why.of(worker, was, place)
            yield Moved(worker, was.position_id if was else "", place, code, facts)


class Why:
    """What is to be said of one person who moved."""

    def __init__(self, solved: Solved, gone: Mapping[str, str], known: set[str]) -> None:
        self.solved, self.gone, self.known = solved, gone, known
        self.number = {one.key: place for place, one in enumerate(solved.pool.seekers)}
        self.place = {one.pk: place for place, one in enumerate(solved.pool.positions)}

    def of(self, worker: str, was: Proposal | None, now: str) -> tuple[str, dict[str, Any]]:
        """The code and its facts."""
        if was is None:
            return ("placed" if worker in self.known else "new"), {}
        if worker in self.gone:
            return self.gone[worker], {}
        if was.state == "sent_back":
            return "sent_back", {"why": was.why}
        if was.position_id not in self.place:
            return "position_gone", {}
        return self._weighed(worker, was.position_id, now)

    def _weighed(self, worker: str, was: str, now: str) -> tuple[str, dict[str, Any]]:
        if worker not in self.number:
            return "decided", {}
        seeker, vacancies = self.solved.pool.seekers[self.number[worker]], self.solved.pool.vacancies
        old = judge(seeker, vacancies[self.place[was]])
        if not isinstance(old, Match):
            return "barred", {"bar": old.reasons[0].code}
        if worker in self.solved.pool.group_of:
            return "group", {}
        price = int(self.solved.plan.prices.position[self.place[was]])
        new = judge(seeker, vacancies[self.place[now]]) if now in self.place else None
        if isinstance(new, Match) and new.points > old.points:
            return "better", {"more": new.points - old.points}
        return ("outbid" if price else "even"), {"price": price, "points": old.points}


def _gone(workers: set[str], solved: Solved) -> dict[str, str]:
    """Why people who were in the run before are no longer in the market."""
    day = solved.pool.day
    found = dict.fromkeys(workers, "not_willing")
    rows: tuple[tuple[str, Any], ...] = (
        ("objects", Objection.objects.standing(day).filter(worker__in=workers)),
        ("declined", Proposal.objects.filter(state="declined", worker__in=workers)),
        ("intends", Intent.objects.filter(withdrawn_at=None, worker__in=workers)),
        ("at_work", Placement.objects.standing(day).filter(worker__in=workers)),
    )
    for code, query in rows:
        found |= dict.fromkeys(query.values_list("worker", flat=True), code)
    merged = Worker.objects.filter(pk__in=workers).exclude(merged_into=None).values_list("pk", flat=True)
    return found | dict.fromkeys(merged, "merged")
