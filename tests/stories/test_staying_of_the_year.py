"""How long the people of the demo's year stay: the very curves of the page equal an independent library's on the same spells."""

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from shanhai.apps.placements.facts.staying import BY, Cohort, cohorts, seen, whole
from shanhai.apps.placements.models import Placement
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY


def theirs(one: Cohort) -> object:
    days = np.array([each.stay.days for each in one.seen])
    left = np.array([each.stay.left for each in one.seen])
    return ecdf(CensoredData(uncensored=days[left], right=days[~left])).sf


def test_every_curve_of_the_page_is_the_one_another_library_draws(world: Summary) -> None:
    rows = Placement.objects.exclude(transfer=None)
    found = seen(rows, on=TODAY)
    drawn = [whole("", found, on=TODAY), *(one for by in BY for one in cohorts(found, by=by, on=TODAY))]
    assert len(found) > 50 and len(drawn) > 8 and any(each.stay.left for each in found)
    for one in drawn:
        other = theirs(one)
        for day in (0, 1, 7, 30, 90, 180, 365):
            assert one.share(day) == pytest.approx(float(other.evaluate(day)), abs=1e-12), (one.key, day)  # type: ignore[attr-defined]


def test_the_parts_sum_to_the_whole_and_unknown_is_told_of_each(world: Summary) -> None:
    rows = Placement.objects.exclude(transfer=None)
    found = seen(rows, on=TODAY)
    for by in BY:
        parts = cohorts(found, by=by, on=TODAY)
        assert sum(len(one.seen) for one in parts) == len(found)
        assert sum(one.unknown for one in parts) == whole("", found, on=TODAY).unknown
