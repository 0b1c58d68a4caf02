"""Texts → values: what a roll of employers and positions states, what a visit answered, and what is wrong with a position; valid once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from shanhai.apps.employers.models import Arrears, Employer, MinimumWage, Position
from shanhai.core.dates import parse_day
from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from shanhai.core.wages import Wage, check_pay
from shanhai.core.wording import check_age, check_wording, tags_of

MOST_OVERTIME = 36  # hours a month, 劳动法 §41
BENEFIT = ("yes", "no", "varies", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """One employer as a survey or a workbook states it."""

    code: CreditCode
    name: str
    industry: str = ""
    address: str = ""
    headcount: int | None = None
    operations: str = ""
    contact: str = ""
    contact_phone: str = ""
    willing: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One position as stated. Pay in fen a month; `hours` a day, `overtime_hours` a month; `limits` are tags by commas.

    Refuses position.seats, position.pay_order, position.hours, position.overtime_hours, position.limit_unknown, position.age_*,
    position.dispatcher (a name without a code, or the other way round) and position.dispatch_terms (劳动合同法 §58: who is dispatched
    has a labour contract with the dispatcher for a fixed term).
    """

    employer: CreditCode
    title: str
    seats: int
    pay_min: Fen
    pay_max: Fen
    pay_includes: str = ""
    hours: int = 8
    shifts: str = ""
    overtime_hours: int | None = None
    overtime_note: str = ""
    contract: str = ""
    relation: str = ""
    dispatcher: str = ""
    dispatcher_code: str = ""
    dormitory: bool = False
    couples_room: bool = False
    canteen: str = "none"
    insured: bool = True
    requirements: str = ""
    occupation: str = ""
    limits: str = ""
    age_min: int | None = None
    age_max: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.seats <= 5000:
            raise Refusal("position.seats", seats=self.seats)
        if self.pay_max < self.pay_min:
            raise Refusal("position.pay_order")
        if not 1 <= self.hours <= 12:
            raise Refusal("position.hours", hours=self.hours)
        if self.overtime_hours is not None and not 0 <= self.overtime_hours <= 200:
            raise Refusal("position.overtime_hours", hours=self.overtime_hours)
        if bool(self.dispatcher) != bool(self.dispatcher_code):
            raise Refusal("position.dispatcher")
        if self.dispatcher and (self.contract not in {"", "fixed"} or self.relation == "service"):
            raise Refusal("position.dispatch_terms")
        tags = tags_of(self.limits)
        object.__setattr__(self, "limits", ",".join(tags))
        check_age(self.age_min, self.age_max, tags)

    def stated(self) -> dict[str, Any]:
        """The columns of a position; whose it is left out."""
        return {name: value for name, value in asdict(self).items() if name != "employer"}


def job_of(position: Position, **said: Any) -> Job:
    """A standing position as stated, with some of it said anew."""
    columns = (name for name in Job.__dataclass_fields__ if name != "employer")
    kept = {name: getattr(position, name) for name in columns}
    return Job(employer=CreditCode(position.employer.credit_code), **(kept | said))


def faults(job: Job, *, wage: Wage | None, on: date) -> Iterator[tuple[str, Refusal]]:
    """Everything a law has against a position, by column; each refusal carries its `title`.

    position.wording, position.limit_untagged, position.pay_below_minimum, and position.overtime (over 36 hours a month without a note).
    """
    for column, no in _faults(job, wage, on):
        yield column, Refusal(no.code, **{**no.facts, "title": job.title})


def _faults(job: Job, wage: Wage | None, on: date) -> Iterator[tuple[str, Refusal]]:
    texts = {
        "title": job.title,
        "requirements": job.requirements,
        "pay_includes": job.pay_includes,
        "shifts": job.shifts,
    }
    yield from check_wording(texts, tags=tags_of(job.limits), on=on)
    try:
        check_pay(job.pay_min, wage)
    except Refusal as no:
        yield "pay_min", no
    if (job.overtime_hours or 0) > MOST_OVERTIME and not job.overtime_note.strip():
        yield "overtime_hours", Refusal("position.overtime", hours=job.overtime_hours, most=MOST_OVERTIME)


