"""February 2018: Mawei tells Yuanzhou of its positions, hears back, and tells one change; a township makes its notices of them."""

import re

from tests.stories.story import Story, today
from tests.stories.tables import EMPLOYERS, employer

TITLE = "春节前后第一批岗位"


def mawei_sends_its_positions_and_yuanzhou_answers(story: Story) -> None:
    today("2018-02-12")
    mawei, yuanzhou = story["mawei"], story["yuanzhou"]
    asked = re.search(r'<option value="(\w+)"[^>]*>原州区', mawei.read("/exchange/send/"))
    assert asked
    sent = mawei.press("/exchange/send/", pairing=asked[1], title=TITLE, answer_by="2018-02-23", which="all")
    assert f"发出 {EMPLOYERS} 个岗位" in mawei.read(sent)
    today("2018-02-13")
    assert "签收马尾区发来的岗位" in yuanzhou.read("/tasks/")
    assert yuanzhou.link("/exchange/", TITLE) == sent
    yuanzhou.press(sent, verb="acknowledge")
    today("2018-02-14")
    townships = re.findall(r'name="townships" value="(\d{9})"', yuanzhou.read(sent))
    assert len(townships) == 14
    yuanzhou.press(sent, verb="answer", may_come="40", text="正月十五以后", townships=townships)
    assert "估计可能来 40 人" in mawei.read(sent)
    story.pages["dispatch"] = sent


def one_position_changes_and_is_told_again(story: Story) -> None:
    mawei, yuanzhou, sent = story["mawei"], story["yuanzhou"], story.pages["dispatch"]
    firm = story.pages[employer(0)]
    better = {
        "seats": "50",
        "pay_min": "3700",
        "pay_max": "4700",
        "canteen": "halal",
        "benefits": ["dormitory", "insured"],
    }
    mawei.do("position.offer", firm, title="装配工", **better)
    assert "告知对方岗位变动" in mawei.read("/tasks/")
    mawei.press(sent, verb="tell")
    assert "3,500 → 3,700" in yuanzhou.read(sent)
    yuanzhou.press(sent, verb="acknowledge")
    assert "等签收" not in mawei.read(sent)


def a_notice_is_made_of_what_was_sent(story: Story) -> None:
    yuanzhou, sent = story["yuanzhou"], story.pages["dispatch"]
    key = sent.strip("/").split("/")[-1]
    chosen = re.findall(r'name="position" value="(\w+)"', yuanzhou.read(f"/notices/?dispatch={key}"))[:3]
    page = yuanzhou.read(f"/notices/?dispatch={key}&" + "&".join(f"position={one}" for one in chosen))
    assert "乡亲们，现在播送招工消息。" in page and "【马尾区招工】" in page
