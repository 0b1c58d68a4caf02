"""Which values are in force on a day: looked up once for each stretch of days in which none changes."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from shanhai.core.policy.pack import Pack


class InForce:
    """A pack's values by day. `edges` are the days on which one begins or the first day after it ends."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        dated = [one for param in (*pack.params.values(), pack.scope) for one in param.values]
        ends = [one.until + timedelta(days=1) for one in dated if one.until is not None]
        self.edges = sorted({*(one.since for one in dated), *ends})
        self._found: dict[int, Mapping[str, Any]] = {}

    def place(self, day: date) -> int:
        """The stretch a day lies in."""
        return bisect_right(self.edges, day)

    def at(self, day: date) -> Mapping[str, Any]:
        """Every param in force on `day`, by key; one not in force is absent."""
        return self.between(self.place(day))

    def between(self, place: int) -> Mapping[str, Any]:
        """The values in the stretch after `place` edges; before the first edge nothing is in force."""
        if place not in self._found:
            self._found[place] = self._pack.values_at(self.edges[place - 1]) if place else {}
        return self._found[place]
