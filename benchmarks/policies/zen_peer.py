"""The part of the seven subsidies that concerns one record, in zen-engine: lines and sums before anything that looks at other claims.

Run in the environment of the oracles; imports nothing of ours. It lacks ranks, limits, groups and ceilings, so it does less than the others.
"""

import json
import sys
import time

import numpy as np
import zen

BAND = "distance_km >= 1500 ? 60000 : distance_km >= 800 ? 40000 : 20000"
LINES = {
    "enrolled": "registered_poor and home_region <= 1 and work_region == 0",
    "transport": f"$.enrolled and months_worked >= 1 and not organised_transfer ? min([ticket_fen, {BAND}]) : 0",
    "living": "$.enrolled and insured ? months_worked : 0",
    "referral": "$.enrolled and has_referrer and months_worked >= 3 ? (months_worked >= 6 ? 50000 : 20000) : 0",
    "hire": "$.enrolled and insured_months >= 3 ? 1 : 0",
    "training": "$.enrolled and certified ? (certificate_level == 0 ? 120000 : certificate_level == 1 ? 80000 : 200000) : 0",
    "family": "$.enrolled and working_members >= 2 ? 150000 : 0",
    "transfer": "$.enrolled and organised_transfer and months_worked >= 3 ? 1 : 0",
}
GRAPH = {
    "nodes": [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": [{"id": key, "key": key, "value": value} for key, value in LINES.items()]}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ],
    "edges": [{"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"}, {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"}],
}  # fmt: skip


def main(source: str, target: str, rows: str) -> None:
    plain = dict(np.load(source))
    names = [
        name
        for name in plain
        if name not in {"start_date", "accepted_at", "worker", "household", "employer", "agency", "referrer"}
    ]
    records = [
        dict(zip(names, values, strict=True))
        for values in zip(*(plain[name][: int(rows)].tolist() for name in names), strict=True)
    ]
    decision = zen.ZenEngine().create_decision(json.dumps(GRAPH))
    started = time.process_time()
    found = [decision.evaluate(one)["result"] for one in records]
    ended = time.process_time()
    np.savez(target, **{name: np.array([one[name] for one in found], np.int64) for name in LINES if name != "enrolled"})
    print(json.dumps({"rows": len(records), "cpu_seconds": ended - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
