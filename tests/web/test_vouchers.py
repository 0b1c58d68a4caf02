"""Vouchers on paper: each code is read back by an independent scanner, leads to a page anybody may open, and tells nobody who holds it."""

import subprocess
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from django.test import Client
from numpy.typing import NDArray

from shanhai.apps.vouchers.facts import CURRENT, found, keys_for, signer, tokens
from shanhai.apps.vouchers.models import PrintRun
from shanhai.core.vouchers.number import VoucherNumber
from shanhai.core.vouchers.token import read, verify
from shanhai.web.officer.voucher_print import sheet
from tests.core.refusals import code

pytestmark = pytest.mark.django_db
FAIR = date(2018, 3, 3)


def gray(path: Path) -> NDArray[np.uint8]:
    """A picture pdftoppm wrote: P5, width, height, 255, then bytes."""
    _magic, size, _most, body = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(body, np.uint8).reshape(height, width)


def scanned(pdf: bytes, folder: Path) -> list[str]:
    """Every code on every page, as a scanner reads it."""
    (folder / "lot.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-gray", "-r", "150", str(folder / "lot.pdf"), str(folder / "page")], check=True)
    return [one.text for page in sorted(folder.glob("page-*.pgm")) for one in zxingcpp.read_barcodes(gray(page))]


def test_all_five_hundred_codes_are_read_from_the_print(world: object, tmp_path: Path) -> None:
    run = PrintRun.objects.get()
    texts = scanned(sheet(run, "shanhai.example", demo=True), tmp_path)
    wanted = {f"HTTPS://SHANHAI.EXAMPLE/V/{token}" for _number, token in tokens(run)}
    assert len(texts) == 500
    assert set(texts) == wanted
    known = keys_for(run.payer_id)
    assert sorted(verify(text, known, on=FAIR).number for text in texts) == list(range(1, 501))


def test_anybody_may_ask_and_nobody_is_named(world: object, client: Client) -> None:
    run = PrintRun.objects.get()
    given = run.vouchers.filter(handout__isnull=False).select_related("handout__worker")[0]
    number, token = list(tokens(run))[given.number - 1]
    for address in (f"/V/{token}", f"/v/{token}/", f"/v/{token.lower()}/", f"/v/{number}/"):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        assert run.expires_on.isoformat() in text
        assert given.handout.worker.name not in text
    assert client.get("/v/", {"number": number}).headers["Location"] == f"/v/{number}/"
    assert client.get("/v/").status_code == 200


@pytest.mark.parametrize("asked", ["MW2018-01-0312-X", "NONE-0001-5", "A" * 135, "nonsense", "312"])
def test_what_is_not_ours_gets_an_answer_too(asked: str, world: object, client: Client) -> None:
    page = client.get(f"/v/{asked}/")
    assert page.status_code == 200
    assert "不认这张" in page.content.decode()


def test_before_its_day_a_voucher_is_good_and_a_strange_lot_is_not(world: object) -> None:
    run = PrintRun.objects.get()
    number, token = next(tokens(run))
    assert found(token, on=FAIR).refused is None
    assert found(number, on=FAIR).voucher == run.vouchers.get(number=1)
    assert found(token, on=run.expires_on + timedelta(days=1)).refused.code == "token.expired"  # type: ignore[union-attr]
    strange = PrintRun(payer_id=run.payer_id, lot="OTHER-9", first=1, last=1, expires_on=run.expires_on)
    _number, other = next(tokens(strange))
    assert found(other, on=FAIR).refused.code == "voucher.not_printed"  # type: ignore[union-attr]
    assert found(str(VoucherNumber("OTHER-9", 1)), on=FAIR).refused.code == "voucher.not_printed"  # type: ignore[union-attr]
    altered = token[:60] + ("A" if token[60] != "A" else "B") + token[61:]
    assert found(altered, on=FAIR).refused.code == "token.signature"  # type: ignore[union-attr]
    assert read(token)[0].key == CURRENT == signer(run.payer_id).id
    assert code(lambda: found("x", on=FAIR)) == "voucher.number"
