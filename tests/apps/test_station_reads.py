"""工作站看谁: people on their way, at work there, or just out of it; not everybody who ever agreed, and nobody where the rule is missing."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from shanhai.apps.employers.actions import enter
from shanhai.apps.employers.facts import Firm
from shanhai.apps.placements.actions import end_placement, fall_through, note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.models import Placement, Transfer
from shanhai.apps.workers.actions import consent, withdraw_consent
from shanhai.apps.workers.models import REACH, Worker
from shanhai.core.desk import Role
from shanhai.core.identifiers.credit import CreditCode, compose
from tests.apps.road import Road, days
from tests.cast import NOW, TODAY, Cast

COMING, WORKING, LEFT, NEVER = 0, 1, 2, 3


@pytest.fixture
def road(cast: Cast) -> Road:
    """One has a letter, one works, one has left after ten days; one agreed at the desk to be known and went nowhere."""
    road = Road(cast)
    road.letter(COMING)
    road.working(WORKING)
    spell = road.working(LEFT)
    end_placement(placement=spell, ended_on=days(15).date(), why="home", by=road.by, at=days(15))
    consent(worker=road.who(NEVER), purpose="intent", recipients={"WS1"}, by=road.by, at=NOW)
    return road


def seen(road: Road, on: date) -> set[int]:
    found = set(Worker.objects.visible_to(road.cast.desk("station", on=on)).values_list("pk", flat=True))
    return {nth for nth in range(5) if road.who(nth).pk in found}


def test_it_reads_who_is_on_the_way_at_work_or_just_out_and_nobody_who_only_agreed(road: Road) -> None:
    left = days(15).date()
    assert seen(road, left) == {COMING, WORKING, LEFT}
    assert seen(road, left + timedelta(days=89)) == {COMING, WORKING, LEFT}
    assert seen(road, left + timedelta(days=90)) == {COMING, WORKING}
    desk = road.cast.desk("station", on=left + timedelta(days=90))
    assert Placement.objects.visible_to(desk).count() == 1 and Transfer.objects.visible_to(desk).count() == 2


def test_a_way_that_came_to_nothing_is_read_for_ninety_days(road: Road) -> None:
    fall_through(transfer=Transfer.objects.get(state="letter"), why="家里有事", on=TODAY, by=road.by, at=days(1))
    assert COMING in seen(road, TODAY + timedelta(days=89)) and COMING not in seen(road, TODAY + timedelta(days=90))


def test_a_consent_taken_back_ends_it_at_once(road: Road) -> None:
    withdraw_consent(worker=road.who(WORKING), purpose="intent", recipients={"WS1"}, by=road.by, at=days(20))
    assert seen(road, days(20).date()) == {COMING, LEFT}


def test_work_elsewhere_is_no_work_of_its(road: Road) -> None:
    """The one who agreed at the desk works at home; and an earlier spell at home of somebody at work there is not shown."""
    code = CreditCode.parse(compose("640402", 5))
    firm = enter(firm=Firm(code=code, name="六盘工厂（示例）"), region=road.cast.yuanzhou, by=road.by, at=NOW)
    note_placement(worker=road.who(NEVER), employer=firm, spell=Spell(started_on=TODAY, way="own"), by=road.by, at=NOW)
    earlier = Spell(started_on=date(2017, 1, 5), ended_on=date(2017, 9, 1), way="own")
    note_placement(worker=road.who(WORKING), employer=firm, spell=earlier, by=road.by, at=NOW)
    assert NEVER not in seen(road, TODAY)
    spells = Placement.objects.visible_to(road.cast.desk("station", on=days(15).date()))
    assert not spells.filter(employer=firm).exists() and spells.filter(worker=road.who(WORKING)).count() == 1


def test_a_rule_that_is_missing_lets_nobody_through(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(REACH, Role.STATION)
    assert seen(road, TODAY) == set()


def test_the_planted_leak_is_seen(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACH, Role.STATION, lambda _desk: Q())
    assert seen(road, TODAY) == {COMING, WORKING, LEFT, NEVER}, (
        "the whole consenting roll: what the first test must not find"
    )
