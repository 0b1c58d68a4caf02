"""`shanhai policy check|assess|simulate` on real files: decisions explained to the clause, and files refused by line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from shanhai.cli.main import main
from tests.policies.test_packs import POLICIES

GOOD = "yes,640402,350105,2018-02-01,3,55000,2000,no,-,real_name_ticket;contract"
HEAD = "claim_no,subsidy,worker,household,employer,referrer,agency,accepted_at,registered_poor,home_region,work_region,start_date,months_worked,ticket_fen,distance_km,organised_transfer,paid_elsewhere,documents"


def claims(folder: Path, *lines: str) -> Path:
    path = folder / "C.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any]]:
    exit_code = main([*map(str, words), "--json"])
    return exit_code, json.loads(capsys.readouterr().out)


def test_check_names_the_pack_its_hash_and_its_cases(capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, facts = run(capsys, "policy", "check", "mawei-2017")
    assert (exit_code, facts["failed"]) == (0, [])
    assert len(facts["policy_hash"]) == 64
    assert main(["policy", "check", "mawei-2017"]) == 0
    assert "0 个不符" in capsys.readouterr().out


def test_check_fails_on_a_case_that_does_not_come_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("pack.yaml", "cases.yaml"):
        text = (POLICIES / "chongxin-2024" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("fare_once: 60000", "fare_once: 60001"), encoding="utf-8")
    exit_code, facts = run(capsys, "policy", "check", tmp_path)
    assert exit_code == 1
    assert (facts["failed"][0]["expected"], facts["failed"][0]["found"]) == (60001, 60000)
    assert main(["policy", "check", str(tmp_path)]) == 1
    assert "应为 60001 分" in capsys.readouterr().err


def test_assess_decides_in_order_of_acceptance_and_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = claims(
        tmp_path,
        f"3,transport,W1,H1,E1,,,2018-06-02,{GOOD}",
        f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD}",
        f"2,transport,W2,H2,E1,,,2018-05-02,{GOOD.replace('no,-', 'yes,')}",
    )
    exit_code, facts = run(
        capsys, "policy", "assess", "mawei-2017", "--claims", path, "--out", tmp_path / "D.csv", "--explain", "2"
    )
    assert exit_code == 0
    assert (facts["granted"], facts["refused"], facts["amount_fen"]) == (1, 2, 55000)
    told = facts["explained"]
    assert [one["id"] for one in told["reasons"]] == ["own_travel", "not_elsewhere"]
    assert [one["clause"] for one in told["reasons"]] == ["A/3", "A/9"]
    assert told["reasons"][1]["remedy"] == "承诺书或比对结果"
    rows = list(csv.DictReader((tmp_path / "D.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["claim_no"], row["outcome"], row["amount_fen"], row["reasons"]) for row in rows] == [
        ("1", "granted", "55000", ""),
        ("2", "refused", "0", "own_travel;not_elsewhere"),
        ("3", "refused", "0", "limit"),
    ]
    assert {row["policy_hash"] for row in rows} == {facts["policy_hash"]}
    assert main(["policy", "assess", "mawei-2017", "--claims", str(path), "--explain", "2"]) == 0
    assert "× 自行乘车，未由组织统一输送（A/3）" in capsys.readouterr().out


def test_a_remedy_says_how_much_is_missing_and_when_it_will_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = claims(tmp_path, f"1,transport,W1,H1,E1,,,2018-03-05,{GOOD.replace(',3,', ',0,')}")
    _, facts = run(capsys, "policy", "assess", "mawei-2017", "--claims", path, "--explain", "1")
    assert facts["explained"]["reasons"][0]["remedy"] == "再满1个月，最早2018-04-05可领"


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        (f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD.replace('55000', '-1')}", "claim.fact_range"),
        (f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD.replace('2018-02-01', '2018-06-01')}", "claim.future"),
        (f"1,transport,W1,H1,E1,,,soon,{GOOD}", "date.unreadable"),
        (f"1,nothing,W1,H1,E1,,,2018-05-02,{GOOD}", "claim.unknown_subsidy"),
        (f",transport,W1,H1,E1,,,2018-05-02,{GOOD}", "claim.number"),
        (f"0,transport,W1,H1,E1,,,2018-05-02,{GOOD}", "claim.twice"),
    ],
)
def test_a_bad_line_refuses_the_file_and_nothing_is_written(
    line: str, refused: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = claims(tmp_path, f"0,transport,W0,H0,E1,,,2018-05-02,{GOOD}", line)
    exit_code, facts = run(capsys, "policy", "assess", "mawei-2017", "--claims", path, "--out", tmp_path / "D.csv")
    assert (exit_code, facts["refusal"], facts["line"], facts["file"]) == (1, refused, 3, "C.csv")
    assert not (tmp_path / "D.csv").exists()
    assert main(["policy", "assess", "mawei-2017", "--claims", str(path)]) == 1
    assert capsys.readouterr().err


def test_files_that_cannot_be_read_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.csv").write_text("claim_no,worker\n", encoding="utf-8")
    assert (
        run(capsys, "policy", "assess", "mawei-2017", "--claims", tmp_path / "odd.csv")[1]["refusal"] == "claim.columns"
    )
    assert (
        run(capsys, "policy", "assess", "mawei-2017", "--claims", tmp_path / "none.csv")[1]["refusal"]
        == "file.unreadable"
    )
    path = claims(tmp_path, f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD}")
    assert (
        run(capsys, "policy", "assess", "mawei-2017", "--claims", path, "--out", tmp_path / "no" / "D.csv")[1][
            "refusal"
        ]
        == "file.unwritable"
    )
    assert (
        run(capsys, "policy", "assess", "mawei-2017", "--claims", path, "--explain", "9")[1]["refusal"]
        == "claim.unknown"
    )
    assert run(capsys, "policy", "check", tmp_path / "none")[1]["refusal"] == "pack.missing"


def test_a_reform_names_its_losers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two of one family; the ceiling of the household is used up by the first when the fare band rises."""
    path = claims(
        tmp_path,
        f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD.replace('55000', '60000')}",
        f"2,transport,W2,H1,E1,,,2018-05-03,{GOOD}",
        f"3,transport,W3,H3,E1,,,2018-05-04,{GOOD}",
    )
    exit_code, facts = run(
        capsys, "policy", "simulate", "mawei-2017", "--claims", path, "--set", "family_ceiling=100000@2018-01-01", "--set", "transport_band=0:20000;1500:50000@2018-01-01",
    )  # fmt: skip
    assert exit_code == 0
    assert (facts["before"]["amount_fen"], facts["after"]["amount_fen"]) == (170000, 150000)
    assert [one["id"] for one in facts["losing"]["worker"]] == ["W1", "W2", "W3"]
    assert facts["losing"]["household"][0] == {"id": "H1", "before": 115000, "after": 100000}
    _, facts = run(
        capsys, "policy", "simulate", "mawei-2017", "--claims", path, "--set", "training_grade=junior:1@2018-01-01"
    )
    assert (facts["gainers"], facts["losers"]) == (0, 0)
    assert (
        main(["policy", "simulate", "mawei-2017", "--claims", str(path), "--set", "family_ceiling=100000@2018-01-01"])
        == 0
    )
    assert "减少 1 人" in capsys.readouterr().out


@pytest.mark.parametrize(
    "said", ["living_month", "living_month=1", "transport_band=5@2018-01-01", "training_grade=a:b:c@2018-01-01"]
)
def test_a_setting_that_cannot_be_read(said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = claims(tmp_path, f"1,transport,W1,H1,E1,,,2018-05-02,{GOOD}")
    assert (
        run(capsys, "policy", "simulate", "mawei-2017", "--claims", path, "--set", said)[1]["refusal"] == "simulate.set"
    )
    assert (
        run(capsys, "policy", "simulate", "mawei-2017", "--claims", path, "--set", "none=1@2018-01-01")[1]["refusal"]
        == "pack.unknown_param"
    )
