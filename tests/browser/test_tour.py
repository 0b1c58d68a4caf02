"""The tour from start to end in a real browser: ten steps, then one person who left makes one fewer everywhere, until it is undone."""

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
    before = standing(visitor)
    assert len(set(before.values())) == 1
    visitor.open("/tour/")
    page.get_by_role("button", name="以原州身份去记").click()
    page.get_by_role("link", name="记离岗").click()
    page.get_by_label("从哪天起不在那里干").fill("2019-03-31")
    page.get_by_role("button", name="记下").click()
    page.get_by_text("离岗").first.wait_for()
    fewer = str(int(before["command"]) - 1)
    assert standing(visitor) == dict.fromkeys(before, fewer)
    visitor.open("/news/2019-spring/")
    assert "更正说明" in page.content() and f"{before['command']} → {fewer}" in page.content()
    visitor.open("/tasks/")
    page.locator("li", has_text="记离岗").get_by_role("button", name="撤销").first.click()
    page.get_by_text("已撤销").first.wait_for()
    assert standing(visitor) == before
    verdict = visitor.site.command("audit", "verify")
    assert verdict["findings"] == []


def standing(visitor: Visitor) -> dict[str, str]:
    """How many are at work in the paired province, as each place tells it."""
    page = visitor.page
    visitor.open("/tour/")
    tour = page.locator("section.note b.num").inner_text()
    visitor.open("/figures/helped_paired_province/")
    figure = page.locator("tfoot td.n").inner_text()
    visitor.open("/bulletin/2019-spring/")
    row = page.locator("tr", has=page.get_by_role("link", name="在结对省份就业", exact=True)).last
    bulletin = row.locator("td").nth(2).inner_text().split()[0]
    command = visitor.site.command("figure", "helped_paired_province")
    return {"tour": tour, "figure": figure, "bulletin": bulletin, "command": str(command["value"])}
