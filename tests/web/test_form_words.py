"""What a form says about a mistake tells what to do, in our words."""

from django import forms

from shanhai.web.kit.forms import CountField, PlainForm


class Asked(PlainForm):
    name = forms.CharField(max_length=4)
    way = forms.ChoiceField(choices=[("a", "甲")])
    people = CountField(min_value=2, max_value=9)
    own = forms.CharField(error_messages={"required": "请填登录名。"})


def said(**typed: str) -> dict[str, str]:
    return {key: " ".join(map(str, problems)) for key, problems in Asked(typed).errors.items()}


def test_an_empty_field_asks_to_be_filled_and_one_with_words_of_its_own_keeps_them() -> None:
    assert said() == {"name": "请填写。", "way": "请选一项。", "people": "请填写。", "own": "请填登录名。"}


def test_a_mistake_is_told_with_its_bounds() -> None:
    assert said(name="马志成李梅", way="b", people="1", own="x") == {
        "name": "最多 4 个字，现在有 5 个。请写短一些。",
        "way": "没有这一项。请从名单里选。",
        "people": "最少是 2。",
    }
    assert said(name="马", way="a", people="十", own="x") == {"people": "看不懂。请只写数字。"}
    assert said(name="马", way="a", people="1 0", own="x") == {"people": "最多是 9。"}
