"""Why a group goes where it goes, or nowhere: at which employers every member has a position, and whether there are seats for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shanhai.core.matching.facts import Flags, Market
from shanhai.core.matching.tables import Tables


@dataclass(frozen=True, slots=True)
class Together:
    """Of one group: how many employers have a position for each member, and how many of those have seats for so many."""

    fit: int
    room: int

    @property
    def cause(self) -> str:
        """Why it has none: nowhere fits all, nowhere that does has the seats, or all such seats went."""
        return "group.full" if self.room else "group.seats" if self.fit else "group.apart"


def together(market: Market, tables: Tables, people: Sequence[int]) -> Together:
    """Look at one group's people, by number, whatever the plan is."""
    firms = int(market.employer.max()) + 1
    everywhere: Flags = np.ones(firms, np.bool_)
    for one in people:
        may = np.zeros(firms, np.bool_)
        may[market.employer[tables.rows(one, one + 1)[0] >= 0]] = True
        everywhere &= may
    seats = np.bincount(market.employer, market.seats, firms)
    return Together(int(everywhere.sum()), int((everywhere & (seats >= len(people))).sum()))
