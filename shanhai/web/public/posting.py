"""A position as schema.org describes a vacancy: one JobPosting, and the feed of all of them.

Google's list of required properties (title, description, datePosted, hiringOrganization, jobLocation) is always filled; recommended ones
wherever we know them. Texts are Chinese, as the employers state them. https://schema.org/JobPosting,
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join

from shanhai.apps.employers.models import Position
from shanhai.core.identifiers.division import divisions
from shanhai.core.money import Fen, yuan
from shanhai.core.occupations import occupation_name

CONTEXT = "https://schema.org"
PART_TIME = 4  # hours a day at most, 劳动合同法 §68
CANTEEN = {"common": "有食堂", "halal": "有清真食堂"}


def posting(position: Position, *, site: str) -> dict[str, Any]:
    """Describe one position; `site` is scheme and host, without a slash at the end. No contact and no name of a person."""
    url = f"{site}/jobs/{position.pk}/"
    firm = position.employer
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "JobPosting",
        "@id": url,
        "url": url,
        "title": position.title,
        "description": _description(position),
        "identifier": {"@type": "PropertyValue", "name": firm.name, "value": position.pk},
        "datePosted": position.opened_on.isoformat(),
        "validThrough": _valid_through(position),
        "employmentType": _employment(position),
        "hiringOrganization": _organization(position),
        "jobLocation": {"@type": "Place", "address": _address(position)},
        "baseSalary": _salary(position),
        "totalJobOpenings": position.seats,
        "workHours": _hours(position),
        "jobBenefits": "；".join(_benefits(position)),
        "qualifications": position.requirements,
        "industry": firm.industry,
        "occupationalCategory": _occupation(position.occupation),
        "directApply": False,
    }
    if position.dispatcher:
        said["employmentUnit"] = {"@type": "Organization", "name": firm.name}
    return {key: value for key, value in said.items() if value != ""}


def feed(positions: Iterable[Position], *, site: str, on: date) -> dict[str, Any]:
    """All of them as a DataFeed; each item says on which day it was last verified with the employer."""
    rows = list(positions)
    items = [
        {
            "@type": "DataFeedItem",
            "dateModified": (one.verified_on or one.opened_on).isoformat(),
            "item": {key: value for key, value in posting(one, site=site).items() if key != "@context"},
        }
        for one in rows
    ]
    return {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": f"{site}/jobs.jsonld",
        "name": "山海劳务协作：公开岗位",
        "dateModified": on.isoformat(),
        "dataFeedElement": items,
    }


def _description(one: Position) -> str:
    """Say the whole in HTML, which is what search engines ask for; every text is escaped."""
    lead = format_html("<p>{}招{}，{} 人，月薪 {} 元。</p>", one.employer.name, one.title, one.seats, pay(one))
    lines = [
        ("工资包括", one.pay_includes),
        ("时间", _hours(one)),
        ("待遇", "；".join(_benefits(one))),
        ("要求", one.requirements),
        ("合同", f"和{one.dispatcher}签，在{one.employer.name}上班" if one.dispatcher else ""),
    ]
    listed = format_html_join("", "<li>{}：{}</li>", [line for line in lines if line[1]])
    return format_html("{}<ul>{}</ul>", lead, listed)


def pay(one: Position) -> str:
    """Write what it pays a month in yuan: 3,500–4,500."""
    low, high = yuan(Fen(one.pay_min)), yuan(Fen(one.pay_max))
    return low if low == high else f"{low}–{high}"


def _valid_through(one: Position) -> str:
    """The last moment it is shown: until it is closed, or until it would have to be verified again."""
    ends = [day for day in (one.closed_on, one.hides_on()) if day is not None]
    last = min(ends) - timedelta(days=1) if ends else one.opened_on
    return timezone.make_aware(datetime.combine(last, time(23, 59, 59))).isoformat()


def _employment(one: Position) -> list[str]:
    found = ["PART_TIME" if one.hours <= PART_TIME else "FULL_TIME"]
    return [*found, "TEMPORARY"] if one.contract == "task" else found


def _organization(one: Position) -> dict[str, Any]:
    """Who signs the contract: the dispatcher where there is one (劳动合同法 §58)."""
    name, code = one.employer.name, one.employer.credit_code
    if one.dispatcher:
        name, code = one.dispatcher, one.dispatcher_code
    said: dict[str, Any] = {"@type": "Organization", "name": name}
    if code:
        said["identifier"] = {"@type": "PropertyValue", "propertyID": "统一社会信用代码", "value": code}
    return said


def _address(one: Position) -> dict[str, str]:
    table = divisions()
    county = one.employer.region_id
    city = table.parent(county) or county
    province = table.parent(city) or city
    said = {
        "@type": "PostalAddress",
        "streetAddress": one.employer.address,
        "addressLocality": table.name(city) + table.name(county) if city != province else table.name(county),
        "addressRegion": table.name(province),
        "addressCountry": "CN",
    }
    return {key: value for key, value in said.items() if value}


def _salary(one: Position) -> dict[str, Any]:
    value = {
        "@type": "QuantitativeValue",
        "minValue": _number(one.pay_min),
        "maxValue": _number(one.pay_max),
        "unitText": "MONTH",
    }
    return {"@type": "MonetaryAmount", "currency": "CNY", "value": value}


def _number(fen: int) -> int | str:
    """Yuan as a JSON number; with jiao or fen as the text of one, since no float touches money."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else whole


def _hours(one: Position) -> str:
    return f"每天 {one.hours} 小时" + (f"，{one.shifts}" if one.shifts else "")


def _benefits(one: Position) -> list[str]:
    said = ["有宿舍"] if one.dormitory else []
    said += ["有夫妻房"] if one.couples_room else []
    said += [CANTEEN[one.canteen]] if one.canteen in CANTEEN else []
    return said + (["上社会保险"] if one.insured else [])


def _occupation(code: str) -> str:
    """The code of the 职业分类大典 with its name where we know it."""
    return f"{code} {occupation_name(code)}".strip()
