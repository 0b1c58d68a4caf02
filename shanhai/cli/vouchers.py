"""`voucher issue|verify|keys`: the tokens of a lot, whether one is true, and the list of keys that proves it anywhere."""

import argparse
from datetime import date, timedelta
from pathlib import Path

from shanhai.cli.main import Answer, Words
from shanhai.core.dates import parse_day
from shanhai.core.refusal import Refusal

SAMPLE_DAYS = 90


def register(words: Words) -> None:
    """Add the words under `voucher`."""
    voucher = words.within("voucher", "transport vouchers: their tokens, and whether one is true")
    parser = voucher.add("issue", run_issue, "the token of every voucher of a lot; --demo-sample needs no lot")
    parser.add_argument("lot", nargs="?", default="", metavar="LOT")
    parser.add_argument(
        "--demo-sample", type=int, default=0, metavar="N", help="N made-up vouchers signed with this installation's key"
    )
    parser = voucher.add("verify", run_verify, "whether a token is true; needs no database")
    parser.add_argument("token", metavar="TOKEN", help="the token, or the whole address")
    parser.add_argument(
        "--keys", type=Path, metavar="FILE", help="a published list of keys; without it this installation's own"
    )
    parser.add_argument("--on", default="", metavar="DAY", help="the day it is shown (default today)")
    parser = voucher.add("keys", run_keys, "the list of public keys, to check vouchers elsewhere")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")


def run_issue(arguments: argparse.Namespace) -> Answer:
    """Numbers, tokens and addresses. Refuses lot.unknown, lot.which."""
    rows = _sample(arguments.demo_sample) if arguments.demo_sample else _lot(arguments.lot)
    tokens = [{"number": said, "token": token, "url": _url(token)} for said, token in rows]
    return (
        0,
        {"lot": arguments.lot or "SAMPLE", "tokens": tokens},
        "\n".join(f"{one['number']}\t{one['token']}" for one in tokens),
    )


def _lot(lot: str) -> list[tuple[str, str]]:
    from shanhai.apps.vouchers.facts import tokens
    from shanhai.apps.vouchers.models import PrintRun

    if not lot:
        raise Refusal("lot.which")
    run = PrintRun.objects.filter(lot=lot).first()
    if run is None:
        raise Refusal("lot.unknown", lot=lot)
    return list(tokens(run))


def _sample(count: int) -> list[tuple[str, str]]:
    from shanhai.apps.vouchers.facts import signer
    from shanhai.core.vouchers.fields import Fields, lot_tag
    from shanhai.core.vouchers.number import VoucherNumber
    from shanhai.core.vouchers.token import issue

    key, last = signer("350105"), _today() + timedelta(days=SAMPLE_DAYS)
    made = (
        Fields(issuer=key.issuer, key=key.id, lot_tag=lot_tag("SAMPLE"), number=n, expires_on=last)
        for n in range(1, count + 1)
    )
    return [(str(VoucherNumber("SAMPLE", one.number)), issue(one, key)) for one in made]


def _url(token: str) -> str:
    from django.conf import settings

    from shanhai.core.vouchers.token import address

    host = next((one for one in settings.ALLOWED_HOSTS if one.strip(".*")), "127.0.0.1:8000")
    return address(host.lstrip("."), token)


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


def run_verify(arguments: argparse.Namespace) -> Answer:
    """Exit 1 with the reason for a token that is not true, not good any more, or revoked."""
    from shanhai.apps.vouchers.facts import keys_for
    from shanhai.core.vouchers.keys import published
    from shanhai.core.vouchers.token import read, verify

    if arguments.keys:
        try:
            known = published(arguments.keys.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise Refusal("file.unreadable", file=str(arguments.keys)) from None
    else:
        known = keys_for(read(arguments.token)[0].issuer)
    fields = verify(arguments.token, known, on=parse_day(arguments.on) if arguments.on else _today())
    facts = {
        "outcome": "valid", "issuer": fields.issuer, "key": fields.key, "number": fields.number, "expires_on": fields.expires_on.isoformat(),
        "bound": bool(fields.holder),
    }  # fmt: skip
    return 0, facts, f"√ {fields.issuer} · {fields.number} · {fields.expires_on}"


def run_keys(arguments: argparse.Namespace) -> Answer:
    """Write the list for every government that has printed vouchers here. Refuses file.unwritable."""
    from shanhai.apps.vouchers.facts import key_list
    from shanhai.apps.vouchers.models import PrintRun

    issuers = sorted(set(PrintRun.objects.values_list("payer", flat=True)))
    try:
        arguments.out.write_text(key_list(issuers), encoding="utf-8")
    except OSError:
        raise Refusal("file.unwritable", file=str(arguments.out)) from None
    return 0, {"issuers": issuers, "file": str(arguments.out)}, str(arguments.out)
