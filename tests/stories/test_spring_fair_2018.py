"""The report of 9 March 2018, lived through the public doors: pages and the command, from an empty installation to the corrected news.

Founding (regions, accounts, pairing, the demo's clock) is what an installer does. Everything after it goes through a page or `shanhai`.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import INSTALLER, found_demo, hash_password, open_account
from shanhai.apps.regions.actions import found, pair
from shanhai.cli.main import main
from shanhai.core.desk import Role
from shanhai.core.identifiers.credit import compose
from tests.stories.bureau import PASSWORD, Person, options
from tests.stories.tables import EMPLOYERS, TOWNSHIPS, as_csv, employer, employers, number, person, positions, roll

FAIR = "2018 年固原市春风行动万人转移就业用工现场招聘会"
SOURCE = "2018 年 3 月 9 日报道（引用地方统计）"
REPORTED = {
    "resident_population": 440_000, "poor_population": 29_000, "poverty_rate": 10.2, "surplus_labour": 164_000,
    "wage_income": 128_400_000_000, "wage_share": 46, "pairing_start_year": 2016, "agreement_year": 2017, "consensus_fields": 4,
    "policy_papers": 2, "subsidy_areas": 7, "distance_km": 2000, "programme_years": 20, "employers_present": 5,
    "employers_offering": 60, "positions_offered": 2986, "leaflets": 512, "enquiries": 297, "vouchers_printed": 500,
    "intents_on_site": 53, "townships_briefed": 14, "agencies_briefed": 6,
}  # fmt: skip
STATISTICS = ("resident_population", "poor_population", "poverty_rate", "surplus_labour", "wage_income", "wage_share")
ACCOUNTS = (
    ("sysadmin", Role.SYSADMIN, "350105"), ("yuanzhou", Role.OFFICER, "640402"), ("yuanzhou2", Role.OFFICER, "640402"),
    ("mawei", Role.OFFICER, "350105"), ("booth", Role.BOOTH, "350105"), ("leader", Role.LEADER, "640402"),
    ("stranger", Role.OFFICER, "621102"),
)  # fmt: skip


@dataclass
class Story:
    """What a chapter leaves for the next: addresses that its people have open."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    fair: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, login: str) -> Person:
        if login not in self.people:
            self.people[login] = Person(login)
        return self.people[login]

    def command(self, *words: str, code: int = 0) -> Any:
        """Run `shanhai … --json` and answer what it printed."""
        self.capsys.readouterr()
        assert main([*words, "--json"]) == code, self.capsys.readouterr()
        return json.loads(self.capsys.readouterr().out)


def today(day: str) -> None:
    """Tear a leaf off the calendar."""
    found_demo(today=date.fromisoformat(day), scale="small")


