"""What is typed into every act of going and staying, and what must be refused: login, about, typed, wrong, kept."""

from datetime import date, datetime
from typing import Any

from shanhai.apps.fairs.models import Intent
from shanhai.apps.placements.actions import (
    add_to_roster,
    attest,
    begin_work,
    confirm_roster,
    form_group,
    plan_departure,
    sign_letter,
)
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.workers.actions import enrol, give_link
from tests.cast import NOW
from tests.web.conftest import Stage, _person

DAY, FEBRUARY, NEVER = "2018-03-05", date(2018, 2, 1), "2019-01-01"
PLAN = {
    "name": "一号车", "kind": "coach", "seats": "2", "leaves_at": "2018-03-08 06:30", "from_place": "三营", "to_place": "马尾", "escort": "马带队",
}  # fmt: skip


def going(stage: Stage) -> dict[str, tuple[str, str, dict[str, Any], dict[str, Any], str]]:
    """李梅 has a letter, 王一 one in a group, 海兰 works since February and two things are said of her February."""
    cast, by = stage.cast, stage.cast.actor("yuanzhou")
    wang = enrol(people=[_person(9, "王一")], region=cast.yuanzhou, by=by, at=NOW)[0]
    then = datetime(2018, 2, 10, 9, tzinfo=NOW.tzinfo)
    shared: dict[str, Any] = {"pairing": cast.pairing, "position": stage.job, "by": by}
    li = sign_letter(worker=stage.li, signed_on=NOW.date(), at=NOW, **shared)
    one = sign_letter(worker=wang, signed_on=NOW.date(), at=NOW, **shared)
    hai = sign_letter(worker=stage.hai, signed_on=then.date(), at=then, **shared)
    spell = begin_work(transfer=hai, on=then.date(), by=by, at=then)
    group = form_group(pairing=cast.pairing, employer=stage.firm, name="第一组", members=[one], by=by, at=then)
    journey = Journey(
        name="二号车", kind="car", seats=4, leaves_at=NOW, from_place="三营", to_place="马尾", escort="马带队"
    )
    coach = plan_departure(pairing=cast.pairing, journey=journey, by=by, at=NOW)
    add_to_roster(departure=coach, transfers=[one], by=by, at=NOW)
    roster = confirm_roster(
        employer=stage.firm,
        month=FEBRUARY,
        lines=[Line(placement=spell.pk)],
        extras=[Extra(name="李梅")],
        by=cast.actor("mawei"),
        at=NOW,
    )
    attest(placement=spell, month=FEBRUARY, source="worker", worked=False, by=by, at=NOW)
    give_link(worker=stage.hai, by=by, at=then)
    unknown, intent = roster.unlisted.get().pk, Intent.objects.get().pk
    letter = {"position": stage.job.pk, "signed_on": DAY, "way": "organised"}
    heard = {"on": DAY, "kind": "call", "told": "self", "outcome": "trouble", "why": "unsaid"}
    return {
        "transfer.sign": ("yuanzhou", intent, letter, {"signed_on": NEVER}, NEVER),
        "transfer.report": ("mawei", li.pk, {"on": DAY}, {"on": NEVER}, NEVER),
        "transfer.start": ("mawei", li.pk, {"on": DAY, "work": "装配", "pay": "3500"}, {"on": NEVER}, NEVER),
        "transfer.fall_through": ("yuanzhou", li.pk, {"on": DAY, "why": "家里有事"}, {"on": "不知道"}, "家里有事"),
        "group.form": ("yuanzhou", stage.firm.pk, {"name": "第二组", "members": [li.pk]}, {"leader": "NOBODY"}, "第二组"),
        "group.join": ("yuanzhou", group.pk, {"members": [li.pk]}, {"members": []}, ""),
        "departure.plan": ("yuanzhou", "", PLAN | {"pairing": cast.pairing.pk}, {"seats": "很多"}, "很多"),
        "departure.list": ("yuanzhou", coach.pk, {"members": [li.pk]}, {"members": []}, ""),
        "placement.contract": (
            "mawei", spell.pk, {"signed_on": DAY, "kind": "fixed", "months": "24", "probation": "2"}, {"probation": "9"}, 'value="9"'
        ),
        "placement.insure": ("mawei", spell.pk, {"registered_on": DAY}, {"registered_on": NEVER}, NEVER),
        "placement.end": ("yuanzhou", spell.pk, {"ended_on": DAY, "why": "home", "after": "home"}, {"ended_on": NEVER}, NEVER),
        "word.attest": (
            "yuanzhou", spell.pk, {"month": "2018-03", "source": "worker", "worked": "yes"}, {"month": "2018-13"}, "2018-13"
        ),
        "word.settle": ("yuanzhou", spell.pk, {"month": "2018-02", "how": "请假了"}, {"how": ""}, "2018-02"),
        "contact.note": ("yuanzhou", spell.pk, heard, {"on": NEVER}, NEVER),
        "link.give": ("yuanzhou", spell.pk, {}, {}, ""),
        "link.end": ("sanying", spell.pk, {}, {}, ""),
        "unlisted.recognise": (
            "yuanzhou", unknown, {"worker": stage.li.pk, "started_on": "2018-02-20"}, {"started_on": NEVER}, NEVER
        ),
        "unlisted.dismiss": ("yuanzhou", unknown, {"why": "外省的人"}, {"why": ""}, ""),
    }  # fmt: skip
