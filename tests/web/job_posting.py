"""A checker of JobPosting, written by hand from two published lists and not from our code: schema.org's expected types of each property, and
Google's required and recommended properties (developers.google.com/search/docs/appearance/structured-data/job-posting)."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

type Check = Callable[[Any], bool]

REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
RECOMMENDED = {"baseSalary", "employmentType", "identifier", "validThrough", "directApply"}
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def url(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s]+", value) is not None


def boolean(value: Any) -> bool:
    return isinstance(value, bool)


def integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def number(value: Any) -> bool:
    return integer(value) or (isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) is not None)


def day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return moment(value)


def moment(value: Any) -> bool:
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def employment(value: Any) -> bool:
    return set(value if isinstance(value, list) else [value]) <= EMPLOYMENT and bool(value)


TYPES: dict[str, dict[str, Check | str]] = {  # type → property → check, or the type expected there
    "JobPosting": {
        "url": url, "title": text, "description": text, "identifier": "PropertyValue", "datePosted": day, "validThrough": moment,
        "employmentType": employment, "hiringOrganization": "Organization", "jobLocation": "Place", "baseSalary": "MonetaryAmount",
        "totalJobOpenings": integer, "workHours": text, "jobBenefits": text, "qualifications": text, "industry": text,
        "occupationalCategory": text, "directApply": boolean, "employmentUnit": "Organization",
    },
    "Organization": {"name": text, "identifier": "PropertyValue", "sameAs": url, "logo": url},
    "PropertyValue": {"name": text, "propertyID": text, "value": text},
    "Place": {"address": "PostalAddress"},
    "PostalAddress": {
        "streetAddress": text, "addressLocality": text, "addressRegion": text, "addressCountry": text, "postalCode": text,
    },
    "MonetaryAmount": {"currency": lambda value: value == "CNY", "value": "QuantitativeValue"},
    "QuantitativeValue": {"minValue": number, "maxValue": number, "value": number, "unitText": lambda value: value in UNITS},
    "DataFeed": {"name": text, "dateModified": day, "dataFeedElement": "DataFeedItem"},
    "DataFeedItem": {"dateModified": day, "item": "JobPosting"},
}  # fmt: skip
NEEDS = {
    "JobPosting": REQUIRED,
    "Organization": {"name"},
    "Place": {"address"},
    "PostalAddress": {"addressLocality", "addressRegion", "addressCountry"},
    "MonetaryAmount": {"currency", "value"},
    "QuantitativeValue": {"unitText"},
    "PropertyValue": {"value"},
    "DataFeed": {"dataFeedElement"},
    "DataFeedItem": {"item"},
}


def faults(said: Any, expected: str, at: str = "") -> Iterator[str]:
    """Every way in which a node is not what schema.org expects there, or lacks what Google requires."""
    if not isinstance(said, dict) or said.get("@type") != expected:
        yield f"{at}: expected {expected}"
        return
    yield from (f"{at}.{name}: missing" for name in sorted(NEEDS[expected] - said.keys()))
    for name, value in said.items():
        if name not in {"@context", "@type", "@id"}:
            yield from _property(TYPES[expected].get(name), value, f"{at}.{name}")
    if expected == "JobPosting":
        yield from _sense(said, at)


def _property(check: Check | str | None, value: Any, at: str) -> Iterator[str]:
    if check is None:
        yield f"{at}: no property of this type"
    elif isinstance(check, str):
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            yield from faults(one, check, f"{at}[{place}]")
    elif not check(value):
        yield f"{at}: {value!r}"


def _sense(said: dict[str, Any], at: str) -> Iterator[str]:
    """What Google asks beyond types: an end after the beginning, pay in order, a description that is more than the title."""
    if said.get("validThrough", "9") < said.get("datePosted", ""):
        yield f"{at}.validThrough: before datePosted"
    value = said.get("baseSalary", {}).get("value", {})
    if float(value.get("minValue", 0)) > float(value.get("maxValue", "inf")):
        yield f"{at}.baseSalary: least above most"
    if said.get("description") == said.get("title"):
        yield f"{at}.description: only the title"
