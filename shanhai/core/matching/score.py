"""What speaks for and against one pair of person and position, in whole points; and what bars it, with what would change that.

The points are data (`data/match_weights.csv`). Bars are law (age, certificates), the person's own word, or the office's (arrears, positions
that an officer settles in person); a bar says what would lift it only where somebody can do something about it.
Sources: 劳动法 §15 (nobody under 16), §64 (no hazardous work under 18); lawful_limits.csv for each tag.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from shanhai.core.matching.sides import Home, Seeker, Trade, Vacancy, When
from shanhai.core.matching.weights import weights
from shanhai.core.matching.works import near
from shanhai.core.money import Fen
from shanhai.core.wording import limits

WORKING_AGE, ADULT = 16, 18
SOON, LATE = 14, 60  # days
LONG_DAY = 10  # hours
MANY_FELLOWS = 3
BARS = (
    "age.child", "age.hazard", "age.below", "age.above", "licence.missing", "pay.below", "own.not_there", "officer.only", "employer.arrears",
)  # fmt: skip
CHANGES: Mapping[str, str] = {  # what somebody could do about it; ages and arrears have none
    "licence.missing": "enter_licence",
    "pay.below": "ask_pay",
    "own.not_there": "ask_person",
    "officer.only": "see_officer",
}

type Facts = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its points."""

    code: str
    points: int
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bar:
    """One hard limit that this pair does not meet."""

    code: str
    facts: Facts = field(default_factory=dict)

    @property
    def change(self) -> str:
        """What somebody could do about it; "" where nobody can."""
        return CHANGES.get(self.code, "")


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that may be, with its points: the sum of its reasons, never negative."""

    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A pair that may not be."""

    reasons: tuple[Bar, ...]


type Said = Iterator[Reason | Bar]


def judge(seeker: Seeker, vacancy: Vacancy) -> Match | Barred:
    """Everything that is to be said of one pair."""
    said = [*of_when(seeker.when, vacancy), *of_trade(seeker.trade, vacancy), *of_home(seeker.home, vacancy)]
    if refused(seeker, vacancy):
        said.append(Bar("own.not_there"))
    bars = tuple(one for one in said if isinstance(one, Bar))
    if bars:
        return Barred(bars)
    reasons = tuple(one for one in said if isinstance(one, Reason))
    return Match(sum(one.points for one in reasons), reasons)


def asking(seeker: Seeker, *, lowest_pay: Fen) -> Seeker:
    """The same person if the least pay were another: for asking what would be then."""
    return replace(seeker, home=replace(seeker.home, lowest_pay=lowest_pay))


def refused(seeker: Seeker, vacancy: Vacancy) -> bool:
    """Whether the person said not to go to this position, employer or place."""
    return not seeker.never.isdisjoint((vacancy.key, vacancy.employer, *vacancy.places))


def of_when(key: When, vacancy: Vacancy) -> Said:
    """Part A: age, shift, first day; and what bars a position for everybody."""
    yield _for("base")
    tags = [limits()[tag] for tag in vacancy.limits]
    if vacancy.in_arrears:
        yield Bar("employer.arrears")
    if any(tag.officer for tag in tags):
        yield Bar("officer.only")
    yield from _of_age(key.age, vacancy, hazard=any(tag.low == ADULT for tag in tags))
    if key.day_work and vacancy.night is not None:
        yield _for("shift.night" if vacancy.night else "shift.day")
    if vacancy.hours > LONG_DAY:
        yield _for("shift.long", hours=vacancy.hours)
    if key.wait <= 0:
        yield _for("start.now")
    elif key.wait <= SOON or key.wait > LATE:
        yield _for("start.soon" if key.wait <= SOON else "start.late", days=key.wait)
    if vacancy.fresh:
        yield _for("verified.fresh")


def _of_age(age: int, vacancy: Vacancy, *, hazard: bool) -> Said:
    if age < WORKING_AGE:
        yield Bar("age.child", {"least": WORKING_AGE})
    if hazard and age < ADULT:
        yield Bar("age.hazard", {"least": ADULT})
    if vacancy.limits and vacancy.age_min is not None and age < vacancy.age_min:
        yield Bar("age.below", {"least": vacancy.age_min})
    if vacancy.limits and vacancy.age_max is not None and age > vacancy.age_max:
        yield Bar("age.above", {"most": vacancy.age_max})


def of_trade(key: Trade, vacancy: Vacancy) -> Said:
    """Part B: the work wanted, the skill held, schooling, certificates."""
    if missing := [tag for tag in vacancy.limits if limits()[tag].licence and tag not in key.licences]:
        yield Bar("licence.missing", {"tag": missing[0]})
    wanted, able = bool(key.wanted & vacancy.works), bool(key.able & vacancy.works)
    if wanted:
        yield _for("work.wanted")
    if able:
        yield _for("work.skilled")
    if not wanted and not able and near(key.wanted | key.able, vacancy.works):
        yield _for("work.near")
    if vacancy.schooling and key.schooling:
        yield _for("schooling.fits" if key.schooling >= vacancy.schooling else "schooling.below")


def of_home(key: Home, vacancy: Vacancy) -> Said:
    """Part C: pay against the wish, the place, a bed, the couple's room, people from home who are there already."""
    if not key.lowest_pay:
        yield _for("pay.unsaid")
    elif vacancy.pay_max < key.lowest_pay:
        yield Bar("pay.below", {"least": key.lowest_pay, "most": vacancy.pay_max})
    else:
        yield _for("pay.least" if vacancy.pay_min >= key.lowest_pay else "pay.upper", least=key.lowest_pay)
    if key.place and key.place in vacancy.places:
        yield _for("place.wished", place=key.place)
    yield _for("dormitory.given" if vacancy.dormitory else "dormitory.none")
    if vacancy.couples_room and (key.couple or key.couple_room):
        yield _for("couple.room")
    elif key.couple_room:
        yield _for("couple.no_room")
    if fellows := vacancy.fellows.get(key.township, 0):
        yield _for("fellows.many" if fellows >= MANY_FELLOWS else "fellows.some", n=fellows)


def _for(code: str, **facts: int | str) -> Reason:
    return Reason(code, weights()[code].points, facts)
