"""The plan with groups as a linear programme in which a group may go in parts; solved among as many columns and rows as it needs.

Columns are pairs of those in no group, and ways: a group at an employer with a seat for each member. They are made when prices ask for
them (Dantzig & Wolfe 1960; Ahuja, Magnanti & Orlin 1993, ch. 17), over all pairs; rules of crowds when they are broken. What the programme
says is only ever used as prices for `bound`, and for which groups it parts.
"""

from typing import Final, NamedTuple

import numpy as np

from shanhai.core.matching.facts import Flags, Ints, Longs
from shanhai.core.matching.graph import Edges
from shanhai.core.matching.groups.bound import Guess, Open, Worth, bound, worth_of
from shanhai.core.matching.groups.facts import Field
from shanhai.core.matching.groups.programme import Entries, Floats, Programme

BROKEN: Final = 0.01  # by less than this a rule of crowds is not worth a row
ENOUGH: Final = 1e-6  # a pair worth no more than this above its price is not missed
MOST_NEW: Final = 20_000  # columns of pairs that enter at once
DEAR: Final = (
    10.0  # times all a group can score: what it costs to keep at home one that must go, or to miss a household
)


class Answer(NamedTuple):
    """Prices made whole, the bound they give (in units, and whole in what is counted), how much each option is used, what the programme says."""

    guess: Guess
    total: int
    whole: int
    used: Floats
    value: float


class Dual(NamedTuple):
    """What the programme's last solution says, in parts: rents by person, gains by household, its weight, rents by group, worth of options."""

    price: Floats
    rent: Floats
    home: Floats
    weight: float
    group: Floats
    worth: Worth


class Seats(NamedTuple):
    """The seats that ways take, one row a member: the way, the position, and whether it is reserved."""

    way: Longs
    position: Longs
    kept: Flags


