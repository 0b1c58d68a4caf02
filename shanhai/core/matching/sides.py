"""The two sides of a pair, with only what may be read: nothing of what a body is, nothing of whose people somebody belongs to.

A seeker is three keys and the person's own refusals. Each key holds what one part of the score reads, so that the score of a million
pairs is three look-ups a pair (`tables.py`), and the same by construction as what `score.judge` says of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shanhai.core.money import Fen

NOTHING = Fen(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Key A. `age` in full years on the first day of work; `wait`: days until the person can leave; `day_work`: asks for no night shift."""

    age: int
    wait: int = 0
    day_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Key B. Families of work the person can do and wants (works.py), level of schooling (0 unknown), tags of certificates held."""

    able: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    schooling: int = 0
    licences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Key C. The least pay in fen a month (0: not said), the home township, whether a couple goes together, the place wished for."""

    lowest_pay: Fen = NOTHING
    township: str = ""
    couple: bool = False
    couple_room: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Somebody who wants to go. `never`: positions, employers or words of places where this person will not go, by their own word."""

    key: str
    household: str
    when: When
    trade: Trade = field(default_factory=Trade)
    home: Home = field(default_factory=Home)
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A position with free seats. Pay in fen a month, `hours` a day; `night`: has night shifts (None: not stated).

    `limits` are tags of the table of lawful limits; `fellows` counts people at the employer by home township; `fresh`: verified within
    60 days; `places` are words by which its place is called.
    """

    key: str
    employer: str
    title: str = ""
    works: frozenset[str] = frozenset()
    schooling: int = 0
    pay_min: Fen = NOTHING
    pay_max: Fen = NOTHING
    night: bool | None = None
    hours: int = 8
    dormitory: bool = False
    couples_room: bool = False
    limits: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    fellows: Mapping[str, int] = field(default_factory=dict)
    fresh: bool = False
    in_arrears: bool = False
    places: tuple[str, ...] = ()
