"""The wage-arrears list: enter a firm, enter a whole published list, note that one was removed."""

from collections.abc import Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.models import Arrears
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.refusal import Refusal

type Line = tuple[CreditCode, str, date]  # whose code, the name as published, the day of listing


def enter_arrears(
    *, region: Region, code: CreditCode, name: str, source: str, listed_on: date, by: Actor, at: datetime
) -> Arrears:
    """Enter one firm of a published list. The same code and day again is the same entry."""
    return enter_arrears_list(region=region, lines=[(code, name, listed_on)], source=source, by=by, at=at)[0]


@settled
def enter_arrears_list(*, region: Region, lines: Sequence[Line], source: str, by: Actor, at: datetime) -> list[Arrears]:
    """Enter a published list, all of it or nothing; what stands already stays as it is. Answers a row for every line.

    Refuses arrears.source (nobody is put on a list without saying whose) and arrears.future.
    """
    own(by, region.code)
    if not source.strip():
        raise Refusal("arrears.source")
    if late := [day.isoformat() for _code, _name, day in lines if day > at.date()]:
        raise Refusal("arrears.future", on=late)
    rows = []
    with writing("arrears.enter", by=by, at=at) as pen:
        for code, name, day in lines:
            known = Arrears.objects.filter(credit_code=code.value, listed_on=day).first()
            given = Arrears(region=region, credit_code=code.value, name=name, source=source.strip(), listed_on=day)
            rows.append(known or pen.add(given))
    return rows


def remove_arrears(*, arrears: Arrears, on: date, source: str, by: Actor, at: datetime) -> Arrears:
    """Note that the authority took the firm off its list, from a day. Refuses arrears.source, arrears.removed_before and arrears.future."""
    own(by, arrears.region_id)
    if not source.strip():
        raise Refusal("arrears.source")
    if on < arrears.listed_on:
        raise Refusal("arrears.removed_before", listed_on=arrears.listed_on.isoformat())
    if on > at.date():
        raise Refusal("arrears.future", on=[on.isoformat()])
    with writing("arrears.remove", by=by, at=at, about=arrears) as pen:
        return pen.change(arrears, removed_on=on, removed_source=source.strip())
