"""Administrative division codes (GB/T 2260) with the span in which public lists showed them.

The days are bounds of lists that were seen, not legal days: the first list is of 1980-12, lists
between 2019-04 and 2023-06 are missing, and the last is of 2023-06. A row in the first list is
taken to hold before it, a row in the last list to hold after it. data/README.md has the sources.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from shanhai.core.refusal import Refusal

FIRST_LIST, LAST_LIST = "1980-12", "2023-06"

# Rows that only group counties; no address names them.
_GROUPS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Division(NamedTuple):
    """A six-digit code under one name; `first` and `last` are months of lists, "1980-12"."""

    code: str
    name: str
    first: str
    last: str

    def covers(self, month: str) -> bool:
        """Whether lists around `month` ("2018-03") show this row."""
        began = self.first == FIRST_LIST or self.first <= month
        return began and (self.last == LAST_LIST or month <= self.last)


class Township(NamedTuple):
    """A nine-digit unit (乡镇、街道) of 2023."""

    code: str
    name: str


class Divisions:
    """The table of codes. Where lists contradict each other, the name that lasted longer wins."""

    def __init__(self, rows: Iterable[Division], townships: Iterable[Township] = ()) -> None:
        self._rows: dict[str, list[Division]] = {}
        for row in rows:
            self._rows.setdefault(row.code, []).append(row)
        for named in self._rows.values():
            named.sort(key=lambda row: row.first)
            named.sort(key=lambda row: row.last, reverse=True)
        self._existed: dict[tuple[str, str], bool] = {}
        self._townships = {unit.code: unit for unit in townships}

    def known(self, code: str) -> bool:
        """Whether any list ever had `code` (six digits, or nine for a township in the table)."""
        return code in self._rows or code in self._townships

    def exists(self, code: str, on: date) -> bool:
        """Whether the lists around the day `on` have the six-digit `code`."""
        at = (code, _month(on))
        if at not in self._existed:
            self._existed[at] = any(row.covers(at[1]) for row in self._rows.get(code, ()))
        return self._existed[at]

    def name(self, code: str, on: date | None = None) -> str:
        """The name on a day, or the latest. Refuses division.unknown and division.not_then."""
        if code in self._townships:
            return self._townships[code].name
        return self._row(code, None if on is None else _month(on)).name

    def _row(self, code: str, month: str | None) -> Division:
        if code not in self._rows:
            raise Refusal("division.unknown", code=code)
        if month is None:
            return self._rows[code][0]
        for row in self._rows[code]:
            if row.covers(month):
                return row
        raise Refusal("division.not_then", code=code, month=month)

    def parent(self, code: str) -> str | None:
        """County of a township, prefecture (or province) of a county, None for a province.

        Refuses division.unknown.
        """
        if not self.known(code):
            raise Refusal("division.unknown", code=code)
        above = [code[:6]] if len(code) == 9 else [f"{code[:4]}00", f"{code[:2]}0000"]
        return next((upper for upper in above if upper != code and upper in self._rows), None)

    def full_name(self, code: str) -> str:
        """Names from the province down, as they last stood: "宁夏回族自治区固原市原州区".

        Refuses division.unknown.
        """
        own = self.name(code)
        month = self._rows[code][0].last if code in self._rows else LAST_LIST
        above = [self._then(upper, month) for upper in self._upwards(code)]
        return "".join(name for name in reversed(above) if name not in _GROUPS) + own

    def _upwards(self, code: str) -> Iterator[str]:
        upper = self.parent(code)
        while upper is not None:
            yield upper
            upper = self.parent(upper)

    def _then(self, code: str, month: str) -> str:
        rows = self._rows[code]
        return next((row for row in rows if row.covers(month)), rows[0]).name

    def counties(self, city: str) -> tuple[str, ...]:
        """The six-digit codes ever listed beneath a city, by code."""
        return tuple(code for code in sorted(self._rows) if code[:4] == city[:4] and code != city)

    def townships(self, county: str) -> tuple[Township, ...]:
        """The townships of a county in the table, by code; none for a county it does not hold."""
        return tuple(unit for code, unit in sorted(self._townships.items()) if code[:6] == county)


def _month(day: date) -> str:
    return day.isoformat()[:7]


@cache
def divisions() -> Divisions:
    """The table that comes with this package."""
    units = (Township(code, name) for code, name, _county in _read("townships.csv"))
    return Divisions((Division(*row) for row in _read("divisions.csv")), units)


def _read(name: str) -> list[list[str]]:
    text = (files("shanhai.core") / "data" / name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]