def standing_faults(position: Position, *, on: date) -> list[Refusal]:
    """What a law has against a position as it stands on a day: a wage may have risen since it was offered."""
    wage = MinimumWage.objects.least(position.employer.region_id, on=on)
    return [no for _column, no in faults(job_of(position), wage=wage, on=on)]


def must_be_clear(employer: Employer, *, on: date) -> None:
    """Refuse `employer.in_arrears` while the employer stands on the wage-arrears list: asked before listing and before a fair."""
    row = Arrears.objects.standing(on=on).filter(credit_code=employer.credit_code).first()
    if row is not None:
        raise Refusal("employer.in_arrears", name=employer.name, source=row.source, since=row.listed_on.isoformat())


def arrears_lines(text: str) -> list[tuple[CreditCode, str, date]]:
    """A list as it is pasted from an announcement: on each line a credit code, a name and the day of listing. Refuses `arrears.line`."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            code, *name, day = re.split(r"[\s,;|]+", halfwidth(line).strip(" ,;|"))
            found.append((CreditCode.parse(code), " ".join(name)[:60], parse_day(day)))
        except (ValueError, Refusal):
            raise Refusal("arrears.line", line=number) from None
        if not name:
            raise Refusal("arrears.line", line=number)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a visit heard of one known position. Seats and pay are empty where it is no longer offered."""

    position: str
    title: str
    open: bool
    seats: int | None = None
    pay_min: int | None = None
    pay_max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The nine questions as answered, and the tenth: willing or not. A benefit is yes, no, varies (by position), or empty: not said.

    Refuses `visit.answer` (fact `question`) for an answer that is none of the choices.
    """

    operations: str = ""
    headcount: int | None = None
    posts: Sequence[Post] = field(default_factory=tuple)
    other_jobs: str = ""
    insured: str = ""
    dormitory: str = ""
    canteen: str = ""
    couples_room: str = ""
    contact: str = ""
    contact_phone: str = ""
    willing: str = "unknown"

    def __post_init__(self) -> None:
        for question in ("insured", "dormitory", "couples_room"):
            if getattr(self, question) not in BENEFIT:
                raise Refusal("visit.answer", question=question)
        if self.canteen not in {*Position.CANTEEN, "varies", ""}:
            raise Refusal("visit.answer", question="canteen")
        if self.willing not in {"yes", "no", "unknown"}:
            raise Refusal("visit.answer", question="willing")

    def answers(self) -> dict[str, Any]:
        """What is kept of the visit as it was; willingness and the contact have columns of their own."""
        kept = asdict(self)
        return {name: kept[name] for name in kept if name not in {"contact", "contact_phone", "willing"}} | {
            "posts": [asdict(post) for post in self.posts]
        }

    def benefits(self) -> dict[str, Any]:
        """The columns of every open position that an answer for the whole employer settles."""
        said = {name: getattr(self, name) for name in ("insured", "dormitory", "couples_room")}
        settled: dict[str, Any] = {name: answer == "yes" for name, answer in said.items() if answer in {"yes", "no"}}
        return settled | ({"canteen": self.canteen} if self.canteen in Position.CANTEEN else {})

    def told(self, position: Position, post: Post) -> Job:
        """A position as the visit leaves it; what was not said stays."""
        said = {"seats": post.seats, "pay_min": post.pay_min, "pay_max": post.pay_max}
        known: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        return job_of(position, **known, **self.benefits())


def weigh(employer: Employer, said: Visit, *, on: date) -> list[tuple[Position, Job | None]]:
    """Each position a visit heard of as the visit leaves it; None for one that is no longer offered.

    Refuses visit.position (not this employer's) and the first fault of a position (see `faults`).
    """
    known = {one.pk: one for one in Position.objects.filter(employer=employer).select_related("employer")}
    if any(post.position not in known for post in said.posts):
        raise Refusal("visit.position")
    wage = MinimumWage.objects.least(employer.region_id, on=on)
    told = [(known[post.position], post) for post in said.posts]
    jobs = [(position, said.told(position, post) if post.open else None) for position, post in told]
    for _position, job in jobs:
        for _column, no in faults(job, wage=wage, on=on) if job else ():
            raise no
    return jobs
