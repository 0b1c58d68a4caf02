"""The roster that 三营镇 has sent and nobody has confirmed: staged with its damage, for the check page."""

from io import BytesIO

import xlsxwriter

from shanhai.apps.imports.actions.stage import stage
from shanhai.demo.roster import FILENAME, HEADINGS, SENT, TITLE, sanying_rows
from shanhai.demo.world import SANYING, World, at


def stage_roster(world: World) -> None:
    """Send the workbook under the township's own log-in, as its officer would."""
    stage(
        kind="workers",
        content=workbook(sanying_rows(world)),
        filename=FILENAME,
        title=TITLE,
        region=world.sending,
        unit=SANYING,
        by=world.actor("sanying"),
        at=at(SENT),
    )


def workbook(rows: list[dict[str, str]]) -> bytes:
    """The rows as a workbook of text cells under one heading row; the same rows give the same bytes."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    book.set_properties({"created": at(SENT).replace(tzinfo=None)})
    sheet = book.add_worksheet("名册")
    text = book.add_format({"num_format": "@"})
    for number, cells in enumerate([HEADINGS, *(tuple(row[heading] for heading in HEADINGS) for row in rows)]):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell, text)
    book.close()
    return made.getvalue()
