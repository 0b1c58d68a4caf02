"""Claims before they are decided, the order they come in, and what is said of them."""

from datetime import date
from typing import Any

import pytest

from benchmarks.policies import market
from shanhai.core.policy import batch, reading
from shanhai.core.policy.claims import Claim, checked
from shanhai.core.policy.explain import explain, fill
from shanhai.core.policy.fold import Ledger, decide_all
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.reasons import LIMIT, failed, outcome, unknown
from tests.core.refusals import code
from tests.policies.test_packs import POLICIES

MAY = date(2018, 5, 2)


@pytest.fixture(scope="module")
def mawei() -> Pack:
    return reading.load(POLICIES / "mawei-2017")


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"colour": "red"}, "claim.unknown_fact"),
        ({"insured": 1}, "claim.fact_kind"),
        ({"months_worked": True}, "claim.fact_kind"),
        ({"ticket_fen": -1}, "claim.fact_range"),
        ({"start_date": date(2018, 5, 3)}, "claim.future"),
        ({"attended_months": frozenset({date(2018, 6, 1)})}, "claim.future"),
        ({"age": 15}, "claim.under_age"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(facts: dict[str, Any], refused: str, mawei: Pack) -> None:
    claim = Claim("1", "living", MAY, {"worker": "甲"}, facts)
    assert code(lambda: checked(claim, mawei.facts)) == refused
    assert checked(Claim("1", "living", MAY, {}, {"age": 16, "insured": True}), mawei.facts).order == (MAY, "1")


def test_claims_are_decided_in_the_order_they_were_accepted(mawei: Pack) -> None:
    ledger = Ledger(mawei)
    ledger.decide(Claim("2", "living", MAY))
    assert code(lambda: ledger.decide(Claim("1", "living", MAY))) == "claim.order"
    assert code(lambda: ledger.decide(Claim("3", "nothing", MAY))) == "claim.unknown_subsidy"
    assert code(lambda: batch.assess(mawei, [Claim("3", "nothing", MAY)])) == "claim.unknown_subsidy"
    with pytest.raises(KeyError):
        mawei.subsidy("nothing")


def test_a_group_counted_at_the_close_waits_for_it() -> None:
    pack = reading.load(POLICIES / "yantai-2020")
    facts = {
        "contract_months": 12,
        "insured": True,
        "months_since_insured_by_employer": 9,
        "paid_elsewhere": frozenset[str](),
        "start_date": date(2020, 3, 5),
    }
    claim = Claim("1", "agency_award", date(2020, 8, 1), {"worker": "甲", "agency": "A", "employer": "E"}, facts)
    verdict = Ledger(pack).decide(claim)
    assert (verdict.outcome, verdict.context["waits_for"]) == ("waits", "close")
    assert decide_all(pack, [claim])[0].amount == 12_000


def test_what_is_asked_for_is_the_paper_that_settles_it(mawei: Pack) -> None:
    claim = Claim("1", "living", MAY, {"worker": "甲", "household": "户"}, {"home_region": "640402"})
    told = explain(mawei, claim, Ledger(mawei).decide(claim))
    assert [(one.id, one.kind) for one in told.reasons] == [
        ("enrolled", "unknown"),
        ("insured", "unknown"),
        ("not_elsewhere", "unknown"),
    ]
    assert told.reasons[0].asks == ("扶贫系统截图", "劳动合同或用工备案")
    assert told.read["insured"] is None
    assert told.trace[1]["holds"] is None


def test_a_sentence_with_its_values() -> None:
    row = {"months_worked": 2, "home_region": None, "documents": frozenset({"b", "a"}), "start_date": MAY}
    assert (
        fill("{months_worked} {home_region} {documents} {start_date} {gap}", row, {}, gap="3")
        == "2 ？ a、b 2018-05-02 3"
    )


def test_a_mask_says_which_lines() -> None:
    assert list(failed(0b101)) == [0, 2]
    assert list(unknown(1 << 14)) == [1]
    assert outcome(LIMIT, 0) == "refused"


def test_one_table_for_all_subsidies_is_the_same_as_claims_one_by_one() -> None:
    """The columns the benchmarks use, against the first execution: every placement claims all seven."""
    from benchmarks.policies.one_by_one import claims

    pack = reading.load(POLICIES.parent / "benchmarks" / "policies")
    plain = market.drawn(150)
    table = market.table(plain)
    found = batch.assess_tables(pack, {one.id: table for one in pack.subsidies})
    wanted = decide_all(pack, claims(pack, plain))
    got = {
        f"{n:07}-{k}": (int(found[one.id].amounts[n]), int(found[one.id].masks[n]))
        for n in range(150)
        for k, one in enumerate(pack.subsidies)
    }
    assert {one.claim: (one.amount, one.mask) for one in wanted} == got
    assert len({one.outcome for one in wanted}) >= 2
