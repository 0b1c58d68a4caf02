"""`shanhai voucher issue|verify|keys`: a token is checked without a database, here or anywhere the list of keys is."""

import json
from pathlib import Path
from typing import Any

import pytest

from shanhai.cli.main import main
from shanhai.core.vouchers.keys import publish, signing_key


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    exit_code = main([*map(str, words), "--json"])
    return exit_code, json.loads(capsys.readouterr().out)


def test_a_sample_verifies_without_a_database(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    exit_code, facts = run(capsys, "voucher", "issue", "--demo-sample", 3)
    assert (exit_code, len(facts["tokens"])) == (0, 3)
    token = facts["tokens"][1]["token"]
    exit_code, told = run(capsys, "voucher", "verify", facts["tokens"][1]["url"])
    assert (exit_code, told["outcome"], told["number"], told["bound"]) == (0, "valid", 2, False)
    assert run(capsys, "voucher", "verify", token, "--on", "2099-01-01")[1]["refusal"] == "token.expired"
    assert run(capsys, "voucher", "verify", token[:-3])[1]["refusal"] == "token.shape"
    (tmp_path / "keys.json").write_text(publish([signing_key(b"somebody else's", "350105", 1)]), encoding="utf-8")
    assert run(capsys, "voucher", "verify", token, "--keys", tmp_path / "keys.json")[1]["refusal"] == "token.signature"
    assert run(capsys, "voucher", "verify", token, "--keys", tmp_path / "none.json")[1]["refusal"] == "file.unreadable"


@pytest.mark.django_db
def test_a_lot_is_asked_for_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "voucher", "issue", "NONE")[1]["refusal"] == "lot.unknown"
    assert run(capsys, "voucher", "issue")[1]["refusal"] == "lot.which"
    assert run(capsys, "voucher", "keys", "--out", tmp_path / "keys.json")[0] == 0
    assert run(capsys, "voucher", "keys", "--out", tmp_path / "no" / "keys.json")[1]["refusal"] == "file.unwritable"
