"""One meaning, two executions: claim by claim and in columns give the same outcome, the same fen and the same mask; and deciding one by one
is deciding all at once. Random packs and random claims; planted bugs show that a difference would be seen.
"""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from shanhai.core.policy import across, batch, books, kernels, operations, reading, scalar
from shanhai.core.policy.fold import Ledger, closing_sizes, decide_all
from shanhai.core.policy.pack import Pack
from tests.policies import drawn, packs
from tests.policies.test_packs import SHIPPED

SEEDS = range(60)
ROWS = 60


def compared(pack: Pack, seed: int, rows: int = ROWS) -> Counter[str]:
    """Decide the same claims both ways. AssertionError with the first row that differs."""
    claims = drawn.claims(Random(seed), pack, rows)
    told: Counter[str] = Counter()
    for one, other in zip(decide_all(pack, claims), batch.assess(pack, claims), strict=True):
        assert (one.claim, one.outcome, one.amount, one.mask) == (
            other.claim,
            other.outcome,
            other.amount,
            other.mask,
        ), (seed, one, other)
        told[one.outcome] += 1
        told.update(str(bit) for bit in range(26, 32) if one.mask >> bit & 1)
    return told


def test_both_executions_agree_on_random_packs() -> None:
    told: Counter[str] = Counter()
    for seed in SEEDS:
        told += compared(packs.pack(Random(seed)), seed)
    assert all(told[word] > 20 for word in ("granted", "refused", "asks", "waits")), told
    assert all(told[str(bit)] > 0 for bit in range(26, 32)), told  # every rule after the lines has taken part


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_both_executions_agree_on_the_packs_that_ship(folder: Any) -> None:
    pack = reading.load(folder)
    for seed in range(3):
        compared(pack, seed, 150)


def test_one_by_one_is_all_at_once() -> None:
    """A ledger that is stopped and rebuilt from the claims decided so far goes on as if it had not been."""
    for seed in range(8):
        random = Random(seed)
        pack = packs.pack(random)
        claims = sorted(drawn.claims(random, pack, 40), key=lambda one: one.order)
        whole = decide_all(pack, claims)
        sizes = closing_sizes(pack, claims)
        for cut in (1, 17, 33):
            ledger = Ledger(pack, sizes)
            before = [ledger.decide(one) for one in claims[:cut]]
            again = Ledger(pack, sizes)
            for one in claims[:cut]:
                again.decide(one)
            assert before + [again.decide(one) for one in claims[cut:]] == whole


def _lowest_first_forgotten(keys: Any, months: Any, first: Any, alive: Any, places: int) -> Any:
    return np.where(alive[:, None], months, np.uint64(0))  # pays every month, paid or not


CAPPED = kernels.capped


def _cap_from_the_newest(keys: Any, amounts: Any, most: Any, places: int) -> Any:
    return CAPPED(keys[::-1], amounts[::-1], most[::-1], places)[::-1]


def _higher_pays_all(keys: Any, amounts: Any, kinds: Any, places: int, subsidies: int) -> Any:
    return amounts


def _strict_or(vector: Any, node: Any) -> Any:
    value, known = operations.some(vector, node)
    return value, operations.both(known, *(vector.ask(one)[1] for one in node.args))  # true or unknown becomes unknown


def _ceiling_band(steps: Any, key: int) -> int:
    from bisect import bisect_left

    place = bisect_left(steps, key, key=lambda one: one[0]) - 1  # a band that begins after its first number
    return steps[place][1] if place >= 0 else 0


def _budget_lets_small_ones_pass(self: Any, rule: Any, place: Any, total: int, amount: int) -> int:
    left = max(0, total - self.taken[place])
    return min(amount, left) if rule.when_short == "part" else amount if amount <= left else 0


PLANTED: dict[str, tuple[Any, Any, Any]] = {
    "months are paid twice": (kernels, "months_taken", _lowest_first_forgotten),
    "a ceiling cuts the first": (across.kernels, "capped", _cap_from_the_newest),
    "both awards are paid": (across.kernels, "higher_of", _higher_pays_all),
    "unknown beats true": (operations.OPERATIONS, "or", _strict_or),
    "a band begins one late": (scalar._BINARY, "step", _ceiling_band),
    "small ones pass the queue": (books.Books, "_budget", _budget_lets_small_ones_pass),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_is_seen(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = PLANTED[bug]
    plant: Callable[..., None] = monkeypatch.setitem if isinstance(where, dict) else monkeypatch.setattr  # type: ignore[assignment]
    plant(where, name, wrong)
    scalar.compiled.cache_clear()
    try:
        with pytest.raises(AssertionError):
            for seed in range(200):
                compared(packs.pack(Random(seed)), seed)
    finally:
        scalar.compiled.cache_clear()
