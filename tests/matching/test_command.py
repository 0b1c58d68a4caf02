"""`match solve` and `match verify` as they are typed."""

import csv
import json
import random
from pathlib import Path

import pytest

from shanhai.cli.main import main
from shanhai.sheets.matching import outcome

S = "position,seats\nloom,2\ndock,1\n"
W = "worker,household,priority\nma,h1,1\nli,h1,1\nwu,h2,1\nhe,h3,0\n"
P = "worker,position,score,worker_rank,position_rank\nma,loom,9,1,1\nli,loom,9,1,2\nwu,loom,4,1,3\nhe,loom,9,1,4\nma,dock,3,2,2\nhe,dock,8,2,1\n"


class Folder:
    """The files of one matching, and the two commands on them."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys
        self.write("P.csv", P), self.write("S.csv", S), self.write("W.csv", W)

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def run(self, verb: str, *words: str) -> tuple[int, dict]:
        files = ["--pairs", "P.csv", "--positions", "S.csv", "--workers", "W.csv"]
        outcome = ["--out" if verb == "solve" else "--plan", "PLAN.csv", "--certificate", "CERT.json"]
        line = ["match", verb, *files, *outcome, *words, "--json"]
        code = main([str(self.path / word) if word.endswith((".csv", ".json")) else word for word in line])
        return code, json.loads(self.capsys.readouterr().out)

    def plan(self) -> dict[str, str]:
        with (self.path / "PLAN.csv").open(encoding="utf-8") as file:
            return {row["worker"]: row["position"] for row in csv.DictReader(file)}

    def certificate(self) -> dict:
        return json.loads((self.path / "CERT.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


def test_households_come_first_and_the_proof_is_checked(folder: Folder) -> None:
    code, facts = folder.run("solve")
    seconds = facts.pop("seconds")
    assert (code, facts) == (0, {
        "mode": "lexicographic", "objective": {"households": 2, "score": 21}, "bound": {"households": 2, "score": 21}, "gap": 0,
        "assigned": 3, "rounds": 1, "seed": 0,
    })  # fmt: skip
    assert seconds >= 0 and folder.plan()["wu"] == "loom" and folder.plan()["he"] == "dock"
    code, verdict = folder.run("verify")
    assert (code, verdict) == (0, {
        "feasible": True, "optimal": True, "gap": 0, "violations": [], "violations_found": 0, "objective": {"households": 2, "score": 21}, "drawn": True,
        "mode": "lexicographic", "other_inputs": [],
    })  # fmt: skip


def test_scores_only_take_the_best_total(folder: Folder) -> None:
    assert folder.run("solve", "--objective", "score")[1]["objective"] == {"households": 1, "score": 26}
    assert folder.run("verify")[1]["optimal"] and folder.run("verify", "--objective", "score")[0] == 0
    code, verdict = folder.run("verify", "--objective", "lexicographic")
    assert (code, verdict["violations"]) == (1, [{"code": "mode", "said": "score", "asked": "lexicographic"}])


def test_a_stable_plan_is_what_both_sides_ranked(folder: Folder) -> None:
    code, facts = folder.run("solve", "--objective", "stable")
    assert (code, facts["gap"], facts["assigned"], facts["objective"]) == (0, 0, 3, {"households": 1, "score": 26})
    assert folder.plan() == {"ma": "loom", "li": "loom", "he": "dock"}
    assert folder.run("verify")[1]["optimal"]
    folder.write("PLAN.csv", "worker,position\nma,dock\nli,loom\nhe,loom\n")
    code, verdict = folder.run("verify")
    assert (code, verdict["feasible"], verdict["gap"]) == (1, True, 2)  # ma would rather have the loom, wu too


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_order_of_rows_changes_nothing_that_is_written(folder: Folder, seed: int) -> None:
    folder.run("solve", "--seed", "5")
    plan, said = folder.plan(), folder.certificate()
    for name, text in (("P.csv", P), ("S.csv", S), ("W.csv", W)):
        head, *rows = text.splitlines()
        random.Random(seed).shuffle(rows)
        folder.write(name, "\n".join([head, *rows]))
    folder.run("solve", "--seed", "5")
    again = folder.certificate()
    assert folder.plan() == plan and {**again, "inputs": said["inputs"]} == said


def test_a_plan_for_other_files_says_which_differ(folder: Folder) -> None:
    folder.run("solve")
    folder.write("W.csv", W + "zhu,h9,0\n")
    code, verdict = folder.run("verify")
    assert (code, verdict["other_inputs"]) == (0, ["workers"])


def test_a_tampered_plan_is_not_proved(folder: Folder) -> None:
    folder.run("solve")
    for rows in (
        "ma,loom\nli,loom\nhe,dock",
        "ma,loom\nwu,loom",
        "ma,loom\nwu,loom\nhe,loom",
        "ma,loom\nma,dock",
        "li,dock",
    ):
        folder.write("PLAN.csv", f"worker,position\n{rows}\n")
        code, verdict = folder.run("verify")
        assert code == 1 and verdict["violations"] and not verdict["optimal"]


def test_a_tampered_certificate_is_caught(folder: Folder) -> None:
    folder.run("solve")
    said = folder.certificate()
    loom = said["position_price"]["loom"]
    for change in (
        {"bound": said["bound"] - 1},
        {"priority_weight": said["priority_weight"] - 1},
        {"position_price": {**said["position_price"], "loom": loom - 1}},
        {"seed": 9},
        {"lottery": {**said["lottery"], "bound": said["lottery"]["bound"] - 1}},
    ):
        folder.write("CERT.json", json.dumps({**said, **change}))
        code, verdict = folder.run("verify")
        assert code == 1 and verdict["violations"], change
    for broken in ("", "[]", "{}", "{", "[" * 100_000, "nonsense"):
        folder.write("CERT.json", broken)
        assert folder.run("verify")[1]["refusal"] == "match.certificate"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--objective", "fair"], {"refusal": "match.objective", "given": "fair"}),
        (["--out", "P.csv"], {"refusal": "match.same_file"}),
        (["--out", "CERT.json"], {"refusal": "match.same_file"}),
        (["--out", "none/PLAN.csv"], {"refusal": "file.unwritable"}),
        (["--workers", "none.csv"], {"refusal": "file.unreadable"}),
        (["--floor", "F.csv", "--least", "1", "--out", "F.csv"], {"refusal": "match.same_file"}),
        (["--floor", "F.csv", "--least", "1", "--objective", "stable"], {"refusal": "match.floor_alone"}),
        (["--floor", "F.csv", "--least", "9"], {"refusal": "match.floor_most", "most": 1, "least": 9}),
        (["--floor", "W.csv"], {"refusal": "match.least", "given": 0}),
        (["--least", "1"], {"refusal": "match.least_alone", "given": 1}),
    ],
)
def test_what_cannot_be_done_is_refused_and_writes_nothing(folder: Folder, words: list[str], refusal: dict) -> None:
    folder.write("F.csv", "worker\nma\n")
    before = {path.name: path.read_bytes() for path in folder.path.iterdir()}
    code, facts = folder.run("solve", *words)
    assert code == 1 and refusal.items() <= facts.items()
    assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == before


def test_a_bad_row_leaves_an_earlier_plan_as_it_was(folder: Folder) -> None:
    folder.run("solve")
    plan, said = folder.plan(), folder.certificate()
    folder.write("P.csv", P + "wu,dock,-1,1,1\n")
    code, facts = folder.run("solve")
    assert (code, facts) == (
        1,
        {"refusal": "match.negative", "file": "P.csv", "line": 8, "column": "score", "value": "-1"},
    )
    assert (folder.plan(), folder.certificate()) == (plan, said)


def test_when_the_second_file_cannot_be_written_neither_is(tmp_path: Path) -> None:
    (tmp_path / "CERT.json").mkdir()
    with pytest.raises(Exception, match="file.unwritable"):
        outcome.write_outcome(tmp_path / "PLAN.csv", [("a", "b")], tmp_path / "CERT.json", {})
    assert [path.name for path in tmp_path.iterdir()] == ["CERT.json"]


def test_scores_too_large_to_be_added_are_refused(folder: Folder) -> None:
    many = [f"w{k},loom,1000000000" for k in range(3)]
    folder.write("P.csv", "worker,position,score\n" + "\n".join(many) + "\n")
    folder.write("S.csv", "position,seats\nloom,2\n")
    assert folder.run("solve")[0] == 0  # two times 10⁹ is no trouble yet
    assert folder.run("verify")[0] == 0


def test_scores_that_overflow_together_are_told_by_the_line_of_the_highest(folder: Folder) -> None:
    many = [f"w{k},h{k},1" for k in range(70_000)]
    folder.write("W.csv", "worker,household,priority\n" + "\n".join(many) + "\n")
    folder.write("P.csv", "worker,position,score\nw0,loom,7\nw1,loom,1000000000\nw2,loom,1000000000\n")
    folder.write("S.csv", "position,seats\nloom,2000000000\n")
    code, facts = folder.run("solve")
    assert (code, facts) == (1, {"refusal": "match.overflow", "file": "P.csv", "line": 3, "highest": 10**9, "seats": 70_000})  # fmt: skip
    assert not (folder.path / "PLAN.csv").exists()


def test_when_memory_ends_on_the_way_that_is_an_answer(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*_: object, **__: object) -> None:
        raise MemoryError

    folder.run("solve")
    monkeypatch.setattr("shanhai.core.matching.assign.proved", ends)
    monkeypatch.setattr("shanhai.core.matching.verdict.judge", ends)
    plan, said = folder.plan(), folder.certificate()
    for verb in ("solve", "verify"):
        code, facts = folder.run(verb)
        assert (code, facts.pop("free") >= 0, facts) == (1, True, {"refusal": "match.memory_out"})
    assert (folder.plan(), folder.certificate()) == (plan, said)


def test_nobody_is_eligible(folder: Folder) -> None:
    folder.write("P.csv", "worker,position,score\n")
    code, facts = folder.run("solve")
    assert (code, facts["assigned"], facts["objective"], facts["gap"]) == (0, 0, {"households": 0, "score": 0}, 0)
    assert folder.run("verify")[0] == 0 and folder.plan() == {}


def test_groups_go_whole_to_one_employer_or_nowhere(folder: Folder) -> None:
    folder.write("S.csv", "position,seats,employer,reserved\nloom,3,mill,2\ndock,1,port,\n")
    folder.write("G.csv", "group,worker\nteam,ma\nteam,li\n")
    code, facts = folder.run("solve", "--groups", "G.csv")
    facts.pop("seconds")
    assert (code, facts) == (0, {
        "mode": "lexicographic", "group_rule": "reserved", "groups": {"given": 1, "placed": 1}, "objective": {"households": 2, "score": 30},
        "bound": {"households": 2, "score": 30}, "gap": 0, "assigned": 4, "seed": 0,
    })  # fmt: skip
    assert folder.plan() == {"ma": "loom", "li": "loom", "wu": "loom", "he": "dock"}
    assert folder.run("verify", "--groups", "G.csv")[1]["optimal"]
    assert folder.run("verify", "--groups", "G.csv", "--group-rule", "bonus:3")[0] == 1
    assert folder.run("verify")[1]["violations"][-1]["code"] == "group_rule"  # without the groups it proves nothing
    folder.write("PLAN.csv", "worker,position\nma,loom\nwu,loom\nhe,dock\n")
    assert "group_split" in [fault["code"] for fault in folder.run("verify", "--groups", "G.csv")[1]["violations"]]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--groups", "G.csv", "--objective", "stable"], "match.stable_groups"),
        (["--groups", "G.csv", "--group-rule", "fair"], "match.rule"),
        (["--groups", "G.csv", "--group-rule", "households:2", "--objective", "score"], "match.rule_objective"),
        (["--groups", "G.csv", "--out", "G.csv"], "match.same_file"),
    ],
)
def test_groups_that_cannot_be_planned_are_refused(folder: Folder, words: list[str], refusal: str) -> None:
    folder.write("G.csv", "group,worker\nteam,ma\nteam,li\n")
    assert folder.run("solve", *words)[1]["refusal"] == refusal


def test_a_gap_may_be_allowed(folder: Folder) -> None:
    folder.write("G.csv", "group,worker\nteam,ma\nteam,li\n")
    folder.run("solve", "--groups", "G.csv")
    worse = {worker: place for worker, place in folder.plan().items() if worker != "he"}
    said = folder.certificate()
    lost = said["objective"]["score"] - 8
    folder.write("PLAN.csv", "worker,position\n" + "".join(f"{worker},{place}\n" for worker, place in worse.items()))
    folder.write("CERT.json", json.dumps({**said, "objective": {**said["objective"], "score": lost}}))
    assert folder.run("verify", "--groups", "G.csv")[1]["gap"] == 8
    assert folder.run("verify", "--groups", "G.csv", "--gap", "8")[0] == 0
    assert folder.run("verify", "--groups", "G.csv", "--gap", "7")[0] == 1


def test_people_read_what_was_done(folder: Folder) -> None:
    names = [str(folder.path / name) for name in ("P.csv", "S.csv", "W.csv", "PLAN.csv", "CERT.json")]
    files = ["--pairs", names[0], "--positions", names[1], "--workers", names[2], "--certificate", names[4]]
    assert main(["match", "solve", *files, "--out", names[3]]) == 0
    assert "安排 3 人" in folder.capsys.readouterr().out
    assert main(["match", "verify", *files, "--plan", names[3]]) == 0
    assert "没有更好的" in folder.capsys.readouterr().out
    folder.write("PLAN.csv", "worker,position\nma,loom\n")
    folder.write("W.csv", W + "zhu,h9,0\n")
    assert main(["match", "verify", *files, "--plan", names[3]]) == 1
    said = folder.capsys.readouterr().err
    assert "没有证明" in said and "workers" in said
