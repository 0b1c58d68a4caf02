"""The tour from start to end in a real browser: ten steps, then one intent withdrawn makes 53 into 52 everywhere."""

import pytest

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_the_ten_steps_and_the_last_act(visitor: Visitor) -> None:
    page = visitor.page
    for step in range(1, 11):
        visitor.open("/tour/")
        button = page.locator(f"#step-{step}").get_by_role("button")
        with page.expect_navigation():
            button.click()
        assert page.locator("h1").count() == 1 and "没有这个页面" not in page.content(), step
        assert "/login/" not in page.url and "/tour/" not in page.url, step
    assert standing(visitor) == {"bulletin": "53", "figure": "53", "tour": "53", "command": "53"}
    visitor.open("/tour/")
    page.get_by_role("button", name="以原州身份去撤回").click()
    page.locator("#intents tbody tr", has_text="纸表补录").first.get_by_role("button", name="撤回").click()
    page.get_by_text("意向已撤回").wait_for()
    assert standing(visitor) == {"bulletin": "52", "figure": "52", "tour": "52", "command": "52"}
    visitor.open("/news/2018-spring/")
    assert "更正说明" in page.content() and "53 → 52" in page.content()
    visitor.open("/tasks/")
    page.locator("li", has_text="撤回意向").get_by_role("button", name="撤销").first.click()
    page.get_by_text("已撤销").first.wait_for()
    assert standing(visitor)["command"] == "53"
    verdict = visitor.site.command("audit", "verify")
    assert verdict["findings"] == []


def standing(visitor: Visitor) -> dict[str, str]:
    """The number of people with an intent, as each place tells it."""
    page = visitor.page
    visitor.open("/tour/")
    tour = page.locator("section.note b.num").inner_text()
    visitor.open("/figures/intents_on_site/")
    figure = page.locator("tfoot td.n").inner_text()
    visitor.open("/bulletin/2018-spring/")
    row = page.locator("tr", has=page.get_by_role("link", name="现场达成意向", exact=True)).last
    bulletin = row.locator("td").nth(2).inner_text().split()[0]
    command = visitor.site.command("figure", "intents_on_site")
    return {"tour": tour, "figure": figure, "bulletin": bulletin, "command": str(command["value"])}