@contextmanager
def chapter(name: str) -> Iterator[None]:
    """Say in which chapter something went wrong."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"chapter: {name}")
        raise


@pytest.mark.django_db
def test_the_report_can_be_lived_from_an_empty_installation_to_the_corrected_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story(folder=tmp_path, capsys=capsys)
    for tell in (
        an_installer_founds_two_counties_and_pairs_them,
        they_sign_an_agreement_and_issue_papers,
        the_roll_comes_in_from_the_villages,
        employers_are_surveyed_graded_and_listed,
        positions_come_in_by_command_and_anybody_reads_them,
        the_delegation_is_planned,
        leaflets_answers_and_vouchers_are_prepared,
        the_working_group_flies_on_the_lantern_festival,
        the_fair_is_held,
        they_meet_brief_and_talk,
        numbers_of_others_are_entered_and_checked,
        the_bulletin_says_what_the_report_says,
        the_bulletin_is_frozen_and_published,
        every_number_opens_the_records_it_counts,
        one_person_takes_an_intent_back,
        the_log_holds,
    ):
        with chapter(tell.__name__):
            tell(story)


def an_installer_founds_two_counties_and_pairs_them(story: Story) -> None:
    at = datetime(2017, 9, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    today("2017-09-01")
    regions = found(counties=("640402", "350105", "350505", "621102"), by=INSTALLER, at=at)
    users = {
        login: open_account(
            login=login, name=login, role=role, region=regions[region], office=regions[region].name,
            password_hash=hash_password(PASSWORD), by=INSTALLER, at=at,
        )
        for login, role, region in ACCOUNTS
    }  # fmt: skip
    common: dict[str, Any] = {
        "sending": regions["640402"],
        "programme": "闽宁协作",
        "programme_since": 1996,
        "distance_km": 2000,
    }
    common |= {"precision": "year", "source": "报道", "by": users["sysadmin"].actor(), "at": at}
    before = pair(receiving=regions["350505"], started_on=date(2011, 1, 1), **common)
    pair(receiving=regions["350105"], started_on=date(2016, 1, 1), predecessor=before, **common)


def they_sign_an_agreement_and_issue_papers(story: Story) -> None:
    today("2017-12-20")
    yuanzhou, mawei = story["yuanzhou"], story["mawei"]
    signed = yuanzhou.do(
        "agreement.sign",
        title="劳务对接合作协议",
        signed_year="2017",
        sending_signatory="原州区人社局",
        receiving_signatory="马尾区人社局",
    )
    yuanzhou.do(
        "agreement.commit",
        yuanzhou.about(signed, "agreement.commit"),
        side="receiving",
        text="提供岗位信息（示例）",
        quota="2000",
        unit="个",
    )
    for title, scope in (
        ("两地劳务实施的协作意见（示例）", ["621100", "640400"]),
        ("精准劳务协作的通知（示例）", ["640400"]),
    ):
        mawei.do("paper.enter", title=title, subject_of="cooperation", scope=scope)
    yuanzhou.do("paper.enter", title="扶持劳务经纪人的意见（题名为示例）", subject_of="brokers", scope=["640402"])
    for name in ("交通补贴", "生活补贴", "以工引工奖励", "招工用工奖励", "职业培训补贴"):
        mawei.do("area.name", name=name, assumed="no")
    for name in ("劳务工作站补贴", "成建制转移奖励"):
        mawei.refused("/do/area.name/", "要写明为什么这样推定", ordinal="6", name=name, assumed="yes")
        mawei.do("area.name", name=name, assumed="yes", reason="报道写 7 个方面，只点名 5 个")
    assert story["yuanzhou"].read("/subsidies/").count("假定") == 2


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


def the_delegation_is_planned(story: Story) -> None:
    today("2018-02-26")
    mawei = story["mawei"]
    plan = {
        "name": FAIR,
        "organiser": "固原市",
        "organiser_region": "640400",
        "held_on": "2018-03-03",
        "place": "示例广场",
        "leader": "陈敏（示例）",
    }
    story.fair = mawei.do("fair.plan", **plan)
    assert mawei.do("fair.plan", **plan) == story.fair
    group = mawei.about(story.fair, "fair.bring")
    for serial in range(5):
        mawei.do("fair.bring", group, employer=story.pages[employer(serial)], present="yes")
    below = story.pages[employer(5)]
    mawei.refused(f"/do/fair.bring/?about={group}", "不是 A 级，不能到场", employer=below, present="yes")
    mawei.do("fair.bring_rest", group)
    assert story["yuanzhou"].read(story.fair).count("代招</td>") == 55
    story.pages["group"] = group


def leaflets_answers_and_vouchers_are_prepared(story: Story) -> None:
    today("2018-02-28")
    mawei, yuanzhou = story["mawei"], story["yuanzhou"]
    mawei.do("leaflets.print", title="企业用工宣传画页（示例）", printed="600")
    wording = {"topic": "交通", "question": "路费谁出", "answer": "凭券按规定报销（示例口径）"}
    mawei.do("answer.word", story.pages["group"], **wording)
    answer = re.search(r'value="agree:(\w+)"', yuanzhou.read(story.fair))
    assert answer
    yuanzhou.press(story.fair, verb=f"agree:{answer[1]}")
    story.pages["answer"] = answer[1]
    lot = {
        "lot": "MW2018-01",
        "title": "马尾·固原结对帮扶就业交通补贴券",
        "size": "500",
        "printed_on": "2018-02-28",
        "expires_on": "2018-12-31",
    }
    mawei.do("voucher.print", story.pages["group"], **lot)
    assert "1–500 号" in yuanzhou.read(story.fair)
    assert "/do/voucher.print/" not in yuanzhou.read(story.fair)  # only the side that pays prints


def the_working_group_flies_on_the_lantern_festival(story: Story) -> None:
    today("2018-03-02")
    mawei = story["mawei"]
    mawei.do(
        "trip.record",
        purpose="赴固原劳务对接（航班）",
        set_out_at="2018-03-02 16:10",
        arrived_at="2018-03-02 19:20",
        members="陈敏（示例）等 4 人",
    )
    mawei.do("fair.join_trip", story.pages["group"])  # there is only one journey, so it is not asked which
    assert "赴固原劳务对接" in story["yuanzhou"].read(story.fair)
    mawei.refused(story.fair, "现在还不能开摊", verb="open")


def the_fair_is_held(story: Story) -> None:
    today("2018-03-03")
    mawei, booth = story["mawei"], story["booth"]
    mawei.press(story.fair, verb="open")
    page = booth.read(story.fair)
    offers, run = options(page, "offer"), re.search(r'value="hand_out:(\w+)"', page)
    assert run and len(offers) == EMPLOYERS
    for _tap in range(255):
        booth.press(story.fair, verb="tap")
    for _mistake in range(7):
        booth.press(story.fair, verb="tap")
        last = re.search(r'value="untap:(\w+)"', booth.read(story.fair))
        assert last
        booth.press(story.fair, verb=f"untap:{last[1]}")
    booth.press(story.fair, verb="ask", topic="交通", text="路费谁出？", answer=story.pages["answer"])
    booth.refused(story.fair, "约好哪天回电话", verb="ask", topic="孩子", text="孩子能上学吗")
    places = list(offers.values())
    for serial in range(55):
        booth.press(story.fair, verb="take", number=number(serial), offer=places[serial % len(places)])
    booth.press(story.fair, verb="take", number=number(0), offer=places[0])  # the same click again
    booth.press(story.fair, verb="take", number=number(0), offer=places[1])  # a second intent of one person
    booth.refused(story.fair, "没有找到这个人", verb="take", number=number(70), offer=places[0])
    for _person in range(2):
        booth.press(story.fair, verb=f"withdraw:{newest_intents(booth, story.fair)[1]}", why="家里有事")
    for serial in range(10):
        booth.press(story.fair, verb=f"hand_out:{run[1]}", voucher=str(serial + 1), number=number(serial))
    booth.refused(story.fair, "已经发给别人了", verb=f"hand_out:{run[1]}", voucher="1", number=number(20))
    booth.refused(story.fair, "一人一张", verb=f"hand_out:{run[1]}", voucher="30", number=number(3))
    mawei.press(story.fair, verb="close")
    for sheet, times in (("纸表A", 19), ("纸表B", 14), ("纸表C", 9)):
        booth.press(story.fair, verb="tally", sheet=sheet, times=str(times))
    booth.refused(story.fair, "现在是“closed”", verb="tap")
    assert "<b>53</b>" in story["yuanzhou"].read(story.fair)
    assert "马*成" in mawei.read("/workers/")  # whoever agreed is known to the other side now, masked


def newest_intents(booth: Person, fair: str) -> list[str]:
    """The intents that can be taken back, as the fair's page lists them, newest first."""
    return re.findall(r'value="withdraw:(\w+)"', booth.read(fair))[::-1]


