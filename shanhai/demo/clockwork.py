"""A day as a queue of acts by the clock, so that the log is in the order in which things happened."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from shanhai.demo.world import World, at

type Act = Callable[[datetime], object]


def _whole(step: Callable[[World], None], world: World, _now: datetime) -> None:
    step(world)


class Day:
    """Acts waiting for their moment. An act may put later ones on the queue; of two at the same moment the first put goes first."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._queue: list[tuple[datetime, int, Act]] = []
        self._put = 0

    def then(self, moment: datetime, act: Act) -> None:
        """Put an act on the queue."""
        self._put += 1
        heapq.heappush(self._queue, (moment, self._put, act))

    def then_all(self, days: Iterable[tuple[str, Callable[[World], None]]], world: World) -> None:
        """Put steps of the story on the queue, each to be done whole when its moment comes."""
        for moment, step in days:
            self.then(at(moment), partial(_whole, step, world))

    def run(self) -> None:
        """Do everything, in the order of the clock."""
        while self._queue:
            moment, _put, act = heapq.heappop(self._queue)
            act(moment)

    def moments(self, count: int, first: datetime, last: datetime) -> list[datetime]:
        """So many different moments to the second, in order."""
        seconds = self.rng.sample(range(int((last - first).total_seconds())), count)
        return [first + timedelta(seconds=second) for second in sorted(seconds)]
