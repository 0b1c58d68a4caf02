"""小组和成建制: who said they go together become the group that travels in one act, whole or not at all."""

from datetime import timedelta

import pytest

from shanhai.apps.audit.models import Entry
from shanhai.apps.matches.actions import dissolve, form, travel
from shanhai.apps.matches.models import Group
from shanhai.apps.placements.actions import report_in
from shanhai.apps.placements.models import Group as Formed
from shanhai.core.refusal import Refusal
from tests.apps.road import Road
from tests.cast import NOW, TODAY


@pytest.fixture
def team(road: Road) -> Group:
    return form(people=[road.who(0), road.who(1)], kind="team", name="三营二人组", by=road.by, at=NOW)


def refused(road: Road, group: Group) -> Refusal:
    with pytest.raises(Refusal) as no:
        travel(group=group, by=road.by, at=NOW)
    assert not Formed.objects.exists() and Group.objects.get(pk=group.pk).travels is None
    return no.value


def test_all_of_it_becomes_the_formed_group_and_twice_is_once(road: Road, team: Group) -> None:
    letters = [road.letter(nth, road.pack) for nth in (0, 1)]
    formed = travel(group=team, by=road.by, at=NOW)
    assert (formed.name, formed.employer, formed.pairing) == ("三营二人组", road.hill, road.pairing)
    assert set(formed.members.all()) == set(letters)
    before = Entry.objects.count()
    assert travel(group=team, by=road.by, at=NOW + timedelta(days=1)) == formed and Entry.objects.count() == before


def test_who_has_not_signed_is_named_and_nobody_goes(road: Road, team: Group) -> None:
    road.letter(0, road.pack)
    no = refused(road, team)
    assert (no.code, no.facts["names"]) == ("group.unsigned", [road.who(1).name])


def test_letters_to_two_employers_are_no_group(road: Road, team: Group) -> None:
    road.letter(0, road.pack), road.letter(1, road.assemble)
    assert refused(road, team).code == "group.scattered"


def test_a_letter_that_was_used_or_a_group_dissolved_is_none(road: Road, team: Group) -> None:
    road.letter(0, road.pack)
    report_in(transfer=road.letter(1, road.pack), on=TODAY, by=road.by, at=NOW)
    assert refused(road, team).code == "group.unsigned"
    dissolve(group=team, why="各走各的", by=road.by, at=NOW)
    assert refused(road, team).code == "group.dissolved"


def test_the_other_side_and_strangers_may_not(road: Road, team: Group) -> None:
    for login in ("mawei", "stranger", "sanying"):
        with pytest.raises(Refusal, match=r"desk\.not_allowed"):
            travel(group=team, by=road.cast.actor(login), at=NOW)
