"""The same placements as claims one by one, for the first execution."""

from datetime import date
from typing import Any

from benchmarks.policies.market import GRADES
from shanhai.core.dates import add_months
from shanhai.core.months import month_of
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.pack import Pack


def claims(pack: Pack, plain: dict[str, Any]) -> list[Claim]:
    """Each placement claims every subsidy; numbers follow placements, then the pack's order."""
    found = []
    for n in range(len(plain["start_date"])):
        row = {name: values[n].item() for name, values in plain.items()}
        start = date.fromordinal(row["start_date"])
        parties = {name: f"{name[0]}{row[name]}" for name in ("worker", "household", "employer", "agency")}
        if row["has_referrer"]:
            parties["referrer"] = f"r{row['referrer']}"
        facts = {name: row[name] for name in ("registered_poor", "months_worked", "insured_months", "organised_transfer", "insured", "certified", "working_members", "ticket_fen", "distance_km")}  # fmt: skip
        facts |= {
            "start_date": start, "home_region": ("621102", "640402", "999999")[row["home_region"]], "work_region": ("350105", "350111")[row["work_region"]],
            "certificate_level": GRADES[row["certificate_level"]],
            "attended_months": frozenset(add_months(month_of(start), k) for k in range(row["months_worked"])),
        }  # fmt: skip
        found += [
            Claim(f"{n:07}-{k}", one.id, date.fromordinal(row["accepted_at"]), parties, facts)
            for k, one in enumerate(pack.subsidies)
        ]
    return found
