"""The superior's report: any layout in which figures are named, filled for a month or a quarter; new and in all come from the same figure."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from shanhai.apps.accounts.models import User
from shanhai.apps.figures.actions import drop_layout, keep_layout
from shanhai.apps.figures.facts import everything
from shanhai.apps.figures.facts.definition import Scope
from shanhai.apps.figures.facts.report import check, fill, parse_period, standard
from shanhai.apps.figures.models import ReportLayout
from shanhai.apps.regions.models import Pairing
from shanhai.core.refusal import Refusal
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY, at

NOW = at("2019-03-31 15:00")


def pairing() -> Pairing:
    return Pairing.objects.in_force(TODAY).select_related("sending", "receiving", "predecessor__receiving").get()


def layout(*cells: str) -> bytes:
    book = Workbook()
    for row, text in enumerate(cells, start=1):
        book.worksheets[0].cell(row=row, column=2, value=text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled(content: bytes, period: str) -> list[object]:
    made = fill(content, pairing=pairing(), period=parse_period(period, today=TODAY))
    return [row[1] for row in load_workbook(BytesIO(made)).worksheets[0].iter_rows(values_only=True)]


def test_a_layout_of_ones_own_is_filled_in_place_and_keeps_its_words(world: Summary) -> None:
    cells = (
        "{{sending}}本月动身 {{departed.new}} 人，累计 {{departed}} 人",
        "{{arrived}}",
        "{{arrived.year}}",
        "小计",
        "=1+1",
    )
    assert filled(layout(*cells), "2018-03") == ["原州区本月动身 47 人，累计 47 人", 47, 47, "小计", "=1+1"]
    assert filled(layout(*cells), "2019-02")[0] == "原州区本月动身 11 人，累计 58 人"


def test_the_months_of_a_quarter_sum_to_the_quarter_and_the_years_to_all(world: Summary) -> None:
    new = layout("{{departed.new}}", "{{arrived.new}}", "{{intents_to_contract.new}}", "{{helped_paired_province.new}}")
    months = [filled(new, f"2018-{month:02}") for month in (4, 5, 6)]
    quarter = filled(new, "2018Q2")
    assert [sum(int(str(month[row])) for month in months) for row in range(4)] == quarter
    both = layout("{{departed}}", "{{departed.year}}")
    total, year = filled(both, "2019-03")
    before = everything(Scope(pairing=pairing(), on=date(2018, 12, 31)))["departed"].number
    assert int(str(total)) == int(str(year)) + before


def test_the_layout_that_comes_along_names_only_figures_we_have(world: Summary) -> None:
    assert check(standard()) > 40
    rows = load_workbook(BytesIO(fill(standard(), pairing=pairing(), period=parse_period("2019Q1", today=TODAY))))
    told = {row[0]: row[2:5] for row in rows.worksheets[0].iter_rows(values_only=True) if row[1]}
    assert told["动身的人"] == (11, 11, 58)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三月", "report.period"),
        ("2019Q5", "report.period"),
        ("2019-13", "report.period"),
        ("2019-04", "report.future"),
    ],
)
def test_a_period_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as no:
        parse_period(text, today=TODAY)
    assert no.value.code == code


def test_a_running_period_counts_to_today() -> None:
    found = parse_period("2019Q1", today=date(2019, 2, 10))
    assert (found.first, found.last) == (date(2019, 1, 1), date(2019, 2, 10))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "report.layout"),
        (b"PK\x03\x04broken", "report.layout"),
        (b"name;value", "report.layout"),
        (layout("nothing"), "report.empty"),
        (layout("{{no_such_figure}}"), "report.figure"),
    ],
)
def test_a_layout_that_cannot_be_filled_is_refused_by_cell(world: Summary, content: bytes, code: str) -> None:
    by = User.objects.get(login="mawei").actor()
    with pytest.raises(Refusal) as no:
        keep_layout(region=pairing().receiving, name="市里", filename="a.xlsx", content=content, by=by, at=NOW)
    assert no.value.code == code and not ReportLayout.objects.exists()
    if code == "report.figure":
        assert no.value.facts["cell"] == "Sheet!B1"


def test_a_layout_is_kept_once_brought_up_to_date_and_taken_away(world: Summary) -> None:
    told = {"region": pairing().receiving, "by": User.objects.get(login="mawei").actor(), "at": NOW}
    first = keep_layout(name="市里", filename="a.xlsx", content=layout("{{arrived}}"), **told)  # type: ignore[arg-type]
    same = bytes(first.content)
    assert keep_layout(name="市里", filename="a.xlsx", content=same, **told) == first  # type: ignore[arg-type]
    keep_layout(name="市里", filename="b.xlsx", content=layout("{{departed}}"), **told)  # type: ignore[arg-type]
    assert ReportLayout.objects.get().filename == "b.xlsx"
    with pytest.raises(Refusal, match=r"report\.name"):
        keep_layout(name=" ", filename="b.xlsx", content=same, **told)  # type: ignore[arg-type]
    drop_layout(layout=ReportLayout.objects.get(), by=told["by"], at=NOW)  # type: ignore[arg-type]
    assert not ReportLayout.objects.exists()


@pytest.mark.parametrize("login", ["yuanzhou", "stranger", "leader", "hr"])
def test_a_stranger_may_not_keep_or_read_anothers_layout(world: Summary, login: str) -> None:
    told = {
        "region": pairing().receiving,
        "name": "市里",
        "filename": "a.xlsx",
        "content": layout("{{arrived}}"),
        "at": NOW,
    }
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        keep_layout(by=User.objects.get(login=login).actor(), **told)  # type: ignore[arg-type]
    kept = keep_layout(by=User.objects.get(login="mawei").actor(), **told)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        drop_layout(layout=kept, by=User.objects.get(login=login).actor(), at=NOW)
