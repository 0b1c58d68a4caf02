"""The fixed cast: two counties and their bureaus, a township, an employer, a worker, and a stranger from a third region."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shanhai.apps.accounts.facts import desk_of
from shanhai.apps.accounts.models import Membership, User
from shanhai.apps.audit.actions import writing
from shanhai.apps.regions.models import Level, Pairing, Region
from shanhai.core.desk import Actor, Desk, Role

TODAY = date(2018, 3, 5)
NOW = datetime(2018, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
INSTALLER = Actor(login="install", name="安装程序", role=Role.SYSADMIN, region="")
REGIONS = [
    ("640000", "宁夏回族自治区", Level.PROVINCE, None),
    ("640400", "固原市", Level.CITY, "640000"),
    ("640402", "原州区", Level.COUNTY, "640400"),
    ("640402100", "三营镇", Level.TOWNSHIP, "640402"),
    ("640402105", "张易镇", Level.TOWNSHIP, "640402"),
    ("350000", "福建省", Level.PROVINCE, None),
    ("350100", "福州市", Level.CITY, "350000"),
    ("350105", "马尾区", Level.COUNTY, "350100"),
    ("621100", "定西市", Level.CITY, None),
    ("621102", "安定区", Level.COUNTY, "621100"),
]
SEATS = [
    ("yuanzhou", Role.OFFICER, "640402", ""),
    ("mawei", Role.OFFICER, "350105", ""),
    ("stranger", Role.OFFICER, "621102", ""),
    ("sanying", Role.TOWNSHIP, "640402", "640402100"),
    ("zhangyi", Role.TOWNSHIP, "640402", "640402105"),
    ("village", Role.VILLAGE, "640402", "640402100201"),
    ("station", Role.STATION, "640402", ""),
    ("hr", Role.EMPLOYER, "350105", ""),
    ("agency", Role.AGENCY, "640402", ""),
    ("city-guyuan", Role.CITY, "640400", ""),
    ("city-fuzhou", Role.CITY, "350100", ""),
    ("booth", Role.BOOTH, "350105", ""),
    ("auditor", Role.AUDITOR, "350105", ""),
    ("leader", Role.LEADER, "350105", ""),
]


@dataclass
class Cast:
    """Who and what every test may call by name."""

    users: dict[str, User]
    pairing: Pairing
    yuanzhou: Region
    mawei: Region

    def desk(self, login: str, *, on: date = TODAY) -> Desk:
        """The desk of one of the cast."""
        return desk_of(self.users[login], on=on)

    def actor(self, login: str) -> Actor:
        """One of the cast as an actor."""
        return self.users[login].actor()

    def join(self, login: str, organisation: str) -> None:
        """Give a seat to one of the cast."""
        with writing("account.join", by=INSTALLER, at=NOW) as pen:
            pen.add(Membership(user=self.users[login], organisation=organisation, since=date(2017, 1, 1)))


def raise_the_curtain() -> Cast:
    """Write the cast into an empty database."""
    with writing("test.cast", by=INSTALLER, at=NOW) as pen:
        regions = {
            code: pen.add(Region(code=code, name=name, level=level, parent_id=up)) for code, name, level, up in REGIONS
        }
        pairing = pen.add(
            Pairing(
                sending=regions["640402"],
                receiving=regions["350105"],
                started_on=date(2016, 10, 1),
                programme="闽宁协作",
                programme_since=1996,
                distance_km=2000,
                source="测试",
            )
        )
        users = {
            login: pen.add(
                User(login=login, name=login, role=role, region=regions[region], office=region, unit=unit, password="!")
            )
            for login, role, region, unit in SEATS
        }
    return Cast(users=users, pairing=pairing, yuanzhou=regions["640402"], mawei=regions["350105"])
