"""Three languages: everything said in Chinese is said in English, and traditional Chinese differs by its glyphs only."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from django.template import Context, Template
from django.utils import translation
from opencc import OpenCC

from shanhai.web.kit.catalogues import GLOSSARY, LOCALE, Key, messages, traditional
from shanhai.web.officer.words import NEED, RELATIVE

PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
HAN = re.compile(r"[\u4e00-\u9fff]")


def english() -> Iterator[tuple[str, Key, tuple[str, ...]]]:
    """Each English message of each room: file, key, its one or two forms."""
    for path in sorted((LOCALE / "en").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id:
                    single, plural = message.id if isinstance(message.id, tuple) else (message.id, "")
                    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
                    yield path.name, (message.context or "", str(single), str(plural)), tuple(map(str, forms))


def chinese() -> dict[Key, set[str]]:
    return {key: files for key, files in messages().items() if HAN.search(key[1])}


def test_every_message_has_its_english() -> None:
    have = {key for _file, key, forms in english() if all(forms)}
    missing = {key[1]: sorted(files) for key, files in chinese().items() if key not in have}
    assert missing == {}


def test_one_message_is_said_one_way() -> None:
    said: dict[Key, dict[str, str]] = {}
    for file, key, forms in english():
        said.setdefault(key, {})[file] = forms[0]
    assert {key[1]: ways for key, ways in said.items() if len(set(ways.values())) > 1} == {}


def test_placeholders_survive_translation() -> None:
    wrong = [
        (key[1], form)
        for _file, key, forms in english()
        for form in forms
        if sorted(set(PLACE.findall(key[1]))) != sorted(set(PLACE.findall(form)))
    ]
    assert wrong == []


def test_english_has_no_chinese_left_in_it() -> None:
    assert [form for _file, _key, forms in english() for form in forms if HAN.search(form) and "万" not in form] == []


def test_traditional_differs_by_glyphs_only() -> None:
    back = OpenCC("t2s")
    terms = [line.split("\t") for line in GLOSSARY.read_text().splitlines() if line and not line.startswith("#")]
    for _context, message, _plural in messages():
        made = traditional(message)
        assert len(made) == len(message), message
        for ours, theirs in terms:
            made = made.replace(theirs, ours)
        assert back.convert(made) == back.convert(message), message


@pytest.mark.parametrize(
    ("simplified", "right"),
    [
        ("信息网络", "信息網絡"),  # the mainland's terms stay
        ("中介", "仲介"),
        ("村里的公里数", "村裡的公里數"),
        ("就业", "就業"),
        ("为了群众", "為了群眾"),
        ("{name} 里", "{name} 裡"),
    ],
)
def test_the_glossary_decides(simplified: str, right: str) -> None:
    assert traditional(simplified) == right


def test_words_that_are_data_are_said_in_english_too() -> None:
    with translation.override("en"):
        assert [str(NEED["seated"]), str(RELATIVE["30"]), str(RELATIVE["10"])] == ["Seated work", "Daughter", "Spouse"]
        assert [word for word in (*map(str, NEED.values()), *map(str, RELATIVE.values())) if HAN.search(word)] == []
    with translation.override("zh-hans"):
        assert (str(NEED["seated"]), str(RELATIVE["30"])) == ("坐着干的活", "女")


def test_a_per_cent_sign_in_a_page_does_not_lose_its_english() -> None:
    page = Template('{% load i18n %}{% translate "至少 5 人、一个月留任不到 80% 才列出；这是去问的理由，不是评价。" %}')
    with translation.override("en"):
        said = page.render(Context())
    assert "80%" in said and "%%" not in said and not HAN.search(said)
    with translation.override("zh-hant"):
        assert "一個月留任不到 80% 才列出" in page.render(Context())
