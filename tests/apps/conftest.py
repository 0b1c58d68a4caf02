"""What several files of acts begin with."""

import pytest

from tests.apps.market import Market
from tests.cast import Cast


@pytest.fixture
def market(cast: Cast) -> Market:
    return Market(cast)
