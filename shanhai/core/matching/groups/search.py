"""Where groups go: good plans by settling what the relaxed programme is surest of, proofs by splitting cases until none can hold a better one.

1. *Ask* the programme. Its prices bound every plan, and it says where each group would mostly go.
2. *Dive*: settle the groups it is surest of, ask again, until all are whole; then everybody else's best is one flow (`fixed`).
3. *Split* the open case with the highest bound by one parted group: there, or not there. A case whose bound is no more than the best plan's
   worth is closed; when all are, the plan is proved (branch and bound: Land & Doig 1960).
4. *Polish*: open again only the groups at a few employers, drawn by the seed, and dive there (Shaw 1998, large neighbourhoods).

Effort is counted, not timed, so that the same market and seed give the same plan on every machine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random
from typing import Final

import numpy as np

from shanhai.core.matching.facts import Ints
from shanhai.core.matching.groups.bound import Guess, Open
from shanhai.core.matching.groups.facts import Field
from shanhai.core.matching.groups.programme import Floats
from shanhai.core.matching.groups.relaxed import Answer, Relaxed

WHOLE: Final = 1e-6
BATCH: Final = 8  # of the parted options, one in so many is settled at a time
ROUNDS: Final = 40
WINDOW: Final = 30  # employers opened again at a time


@dataclass(slots=True, eq=False)
class Case:
    """One case: what is open in it, the prices that bound it, the bound (in units, and whole), and the two cases it was split into."""

    opened: Open
    guess: Guess
    total: int
    bound: int
    used: Floats
    split: int = -1  # an option
    halves: tuple["Case", ...] = ()


class Search:
    """One search: households are counted, or scores where so many households are reached (`reached`)."""

    def __init__(self, relaxed: Relaxed, *, attempt: Callable[[Ints], int]) -> None:
        """`attempt`: try the plan with groups at these employers, and say what the best plan so far is worth in what is counted."""
        self.relaxed, self.field, self.attempt = relaxed, relaxed.field, attempt
        groups = len(self.field.grouping.groups)
        everything = Open(np.ones(len(self.field.option_group), np.bool_), np.ones(groups, np.bool_))
        self.nobody = np.full(groups, -1, np.int32)
        self.best = attempt(self.nobody)
        answer = self._ask(everything, rounds=ROUNDS)
        self.root = Case(everything, answer.guess, answer.total, answer.whole, answer.used)
        self.waiting: list[tuple[int, int, Case]] = []
        self.cases = 0
        if self.root.bound > self.best:
            self.dive(everything, answer.used)
        self._wait(self.root)

    @property
    def bound(self) -> int:
        """What no plan exceeds: the bound of the worst leaf."""
        return max(case.bound for case in self.leaves())

    def leaves(self) -> Iterator[Case]:
        """Every case that was not split."""
        cases = [self.root]
        while cases:
            case = cases.pop()
            cases.extend(case.halves)
            if not case.halves:
                yield case

    def split(self, effort: int) -> None:
        """Split cases until the plan is proved or the effort is spent."""
        until = self.relaxed.spent + effort
        while self.waiting and -self.waiting[0][0] > self.best and self.relaxed.spent < until:
            _bound, _number, case = heappop(self.waiting)
            halves = []
            for half in _halves(self.field, case):
                answer = self._ask(half, rounds=ROUNDS)
                halves.append(self._half(case, half, answer))
            case.halves = tuple(halves)
            for one in halves:
                self._wait(one)

    def polish(self, employer: Callable[[], Ints], effort: int, draw: Random) -> None:
        """Improve the best plan (`employer` of each group in it) a few employers at a time."""
        field, until = self.field, self.relaxed.spent + effort
        employers = len(field.grouping.employers)
        while self.relaxed.spent < until and self.bound > self.best:
            drawn = np.zeros(employers + 1, np.bool_)
            drawn[draw.sample(range(employers), min(WINDOW, employers))] = True
            drawn[-1] = True  # those who are nowhere may come in
            at = employer()
            free = drawn[at]
            stays = field.option_employer == at[field.option_group]
            opened = Open(np.where(free[field.option_group], drawn[field.option_employer], stays), free)
            answer = self._ask(opened, rounds=2)
            if answer.whole > self.best:
                self.dive(opened, answer.used)

    def dive(self, opened: Open, used: Floats) -> None:
        """Settle the groups the programme is surest of, ask again, and so on until all are whole or nothing better can come of it."""
        group = self.field.option_group
        while True:
            parted = np.flatnonzero((used > WHOLE) & (used < 1 - WHOLE) & opened.nowhere[group])
            if not len(parted):
                return
            surest = parted[np.argsort(-used[parted], kind="stable")][: max(1, len(parted) // BATCH)]
            settled = np.append(surest, np.flatnonzero(used >= 1 - WHOLE))
            settled = settled[np.unique(group[settled], return_index=True)[1]]
            option, nowhere = opened.option.copy(), opened.nowhere.copy()
            nowhere[group[settled]] = False
            option[np.isin(group, group[settled])] = False
            option[settled] = True
            opened = Open(option, nowhere)
            answer = self._ask(opened, rounds=2)
            if answer.value < self.best:
                return
            used = answer.used

    def _ask(self, opened: Open, *, rounds: int) -> Answer:
        """Ask, and try the plans the answer suggests."""
        answer = self.relaxed.ask(opened, enough=self.best, rounds=rounds)
        if answer.whole > self.best:
            for least in (0.5, 0.01):
                self.best = max(self.best, self.attempt(mostly(self.field, answer.used, least)))
        return answer

    def _half(self, case: Case, opened: Open, answer: Answer) -> Case:
        """A half with its own prices, or with those of the whole where they bound it better."""
        if answer.whole <= case.bound:
            return Case(opened, answer.guess, answer.total, answer.whole, answer.used)
        total = self.relaxed.total(case.guess, opened)
        return Case(opened, case.guess, total, self.relaxed.whole(total, case.guess), answer.used)

    def _wait(self, case: Case) -> None:
        case.split = parted_most(case.used)
        if case.split >= 0 and case.bound > self.best:
            self.cases += 1
            heappush(self.waiting, (-case.bound, self.cases, case))


def _halves(field: Field, case: Case) -> tuple[Open, Open]:
    """There, and not there."""
    group = field.option_group[case.split]
    there, not_there, nowhere = case.opened.option.copy(), case.opened.option.copy(), case.opened.nowhere.copy()
    there[field.option_group == group] = False
    there[case.split] = True
    not_there[case.split] = False
    nowhere[group] = False
    return Open(there, nowhere), Open(not_there, case.opened.nowhere)


def parted_most(used: Floats) -> int:
    """The option nearest to half; −1 where all are whole."""
    far = np.abs(used - 0.5)
    return int(far.argmin()) if len(far) and far.min() < 0.5 - WHOLE else -1


def mostly(field: Field, used: Floats, least: float) -> Ints:
    """The employer of each group where the programme puts it most, and by more than `least`; −1 elsewhere."""
    employer = np.full(len(field.grouping.groups), -1, np.int32)
    order = np.argsort(used, kind="stable")
    order = order[used[order] > least]
    employer[field.option_group[order]] = field.option_employer[order]  # of several the last, which is used most
    return employer
