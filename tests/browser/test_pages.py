"""Every page as people meet it: right at three widths, light, accessible, with no host but ours and no script needed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
LIMIT = 100 * 1024
PUBLIC = [
    "/",
    "/article/",
    "/tour/",
    "/news/",
    "/news/2018-spring/",
    "/jobs/",
    "/jobs/?eat=halal",
    "/money/",
    "/money/?home=640402&poor=yes&way=own&months=4",
    "/about/help/",
    "/about/privacy/",
    "/about/a11y/",
    "/login/",
]
SEATS = {
    "nobody": PUBLIC,
    "yuanzhou": [
        "/tasks/", "/workers/", "/workers/?willing=yes", "/imports/", "/fairs/", "/outreach/", "/agreements/", "/subsidies/",
        "/statistics/", "/bulletin/", "/bulletin/2018-spring/", "/figures/", "/figures/intents_on_site/", "/figures/poverty_rate/",
        "/audit/", "/search/?q=m", "/partners/", "/match/", "/transfers/", "/departures/", "/groups/", "/placements/", "/followups/",
        "/followups/2019-03/", "/followups/unknown/", "/do/departure.plan/",
    ],
    "mawei": [
        "/tasks/", "/workers/", "/employers/", "/positions/", "/fairs/", "/outreach/", "/imports/", "/exchange/", "/match/",
        "/exchange/send/?only=all", "/bulk/position.verify/?pay=2", "/transfers/", "/departures/", "/placements/", "/followups/",
        "/subsidies/", "/payouts/", "/publicity/", "/system/policies/", "/system/policies/mawei-2017/", "/comparisons/", "/rederive/", "/samples/",
    ],
    "sanying": ["/tasks/", "/workers/", "/imports/", "/employers/", "/exchange/", "/notices/", "/match/"],
    "hr": ["/tasks/", "/workers/", "/employers/", "/positions/"],
    "leader": ["/tasks/", "/bulletin/2018-spring/", "/figures/positions_offered/"],
}  # fmt: skip
FIRST_ROW = [
    "/workers/",
    "/employers/",
    "/positions/",
    "/fairs/",
    "/outreach/",
    "/agreements/",
    "/imports/",
    "/audit/",
    "/exchange/",
    "/transfers/",
    "/departures/",
    "/groups/",
    "/placements/",
    "/subsidies/",
    "/payouts/",
    "/publicity/",
]


def details(visitor: Visitor, seat: str) -> list[str]:
    """The first row of each list of a seat: one page of every kind of single thing."""
    found = []
    for path in FIRST_ROW:
        if path in SEATS[seat]:
            visitor.open(path)
            link = visitor.page.locator(f"main a[href^='{path}']").evaluate_all(
                f"links => links.map(a => a.getAttribute('href')).filter(h => /^{path.replace('/', chr(92) + '/')}[0-9A-Z]+\\/$/.test(h))[0]"
            )
            if link:
                found.append(link)
    return found


SIDE_PAGES = ["/match/groups/", "/match/groups/?q=马", "/match/seats/", "/match/overrides/"]


def matching(visitor: Visitor) -> list[str]:
    """Every kind of page of matching, as links lead to them."""

    def first(path: str, inside: str) -> str:
        visitor.open(path)
        links = visitor.page.locator("main a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        return next(link for link in links if re.fullmatch(inside, link.partition("#")[0]))

    calls, run = first("/match/", r"/match/\w+/calls/\w+/"), first("/match/", r"/match/[0-9A-Z]{12}/")
    person = first(run, rf"{run}[0-9A-Z]{{12}}/")
    return [
        calls,
        run,
        f"{person}?pay=4000",
        f"{run}unplaced/",
        f"{run}difference/",
        f"{run}check/",
        f"{run}?look=yes",
        *SIDE_PAGES,
    ]


def test_sheets_forms_and_the_escort_s_page_of_going(visitor: Visitor) -> None:
    visitor.log_in("yuanzhou")
    visitor.open("/departures/?state=planned")
    departure = visitor.page.locator("main td a").first.get_attribute("href")
    visitor.open(f"{departure}")
    link = visitor.page.locator("main a[href^='/go/']").get_attribute("href")
    visitor.open("/transfers/?state=letter")
    letter = visitor.page.locator("main td a").first.get_attribute("href")
    key = f"{letter}".split("/")[2]
    pages = [
        f"{departure}print/",
        f"{link}",
        f"{letter}letter/",
        f"/do/transfer.report/?about={key}",
        f"/do/transfer.start/?about={key}",
    ]
    assert [f"{path}: {problem}" for path in pages for problem in look(visitor, path)] == []


def test_a_person_s_own_page_its_slip_and_the_curves(visitor: Visitor, site: Site) -> None:
    links = site.command("demo", "--no-serve")["worker_links"]
    assert isinstance(links, list)
    own = "/w/" + str(links[0]).rpartition("/w/")[2]
    visitor.log_in("yuanzhou")
    visitor.open("/followups/?look=plea")
    spell = visitor.page.locator("main a.plain[href^='/placements/']").first.get_attribute("href")
    pages = [own, f"{own}say/", f"{spell}", f"{spell}slip/", "/staying/", "/staying/?by=employer", "/promises/"]
    assert [f"{path}: {problem}" for path in pages for problem in look(visitor, path)] == []


def test_a_letter_and_a_roster_print_on_one_page_each(visitor: Visitor) -> None:
    visitor.log_in("yuanzhou")
    visitor.open("/transfers/?state=letter")
    visitor.open(f"{visitor.page.locator('main td a').first.get_attribute('href')}letter/")
    assert visitor.page.pdf(format="A4").count(b"/Type /Page\n") == 1
    visitor.open("/departures/?state=planned")
    visitor.open(f"{visitor.page.locator('main td a').first.get_attribute('href')}print/")
    assert visitor.page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_every_page_of_matching(visitor: Visitor) -> None:
    visitor.log_in("yuanzhou")
    problems = [f"{path}: {problem}" for path in matching(visitor) for problem in look(visitor, path)]
    assert problems == []


def test_a_run_is_gone_over_with_single_keys_that_can_be_turned_off(visitor: Visitor) -> None:
    visitor.log_in("yuanzhou")
    run = matching(visitor)[1]
    visitor.open(f"{run}?state=proposed")
    page = visitor.page
    here = page.locator("table.review tr.here")
    page.keyboard.press("j")
    page.keyboard.press("j")
    name = here.locator("a").first.inner_text()
    page.keyboard.press("x")
    assert here.locator("input").is_checked()
    page.keyboard.press("l")
    page.wait_for_url(re.compile(r"/match/\w+/done/\d+/"))
    assert name in page.locator("main").inner_text(), "the row one was on, and no other"
    visitor.open(f"{run}?state=proposed")
    page.locator("#why").focus()
    page.keyboard.type("jly")
    assert page.locator("#why").input_value() == "jly" and here.count() == 0, "who writes is not interrupted"
    page.locator("h1").click()
    page.keyboard.press("?")
    page.locator("#keys-off").check()
    page.keyboard.press("j")
    assert here.count() == 0
    visitor.open(f"{run}?state=proposed")
    assert page.locator("#keys-off").is_checked(), "and it is remembered"


@pytest.mark.parametrize("seat", SEATS)
def test_every_page_of_a_seat(seat: str, visitor: Visitor) -> None:
    if seat != "nobody":
        visitor.log_in(seat)
    problems: list[str] = []
    visitor.page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    visitor.page.on(
        "request", lambda asked: problems.append(asked.url) if not asked.url.startswith(visitor.site.url) else None
    )
    for path in [*SEATS[seat], *details(visitor, seat)]:
        problems += [f"{path}: {problem}" for problem in look(visitor, path)]
    assert problems == []


def look(visitor: Visitor, path: str) -> list[str]:
    """What is wrong with one page: weight, width, accessibility."""
    page, weights = visitor.page, []
    page.set_viewport_size({"width": 1280, "height": 900})

    def weigh(answer: Response) -> None:
        weights.append(int(answer.headers.get("content-length") or len(answer.body())))

    page.on("response", weigh)
    visitor.open(path)
    page.remove_listener("response", weigh)
    found = [] if sum(weights) <= LIMIT else [f"{sum(weights)} bytes"]
    page.evaluate(AXE)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{wide} px wide at {width}")
        if width != 320:
            seen = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [f"{width}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in seen["violations"]]
    return found


def test_axe_notices_a_planted_fault(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/kit/favicon.svg\">')"
    )
    visitor.page.evaluate(AXE)
    seen = visitor.page.evaluate("axe.run(document)")
    assert [v["id"] for v in seen["violations"]] == ["image-alt"]


def test_everything_works_without_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    someone = Visitor(context.new_page(), site)
    someone.log_in("yuanzhou")
    someone.open("/workers/")
    someone.page.locator("main input[name=q]").fill("马")
    someone.page.get_by_role("main").get_by_role("button", name="查找").click()
    assert "q=" in someone.page.url
    someone.page.get_by_role("button", name="繁").click()
    assert "勞動力" in someone.page.content()
    context.close()


def test_the_skip_link_and_the_log_in_work_by_keyboard(visitor: Visitor) -> None:
    visitor.open("/login/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    visitor.page.get_by_label("登录名").focus()
    visitor.page.keyboard.type("leader")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.type("shanhai-demo")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/tasks/")


def test_the_bulletin_prints_on_two_pages_at_most(visitor: Visitor) -> None:
    visitor.log_in("leader")
    visitor.open("/bulletin/2018-spring/")
    assert 1 <= visitor.page.pdf(format="A4").count(b"/Type /Page\n") <= 2
