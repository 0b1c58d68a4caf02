"""Keys of vouchers: a government signs with its newest, and everybody checks with the published ones. Keys are listed, never taken from a token.

A published list is JSON: keys (id, issuer, algorithm, public key in base64, first and last day on which it signs) and what is revoked: whole
keys, lots, or single numbers of lots.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shanhai.core.refusal import Refusal
from shanhai.core.vouchers.fields import ED25519


@dataclass(frozen=True, slots=True)
class Published:
    """Public keys by (issuer, key id), and what is revoked: `lots` by (issuer, lot tag), `single` by (issuer, lot tag, number)."""

    keys: Mapping[tuple[str, int], Ed25519PublicKey]
    revoked_keys: frozenset[tuple[str, int]] = frozenset()
    revoked_lots: frozenset[tuple[str, int]] = frozenset()
    revoked: frozenset[tuple[str, int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What one government signs with. `repr` shows no key."""

    issuer: str
    id: int
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self.private.public_key().public_bytes_raw()


def signing_key(secret: bytes, issuer: str, number: int) -> SigningKey:
    """The key with a number, of a government, from the installation's secret (HKDF, RFC 5869): nothing more to keep safe, and a new number is a new key."""
    seed = HKDF(SHA256(), 32, None, f"shanhai.voucher.sign.{issuer}.{number}".encode()).derive(secret)
    return SigningKey(issuer, number, Ed25519PrivateKey.from_private_bytes(seed))


def publish(keys: Iterable[SigningKey], *, revoked: Iterable[tuple[str, int, int | None]] = ()) -> str:
    """The list to publish. `revoked` are (issuer, lot tag, number), without a number the whole lot."""
    return json.dumps(
        {
            "keys": [{"id": one.id, "issuer": one.issuer, "algorithm": ED25519, "public": base64.b64encode(one.public).decode()} for one in keys],
            "revoked": [{"issuer": issuer, "lot": tag, "number": number} for issuer, tag, number in revoked],
        }
    )  # fmt: skip


def published(text: str) -> Published:
    """What `publish` wrote. Refuses token.keys for anything else."""
    try:
        read = json.loads(text)
        keys = {
            (one["issuer"], one["id"]): Ed25519PublicKey.from_public_bytes(
                base64.b64decode(one["public"], validate=True)
            )
            for one in read["keys"]
            if one["algorithm"] == ED25519
        }
        gone = [(one["issuer"], one["lot"], one["number"]) for one in read["revoked"]]
        keys_gone = frozenset((one["issuer"], one["id"]) for one in read["keys"] if one.get("revoked"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("token.keys") from None
    whole = frozenset((issuer, tag) for issuer, tag, number in gone if number is None)
    return Published(keys, keys_gone, whole, frozenset(one for one in gone if one[2] is not None))
