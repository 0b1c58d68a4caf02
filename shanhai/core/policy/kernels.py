"""The rules that go claim by claim, compiled: each is one pass in order of acceptance, as `fold` does it with dictionaries.

`keys` number the groups from 0; `alive` says which claims still take part. Sums are whole fen in 64 bits: a sum is at most 10¹¹ fen, so ten
million of them fit.
"""

import numpy as np
from numba import njit

from shanhai.core.policy.columns import Array


@njit(cache=True)
def limited(keys: Array, counts: Array, places: Array, alive: Array) -> Array:
    """Who comes too late for a limit. `keys` is (claims, limits), `counts` how many each allows, `places` how many keys each has."""
    late = np.zeros(len(alive), np.bool_)
    taken = np.zeros((len(counts), places.max() if len(places) else 0), np.int64)
    for i in range(len(alive)):
        if alive[i]:
            for n in range(len(counts)):
                if taken[n, keys[i, n]] >= counts[n]:
                    late[i] = True
            if not late[i]:
                for n in range(len(counts)):
                    taken[n, keys[i, n]] += 1
    return late


@njit(cache=True)
def ranked(keys: Array, alive: Array, places: int) -> Array:
    """How manieth each claim is in its group, from 1."""
    rank = np.zeros(len(alive), np.int64)
    taken = np.zeros(places, np.int64)
    for i in range(len(alive)):
        if alive[i]:
            taken[keys[i]] += 1
            rank[i] = taken[keys[i]]
    return rank


@njit(cache=True)
def increments(keys: Array, totals: Array, alive: Array, places: int) -> Array:
    """What each claim adds to its group's highest total so far."""
    given = np.zeros(len(alive), np.int64)
    taken = np.zeros(places, np.int64)
    for i in range(len(alive)):
        if alive[i] and totals[i] > taken[keys[i]]:
            given[i] = totals[i] - taken[keys[i]]
            taken[keys[i]] = totals[i]
    return given


@njit(cache=True)
def increments_by_day(keys: Array, stretch: Array, rates: Array, alive: Array, places: int) -> Array:
    """As `increments`, where rates changed: `rates` is (claims, stretches of days), and each head counts at the rate of its own stretch."""
    given = np.zeros(len(alive), np.int64)
    taken = np.zeros(places, np.int64)
    heads = np.zeros((places, rates.shape[1]), np.int64)
    for i in range(len(alive)):
        if alive[i]:
            heads[keys[i], stretch[i]] += 1
            total = np.int64(0)
            for n in range(rates.shape[1]):
                total += heads[keys[i], n] * rates[i, n]
            if total > taken[keys[i]]:
                given[i] = total - taken[keys[i]]
                taken[keys[i]] = total
    return given


@njit(cache=True)
def months_taken(keys: Array, months: Array, first: Array, alive: Array, places: int) -> Array:
    """The months each claim is paid for: none that is paid already, the earliest first, at most `first` in all for its key (−1: no limit)."""
    words = months.shape[1]
    given = np.zeros_like(months)
    paid = np.zeros((places, words), np.uint64)
    count = np.zeros(places, np.int64)
    for i in range(len(alive)):
        if not alive[i]:
            continue
        key = keys[i]
        for word in range(words):
            fresh = months[i, word] & ~paid[key, word]
            while fresh and (first[i] < 0 or count[key] < first[i]):
                lowest = fresh & (~fresh + np.uint64(1))
                given[i, word] |= lowest
                fresh ^= lowest
                count[key] += 1
            paid[key, word] |= given[i, word]
    return given


@njit(cache=True)
def capped(keys: Array, amounts: Array, most: Array, places: int) -> Array:
    """What a ceiling leaves of each sum; here and below every sum is above nothing."""
    given = np.zeros(len(amounts), np.int64)
    taken = np.zeros(places, np.int64)
    for i in range(len(amounts)):
        left = most[i] - taken[keys[i]]
        given[i] = max(0, min(amounts[i], left))
        taken[keys[i]] += given[i]
    return given


@njit(cache=True)
def one_only(keys: Array, amounts: Array, kinds: Array, places: int) -> Array:
    """Exclusive, the first keeps: later sums of another subsidy fall away."""
    given = np.zeros(len(amounts), np.int64)
    owner = np.full(places, -1, np.int64)
    for i in range(len(amounts)):
        if owner[keys[i]] < 0:
            owner[keys[i]] = kinds[i]
        if owner[keys[i]] == kinds[i]:
            given[i] = amounts[i]
    return given


@njit(cache=True)
def higher_of(keys: Array, amounts: Array, kinds: Array, places: int, subsidies: int) -> Array:
    """Exclusive, the higher keeps: a later higher subsidy brings the difference."""
    given = np.zeros(len(amounts), np.int64)
    gross = np.zeros((places, subsidies), np.int64)
    paid = np.zeros(places, np.int64)
    for i in range(len(amounts)):
        key = keys[i]
        gross[key, kinds[i]] += amounts[i]
        if gross[key, kinds[i]] > paid[key]:
            given[i] = gross[key, kinds[i]] - paid[key]
            paid[key] = gross[key, kinds[i]]
    return given


@njit(cache=True)
def budgeted(keys: Array, amounts: Array, totals: Array, places: int, way: int) -> Array:
    """What a fund can pay: `way` 0 who does not fit waits, and all behind; 1 gets what is left; 2 is refused, others may still fit."""
    given = np.zeros(len(amounts), np.int64)
    taken = np.zeros(places, np.int64)
    blocked = np.zeros(places, np.bool_)
    for i in range(len(amounts)):
        key = keys[i]
        left = max(0, totals[i] - taken[key])
        if way == 1:
            given[i] = min(amounts[i], left)
        elif not blocked[key] and amounts[i] <= left:
            given[i] = amounts[i]
        elif way == 0:
            blocked[key] = True
        taken[key] += given[i]
    return given
