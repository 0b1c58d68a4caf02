"""The mathematics of the 操作日志: one form for a value, a chain of entries, one root for many.

`root` has the shape of RFC 6962 §2.1 (leaf and node are hashed with different prefixes).
Everything else is prefixed with its own name, so that no hash can stand in for another.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple
from uuid import UUID

import orjson

_VALUE, _LINK = b"shanhai.ledger.value\x00", b"shanhai.ledger.link\x00"
GENESIS = hashlib.sha256(b"shanhai.ledger.genesis\x00").hexdigest()

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_FLAT = frozenset({str, int, bool, type(None)})
_TEXT = frozenset({str})

Reason = Literal["edited", "removed", "inserted", "reordered"]


class Link(NamedTuple):
    """One entry of a chain. `leaf` is the digest of the row, made anew by whoever checks."""

    number: int
    leaf: str
    previous: str
    digest: str


class Break(NamedTuple):
    """Where a chain first fails: at the entry `number`, and why as far as it can be told."""

    number: int
    reason: Reason


def canonical(value: object) -> bytes:
    """`value` as JSON with sorted keys in UTF-8: the same bytes on every machine.

    Days are ISO, moments ISO in UTC, bytes base64, Decimal and UUID text: what the log stores as
    JSON and reads back has the same form. TypeError for a float (it has no one form), a moment
    without a time zone, a key that is not text, and anything else.
    """
    plain = value if _is_flat(value) else _plain(value)
    try:
        return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a number of more than 64 bits
        return _ENCODER.encode(plain).encode()


def _is_flat(value: object) -> bool:
    """Whether a value is a mapping or list of plain values, which most are; those need no second copy."""
    if type(value) is dict:
        return _TEXT.issuperset(map(type, value)) and _FLAT.issuperset(map(type, value.values()))
    return type(value) is list and _FLAT.issuperset(map(type, value))


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return _worded(value)


def _worded(value: object) -> str:
    match value:
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat()
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case Decimal() if value.is_finite():
            return format(value, "f")
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("the keys of a canonical value are text")
    return key


def digest(value: object) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return hashlib.sha256(_VALUE + canonical(value)).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """Merkle root of hexadecimal `leaves`; of none, the hash of nothing."""
    if not leaves:
        return hashlib.sha256().hexdigest()
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest()
        while stack and stack[-1][0] == height:
            node = _node(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    top = stack.pop()[1]
    while stack:
        top = _node(stack.pop()[1], top)
    return top.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def link(previous: str, leaf: str) -> str:
    """The digest of an entry with this leaf after the entry whose digest is `previous`."""
    return hashlib.sha256(_LINK + bytes.fromhex(previous) + bytes.fromhex(leaf)).hexdigest()


def first_break(links: Iterable[Link], start: str = GENESIS) -> Break | None:
    """The first entry that does not follow from the one before it, or None.

    An edit, a removal, an insertion or an exchange inside the chain is always found. Not found: a
    tail cut off, or a chain written anew from some entry to the end — those need a root that
    somebody else keeps. The reason is a best reading: whoever also rewrites hashes or numbers can
    make one kind look like another, not make it vanish.
    """
    rest = iter(links)
    expected, last = start, None
    for here in rest:
        if here.digest != link(here.previous, here.leaf):
            return Break(here.number, "edited")
        if here.previous != expected:
            return _told(here, expected=expected, last=last, rest=rest)
        if last is not None and here.number != last.number + 1:
            return Break(here.number, "edited")
        expected, last = here.digest, here
    return None


def _told(here: Link, *, expected: str, last: Link | None, rest: Iterator[Link]) -> Break:
    """Why `here` does not follow `last`, judged by the entries that come after it."""
    later = list(rest)
    if last is not None and here.previous == last.previous:
        return Break(last.number, "inserted")  # two entries follow the same one: the first is new
    if any(item.previous == expected for item in later):
        moved = any(item.digest == here.previous for item in later)
        return Break(here.number, "reordered" if moved else "inserted")
    if last is not None and here.number == last.number + 1:
        return Break(last.number, "edited")  # changed, and its own hash made to fit again
    return Break(here.number, "removed")
