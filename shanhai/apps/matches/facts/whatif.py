"""If the least pay were another: the same person, the same positions of the run's day, the same prices; nothing is written."""

from dataclasses import dataclass

import numpy as np

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.facts.market import by_officer
from shanhai.apps.matches.facts.people import seekers
from shanhai.apps.matches.facts.vacancies import offered, vacancies
from shanhai.apps.matches.models import Run
from shanhai.apps.workers.models import Worker
from shanhai.core.matching.facts import NOWHERE
from shanhai.core.matching.recommend import recommend
from shanhai.core.matching.score import asking
from shanhai.core.matching.sides import Seeker, Vacancy
from shanhai.core.matching.tables import tables
from shanhai.core.money import Fen


@dataclass(frozen=True, slots=True)
class Would:
    """One position that would be recommended."""

    position: Position
    points: int
    price: int


@dataclass(frozen=True, slots=True)
class What:
    """How many positions are open to somebody, and the three best at the run's prices."""

    open: int
    goods: tuple[Would, ...]


def what_if(run: Run, worker: Worker, *, lowest_pay: Fen) -> tuple[What, What]:
    """What is, and what would be if the person asked for another least pay. Positions as they stand now, prices as of the run."""
    positions = [one for one in offered(run.pairing, on=run.day) if not by_officer(one)]
    known = vacancies(positions, run.pairing, on=run.day)
    seeker = seekers([worker], on=run.day)[0]
    return _what(run, seeker, positions, known), _what(run, asking(seeker, lowest_pay=lowest_pay), positions, known)


def _what(run: Run, seeker: Seeker, positions: list[Position], known: list[Vacancy]) -> What:
    held: dict[str, int] = run.computed.prices if hasattr(run, "computed") else {}
    prices = np.array([held.get(one.pk, 0) for one in positions], np.int64)
    made = tables([seeker], known)
    best = recommend(
        made.rows, prices, np.array([NOWHERE], np.int32), workers=[seeker.key], positions=[one.pk for one in positions], seed=run.seed
    )[0]  # fmt: skip
    scores = made.rows(0, 1)[0]
    goods = tuple(Would(positions[j], int(scores[j]), int(prices[j])) for j in best)
    return What(int((scores >= 0).sum()), goods)
