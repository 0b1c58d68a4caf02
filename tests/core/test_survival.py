"""The curve equals another library's on the same stays, and unknown is neither stayed nor gone."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from shanhai.core.survival import Stay, curve, share_at, watched_at

STAYS = st.lists(st.builds(Stay, st.integers(1, 40), st.booleans()), min_size=1, max_size=60)


@given(STAYS)
def test_the_share_is_the_one_another_library_finds(stays: list[Stay]) -> None:
    days, left = np.array([s.days for s in stays]), np.array([s.left for s in stays])
    theirs = ecdf(CensoredData(uncensored=days[left], right=days[~left])).sf
    steps = curve(stays)
    for day in range(1, 41):
        assert share_at(steps, day) == pytest.approx(float(theirs.evaluate(day)), abs=1e-12)


@given(STAYS)
def test_the_band_is_the_one_another_library_finds(stays: list[Stay]) -> None:
    days, left = np.array([s.days for s in stays]), np.array([s.left for s in stays])
    found = ecdf(CensoredData(uncensored=days[left], right=days[~left])).sf
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # where everybody has left, the formula says nothing
        band = found.confidence_interval(method="log-log") if left.any() else None
    for step in curve(stays):
        if band is not None and 0 < step.share < 1:
            assert step.low == pytest.approx(float(band.low.evaluate(step.day)), abs=1e-9)
            assert step.high == pytest.approx(float(band.high.evaluate(step.day)), abs=1e-9)


def test_of_four_one_left_and_of_one_nothing_was_heard() -> None:
    steps = curve([Stay(10, left=True), Stay(5, left=False), Stay(30, left=False), Stay(30, left=False)])
    assert [(step.day, step.watched, step.left, round(step.share, 4)) for step in steps] == [(10, 3, 1, 0.6667)]


def test_when_everybody_has_left_nobody_is_there() -> None:
    last = curve([Stay(1, left=True), Stay(2, left=True)])[-1]
    assert (last.share, last.low, last.high) == (0.0, 0.0, 0.0)


def test_before_anybody_left_all_are_there() -> None:
    assert share_at(curve([Stay(10, left=True)]), 9) == 1.0


def test_the_n_beside_a_share_counts_those_known_that_long() -> None:
    assert watched_at([Stay(90, left=False), Stay(91, left=True), Stay(20, left=False)], 90) == 2
