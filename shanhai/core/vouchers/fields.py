"""What a voucher says of itself, packed into 20 bytes.

byte 0       algorithm: 1 is Ed25519 (RFC 8032), 2 is kept for SM2 (GB/T 32918)
byte 1       key id, one list a printing government
bytes 2–4    that government's division code
bytes 5–8    tag of the lot: first 32 bits of a SHA-256 of its name
bytes 9–11   number in the lot, from 1
bytes 12–13  last day it is good for, days since 2015-01-01
bytes 14–17  holder tag; 0 is unbound, as all are when printed in lots
bytes 18–19  kind: 1 is the transport voucher
"""

import hashlib
import struct
from dataclasses import dataclass
from datetime import date, timedelta

from shanhai.core.refusal import Refusal

ED25519, SM2 = 1, 2
TRANSPORT = 1
SIZE = 20
EPOCH = date(2015, 1, 1)
UNBOUND = 0

_SHAPE = struct.Struct(">BB3s4s3sHIH")
MOST_NUMBER = 2**24 - 1
LAST_DAY = EPOCH + timedelta(days=2**16 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """One voucher. `holder` is a tag, never a number of a person; `lot_tag` the first 32 bits of the lot's digest."""

    issuer: str
    key: int
    lot_tag: int
    number: int
    expires_on: date
    holder: int = UNBOUND
    kind: int = TRANSPORT
    algorithm: int = ED25519

    def packed(self) -> bytes:
        """The 20 bytes. Refuses token.field for what does not fit its place."""
        days = (self.expires_on - EPOCH).days
        fits = (
            len(self.issuer) == 6 and self.issuer.isascii() and self.issuer.isdecimal() and 0 <= self.key < 256 and 0 <= self.lot_tag < 2**32
            and 1 <= self.number <= MOST_NUMBER and 0 <= days < 2**16 and 0 <= self.holder < 2**32 and 0 <= self.kind < 2**16
        )  # fmt: skip
        if not fits:
            raise Refusal("token.field")
        return _SHAPE.pack(
            self.algorithm, self.key, int(self.issuer).to_bytes(3), self.lot_tag.to_bytes(4), self.number.to_bytes(3), days, self.holder, self.kind
        )  # fmt: skip


def unpacked(packed: bytes) -> Fields:
    """The voucher of 20 bytes; whether it is true is another question. Refuses token.field for a division code above 999999 or number 0."""
    algorithm, key, issuer, lot, number, days, holder, kind = _SHAPE.unpack(packed)
    code = int.from_bytes(issuer)
    if code > 999_999 or not int.from_bytes(number):
        raise Refusal("token.field")
    return Fields(
        issuer=f"{code:06}", key=key, lot_tag=int.from_bytes(lot), number=int.from_bytes(number), expires_on=EPOCH + timedelta(days=days),
        holder=holder, kind=kind, algorithm=algorithm,
    )  # fmt: skip


def lot_tag(lot: str) -> int:
    """The tag of a lot's name. Two lots of one government with one tag are refused when printed."""
    return int.from_bytes(hashlib.sha256(b"shanhai.voucher.lot\x00" + lot.encode()).digest()[:4])
