"""The rule language is closed: it ends, it counts in whole numbers, and it never turns "not known" into "no"."""

from datetime import date
from typing import Any

import pytest

from shanhai.core.policy.kinds import catalogue
from shanhai.core.policy.language import Scope, parse
from shanhai.core.policy.naming import fact_node
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.scalar import compiled, end_of_quarter, end_of_year
from tests.core.refusals import code

NAMES = {name: fact_node(one) for name, one in catalogue().items()} | {
    "bands": Node("param", "steps", name="bands", value="fen", most=100),
    "table": Node("param", "table", name="table", value="fen", most=100),
    "regions": Node("param", "codes", name="regions"),
}
VALUES = {"bands": ((0, 0), (3, 20), (6, 50)), "table": {"junior": 8}, "regions": frozenset({"640402"})}


def asked(text: str, **facts: Any) -> Any:
    """What an expression answers for a row."""
    return compiled(parse(text, Scope(NAMES)))(facts, VALUES)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("__import__('os').system('true')", "expression.not_allowed"),
        ("worker.__class__", "expression.not_allowed"),
        ("[x for x in documents]", "expression.not_allowed"),
        ("(lambda: 1)()", "expression.not_allowed"),
        ("months_worked ** 99", "expression.not_allowed"),
        ("months_worked / 3", "expression.not_allowed"),
        ("months_worked // 3", "expression.not_allowed"),
        ("1.5 < months_worked", "expression.not_allowed"),
        ("True", "expression.not_allowed"),
        ("'text'", "expression.not_allowed"),
        ("-months_worked < 3", "expression.not_allowed"),
        ("f'{worker}'", "expression.not_allowed"),
        ("(x := 3)", "expression.not_allowed"),
        ("table['junior']", "expression.not_allowed"),
        ("min(a=1)", "expression.not_allowed"),
        ("eval('1')", "expression.unknown_name"),
        ("nobody", "expression.unknown_name"),
        ("months_worked >", "expression.unreadable"),
        ("months_worked\x00", "expression.unreadable"),
        ("not " * 40 + "insured", "expression.too_deep"),
        ("(" * 17 + "insured" + ")" * 17, "expression.too_deep"),
        ("insured and " * 60 + "insured", "expression.too_long"),
        ("+".join("1" * 150), "expression.too_large"),
        ("wage_fen * wage_fen", "expression.kind"),
        ("wage_fen > months_worked", "expression.kind"),
        ("wage_fen + months_worked", "expression.kind"),
        ("insured + 1", "expression.kind"),
        ("worker < referrer", "expression.kind"),
        ("worker == home_region", "expression.kind"),
        ("worker is referrer", "expression.kind"),
        ("worker in documents", "expression.kind"),
        ("home_region in home_region", "expression.kind"),
        ("not months_worked", "expression.kind"),
        ("wage_fen * 1000000000 * 1000000000", "expression.huge"),
        ("percent(wage_fen * 1000000000, 100000, 'floor')", "expression.huge"),
        ("min(1)", "expression.arguments"),
        ("min(wage_fen, months_worked)", "expression.arguments"),
        ("iff(insured, 1)", "expression.arguments"),
        ("step(bands)", "expression.arguments"),
        ("step(table, 1)", "expression.kind"),
        ("add_months(start_date, months_worked)", "expression.arguments"),
        ("percent(wage_fen, 100)", "expression.arguments"),
        ("percent(wage_fen, 100, 'up')", "expression.arguments"),
        ("percent(wage_fen, 100001, 'floor')", "expression.arguments"),
        ("lots(months_worked, months_total)", "expression.arguments"),
        ("lots(months_worked, 0)", "expression.arguments"),
        ("has(3)", "expression.arguments"),
        ("has(insured and certified)", "expression.arguments"),
        ("one_of(home_region)", "expression.arguments"),
        ("one_of(home_region, work_region)", "expression.arguments"),
        ("paid_elsewhere(home_region)", "expression.arguments"),
        ("day(start_date)", "expression.arguments"),
        ("day('2018-02-30')", "date.impossible"),
        ("count(documents)", "expression.kind"),
    ],
)
def test_what_is_not_in_the_language_is_refused(text: str, refused: str) -> None:
    assert code(lambda: parse(text, Scope(NAMES))) == refused


