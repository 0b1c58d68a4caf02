"""Facts from text: one cell or one line of a worked case, by the kind of the fact. Empty is unknown; "-" is a list known to be empty."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from shanhai.core.dates import parse_day
from shanhai.core.halfwidth import halfwidth
from shanhai.core.months import parse_month
from shanhai.core.policy.kinds import Fact
from shanhai.core.refusal import Refusal

NONE = "-"
_YES, _NO = frozenset({"true", "yes", "1", "是"}), frozenset({"false", "no", "0", "否"})


def value(fact: Fact, text: str) -> Any:
    """The fact's value, or None where the text is empty.

    Refuses claim.fact_kind (not a whole number, not yes or no), claim.fact_range (negative, or above the most), and what days and months refuse.
    """
    plain = halfwidth(text).strip()
    if not plain:
        return None
    return _READERS[fact.kind](fact, plain)


def facts(known: Mapping[str, Fact], cells: Mapping[str, str]) -> dict[str, Any]:
    """Every cell that is not empty. Refuses claim.unknown_fact for a name that is no fact."""
    found: dict[str, Any] = {}
    for name, text in cells.items():
        if name not in known:
            raise Refusal("claim.unknown_fact", name=name)
        try:
            one = value(known[name], text)
        except Refusal as refusal:
            raise Refusal(refusal.code, **{"name": name, "label": known[name].label, **refusal.facts}) from None
        if one is not None:
            found[name] = one
    return found


def _yes(fact: Fact, text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise Refusal("claim.fact_kind", name=fact.name, label=fact.label, wanted="bool", given=text[:20])
    return text.lower() in _YES


def _whole(fact: Fact, text: str) -> int:
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 18):
        raise Refusal("claim.fact_kind", name=fact.name, label=fact.label, wanted=fact.kind, given=text[:20])
    if not 0 <= int(text) <= fact.most:
        raise Refusal("claim.fact_range", name=fact.name, label=fact.label, least=0, most=fact.most)
    return int(text)


def _day(fact: Fact, text: str) -> date:
    return parse_day(text)


def _word(fact: Fact, text: str) -> str:
    return text


def _words(fact: Fact, text: str) -> frozenset[str]:
    return frozenset() if text == NONE else frozenset(one.strip() for one in text.split(";") if one.strip())


def _months(fact: Fact, text: str) -> frozenset[date]:
    return frozenset() if text == NONE else frozenset(parse_month(one) for one in text.split(";") if one.strip())


_READERS: dict[str, Callable[[Fact, str], Any]] = {
    "bool": _yes, "int": _whole, "fen": _whole, "date": _day, "code": _word, "id": _word, "codes": _words, "months": _months,
}  # fmt: skip


def restored(known: Mapping[str, Fact], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Facts from the plain JSON a decision keeps (`explain.plain`): days ISO, sets as lists; what was not known stays absent."""
    return {name: _RESTORED.get(known[name].kind, _same)(one) for name, one in stored.items() if one is not None}


def _same(one: Any) -> Any:
    return one


_RESTORED: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "codes": frozenset,
    "months": lambda one: frozenset(date.fromisoformat(month) for month in one),
}
