"""The fair: planned in February, flown to on the 2nd of March, held on the 3rd."""

import re

from tests.stories.bureau import Person, options
from tests.stories.story import Story, today
from tests.stories.tables import EMPLOYERS, employer, number

FAIR = "2018 年固原市春风行动万人转移就业用工现场招聘会"


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
        booth.press(story.fair, verb="untap")
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
