"""Placements of one year for the policy benchmarks, drawn as columns: 0.85 workers, 0.5 households a placement, few and skewed employers."""

from typing import Any

import numpy as np

from shanhai.core.policy.columns import Column, Table, month_number

YEAR = 736695  # 1 January 2018
GRADES = ("intermediate", "junior", "senior")


def drawn(rows: int, seed: int = 7) -> dict[str, Any]:
    """Plain arrays by fact name. Months are attended from the start on without a gap; days are day numbers, sums fen."""
    random = np.random.default_rng(seed)

    def some(share: float) -> Any:
        return random.random(rows) < share

    start = YEAR + np.sort(random.integers(0, 365, rows)).astype(np.int32)
    months = random.integers(0, 13, rows)
    return {
        "start_date": start, "accepted_at": start + 400, "worker": random.integers(0, max(1, rows * 85 // 100), rows).astype(np.int32),
        "household": random.integers(0, max(1, rows // 2), rows).astype(np.int32), "employer": (random.random(rows) ** 3 * max(1, rows // 50)).astype(np.int32),
        "agency": random.integers(0, max(1, rows // 120), rows).astype(np.int32), "referrer": random.integers(0, max(1, rows // 20), rows).astype(np.int32),
        "has_referrer": some(0.4), "registered_poor": some(0.9), "home_region": random.integers(0, 3, rows).astype(np.int32), "work_region": (~some(0.97)).astype(np.int32),
        "months_worked": months, "insured_months": np.minimum(months, random.integers(0, 13, rows)), "organised_transfer": some(0.5), "insured": some(0.85),
        "certified": some(0.2), "certificate_level": random.integers(0, 3, rows).astype(np.int32), "working_members": random.integers(1, 4, rows),
        "ticket_fen": random.integers(0, 90_000, rows), "distance_km": random.integers(0, 3_000, rows),
    }  # fmt: skip


def table(plain: dict[str, Any]) -> Table:
    """The columns as the engine takes them."""
    rows = len(plain["start_date"])
    names = {name: plain[name] for name in plain if name not in {"has_referrer"}}
    columns = {
        name: Column(
            values.astype(np.int64)
            if values.dtype.kind == "i" and name.endswith(("_fen", "_km", "months", "worked", "members"))
            else values
        )
        for name, values in names.items()
    }
    for name in ("worker", "household", "employer", "agency", "referrer"):
        columns[name] = Column(
            plain[name], plain["has_referrer"] if name == "referrer" else None, _Numbers(int(plain[name].max()) + 1)
        )  # type: ignore[arg-type]
    columns["home_region"] = Column(plain["home_region"], None, ("621102", "640402", "999999"))
    columns["work_region"] = Column(plain["work_region"], None, ("350105", "350111"))
    columns["certificate_level"] = Column(plain["certificate_level"], None, GRADES)
    first = month_number_of(YEAR)
    begin = (
        (plain["start_date"] - 719163).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        + 1970 * 12
        - first
    ).astype(np.uint64)
    bits = ((np.uint64(1) << plain["months_worked"].astype(np.uint64)) - np.uint64(1)) << begin
    columns["attended_months"] = Column(bits.reshape(rows, 1), first=first)
    return Table(rows, columns)


def month_number_of(day: int) -> int:
    """The month of a day number."""
    from datetime import date

    return month_number(date.fromordinal(day))


class _Numbers:
    """Names that are never asked for: only how many there are."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Numbers) and other._size == self._size

    def __hash__(self) -> int:
        return hash(self._size)
