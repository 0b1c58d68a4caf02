"""Random packs: every operation of the language, every kind of rule. Drawn as text, so that the reader and the checker are walked as well."""

from random import Random
from typing import Any

from shanhai.core.policy import reading
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal

INTS = ("months_worked", "insured_months", "batch_people", "distance_km", "working_members", "trainings_before")
FENS = ("ticket_fen", "wage_fen", "premium_fen")
DATES = ("accepted_at", "start_date", "certified_on", "founded_on")
BOOLS = ("registered_poor", "insured", "organised_transfer", "certified")
CODES = ("household_status", "home_region", "destination", "certificate_level")
SPANS = ("lifetime", "year", "quarter", "month", "anniversary(founded_on)")


def pack(random: Random) -> Pack:
    """A pack that reads; a draw that is refused (a sum too large, mostly) is drawn again."""
    while True:
        try:
            return reading.from_tree(_tree(random))
        except Refusal as refusal:
            if not refusal.code.startswith(
                ("expression.huge", "pack.too_large", "expression.too", "pack.group_amount")
            ):
                raise


def _tree(random: Random) -> dict[str, Any]:
    names = [f"s{n}" for n in range(random.randrange(1, 5))]
    return {
        "pack": "drawn", "schema": "shanhai-pack/1", "title": "抽样", "standing": "illustrative", "issuer": "350105", "fund": "drawn",
        "scope": [{"regions": ["640402", "640423"], "from": "2017-01-01", "ref": "A/1"}, {"regions": ["640402"], "from": "2018-01-01", "ref": "A/1"}],
        "papers": {"A": {"title": "抽样", "number": "unknown", "issued": "unknown", "in_force": "unknown", "file_sha256": "unknown"}},
        "documents": {"contract": "合同", "bank": "流水", "form": "表"},
        "params": {
            "number": _param(random, "months", lambda: str(random.randrange(14))),
            "sum": _param(random, "fen", lambda: str(random.choice((0, 1, 9_999, 20_000, 300_000)))),
            "share": {"label": "比例", "unit": "basis_points", "edit": {"min": "0", "max": "20000"}, "values": [{"from": "2016-01-01", "ref": "A/2", "value": str(random.randrange(12_000))}]},
            "bands": {"label": "档", "unit": "fen", "values": _bands(random)},
            "table": {"label": "表", "unit": "fen", "values": [{"from": "2017-06-01", "ref": "A/2", "table": {"junior": "10", "senior": "77", "lifted": "5", "640402": "9"}}]},
            "until": {"label": "止", "unit": "date", "values": [{"from": "2016-01-01", "ref": "A/2", "value": "2018-06-30"}]},
        },
        "define": {"d0": {"if": _bool(random, 2), "say": "甲", "ref": "A/1"}, "d1": {"is": _int(random, 1), "ref": "A/1"}},
        "subsidies": [_subsidy(random, name) for name in names],
        "across": [_across(random, n, names) for n in range(random.randrange(4))],
        "stacking": [{"with": "other-pack/award", "rule": random.choice(("both", "higher", "already_paid")), "ref": "A/9"}] if random.random() < 0.4 else [],
    }  # fmt: skip


def _param(random: Random, unit: str, value: Any) -> dict[str, Any]:
    values = [
        {"from": day, "ref": "A/2", "value": value()}
        for day in ("2017-06-01", "2018-01-01", "2018-07-15")[: random.randrange(1, 4)]
    ]
    return {"label": "数", "unit": unit, "edit": {"min": "0", "max": "400000"}, "values": values}


def _bands(random: Random) -> list[dict[str, Any]]:
    edges = sorted(random.sample(range(1, 60), 2))
    return [
        {
            "from": day,
            "ref": "A/2",
            "steps": [["0", "0"], *([str(edge), str(random.randrange(90_000))] for edge in edges)],
        }
        for day in ("2017-06-01", "2018-03-01")
    ]


def _subsidy(random: Random, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": name, "label": name, "ref": "A/1", "claim": "placement", "pays": "worker", "date": random.choice(("accepted_at", "start_date", "month")),
        "when": [{"id": f"c{n}", "if": "d0" if random.random() < 0.1 else _bool(random, 2), "say": "乙{number}", "ref": "A/1"} for n in range(random.randrange(4))],
    }  # fmt: skip
    if random.random() < 0.2:
        found["statuses"] = ["registered", "lifted"]
    if random.random() < 0.3:
        found["window"] = {"opens": "start_date + 1 month", "closes": random.choice(("end_of_quarter(start_date) + 30 days", "start_date + 30 workdays", "end_of_year(start_date) + 1 month")), "ref": "A/1"}  # fmt: skip
    if random.random() < 0.3:
        found["evidence"] = {"needs": "contract or (bank and form)", "ref": "A/1"}
    if random.random() < 0.5:
        found["once"] = {"per": _per(random)}
    if random.random() < 0.3:
        found["limit"] = {"per": _per(random), "count": str(random.randrange(1, 4))}
    return found | _amount(random)


