"""2017: two counties are founded and paired, sign an agreement and issue papers."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from shanhai.apps.accounts.actions import INSTALLER, hash_password, open_account
from shanhai.apps.regions.actions import found, pair
from shanhai.core.desk import Role
from tests.stories.bureau import PASSWORD
from tests.stories.story import Story, today

ACCOUNTS = (
    ("sysadmin", Role.SYSADMIN, "350105"), ("yuanzhou", Role.OFFICER, "640402"), ("yuanzhou2", Role.OFFICER, "640402"),
    ("mawei", Role.OFFICER, "350105"), ("booth", Role.BOOTH, "350105"), ("leader", Role.LEADER, "640402"),
    ("stranger", Role.OFFICER, "621102"),
)  # fmt: skip


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
    assert story["yuanzhou"].read("/system/policies/").count("假定") == 2
