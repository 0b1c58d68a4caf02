"""One person once: found, looked at side by side, linked and taken apart; and two counties that see nothing before both agree."""

from collections.abc import Callable
from datetime import date

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.identities.actions import agree_to_compare, drop_open, link, look_for, refuse, separate
from shanhai.apps.identities.facts import seen
from shanhai.apps.identities.models import Link, Suspect
from shanhai.apps.identities.tasks import look_over
from shanhai.apps.imports.models import Import
from shanhai.apps.imports.tasks import land, receive, undo
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor
from shanhai.core.identifiers.citizen import CitizenNumber, compose
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused
from tests.rolls import sheet, villager


def person(serial: int, name: str, *, unit: str = "640402100", home: str = "H1", born: date = date(1990, 5, 1), phone: str = "") -> Person:  # fmt: skip
    number = CitizenNumber.parse(compose("642221", born, serial), today=TODAY)
    return Person(number=number, name=name, household=home, unit=unit, village="示例村", phone=phone)


def put(cast: Cast, *people: Person, county: str = "640402") -> list[Worker]:
    region = Region.objects.get(pk=county)
    return enrol(people=people, region=region, by=cast.actor("yuanzhou" if county == "640402" else "mawei"), at=NOW)


@pytest.fixture
def pair(cast: Cast) -> Suspect:
    """马志成 and 马志诚 of one household, born the same day: one person with two numbers."""
    put(cast, person(1, "马志成"), person(2, "马志诚"), person(3, "李梅", born=date(1970, 1, 2)))
    assert look_for(region="640402", by=cast.actor("yuanzhou"), at=NOW) == 1
    return Suspect.objects.get()


@pytest.fixture
def across(cast: Cast) -> Suspect:
    """海兰 on the roll of Yuanzhou, and again as somebody registered by Mawei."""
    put(cast, person(5, "海兰", phone="19900000001"))
    put(cast, person(5, "海兰", unit="350105001", home="M1"), county="350105")
    assert look_for(region="350105", by=cast.actor("mawei"), at=NOW) == 1
    return Suspect.objects.get()


def test_a_pair_is_found_once_and_never_by_a_phone(cast: Cast, pair: Suspect) -> None:
    put(cast, person(7, "苏雪", home="H7", phone="19900000009"), person(8, "王龙", home="H8", phone="19900000009"))
    assert look_for(region="640402", by=cast.actor("yuanzhou"), at=NOW) == 0
    assert {pair.a.name, pair.b.name} == {"马志成", "马志诚"} and not pair.across


def test_only_new_people_are_looked_for_after_an_import(cast: Cast, pair: Suspect) -> None:
    new = put(cast, person(9, "李梅", born=date(1970, 2, 1)), person(10, "丁兰", home="H10"))
    assert look_for(region="640402", people=[row.pk for row in new], by=cast.actor("sanying"), at=NOW) == 1
    assert look_for(region="640402", people=[], by=cast.actor("yuanzhou"), at=NOW) == 0


def test_linking_takes_one_row_off_the_roll_and_taking_apart_brings_it_back(cast: Cast, pair: Suspect) -> None:
    by, before = cast.actor("yuanzhou"), Worker.objects.standing().count()
    for _click in range(2):
        link(suspect=pair, keep=pair.a_id, by=by, at=NOW)
    assert Worker.objects.standing().count() == before - 1
    assert list(Worker.objects.get(pk=pair.a_id).aliases.values_list("pk", flat=True)) == [pair.b_id]
    assert refused(lambda: separate(suspect=pair, why="", by=by, at=NOW)) == "identity.why"
    for _click in range(2):
        separate(suspect=pair, why="兄弟俩", by=by, at=NOW)
    assert Worker.objects.standing().count() == before
    assert Link.objects.get().ended_at == NOW and Suspect.objects.get().state == "separated"
    assert verify()["findings"] == []


def test_who_was_refused_is_not_asked_about_again(cast: Cast, pair: Suspect) -> None:
    refuse(suspect=pair, why="双胞胎", by=cast.actor("sanying"), at=NOW)
    refuse(suspect=pair, by=cast.actor("sanying"), at=NOW)
    assert look_for(region="640402", by=cast.actor("yuanzhou"), at=NOW) == 0
    assert refused(lambda: link(suspect=pair, keep=pair.a_id, by=cast.actor("yuanzhou"), at=NOW)) == (
        "lifecycle.not_allowed"
    )


def test_a_row_that_stays_must_be_one_of_the_two(cast: Cast, pair: Suspect) -> None:
    assert refused(lambda: link(suspect=pair, keep="", by=cast.actor("yuanzhou"), at=NOW)) == "identity.keep"
    assert refused(lambda: agree_to_compare(suspect=pair, by=cast.actor("yuanzhou"), at=NOW)) == "identity.at_home"


