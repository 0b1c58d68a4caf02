"""The mechanism: the agreement of 2017, the papers and their areas, the talks of March 2018 with their minutes."""

from datetime import date, timedelta

from shanhai.apps.agreements.actions import commit, sign
from shanhai.apps.outreach.actions import agree_item, draw_up_minutes, meet
from shanhai.apps.subsidies.actions import enter_paper, name_area
from shanhai.demo.meetings import record_attendance
from shanhai.demo.world import World, at, table

PAPERS = (
    ("《关于进一步扶持甘肃定西、宁夏固原两地劳务实施的协作意见》", ("621100", "640400")),
    ("《关于做好宁夏固原扶贫精准劳务协作的通知》", ("640400",)),
)
BROKER_PAPER = "关于扶持劳务经纪人的意见（题名为示例）"


def sign_agreement(world: World) -> None:
    """The 劳务对接合作协议 of 2017; its day is not known, and its commitments are examples."""
    agreement = sign(
        pairing=world.pairing,
        title="劳务对接合作协议",
        signed_year=2017,
        sending_signatory="原州区人力资源和社会保障局",
        receiving_signatory="马尾区人力资源和社会保障局",
        text="协议原文未见；以下条款为示例。",
        by=world.actor("yuanzhou"),
        at=at("2017-12-20 10:00"),
    )
    for minute, row in enumerate(table("commitments")):
        commit(
            agreement=agreement,
            side=row["side"],
            text=row["text"],
            quota=int(row["quota"]) if row["quota"] else None,
            unit=row["unit"],
            by=world.actor("yuanzhou"),
            at=at("2017-12-20 10:10") + timedelta(minutes=minute),
        )


def enter_papers(world: World) -> None:
    """Two papers of 马尾 by the titles of the report, one of 原州 about brokers; numbers and days are unknown and stay empty."""
    for minute, (title, scope) in enumerate(PAPERS):
        enter_paper(
            issuer=world.receiving,
            title=title,
            subject="cooperation",
            scope=[world.regions[code] for code in scope],
            by=world.actor("mawei"),
            at=at("2017-12-21 09:00") + timedelta(minutes=10 * minute),
        )
    for ordinal, row in enumerate(table("areas"), start=1):
        name_area(
            issuer=world.receiving,
            ordinal=ordinal,
            name=row["name"],
            assumed=bool(row["reason"]),
            reason=row["reason"],
            by=world.actor("mawei"),
            at=at("2017-12-21 09:30") + timedelta(minutes=ordinal),
        )
    enter_paper(
        issuer=world.sending,
        title=BROKER_PAPER,
        subject="brokers",
        scope=[world.sending],
        by=world.actor("yuanzhou"),
        at=at("2017-12-21 15:00"),
    )


def hold_talks(world: World) -> None:
    """The talks of the 5th of March: four agreed items, which both sides confirm in the days after."""
    by = world.actor("mawei")
    meeting = meet(
        pairing=world.pairing,
        kind="talks",
        title="马尾·原州劳务协作会谈",
        theme="进一步深入研讨两地劳务协作模式",
        host="原州区人力资源和社会保障局",
        place="原州区（示例会议室）",
        held_on=date(2018, 3, 5),
        by=by,
        at=at("2018-03-05 17:30"),
    )
    record_attendance(world, meeting, "talks", moment=at("2018-03-05 17:32"))
    minutes = draw_up_minutes(meeting=meeting, title="马尾·原州劳务协作会谈纪要", by=by, at=at("2018-03-05 17:40"))
    for minute, row in enumerate(table("agreed")):
        agree_item(
            minutes=minutes,
            field=row["field"],
            text=row["text"],
            sending_person=row["sending_person"],
            receiving_person=row["receiving_person"],
            due_on=date.fromisoformat(row["due_on"]),
            by=by,
            at=at("2018-03-05 17:45") + timedelta(minutes=minute),
        )
    world.minutes = minutes