def test_an_expression_must_be_of_the_kind_its_place_wants() -> None:
    assert code(lambda: parse("months_worked", Scope(NAMES), wants="bool")) == "expression.kind"
    assert parse("3", Scope(NAMES), wants="fen").value == 3


@pytest.mark.parametrize(
    ("text", "true", "unknown"),
    [
        ("insured and certified", None, False),
        ("insured or certified", True, None),
        ("not certified", None, None),
        ("months_worked >= 3", None, None),
        ("insured or months_worked >= 3", True, None),
        ("iff(certified, 1, 2) == 1", None, None),
        ("iff(insured, months_worked, 2) == 2", None, True),
        ("has(months_worked)", False, False),
    ],
)
def test_unknown_is_a_third_value(text: str, true: bool | None, unknown: bool | None) -> None:
    """Kleene: `insured` is yes in the first column and no in the second; everything else is not known."""
    assert asked(text, insured=True) is true
    assert asked(text, insured=False) is unknown


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1 < months_worked <= 3", True),
        ("months_worked - 5", -2),
        ("months_worked * 20 + 1", 61),
        ("step(bands, months_worked)", 20),
        ("step(bands, months_worked - 4)", 0),
        ("pick(table, certificate_level)", 8),
        ("pick(table, home_region)", 0),
        ("home_region in regions", True),
        ("work_region not in regions", True),
        ("certificate_level in documents", False),
        ("months_between(start_date, accepted_at)", 2),
        ("months_between(accepted_at, start_date)", 0),
        ("days_between(start_date, accepted_at)", 68),
        ("add_days(start_date, 29) == day('2018-03-29')", True),
        ("add_months(day('2018-01-31'), 1) == day('2018-02-28')", True),
        ("percent(ticket_fen, 7000, 'floor')", 6999),
        ("percent(ticket_fen, 7000, 'half_up')", 6999),
        ("percent(ticket_fen, 5000, 'half_up')", 5000),
        ("percent(ticket_fen, 5000, 'floor')", 4999),
        ("lots(months_worked + 7, 5)", 2),
        ("lots(months_worked - 7, 5)", 0),
        ("max(months_worked, 2, 1)", 3),
        ("one_of(certificate_level, 'junior', 'senior')", True),
        ("document('contract')", True),
        ("paid_elsewhere('living')", None),
        ("one_of(sex, 'male')", None),
        ("count(attended_months)", 2),
        ("referrer != worker", True),
        ("max(wage_fen, 1)", None),
        ("percent(wage_fen, 1, 'floor')", None),
        ("document('contract') and count(attended_months) > 1", True),
    ],
)
def test_what_expressions_answer(text: str, answer: Any) -> None:
    facts = {
        "months_worked": 3, "certificate_level": "junior", "home_region": "640402", "work_region": "350105", "start_date": date(2018, 2, 28),
        "accepted_at": date(2018, 5, 7), "ticket_fen": 9_999, "documents": frozenset({"contract"}), "worker": "甲", "referrer": "乙",
        "attended_months": frozenset({date(2018, 3, 1), date(2018, 4, 1)}),
    }  # fmt: skip
    assert asked(text, **facts) == answer


def test_unknown_lists_and_counts_stay_unknown() -> None:
    assert asked("document('contract')") is None
    assert asked("count(attended_months)") is None


def test_ends_of_quarters_and_years() -> None:
    assert [end_of_quarter(date(2020, month, 5)) for month in (1, 3, 4, 12)] == [date(2020, 3, 31), date(2020, 3, 31), date(2020, 6, 30), date(2020, 12, 31)]  # fmt: skip
    assert end_of_year(date(2020, 2, 29)) == date(2020, 12, 31)
