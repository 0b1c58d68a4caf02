"""Names are found by letters and written for English readers."""

import pytest

from shanhai.core.spelling import english_place, initials


@pytest.mark.parametrize(
    ("name", "letters"), [("马志成", "mzc"), ("海·阿里木", "halm"), ("海岸电池（示例）", "hadcsl"), ("A1 厂", "a1c")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("原州区", "Yuanzhou District"),
        ("隆德县", "Longde County"),
        ("北塬街道", "Beiyuan Subdistrict"),
        ("固原", "Guyuan"),
        ("市", "Shi"),
    ],
)
def test_a_place_in_english(name: str, english: str) -> None:
    assert english_place(name) == english
