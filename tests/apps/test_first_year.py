"""Beside the pay of the first year stands what papers in force may add, at most, and the papers to keep. It decides nothing."""

import pytest

from shanhai.apps.subsidies.facts.first_year import first_year
from tests.apps.money import Money
from tests.apps.road import Road
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def test_a_registered_poor_person_may_get_the_fare_and_twelve_months(cast: Cast) -> None:
    money = Money(cast, appropriated=0)
    worker = money.own(0).worker
    found = first_year(worker=worker, positions=[money.assemble, money.pack], distance_km=2000, on=TODAY, at=NOW)
    lines = {one.subsidy.id: one for one in found[money.assemble.pk]}
    assert {name: one.most for name, one in lines.items()} == {"transport": 60_000, "living": 360_000}
    assert "实名车票" in lines["transport"].papers
    assert found[money.pack.pk] == found[money.assemble.pk]


def test_before_a_paper_is_adopted_there_is_nothing_to_foresee(cast: Cast) -> None:
    road = Road(cast)
    found = first_year(worker=road.who(0), positions=[road.assemble], distance_km=2000, on=TODAY, at=NOW)
    assert found == {road.assemble.pk: []}
