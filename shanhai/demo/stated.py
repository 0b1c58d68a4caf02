"""What some people state in March: needs in terms of the job, a No with a day to ask again, a household in order, and a correction."""

from datetime import date, timedelta

from shanhai.apps.accounts.actions import save_filter
from shanhai.apps.accounts.models import User
from shanhai.apps.workers.actions import ask_correction, give_consent, record_wish, relate, state_ability, state_canteen
from shanhai.apps.workers.models import Worker
from shanhai.core.money import Fen
from shanhai.demo.world import SANYING, World, at

NEEDS = (["no_night"], ["seated", "near_school"], ["couple_room"], ["home_for_harvest", "no_heights"])
COMPANIONS = ("", "同村两个人", "爱人", "")


def state_all(world: World) -> None:
    """三营镇 asks some of its people in full; one asks for a correction, another agrees to a canteen wish being kept."""
    _keep_a_question(world)
    _say_no(world)
    by, moment = world.actor("sanying"), at("2018-03-09 15:00")
    goers = [worker for worker in world.goers if worker.unit.startswith(SANYING)]
    for place, worker in enumerate(goers[1:17:2]):
        moment += timedelta(minutes=4)
        record_wish(
            worker=worker, willing="yes", work="装配", lowest_pay=Fen(320_000), stated_on=moment.date(),
            from_on=date(2018, 3, 15 + place), place="马尾", companions=COMPANIONS[place % 4], needs=NEEDS[place % 4], by=by, at=moment,
        )  # fmt: skip
    person = goers[1]
    state_ability(worker=person, kind="skilled", since=date(2018, 1, 10), paper="电焊证书（示例）", by=by, at=moment)
    give_consent(worker=person, purpose="canteen", recipient="", by=by, at=moment + timedelta(minutes=5))
    state_canteen(worker=person, said="示例愿望", by=by, at=moment + timedelta(minutes=6))
    give_consent(worker=goers[3], purpose="contact", recipient="350105", given_by="helper", giver="示例亲属", way="signed", paper="委托书（示例）", by=by, at=moment + timedelta(minutes=7))  # fmt: skip
    ask_correction(worker=goers[3], what="phone", says="手机号换了，名册上还是旧的（示例）", asked_on=date(2018, 3, 8), by=by, at=moment + timedelta(minutes=9))  # fmt: skip
    family = Worker.objects.standing().filter(household=person.household_id).order_by("birth")
    for worker, relation in zip(family, ("02", "10", "20", "20"), strict=False):
        relate(worker=worker, relation=relation, by=by, at=moment + timedelta(minutes=12))


def _keep_a_question(world: World) -> None:
    """原州 keeps the question who of 三营镇 may be asked again; those who have said so since are what is new in it."""
    by, moment = world.actor("yuanzhou"), at("2018-03-09 14:38")
    user = User.objects.get(login="yuanzhou")
    again = Worker.objects.standing().filter(region=user.region, unit__startswith=SANYING, ask_from__lte=moment.date())
    asked = f"township={SANYING}&ask=again"
    save_filter(
        user=user, list_name="workers", name="三营可以再问的", query=asked, count=again.count(), by=by, at=moment
    )


def _say_no(world: World) -> None:
    """Some said no: a few may be asked again by now, the others after the harvest."""
    by, moment = world.actor("sanying"), at("2018-03-09 14:40")
    ours = [worker for worker in world.others if worker.unit.startswith(SANYING) and worker.willing == "no"]
    for place, worker in enumerate(ours[:6]):
        said, again = (date(2018, 1, 5), date(2018, 3, 1)) if place < 2 else (date(2018, 3, 9), date(2018, 10, 8))
        record_wish(
            worker=worker, willing="no", work="", lowest_pay=None, stated_on=said, ask_from=again, by=by,
            at=moment + timedelta(minutes=place),
        )  # fmt: skip
