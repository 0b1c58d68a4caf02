"""A hundredth of `make soak`: claim by claim, in columns, and by OpenFisca; and that a difference would be counted."""

import pytest

from shanhai.core.policy import kernels
from tests import soak


def test_a_hundredth_of_the_three_ways() -> None:
    compared, differ = soak.three_ways(soak.FULL // 100)
    assert compared >= soak.FULL // 100
    assert differ == 0


def test_a_planted_difference_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "capped", lambda keys, amounts, most, places: amounts)
    assert soak.three_ways(7_000)[1] > 0
