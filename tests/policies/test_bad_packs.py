"""A pack that is not in order is refused with file and line, and nothing of it is used."""

from datetime import date
from pathlib import Path

import pytest

from shanhai.core.policy import cases, reading
from shanhai.core.policy.kinds import LARGEST_AMOUNT
from shanhai.core.policy.reading import Amendment
from shanhai.core.policy.yaml_text import LONGEST, read
from shanhai.core.refusal import Refusal
from tests.core.refusals import code
from tests.policies.test_packs import POLICIES

GOOD = """\
pack: probe
schema: shanhai-pack/1
title: 试
standing: example
issuer: "350105"
fund: probe
scope: [{regions: ["640402"], from: 2018-01-01, ref: A/1}]
papers:
  A: {title: 试, number: unknown, issued: unknown, in_force: 2018-01-01, file_sha256: unknown}
documents: {contract: 合同}
params:
  sum: {label: 数, unit: fen, edit: {min: 0, max: 5000}, values: [{from: 2018-01-01, ref: A/2, value: 1000}]}
  band: {label: 档, unit: fen, edit: {min: 0, max: 5000}, values: [{from: 2018-01-01, ref: A/2, steps: [[0, 9, 0], [10, "-", 500]]}]}
define:
  there: {if: insured, say: 参保, ref: A/3}
subsidies:
  - id: one
    label: 一
    ref: A/2
    claim: placement
    pays: worker
    date: start_date
    when: [{id: there, if: there}, {id: kept, if: months_worked >= 3, say: "满{months_worked}", ref: A/2}]
    evidence: {needs: contract, ref: A/2}
    amount: sum
  - id: many
    label: 多
    ref: A/2
    claim: placement
    pays: employer
    date: start_date
    group: {as: hired, per: [employer, year], counted: so_far}
    amount: step(band, hired)
across:
  - {id: top, cap: [one, many], per: [worker, year], amount: sum * 3, ref: A/4}
"""


def refused(text: str) -> tuple[str, int]:
    """The code and the line of what a pack is refused for."""
    with pytest.raises(Refusal) as refusal:
        reading.build(read(text, "probe/pack.yaml"))
    assert refusal.value.facts["file"] == "probe/pack.yaml"
    return refusal.value.code, int(str(refusal.value.facts["line"]))


def test_the_probe_itself_is_in_order() -> None:
    assert reading.build(read(GOOD, "probe/pack.yaml")).names == {"one", "many"}


def test_a_day_before_the_papers_is_a_line_of_its_own_where_a_dated_value_is_read() -> None:
    pack = reading.build(read(GOOD, "probe/pack.yaml"))
    assert next(line.say for line in pack.subsidy("one").conditions) == "文件自2018-01-01起施行"
    bare = reading.build(read(GOOD.replace("amount: sum\n", 'amount: "700"\n'), "probe/pack.yaml"))
    assert [line.id for line in bare.subsidy("one").conditions] == ["there", "kept", "evidence"]
    ended = GOOD.replace("value: 1000}", "value: 1000, until: 2018-12-31}")
    assert (
        next(line.say for line in reading.build(read(ended, "probe/pack.yaml")).subsidy("one").conditions)
        == "文件自2018-01-01起施行，到2018-12-31为止"
    )


