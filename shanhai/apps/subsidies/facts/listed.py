"""A list of another office as far as it is needed: each number by its keyed index, at once forgotten otherwise."""

from dataclasses import dataclass
from datetime import date

from shanhai.apps.workers.actions.enrol import number_index
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.guard import ROLL
from shanhai.sheets.read import read_table

COLUMNS = (
    Column(
        key="number",
        title="公民身份号码",
        aliases=("身份证号", "身份证号码", "证件号码", "证件号", "身份证", "法定代表人证件号", "死者身份证号"),
        required=True,
        private=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on a list."""

    index: str


def read(content: bytes, *, filename: str, today: date) -> tuple[list[Listed], int]:
    """Everybody on an uploaded list, and how many rows have no readable number. Refuses what every workbook may be refused for."""
    table = read_table(content, filename=filename, columns=COLUMNS, limits=ROLL)
    found: dict[str, Listed] = {}
    unread = 0
    for row in table.rows:
        try:
            index = number_index(CitizenNumber.parse(row.cells["number"], today=today))
        except Refusal:
            unread += 1
            continue
        found[index] = Listed(index)
    return list(found.values()), unread