def test_neither_county_sees_the_other_row_before_both_agree(cast: Cast, across: Suspect) -> None:
    def others() -> list[Worker | None]:
        row = Suspect.objects.select_related("a", "b").get()
        return [seen(row, cast.desk(login)).other for login in ("yuanzhou", "mawei")]

    assert across.across and others() == [None, None]
    for _click in range(2):
        agree_to_compare(suspect=across, by=cast.actor("mawei"), at=NOW)
    assert others() == [None, None]
    assert refused(lambda: link(suspect=across, by=cast.actor("yuanzhou"), at=NOW)) == "identity.not_compared"
    agree_to_compare(suspect=across, by=cast.actor("yuanzhou"), at=NOW)
    assert [row is not None and row.region_id for row in others()] == ["350105", "640402"]


def test_two_counties_link_together_and_the_row_at_home_stays(cast: Cast, across: Suspect) -> None:
    for login in ("mawei", "yuanzhou"):
        agree_to_compare(suspect=across, by=cast.actor(login), at=NOW)
    for _click in range(2):
        link(suspect=across, by=cast.actor("mawei"), at=NOW)
    assert Worker.objects.standing().count() == 2
    link(suspect=across, by=cast.actor("yuanzhou"), at=NOW)
    assert Worker.objects.standing().get().region_id == "640402"


def test_either_county_may_refuse_and_it_is_remembered(cast: Cast, across: Suspect) -> None:
    refuse(suspect=across, by=cast.actor("yuanzhou"), at=NOW)
    assert look_for(region="350105", by=cast.actor("mawei"), at=NOW) == 0
    assert Suspect.objects.get().state == "refused"


def test_a_county_is_asked_until_it_has_spoken(cast: Cast, across: Suspect) -> None:
    def asked() -> list[int]:
        return [Suspect.objects.waiting_for(region).count() for region in ("350105", "640402")]

    assert asked() == [1, 1]
    agree_to_compare(suspect=across, by=cast.actor("mawei"), at=NOW)
    assert asked() == [0, 1]
    agree_to_compare(suspect=across, by=cast.actor("yuanzhou"), at=NOW)
    assert asked() == [1, 1]
    link(suspect=across, by=cast.actor("yuanzhou"), at=NOW)
    assert asked() == [1, 0]


def test_the_whole_roll_is_looked_over_in_the_background(cast: Cast, pair: Suspect) -> None:
    put(cast, person(20, "田文军", home="H20"), person(21, "田文君", home="H20"))
    job = look_over(region="640402", by=cast.actor("yuanzhou"), at=NOW)
    assert job.state == "done" and Suspect.objects.count() == 2


def test_people_who_land_are_looked_for_and_the_workbook_can_still_be_taken_back(cast: Cast, pair: Suspect) -> None:
    by = cast.actor("sanying")
    row = villager(77, household="H1", name="李美", number=compose("642221", date(1970, 1, 2), 77))
    imported = receive(
        kind="workers", content=sheet("workers", [row]), filename="a.xlsx", title="名册", region=cast.yuanzhou, unit="640402100", by=by, at=NOW,
    )  # fmt: skip
    assert isinstance(imported, Import)
    landed = land(imported=imported, choices={}, by=by, at=NOW)
    assert Suspect.objects.exclude(pk=pair.pk).filter(a__name__startswith="李", b__name__startswith="李").count() == 1
    assert isinstance(landed, Import)
    undo(imported=landed, by=by, at=NOW)
    assert Suspect.objects.get() == pair and not Worker.objects.filter(name="李美").exists()
    assert verify()["findings"] == []


def test_a_stranger_may_not(cast: Cast, pair: Suspect) -> None:
    acts: list[Callable[[Actor], object]] = [
        lambda by: look_for(region="640402", by=by, at=NOW),
        lambda by: link(suspect=pair, keep=pair.a_id, by=by, at=NOW),
        lambda by: refuse(suspect=pair, by=by, at=NOW),
        lambda by: drop_open(region="640402", people=[pair.a_id], by=by, at=NOW),
        lambda by: agree_to_compare(suspect=pair, by=by, at=NOW),
        lambda by: separate(suspect=pair, why="不知道", by=by, at=NOW),
    ]
    for login in ("stranger", "mawei", "city-guyuan", "hr", "auditor"):
        for act in acts:
            assert refused(act, cast.actor(login)) == "desk.not_allowed"
        assert not Suspect.objects.visible_to(cast.desk(login)).exists()


def test_another_township_may_not(cast: Cast, pair: Suspect) -> None:
    assert refused(lambda: refuse(suspect=pair, by=cast.actor("zhangyi"), at=NOW)) == "desk.not_allowed"
    assert not Suspect.objects.visible_to(cast.desk("zhangyi")).exists()
    assert Suspect.objects.visible_to(cast.desk("sanying")).exists()
