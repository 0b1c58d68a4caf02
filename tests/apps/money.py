"""The road, and what is paid for it: Mawei's papers in force, a fund, people at work for months, and the hands a claim goes through."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from shanhai.apps.audit.actions import writing
from shanhai.apps.placements.actions import attest, confirm_roster, note_insurance
from shanhai.apps.placements.facts.rosters import Line, unspoken
from shanhai.apps.placements.models import Placement
from shanhai.apps.subsidies.actions import (
    Drawn,
    accept,
    appropriate,
    approve,
    decide,
    decide_pack,
    draw_up,
    end_notice,
    make_batch,
    name_account,
    note_call,
    note_evidence,
    open_fund,
    propose_pack,
    publish,
    review,
)
from shanhai.apps.subsidies.models import Batch, Claim, Fund, Publicity
from shanhai.core.dates import add_months
from shanhai.core.desk import Actor, Role
from shanhai.core.money import Fen
from shanhai.core.months import last_day
from tests.apps.road import Road
from tests.cast import NOW, Cast

PACK = "mawei-2017"
START = date(2018, 3, 12)
TICKET = {"ticket_fen": 55_000, "ticket_date": date(2018, 3, 11)}


def on(text: str, hour: int = 10) -> datetime:
    """A moment of the story's year."""
    return NOW.replace(year=int(text[:4]), month=int(text[5:7]), day=int(text[8:]), hour=hour, minute=0)


def hand(login: str, role: Role = Role.OFFICER, region: str = "350105", unit: str = "") -> Actor:
    """Somebody who acts."""
    return Actor(login=login, name=login, role=role, region=region, unit=unit)


MAWEI, MAWEI2, MAWEI3 = hand("mawei"), hand("mawei2"), hand("mawei3")
YUANZHOU = hand("yuanzhou", region="640402")
SANYING = hand("sanying", Role.TOWNSHIP, "640402", "640402100")
VILLAGE = hand("village", Role.VILLAGE, "640402", "640402100")
PAYER, PAYER2 = hand("finance-mawei", Role.FINANCE), hand("finance-mawei2", Role.FINANCE)


class Money(Road):
    """What stands before the first claim."""

    def __init__(self, cast: Cast, appropriated: int = 10_000_000) -> None:
        super().__init__(cast)
        folder = Path(settings.POLICIES) / PACK
        adoption = propose_pack(folder=folder, reason="局长办公会", by=MAWEI, at=NOW)
        decide_pack(adoption=adoption, approve=True, by=MAWEI2, at=NOW)
        self.fund: Fund = open_fund(issuer=cast.mawei, code="mawei-labour", title="劳务协作资金", by=PAYER, at=NOW)
        if appropriated:
            appropriate(fund=self.fund, amount=Fen(appropriated), paper="马财 2018 示例 1 号", by=PAYER, at=NOW)

    def own(self, nth: int, months: int = 3, start: date = START) -> Placement:
        """Somebody who came alone, is insured, and whose months the employer and the person attest alike."""
        spell = self.working(nth, [self.assemble, self.pack, self.guard][nth % 3], start)
        with writing("test.own", by=self.by, at=NOW) as pen:
            pen.change(spell, way="own")
        note_insurance(placement=spell, registered_on=start, by=MAWEI, at=on("2018-04-02"))
        for nth_month in range(months):
            month = add_months(date(2018, 3, 1), nth_month)
            moment = on(add_months(month, 1).isoformat())
            self.attested(spell, month, moment)
        return spell

    def attested(self, spell: Placement, month: date, moment: datetime) -> None:
        """The employer's list and the person's own word."""
        left = list(unspoken(spell.employer, month))
        if left and moment.date() >= last_day(month):
            lines = [Line(placement=one.pk, pay=Fen(350_000), days=22) for one in left]
            confirm_roster(employer=spell.employer, month=month, lines=lines, whole=False, by=MAWEI, at=moment)
        attest(placement=spell, month=month, source="worker", worked=True, pay=Fen(350_000), by=YUANZHOU, at=moment)

    def drawn(
        self, subsidy: str, spell: Placement, at: datetime, account: str = "6222020000000001", **more: object
    ) -> Claim:
        """Drawn up by the village with papers and account; transport with a ticket, everything with the person's declaration."""
        claim = draw_up(pack=PACK, subsidy=subsidy, about=Drawn(placement=spell, **more), by=VILLAGE, at=at)  # type: ignore[arg-type]
        note_evidence(claim=claim, kind="declaration", facts={"paid_elsewhere": []}, by=VILLAGE, at=at)
        if subsidy == "transport":
            note_evidence(claim=claim, kind="real_name_ticket", number="K1234", facts=TICKET, by=VILLAGE, at=at)
            note_evidence(claim=claim, kind="contract", number="HT-1", by=VILLAGE, at=at)
        name_account(claim=claim, name=claim.payee_name, bank="示例银行", account=account, by=VILLAGE, at=at)
        return claim

    def reviewed(self, claim: Claim, at: datetime) -> Claim:
        """Accepted by the village, looked at on every level the paper names, the person rung."""
        accept(claim=claim, by=VILLAGE, at=at)
        note_call(claim=claim, on=at.date(), by=YUANZHOU, at=at)
        hands = {"transport": (SANYING, SANYING, YUANZHOU)}.get(claim.subsidy, (MAWEI3,))
        for by in hands:
            review(claim=claim, by=by, at=at)
        return claim

    def decided(self, claim: Claim, at: datetime) -> Claim:
        return decide(claim=self.reviewed(claim, at), by=MAWEI, at=at)

    def approved(self, claim: Claim, at: datetime) -> Claim:
        """Through the notice, with one yes."""
        row: Publicity = publish(claims=[claim], by=MAWEI, at=at)
        after = on(add_months(row.until, 1).isoformat())
        end_notice(publicity=row, by=MAWEI, at=after)
        claim.refresh_from_db()
        return approve(claim=claim, by=MAWEI2, at=after)

    def batched(self, *claims: Claim, at: datetime) -> Batch:
        return make_batch(fund=self.fund, claims=claims, by=PAYER, at=at)
