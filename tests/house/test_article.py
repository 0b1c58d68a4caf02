"""Every statement of the report has its row, its screen and its test, and the printed page says the same as the live one."""

import re
from pathlib import Path

import pytest
from django.urls import resolve
from django.utils import translation

from shanhai.apps.figures.facts import EDITIONS
from shanhai.web.public.statements import statements
from tests.house.printed_article import printed

ROOT = Path(__file__).resolve().parents[2]
KEYS = (  # what the report says, in its order: a statement that lost its row would lose its key here
    "元宵", "2000 公里", "答疑", "2016 年马尾区接过", "二十周年", "推动了当地贫困人口就业", "主战场", "福州牵头", "2017 年两区人社局",
    "供求信息、技能培训、服务管理、劳务维权", "44 万", "2.9 万", "10.2%", "16.4 万", "12.84 亿元", "46%", "两份", "7 个方面", "没有点名",
    "经费保障", "劳务经纪人", "调查走访", "信息库", "及时发布", "万人转移就业", "5 家诚信用工企业", "60 家企业", "近 3000", "500 余份",
    "近 300 人次", "补贴券”500 份", "50 余人", "拓宽", "座谈会", "主题", "14 个乡镇", "6 家职业中介", "宣传马尾区情", "设立劳务工作站",
    "成建制", "带头作用", "署来源", "地方导航",
)  # fmt: skip


def test_every_statement_of_the_report_has_a_row() -> None:
    with translation.override("zh-hans"):
        texts = [str(statement.text) for statement in statements()]
    assert len(texts) == len(KEYS)
    assert [key for key, text in zip(KEYS, texts, strict=True) if key not in text] == []


def test_every_figure_of_the_report_is_named_by_a_statement() -> None:
    assert {statement.figure for statement in statements() if statement.figure} == set(EDITIONS["report"])


@pytest.mark.parametrize("statement", statements(), ids=lambda one: one.id)
def test_a_statement_is_held_or_says_why_not(statement) -> None:  # type: ignore[no-untyped-def]
    if statement.state == "outside":
        assert statement.remark and not statement.figure
        return
    assert (ROOT / statement.test).exists()
    resolve(statement.screen.split("?")[0])


FIRMS = re.compile("飞毛腿|上润|頂益|顶益|華映|华映|正泰")


def test_the_five_firms_appear_on_the_article_page_only() -> None:
    named = {
        str(path.relative_to(ROOT))
        for folder in ("shanhai", "policies", "locale")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".csv", ".yaml", ".json", ".md"}
        and FIRMS.search(path.read_text(encoding="utf-8"))
    }
    assert named == {"shanhai/web/public/statements.py"}


def test_the_printed_page_is_the_live_one() -> None:
    assert (ROOT / "docs/article.md").read_text(encoding="utf-8") == printed()
