"""January and February 2018: the roll, the base of employers, their positions."""

import re

from django.test import Client

from tests.stories.story import Story, today
from tests.stories.tables import EMPLOYERS, as_csv, employer, employers, positions, roll


def the_roll_comes_in_from_the_villages(story: Story) -> None:
    today("2018-01-10")
    yuanzhou = story["yuanzhou"]
    check = yuanzhou.upload("workers", "名册.csv", roll())
    page = yuanzhou.read(check)
    assert "科学计数" in page
    assert "不满 16 周岁" in page
    assert "共 0 条" in yuanzhou.read("/workers/")  # nothing is stored before somebody confirms
    yuanzhou.press(check, do="confirm")
    assert "共 60 条" in yuanzhou.read("/workers/")
    assert "共 0 条" in story["mawei"].read("/workers/")  # the other side knows nobody yet
    first = yuanzhou.link("/workers/?q=马志成", "马志成")
    yuanzhou.press(first, willing="yes", work="装配", lowest_pay="3500", stated_on="2018-01-10")
    yuanzhou.do(
        "worker.status", yuanzhou.about(first, "worker.status"), kind="lifted", since="2017-12-31", paper="公告（示例）"
    )


def employers_are_surveyed_graded_and_listed(story: Story) -> None:
    today("2018-02-07")
    mawei = story["mawei"]
    mawei.press(mawei.upload("employers", "企业.csv", employers()), do="confirm")
    rows = [row for page in (1, 2, 3) for row in re.findall(r'<a href="/employers/(\w+)/">([^<]+)', mawei.read(f"/employers/?page={page}"))]  # fmt: skip
    story.pages |= {name: key for key, name in rows}
    for serial in range(EMPLOYERS):
        firm = story.pages[employer(serial)]
        visit = {
            "round": "2018 年春节前后走访",
            "on": "2018-01-20",
            "outcome": "visited",
            "willing": "yes",
            "found": "缺普工",
        }
        mawei.press(f"/do/employer.survey/?about={firm}", **visit)
        if serial < 6:  # the sixth is graded B, and will want to travel
            mawei.press(
                f"/do/employer.grade/?about={firm}",
                grade="AAAAAB"[serial],
                year="2017",
                assessor="劳动保障监察大队（示例）",
            )
        mawei.press(f"/do/employer.list/?about={firm}", on="2018-02-07")
    shut = story.pages["礁石机件（示例）"]
    mawei.do("employer.survey", shut, round="2018 年春节前后走访", on="2018-01-21", outcome="refused")
    mawei.refused(f"/do/employer.list/?about={shut}", "还没有表示愿意招", on="2018-02-07")
    assert "共 60 条" in mawei.read("/employers/?listed=yes")
    assert "礁石机件" not in story["yuanzhou"].read("/employers/")


def positions_come_in_by_command_and_anybody_reads_them(story: Story) -> None:
    today("2018-02-08")
    file = story.folder / "岗位.csv"
    file.write_bytes(as_csv(positions()))
    assert story.command("import", "positions", str(file), "--as", "mawei")["new"] == 60
    again = story.command("import", "positions", str(file), "--as", "mawei")
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 60)
    assert employer(0) in Client().get("/jobs/").content.decode()
