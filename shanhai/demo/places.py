"""Where: the regions, the pairing with its relay, and the statistics others published."""

from datetime import date, timedelta
from decimal import Decimal

from shanhai.apps.accounts.actions import INSTALLER
from shanhai.apps.regions.actions import check_statistic, enter_statistic, found, pair
from shanhai.demo.world import REPORT_DAY, World, at, table

COUNTIES = ("640402", "350105", "350505", "621102")
PROGRAMME, SINCE, KILOMETRES = "闽宁协作", 1996, 2000
SOURCE = "福州新闻网 2018-03-09 报道（引用地方统计，原统计公报未见）"
REPORT = "福州新闻网 2018-03-09 报道"


def found_regions(world: World) -> None:
    """Write the four counties with what lies above and below them. 安定区 stays unpaired: its officer is the stranger."""
    world.regions = found(counties=COUNTIES, by=INSTALLER, at=at("2017-09-01 09:00"))


def pair_counties(world: World) -> None:
    """泉港 first, then the relay to 马尾 in 2016; of both only the year is known."""
    by = world.actor("sysadmin")
    before = pair(
        sending=world.sending,
        receiving=world.regions["350505"],
        started_on=date(2011, 1, 1),
        precision="year",
        programme=PROGRAMME,
        programme_since=SINCE,
        distance_km=KILOMETRES,
        source="示例（报道只说 2016 年由泉港接力）",
        by=by,
        at=at("2017-09-01 10:30"),
    )
    world.pairing = pair(
        sending=world.sending,
        receiving=world.receiving,
        started_on=date(2016, 1, 1),
        precision="year",
        programme=PROGRAMME,
        programme_since=SINCE,
        distance_km=KILOMETRES,
        source=REPORT,
        predecessor=before,
        by=by,
        at=at("2017-09-01 10:35"),
    )


def publish_statistics(world: World) -> None:
    """Enter the report's six numbers and have a second person check them; a seventh waits for its check."""
    entered, checker = at("2018-03-09 08:40"), world.actor("yuanzhou2")
    rows = [
        enter_statistic(
            region=world.sending,
            indicator=row["indicator"],
            period=row["period"],
            value=Decimal(row["value"]),
            unit=row["unit"],
            source_title=SOURCE,
            source_on=REPORT_DAY,
            by=world.actor("yuanzhou"),
            at=entered + timedelta(minutes=2 * minute),
        )
        for minute, row in enumerate(table("statistics"))
    ]
    for minute, row in enumerate(rows):
        check_statistic(statistic=row, by=checker, at=at("2018-03-09 09:00") + timedelta(minutes=minute))
    enter_statistic(
        region=world.sending,
        indicator="rural_registered_population",
        period="2017",
        value=Decimal(284000),
        unit="person",
        source_title="示例待核：由贫困发生率反推，未见原件",
        source_on=None,
        by=checker,
        at=at("2018-03-09 09:40"),
    )
