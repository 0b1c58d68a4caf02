"""Stories told through the public doors. Their chapters assert, so pytest explains them as it explains a test."""

import pytest

pytest.register_assert_rewrite(
    *[f"tests.stories.{name}" for name in ("bureau", "story", "mechanism", "supply", "fair", "talks", "bulletin")]
)
