"""Fixtures every test may ask for."""

import pytest

from tests.cast import Cast, raise_the_curtain


@pytest.fixture
def cast(db: None) -> Cast:
    return raise_the_curtain()
