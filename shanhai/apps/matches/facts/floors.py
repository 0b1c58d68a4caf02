"""A floor as an officer writes it (`township:640402107:20`, `household:20`, `registered:20`, `short:20`) → whom, or which positions, it counts.

What counts is where people live, their household's status, or that an employer is short of applicants; never what a person is.
"""

from dataclasses import dataclass

import numpy as np

from shanhai.apps.matches.facts.market import Pool
from shanhai.core.identifiers.division import divisions
from shanhai.core.matching.facts import Flags
from shanhai.core.matching.fairness import thin
from shanhai.core.matching.floor import Floor
from shanhai.core.matching.tables import Tables
from shanhai.core.refusal import Refusal

KINDS = ("township", "household", "registered", "short")


@dataclass(frozen=True, slots=True)
class Written:
    """A floor in words: its kind, the township it is about ("" for other kinds), and the least number."""

    kind: str
    key: str
    least: int

    def __str__(self) -> str:
        return ":".join(part for part in (self.kind, self.key, str(self.least)) if part)


def written(said: str) -> Written:
    """Read one. Refuses match.floor."""
    kind, _colon, rest = said.partition(":")
    key, _mark, number = rest.rpartition(":")
    place = divisions().known(key) and len(key) == len("640402107")
    right = kind in KINDS and (place if kind == "township" else not key)
    if not right or not (number.isascii() and number.isdecimal() and len(number) < 7 and int(number)):
        raise Refusal("match.floor", given=said)
    return Written(kind, key, int(number))


def floor_of(said: str, pool: Pool, made: Tables) -> Floor:
    """The floor for the people and positions of a run."""
    told = written(said)
    if told.kind == "short":
        return Floor(told.least, where=_short(pool, made))
    return Floor(told.least, who=np.array([_counts(told, pool, n) for n in range(len(pool.people))], np.bool_))


def _counts(told: Written, pool: Pool, number: int) -> bool:
    person = pool.people[number]
    if told.kind == "township":
        return person.unit.startswith(told.key)
    return person.household_id in pool.priority if told.kind == "household" else person.status == "registered"


def _short(pool: Pool, made: Tables) -> Flags:
    """The positions of employers that have one with fewer people who may come than seats, as the report counts them."""
    employers = [one.employer for one in pool.vacancies]
    may = [int((made.bars_of(j) == 0).sum()) for j in range(made.positions)]
    firms = thin(employers, pool.seats, may)
    return np.array([one in firms for one in employers], np.bool_)
