"""Every refusal has its sentence, and every act its name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shanhai.core.refusal import Refusal
from shanhai.web.kit.acts import ACTS
from shanhai.web.kit.refusals import SAYS, UNKNOWN, sentence

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
SHANHAI = Path(__file__).parents[2] / "shanhai"
RAISED_BY_HAND = {"account.wrong"}
DOUBTS = ("citizen.py", "credit.py", "dates.py")  # these also hold codes as constants: doubts and named shapes


def _calls(names: set[str]) -> Iterator[tuple[str, str]]:
    """The literal first arguments of calls of these names, with the file they stand in."""
    for path in SHANHAI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                for said in ast.walk(node.args[0]):
                    if isinstance(said, ast.Constant) and isinstance(said.value, str):
                        yield said.value, path.name


def codes() -> set[str]:
    raised = {
        code for code, _file in _calls({"Refusal", "no", "refusal"}) if CODE.fullmatch(code)
    }  # `text.no`: of one line; `source.refusal`: of a pack
    held = set()
    for name in DOUBTS:
        for path in SHANHAI.rglob(name):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                    held.add(node.value)
    return raised | {code for code in held if code.partition(".")[0] in {"citizen", "credit", "date"}}


def test_every_refusal_has_a_sentence() -> None:
    assert sorted(codes() - SAYS.keys()) == []


def test_no_sentence_is_left_over() -> None:
    assert sorted(SAYS.keys() - codes() - RAISED_BY_HAND) == []


def test_every_act_has_a_name() -> None:
    acts = {code for code, file in _calls({"writing", "note"}) if CODE.fullmatch(code) or code == "export"}
    assert sorted(acts - ACTS.keys() - {"noun.verb"}) == []


def test_the_scanner_sees_a_planted_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planted.py").write_text('raise Refusal("planted.code")')
    monkeypatch.setattr("tests.house.test_refusals.SHANHAI", tmp_path)
    assert codes() == {"planted.code"}


def test_a_sentence_carries_its_facts_and_survives_missing_ones() -> None:
    assert (
        sentence(Refusal("citizen.length", found=17, expected=18))
        == "证件号应是 18 位，现在是 17 位。请对照证件重新输入。"
    )
    assert sentence(Refusal("citizen.length")) == "证件号应是 … 位，现在是 … 位。请对照证件重新输入。"
    assert (
        sentence(Refusal("citizen.characters", positions=[3, 5]))
        == "证件号第 3、5 位不是数字（只有末位可以是 X）。请对照证件重新输入。"
    )
    assert "never.heard" in sentence(Refusal("never.heard"))
    assert "{code}" in str(UNKNOWN)
