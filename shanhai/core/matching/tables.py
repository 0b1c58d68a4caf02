"""All pairs at once: three look-up tables a position, one a key, so that no pair is ever judged by itself.

`points[k][j, c]` is what part k says of position j to everybody with key number c; `BARRED` or less bars the pair. `masks` say in bits which
limits bar it (bit i is `BARS[i]`). What a person refuses by own word does not fit a key: those pairs are listed (`own`).
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shanhai.core.matching.facts import Ints, ListedPairs
from shanhai.core.matching.score import BARS, Bar, Said, of_home, of_trade, of_when, refused
from shanhai.core.matching.sides import Seeker, Vacancy

BARRED = -30_000
BLOCK = 4096  # people looked at together
BIT = {code: 1 << place for place, code in enumerate(BARS)}

type Shorts = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everybody's three key numbers, the tables they look into, and the pairs that people refuse themselves (ascending)."""

    codes: tuple[Ints, Ints, Ints]
    points: tuple[Shorts, Shorts, Shorts]
    masks: tuple[Ints, Ints, Ints]
    own: npt.NDArray[np.int32]  # rows of (worker, position)

    @property
    def workers(self) -> int:
        """How many people."""
        return len(self.codes[0])

    @property
    def positions(self) -> int:
        """How many positions."""
        return len(self.points[0])

    def scores_of(self, position: int) -> Ints:
        """What everybody scores with one position; −1 where the pair is barred."""
        parts = [table[position].astype(np.int32)[code] for table, code in zip(self.points, self.codes, strict=True)]
        found: Ints = parts[0] + parts[1] + parts[2]
        found[found < 0] = -1
        found[self.own[self.own[:, 1] == position, 0]] = -1
        return found

    def bars_of(self, position: int) -> Ints:
        """Which limits bar everybody from one position, in bits; 0 where none does."""
        parts = [mask[position][code] for mask, code in zip(self.masks, self.codes, strict=True)]
        found: Ints = parts[0] | parts[1] | parts[2]
        found[self.own[self.own[:, 1] == position, 0]] |= BIT["own.not_there"]
        return found

    def rows(self, start: int, stop: int) -> Ints:
        """What some people score with every position: worker by position, −1 where barred."""
        parts = [
            table.astype(np.int32)[:, code[start:stop]] for table, code in zip(self.points, self.codes, strict=True)
        ]
        found: Ints = np.ascontiguousarray((parts[0] + parts[1] + parts[2]).T)
        found[found < 0] = -1
        low, high = np.searchsorted(self.own[:, 0], (start, stop))
        found[self.own[low:high, 0] - start, self.own[low:high, 1]] = -1
        return found

    def listed(self) -> ListedPairs:
        """Every eligible pair, by worker, ascending."""
        counts, positions, scores = [], [], []
        for start in range(0, self.workers, BLOCK):
            whole = self.rows(start, start + BLOCK)
            worker, position = np.nonzero(whole >= 0)
            counts.append(np.bincount(worker, minlength=len(whole)))
            positions.append(position.astype(np.int32))
            scores.append(whole[worker, position].astype(np.int32))
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(counts))])
        return ListedPairs(starts, np.concatenate(positions), np.concatenate(scores))


def tables(seekers: Sequence[Seeker], vacancies: Sequence[Vacancy]) -> Tables:
    """Number the keys and let each part of the score speak once a position and key."""
    when = _part([one.when for one in seekers], vacancies, of_when)
    trade = _part([one.trade for one in seekers], vacancies, of_trade)
    home = _part([one.home for one in seekers], vacancies, of_home)
    own = [
        (i, j)
        for i, seeker in enumerate(seekers)
        if seeker.never
        for j, vacancy in enumerate(vacancies)
        if refused(seeker, vacancy)
    ]
    return Tables(
        (when[0], trade[0], home[0]),
        (when[1], trade[1], home[1]),
        (when[2], trade[2], home[2]),
        np.array(own, np.int32).reshape(-1, 2),
    )


def _part[K: Hashable](
    keys: Sequence[K], vacancies: Sequence[Vacancy], part: Callable[[K, Vacancy], Said]
) -> tuple[Ints, Shorts, Ints]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    points = np.zeros((len(vacancies), len(numbers)), np.int16)
    masks = np.zeros((len(vacancies), len(numbers)), np.int32)
    for j, vacancy in enumerate(vacancies):
        for key, number in numbers.items():
            total, mask = 0, 0
            for one in part(key, vacancy):
                if isinstance(one, Bar):
                    mask |= BIT[one.code]
                else:
                    total += one.points
            points[j, number] = BARRED if mask else total
            masks[j, number] = mask
    return np.array([numbers[key] for key in keys], np.int32), points, masks
