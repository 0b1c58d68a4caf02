"""Kept and overridden side by side: unknown stays unknown, small cells are not shown, and reasons are read by their words."""

import pytest

from shanhai.core.matching.overrides import Decided, Row, compare, reason_of, words


def many(n: int, what: str, reason: str, outcome: str) -> list[Decided]:
    return [Decided(what, reason, outcome)] * n


def test_of_whom_it_is_known_the_share_is_told_and_the_unknown_stand_beside() -> None:
    kept, changed, pay = compare(
        [*many(15, "kept", "", "stayed"), *many(5, "kept", "", "left"), *many(6, "swapped", "pay", "unknown")]
    )
    assert kept == Row("kept", "", 20, 15, 5, 0) and kept.share == 75
    assert (changed.people, changed.stayed, changed.unknown, changed.share) == (6, 0, 6, None)
    assert (pay.what, pay.reason, pay.people) == ("swapped", "pay", 6)


def test_small_cells_are_not_shown_and_cannot_be_told_from_the_rest() -> None:
    said = [
        *many(5, "swapped", "pay", "stayed"),
        *many(4, "swapped", "pay", "left"),
        *many(3, "declined", "family", "left"),
        *many(9, "sent_back", "shift", "left"),
    ]
    _kept, changed, family, sent, pay = compare(said)
    assert changed == Row("overridden", "", 21, 5, 16, 0)
    assert family.people is None, "three people"
    assert pay == Row("swapped", "pay", 9), "four who left"
    assert [row.people for row in (family, sent, pay)].count(None) == 2, (
        "planted: one hidden row alone could be told from the whole"
    )
    assert compare(many(3, "kept", "", "stayed"))[0] == Row("kept", "", None)
    assert compare([])[0] == Row("kept", "", 0, 0, 0, 0)
    assert compare([*many(6, "kept", "", "stayed"), *many(2, "kept", "", "left")])[0] == Row("kept", "", 8), (
        "two who left are not shown"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("同村的人在这家，本人想有个伴", "companions"), ("那家夜班多", "shift"), ("嫌工资低", "pay"), ("说不清", "other")],
)
def test_reasons_are_read_by_their_words(text: str, kind: str) -> None:
    assert reason_of(text) == kind
    assert len({(kind, name) for kind, name, _word in words()}) == len({kind for kind, _name, _word in words()})
