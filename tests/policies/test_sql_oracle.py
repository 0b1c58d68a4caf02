"""The papers of Mawei decided by SQL and by the engine: two authors who had not read each other agree on every claim, or one of them is wrong."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from shanhai.core.policy import reading
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.fold import decide_all
from shanhai.core.policy.pack import Pack
from tests.policies import drawn
from tests.policies.sql_oracle import SCRIPT, Answer, Asked, changed, decide

ROOT = Path(__file__).parents[2]
MAWEI = ROOT / "policies" / "mawei-2017"
PARTIES = ("worker", "household", "employer", "agency", "station", "provider")
FEW = {"worker": 40, "household": 9, "referrer": 2, "employer": 2}
# The same papers with so little money that every ceiling, the limit of a referrer and the fund run out; and seven parts in ten of a ticket.
POORER = (
    ("ref: A/3, value: 10000}", "'ticket_share', '2017-07-01', NULL, 10000", "10000", "7055"),
    ("ref: B/6, value: 2000000}", "'hire_ceiling', '2018-03-01', NULL, 2000000", "2000000", "320000"),
    ("ref: A/10, value: 1000000}", "'family_ceiling', '2017-07-01', NULL, 1000000", "1000000", "450000"),
    ("ref: A/11, value: 10000000}", "'living_budget', '2017-07-01', NULL, 10000000", "10000000", "10000"),
    ("ref: B/10, value: 30000000}", "'living_budget', '2018-03-01', NULL, 30000000", "30000000", "1400000"),
    ("per: [referrer, year], count: 10", "'referrals', '2018-03-01', NULL, 10", "10", "2"),
)


def test_the_packs_own_cases_come_out_by_sql_alone() -> None:
    tried = 0
    for case in yaml.load((MAWEI / "cases.yaml").read_text(encoding="utf-8"), yaml.BaseLoader):  # noqa: S506 - texts only
        told = list(told_in(case))
        found = decide(one for one, _, _ in told)
        for one, amount, outcome in told:
            assert found[one.number].amount == amount, (case["name"], one.subsidy)
            assert outcome in (None, found[one.number].outcome), (case["name"], one.subsidy)
            tried += 1
    assert tried == 25


def told_in(case: dict[str, Any]) -> Iterator[tuple[Asked, int, str | None]]:
    """The claims of a case in written order. A party that is not named is the same one throughout."""
    whole = (
        [{**case, "subsidy": name, "expect": amount} for name, amount in case["expect"].items()]
        if "given" in case
        else case["claims"]
    )
    for n, one in enumerate(whole):
        known = {name: f"the {name}" for name in PARTIES} | {
            name: said(name, text) for name, text in one["given"].items()
        }
        yield (
            Asked(f"{n:02}", one["subsidy"], date.fromisoformat(one["on"]), known),
            int(one["expect"]),
            one.get("outcome"),
        )


def said(name: str, text: Any) -> Any:
    match kinds()[name]:
        case "bool":
            return text == "yes"
        case "int" | "fen":
            return int(text)
        case "date":
            return date.fromisoformat(text)
        case "months":
            return frozenset(date.fromisoformat(f"{month}-01") for month in text)
        case "codes":
            return frozenset(() if text == "-" else text)
    return text


@cache
def kinds() -> dict[str, str]:
    with (ROOT / "shanhai" / "core" / "data" / "policy_facts.csv").open(encoding="utf-8") as rows:
        return {row["name"]: row["kind"] for row in csv.DictReader(rows)}


def asked(claims: list[Claim]) -> list[Asked]:
    return [Asked(one.number, one.subsidy, one.accepted_at, {**one.facts, **one.parties}) for one in claims]


def by_engine(pack: Pack, claims: list[Claim]) -> dict[str, Answer]:
    return {one.claim: Answer(str(one.outcome), one.amount) for one in decide_all(pack, claims)}


def differ(pack: Pack, claims: list[Claim], script: tuple[str, ...] = SCRIPT) -> list[tuple[str, Answer, Answer]]:
    """The claims the two do not agree on, in acceptance order: number, the engine's answer, SQL's."""
    engine, sql = by_engine(pack, claims), decide(asked(claims), script)
    assert list(engine) == list(sql)
    return [(number, answer, sql[number]) for number, answer in engine.items() if answer != sql[number]]


def crowded(claims: list[Claim]) -> list[Claim]:
    """The same claims by a handful of people, so that limits, ceilings and differences bite."""
    return [replace(one, parties={name: few(name, party) for name, party in one.parties.items()}) for one in claims]


def few(name: str, party: str) -> str:
    return f"{name}{int(party.removeprefix(name)) % FEW[name]}" if name in FEW else party


@pytest.fixture(scope="module")
def mawei() -> Pack:
    return reading.load(MAWEI)


@pytest.fixture(scope="module")
def crowd(mawei: Pack) -> list[Claim]:
    return crowded(drawn.claims(Random(2018), mawei, 3000))


def test_both_agree_on_what_anybody_asks(mawei: Pack) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for seed in range(20):
        claims = drawn.claims(Random(seed), mawei, 300)
        assert differ(mawei, claims) == [], seed
        subsidies = {one.number: one.subsidy for one in claims}
        outcomes.update((subsidies[number], answer.outcome) for number, answer in decide(asked(claims)).items())
    assert len(outcomes) == 7 * 3  # of each of the seven some are granted, some refused, some asked for a paper


def test_both_agree_where_everybody_is_in_everybodys_way(mawei: Pack, crowd: list[Claim]) -> None:
    assert differ(mawei, crowd) == []


def test_both_agree_when_the_money_runs_out(crowd: list[Claim], tmp_path: Path) -> None:
    pack, script = poorer(tmp_path)
    assert differ(pack, crowd, script) == []
    assert Counter(one.outcome for one in decide(asked(crowd), script).values())["waits"] > 40


def poorer(folder: Path) -> tuple[Pack, tuple[str, ...]]:
    text, script = (MAWEI / "pack.yaml").read_text(encoding="utf-8"), SCRIPT
    for paper, row, old, new in POORER:
        assert text.count(paper) >= 1 and row in script[0]
        text = text.replace(paper, paper.replace(old, new))
        script = changed(row, row.removesuffix(old) + new, script)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return reading.load(folder), script


def test_both_agree_on_every_day_around_the_ends_of_a_window(mawei: Pack) -> None:
    claims = around(mawei)
    assert differ(mawei, claims) == []
    wrong = changed("'start of month', '+1 month', '+'", "'+1 month', '+0 month', '+'")
    assert differ(mawei, claims, wrong)


def around(pack: Pack) -> list[Claim]:
    """One good transport claim accepted on every day near one month and twelve months after each first day of a winter with a 29 February."""
    good = next(
        one
        for one in drawn.claims(Random(1), pack, 900)
        if one.subsidy == "transport" and by_engine(pack, [one])[one.number].amount
    )
    found = []
    for begin in (date(2020, 1, 26) + timedelta(days=n) for n in range(40)):
        for later in [*range(26, 34), *range(362, 369)]:
            facts, parties = {**good.facts, "start_date": begin}, {**good.parties, "worker": f"worker{len(found)}"}
            parties["household"] = f"household{len(found)}"
            found.append(Claim(f"{len(found):05}", "transport", begin + timedelta(days=later), parties, facts))
    return found


PLANTED = {
    "a region that did not pair": ("('640423', '2017-07-01')", "('640424', '2017-07-01')"),
    "not known is a Yes": ("count(*) > count(holds) AS unknown", "0 AS unknown"),
    "a band begins above its edge": ("start <= distance_km", "start < distance_km"),
    "a ticket in cash": ("ticket_fen * (SELECT", "1 + ticket_fen * (SELECT"),
    "a month paid again": ("WHERE again = 1", "WHERE again > 0"),
    "thirteen months a life": (
        "('living_months', '2017-07-01', NULL, 12)",
        "('living_months', '2017-07-01', NULL, 13)",
    ),
    "the year of the first month": (
        "WHEN 'living' THEN accepted_at",
        "WHEN 'living' THEN json_extract(attended_months, '$[0]')",
    ),
    "the old rate for April": ("'living_month', '2018-03-01'", "'living_month', '2018-05-01'"),
    "no difference for the earlier ones": ("start <= one.people - 1 ORDER", "start <= one.people ORDER"),
    "who began first is first": (
        "PARTITION BY employer, year ORDER BY n) AS people",
        "PARTITION BY employer, year ORDER BY day, n) AS people",
    ),
    "once a year for ever": (
        "WHEN 'transport' THEN CASE WHEN household IS NOT NULL THEN worker || '/' || year END",
        "WHEN 'transport' THEN worker",
    ),
    "a limit by the referrer alone": ("referrer || '/' || year", "referrer"),
    "both awards": ("max(hires, transfers) - max(hires - amount, transfers)", "amount"),
    "the ceiling of all employers": ("PARTITION BY employer, year, subsidy", "PARTITION BY year, subsidy"),
    "a family without its transport": (
        "subsidy IN ('transport', 'living') THEN max(0, min(under",
        "subsidy = 'living' THEN max(0, min(under",
    ),
    "a small claim overtakes the queue": ("max(short) OVER (PARTITION BY year ORDER BY n) AS waits", "short AS waits"),
    "last year's fund": (
        "sum(under_family) OVER (PARTITION BY year ORDER BY n)",
        "sum(under_family) OVER (ORDER BY n)",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_wrong_rule_is_noticed(planted: str, crowd: list[Claim], tmp_path_factory: pytest.TempPathFactory) -> None:
    pack, script = poorer(tmp_path_factory.mktemp("poorer"))
    assert differ(pack, crowd, changed(*PLANTED[planted], script))


def test_a_new_rate_leaves_those_hired_under_the_old_one_alone(tmp_path: Path) -> None:
    """Fifty thousand fen a head until June, thirty thousand from July: the second hired, in July, is worth thirty thousand to the employer."""
    text = (MAWEI / "pack.yaml").read_text(encoding="utf-8")
    old, new = "[20, 100000]]}]", "[20, 100000]]}, {from: 2018-07-01, ref: B/6, steps: [[0, 0], [1, 30000]]}]"
    assert old in text
    (tmp_path / "pack.yaml").write_text(text.replace(old, new), encoding="utf-8")
    row = "('hire_months', '2018-03-01'"
    script = changed(row, f"('hire_band', '2018-07-01', 0, 0), ('hire_band', '2018-07-01', 1, 30000), {row}")
    claims = [hired("1", date(2018, 3, 1)), hired("2", date(2018, 7, 1))]
    assert [one.amount for one in decide(asked(claims), script).values()] == [50000, 30000]
    assert differ(reading.load(tmp_path), claims, script) == []


def hired(number: str, begin: date) -> Claim:
    known = {
        "registered_poor": True,
        "home_region": "640402",
        "work_region": "350105",
        "start_date": begin,
        "insured_months": 3,
    }
    papers = frozenset({"contract", "insurance_record"})
    parties = {"worker": f"worker{number}", "employer": "the employer"}
    return Claim(number, "hire", date(2018, 11, 1), parties, {**known, "dispatched": False, "documents": papers})
