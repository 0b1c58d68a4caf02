"""Names are found by letters and written for English readers."""

import pytest

from shanhai.core.spelling import english_place, initials, name_initials


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


@pytest.mark.parametrize(("name", "letters"), [("马志成", "mzc"), ("海·阿里木", "halm"), ("马" * 21, "m" * 20)])
def test_a_person_s_initials_are_read_character_by_character(name: str, letters: str) -> None:
    assert name_initials(name) == letters
