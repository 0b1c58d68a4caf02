"""The computation over several machines (Dask): people are divided into shards, one a worker process; each looks at its own people's pairs only.

The driver solves. Shards answer what the solver asks of pairs (`core/matching/pairs.Pairs`): which come near enough to matter for the first
graph; and, once prices are whole numbers, which pairs break them. What they answer is put in the order in which one machine would have found it,
so that plan, prices and certificate are the same to the byte. Tables go out once, prices and rents each round; pairs never.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.facts import Ints, Longs
from shanhai.core.matching.tables import Tables
from shanhai.core.refusal import Refusal
from shanhai.engines import local

if TYPE_CHECKING:
    from shanhai.core.matching.graph import Edges
    from shanhai.core.matching.pairs import Pairs

type Range = tuple[int, int]  # the people of one shard, by number

WAIT: Final = "10s"  # for a scheduler to answer


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address. Refuses match.cluster_unset, match.cluster_missing, match.cluster_unreachable, match.cluster_empty."""
    if not address:
        raise Refusal("match.cluster_unset")
    try:
        from distributed import Client
    except ImportError:
        raise Refusal("match.cluster_missing") from None
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        raise Refusal("match.cluster_unreachable", address=address) from None
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise Refusal("match.cluster_empty", address=address)
        yield client


def solve(asked: Asked, client: Any) -> Solution:
    """Find the plan and its proof as `local.solve` does. Refuses match.cluster_mode for stable plans and groups, which list all pairs in one place."""
    if asked.objective == "stable" or asked.grouping is not None:
        raise Refusal("match.cluster_mode")
    return local.solve(asked, pairs=lambda question: Sharded(question, client))


class Sharded:
    """Pairs that lie on several processes, answered as if they lay here."""

    def __init__(self, asked: Asked, client: Any) -> None:
        tables, upper = asked.tables, asked.market.priority[asked.market.household]
        homes = sorted(client.scheduler_info(n_workers=-1)["workers"])
        bounds = np.linspace(0, tables.workers, min(len(homes), tables.workers) + 1).astype(np.int64)
        self.client, self.bounds, self.homes = client, bounds, homes[: len(bounds) - 1]
        self.few = tables.workers * tables.positions <= local.LISTED
        # under a name of its own: the same tables scattered again could be dropped by the release of those before
        self.points = client.scatter(tables.points, workers=self.homes, broadcast=True, hash=False)
        self.shards = [
            client.submit(
                build, self.points, [code[low:high] for code in tables.codes], _own(tables, low, high), upper[low:high], self.few,
                workers=[home], pure=False,
            )
            for home, low, high in zip(self.homes, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
        ]  # fmt: skip
        self.rank = np.arange(tables.workers) if self.few else _cells(tables, upper)
        sizes = self._ask(size)
        self.highest, self.known = max(high for high, _n in sizes), sum(n for _high, n in sizes)

    def worth(self, price: Longs, least: Longs, limit: int) -> "tuple[int, Edges]":
        """See `Pairs.worth`."""
        found = self._ask(worth, (price,), (least,), (limit,))
        return sum(count for count, _edges in found), self._ordered([edges for _count, edges in found])

    def spread(self, sample: Ints, shift: int) -> Longs:
        """See `Pairs.spread`."""
        whole: Longs = sum(self._ask(spread, (sample, shift)), np.zeros(1, np.int64))
        return whole

    def best(self, workers: Ints, price: Longs, each: int) -> "Edges":
        """See `Pairs.best`."""
        place = np.full(int(self.bounds[-1]), -1, np.int64)
        place[workers] = np.arange(len(workers))
        found = self._joined(self._ask(best, (workers, price, each)))
        return _taken(found, np.argsort(place[found.worker], kind="stable"))

    def best_over(self, price: Longs, least: Longs, each: int) -> "Edges":
        """See `Pairs.best_over`."""
        found = self._joined(self._ask(best_over, (price,), (least,), (each,)))
        return _taken(found, np.argsort(found.worker, kind="stable"))

    def _ask(self, question: Callable[..., Any], *parts: tuple[Any, ...]) -> list[Any]:
        """Ask every shard; the second part, by person, is cut to the shard's own."""
        waiting = []
        for shard, home, low, high in zip(
            self.shards, self.homes, self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True
        ):
            cut = [[one[low:high] for one in part] if number == 1 else list(part) for number, part in enumerate(parts)]
            given = [one for part in cut for one in part]
            waiting.append(self.client.submit(question, shard, (low, high), *given, workers=[home], pure=False))
        found: list[Any] = self.client.gather(waiting)
        return found

    def _joined(self, parts: "list[Edges]") -> "Edges":
        from shanhai.core.matching.graph import joined

        return joined(*parts)

    def _ordered(self, parts: "list[Edges]") -> "Edges":
        """Listed pairs come by person; those of tables by position and cell."""
        found = self._joined(parts)
        return found if self.few else _taken(found, np.lexsort((self.rank[found.worker], found.position)))


def _cells(tables: Tables, upper: Any) -> Longs:
    """Each person's place in the order of cells, in which one machine goes through its tables."""
    a, b, c = tables.codes
    place = np.empty(tables.workers, np.int64)
    place[np.lexsort((c, a, b, upper))] = np.arange(tables.workers)
    return place


def _own(tables: Tables, low: int, high: int) -> Ints:
    here = tables.own[(tables.own[:, 0] >= low) & (tables.own[:, 0] < high)]
    found: Ints = here - np.array([low, 0], np.int32)
    return found


def _taken(edges: "Edges", order: Longs) -> "Edges":
    return type(edges)(edges.worker[order], edges.position[order], edges.score[order])


def build(points: Any, codes: Any, own: Ints, upper: Any, few: bool) -> "Pairs":  # noqa: FBT001 - sent to another process by place
    """On the worker: the pairs of one shard."""
    from shanhai.core.matching.pairs import Listed

    tables = Tables(tuple(codes), tuple(points), (), own)  # type: ignore[arg-type]  # masks only explain, and stay with the driver
    return Listed(tables.listed(), tables.positions) if few else local.factored_of(tables, upper)


def size(shard: "Pairs", _here: Range) -> tuple[int, int]:
    """On the worker: the highest score of its pairs, and how many there are at most."""
    return shard.highest, shard.known


def worth(shard: "Pairs", here: Range, price: Longs, least: Longs, limit: int) -> "tuple[int, Edges]":
    """On the worker: its pairs that are worth enough."""
    count, found = shard.worth(price, least, limit)
    return count, _moved(found, here)


def spread(shard: "Pairs", here: Range, sample: Ints, shift: int) -> Longs:
    """On the worker: how the scores of its part of a sample lie."""
    return shard.spread(_mine(here, sample), shift)


def best(shard: "Pairs", here: Range, workers: Ints, price: Longs, each: int) -> "Edges":
    """On the worker: the best pairs of its people."""
    return _moved(shard.best(_mine(here, workers), price, each), here)


def best_over(shard: "Pairs", here: Range, price: Longs, least: Longs, each: int) -> "Edges":
    """On the worker: the best of its people's pairs that break prices."""
    return _moved(shard.best_over(price, least, each), here)


def _mine(here: Range, workers: Ints) -> Ints:
    low, high = here
    return (workers[(workers >= low) & (workers < high)] - low).astype(np.int32)


def _moved(edges: "Edges", here: Range) -> "Edges":
    return edges._replace(worker=(edges.worker + here[0]).astype(np.int32))
