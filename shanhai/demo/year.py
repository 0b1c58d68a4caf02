"""The year that follows, on one calendar: contracts, monthly lists, what people say, papers, leavers, silence, and people found again."""

from datetime import date, datetime, timedelta
from typing import Any

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions import (
    attest,
    confirm_roster,
    dismiss,
    note_contact,
    note_contract,
    note_insurance,
    recognise,
    settle_dispute,
)
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.rosters import Extra, Line, expected
from shanhai.apps.placements.models import Placement, Unlisted
from shanhai.apps.workers.actions import give_link
from shanhai.apps.workers.models import OwnLink
from shanhai.core.dates import add_months
from shanhai.core.money import Fen
from shanhai.core.months import month_of
from shanhai.demo import again, claims, closing, going, leaving
from shanhai.demo.hands import Hands, still
from shanhai.demo.world import World

FIRST_MONTH, LAST_MONTH, MONTHS = date(2018, 3, 1), date(2019, 2, 1), 12
GIVEN, LINKS = date(2019, 2, 25), 12
STRANGERS = (("王小二", "0017"), ("陈阿福", ""))


class Year(Hands):
    """What happens month by month."""

    def live(self) -> None:
        """Write everything down in the order of the clock."""
        self.links: dict[str, OwnLink] = {}
        self._contracts()
        self.leavers = leaving.leave(self)
        self.silent = leaving.fall_silent(self)
        for nth in range(MONTHS):
            self._month(add_months(FIRST_MONTH, nth))
        closing.close(self)
        self.then(GIVEN, 10, self._links)
        self.then(date(2019, 3, 30), 9, self._plea)
        self._calls()
        self.day.then_all((*going.LATER, *again.DAYS, *claims.DAYS), self.world)
        self.day.run()

    def _contracts(self) -> None:
        """Within the month, most of them; three late, one of them by months; insurance mostly in time."""
        by = self.world.actor("mawei")
        for place, one in enumerate(self.spells):
            signed = one.started_on + timedelta(days=40 if place in {7, 19} else self.rng.randrange(3, 28))
            months = (12, 24, 36)[place % 3]
            if place != 13:
                self.then(signed, 9, self._sign, spell=one, months=months, by=by, on=signed)
            insured = one.started_on + timedelta(days=44 if place in {7, 28} else self.rng.randrange(6, 26))
            self.then(insured, 15, self._insure, spell=one, by=by, on=insured)

    def _sign(self, *, spell: Placement, months: int, by: Any, on: date, at: datetime) -> None:
        if still(spell, on):
            note_contract(
                placement=spell,
                signed_on=on,
                kind="fixed",
                months=months,
                probation=1 if months < 36 else 2,
                by=by,
                at=at,
            )

    def _insure(self, *, spell: Placement, by: Any, on: date, at: datetime) -> None:
        if still(spell, on):
            note_insurance(placement=spell, registered_on=on, by=by, at=at)

    def _month(self, month: date) -> None:
        """A month: lists on the 5th of the next, hearts beating on the 3rd, papers every third month on the 20th."""
        after = add_months(month, 1)
        self.then(after + timedelta(days=2), 19, self._hearts, month=month)
        for pk in self.listing:
            self.then(after + timedelta(days=4), 10, self._list, employer=Employer.objects.get(pk=pk), month=month)
        if month.month % 3 == 0:
            self.then(after + timedelta(days=19), 15, self._papers, month=month)

    def _hearts(self, *, month: date, at: datetime) -> None:
        """Most say themselves that they worked the month; who was paid what is asked in the months that promises are held against."""
        for place, one in enumerate(self._there(month)):
            if (
                self._gone(one, at.date())
                or one.ended_on is not None
                or (self.rng.random() > 0.72 and month < LAST_MONTH)
                or (one.pk in self.silent and month >= self.silent[one.pk])
            ):
                continue
            pay, link = _paid(one, place), self.links.get(one.worker_id)
            kind, by = ("own", link.actor()) if link else ("heartbeat", self.asker(one))
            heard = Heard(on=at.date(), kind=kind, outcome="working", month=month, pay=pay)
            note_contact(placement=one, heard=heard, by=by, at=at + timedelta(seconds=20 * place))

    def _links(self, *, at: datetime) -> None:
        """The workstation hands twelve people at work the link to their own page."""
        rows = [one for one in self._there(LAST_MONTH) if one.ended_on is None and not self._gone(one, at.date())]
        for one in rows[:LINKS]:
            self.links[one.worker_id] = give_link(worker=one.worker, by=self.world.actor("station"), at=at)

    def _plea(self, *, at: datetime) -> None:
        """One of them says on the own phone that something is wrong; nobody has rung yet."""
        link = next(iter(self.links.values()))
        spell = Placement.objects.select_related("worker", "employer").get(worker=link.worker_id, ended_on=None)
        heard = Heard(on=at.date(), kind="plea", outcome="trouble", note="三月的加班费少算了两天（示例）")
        note_contact(placement=spell, heard=heard, by=link.actor(), at=at)

    def _gone(self, one: Placement, on: date) -> bool:
        """Whether the person has left by then, even where no list has said so yet."""
        return one.pk in self.leavers and date.fromisoformat(self.leavers[one.pk][0]) <= on

    def _there(self, month: date) -> list[Placement]:
        rows = Placement.objects.exclude(transfer=None).in_month(month).select_related("worker", "employer", "transfer")
        return list(rows.order_by("worker__number_index"))

    def _list(self, *, employer: Employer, month: date, at: datetime) -> None:
        """The list of a month; the first employer's is confirmed by its own hand, the others' on stamped paper through the bureau."""
        own = employer.pk == self.listing[0]
        rows = list(expected(employer, month).select_related("transfer").order_by("worker__number_index"))
        away = {3} if month == date(2018, 6, 1) else {5} if month == LAST_MONTH else set()
        lines = [self._line(one, place, month, away=own and place in away) for place, one in enumerate(rows)]
        named = STRANGERS[:1] if month == FIRST_MONTH else STRANGERS[1:] if month == LAST_MONTH else ()
        extras = [Extra(name=name, tail=tail) for name, tail in named] if own else []
        if own and month == FIRST_MONTH:
            extras.append(self._known_there(employer))
        confirm_roster(
            employer=employer, month=month, lines=lines, extras=extras, way="page" if own else "paper",
            by=self.world.actor("hr" if own else "mawei"), at=at,
        )  # fmt: skip
        if own and month == FIRST_MONTH:
            self.then(at.date() + timedelta(days=2), 10, self._review)

    def _line(self, one: Placement, place: int, month: date, *, away: bool) -> Line:
        if away:
            return Line(placement=one.pk, worked=False, days=0)
        told: dict[str, Any] = {
            "placement": one.pk,
            "pay": _paid(one, place),
            "days": 22 + place % 5,
            "overtime": 8 + place % 4 * 7,
        }
        day, why, _after = self.leavers.get(one.pk, ("", "", ""))
        if day and one.ended_on is None and month_of(date.fromisoformat(day)) == month:
            return Line(**told, left_on=date.fromisoformat(day), why=why)
        return Line(**told)

    def _known_there(self, employer: Employer) -> Extra:
        """Somebody who was there before anybody brought people: on the list by name, on ours by the bureau's own note."""
        one = Placement.objects.filter(employer=employer, transfer=None, ended_on=None).select_related("worker")[0]
        return Extra(name=one.worker.name, tail=one.worker.number()[-4:], started_on=one.started_on)

    def _review(self, *, at: datetime) -> None:
        """Of two on the first list whom nobody had sent, one is known to the bureau, the other is nobody of theirs."""
        yuanzhou = self.world.actor("yuanzhou")
        for one in Unlisted.objects.open().select_related("roster__employer"):
            known = Placement.objects.filter(worker__name=one.name, employer=one.roster.employer, transfer=None).first()
            if known is None:
                dismiss(unlisted=one, why="不是原州区的人，企业自己招的", by=yuanzhou, at=at)
            else:
                recognise(unlisted=one, worker=known.worker, started_on=known.started_on, by=yuanzhou, at=at)

    def _papers(self, *, month: date, at: datetime) -> None:
        """Social insurance is compared for a quarter's last month; a disagreement of the summer is looked into with it."""
        for place, one in enumerate(self._there(month)):
            if one.insured_on and one.ended_on is None and place % 2 == 0 and one.employer_id in self.listing:
                attest(placement=one, month=month, source="evidence", worked=True, paper=f"社保缴费记录 {month:%Y-%m}（示例）", by=self.world.actor("mawei"), at=at)  # fmt: skip
        for one in self._there(month):
            words = {word.worked for word in one.attestations.filter(month=month)}
            if len(words) == 2 and month < date(2019, 1, 1):
                settle_dispute(
                    placement=one,
                    month=month,
                    how="请了半个月假，考勤补录后双方认可（示例）",
                    by=self.world.actor("station"),
                    at=at,
                )

    def _calls(self) -> None:
        """The calls of March 2019: most were made, a few are due."""
        for place, one in enumerate(self.spells):
            day = date(2019, 3, 8 + place % 20)
            if place % 7 and one.pk not in self.silent:
                outcome = "wants_change" if place == 9 else "trouble" if place == 16 else "working"
                self.then(day, 14, self.ask, spell=one, outcome=outcome, on=day)


def live_a_year(world: World) -> None:
    """Play the year from March 2018 to March 2019."""
    Year(world).live()


def _paid(one: Placement, place: int) -> Fen:
    """What is paid: somewhere between what the letter named, but at one employer eight per cent below."""
    low, high = (one.transfer.promised_min, one.transfer.promised_max) if one.transfer else (350_000, 400_000)
    if one.employer.name == leaving.SHORT:
        return Fen(low * 92 // 100)
    return Fen(low + (high - low) * (place % 5) // 5)
