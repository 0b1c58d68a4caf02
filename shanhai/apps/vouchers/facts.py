"""Vouchers → tokens and back: what a lot's papers carry, and what a token or a typed number stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shanhai.apps.audit.keys import keyring
from shanhai.apps.vouchers.models import PrintRun, Voucher
from shanhai.core.refusal import Refusal
from shanhai.core.vouchers import number, token
from shanhai.core.vouchers.fields import Fields, lot_tag
from shanhai.core.vouchers.keys import Published, SigningKey, publish, published, signing_key

CURRENT = 1
"""The key that signs; every number below it stays known. A new number is a new key."""


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody asked after: the voucher as printed, if our books have it, and why it is not good, if it is not."""

    number: str
    issuer: str
    expires_on: date | None
    voucher: Voucher | None
    refused: Refusal | None


def signer(issuer: str) -> SigningKey:
    """The key a government's vouchers are signed with now."""
    return signing_key(keyring().index_key, issuer, CURRENT)


def key_list(issuers: list[str]) -> str:
    """The public keys of governments, to check vouchers with and without us."""
    return publish(
        signing_key(keyring().index_key, issuer, each) for issuer in issuers for each in range(1, CURRENT + 1)
    )


def keys_for(issuer: str) -> Published:
    """The keys of one government, from this installation's secret: no database is asked."""
    return published(key_list([issuer]))


def fields_of(run: PrintRun, each: int) -> Fields:
    """What a voucher of a lot says of itself."""
    return Fields(issuer=run.payer_id, key=CURRENT, lot_tag=lot_tag(run.lot), number=each, expires_on=run.expires_on)


def tokens(run: PrintRun) -> Iterator[tuple[str, str]]:
    """Each voucher's number for people and its token, in order."""
    key = signer(run.payer_id)
    for each in range(run.first, run.last + 1):
        yield str(number.VoucherNumber(run.lot, each)), token.issue(fields_of(run, each), key)


def found(text: str, *, on: date) -> Found:
    """A token, an address with one, or a typed number. A token that is not true stands for nothing; a number is only looked up.

    Refuses what `token.read` and `number.parse` refuse.
    """
    plain = text.strip()
    if len(plain) < token.LENGTH // 2:
        asked = number.parse(plain)
        voucher = Voucher.objects.filter(run__lot=asked.lot, number=asked.number).select_related("run").first()
        return _found(str(asked), voucher, on)
    fields, _packed, _signature = token.read(plain)
    try:
        token.verify(plain, keys_for(fields.issuer), on=on)
    except Refusal as refusal:
        if refusal.code != "token.expired":
            return Found("", fields.issuer, None, None, refusal)
    for run in PrintRun.objects.filter(payer=fields.issuer):
        if lot_tag(run.lot) == fields.lot_tag:
            voucher = Voucher.objects.filter(run=run, number=fields.number).select_related("run").first()
            return _found(str(number.VoucherNumber(run.lot, fields.number)), voucher, on)
    return Found("", fields.issuer, fields.expires_on, None, Refusal("voucher.not_printed"))


def _found(said: str, voucher: Voucher | None, on: date) -> Found:
    if voucher is None:
        return Found(said, "", None, None, Refusal("voucher.not_printed"))
    run = voucher.run
    late = Refusal("token.expired", day=run.expires_on.isoformat()) if on > run.expires_on else None
    return Found(said, run.payer_id, run.expires_on, voucher, late)
