"""The 4th to the 7th of March: the symposium, the briefing, the talks with their minutes."""

import re

from shanhai.core.identifiers.credit import compose
from tests.stories.bureau import Person
from tests.stories.story import Story, figure, today
from tests.stories.tables import TOWNSHIPS, employer


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
