"""职业分类大典 (2022): a small sample of occupations by code, with the nearest ISCO-08 group where we give one.

A code is written 6-31-01-03: major, middle, minor group and occupation. The sample is not the classification: a well-formed code that it
does not hold is kept as it is. The codes have not been compared with the printed edition and are labelled so; compare before relying on one.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal

_SHAPE = re.compile(r"[1-8]-\d\d-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation of the sample. `isco` is four digits, or empty."""

    code: str
    name: str
    isco: str
    source: str


@cache
def occupations() -> dict[str, Occupation]:
    """The sample, by code."""
    text = (files("shanhai.core") / "data" / "occupations.csv").read_text(encoding="utf-8")
    return {row["code"]: Occupation(**row) for row in csv.DictReader(text.splitlines())}


def parse_occupation(text: str) -> str:
    """The code meant by a code or by a name of the sample; "" for nothing. Refuses `position.occupation` (fact `given`)."""
    said = halfwidth(text)
    code = said.split(" ")[0]
    if not said or _SHAPE.fullmatch(code):
        return code
    named = [one.code for one in occupations().values() if one.name == said]
    if not named:
        raise Refusal("position.occupation", given=said[:20])
    return named[0]


def occupation_name(code: str) -> str:
    """What the sample calls a code; "" where it does not hold it."""
    known = occupations().get(code)
    return known.name if known else ""
