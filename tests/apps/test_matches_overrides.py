"""Overrides compared with retention: one person once, by the latest decision, and the first work after it."""

from datetime import date, timedelta

from shanhai.apps.audit.actions import writing
from shanhai.apps.matches.actions import confirm, decline, lock, swap
from shanhai.apps.matches.facts.stayed import decided
from shanhai.apps.matches.models import Proposal
from shanhai.apps.placements.models import Placement
from shanhai.core.matching.overrides import Decided
from tests.apps.market import LATER, Market

BEGAN = date(2018, 3, 10)


def work(market: Market, name: str, ended: date | None = None, began: date = BEGAN) -> None:
    worker = next(one for one in market.people if one.name == name)
    with writing("placement.note", by=market.by, at=LATER) as pen:
        pen.add(Placement(worker=worker, employer=market.hill, way="organised", started_on=began, ended_on=ended))


def test_who_stayed_three_months_who_left_and_of_whom_it_is_not_known(market: Market) -> None:
    run = market.run()
    stamp = {"by": market.by, "at": LATER}
    ma, yi, bing = (market.proposal(run, name) for name in ("马甲一", "马乙二", "马丙三"))
    free = next(one for one in (market.pack, market.guard, market.assemble) if one.pk != ma.position_id and run.proposals.filter(position=one).count() < one.seats)  # fmt: skip
    swap(proposal=ma, position=free, why="同村的人在那里", **stamp)
    confirm(run=run, proposals=[ma, yi], **stamp)
    decline(run=run, proposals=[bing], why="家里老人要照看", **stamp)
    rows = Proposal.objects.all()

    def found(on: date) -> set[Decided]:
        return set(decided(rows, on=on))

    nobody = {
        Decided("swapped", "companions", "unknown"),
        Decided("kept", "", "unknown"),
        Decided("declined", "family", "unknown"),
    }
    assert found(date(2018, 4, 1)) == nobody, "no work on record is neither stayed nor left"
    work(market, "马甲一")
    work(market, "马乙二", ended=date(2018, 5, 1))
    work(market, "马丙三", ended=date(2018, 2, 1), began=date(2018, 1, 1))
    assert Decided("swapped", "companions", "unknown") in found(BEGAN + timedelta(80)), "three months are not over"
    assert found(date(2018, 6, 10)) == {
        Decided("swapped", "companions", "stayed"), Decided("kept", "", "left"), Decided("declined", "family", "unknown"),
    }  # fmt: skip
    assert Decided("kept", "", "unknown") in found(date(2018, 4, 20)), "what came later was not known then"


def test_a_lock_decides_nothing_yet_and_the_latest_run_counts(market: Market) -> None:
    run = market.run()
    lock(run=run, proposals=[market.proposal(run, "马乙二")], by=market.by, at=LATER)
    assert list(decided(Proposal.objects.all(), on=BEGAN)) == []
    second = market.run(at=LATER + timedelta(hours=1))
    confirm(run=second, proposals=[market.proposal(second, "马乙二")], by=market.by, at=LATER + timedelta(hours=1))
    assert list(decided(Proposal.objects.all(), on=BEGAN)) == [Decided("kept", "", "unknown")]
