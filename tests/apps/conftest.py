"""What several files of acts begin with."""

import pytest

from tests.apps.market import Market
from tests.apps.road import Road
from tests.cast import Cast


@pytest.fixture
def market(cast: Cast) -> Market:
    return Market(cast)


@pytest.fixture
def road(cast: Cast) -> Road:
    return Road(cast)
