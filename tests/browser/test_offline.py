"""Without a network: the escort's page and the heartbeat open once they were seen, keep taps, show them, and send them in order."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN", has_touch=True)
    yield context
    context.close()


def planned(visitor: Visitor) -> tuple[str, str]:
    """The departure that is still to leave: its page and the escort's link, as the bureau reads them."""
    visitor.log_in("yuanzhou")
    visitor.open("/departures/?state=planned")
    page = visitor.page.locator("main td a").first.get_attribute("href")
    assert page
    visitor.open(page)
    link = visitor.page.locator("main a[href^='/go/']").get_attribute("href")
    assert link
    return page, link


def ready(page: Page) -> None:
    """The page is kept on the phone, and its reader stands before the network."""
    page.wait_for_selector("html[data-offline=ready]")


def row(page: Page, nth: int) -> str:
    """The id of the nth row that nobody has ticked off, or of the nth to be asked."""
    found = page.locator(".roll > li[data-state='listed'], .beats > li").nth(nth).get_attribute("id")
    assert found
    return found


def counts(page: Page) -> tuple[int, int]:
    """How many came and how many did not, as the page says."""
    return tuple(int(page.locator(f"[data-count={one}]").inner_text()) for one in ("aboard", "absent"))  # type: ignore[return-value]


def said(page: Page, key: str) -> str:
    return page.locator(f"#{key} [data-said]").inner_text()


def test_the_escort_ticks_people_off_without_a_network(visitor: Visitor, phone: BrowserContext, site: Site) -> None:
    _departure, link = planned(visitor)
    page = phone.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(site.url + link)
    ready(page)
    first, second = row(page, 0), row(page, 1)
    before = counts(page)
    phone.set_offline(True)
    page.reload()
    assert page.locator("h1").is_visible(), "opens without a network once seen"
    page.locator(f"#{first} button", has_text="来了").click()
    page.locator(f"#{second} button", has_text="没来").click()
    page.locator("button[value=leave]").click()
    assert "3 条没发出去" in page.locator("#unsent").inner_text()
    assert said(page, first) == "来了 · 还没发"
    assert counts(page) == (before[0] + 1, before[1] + 1)
    page.reload()
    assert "3 条没发出去" in page.locator("#unsent").inner_text(), "kept over a reload without a network"
    phone.set_offline(False)
    page.wait_for_selector("#refused:not([hidden])")
    assert "还有" in page.locator("#refused p").inner_text() and "没点名" in page.locator("#refused p").inner_text()
    assert page.locator("#unsent").is_hidden()
    assert (said(page, first), said(page, second)) == ("来了", "没来")
    page.locator("#refused button").click()
    assert page.locator("#refused").is_hidden()
    visitor.open(_departure)
    told = visitor.page.locator(f"#{first}").inner_text(), visitor.page.locator(f"#{second}").inner_text()
    assert "来了" in told[0] and "没来" in told[1]
    assert wrong == []


def test_somebody_goes_instead_in_two_taps_offline(visitor: Visitor, phone: BrowserContext, site: Site) -> None:
    departure, link = planned(visitor)
    page = phone.new_page()
    page.goto(site.url + link)
    if not page.locator("li[data-state=waiting]").count():
        pytest.fail("the demo's coach has nobody waiting: nothing to test here")
    ready(page)
    phone.set_offline(True)
    absent = row(page, 0)
    page.locator(f"#{absent} button", has_text="没来").click()
    page.locator(f"#{absent} summary").click()
    instead = page.locator(f"#{absent} details button").first
    name = instead.inner_text()
    instead.click()
    assert "2 条没发出去" in page.locator("#unsent").inner_text()
    assert page.locator(f"#{absent}").get_attribute("data-state") == "absent-filled"
    phone.set_offline(False)
    page.locator("#unsent").wait_for(state="hidden")
    visitor.open(departure)
    assert re.search(f"{name}[\\s\\S]*顶", visitor.page.locator("#roster").inner_text())


def test_a_village_asks_without_a_network(site: Site, phone: BrowserContext) -> None:
    someone = Visitor(phone.new_page(), site)
    someone.log_in("yuanzhou")
    someone.open("/followups/")
    month = someone.page.locator("main a.btn[href^='/followups/2']").get_attribute("href")
    assert month
    someone.open(f"{month}?asked=no")
    page = someone.page
    ready(page)
    one = row(page, 0)
    phone.set_offline(True)
    page.reload()
    page.locator(f"#{one} button", has_text="还在干").first.click()
    assert "1 条没发出去" in page.locator("#unsent").inner_text()
    assert not page.evaluate("Object.values(localStorage).join().match(/1[3-9]\\d{9}/)"), "no number is kept"
    phone.set_offline(False)
    page.locator("#unsent").wait_for(state="hidden")
    someone.open(f"{month}?asked=yes")
    assert someone.page.locator(f"#{one}").get_attribute("data-state") == "working"


def test_who_was_logged_out_keeps_the_tap_and_is_told(site: Site, phone: BrowserContext) -> None:
    someone = Visitor(phone.new_page(), site)
    someone.log_in("yuanzhou")
    someone.open("/followups/")
    month = someone.page.locator("main a.btn[href^='/followups/2']").get_attribute("href")
    someone.open(f"{month}?asked=no")
    page, key = someone.page, row(someone.page, 1)
    phone.clear_cookies(name="sessionid")
    page.locator(f"#{key} button", has_text="没问到").click()
    page.locator("#unsent", has_text="重新登录").wait_for()
    assert "1 条没发出去" in page.locator("#unsent").inner_text()
    someone.log_in("yuanzhou")
    someone.open(f"{month}")
    page.locator("#unsent").wait_for(state="hidden")
    assert page.locator(f"#{key}").get_attribute("data-state") == "not_reached"


def test_a_person_says_their_own_months_without_a_network(site: Site, phone: BrowserContext) -> None:
    links = site.command("demo", "--no-serve")["worker_links"]
    assert isinstance(links, list)
    own = site.url + "/w/" + str(links[0]).rpartition("/w/")[2]
    page = phone.new_page()
    page.goto(f"{own}say/")
    ready(page)
    one = page.locator(".go .roll > li").first.get_attribute("id")
    assert one
    phone.set_offline(True)
    page.reload()
    page.locator(f"#{one} summary").click()
    page.locator(f"#{one} input").fill("4100")
    page.locator(f"#{one} details button").click()
    page.locator("textarea").first.fill("宿舍漏水（示例）")
    page.locator("button[value^=plea]").first.click()
    assert "2 条没发出去" in page.locator("#unsent").inner_text()
    phone.set_offline(False)
    page.locator("#unsent").wait_for(state="hidden")
    assert page.locator("#refused").is_hidden() and said(page, one) == "您说干了"
    boss = Visitor(phone.new_page(), site)
    boss.log_in("yuanzhou")
    boss.open("/followups/?look=plea")
    told = boss.page.locator("main").inner_text()
    assert "宿舍漏水（示例）" in told and "有难处" in told
