"""The 9th of March: numbers of others, the bulletin, the news, and the correction afterwards."""

import re

from django.test import Client

from tests.stories.fair import newest_intents
from tests.stories.story import REPORTED, Story, figure, news, today
from tests.stories.tables import person

SOURCE = "2018 年 3 月 9 日报道（引用地方统计）"
STATISTICS = ("resident_population", "poor_population", "poverty_rate", "surplus_labour", "wage_income", "wage_share")


def numbers_of_others_are_entered_and_checked(story: Story) -> None:
    today("2018-03-09")
    first, second = story["yuanzhou"], story["yuanzhou2"]
    for indicator in STATISTICS:
        first.press(
            "/statistics/",
            indicator=indicator,
            period="2017",
            value=str(REPORTED[indicator]),
            source_title=SOURCE,
            source_on="2018-03-09",
        )
    waiting = re.findall(r'name="check" value="(\w+)"', first.read("/statistics/"))
    assert len(waiting) == 6
    first.refused("/statistics/", "录入的人不能自己核对", check=waiting[0])
    story.pages["bulletin"] = story["mawei"].do(
        "bulletin.draft", title="2018 年春季劳务协作工作简报", slug="2018-spring", as_of="2018-03-09"
    )
    story["mawei"].refused(story.pages["bulletin"], "还没有第二个人核对", verb="freeze")
    for key in waiting:
        second.press("/statistics/", check=key)


def the_bulletin_says_what_the_report_says(story: Story) -> None:
    said = story["leader"].data("/bulletin/2018-spring.json")
    assert {one["id"]: one["value"] for one in said["figures"]} == REPORTED
    assert story.command("bulletin", "2018-spring") == said
    assert "53 人" in story["leader"].read("/bulletin/2018-spring/")


def the_bulletin_is_frozen_and_published(story: Story) -> None:
    mawei, page = story["mawei"], story.pages["bulletin"]
    mawei.press(page, verb="freeze")
    assert Client().get("/news/2018-spring/").status_code == 404
    mawei.press(
        page, verb="publish", headline="马尾原州接力协作（示例）", source="示例", author="示例通讯员", editor="示例编辑"
    )
    words = {"zh-hans": "提供区内 60 家企业 近3000", "zh-hant": "提供區內 60 家企業 近3000", "en": "more than 50"}
    for lang, text in words.items():
        assert text in news(lang), lang
    assert "更正说明" not in news("zh-hans")


def every_number_opens_the_records_it_counts(story: Story) -> None:
    for one in story["leader"].data("/bulletin/2018-spring.json")["figures"]:
        said = figure(story, one["id"])
        assert round(sum(row["count"] for row in said["rows"]), 4) == said["value"] == REPORTED[one["id"]], one["id"]
        if one["class"] == "R":
            assert len(said["rows"]) == one["rows"] > 0


def one_person_takes_an_intent_back(story: Story) -> None:
    before = paragraphs(news("zh-hans"))
    booth = story["booth"]
    booth.press(
        story.fair, verb=f"withdraw:{newest_intents(booth, story.fair)[1]}", why="改去银川"
    )  # [0] is a second intent
    assert "53 → 52" in story["leader"].read("/bulletin/2018-spring/")
    assert story["leader"].data("/bulletin/2018-spring.json")["differences"] == [
        {"id": "intents_on_site", "was": "53", "now": "52"}
    ]
    assert figure(story, "intents_on_site")["value"] == 52
    assert "52" in story["leader"].read("/figures/intents_on_site/")
    assert "准确值 52 人" in Client().get("/article/").content.decode()
    assert story.command("bulletin", "2018-spring")["differences"][0]["now"] == "52"
    after = news("zh-hans")
    assert paragraphs(after) == before  # what was published stays as it was
    assert "更正说明" in after
    assert "53 → 52" in after


def paragraphs(page: str) -> list[str]:
    """The published text, without the notice above it."""
    text = page[page.index("<h1>") : page.index("定稿摘要")]
    return re.findall(
        r"<(?:p|h2)>(.*?)</(?:p|h2)>", re.sub(r'<section class="note.*?</section>', "", text, flags=re.DOTALL)
    )


def the_log_holds(story: Story) -> None:
    verdict = story.command("audit", "verify")
    assert verdict["findings"] == []
    assert story["stranger"].browser.get(story.fair).status_code == 404
    assert story["stranger"].browser.get("/bulletin/2018-spring/").status_code == 404
    assert person(0) not in story["mawei"].read("/workers/")
