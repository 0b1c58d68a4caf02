"""What papers would pay at most: known lines rule out, unknown ones name their paper, and no decision ever exceeds the bound."""

from datetime import date
from random import Random

from shanhai.core.dates import add_months
from shanhai.core.policy import reading
from shanhai.core.policy.force import InForce
from shanhai.core.policy.foresee import bounds, foresee
from shanhai.core.policy.kinds import LARGEST_AMOUNT
from shanhai.core.policy.scalar import compiled
from tests.policies import drawn, packs
from tests.policies.test_packs import POLICIES

MARCH = date(2018, 3, 9)
YEAR = {
    "registered_poor": True, "home_region": "640402", "work_region": "350105", "start_date": MARCH, "months_worked": 12, "distance_km": 2000,
    "attended_months": frozenset(add_months(date(2018, 4, 1), n) for n in range(12)),
}  # fmt: skip


def test_a_first_year_in_mawei() -> None:
    """Living for twelve months, and the fare up to the band of two thousand kilometres, though no ticket is bought yet."""
    pack = reading.load(POLICIES / "mawei-2017")
    found = {one.subsidy.id: one for one in foresee(pack, YEAR, date(2019, 3, 9))}
    assert set(found) == {"transport", "living"}
    assert (found["living"].most, found["transport"].most) == (360_000, 60_000)
    assert "实名车票" in found["transport"].papers
    assert "社会保险缴费凭证" in found["living"].papers
    assert found["living"].against == ()


def test_a_line_that_fails_rules_it_out() -> None:
    pack = reading.load(POLICIES / "mawei-2017")
    found = {
        one.subsidy.id: one
        for one in foresee(pack, {**YEAR, "insured": False, "attended_months": None}, date(2019, 3, 9))
    }
    assert (found["living"].most, found["living"].against) == (0, ("已参加社会保险",))
    assert found["transport"].most == 60_000


def test_no_answer_exceeds_its_bounds() -> None:
    """Whatever the unknown facts turn out to be. Facts are taken away one by one and the bound is asked anew."""
    tried = 0
    for seed in range(120):
        random = Random(seed)
        pack = packs.pack(random)
        force = InForce(pack)
        for claim in drawn.claims(random, pack, 6):
            subsidy = pack.subsidy(claim.subsidy)
            node = subsidy.amount if subsidy.monthly is None else subsidy.monthly.amount
            assert node is not None
            row = {**claim.row, **({subsidy.group.name: 4} if subsidy.group else {})}
            values = force.at(claim.accepted_at)
            answer = compiled(node)(row, values)
            known = dict(row)
            for name in random.sample(sorted(row), len(row)):
                del known[name]
                least, most = bounds(node, known, values)
                if answer is not None:
                    assert least <= answer <= most <= LARGEST_AMOUNT * 20
                    tried += 1
    assert tried > 1_000


def test_every_random_pack_can_be_foreseen() -> None:
    for seed in range(60):
        random = Random(seed)
        pack = packs.pack(random)
        for claim in drawn.claims(random, pack, 2):
            assert all(one.most >= 0 for one in foresee(pack, claim.facts, claim.accepted_at))
