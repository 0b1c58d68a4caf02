"""Employers themselves: enter, grade, list."""

from dataclasses import asdict
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.facts import Firm, must_be_clear
from shanhai.apps.employers.models import Employer, Grade
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.core.spelling import initials


@settled
def enter(*, firm: Firm, region: Region, by: Actor, at: datetime) -> Employer:
    """Put an employer into the base, or bring its columns to what is now stated (known by credit code).

    Refuses `employer.elsewhere` when another region holds the code.
    """
    own(by, region.code)
    stated = {k: v for k, v in asdict(firm).items() if k != "code" and v not in ("", None)}
    known = Employer.objects.filter(credit_code=firm.code.value).first()
    if known is not None and known.region_id != region.code:
        raise Refusal("employer.elsewhere")
    with writing("employer.enter", by=by, at=at, about=known) as pen:
        if known is not None:
            return pen.change(known, initials=initials(firm.name), **stated)
        return pen.add(Employer(region=region, credit_code=firm.code.value, initials=initials(firm.name), **stated))


@settled
def grade(*, employer: Employer, grade: str, year: int, assessor: str, by: Actor, at: datetime) -> Grade:
    """Record the official labour-credit grade of a year. A different grade of the same year is refused: `grade.differs`."""
    own(by, employer.region_id)
    known = Grade.objects.filter(employer=employer, year=year).first()
    if known is not None:
        if known.grade != grade:
            raise Refusal("grade.differs", year=year)
        return known
    with writing("employer.grade", by=by, at=at, about=employer) as pen:
        return pen.add(Grade(employer=employer, grade=grade, year=year, assessor=assessor))


def enlist(*, employer: Employer, on: date, by: Actor, at: datetime) -> Employer:
    """Take a willing employer into the 对口支援企业信息库. Refuses `employer.not_willing` and `employer.in_arrears`."""
    own(by, employer.region_id)
    must_be_clear(employer, on=on)
    if employer.willing != "yes":
        raise Refusal("employer.not_willing", name=employer.name)
    if employer.listed_on is not None:
        return employer
    with writing("employer.list", by=by, at=at, about=employer) as pen:
        return pen.change(employer, listed_on=on)
