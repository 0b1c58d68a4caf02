"""Private values at rest: sealed with AES-256-GCM, found by a keyed index, shown by opaque names.

A sealed value is: version byte, key id byte, 12-byte nonce, ciphertext with its 16-byte tag.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shanhai.core.ledger import canonical
from shanhai.core.refusal import Refusal

VERSION = 1
_HEAD, _NONCE, _TAG = 2, 12, 16
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [one + other for one in _CROCKFORD for other in _CROCKFORD]  # by ten bits: a roll has 340,000 ids to name


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every key of one installation, 32 bytes each; `current` seals, the others only unseal.

    Key ids are 0–255. Refuses vault.key_ring for a wrong length or id.
    """

    current: int
    seal_keys: Mapping[int, bytes] = field(repr=False, hash=False)
    index_key: bytes = field(repr=False)
    name_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        keys = [*self.seal_keys.values(), self.index_key, self.name_key]
        if any(not isinstance(key, bytes) or len(key) != 32 for key in keys):
            raise Refusal("vault.key_ring", part="length")
        if self.current not in self.seal_keys or any(not 0 <= i < 256 for i in self.seal_keys):
            raise Refusal("vault.key_ring", part="current")

    @classmethod
    def from_json(cls, text: str) -> "KeyRing":
        """The ring that `to_json` wrote. Refuses vault.key_ring; the refusal shows no key."""
        try:
            read = json.loads(text)
            return cls(
                current=int(read["current"]),
                seal_keys={int(i): _bytes(key) for i, key in read["seal_keys"].items()},
                index_key=_bytes(read["index_key"]),
                name_key=_bytes(read["name_key"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refusal("vault.key_ring", part="json") from None

    def to_json(self) -> str:
        """The ring as text for a secret store. It holds the keys: never log it."""
        keys = {str(i): _text(key) for i, key in sorted(self.seal_keys.items())}
        parts = {"index_key": _text(self.index_key), "name_key": _text(self.name_key)}
        return json.dumps({"current": self.current, "seal_keys": keys, **parts})

    @classmethod
    def derive(cls, passphrase: str) -> "KeyRing":
        """A ring that is always the same for a passphrase: for the demo and for tests only.

        HKDF (RFC 5869) is not slow, so a passphrase that can be guessed protects nothing.
        """
        seal, index, name = (
            HKDF(SHA256(), 32, None, f"shanhai.vault.{use}".encode()).derive(passphrase.encode())
            for use in ("seal.0", "index", "name")
        )
        return cls(current=0, seal_keys={0: seal}, index_key=index, name_key=name)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def seal(ring: KeyRing, plain: str, *, table: str, column: str, row: object) -> bytes:
    """`plain` sealed for exactly this cell; it opens nowhere else.

    The nonce is synthetic: an HMAC, under a key made from the sealing key, of the cell and the
    text. Core then needs no randomness, a demo or a migration run twice writes the same bytes,
    and a nonce comes back only with the same cell *and* the same text, which gives the same
    ciphertext and tells nothing new; equal texts in two cells still look different.

    The price: who holds two copies of the database sees that a cell did not change, or has an old
    value again; and 96 bits are safe up to about 2³² seals under one key: rotate long before.
    `row` is any key that is known before the first write and never changes.
    """
    head, text = bytes((VERSION, ring.current)), plain.encode()
    (cipher, nonce_key), aad = _cipher(ring.seal_keys[ring.current]), _cell(head, table, column, row)
    nonce = hmac.digest(nonce_key, aad + b"\x00" + text, "sha256")[:_NONCE]
    return head + nonce + cipher.encrypt(nonce, text, aad)


def unseal(ring: KeyRing, sealed: bytes | memoryview, *, table: str, column: str, row: object) -> str:
    """The text sealed for this cell.

    Refuses vault.format (too short, unknown version), vault.unknown_key (fact `key`: its id) and
    vault.tampered (altered, or moved here from another cell: the two cannot be told apart).
    """
    raw = bytes(sealed)
    if len(raw) < _HEAD + _NONCE + _TAG or raw[0] != VERSION:
        raise Refusal("vault.format")
    if raw[1] not in ring.seal_keys:
        raise Refusal("vault.unknown_key", key=raw[1])
    head, nonce, body = raw[:_HEAD], raw[_HEAD : _HEAD + _NONCE], raw[_HEAD + _NONCE :]
    try:
        cell = _cell(head, table, column, row)
        return _cipher(ring.seal_keys[raw[1]])[0].decrypt(nonce, body, cell).decode()
    except InvalidTag:
        raise Refusal("vault.tampered", table=table, column=column) from None


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> tuple[AESGCM, bytes]:
    """The cipher of a key and the key its nonces are made with, made once: a roll has 330,000 cells to seal."""
    return AESGCM(key), hmac.digest(key, b"shanhai.vault.nonce", "sha256")


def _cell(head: bytes, table: str, column: str, row: object) -> bytes:
    """Header and table.column.row in a form in which no two cells are alike (JSON has no NUL)."""
    return head + canonical([table, column, str(row)])


def blind_index(ring: KeyRing, value: str, *, purpose: str) -> str:
    """16 bytes of keyed hash in hexadecimal, by which an equal value is found without opening any.

    `value` must already be in its one form. Different purposes never give comparable indexes.
    """
    make = _index_of_few if len(value) <= _FEW else _index
    return make(ring.index_key, value, purpose)


def _index(key: bytes, value: str, purpose: str) -> str:
    return hmac.digest(key, canonical(["index", purpose, value]), "sha256")[:16].hex()


_FEW = 4  # characters: of so short a value there are some thousands, and a roll asks for each many times
_index_of_few = lru_cache(maxsize=1 << 14)(_index)


def opaque_id(ring: KeyRing, *parts: object) -> str:
    """12 characters of Crockford's base32 (no I L O U) that stand for `parts` in public.

    60 bits: among a million names the chance of one collision is under one in two million; a
    unique column should still decide.
    """
    number = int.from_bytes(hmac.digest(ring.name_key, canonical(list(parts)), "sha256")[:8]) >> 4
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(50, -1, -10)])
