"""The seven subsidies and the rules across them in OpenFisca, as its documentation teaches: variables, parameters, one membership a group.

Run in an environment of its own (OpenFisca is AGPL and does not ship); imports nothing of ours. Whole fen in `int` variables; what has an order
is done with NumPy inside the formulas, since OpenFisca's own ranks build a dense matrix. Reads placements from one .npz, writes sums to another.
"""

import sys
import time

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2018"
MARCH = 736754  # day number of 1 March 2018

placement = Entity("placement", "placements", "", "")
GROUPS = {
    name: GroupEntity(name, f"{name}s", "", "", roles=[{"key": "member", "plural": "members", "label": "", "doc": ""}])
    for name in ("worker", "household", "employer", "agency", "referrer")
}


def before(values, group):
    """For each row the sum of `values` of earlier rows of its group."""
    order = np.argsort(group, kind="stable")
    sums = np.cumsum(values[order].astype(np.int64)) - values[order]
    heads = np.flatnonzero(np.r_[True, group[order][1:] != group[order][:-1]])
    sums -= np.repeat(sums[heads], np.diff(np.r_[heads, len(group)]))
    out = np.empty(len(group), np.int64)
    out[order] = sums
    return out


def first(ok, group, count=1):
    """The first `count` rows of each group among those that qualify."""
    return ok & (before(ok, group) < count)


def bands(values, edges, amounts):
    return np.array([0, *amounts])[np.searchsorted(edges, values, side="right")]


def group_of(population, name):
    return population.simulation.populations[name].members_entity_id


def facts(p, *names):
    return [p(name, PERIOD) for name in names]


def variable(name, formula=None, kind=int):
    body = {"value_type": kind, "entity": placement, "definition_period": YEAR, "label": name}
    if formula is not None:
        body["formula"] = lambda population, period, parameters: formula(population, period)
    return type(name, (Variable,), body)


INPUTS = {
    "start_date": int, "registered_poor": bool, "home_region": int, "work_region": int, "months_worked": int, "insured_months": int,
    "organised_transfer": bool, "insured": bool, "certified": bool, "certificate_level": int, "working_members": int, "ticket_fen": int,
    "distance_km": int, "has_referrer": bool,
}  # fmt: skip


def enrolled(p, period):
    poor, home, work = facts(p, "registered_poor", "home_region", "work_region")
    return poor & (home <= 1) & (work == 0)


def transport_own(p, period):
    there, months, organised, ticket, km = facts(
        p, "enrolled", "months_worked", "organised_transfer", "ticket_fen", "distance_km"
    )
    sum_ = np.minimum(ticket, bands(km, [0, 800, 1500], [20000, 40000, 60000]))
    return sum_ * first(there & (months >= 1) & ~organised & (sum_ > 0), group_of(p, "worker"))


def living_own(p, period):
    """Months from the first on; each month once for a worker, at most twelve, the earliest first; claims in order."""
    there, insured, months, start = facts(p, "enrolled", "insured", "months_worked", "start_date")
    worker = group_of(p, "worker")
    ok = there & insured & (months > 0)
    first_month = (start - 719163).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    begin = (first_month - (2018 - 1970) * 12).astype(np.uint64)
    mask = ((np.uint64(1) << months.astype(np.uint64)) - np.uint64(1)) << begin
    paid = np.zeros(int(worker.max()) + 1, np.uint64)
    out = np.zeros(len(ok), np.int64)
    rank = before(ok, worker)
    for turn in range(int(rank.max(initial=0)) + 1):
        rows = np.flatnonzero(ok & (rank == turn))
        who = worker[rows]
        fresh = mask[rows] & ~paid[who]
        left = 12 - np.bitwise_count(paid[who]).astype(np.int64)
        while True:
            over = np.bitwise_count(fresh).astype(np.int64) > left
            if not over.any():
                break
            high = np.zeros_like(fresh)
            value = fresh[over]
            for shift in (1, 2, 4, 8, 16, 32):
                value = value | (value >> np.uint64(shift))
            high[over] = value ^ (value >> np.uint64(1))
            fresh = fresh & ~high
        paid[who] |= fresh
        early = np.bitwise_count(fresh & np.uint64(0b11)).astype(np.int64)  # January and February
        out[rows] = early * 20000 + (np.bitwise_count(fresh) - early) * 30000
    return out