def they_meet_brief_and_talk(story: Story) -> None:
    mawei, yuanzhou = story["mawei"], story["yuanzhou"]
    register_partners(yuanzhou)
    today("2018-03-04")
    symposium = mawei.do("meeting.hold", kind="symposium", title="2018 年固原市春季企业用工招聘工作座谈会", theme="如何做好新形势下农村劳动力转移就业工作", host="固原市", place="示例会议室", held_on="2018-03-04")  # fmt: skip
    about = mawei.about(symposium, "meeting.hear")
    mawei.do("meeting.attend", about, kind="bureau", name="原州区就业创业服务局（示例）", people="3")
    mawei.do("meeting.attend", about, kind="employer", name=employer(0))
    mawei.do("meeting.attend_stations", about)
    heard = {"said_by": "bureau", "text": "岗位信息到乡镇太慢", "follow_up": "每周五报一次"}
    mawei.refused(f"/do/meeting.hear/?about={about}", "由哪一方负责", **heard)
    mawei.do("meeting.hear", about, **heard, responsible="350105", due_on="2018-03-16")
    briefing = mawei.do("meeting.hold", kind="briefing", title="马尾·原州就业扶贫政策宣讲会", theme="优惠政策和用工环境", host="两区人社局", place="示例会场", held_on="2018-03-04")  # fmt: skip
    about = mawei.about(briefing, "meeting.hear")
    mawei.do("meeting.attend_townships", about)
    came = re.findall(
        r'value="(\w+)"[^>]*checked[^>]*> (?!北塬)', mawei.read(f"/do/meeting.attend_agencies/?about={about}")
    )
    assert len(came) == 6
    mawei.do("meeting.attend_agencies", about, came=came)
    assert all(name in yuanzhou.read(briefing) for name in TOWNSHIPS)
    today("2018-03-05")
    talks(story)
    run = re.search(r'name="run" value="(\w+)"', mawei.read("/outreach/"))
    assert run
    mawei.press("/outreach/", run=run[1], left_over="88")