def _amount(random: Random) -> dict[str, Any]:
    shape, found = random.random(), dict[str, Any]()
    if shape < 0.25:
        found["per_month"] = {"of": "attended_months", "amount": random.choice(("sum", "min(sum, step(bands, 20))", "percent(wage_fen, share, 'floor')")), "per": _per(random)}  # fmt: skip
        if random.random() < 0.7:
            found["per_month"]["first"] = "number"
    elif shape < 0.5:
        found["group"] = {
            "as": "many",
            "per": _per(random),
            "counted": random.choice(("so_far", "at_close")),
            "whole": random.choice(("true", "false")),
        }
        found["amount"] = random.choice(("step(bands, many)", "iff(many >= 3, sum, 0)", "sum + lots(many, 2) * sum"))
    else:
        found["amount"] = _fen(random, 2)
    return found


def _per(random: Random) -> list[str]:
    who = random.sample(("worker", "household", "employer", "referrer", "occupation"), random.randrange(1, 3))
    return [*who, random.choice(SPANS)]


def _across(random: Random, n: int, names: list[str]) -> dict[str, Any]:
    some = random.sample(names, random.randrange(1, len(names) + 1))
    rule: dict[str, Any] = {"id": f"x{n}", "ref": "A/9", "per": _per(random)}
    kind = random.choice(("cap", "exclusive", "budget"))
    if kind == "cap":
        return rule | {"cap": some, "amount": random.choice(("sum", "sum * 3", "50000"))}
    if kind == "exclusive":
        return rule | {"exclusive": some, "keep": random.choice(("first", "higher"))}
    return rule | {
        "budget": some,
        "per": ["year"],
        "total": random.choice(("sum * 20", "300000")),
        "when_short": random.choice(("wait", "part", "refuse")),
    }


def _bool(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.15:
        return random.choice(
            (
                *BOOLS,
                "true_enough" if False else "insured",
                "has(referrer)",
                "paid_elsewhere('transport')",
                "document('bank')",
            )
        )
    one = random.randrange(9)
    if one < 2:
        return f"({_bool(random, depth - 1)} {random.choice(('and', 'or'))} {_bool(random, depth - 1)})"
    if one == 2:
        return f"not ({_bool(random, depth - 1)})"
    sign = random.choice(("<", "<=", ">", ">=", "==", "!="))
    if one == 3:
        return f"{_fen(random, depth - 1)} {sign} {_fen(random, depth - 1)}"
    if one == 4:
        return f"{_date(random)} {sign} {_date(random)}"
    if one == 5:
        return f"one_of({random.choice(CODES)}, 'registered', '640402', 'senior')"
    if one == 6:
        return random.choice(
            (
                "home_region in sending_region",
                "certificate_level in documents",
                "referrer != worker",
                "home_region == work_region",
                "work_region == issuer",
            )
        )
    return f"{_int(random, depth - 1)} {random.choice(('>=', '>', '<'))} {random.randrange(12)}"


def _int(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice((*INTS, "number", str(random.randrange(30))))
    return random.choice(
        (
            f"({_int(random, depth - 1)} + {_int(random, depth - 1)})",
            f"({_int(random, depth - 1)} - {_int(random, depth - 1)})",
            f"max({_int(random, depth - 1)}, {_int(random, depth - 1)})",
            f"lots({_int(random, depth - 1)} - 3, 4)",
            f"months_between({_date(random)}, {_date(random)})",
            f"days_between({_date(random)}, {_date(random)})",
            f"iff({_bool(random, depth - 1)}, {_int(random, depth - 1)}, 7)",
            "count(attended_months)",
        )
    )


def _fen(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice((*FENS, "sum"))
    return random.choice(
        (
            f"({_fen(random, depth - 1)} + {_fen(random, depth - 1)})",
            f"({_fen(random, depth - 1)} - {_fen(random, depth - 1)})",
            f"min({_fen(random, depth - 1)}, {_fen(random, depth - 1)})",
            f"step(bands, {_int(random, depth - 1)})",
            f"pick(table, {random.choice(CODES)})",
            f"percent({_fen(random, depth - 1)}, share, '{random.choice(('floor', 'half_up'))}')",
            f"iff({_bool(random, depth - 1)}, {_fen(random, depth - 1)}, {_fen(random, depth - 1)})",
            "sum * trainings_before",
        )
    )


def _date(random: Random) -> str:
    return random.choice(
        (
            *DATES,
            "until",
            "day('2018-02-28')",
            "add_months(start_date, 1)",
            "add_months(day('2018-01-31'), 1)",
            "add_days(accepted_at, 10)",
        )
    )
