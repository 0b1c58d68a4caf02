"""A voucher's token: 20 bytes of fields and an Ed25519 signature of 64 over them, printed in base32 inside an address.

The signature is over the domain, the algorithm byte and the fields, so it stands for nothing else; the algorithm is that of the listed key, never
the token's own wish. One text stands for one token: lower case is read, but leftover bits or padding are refused.
"""

import base64
import re
from datetime import date

from cryptography.exceptions import InvalidSignature

from shanhai.core.refusal import Refusal
from shanhai.core.vouchers.fields import ED25519, SIZE, Fields, unpacked
from shanhai.core.vouchers.keys import Published, SigningKey

DOMAIN = b"shanhai.voucher.1\x00"
SIGNATURE = 64
LENGTH = 135  # characters of base32 for 84 bytes, without padding
HOST = 32  # the longest host, so that the address still fits a QR code of version 7 at level M

_TEXT = re.compile(r"[A-Z2-7]{135}", re.ASCII)


def issue(fields: Fields, key: SigningKey) -> str:
    """The token of a voucher, signed. Refuses token.key where the fields name another key or government."""
    if (fields.issuer, fields.key, fields.algorithm) != (key.issuer, key.id, ED25519):
        raise Refusal("token.key")
    packed = fields.packed()
    return base64.b32encode(packed + key.private.sign(DOMAIN + packed)).decode().rstrip("=")


def address(host: str, token: str) -> str:
    """What is printed: upper case throughout, so that a QR code takes the short alphabet. Refuses token.host."""
    if not host or len(host) > HOST or not re.fullmatch(r"[A-Za-z0-9.:-]+", host):
        raise Refusal("token.host", host=host[:40], most=HOST)
    return f"HTTPS://{host.upper()}/V/{token}"


def read(text: str) -> tuple[Fields, bytes, bytes]:
    """Fields, their bytes and the signature of a token or of an address with one; nothing is proved yet.

    Refuses token.shape (length or alphabet), token.canonical (leftover bits), token.field.
    """
    plain = text.strip().upper().rpartition("/V/")[2]
    if not _TEXT.fullmatch(plain):
        raise Refusal("token.shape", found=len(plain), wanted=LENGTH)
    raw = base64.b32decode(plain + "=")
    if base64.b32encode(raw).decode().rstrip("=") != plain:
        raise Refusal("token.canonical")
    return unpacked(raw[:SIZE]), raw[:SIZE], raw[SIZE:]


def verify(text: str, known: Published, *, on: date) -> Fields:
    """The voucher, if it is true and good on a day.

    Refuses what `read` refuses, token.unknown_key, token.algorithm, token.signature, token.revoked, token.expired, in this order: a day is told
    only of a voucher that is true.
    """
    fields, packed, signature = read(text)
    if fields.algorithm != ED25519:
        raise Refusal("token.algorithm", found=fields.algorithm)
    key = known.keys.get((fields.issuer, fields.key))
    if key is None:
        raise Refusal("token.unknown_key", issuer=fields.issuer, key=fields.key)
    try:
        key.verify(signature, DOMAIN + packed)
    except InvalidSignature:
        raise Refusal("token.signature") from None
    lot = (fields.issuer, fields.lot_tag)
    if (
        lot in known.revoked_lots
        or (*lot, fields.number) in known.revoked
        or (fields.issuer, fields.key) in known.revoked_keys
    ):
        raise Refusal("token.revoked", number=fields.number)
    if on > fields.expires_on:
        raise Refusal("token.expired", day=fields.expires_on.isoformat())
    return fields
