"""Second execution of a pack: all claims of a period at once, in columns. Same papers, same order, same fen and the same masks as `fold`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from shanhai.core.policy import kernels
from shanhai.core.policy.across import apply
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.columns import Array, Column, Table, table
from shanhai.core.policy.fold import Verdict
from shanhai.core.policy.force import InForce
from shanhai.core.policy.keyed import keyed
from shanhai.core.policy.keyed import known as known_key
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.operations import Answer, bit, both
from shanhai.core.policy.pack import Pack, Subsidy
from shanhai.core.policy.reasons import LIMIT, NOTHING, UNKNOWN_SUM, outcome
from shanhai.core.policy.rules import CONDITIONS
from shanhai.core.policy.vector import Vector


@dataclass(slots=True)
class Assessed:
    """One subsidy on its rows: sums in fen and reason masks."""

    table: Table
    amounts: Array
    masks: Array
    day: Column


def assess_tables(pack: Pack, tables: dict[str, Table]) -> dict[str, Assessed]:
    """Every subsidy on its table; rows of a table are in order of acceptance, and `order` places them among all claims.

    One table may serve several subsidies (every row claims each of them): then a row's claims follow in the pack's order.
    """
    force = InForce(pack)
    found: dict[str, Assessed] = {}
    for subsidy in pack.subsidies:
        if subsidy.id in tables:
            found[subsidy.id] = _assessed(pack, subsidy, tables[subsidy.id], force)
    for rule in pack.across:
        apply(rule, found, force)
    return found


def _assessed(pack: Pack, subsidy: Subsidy, rows: Table, force: InForce) -> Assessed:
    day = rows.columns[subsidy.date]
    vector = Vector(rows, force, day, name=subsidy.date)
    masks = _lines(subsidy, rows, vector)
    keys = [keyed(limit.key, rows, day) for limit in subsidy.limits]
    own = subsidy.group or subsidy.monthly
    place, size = keyed(own.key, rows, day) if own else (np.zeros(0, np.int32), 1)
    its = both(*(known_key(one.key, rows, day) for one in (*subsidy.limits, *([own] if own else []))))
    off, off_known = _off(subsidy, rows)
    (base, known), rates = _base(subsidy, rows, vector, force)
    open_ = both(known, its, off_known, _most_known(pack, subsidy, rows, day, vector))
    alive = masks == 0
    if open_ is not None:
        masks |= np.multiply(alive & ~open_, np.uint32(UNKNOWN_SUM), dtype=np.uint32)
        alive &= open_
    masks |= np.multiply(alive & (base <= 0), np.uint32(NOTHING), dtype=np.uint32)
    alive &= base > 0
    if keys:
        counts = np.array([one.count for one in subsidy.limits])
        late = kernels.limited(
            np.column_stack([one for one, _ in keys]), counts, np.array([one for _, one in keys]), alive
        )
        masks |= np.multiply(late, np.uint32(LIMIT), dtype=np.uint32)
        alive &= ~late
    if subsidy.group:
        amounts = _grouped(subsidy, vector, place, size, alive)
    elif subsidy.monthly:
        amounts = _months(subsidy, rows, vector, place, size, alive, rates)
    else:
        amounts = np.multiply(base, alive, dtype=np.int64)
    if subsidy.higher:
        amounts = np.maximum(0, amounts - off)
    if subsidy.group or subsidy.monthly or subsidy.higher:
        amounts *= alive
        masks |= np.multiply(alive & (amounts == 0), np.uint32(NOTHING), dtype=np.uint32)
    return Assessed(rows, amounts, masks, day)


def _lines(subsidy: Subsidy, rows: Table, vector: Vector) -> Array:
    masks = np.zeros(rows.rows, np.uint32)
    for n, line in enumerate(subsidy.conditions):
        holds, known = vector.ask(line.test)
        if known is None:
            masks |= np.multiply(np.logical_not(holds), np.uint32(1 << n), dtype=np.uint32)
        else:
            masks |= np.where(known, np.where(holds, np.uint32(0), np.uint32(1 << n)), np.uint32(1 << (n + CONDITIONS)))
    return masks


def _base(subsidy: Subsidy, rows: Table, vector: Vector, force: InForce) -> tuple[Answer, list[tuple[Any, Any]]]:
    """The sum before limits; for groups and months only whether it is known (1), with the rates of each stretch of months."""
    if subsidy.group:
        assert subsidy.amount is not None  # noqa: S101 — the schema wants one of the two
        return (np.ones(rows.rows, np.int64), vector.there(subsidy.amount, but=subsidy.group.name)), []
    if subsidy.monthly is None:
        assert subsidy.amount is not None  # noqa: S101 — the schema wants one of the two
        base, known = vector.ask(subsidy.amount)
        return (np.broadcast_to(base, rows.rows), known), []
    months = rows.columns[subsidy.monthly.months]
    known = months.known
    rates = []
    payable = np.zeros(months.values.shape[1], np.uint64)
    for place, within in _stretches(months, force):
        if not subsidy.monthly.amount.names("param") <= force.between(place).keys():
            continue
        payable |= within
        rate, its = vector.within(place).ask(subsidy.monthly.amount)
        rates.append((np.maximum(0, rate), within))
        if its is not None:
            touched = (months.values & within).any(axis=1)
            known = both(known, its | ~touched)
    if subsidy.monthly.first is not None:
        known = both(known, vector.ask(subsidy.monthly.first)[1])
    return ((months.values & payable).any(axis=1).astype(np.int64), known), rates


def _stretches(months: Column, force: InForce) -> list[tuple[int, Array]]:
    """The stretches in which no value changes, each with the bits of its months. A month takes what is in force on its first day."""
    from bisect import bisect_right
    from datetime import date

    found: dict[int, Array] = {}
    words = months.values.shape[1]
    for n in range(64 * words):
        year, month0 = divmod(months.first + n, 12)
        place = bisect_right(force.edges, date(year, month0 + 1, 1))
        bits = found.setdefault(place, np.zeros(words, np.uint64))
        bits[n // 64] |= np.uint64(1 << n % 64)
    return [(place, bits) for place, bits in found.items() if (months.values & bits).any()]


def _months(
    subsidy: Subsidy, rows: Table, vector: Vector, place: Array, size: int, alive: Array, rates: list[tuple[Any, Any]]
) -> Array:
    assert subsidy.monthly is not None  # noqa: S101 — asked by the caller
    first = np.full(rows.rows, -1, np.int64)
    if subsidy.monthly.first is not None:
        first[:] = np.maximum(0, vector.ask(subsidy.monthly.first)[0])
    asked = rows.columns[subsidy.monthly.months].values
    payable = (
        np.bitwise_or.reduce([within for _rate, within in rates], axis=0)
        if rates
        else np.zeros(asked.shape[1], np.uint64)
    )
    taken = kernels.months_taken(place, asked & payable, first, alive, size)
    amounts = np.zeros(rows.rows, np.int64)
    for rate, within in rates:
        amounts += np.bitwise_count(taken & within).sum(axis=1, dtype=np.int64) * rate
    return amounts


def _grouped(subsidy: Subsidy, vector: Vector, place: Array, size: int, alive: Array) -> Array:
    group, amount = subsidy.group, subsidy.amount
    assert group is not None and amount is not None  # noqa: S101 — asked by the caller
    rank = kernels.ranked(place, alive, size)
    step = group.whole or group.counted == "so_far"
    number = rank if step else np.bincount(place[alive], minlength=size)[place]
    vector.table.columns[group.name] = Column(number.astype(np.int64))
    vector.forget(group.name)
    if step and not group.whole and len(vector.places) > 1:
        rates = np.column_stack([_rate_of(vector, amount, each) for each in vector.places])
        return kernels.increments_by_day(place, vector.numbered(), rates, alive, size)
    rate: Array = np.broadcast_to(vector.ask(amount)[0], vector.table.rows).astype(np.int64)
    if not step:
        return rate
    return kernels.increments(place, rate if group.whole else rate * rank, alive, size)


def _rate_of(vector: Vector, amount: Node, place: int) -> Array:
    """The rate of one stretch of days for each row's number; where it is not in force no head counts in it."""
    return np.broadcast_to(vector.within(place).ask(amount)[0], vector.table.rows).astype(np.int64)


