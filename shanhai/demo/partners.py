"""The social forces between the two sides: seven agencies, three workstations, twenty-seven brokers. All fictional."""

from datetime import date, timedelta

from shanhai.apps.partners.actions import register_agency, register_broker, register_workstation
from shanhai.core.identifiers.credit import compose
from shanhai.demo.accounts import seat
from shanhai.demo.people import Maker
from shanhai.demo.world import SENDING, World, at, dice, lists, table

BROKERS = 27
SINCE = date(2017, 9, 20)
STATIONS = (
    ("WS350105-01", "原州区驻马尾劳务工作站（示例）", "350105", date(2017, 6, 1)),
    ("WS640402-01", "原州区三营劳务工作站（示例）", "640402", date(2016, 4, 1)),
    ("WS640402-02", "原州区城区劳务工作站（示例）", "640402", date(2015, 5, 1)),
)


def register_all(world: World) -> None:
    """Register them, and give the station, the agency and the broker of the demo their seats."""
    _agencies(world)
    _stations(world)
    _brokers(world)
    seat(world, "agency", organisation=agency_code(0), since=SINCE, moment="2017-09-20 16:00")
    seat(world, "station", organisation=STATIONS[0][0], since=SINCE, moment="2017-09-20 16:02")
    seat(world, "broker", organisation=broker_code(0), since=SINCE, moment="2017-09-20 16:04")


def agency_code(serial: int) -> str:
    """The credit code of the nth demo agency."""
    return compose(SENDING, 90_001_000 + serial)


def broker_code(serial: int) -> str:
    """Our own code of the nth broker, who has no credit code."""
    return f"BR640402-{serial + 1:03}"


def _agencies(world: World) -> None:
    for serial, row in enumerate(table("agencies")):
        agency = register_agency(
            code=agency_code(serial),
            name=row["name"],
            kind=row["kind"],
            region=world.sending,
            licence=f"示例许可 {serial + 1:03} 号",
            licence_until=date(2019 + serial % 3, 12, 31),
            by=world.actor("yuanzhou"),
            at=at("2017-09-20 09:00") + timedelta(minutes=5 * serial),
        )
        world.agencies.append(agency)


def _stations(world: World) -> None:
    for serial, (code, name, region, founded) in enumerate(STATIONS):
        station = register_workstation(
            code=code,
            name=name,
            region=world.regions[region],
            serves=world.sending,
            founded_on=founded,
            by=world.actor("yuanzhou"),
            at=at("2017-09-20 10:30") + timedelta(minutes=5 * serial),
        )
        world.stations.append(station)


def _brokers(world: World) -> None:
    rng, townships = dice("brokers"), table("townships")
    maker = Maker(rng, wishes=[], today=SINCE)
    for serial in range(BROKERS):
        surname = rng.choice(lists("names")["surnames"])
        register_broker(
            code=broker_code(serial),
            name="海占林（示例）" if serial == 0 else f"{maker.name(surname)}（示例）",
            region=world.sending,
            unit=townships[serial % len(townships)]["unit"],
            by=world.actor("yuanzhou"),
            at=at("2017-09-20 14:00") + timedelta(minutes=4 * serial),
        )
