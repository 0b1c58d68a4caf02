"""The counter of the fair: vouchers handed out, intents taken, and every attempt that is refused and noted.

56 intents = 54 people + two second choices; one person withdraws at 16:20, so 53 stand: 49 by scan and 4 by paper form.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.actions import take_intent, withdraw
from shanhai.apps.fairs.models import Intent
from shanhai.apps.vouchers.actions import hand_out
from shanhai.apps.workers.models import Worker
from shanhai.demo.clockwork import Act, Day
from shanhai.demo.fair_plan import LOT_SIZE, TRAVELLING
from shanhai.demo.refused import noted
from shanhai.demo.world import World, at

PEOPLE, BY_SCAN, SECOND_CHOICES, HANDED_OUT, SCANNED_TWICE = 54, 50, 2, 150, 9
FIRST, LAST = at("2018-03-03 08:50"), at("2018-03-03 16:10")
WITHDRAWN, PAPER = at("2018-03-03 16:20"), at("2018-03-03 16:46")
PAPER_DEVICE = "纸表"
DEVICES = ("扫码机1", "扫码机2")


class Counter:
    """Two scanners and a pile of numbered vouchers."""

    def __init__(self, world: World, day: Day) -> None:
        self.world, self.day, self.by = world, day, world.actor("booth")
        self.given: dict[str, int] = {}
        self.crowd = world.goers if len(world.goers) > HANDED_OUT else [*world.goers, *world.others]
        self.people = day.rng.sample(self.crowd, HANDED_OUT)

    def plan(self) -> None:
        """Put the whole day's work on the queue."""
        moments = self.day.moments(HANDED_OUT, FIRST, LAST)
        with_intent = sorted(self.day.rng.sample(range(HANDED_OUT), PEOPLE))
        scanning = [self.people[i] for i in with_intent[:BY_SCAN]]
        for worker, moment in zip(self.people, moments, strict=True):
            if worker in scanning:
                self.day.then(moment, self._intent(worker, self._position()))
            self.day.then(moment + timedelta(seconds=40), self._voucher(worker))
        for minute, index in enumerate(with_intent[BY_SCAN:]):
            self.day.then(
                PAPER + timedelta(minutes=3 * minute), self._intent(self.people[index], self._position(), paper=True)
            )
        self._second_choices(scanning)
        self.day.then(WITHDRAWN, self._withdrawal(scanning[-1]))
        self._twice()
        self._refusals()

    def _position(self) -> Position:
        """Mostly with an employer who is there in person; the first of them gets the most."""
        rng, present = self.day.rng, {e.id for e in self.world.employers[:TRAVELLING]}
        first = self.world.employers[0].id
        pool = [p for p in self.world.positions if p.employer_id == first]
        if rng.random() > 0.18:
            there = rng.random() < 0.72
            pool = [p for p in self.world.positions if (p.employer_id in present) is there]
        return rng.choice(pool)

    def _intent(self, worker: Worker, position: Position, *, paper: bool = False) -> Act:
        source, device = ("paper", PAPER_DEVICE) if paper else ("scan", self.day.rng.choice(DEVICES))
        return lambda now: take_intent(
            delegation=self.world.delegation,
            worker=worker,
            position=position,
            source=source,
            device=device,
            by=self.by,
            at=now,
        )

    def _second_choices(self, scanning: list[Worker]) -> None:
        """Two people give a second intent, for a position that nobody else of them chose by chance."""
        for worker, hour in zip(scanning[:SECOND_CHOICES], ("15:10", "15:35"), strict=True):

            def act(now: datetime, worker: Worker = worker) -> None:
                first = Intent.objects.get(worker=worker)
                other = next(p for p in self.world.positions if p.id != first.position_id)
                self._intent(worker, other)(now)

            self.day.then(at(f"2018-03-03 {hour}"), act)

    def _withdrawal(self, worker: Worker) -> Act:
        return lambda now: withdraw(
            intent=Intent.objects.get(worker=worker), why="家里有老人要照顾", by=self.by, at=now
        )

    def _voucher(self, worker: Worker) -> Act:
        def act(now: datetime) -> None:
            number = len(self.given) + 1
            self._hand_out(number, worker, now)
            self.given[worker.id] = number

        return act

    def _hand_out(self, number: int, worker: Worker, now: datetime) -> None:
        hand_out(run=self.world.lot, number=number, worker=worker, device=DEVICES[0], by=self.by, at=now)

    def _twice(self) -> None:
        """The network hangs and the same scan arrives again: the standing hand-out is returned and nothing is written."""
        for worker in self.people[10 : 10 + SCANNED_TWICE]:

            def act(now: datetime, worker: Worker = worker) -> None:
                self._hand_out(self.given[worker.id], worker, now)

            self.day.then(at("2018-03-03 16:12"), act)

    def _refusals(self) -> None:
        """A second voucher, a photographed one, a number never printed, a booth that asks for somebody under sixteen."""
        first, other, spare = self.people[0], self.people[1], self.people[2]
        stranger = next(w for w in self.crowd if w not in self.people)
        child, sibling = self.world.children[0], self.world.children[1]
        self._try("11:20", "voucher.hand_out", other, lambda now: self._hand_out(len(self.given) + 1, other, now))
        self._try("13:42", "voucher.hand_out", first, lambda now: self._hand_out(len(self.given) + 1, first, now))
        self._try(
            "14:05", "voucher.hand_out", stranger, lambda now: self._hand_out(self.given[first.id], stranger, now)
        )
        self._try(
            "14:31", "voucher.hand_out", stranger, lambda now: self._hand_out(self.given[spare.id], stranger, now)
        )
        self._try("15:02", "voucher.hand_out", stranger, lambda now: self._hand_out(LOT_SIZE + 112, stranger, now))
        self._try("10:47", "voucher.hand_out", child, lambda now: self._hand_out(len(self.given) + 1, child, now))
        self._try("10:44", "intent.take", child, self._intent(child, self.world.positions[0]))
        self._try("15:48", "intent.take", sibling, self._intent(sibling, self.world.positions[1]))

    def _try(self, time: str, name: str, worker: Worker, attempt: Callable[[datetime], object]) -> None:
        def act(now: datetime) -> None:
            with noted(name, by=self.by, at=now, about=worker):
                attempt(now)

        self.day.then(at(f"2018-03-03 {time}"), act)
