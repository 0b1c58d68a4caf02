"""A sample nobody could choose, drawn the same for ever, and a bound that is only ever cautious."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.core.sampling import Item, Look, bound, commitment, drawn, enough, least
from tests.core.refusals import code

ITEMS = st.lists(st.integers(1, 10**7), min_size=1, max_size=12).map(
    lambda sums: [Item(f"P{place}", fen) for place, fen in enumerate(sums)]
)
LOOKS = st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=30).map(
    lambda pairs: [Look(fen, min(fen, over)) for fen, over in pairs]
)


@given(ITEMS, st.text(min_size=1).filter(str.strip), st.integers(1, 60))
def test_the_same_list_and_seed_give_the_same_draws_and_more_draws_only_add(
    items: list[Item], seed: str, draws: int
) -> None:
    once = drawn(items, seed=seed, draws=draws)
    assert drawn(items, seed=seed, draws=draws) == once and drawn(items, seed=seed, draws=draws + 3)[:draws] == once
    assert set(once) <= set(items)


@given(ITEMS, st.integers(0, 11))
def test_any_change_of_the_list_changes_its_commitment(items: list[Item], place: int) -> None:
    place %= len(items)
    other = [*items[:place], Item(items[place].id, items[place].fen + 1), *items[place + 1 :]]
    assert commitment(items) != commitment(other)


@given(LOOKS, st.integers(1, 10**12))
def test_the_bound_never_falls_when_an_error_is_found_and_never_passes_the_whole(looks: list[Look], total: int) -> None:
    clean = [Look(one.fen, 0) for one in looks]
    assert bound(total, clean) <= bound(total, looks) <= total
    assert bound(total, [*looks, Look(10, 0)]) <= bound(total, looks)
    assert isinstance(bound(total, looks), int)


def test_large_payments_are_drawn_as_their_money_is() -> None:
    items = [Item("small", 1), Item("large", 999)]
    found = drawn(items, seed="public", draws=2_000)
    assert 0 < sum(one.id == "small" for one in found) < 12


def test_how_many_looks_it_takes() -> None:
    assert least(tolerated=500) == 60 and enough(10**8, [Look(100, 0)] * 60, tolerated=500)
    assert not enough(10**8, [Look(100, 0)] * 59, tolerated=500)
    assert bound(10**8, []) == 10**8 and bound(10**8, [Look(100, 100)] * 11 + [Look(1, 0)] * 999) == 10**8


@settings(deadline=None, max_examples=6)
@given(st.integers(0, 2**32))
def test_what_was_overpaid_is_rarely_more_than_the_bound(seed: int) -> None:
    """Ninety-five times in a hundred at least; here over forty worlds at once, so that chance hardly ever fails a run."""
    rng, covered = Random(seed), 0
    for world in range(40):
        items = [Item(f"{world}-{n}", rng.randrange(1, 10_000)) for n in range(200)]
        over = {one.id: one.fen if rng.random() < 0.05 else 0 for one in items}
        looks = [Look(one.fen, over[one.id]) for one in drawn(items, seed=str(rng.random()), draws=60)]
        covered += sum(over.values()) <= bound(sum(one.fen for one in items), looks)
    assert covered >= 34


def test_what_cannot_be_sampled_is_refused() -> None:
    assert code(commitment, []) == "sample.empty" and code(commitment, [Item("a", 0)]) == "sample.fen"
    assert code(commitment, [Item("a", 1), Item("a", 2)]) == "sample.twice"
    assert code(drawn, [Item("a", 1)], seed=" ", draws=1) == "sample.seed"
    with pytest.raises(TypeError):
        commitment([Item("a", 1.5)])  # type: ignore[arg-type]