def _off(subsidy: Subsidy, rows: Table) -> Answer:
    if not subsidy.higher:
        return 0, None
    paid = rows.columns["paid_elsewhere"]
    there = np.zeros(rows.rows, np.bool_)
    for other in subsidy.higher:
        there |= bit(paid, other)
    much = rows.columns["paid_elsewhere_fen"]
    return np.where(there, much.values, 0), both(paid.known, None if much.known is None else much.known | ~there)


def _most_known(pack: Pack, subsidy: Subsidy, rows: Table, day: Column, vector: Vector) -> Array | None:
    """Where every ceiling and key of the rules over several subsidies is known."""
    known: Array | None = None
    for rule in pack.across:
        if subsidy.id in rule.subsidies:
            known = both(known, known_key(rule.key, rows, day), vector.ask(rule.most)[1] if rule.most else None)
    return known


def assess(pack: Pack, claims: Iterable[Claim]) -> list[Verdict]:
    """Verdicts on all claims of a closed period, in order of acceptance. Refuses claim.unknown_subsidy."""
    from shanhai.core.refusal import Refusal

    ordered = sorted(claims, key=lambda one: one.order)
    unknown = next((one for one in ordered if one.subsidy not in pack.names), None)
    if unknown is not None:
        raise Refusal("claim.unknown_subsidy", claim=unknown.number, name=unknown.subsidy)
    places = {one.id: [n for n, claim in enumerate(ordered) if claim.subsidy == one.id] for one in pack.subsidies}
    keys = {one.id: _facts(pack, one) for one in pack.subsidies}
    tables = {
        name: table(pack.facts, [ordered[n].row for n in found], sorted(keys[name]), np.array(found, np.int64))
        for name, found in places.items()
        if found
    }
    verdicts: list[Verdict | None] = [None] * len(ordered)
    for name, found in assess_tables(pack, tables).items():
        refused = any(
            rule.kind == "budget" and rule.when_short == "refuse" and name in rule.subsidies for rule in pack.across
        )
        for n, amount, mask in zip(places[name], found.amounts.tolist(), found.masks.tolist(), strict=True):
            verdicts[n] = Verdict(
                ordered[n].number, name, outcome(mask, amount, refused_when_short=refused), amount, mask
            )
    return [one for one in verdicts if one is not None]


def _facts(pack: Pack, subsidy: Subsidy) -> frozenset[str]:
    keys = [rule.key for rule in pack.across if subsidy.id in rule.subsidies]
    return subsidy.facts | {"accepted_at"} | {name for key in keys for name in (*key.facts, key.anchor) if name}
