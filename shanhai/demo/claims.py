"""补贴的一年: papers in force in June 2018, claims carried to a paid batch, one refused with its remedy, an objection, money recovered, a fund that runs
short, and work on every step waiting in March 2019. Who claims is who the year left at work; sums are examples.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models import Attestation, Placement
from shanhai.apps.subsidies.actions import (
    Drawn,
    accept,
    answer_challenge,
    appropriate,
    approve,
    ask,
    challenge,
    decide_pack,
    decide_queue,
    draw_up,
    end_notice,
    name_account,
    note_evidence,
    open_fund,
    propose_pack,
    propose_value,
    publish,
    recover,
    resume,
    review,
)
from shanhai.apps.subsidies.models import Claim, Fund, Publicity
from shanhai.core.desk import Actor
from shanhai.core.money import Fen
from shanhai.demo import payments
from shanhai.demo.payments import Now
from shanhai.demo.world import SANYING, World

PACK, FUND, BROKERS = "mawei-2017", "mawei-labour", "yuanzhou-brokers-2018"
DECLARED: dict[str, object] = {"paid_elsewhere": []}


def adopt(world: World) -> None:
    """Both governments put their packs in force, each by two people; Mawei opens its fund."""
    now = Now("2018-06-01 09:00")
    for pack, first, second in ((PACK, "mawei", "mawei2"), (BROKERS, "yuanzhou", "yuanzhou2")):
        row = propose_pack(
            folder=Path(settings.POLICIES) / pack, reason="局务会议（示例）", by=world.actor(first), at=now()
        )
        decide_pack(adoption=row, approve=True, by=world.actor(second), at=now())
    payer = world.actor("finance-mawei")
    fund = open_fund(issuer=world.receiving, code=FUND, title="马尾区劳务协作资金（示例）", by=payer, at=now())
    appropriate(fund=fund, amount=Fen(1_500_000), paper="2018 年第一批（示例）", by=payer, at=now())


def spells() -> list[Placement]:
    """People of registered households who went there through us, in an order that stays."""
    found = Placement.objects.exclude(transfer=None).filter(
        worker__household__statuses__kind="registered", employer__region="350105"
    )
    return list(
        found.select_related("worker__household", "employer", "transfer__group")
        .distinct()
        .order_by("worker__number_index")
    )


def registrar(world: World, spell: Placement) -> Actor:
    """三营镇 draws up for its own people, the bureau for the others."""
    return world.actor("sanying" if spell.worker.unit.startswith(SANYING) else "yuanzhou2")


def drawn(world: World, subsidy: str, spell: Placement, now: Now, **facts: object) -> Claim:
    """Drawn up with the person's declaration and an account."""
    by = registrar(world, spell)
    claim = draw_up(pack=PACK, subsidy=subsidy, about=Drawn(placement=spell), by=by, at=now())
    if claim.pays == "worker":
        note_evidence(claim=claim, kind="declaration", facts={**DECLARED, **facts}, by=by, at=now())
    tail = f"{int(claim.number[-6:]):06}"
    name_account(claim=claim, name=claim.payee_name, bank="示例银行", account=f"6222020000{tail}", by=by, at=now())
    return claim


def reviewed(world: World, claims: Sequence[Claim], now: Now) -> None:
    """Accepted by whoever drew them up, looked at by the receiving bureau."""
    for one in claims:
        accept(claim=one, by=world.users[one.drawn_up_by].actor(), at=now())
        review(claim=one, by=world.actor("mawei"), at=now())


def decided(world: World, now: Now) -> list[Claim]:
    """The queue, in its order."""
    return decide_queue(pack=PACK, issuer=world.receiving.code, by=world.actor("mawei2"), at=now())


def first_quarter(world: World) -> None:
    """Living allowance of March to May for everybody insured; one is not, and is told who has to act."""
    now = Now("2018-06-05 09:00")
    there = [one for one in spells() if one.ended_on is None or one.ended_on.year > 2018 or one.ended_on.month > 5]
    listed = set(
        Attestation.objects.filter(source="roster", month__lte=now.at.date()).values_list("placement", flat=True)
    )
    insured = [one for one in there if one.insured_on and one.pk in listed][:24]
    bare = next((one for one in there if one.insured_on is None), None)
    claims = [drawn(world, "living", one, now) for one in insured]
    if bare is not None:
        claims.append(drawn(world, "living", bare, now, insured=False))
    reviewed(world, claims, now)
    publish_decided(world, decided(world, now), "2018 年 3 至 5 月生活补贴", now)


def publish_decided(world: World, claims: Sequence[Claim], title: str, now: Now) -> Publicity | None:
    """Everything granted and held hangs out."""
    ready = [one for one in claims if one.state == "decided"]
    return publish(claims=ready, title=title, by=world.actor("mawei2"), at=now()) if ready else None


def object_to_one(world: World) -> None:
    """Somebody in the village says a person is home again; the workstation's rosters say otherwise."""
    now = Now("2018-06-08 10:00")
    claim = Claim.objects.filter(state="published").in_order()[0]
    says = "听说他已经回家了"
    row = challenge(claim=claim, says=says, said_on=now.at.date(), by=world.actor("yuanzhou"), at=now())
    answer = "查了三个月的名单，电话问了本人，在岗（示例）"
    answer_challenge(challenge=row, upheld=False, answer=answer, by=world.actor("mawei"), at=now(timedelta(hours=5)))


