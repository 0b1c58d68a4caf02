"""The bulletin on paper: one sheet in Chinese, the same words as on screen, in all three languages."""

import subprocess

import pytest
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.demo.build import Summary


def pages(pdf: bytes) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return text.rstrip("\f").split("\f")


@pytest.mark.parametrize(
    ("lang", "most", "words"),
    [
        ("zh-hans", 1, ["近 3000", "演示环境"]),
        ("zh-hant", 1, ["馬尾區", "演示環境"]),
        ("en", 2, ["Mawei District", "nearly 3,000"]),
    ],
)
def test_the_bulletin_fits_its_sheets(world: Summary, lang: str, most: int, words: list[str]) -> None:
    client = Client()
    client.force_login(User.objects.get(login="leader"))
    printed = pages(client.get(f"/bulletin/2018-spring.pdf?lang={lang}").content)
    assert 1 <= len(printed) <= most
    assert [word for word in words if word.replace(" ", "") not in "".join(printed).replace(" ", "")] == []


def test_word_says_the_same(world: Summary) -> None:
    client = Client()
    client.force_login(User.objects.get(login="leader"))
    answer = client.get("/bulletin/2018-spring.docx")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document") and answer.content[:2] == b"PK"
