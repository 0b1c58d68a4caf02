"""留任的图: a small curve for each batch, employer or channel, with its n, its unknown and its band; nothing is drawn where nothing is known."""

import re
from datetime import date

from shanhai.apps.placements.actions import end_placement
from tests.web.transfer.conftest import Way, later


def drawn(page: str) -> list[str]:
    return re.findall(r"<li><h2>(.*?)</h2><p class=\"hint\">(.*?)</p><svg", page)


def test_each_batch_employer_and_channel_is_drawn_with_its_n_and_its_unknown(way: Way) -> None:
    first = way.working(way.stage.ma)
    way.working(way.stage.hai)
    end_placement(placement=first, ended_on=date(2018, 3, 20), why="home", by=way.actor("yuanzhou"), at=later(20))
    way.today(date(2018, 5, 20))
    told = "2 段，其中 1 段不知道在不在"
    assert drawn(way.read("yuanzhou", "/staying/")) == [("2018Q1", told)]
    assert drawn(way.read("yuanzhou", "/staying/?by=employer")) == [("海岸电池（示例）", told)]
    both = drawn(way.read("mawei", "/staying/?by=channel"))
    assert both == [("招聘会意向", "1 段，其中 0 段不知道在不在"), ("组织去的", "1 段，其中 1 段不知道在不在")]
    assert drawn(way.read("yuanzhou", "/staying/?by=nonsense")) == [("2018Q1", told)]


def test_a_line_ends_where_nothing_more_is_known(way: Way) -> None:
    """马志成 left on day 15; of 海兰 only the first day is known, so her line ends on day 1 while the axis goes on to day 15."""
    first = way.working(way.stage.ma)
    way.working(way.stage.hai)
    end_placement(placement=first, ended_on=date(2018, 3, 20), why="home", by=way.actor("yuanzhou"), at=later(20))
    way.today(date(2018, 5, 20))
    lines = re.findall(r'class="line" points="([^"]*)"', way.read("yuanzhou", "/staying/?by=channel"))
    ends = [float(line.split()[-1].partition(",")[0]) for line in lines]
    assert ends[0] == ends[1] == 606.0 and ends[2] == round(46 + 560 / 15, 1)


def test_nobody_below_the_bureaus_reads_them(way: Way) -> None:
    for login in ("sanying", "station", "hr", "stranger"):
        page = way.sign_in(login).get("/staying/")
        assert page.status_code == 404 or "还没有人上岗" in page.content.decode()