def approve_heard(world: World, moment: str) -> None:
    """The notice is over; a colleague who had no other part in it says yes."""
    now = Now(moment)
    for row in Publicity.objects.filter(ended_at=None, until__lt=now.at.date()):
        end_notice(publicity=row, by=world.actor("mawei2"), at=now())
    for claim in Claim.objects.filter(state="heard").in_order():
        if (
            approve(claim=claim, by=world.actor("mawei"), at=now()).state == "heard"
        ):  # above the sum at which two have to agree
            approve(claim=claim, by=world.actor("mawei3"), at=now())


def hire_awards(world: World) -> None:
    """The largest employer's award for five people insured for three months: the fifth brings what the first four still lack."""
    now = Now("2018-07-04 14:00")
    largest = max(
        Employer.objects.filter(placements__in=[one.pk for one in spells()]).distinct(),
        key=lambda one: (one.placements.count(), one.pk),
    )
    there = [
        one
        for one in spells()
        if one.employer_id == largest.pk and one.insured_on and one.transfer and one.transfer.group_id is None
    ]
    claims = []
    for one in there[:5]:
        claim, by = drawn(world, "hire", one, now), registrar(world, one)
        note_evidence(claim=claim, kind="contract", number="示例合同", by=by, at=now())
        note_evidence(
            claim=claim,
            kind="insurance_record",
            number="2018-06",
            facts={"insured_months": 3, "dispatched": False},
            by=by,
            at=now(),
        )
        claims.append(claim)
    reviewed(world, claims, now)
    publish_decided(world, decided(world, now), "2018 年招工用工奖励", now)


def take_one_back(world: World) -> None:
    """In September it turns out that somebody was not at work in a month that had been paid."""
    now = Now("2018-09-11 10:00")
    claim = Claim.objects.filter(state="paid", subsidy="living").in_order()[1]
    recover(claim=claim, rule="not_at_work", by=world.actor("mawei"), at=now())


def third_quarter(world: World) -> None:
    """December: half a year at once, and the fund does not reach to the end of the queue."""
    now = Now("2018-12-06 09:00")
    paid = Claim.objects.filter(state="paid", subsidy="living").in_order()[3:13]
    claims = [
        drawn(world, "living", one.placement, now) for one in paid if one.placement and one.placement.ended_on is None
    ]
    reviewed(world, claims, now)
    publish_decided(world, decided(world, now), "2018 年 6 至 11 月生活补贴", now)


def more_money(world: World) -> None:
    """January: the second appropriation; who waited goes on in the order of acceptance."""
    now = Now("2019-01-15 10:00")
    payer = world.actor("finance-mawei")
    appropriate(
        fund=Fund.objects.get(code=FUND), amount=Fen(1_500_000), paper="2018 年追加（示例）", by=payer, at=now()
    )
    waiting = list(Claim.objects.filter(state="waits").in_order())
    for claim in waiting:
        resume(claim=claim, by=world.actor("mawei2"), at=now())
    publish_decided(world, waiting, "2018 年 6 至 11 月生活补贴（续）", now)


def this_march(world: World) -> None:
    """What waits on the 31st of March: one on each step, and a value that a second person is to look at."""
    now = Now("2019-03-26 09:00")
    paid = list(Claim.objects.filter(state="paid", subsidy="living").in_order())
    have = {one.placement_id for one in Claim.objects.filter(accepted_at__year=2019)}
    left = [
        one.placement
        for one in paid
        if one.placement and one.placement.ended_on is None and one.placement_id not in have
    ]
    fresh = list({one.pk: one for one in left}.values())[:7]
    claims = [drawn(world, "living", one, now) for one in fresh]
    reviewed(world, claims[:3], now)
    publish_decided(world, decided(world, now), "2018 年 12 月至 2019 年 2 月生活补贴", now)
    reviewed(world, claims[3:4], now)
    for one in claims[4:6]:
        accept(claim=one, by=world.users[one.drawn_up_by].actor(), at=now())
    for one in claims[5:6]:
        ask(claim=one, missing="2 月的工资条", by=world.actor("mawei"), at=now())
    propose_value(
        pack=PACK, key="family_ceiling", valid_from=now.at.date().replace(month=1, day=1), value="80000", paper="B", clause="10",
        reason="拟压缩支出（示例）", by=world.actor("mawei"), at=now(),
    )  # fmt: skip


def _approve(moment: str):  # type: ignore[no-untyped-def]
    return moment, lambda world: approve_heard(world, moment)


DAYS = (
    ("2018-06-01 09:00", adopt),
    ("2018-06-05 09:00", first_quarter),
    ("2018-06-08 10:00", object_to_one),
    _approve("2018-06-14 09:30"),
    *payments.first("2018-06-14 14:00", "2018-06-20 10:00"),
    ("2018-07-04 14:00", hire_awards),
    _approve("2018-07-13 09:30"),
    *payments.later("2018-07-16 10:00", "2018-07-19 10:00"),
    ("2018-09-11 10:00", take_one_back),
    ("2018-09-28 15:00", payments.give_it_back),
    ("2018-12-06 09:00", third_quarter),
    _approve("2018-12-17 09:30"),
    *payments.later("2018-12-18 10:00", "2018-12-21 10:00"),
    ("2019-01-15 10:00", more_money),
    _approve("2019-01-24 09:30"),
    *payments.later("2019-01-25 10:00", "2019-01-29 10:00"),
    ("2019-03-26 09:00", this_march),
)
