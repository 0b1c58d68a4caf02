"""The year that follows, on one calendar: contracts, monthly lists, what people say, papers, leavers, silence, and people found again."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions import (
    attest,
    begin_work,
    confirm_roster,
    dismiss,
    end_placement,
    note_contact,
    note_contract,
    note_insurance,
    recognise,
    report_in,
    settle_dispute,
    sign_letter,
)
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.rosters import Extra, Line, expected
from shanhai.apps.placements.models import Placement, Unlisted
from shanhai.core.dates import add_months
from shanhai.core.following import retry
from shanhai.core.money import Fen
from shanhai.core.months import month_of
from shanhai.demo.clockwork import Day
from shanhai.demo.world import SANYING, SHANGHAI, World, dice

FIRST_MONTH, MONTHS = date(2018, 3, 1), 12
LIST_OF = 4  # the employers with most of them confirm every month; the others never send a list
SHORT = "白帆机件（示例）"  # pays less than its letters named
LEFT = (
    ("2018-03-21", "lodging", "home"), ("2018-03-29", "hours", "home"), ("2018-04-10", "pay", "moved"), ("2018-05-03", "home", "home"),
    ("2018-05-31", "farm", "home"), ("2018-06-19", "work", "home"), ("2018-07-06", "better", "moved"), ("2018-08-12", "home", "home"),
    ("2018-09-04", "pay", "moved"), ("2018-10-09", "farm", "home"), ("2018-11-21", "fewer", "unknown"), ("2018-12-26", "far", "home"),
    ("2019-01-19", "contract", "home"), ("2019-01-26", "unsaid", "unknown"), ("2019-02-28", "together", "home"),
)  # fmt: skip
STRANGERS = (("王小二", "0017"), ("陈阿福", ""))


class Year:
    """One calendar and the hands that write in it."""

    def __init__(self, world: World) -> None:
        self.world, self.day = world, Day(dice("the year"))
        self.rng = self.day.rng
        rows = Placement.objects.exclude(transfer=None).select_related(
            "worker", "employer", "transfer__group", "transfer__position"
        )
        self.spells = list(rows.order_by("worker__number_index"))
        sizes: dict[str, int] = {}
        for one in self.spells:
            sizes[one.employer_id] = sizes.get(one.employer_id, 0) + 1
        self.listing = sorted(sizes, key=lambda pk: (-sizes[pk], pk))[:LIST_OF]

    def live(self) -> None:
        """Write everything down in the order of the clock."""
        self._contracts()
        self._leavers()
        self._silence()
        for nth in range(MONTHS):
            self._month(add_months(FIRST_MONTH, nth))
        self._calls()
        self.day.run()

    def then(self, day: date, hour: int, act: Callable[..., object], **said: Any) -> None:
        """Put one act on the calendar, a few minutes after the one before it."""
        moment = datetime.combine(day, time(hour), tzinfo=SHANGHAI) + timedelta(seconds=self.rng.randrange(9000))
        self.day.then(moment, lambda now: act(**said, at=now))

    def _contracts(self) -> None:
        """Within the month, most of them; two late, one never; insurance mostly in time."""
        by = self.world.actor("mawei")
        for place, one in enumerate(self.spells):
            signed = one.started_on + timedelta(days=40 if place in {7, 19} else self.rng.randrange(3, 28))
            months = (12, 24, 36)[place % 3]
            if place != 13:
                self.then(signed, 9, self._sign, spell=one, months=months, by=by, on=signed)
            insured = one.started_on + timedelta(days=44 if place in {7, 28} else self.rng.randrange(6, 26))
            self.then(insured, 15, self._insure, spell=one, by=by, on=insured)

    def _sign(self, *, spell: Placement, months: int, by: Any, on: date, at: datetime) -> None:
        if _still(spell, on):
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
        if _still(spell, on):
            note_insurance(placement=spell, registered_on=on, by=by, at=at)

    def _leavers(self) -> None:
        """Fifteen leave, each for a reason; nobody of the group. At the employer that pays short two are gone within weeks.

        Some are known from the employer's own list, the others from the workstation; of those who moved on three are at work again soon.
        """
        alone = [one for one in self.spells if one.transfer and one.transfer.group_id is None]
        there = [one for one in alone if one.employer_id in self.listing]
        first = [one for one in there if one.employer.name == SHORT][:3]
        rest = [one for one in there if one not in first]
        gone = [*first, *rest[:: max(1, len(rest) // (len(LEFT) - len(first)))]]
        self.leavers = dict(zip([one.pk for one in gone], LEFT, strict=False))
        for one in gone[: len(LEFT)]:
            day, why, after = self.leavers[one.pk]
            left = date.fromisoformat(day)
            if one.employer_id != self.listing[0]:
                self.then(left, 10, end_placement, placement=one, ended_on=left, why=why, after=after, by=self.world.actor("station"))  # fmt: skip
            if after == "moved":
                self.then(left + timedelta(days=40), 9, self._again, spell=one)

    def _again(self, *, spell: Placement, at: datetime) -> None:
        """Re-placed: the workstation has found another employer; a letter, and work begins three days later."""
        firm = Employer.objects.exclude(pk=spell.employer_id).filter(pk__in=self.listing).order_by("pk")[0]
        position = firm.positions.order_by("title", "id")[0]
        row = sign_letter(
            pairing=self.world.pairing, worker=spell.worker, position=position, signed_on=at.date(), way="organised",
            by=self.world.actor("yuanzhou"), at=at,
        )  # fmt: skip
        self.then(
            at.date() + timedelta(days=2),
            9,
            report_in,
            transfer=row,
            on=at.date() + timedelta(days=2),
            by=self.world.actor("station"),
        )
        self.then(
            at.date() + timedelta(days=3),
            8,
            begin_work,
            transfer=row,
            on=at.date() + timedelta(days=3),
            by=self.world.actor("mawei"),
        )

    def _silence(self) -> None:
        """Three at employers without a list fall silent: one is found at work, one turns out to have left, one is still lost."""
        quiet = [one for one in self.spells if one.employer_id not in self.listing][:3]
        for place, (one, month) in enumerate(zip(quiet, (6, 9, 12), strict=False)):
            tried = date(2018, month, 4)
            for _try in range(3):
                self.then(tried, 14, self._ask, spell=one, outcome="not_reached", on=tried)
                tried = retry(tried)
            found = date(2018, month, 25) + timedelta(days=30)
            if place == 0:
                self.then(
                    found,
                    14,
                    self._ask,
                    spell=one,
                    outcome="working",
                    on=found,
                    note="换了手机号，家里帮着联系上的（示例）",
                )
            elif place == 1:
                left = date(2018, month, 1)
                self.then(
                    found,
                    14,
                    self._ask,
                    spell=one,
                    outcome="left",
                    on=found,
                    told="family",
                    left_on=left,
                    why="better",
                    after="unknown",
                )
        self.silent = {one.pk: date(2018, month, 1) for one, month in zip(quiet, (6, 9, 12), strict=False)}

    def _ask(self, *, spell: Placement, outcome: str, on: date, at: datetime, kind: str = "call", **said: Any) -> None:
        if _still(spell, on):
            note_contact(
                placement=spell, heard=Heard(on=on, kind=kind, outcome=outcome, **said), by=self._asker(spell), at=at
            )

    def _asker(self, spell: Placement) -> Any:
        login = "sanying" if spell.worker.unit.startswith(SANYING) and self.rng.random() < 0.5 else "station"
        return self.world.actor(login)

    def _month(self, month: date) -> None:
        """A month: lists on the 5th of the next, hearts beating on the 3rd, papers every third month on the 20th."""
        after = add_months(month, 1)
        self.then(after + timedelta(days=2), 9, self._hearts, month=month)
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
                or self.rng.random() > 0.72
                or (one.pk in self.silent and month >= self.silent[one.pk])
            ):
                continue
            pay = _paid(one, place)
            heard = Heard(on=at.date(), kind="heartbeat", outcome="working", month=month, pay=pay)
            note_contact(placement=one, heard=heard, by=self._asker(one), at=at + timedelta(seconds=20 * place))

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
        away = {3} if month == date(2018, 6, 1) else {5} if month == date(2019, 2, 1) else set()
        lines = [self._line(one, place, month, away=own and place in away) for place, one in enumerate(rows)]
        named = STRANGERS[:1] if month == FIRST_MONTH else STRANGERS[1:] if month == date(2019, 2, 1) else ()
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
                self.then(day, 14, self._ask, spell=one, outcome=outcome, on=day)


def live_a_year(world: World) -> None:
    """Play the year from March 2018 to March 2019."""
    Year(world).live()


def _still(spell: Placement, on: date) -> bool:
    """Whether the spell has not ended by then, as the database knows it now."""
    spell.refresh_from_db(fields=["ended_on"])
    return spell.ended_on is None or spell.ended_on > on


def _paid(one: Placement, place: int) -> Fen:
    """What is paid: somewhere between what the letter named, but at one employer eight per cent below."""
    low, high = (one.transfer.promised_min, one.transfer.promised_max) if one.transfer else (350_000, 400_000)
    if one.employer.name == SHORT:
        return Fen(low * 92 // 100)
    return Fen(low + (high - low) * (place % 5) // 5)
