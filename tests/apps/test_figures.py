"""Every figure is the sum of its rows, reads as the report reads, and says what a careful reader should know."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanhai.apps.accounts.models import User
from shanhai.apps.fairs.actions import withdraw
from shanhai.apps.fairs.models import Intent
from shanhai.apps.figures.actions import Byline, draft, freeze, publish
from shanhai.apps.figures.facts import EDITIONS, FIGURES, compute, everything
from shanhai.apps.figures.facts.definition import LANGS, Scope, Value, ratio
from shanhai.apps.figures.facts.difference import differences, intact
from shanhai.apps.figures.facts.notes import notes
from shanhai.apps.figures.facts.sentences import SLOT, plain, write
from shanhai.apps.figures.models import Bulletin
from shanhai.apps.regions.models import Pairing, Statistic
from shanhai.core.refusal import Refusal
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY, at

NOW = at("2018-03-09 15:00")


def scope(on: date = TODAY) -> Scope:
    pairing = Pairing.objects.in_force(on).select_related("sending", "receiving", "predecessor__receiving").get()
    return Scope(pairing=pairing, on=on)


def actor(login: str):  # type: ignore[no-untyped-def]
    return User.objects.get(login=login).actor()


EXACT = {
    "resident_population": 440_000, "poor_population": 29_000, "surplus_labour": 164_000, "wage_income": 128_400_000_000,
    "wage_share": 46, "pairing_start_year": 2016, "agreement_year": 2017, "consensus_fields": 4, "policy_papers": 2,
    "subsidy_areas": 7, "employers_present": 5, "employers_offering": 60, "positions_offered": 2986, "leaflets": 512,
    "enquiries": 297, "vouchers_printed": 500, "intents_on_site": 53, "townships_briefed": 14, "agencies_briefed": 6,
    "distance_km": 2000, "programme_years": 20,
}  # fmt: skip


def test_the_22_figures_of_the_report_come_from_records(world: Summary) -> None:
    values = compute(scope(), "report")
    assert len(values) == 22
    assert {key: values[key].number for key in EXACT} == EXACT
    assert str(values["poverty_rate"].number) == "10.2"


def test_every_figure_reads_as_the_report_reads(world: Summary) -> None:
    shown = {key: value.display("zh-hans") for key, value in compute(scope(), "report").items()}
    assert shown == {key: FIGURES[key].reported for key in EDITIONS["report"]}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2015, 1, 1), date(2019, 12, 31)))
def test_every_figure_is_the_sum_of_its_rows_on_any_day(world: Summary, day: date) -> None:
    pairing = scope().pairing
    for value in everything(Scope(pairing=pairing, on=day)).values():
        assert value.number == sum(row.count for row in value.rows)
        if value.figure.steps:
            assert sum(step.count for step in value.figure.steps(value.scope)) == value.number


def test_before_the_fair_there_is_nothing_and_it_is_not_called_zero(world: Summary) -> None:
    value = compute(scope(date(2018, 3, 1)), "report")["intents_on_site"]
    assert value.missing and value.display("zh-hans") == "暂无"


def test_before_the_pairing_began_nothing_is_known_of_it(world: Summary) -> None:
    values = everything(Scope(pairing=scope().pairing, on=date(1990, 1, 1)))
    assert [key for key, value in values.items() if not value.missing and value.figure.klass != "R"] == []


def test_fifty_three_is_56_less_2_less_1(world: Summary) -> None:
    steps = FIGURES["intents_on_site"].steps
    assert steps is not None
    assert [step.count for step in steps(scope())] == [56, -2, -1]


def test_withdrawing_one_intent_makes_53_into_52(world: Summary) -> None:
    single = Intent.objects.filter(withdrawn_at=None, source="paper").first()
    assert single is not None
    withdraw(intent=single, why="", by=actor("yuanzhou"), at=NOW)
    value = compute(scope(), "report")["intents_on_site"]
    assert (value.number, value.display("zh-hans")) == (52, "50余人")


def test_the_poverty_rate_needs_another_base_than_residents(world: Summary) -> None:
    told = " ".join(notes(compute(scope(), "report"))["poverty_rate"])
    assert "6.6%" in told and "284,000" in told and "非官方" in told


def test_a_note_is_silent_when_the_numbers_agree(world: Summary) -> None:
    Statistic.objects.filter(indicator="resident_population").update(value=284_300)
    assert "不是常住人口" not in " ".join(notes(compute(scope(), "report"))["poverty_rate"])


def test_taps_are_never_divided_by_people(world: Summary) -> None:
    values = compute(scope(), "report")
    with pytest.raises(Refusal, match="figure.not_divisible"):
        ratio(values["intents_on_site"], values["enquiries"])
    assert str(ratio(values["poor_population"], values["resident_population"])) == "6.6"


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_stands_in_the_text_of_every_language(world: Summary, lang: str) -> None:
    sections = write(compute(scope(), "report"), lang)  # type: ignore[arg-type]
    named = {s.figure for section in sections for paragraph in section.paragraphs for s in paragraph if s.figure}
    assert named == set(EDITIONS["report"])
    assert not SLOT.search(plain(sections))


def other_bulletin() -> Bulletin:
    return draft(pairing=scope().pairing, slug="test", title="试", as_of=TODAY, by=actor("mawei"), at=NOW)


def test_a_frozen_bulletin_is_never_rewritten_and_says_what_moved(world: Summary) -> None:
    row = freeze(bulletin=other_bulletin(), by=actor("mawei"), at=NOW)
    text = dict(row.text)
    withdraw(intent=Intent.objects.filter(withdrawn_at=None, source="paper")[0], why="", by=actor("yuanzhou"), at=NOW)
    row.refresh_from_db()
    moved = differences(row, compute(scope(), "report"))
    assert [(d.figure, d.was, d.now) for d in moved] == [("intents_on_site", "53", "52")]
    assert row.text == text and intact(row)
    with pytest.raises(Refusal, match="lifecycle.not_allowed"):
        freeze(bulletin=row, by=actor("mawei"), at=NOW)
    row.frozen["leaflets"]["value"] = "999"
    assert not intact(row)


def test_a_bulletin_waits_for_the_second_checker(world: Summary) -> None:
    Statistic.objects.filter(indicator="wage_share").update(checked_by="", checked_at=None)
    with pytest.raises(Refusal) as no:
        freeze(bulletin=other_bulletin(), by=actor("mawei"), at=NOW)
    assert no.value.facts["indicators"] == ["wage_share"]


@pytest.mark.parametrize("login", ["stranger", "leader", "hr", "city-fuzhou"])
def test_a_stranger_may_not_freeze_or_publish(world: Summary, login: str) -> None:
    row = other_bulletin()
    byline = Byline(headline="x", source="x", author="x", editor="x")
    for act in (
        lambda: freeze(bulletin=row, by=actor(login), at=NOW),
        lambda: publish(bulletin=row, byline=byline, by=actor(login), at=NOW),
    ):
        with pytest.raises(Refusal, match="desk.not_allowed"):
            act()


def test_a_value_binds_its_rows(world: Summary) -> None:
    value = compute(scope(), "report")["leaflets"]
    other = Value(figure=value.figure, scope=value.scope, rows=())
    assert value.digest == compute(scope(), "report")["leaflets"].digest != other.digest
