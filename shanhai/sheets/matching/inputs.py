"""The four files of a matching as one market. Everything is numbered by name in sorted order, so that the order of rows decides nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from shanhai.core.matching.facts import Ints, ListedPairs, Longs, Market
from shanhai.core.matching.floor import Floor
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_floor import Counted
from shanhai.core.matching.verify_groups import Groups
from shanhai.core.refusal import Refusal
from shanhai.sheets.matching.pairs import read_pairs
from shanhai.sheets.matching.sides import Grouped, Homes, Offered, read_floor, read_groups, read_positions, read_workers
from shanhai.sheets.matching.text import Text

BLOCK = 1 << 20  # pairs the verifier looks at together


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Inputs:
    """A market, its pairs and its groups. `market` counts no more seats than anybody could take; `seats` and `reserved` are as written.

    `group` of each worker is a number of `groups`, or −1; `ranks` are the worker's and the position's of each pair, or empty.
    """

    market: Market
    pairs: ListedPairs
    ranks: Ints
    groups: Sequence[str]
    group: Ints
    employers: Sequence[str]
    seats: Longs
    reserved: Longs
    digests: Mapping[str, str]


def read_inputs(
    pairs: Path, positions: Path, workers: Path | None, groups: Path | None, *, ranked: bool = False
) -> Inputs:
    """Read P, S, W and G. Refuses what their readers refuse, and what does not fit together: unknown names, too large a group, an empty side."""
    offered = read_positions(positions)
    homes = read_workers(workers) if workers else Homes()
    rows = read_pairs(pairs, ranked=ranked)
    grouped = read_groups(groups) if groups else None
    people, places = sorted({*rows.workers, *homes.household}), sorted(offered.seats)
    if not people or not places:
        raise Refusal("match.empty_side", workers=len(people), positions=len(places))
    worker_of, place_of = ({name: n for n, name in enumerate(names)} for names in (people, places))
    for n, name in enumerate(rows.positions):
        if name not in place_of:
            rows.refuse_position(n)
    listed, ranks = rows.pairs(
        [worker_of[name] for name in rows.workers],
        [place_of[name] for name in rows.positions],
        (len(people), len(places)),
    )
    names, group = _groups(grouped, worker_of, offered)
    employers, employer = _employers(places, offered)
    seats, reserved = (
        np.array([said[name] for name in places], np.int64) for said in (offered.seats, offered.reserved)
    )
    return Inputs(
        market=_market(people, places, homes, employer, seats, reserved),
        pairs=listed, ranks=ranks, groups=names, group=group, employers=employers, seats=seats, reserved=reserved,
        digests=_digests(pairs=rows.text, positions=offered.text, workers=homes.text, groups=grouped.text if grouped else None),
    )  # fmt: skip


def _market(
    people: list[str], places: list[str], homes: Homes, employer: Ints, seats: Longs, reserved: Longs
) -> Market:
    named = sorted(homes.priority)
    number = {name: n for n, name in enumerate(named)}
    household = np.empty(len(people), np.int32)
    alone = len(named)
    for n, name in enumerate(people):
        home = homes.household.get(name, "")
        household[n] = number[home] if home else alone
        alone += not home
    enough = len(people) + 1  # that many are never all taken, as any larger number is not
    kept = np.minimum(reserved, enough)
    return Market(
        workers=people, positions=places, seats=(np.minimum(seats - reserved, enough) + kept).astype(np.int32),
        household=household, priority=np.array([homes.priority[name] for name in named] + [False] * (alone - len(named)), bool),
        households=[*named, *[""] * (alone - len(named))], employer=employer, reserved=kept.astype(np.int32),
    )  # fmt: skip


def _employers(places: Sequence[str], offered: Offered) -> tuple[list[str], Ints]:
    """Names of employers, a lone position's its own with a mark before it, and the employer of each position."""
    names = [offered.employer[place] or f"·{place}" for place in places]
    number = {name: n for n, name in enumerate(sorted(set(names)))}
    return list(number), np.array([number[name] for name in names], np.int32)


def _groups(grouped: Grouped | None, worker_of: Mapping[str, int], offered: Offered) -> tuple[list[str], Ints]:
    """Refuses match.unknown_worker, and match.group_too_large for a group that no employer has the seats for."""
    group = np.full(len(worker_of), -1, np.int32)
    if grouped is None:
        return [], group
    names = sorted(grouped.line)
    number, size = {name: n for n, name in enumerate(names)}, dict.fromkeys(names, 0)
    for worker, name in grouped.group.items():
        if worker not in worker_of:
            line = next(line for line, cells in grouped.text.rows() if cells[grouped.text.columns["worker"]] == worker)
            raise grouped.text.no("match.unknown_worker", line, worker=worker)
        group[worker_of[worker]] = number[name]
        size[name] += 1
    of_employer: dict[str, int] = {}
    for place, seats in offered.seats.items():
        employer = offered.employer[place] or f"·{place}"
        of_employer[employer] = of_employer.get(employer, 0) + seats
    most = max(of_employer.values())
    for name in names:
        if size[name] > most:
            raise grouped.text.no("match.group_too_large", grouped.line[name], group=name, size=size[name], most=most)
    return names, group


def _digests(**texts: Text | None) -> dict[str, str]:
    return {key: sha256(memoryview(text.data)).hexdigest() for key, text in texts.items() if text is not None}


def case_of(inputs: Inputs) -> Case:
    """The same as the verifier takes it: plain arrays, pairs in blocks."""
    market, start = inputs.market, inputs.pairs.start
    return Case(
        workers=market.workers, positions=market.positions, households=market.households,
        household=market.household.astype(np.int64), priority=market.priority, seats=inputs.seats, reserved=inputs.reserved,
        pairs=lambda: _blocks(inputs, start),
    )  # fmt: skip


def _blocks(inputs: Inputs, start: Longs) -> Iterator[Sequence[Longs]]:
    low = 0
    while low < len(start) - 1:
        high = max(low + 1, int(np.searchsorted(start, start[low] + BLOCK, side="right")) - 1)
        here = slice(int(start[low]), int(start[high]))
        worker = np.repeat(np.arange(low, high), np.diff(start[low : high + 1]))
        yield [
            worker,
            *(column[here].astype(np.int64) for column in (inputs.pairs.position, inputs.pairs.score, *inputs.ranks)),
        ]
        low = high


def groups_of(inputs: Inputs) -> Groups | None:
    """The groups as the verifier takes them; none where no file of groups was given."""
    if "groups" not in inputs.digests:
        return None
    group, employer = inputs.group.astype(np.int64), inputs.market.employer.astype(np.int64)
    return Groups(groups=inputs.groups, group=group, employers=inputs.employers, employer=employer)


def floor_of(path: Path, inputs: Inputs, *, least: int) -> tuple[Floor, str]:
    """A floor over these inputs, and the digest of its file. Refuses match.least, match.floor_name, and what its reader refuses."""
    column, names = read_floor(path)
    known = inputs.market.workers if column == "worker" else inputs.market.positions
    if least < 1:
        raise Refusal("match.least", given=least)
    if unknown := names.keys() - set(known):
        first = min(unknown, key=names.__getitem__)
        raise Refusal("match.floor_name", file=path.name, line=names[first], name=first)
    flags = np.array([name in names for name in known], np.bool_)
    return (Floor(least, who=flags) if column == "worker" else Floor(least, where=flags)), _digest(path)


def counted_of(path: Path) -> tuple[Counted, str]:
    """The same as the verifier takes it."""
    column, names = read_floor(path)
    return Counted(column=column, names=frozenset(names)), _digest(path)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
