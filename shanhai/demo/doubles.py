"""People who stand twice: two pairs within the county (one linked, one told apart), some still to be looked at, and two who are on
the rolls of both counties because they already work in Mawei."""

from datetime import date, timedelta

from shanhai.apps.identities.actions import agree_to_compare, link, look_for, refuse
from shanhai.apps.identities.models import Suspect
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.citizen import CitizenNumber, compose
from shanhai.demo.world import REPORT_DAY, World, at

COUNT = 7  # rows more than the rolls of the townships
ABROAD = 3
SOUNDS = {
    "成": "诚",
    "军": "君",
    "红": "洪",
    "花": "华",
    "玲": "铃",
    "平": "萍",
    "辉": "晖",
    "伟": "玮",
    "峰": "锋",
    "明": "鸣",
}
MAWEI_UNIT = "350105100"


def enter_all(world: World) -> None:
    """Enrol the second rows as townships and Mawei would, and look for them."""
    by, moment = world.actor("yuanzhou"), at("2018-03-09 14:00")
    known = _known()
    again = [_again(worker, 980 + place) for place, worker in enumerate(known[: COUNT - ABROAD])]
    enrol(people=again, region=world.sending, by=by, at=moment)
    abroad = [_abroad(worker) for worker in known[COUNT - ABROAD : COUNT]]
    enrol(people=abroad, region=world.receiving, by=world.actor("mawei"), at=moment + timedelta(minutes=5))
    look_for(region=world.sending.code, by=by, at=moment + timedelta(minutes=10))
    home = {(one.a.name, one.b.name): one for one in Suspect.objects.filter(across=False).select_related("a", "b")}
    pairs = [one for one in home.values() if {one.a_id, one.b_id} & {worker.pk for worker in known}]
    link(suspect=pairs[0], keep=_older(pairs[0], known), by=by, at=moment + timedelta(minutes=20))
    refuse(suspect=pairs[1], why="双胞胎，见过两个人（示例）", by=by, at=moment + timedelta(minutes=24))
    both = Suspect.objects.filter(across=True).order_by("id").first()
    if both is not None:
        agree_to_compare(suspect=both, by=world.actor("mawei"), at=moment + timedelta(minutes=30))


def _known() -> list[Worker]:
    """People of the rolls whose name has another writing that sounds the same, in the order of households, one a household."""
    found: dict[str, Worker] = {}
    for worker in Worker.objects.select_related("household").order_by("household__number", "pk"):
        if worker.name[-1] in SOUNDS and len(worker.name) == 3 and worker.birth.month < 10:
            found.setdefault(worker.household_id, worker)
        if len(found) > 60:
            break
    return list(found.values())[:: len(found) // COUNT][:COUNT]


def _again(worker: Worker, serial: int) -> Person:
    """The same person with another number, as an old booklet gives it, and the name as it was heard."""
    return Person(
        number=_number(worker.birth, serial),
        name=worker.name[:-1] + SOUNDS[worker.name[-1]],
        household=worker.household.number,
        unit=worker.unit,
        village=worker.household.village,
        phone=worker.phone(),
        education=worker.education,
        skill=worker.skill,
    )


def _abroad(worker: Worker) -> Person:
    """The same person as Mawei registered them at work: the same number, no household of the roll."""
    return Person(
        number=CitizenNumber.parse(worker.number(), today=REPORT_DAY),
        name=worker.name,
        household=f"MW{worker.household.number[-5:]}",
        unit=MAWEI_UNIT,
        village="外来务工登记（示例）",
        skill=worker.skill,
    )


def _number(birth: date, serial: int) -> CitizenNumber:
    return CitizenNumber.parse(compose("642221", birth, serial), today=REPORT_DAY)


def _older(pair: Suspect, known: list[Worker]) -> str:
    """The row that the township enrolled first."""
    return pair.a_id if pair.a_id in {worker.pk for worker in known} else pair.b_id