def referral_own(p, period):
    there, referred, months = facts(p, "enrolled", "has_referrer", "months_worked")
    return bands(months, [3, 6], [20000, 50000]) * first(there & referred & (months >= 3), group_of(p, "referrer"), 10)


def sized(p, ok, name, edges, amounts):
    group = group_of(p, name)
    return bands(np.bincount(group[ok], minlength=int(group.max()) + 1)[group], edges, amounts) * ok


def hire_own(p, period):
    there, months = facts(p, "enrolled", "insured_months")
    return sized(p, there & (months >= 3), "employer", [1, 5, 20], [50000, 80000, 100000])


def training(p, period):
    there, certified, level = facts(p, "enrolled", "certified", "certificate_level")
    return np.array([120000, 80000, 200000])[level] * first(there & certified, group_of(p, "worker"))


def family_own(p, period):
    there, members = facts(p, "enrolled", "working_members")
    return 150000 * first(there & (members >= 2), group_of(p, "household"))


def transfer_own(p, period):
    there, organised, months = facts(p, "enrolled", "organised_transfer", "months_worked")
    return sized(p, there & organised & (months >= 3), "agency", [10, 30], [20000, 30000])


def hire(p, period):
    """The higher of two awards, then the employer's ceiling."""
    own, other = facts(p, "hire_own", "transfer_own")
    worker, employer = group_of(p, "worker"), group_of(p, "employer")
    h, t = before(own, worker), before(other, worker)
    given = np.maximum(0, h + own - np.maximum(h, t)) * (own > 0)
    return np.clip(2000000 - before(given, employer), 0, given)


def transfer(p, period):
    own, other = facts(p, "transfer_own", "hire_own")
    worker = group_of(p, "worker")
    t, h = before(own, worker), before(other, worker) + other
    return np.maximum(0, t + own - np.maximum(h, t)) * (own > 0)


def family_part(p, before_me, own):
    """What the household's ceiling leaves: rows in order, in a row transport, living, family."""
    transport, living, family = facts(p, "transport_own", "living_fund", "family_own")
    earlier = before(transport.astype(np.int64) + living + family, group_of(p, "household"))
    return np.clip(400000 - earlier - before_me, 0, own)


def living_fund(p, period):
    """A queue: who does not fit waits, and all behind."""
    (own,) = facts(p, "living_own")
    return own * (np.cumsum(own.astype(np.int64)) <= 90_000_000_000)


def transport(p, period):
    return family_part(p, 0, p("transport_own", PERIOD))


def living(p, period):
    return family_part(p, p("transport_own", PERIOD), p("living_fund", PERIOD))


def family(p, period):
    return family_part(
        p, p("transport_own", PERIOD).astype(np.int64) + p("living_fund", PERIOD), p("family_own", PERIOD)
    )


FORMULAS = {
    "transport_own": transport_own, "living_own": living_own, "referral": referral_own, "hire_own": hire_own, "training": training,
    "family_own": family_own, "transfer_own": transfer_own, "living_fund": living_fund, "transport": transport, "living": living, "hire": hire,
    "family": family, "transfer": transfer,
}  # fmt: skip
ASKED = ("transport", "living", "referral", "hire", "training", "family", "transfer")


def system():
    found = TaxBenefitSystem([placement, *GROUPS.values()])
    found.add_variable(variable("enrolled", enrolled, bool))
    for name, kind in INPUTS.items():
        found.add_variable(variable(name, None, kind))
    for name, formula in FORMULAS.items():
        found.add_variable(variable(name, formula))
    return found


def simulation(plain):
    builder, rules = SimulationBuilder(), system()
    builder.create_entities(rules)
    rows = len(plain["start_date"])
    builder.declare_person_entity("placement", np.arange(rows))
    for name in GROUPS:
        members = builder.declare_entity(name, np.arange(int(plain[name].max()) + 1))
        builder.join_with_persons(members, plain[name], roles=np.array(["member"] * rows))
    made = builder.build(rules)
    for name in INPUTS:
        made.set_input(name, PERIOD, plain[name])
    return made


def main(source, target):
    plain = dict(np.load(source))
    started = time.process_time()
    made = simulation(plain)
    built = time.process_time()
    sums = {name: made.calculate(name, PERIOD) for name in ASKED}
    ended = time.process_time()
    np.savez(target, **sums)
    print({"build": built - started, "calculate": ended - built})


if __name__ == "__main__":
    main(*sys.argv[1:])
