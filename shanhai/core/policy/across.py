"""The rules over several subsidies, on columns: claims of all of them in one queue."""

from typing import TYPE_CHECKING

import numpy as np

from shanhai.core.policy import kernels
from shanhai.core.policy.columns import Array, Column, Table
from shanhai.core.policy.force import InForce
from shanhai.core.policy.keyed import keyed
from shanhai.core.policy.pack import Across
from shanhai.core.policy.reasons import BUDGET, CAP, EXCLUSIVE
from shanhai.core.policy.vector import Vector

if TYPE_CHECKING:
    from shanhai.core.policy.batch import Assessed

_BITS = {"cap": CAP, "exclusive": EXCLUSIVE, "budget": BUDGET}
_WAYS = {"wait": 0, "part": 1, "refuse": 2}


def apply(rule: Across, found: dict[str, "Assessed"], force: InForce) -> None:
    """Lessen the sums of the rule's subsidies, and set its bit where it took something. Only claims with a sum stand in the queue."""
    ours = [(n, found[name], list(found).index(name)) for n, name in enumerate(rule.subsidies) if name in found]
    rows = [np.flatnonzero(one.amounts) for _, one, _ in ours]
    if not sum(map(len, rows)):
        return
    queue = np.concatenate(
        [_queue(one.table, at) * len(found) + place for (_, one, place), at in zip(ours, rows, strict=True)]
    )
    order = np.argsort(queue, kind="stable")
    amounts = np.concatenate([one.amounts[at] for (_, one, _), at in zip(ours, rows, strict=True)])[order]
    kinds = np.concatenate([np.full(len(at), n, np.int64) for (n, _, _), at in zip(ours, rows, strict=True)])[order]
    joint, day = _joint(rule, [one for _, one, _ in ours], rows, order)
    vector = Vector(joint, force, day, name="joint")
    keys, places = keyed(rule.key, joint, day)
    most = np.broadcast_to(vector.ask(rule.most)[0] if rule.most else np.int64(0), joint.rows).astype(np.int64)
    given = np.empty_like(amounts)
    given[order] = _given(rule, keys, amounts, most, kinds, places)
    start = 0
    for (_, one, _), at in zip(ours, rows, strict=True):
        mine = given[start : start + len(at)]
        start += len(at)
        one.masks[at[mine < one.amounts[at]]] |= np.uint32(_BITS[rule.kind])
        one.amounts[at] = mine


def _queue(table: Table, at: Array) -> Array:
    return at if table.order is None else table.order[at]


def _joint(rule: Across, ours: list["Assessed"], rows: list[Array], order: Array) -> tuple[Table, Column]:
    """The key's facts and the selecting days of all claims in the queue; words of several tables become one list."""
    columns = {}
    for name in (*rule.key.facts, *([rule.key.anchor] if rule.key.anchor else [])):
        parts = [one.table.columns[name] for one in ours]
        words = (
            parts[0].words
            if all(one.words == parts[0].words for one in parts)
            else tuple(sorted({w for one in parts for w in one.words}))
        )
        place = {word: n for n, word in enumerate(words)} if words is not parts[0].words else {}
        values = [
            (
                np.array([place[word] for word in one.words] or [0], np.int32)[one.values[at]]
                if place
                else one.values[at]
            )
            for one, at in zip(parts, rows, strict=True)
        ]
        columns[name] = Column(np.concatenate(values)[order], None, words)
    day = Column(np.concatenate([one.day.values[at] for one, at in zip(ours, rows, strict=True)])[order])
    return Table(len(order), columns), day


def _given(rule: Across, keys: Array, amounts: Array, most: Array, kinds: Array, places: int) -> Array:
    found: Array
    if rule.kind == "cap":
        found = kernels.capped(keys, amounts, most, places)
    elif rule.kind == "budget":
        found = kernels.budgeted(keys, amounts, most, places, _WAYS[rule.when_short])
    elif rule.keep == "first":
        found = kernels.one_only(keys, amounts, kinds, places)
    else:
        found = kernels.higher_of(keys, amounts, kinds, places, len(rule.subsidies))
    return found
