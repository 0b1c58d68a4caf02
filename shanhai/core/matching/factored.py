"""Scores that are a sum of three table look-ups, asked without ever listing the pairs: millions of people, thousands of positions.

score(i, j) = A[j, a(i)] + B[j, b(i)] + C[j, c(i)], eligible when it is ≥ 0; a part of BARRED makes it so that it cannot be. Workers are kept
in cells of equal (class, b, a): in a cell only C differs, so that A + B + the position's highest C bounds everybody in it, and a whole cell
is passed over at once where that bound is below what is asked. A few pairs with a score of their own stand beside the tables.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from shanhai.core.matching.facts import Flags, Ints, ListedPairs, Longs
from shanhai.core.matching.graph import Edges, chosen, joined
from shanhai.core.matching.pairs import BINS, EMPTY, Top, edges_of, enter, new_top
from shanhai.core.refusal import Refusal

type Shorts = npt.NDArray[np.int16]

BARRED: Final = -30_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FactoredScores:
    """Codes of each worker and the three tables, [positions, codes]. Made by `factored`."""

    codes: tuple[Ints, Ints, Ints]
    tables: tuple[Shorts, Shorts, Shorts]
    own: Edges  # pairs with a score of their own, by worker and position; a score below 0 bars the pair
    order: Ints  # workers by cell
    sorted_c: Ints
    flagged: Flags  # by cell order: has pairs of their own
    cells: tuple[Longs, Ints]  # where each cell begins in `order`; its code a
    blocks: tuple[Longs, Ints]  # where each block begins in `cells`; its code b

    @property
    def highest(self) -> int:
        """No pair has a higher score: the sum of each position's highest parts, or of a pair's own."""
        parts = sum(table.max(axis=1).astype(np.int64) for table in self.tables)
        return max(0, int(np.max(parts)), int(self.own.score.max()) if len(self.own.score) else 0)

    @property
    def known(self) -> int:
        """At most so many pairs."""
        return len(self.order) * len(self.tables[0])

    def score_of(self, worker: int, position: int) -> int | None:
        """The score of one pair; None where it is not eligible."""
        low = np.searchsorted(self.own.worker, worker, "left")
        high = np.searchsorted(self.own.worker, worker, "right")
        at = low + np.searchsorted(self.own.position[low:high], position)
        if at < high and self.own.position[at] == position:
            score = int(self.own.score[at])
        else:
            score = sum(int(t[position, c[worker]]) for t, c in zip(self.tables, self.codes, strict=True))
        return score if score >= 0 else None

    def worth(self, price: Longs, least: Longs, limit: int) -> tuple[int, Edges]:
        """See `pairs.Pairs.worth`."""
        room = min(limit, self.known)
        found = Edges(np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int64))
        count = self._pass(price, least, found, new_top(least[:0], 1))
        count = _worth_own(self.own, price, least, found, count)
        kept = min(count, room)
        return count, Edges(found.worker[:kept], found.position[:kept], found.score[:kept])

    def spread(self, sample: Ints, shift: int) -> Longs:
        """See `pairs.Pairs.spread`; pairs with a score of their own are counted by the tables."""
        found = np.zeros((len(self.tables[0]), BINS), np.int64)
        a, b, c = (codes[sample] for codes in self.codes)
        _spread(self.tables, a, b, c, shift, found)
        return found

    def best(self, workers: Ints, price: Longs, each: int) -> Edges:
        """See `pairs.Pairs.best`; pairs with a score of their own come in with what prices allow."""
        top = new_top(np.full(len(workers), EMPTY, np.int64), each)
        a, b, c = (codes[workers] for codes in self.codes)
        _best(self.tables, a, b, c, self.own, workers, price, top)
        return edges_of(top, workers, price)

    def best_over(self, price: Longs, least: Longs, each: int) -> Edges:
        """See `pairs.Pairs.best_over`."""
        top = new_top(least, each)
        none = Edges(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64))
        self._pass(price, least + 1, none, top)
        own = chosen(
            self.own, (self.own.score >= 0) & (self.own.score > price[self.own.position] + least[self.own.worker])
        )
        return joined(edges_of(top, np.arange(len(least), dtype=np.int32), price), own)

    def _pass(self, price: Longs, least: Longs, found: Edges, top: Top) -> int:
        """Go through all pairs that the tables hold, cell by cell; those worth enough are noted in `top`, where it has room, or in `found`."""
        here = least[self.order]
        lowest = np.minimum.reduceat(here, self.cells[0][:-1])
        lowest_block = np.minimum.reduceat(lowest, self.blocks[0][:-1])
        return _worth(self.tables, self.order, self.sorted_c, self.flagged, self.cells, self.blocks, self.own, price,
                      (here, lowest, lowest_block), found, top)  # fmt: skip

    def listed(self) -> ListedPairs:
        """Every eligible pair, for a file or a page."""
        workers, positions = len(self.order), len(self.tables[0])
        nothing = (np.zeros(positions, np.int64), np.zeros(workers, np.int64))
        count, _none = self.worth(*nothing, 0)
        pairs = self.worth(*nothing, count)[1]
        by_worker = np.lexsort((pairs.position, pairs.worker))
        start = np.zeros(workers + 1, np.int64)
        np.cumsum(np.bincount(pairs.worker, minlength=workers), out=start[1:])
        return ListedPairs(start, pairs.position[by_worker], pairs.score[by_worker].astype(np.int32))


def factored(
    codes: tuple[Ints, Ints, Ints],
    tables: tuple[Shorts, Shorts, Shorts],
    *,
    own: Edges | None = None,
    upper: Flags | None = None,
) -> FactoredScores:
    """Sort workers into cells; `upper`: who belongs to a household with priority. Refuses `match.part`: a table part out of range.

    A BARRED part must stay below 0 whatever the others are: so the other parts of a pair must add up to less than 30,000.
    """
    a, b, c = codes
    highest = [int(table.max(initial=0)) for table in tables]
    if sum(highest) >= -BARRED:
        raise Refusal("match.part", highest=sum(highest), most=-BARRED - 1)
    rank = np.zeros(len(a), np.bool_) if upper is None else upper
    order = np.lexsort((c, a, b, rank)).astype(np.int32)
    new_block = np.ones(len(a), np.bool_)
    new_block[1:] = (np.diff(b[order]) != 0) | (np.diff(rank[order].astype(np.int8)) != 0)
    new_cell = new_block.copy()
    new_cell[1:] |= np.diff(a[order]) != 0
    cell_start = np.flatnonzero(new_cell)
    block_start = np.searchsorted(cell_start, np.flatnonzero(new_block))
    first = order[cell_start]
    own = own or Edges(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64))
    sorted_own = np.lexsort((own.position, own.worker))
    flagged = np.isin(order, own.worker)
    return FactoredScores(
        codes=codes, tables=tables, own=Edges(own.worker[sorted_own], own.position[sorted_own], own.score[sorted_own]),
        order=order, sorted_c=c[order], flagged=flagged,
        cells=(np.append(cell_start, len(a)), a[first].astype(np.int32)),
        blocks=(np.append(block_start, len(cell_start)), b[first][block_start].astype(np.int32)),
    )  # fmt: skip


@njit(cache=True)
def _worth(  # noqa: C901 — one flat loop over cells
    tables: tuple[Shorts, Shorts, Shorts], order: Ints, codes: Ints, flagged: Flags, cells: tuple[Longs, Ints],
    blocks: tuple[Longs, Ints], own: Edges, price: Longs, least: tuple[Longs, Longs, Longs], found: Edges, top: Top,
) -> int:  # fmt: skip
    room, count = len(found.worker), 0
    lists, last = len(top.value) > 0, top.value.shape[1] - 1
    table_a, table_b, table_c = tables
    for j in range(len(table_a)):
        part_a, part_b, part_c, asked = table_a[j], table_b[j], table_c[j], price[j]
        most_a, most_c = np.int64(part_a.max()), np.int64(part_c.max())
        for block in range(len(blocks[1])):
            here = np.int64(part_b[blocks[1][block]])
            if here + most_a + most_c < max(np.int64(0), asked + least[2][block]):
                continue
            for cell in range(blocks[0][block], blocks[0][block + 1]):
                both = here + part_a[cells[1][cell]]
                if both + most_c < max(np.int64(0), asked + least[1][cell]):
                    continue
                for at in range(cells[0][cell], cells[0][cell + 1]):
                    score = both + part_c[codes[at]]
                    if score < 0 or score < asked + least[0][at] or (flagged[at] and _has(own, order[at], j)):
                        continue
                    if lists and score - asked > top.value[order[at], last]:
                        enter(top, order[at], score - asked, j)
                    elif count < room:
                        found.worker[count], found.position[count], found.score[count] = order[at], j, score
                    count += 1
    return count


@njit(cache=True)
def _has(own: Edges, worker: int, position: int) -> bool:
    """Whether a pair has a score of its own."""
    at = np.searchsorted(own.worker, worker)
    while at < len(own.worker) and own.worker[at] == worker:
        if own.position[at] == position:
            return True
        at += 1
    return False


@njit(cache=True)
def _worth_own(own: Edges, price: Longs, least: Longs, found: Edges, count: int) -> int:
    room = len(found.worker)
    for k in range(len(own.worker)):
        worker, position, score = own.worker[k], own.position[k], own.score[k]
        if score >= 0 and score >= price[position] + least[worker]:
            if count < room:
                found.worker[count], found.position[count], found.score[count] = worker, position, score
            count += 1
    return count


@njit(cache=True)
def _spread(tables: tuple[Shorts, Shorts, Shorts], a: Ints, b: Ints, c: Ints, shift: int, found: Longs) -> None:
    for j in range(len(found)):
        for i in range(len(a)):
            score = np.int64(tables[0][j, a[i]]) + tables[1][j, b[i]] + tables[2][j, c[i]]
            if score >= 0:
                found[j, min(score >> shift, BINS - 1)] += 1


@njit(cache=True)
def _best(
    tables: tuple[Shorts, Shorts, Shorts], a: Ints, b: Ints, c: Ints, own: Edges, workers: Ints, price: Longs, top: Top
) -> None:
    last = top.value.shape[1] - 1
    for j in range(len(price)):
        part_a, part_b, part_c = tables[0][j], tables[1][j], tables[2][j]
        for row in range(len(workers)):
            score = np.int64(part_a[a[row]]) + part_b[b[row]] + part_c[c[row]]
            if (
                score >= 0
                and score - price[j] > top.value[row, last]
                and not (len(own.worker) and _has(own, workers[row], j))
            ):
                enter(top, row, score - price[j], j)