@pytest.mark.parametrize(
    ("old", "new", "wanted", "line"),
    [
        ("title: 试\n", "title: 试\ntitle: 再试\n", "pack.duplicate_key", 4),
        ("fund: probe", "fund: &x probe", "pack.anchor", 6),
        ("fund: probe", "fund: *x", "pack.anchor", 6),
        ("fund: probe", "fund: !!int 3", "pack.tag", 6),
        ("fund: probe", "fund: [probe", "pack.unreadable", 7),
        ("fund: probe", "fund: probe\n? [a, b]\n: 3", "pack.duplicate_key", 7),
        ("fund: probe", "fund: probe\ncolour: red", "pack.schema", 1),
        ("fund: probe", "fund: [[[[[[[[[[[[[probe]]]]]]]]]]]]]", "pack.too_deep", 6),
        ("from: 2018-01-01, ref: A/1", "from: 2018-02-30, ref: A/1", "pack.day", 7),
        ("from: 2018-01-01, ref: A/1", "from: no, ref: A/1", "pack.schema", 7),
        ("from: 2018-01-01, ref: A/1", "from: 2018-01-01", "pack.schema", 7),
        ("ref: A/2, value: 1000", "ref: B/2, value: 1000", "pack.unknown_paper", 12),
        ("ref: A/2, value: 1000", "value: 1000", "pack.schema", 12),
        ("value: 1000}", "value: 1000.5}", "pack.schema", 12),
        ("value: 1000}", "value: 2018-01-01}", "pack.value", 12),
        ("value: 1000}", "value: 9000}", "pack.bounds", 12),
        ("value: 1000}", "value: 1000}, {from: 2018-01-01, ref: A/2, value: 2}", "pack.dates_overlap", 12),
        ("value: 1000}", "value: 1000, until: 2018-06-30}, {from: 2018-06-30, ref: A/2, value: 2}", "pack.dates_overlap", 12),
        ("value: 1000}", "value: 1000, until: 2018-06-30}, {from: 2018-07-02, ref: A/2, value: 2}", "pack.dates_gap", 12),
        ("value: 1000}", "value: 1000}, {from: 2019-01-01, ref: A/2, table: {a: 1}}", "pack.shape", 12),
        ("unit: fen, edit: {min: 0, max: 5000}, values: [{from: 2018-01-01, ref: A/2, steps", "unit: date, values: [{from: 2018-01-01, ref: A/2, steps", "pack.shape", 13),
        ('[10, "-", 500]', '[11, "-", 500]', "pack.band_gap", 13),
        ('[10, "-", 500]', '[9, "-", 500]', "pack.band_overlap", 13),
        ('[10, "-", 500]', '[10, "-", 500], [20, 30, 1]', "pack.band_overlap", 13),
        ('[10, "-", 500]', "[10, 20, 500]", "pack.band_gap", 13),
        ('[10, "-", 500]', "[10, 8, 500]", "pack.band_overlap", 13),
        ('[10, "-", 500]', '[10, "-", "-"]', "pack.value", 13),
        ("[0, 9, 0]", "[1, 9, 0]", "pack.band_gap", 13),
        ('[[0, 9, 0], [10, "-", 500]]', "[[0, 0], [10, 500], [5, 600]]", "pack.band_overlap", 13),
        ("{if: insured, say", "{if: there, say", "pack.cycle", 15),
        ("{if: insured, say", "{if: insurd, say", "expression.unknown_name", 15),
        ("{if: insured, say: 参保, ref: A/3}", "{if: insured, say: 参保, ref: C/3}", "pack.unknown_paper", 15),
        ("there: {if: insured", "insured: {if: certified", "pack.name_twice", 15),
        ("there: {if: insured", "sum: {if: insured", "pack.name_twice", 12),
        ("documents: {contract", "documents: {worker", "pack.name_twice", 10),
        ("fund: probe", "fund: probe\nfacts: {age: {kind: int, label: 岁, asks: 证}}", "pack.name_twice", 7),
        ("id: many", "id: one", "pack.name_twice", 27),
        ("{id: kept, if", "{id: there, if", "pack.name_twice", 24),
        ("date: start_date\n    when", "date: insured\n    when", "pack.date_fact", 23),
        ("say: \"满{months_worked}\"", 'say: "满{nobody}"', "pack.sentence", 24),
        ("months_worked >= 3, say: \"满{months_worked}\", ref: A/2", "months_worked >= 3", "pack.unsaid", 24),
        ("months_worked >= 3", "months_worked >= ticket_fen", "expression.kind", 24),
        ("needs: contract", "needs: contrct", "expression.unknown_name", 25),
        ("amount: sum\n", "amount: sum * wage_fen\n", "expression.kind", 26),
        ("amount: sum\n", "amount: wage_fen * 1000\n", "pack.too_large", 26),
        ("amount: sum\n", "amount: insured\n", "expression.kind", 26),
        ("amount: step(band, hired)", "amount: step(band, hired) + ticket_fen", "pack.group_amount", 34),
        ("as: hired", "as: insured", "pack.name_twice", 33),
        ("per: [employer, year], counted", "per: [employer, year, month], counted", "pack.per", 33),
        ("per: [employer, year], counted", "per: [insured], counted", "pack.per", 33),
        ("per: [employer, year], counted", "per: [anniversary(insured)], counted", "pack.per", 33),
        ("cap: [one, many]", "cap: [one, none]", "pack.unknown_subsidy", 36),
        ("amount: sum * 3", "amount: ticket_fen", "pack.ceiling_facts", 36),
        ("across:", "stacking: [{with: other/award, rule: both, subsidies: [none], ref: A/4}]\nacross:", "pack.unknown_subsidy", 35),
        ("    amount: sum\n", "    amount: sum\n    funds: [{fund: a, share: 9000}, {fund: b, share: 2000}, {fund: c}]\n", "pack.shares", 27),
        ("    amount: sum\n", "    per_month: {of: insured, amount: sum, per: [worker]}\n", "pack.date_fact", 26),
        ("    amount: sum\n", "    per_month: {of: attended_months, amount: wage_fen, per: [worker]}\n", "pack.too_large", 26),
        ("    evidence: {needs: contract, ref: A/2}\n", "    window: {opens: 2018-02-30, ref: A/2}\n", "pack.day", 25),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, wanted: str, line: int) -> None:
    assert old in GOOD
    found, at = refused(GOOD.replace(old, new, 1))
    assert found == wanted
    assert abs(at - line) <= 1


def test_too_many_conditions() -> None:
    many = ", ".join(f"{{id: c{n}, if: insured, say: 甲, ref: A/2}}" for n in range(13))
    assert (
        refused(
            GOOD.replace("when: [{id: there, if: there}, ", f"when: [{many}] #").replace(
                "when: [", "statuses: [lifted]\n    when: [", 1
            )
        )[0]
        == "pack.too_many_conditions"
    )


def test_an_empty_and_an_endless_pack() -> None:
    assert refused("")[0] == "pack.empty"
    assert refused("x" * (LONGEST + 1))[0] == "pack.too_long"


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    assert code(lambda: reading.load(tmp_path)) == "pack.missing"
    pack = reading.load(POLICIES / "mawei-2017")
    assert code(lambda: cases.cases(tmp_path, pack)) == "pack.missing"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- {name: 甲, on: 2018-05-01, given: {insured: yes}}", "pack.schema"),
        ("- {name: 甲, on: 2018-05-01, given: {insured: maybe}, expect: {living: 0}}", "claim.fact_kind"),
        ("- {name: 甲, on: 2018-05-01, given: {colour: red}, expect: {living: 0}}", "claim.unknown_fact"),
        ("- {name: 甲, on: 2018-05-01, given: {age: 15}, expect: {living: 0}}", "claim.under_age"),
        ("- {name: 甲, on: 2018-05-01, given: {start_date: 2018-06-01}, expect: {living: 0}}", "claim.future"),
        ("- {name: 甲, on: 2018-05-01, given: {ticket_fen: -1}, expect: {living: 0}}", "claim.fact_range"),
        ("- {name: 甲, on: 2018-05-01, given: {ticket_fen: 1.5}, expect: {living: 0}}", "claim.fact_kind"),
        ("- {name: 甲, on: 2018-05-01, given: {}, expect: {nothing: 0}}", "pack.unknown_subsidy"),
        ("- {name: 甲, on: soon, given: {}, expect: {living: 0}}", "date.unreadable"),
        ("- {name: 甲, on: 2018-05-01, given: {attended_months: [2018-13]}, expect: {living: 0}}", "month.unreadable"),
    ],
)
def test_a_bad_case_is_refused(text: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    pack = reading.load(POLICIES / "mawei-2017")
    assert code(lambda: cases.cases(tmp_path, pack)) == wanted


def test_an_amendment_is_read_as_strictly_as_the_pack() -> None:
    pack = reading.load(POLICIES / "mawei-2017")
    more = reading.amended(pack, [Amendment("living_month", date(2018, 7, 1), "B/2", "35000")])
    assert more.params["living_month"].at(date(2018, 8, 1)).value == 35000  # type: ignore[union-attr]
    assert more.digest != pack.digest
    wrong = [
        (Amendment("nobody", date(2018, 7, 1), "B/2", "1"), "pack.unknown_param"),
        (Amendment("living_month", date(2018, 3, 1), "B/2", "1"), "pack.dates_overlap"),
        (Amendment("living_month", date(2018, 7, 1), "C/2", "1"), "pack.unknown_paper"),
        (Amendment("living_month", date(2018, 7, 1), "B/2", str(LARGEST_AMOUNT)), "pack.bounds"),
        (Amendment("transport_band", date(2018, 7, 1), "B/2", [["1", "5"]]), "pack.band_gap"),
    ]
    for one, wanted in wrong:
        assert code(lambda one=one: reading.amended(pack, [one])) == wanted  # type: ignore[misc]
