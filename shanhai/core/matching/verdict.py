"""The one door of the verifiers: a certificate that can be read at all goes to the one that judges its objective."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shanhai.core.matching.verify import POTENTIAL as HOME
from shanhai.core.matching.verify import PRICE, RENT, Case, places, verify
from shanhai.core.matching.verify_draw import check_draw
from shanhai.core.matching.verify_floor import Counted, verify_floor
from shanhai.core.matching.verify_groups import Groups, verify_groups
from shanhai.core.matching.verify_stable import verify_stable
from shanhai.core.refusal import Refusal

PRICES = {PRICE: dict, RENT: dict, HOME: dict}
WHOLE = {"mode": str, "seed": int, "priority_weight": int, "bound": int, "objective": dict, **PRICES}
DRAWN = {"seed": int, "bound": int, **PRICES}
LEAF = {"weight": int, "crowds": list, "reserved_price": dict, PRICE: dict, HOME: dict}
CROWD = {"group": str, "position": str, "open": int, "reserved": int}
BRANCH = {"group": str, "employer": str, "yes": dict, "no": dict}


def judge(
    case: Case,
    plan: Iterable[tuple[str, str]],
    certificate: Mapping[str, Any],
    *,
    groups: Groups | None = None,
    floor: Counted | None = None,
    allowed: int = 0,
) -> dict[str, Any]:
    """`feasible`, `optimal`, `gap`, `objective`, `violations`; `drawn`: whether the draw among equally good plans is proved as well.

    Refuses `match.certificate` (key): something the certificate must hold is missing or is of another kind.
    """
    for part, key, kind in _wanted(certificate, grouped=groups is not None, floored=floor is not None):
        if not isinstance(part.get(key), kind) or isinstance(part[key], bool):
            raise Refusal("match.certificate", key=key)
    if certificate["mode"] == "stable":
        return {**verify_stable(case, plan, certificate), "drawn": False}
    if groups is not None:
        return {**verify_groups(case, groups, plan, certificate, allowed=allowed), "drawn": False}
    if floor is not None:
        return {**verify_floor(case, floor, plan, certificate), "drawn": False}
    return _alone(case, list(plan), certificate)


def _alone(case: Case, rows: list[tuple[str, str]], certificate: Mapping[str, Any]) -> dict[str, Any]:
    """Of a plan without groups and floor; one that was made with either is not proved without its file."""
    verdict = verify(case, rows, certificate)
    for code in ("group_rule", "floor"):
        if certificate.get(code) is not None:
            verdict["violations"].append({"code": code, "said": certificate[code]})
    if certificate.get("lottery") is not None:
        check_draw(case, places(case, rows, []), certificate, verdict["violations"])
    verdict["drawn"] = certificate.get("lottery") is not None and not verdict["violations"]
    verdict["optimal"] = not verdict["violations"]
    return verdict


def _wanted(
    certificate: Mapping[str, Any], *, grouped: bool, floored: bool
) -> Iterator[tuple[Mapping[str, Any], str, type]]:
    """What must be there, and of which kind. Lazily: a branch is opened only after it was found to be one."""
    yield from ((certificate, key, kind) for key, kind in WHOLE.items())
    if floored:
        yield certificate, "floor", dict
    if grouped and certificate["mode"] != "stable":
        yield certificate, "group_rule", str
        yield certificate, "scale", int
        for proof in ("households_proof", "score_proof")[certificate["mode"] == "score" :]:
            yield certificate, proof, dict
            yield from _leaves(certificate[proof])
    if certificate.get("lottery") is not None:
        yield certificate, "lottery", dict
        yield from ((certificate["lottery"], key, kind) for key, kind in DRAWN.items())


def _leaves(node: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str, type]]:
    keys = BRANCH if "group" in node else LEAF
    yield from ((node, key, kind) for key, kind in keys.items())
    if "group" in node:
        yield from _leaves(node["yes"])
        yield from _leaves(node["no"])
    else:
        for rule in node["crowds"]:
            yield {"crowds": rule}, "crowds", dict
            yield from ((rule, key, kind) for key, kind in CROWD.items())