class Relaxed:
    """One programme, kept between questions."""

    def __init__(self, field: Field, edges: Edges, *, scale: int) -> None:
        self.field, self.scale = field, scale
        self.reached: int | None = None  # how many households must be reached; None: these are what is counted
        self.spent = 0  # an estimate in nanoseconds that is the same on every machine
        self.programme = lp = Programme()
        market = field.market
        self.open_row = lp.add_rows(market.open_seats.astype(np.float64))
        self.reserved_row = np.full(field.positions, -1)
        self.reserved_row[field.split] = lp.add_rows(market.reserved[field.split].astype(np.float64))
        self.group_row = lp.add_rows(np.ones(len(field.grouping.groups)))
        self.reached_row = lp.add_rows(np.full(1, np.inf))
        self.person_row, self.home_row = np.full(len(market.workers), -1), np.full(len(market.priority), -1)
        self.score, self.count = np.empty(0), np.empty(0)  # of each column: its score, its households
        self.way, self.way_option = np.empty(0, np.int64), np.empty(0, np.int32)
        self.seats = Seats(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))
        self.crowd_row = np.full((2, len(field.grouping.groups), field.positions), -1)
        must = np.append(self.group_row, self.reached_row)
        dear = np.full(len(must), -DEAR * (field.highest + 1) * (int(field.size.max(initial=0)) + 1))
        self.short = self._add(
            dear, dear, np.append(np.zeros(len(must) - 1), np.inf), [(np.arange(len(must)), must, np.ones(len(must)))]
        )
        self._add_pairs(edges)

    def count_scores(self, reached: int) -> None:
        """From now on scores are what is counted, and so many households must be reached."""
        self.reached = reached
        self.programme.set_worth(self.score)
        self.programme.set_row(self.reached_row, np.full(1, float(reached)), np.full(1, np.inf))

    def ask(self, opened: Open, *, enough: int, rounds: int) -> Answer:
        """Solve with these options open, adding what is missed, until the bound is no more than `enough` or nothing is missed."""
        self._open(opened)
        best, dual = self._solved(opened)
        answer = best
        for _round in range(1, rounds):
            if best.whole <= enough or not self._add_crowds(answer.used) + self._price_in(dual, opened):
                break
            answer, dual = self._solved(opened)
            best = answer if answer.whole < best.whole else best._replace(used=answer.used, value=answer.value)
        return best

    def _open(self, opened: Open) -> None:
        lp = self.programme
        lp.set_upper(self.way, opened.option[self.way_option].astype(np.float64))
        lp.set_upper(self.short[:-1], np.where(opened.nowhere, 0.0, 1.0))
        lp.set_row(self.group_row, np.where(opened.nowhere, -np.inf, 1.0), np.ones(len(self.group_row)))

    def _solved(self, opened: Open) -> tuple[Answer, Dual]:
        self.programme.solve()
        self.spent += 6 * self.programme.steps * self.programme.columns + 8 * len(self.field.alone.position)
        dual, guess = self._dual()
        total = self.total(guess, opened, dual.worth)
        used = np.bincount(self.way_option, self.programme.amount[self.way], len(self.field.option_group))
        return Answer(guess, total, self.whole(total, guess), used, self.programme.value), dual

    def _add(self, score: Floats, count: Floats, upper: Floats, entries: list[Entries]) -> Longs:
        self.score, self.count = np.append(self.score, score), np.append(self.count, count)
        return self.programme.add_columns(count if self.reached is None else score, upper, entries)

    def _add_pairs(self, edges: Edges) -> None:
        """Columns of people in no group; a household's first seat counts by its own row, or at once where nobody else is in it."""
        worker, position, score = edges
        market, field, n = self.field.market, self.field, len(worker)
        new = np.unique(worker[self.person_row[worker] < 0])
        self.person_row[new] = self.programme.add_rows(np.ones(len(new)))
        home = market.household[worker]
        several = np.flatnonzero(market.priority[home] & (field.units[home] > 1))
        lone = market.priority[home] & (field.units[home] == 1)
        self._add_homes(np.unique(home[several]))
        entries = [_ones(np.arange(n), self.open_row[position]), _ones(np.arange(n), self.person_row[worker])]
        entries.append((several, self.home_row[home[several]], np.full(len(several), -1.0)))
        entries.append(_ones(np.flatnonzero(lone), np.repeat(self.reached_row, int(lone.sum()))))
        self._add(score.astype(np.float64), lone.astype(np.float64), np.ones(n), entries)

    def _add_homes(self, homes: Longs) -> None:
        """A row and a column for each household of several units: it is reached once at most, and no more than its people go."""
        new = homes[self.home_row[homes] < 0]
        n = len(new)
        self.home_row[new] = self.programme.add_rows(np.zeros(n))
        entries = [_ones(np.arange(n), self.home_row[new]), _ones(np.arange(n), np.repeat(self.reached_row, n))]
        self._add(np.zeros(n), np.ones(n), np.ones(n), entries)

    def _add_ways(self, options: Longs, worth: Worth) -> None:
        """A column for each of these options, every member in the seat that is best for them at these prices."""
        field, n = self.field, len(options)
        column, part = _ranges(field.option_start, np.append(field.option_start[1:], len(field.option_part)), options)
        part = field.option_part[part]
        seat, kept = worth.best[part], worth.in_reserved[part]
        position, group = field.seat_position[seat], field.option_group[options]
        which, joint = _ranges(field.joint_start[:-1], field.joint_start[1:], group)
        home = field.joint_home[joint]
        several = field.units[home] > 1
        self._add_homes(np.unique(home[several]))
        lone = np.bincount(which[~several], minlength=n) + max(0, field.rule.households)
        entries = [
            _ones(np.arange(n), self.group_row[group]), _ones(column, np.where(kept, self.reserved_row[position], self.open_row[position])),
            (which[several], self.home_row[home[several]], np.full(int(several.sum()), -1.0)),
            (np.arange(n), np.repeat(self.reached_row, n), lone.astype(np.float64)),
            *self._crowd_entries(options, column, position, kept),
        ]  # fmt: skip
        self.seats = Seats(
            np.append(self.seats.way, len(self.way) + column),
            np.append(self.seats.position, position),
            np.append(self.seats.kept, kept),
        )
        columns = self._add(
            np.bincount(column, field.seat_score[seat], n), lone.astype(np.float64), np.ones(n), entries
        )
        self.way = np.append(self.way, columns)
        self.way_option = np.append(self.way_option, options.astype(np.int32))

    def _crowd_entries(self, options: Longs, column: Longs, position: Ints, kept: Flags) -> list[Entries]:
        """What new ways have in the rows of crowds: the seats they take there, less all seats that there are."""
        field, market = self.field, self.field.market
        row = self.crowd_row[kept.astype(np.int64), field.option_group[options[column]], position]
        found = [_ones(column[row >= 0], row[row >= 0])]
        for way, option in enumerate(options.tolist()):
            here = np.flatnonzero(market.employer == field.option_employer[option])
            for kind, seats in enumerate((market.open_seats, market.reserved)):
                rows = self.crowd_row[kind, field.option_group[option], here]
                found.append(
                    (np.full(int((rows >= 0).sum()), way), rows[rows >= 0], -seats[here][rows >= 0].astype(np.float64))
                )
        return found

    def _add_crowds(self, used: Floats) -> int:
        """Add the rules of crowds that this solution breaks; how many."""
        field, market = self.field, self.field.market
        option = self.way_option[self.seats.way]
        taken = np.zeros(self.crowd_row.shape)
        np.add.at(
            taken,
            (self.seats.kept.astype(np.int64), field.option_group[option], self.seats.position),
            self.programme.amount[self.way][self.seats.way],
        )
        there = np.zeros((len(field.grouping.groups), len(field.grouping.employers)))
        there[field.option_group, field.option_employer] = used
        limit = np.stack([market.open_seats, market.reserved])[:, None, :] * there[:, market.employer]
        new = np.argwhere((taken > limit + BROKEN) & (self.crowd_row < 0))
        for kind, group, position in new.tolist():
            ways = np.flatnonzero(
                (field.option_group[self.way_option] == group)
                & (field.option_employer[self.way_option] == market.employer[position])
            )
            own = (self.seats.kept == bool(kind)) & (self.seats.position == position) & np.isin(self.seats.way, ways)
            count = np.bincount(self.seats.way[own], minlength=len(self.way))[ways]
            seats = (market.open_seats, market.reserved)[kind][position]
            self.crowd_row[kind, group, position] = self.programme.add_row(
                self.way[ways], (count - seats).astype(np.float64), 0.0
            )
        return len(new)

    def _dual(self) -> tuple[Dual, Guess]:
        """Read the prices, and make them whole."""
        price, field = self.programme.price, self.field
        weight = 1.0 if self.reached is None else max(0.0, -float(price[self.reached_row][0]))
        home = np.where(self.home_row >= 0, price[self.home_row].clip(0, weight), weight)
        reserved = np.where(self.reserved_row >= 0, price[self.reserved_row].clip(0), 0.0)
        guess = Guess(
            price=self._whole(price[self.open_row].clip(0)), reserved=self._whole(reserved), weight=round(weight * self.scale),
            potential=self._whole(np.where(field.sharing > 0, -home, 0.0)),
            crowd=self._whole(np.where(self.crowd_row >= 0, price[self.crowd_row].clip(0), 0.0)),
        )  # fmt: skip
        rent = np.where(self.person_row >= 0, price[self.person_row].clip(0), 0.0)
        worth = worth_of(field, guess, each=0 if self.reached is None else self.scale)
        return Dual(price[self.open_row], rent, home, weight, price[self.group_row], worth), guess

    def total(self, guess: Guess, opened: Open, worth: Worth | None = None) -> int:
        """The bound in units: on weight·households, and where scores count on those too."""
        each = 0 if self.reached is None else self.scale
        return bound(
            self.field, guess, opened, worth_of(self.field, guess, each=each) if worth is None else worth, each=each
        )

    def whole(self, total: int, guess: Guess) -> int:
        """The bound on what is counted."""
        return total // guess.weight if self.reached is None else (total - guess.weight * self.reached) // self.scale

    def _price_in(self, dual: Dual, opened: Open) -> int:
        """Add what is worth more than its price: pairs, and ways of groups; how many."""
        field, market = self.field, self.field.market
        gains = np.where(market.priority, np.where(field.units > 1, dual.home, dual.weight), 0.0)
        own = gains[market.household] - dual.rent
        pairs, each = field.alone, 0 if self.reached is None else 1
        extra = pairs.score * each - dual.price[pairs.position] + np.repeat(own, np.diff(pairs.start))
        new = np.flatnonzero(extra > ENOUGH)
        if len(new) > MOST_NEW:
            new = new[np.argpartition(-extra[new], MOST_NEW)[:MOST_NEW]]
        worker = (np.searchsorted(pairs.start, new, side="right") - 1).astype(np.int32)
        self._add_pairs(Edges(worker, pairs.position[new], pairs.score[new].astype(np.int64)))
        over = dual.worth.option - self._whole(dual.group)[field.option_group] > self.scale // 10_000
        options = np.flatnonzero(over & opened.option)
        self._add_ways(options, dual.worth)
        return len(new) + len(options)

    def _whole(self, values: Floats) -> Longs:
        return np.rint(values * self.scale).astype(np.int64)


def _ones(column: Longs, row: Longs) -> Entries:
    return column, row, np.ones(len(column))


def _ranges(low: Longs, high: Longs, which: Longs | Ints) -> tuple[Longs, Longs]:
    """All numbers of some ranges, and the place in `which` of the range each is from."""
    length = (high - low)[which]
    at = np.repeat(np.arange(len(which)), length)
    return at, np.arange(len(at)) - np.repeat(np.cumsum(length) - length, length) + np.repeat(low[which], length)