def register_partners(yuanzhou: Person) -> None:
    """Seven agencies, of which six will come; one workstation; one broker."""
    today("2018-03-01")
    for serial, name in enumerate(("山塬", "六盘", "清水河", "塬上", "须弥", "东岳", "北塬")):
        yuanzhou.do("agency.register", code=compose("640402", 800 + serial), name=f"{name}劳务（示例）", kind="dispatch" if serial % 2 else "mediation", licence=f"示例 {serial}", licence_until="2019-12-31")  # fmt: skip
    yuanzhou.do("workstation.register", code="WS350105-01", name="原州区驻马尾劳务工作站（示例）", region="350105", serves="640402", founded_on="2017-06-01")  # fmt: skip
    yuanzhou.do("broker.register", code="BR640402-01", name="海占林（示例）", unit="640402100")


def talks(story: Story) -> None:
    """Four fields, each with somebody responsible on both sides; they count once both have confirmed."""
    mawei, yuanzhou = story["mawei"], story["yuanzhou"]
    meeting = mawei.do(
        "meeting.hold",
        kind="talks",
        title="马尾·原州劳务协作会谈",
        host="原州区人社局",
        place="示例会议室",
        held_on="2018-03-05",
    )
    mawei.do("minutes.draw_up", mawei.about(meeting, "minutes.draw_up"))
    minutes = mawei.about(meeting, "minutes.agree")
    for name in ("供求信息", "技能培训", "服务管理", "劳务维权"):
        mawei.do("minutes.agree", minutes, field=name, text=f"{name}（示例）", sending_person="李晓雯（示例）", receiving_person="陈敏（示例）", due_on="2018-06-30")  # fmt: skip
    mawei.press(meeting, verb=f"confirm:{minutes}")
    assert figure(story, "consensus_fields")["value"] is None
    today("2018-03-07")
    yuanzhou.press(meeting, verb=f"confirm:{minutes}")
    assert figure(story, "consensus_fields")["value"] == 4


def figure(story: Story, id: str) -> Any:
    """One figure, as its page and the command say it: the same dictionary."""
    said = story["yuanzhou"].data(f"/figures/{id}.json")
    assert story.command("figure", id, "--rows", "--as", "yuanzhou") == said
    return said


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


def news(lang: str) -> str:
    """The news page as anybody reads it."""
    answer = Client().get(f"/news/2018-spring/?lang={lang}")
    assert answer.status_code == 200
    return answer.content.decode()


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
