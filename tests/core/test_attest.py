"""Two of three: every combination of three words, each said, denied or missing."""

from itertools import product

import pytest

from shanhai.core.attest import SOURCES, Word, settle

EVERY = list(product((True, False, None), repeat=3))


@pytest.mark.parametrize("said", EVERY)
def test_two_that_agree_settle_a_month_and_a_word_against_another_is_told(said: tuple[bool | None, ...]) -> None:
    words = {source: word for source, word in zip(SOURCES, said, strict=True) if word is not None}
    found = settle(words)
    assert (found.worked is True) == (said.count(True) >= 2)
    assert (found.worked is False) == (said.count(False) >= 2)
    assert found.disputed == (True in said and False in said)


def test_one_word_alone_settles_nothing_and_hearsay_is_not_heard() -> None:
    assert settle({"roster": True}) == Word(None, disputed=False)
    assert settle({"roster": True, "neighbour": True}) == Word(None, disputed=False)
    assert settle({"roster": True, "neighbour": False}) == Word(None, disputed=False)
