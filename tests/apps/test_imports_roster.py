"""An employer's list as a workbook: people we have there get a word, strangers go to review, a bad row spoils no other, the same file changes nothing."""

from datetime import date

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.imports.actions import confirm, stage
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Import
from shanhai.apps.placements.facts.rosters import unspoken
from shanhai.apps.placements.models import Attestation, Placement, Roster, Unlisted
from shanhai.apps.placements.sheets.roster import COLUMNS, prefilled
from shanhai.core.refusal import Refusal
from shanhai.sheets.write import workbook
from tests.apps.road import Road
from tests.cast import NOW
from tests.rolls import reasons

MARCH, DAY = date(2018, 3, 1), date(2018, 3, 9)
OVER = NOW.replace(month=4, day=2)


class Ledger:
    """Two at work at one employer, and its wage ledger of March as a workbook."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.one, self.two = road.working(1, road.pack, DAY), road.working(2, road.guard, DAY)
        road.cast.join("hr", road.hill.credit_code)

    def row(self, spell: Placement | None = None, **cells: str) -> dict[str, str]:
        told = {
            "code": self.road.hill.credit_code, "month": "2018-03", "name": "王小二", "number": "0017", "state": "在岗", "days": "20 天",
            "overtime": "8", "pay_due": "3,600", "pay": "3,400", "paid_on": "2018-04-01", "started_on": "", "left_on": "", "why": "",
        }  # fmt: skip
        if spell is not None:
            told |= {"name": spell.worker.name, "number": spell.worker.number()[-4:]}
        return told | cells

    def send(self, *rows: dict[str, str], login: str = "hr", land: bool = True) -> Import:
        content = workbook(COLUMNS, [[row[column.key] for column in COLUMNS] for row in rows], title="三月")
        by = self.road.cast.actor(login)
        imported = stage(
            kind="roster", content=content, filename="三月.xlsx", title="", region=self.road.cast.mawei, by=by, at=OVER
        )
        return confirm(imported=imported, by=by, at=OVER) if land else imported


@pytest.fixture
def ledger(road: Road) -> Ledger:
    return Ledger(road)


def test_a_ledger_attests_the_month_and_the_same_file_again_changes_nothing(ledger: Ledger) -> None:
    rows = (
        ledger.row(ledger.one),
        ledger.row(ledger.two, state="离岗", left_on="2018-03-20", why="家里有事"),
        ledger.row(),
    )
    first = ledger.send(*rows)
    assert (tally(first)["new"], Roster.objects.get().way) == (3, "sheet")
    word = Attestation.objects.get(placement=ledger.one)
    assert (word.worked, word.days, word.overtime, word.pay_due, word.pay, word.paid_on) == (
        True, 20, 8, 360_000, 340_000, date(2018, 4, 1),
    )  # fmt: skip
    ledger.two.refresh_from_db()
    assert (ledger.two.ended_on, ledger.two.ended_why) == (date(2018, 3, 20), "home")
    assert Unlisted.objects.open().get().name == "王小二"
    again = ledger.send(*rows)
    assert (tally(again)["unchanged"], Attestation.objects.count(), Unlisted.objects.count()) == (3, 2, 1)
    assert verify()["ok"]


def test_a_bad_row_spoils_no_other_and_the_list_is_completed_later(ledger: Ledger) -> None:
    imported = ledger.send(ledger.row(ledger.one), ledger.row(ledger.two, state="离岗"))
    assert reasons(imported) == [(3, "离岗日期", "cell.required")]
    assert set(unspoken(ledger.road.hill, MARCH)) == {ledger.two}
    ledger.send(ledger.row(ledger.two, state="整月没来", days="0"))
    assert not unspoken(ledger.road.hill, MARCH).exists()
    assert Roster.objects.get().lines.filter(worked=False).count() == 1


def test_what_is_said_otherwise_is_shown_as_a_change_and_corrects_the_line(ledger: Ledger) -> None:
    ledger.send(ledger.row(ledger.one))
    staged = ledger.send(ledger.row(ledger.one, pay="3,500"), land=False)
    assert staged.rows.get().differences == [{"column": "pay", "was": "3,400", "now": "3,500"}]
    ledger.send(ledger.row(ledger.one, pay="3,500"))
    assert Attestation.objects.get(placement=ledger.one).pay == 350_000


BAD = {
    "another's firm": ({"code": "another"}, "统一社会信用代码", "employer.unknown"),
    "no month": ({"month": "三月"}, "月份", "month.unreadable"),
    "too early": ({"month": "2018-04"}, "月份", "roster.month_open"),
    "no number": ({"number": "12"}, "公民身份号码", "citizen.length"),
    "too many days": ({"days": "40"}, "出勤天数", "cell.whole"),
    "left before": ({"state": "离岗", "left_on": "2018-03-09"}, "离岗日期", "roster.left"),
    "left tomorrow": ({"state": "离岗", "left_on": "2018-04-03"}, "离岗日期", "roster.left"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named(ledger: Ledger, case: str) -> None:
    cells, heading, code = BAD[case]
    if cells.get("code"):
        cells = {"code": ledger.road.sea.credit_code}
        ledger.road.cast.users["hr"].memberships.filter(organisation=ledger.road.sea.credit_code).delete()
    imported = ledger.send(ledger.row(ledger.one, **cells), ledger.row(ledger.two))
    assert reasons(imported) == [(2, heading, code)]
    assert Attestation.objects.count() == 1


def test_the_second_row_about_one_person_is_a_repetition(ledger: Ledger) -> None:
    assert reasons(ledger.send(ledger.row(ledger.one), ledger.row(ledger.one))) == [(3, "姓名", "import.twice")]


def test_a_name_we_have_under_a_number_we_do_not_is_a_stranger(ledger: Ledger) -> None:
    ledger.send(ledger.row(ledger.one, number=ledger.road.who(0).number()), ledger.row(ledger.two))
    assert Unlisted.objects.open().get().name == ledger.one.worker.name
    assert not Attestation.objects.filter(placement=ledger.one).exists()
    ledger.send(ledger.row(ledger.one, number=ledger.one.worker.number()))
    assert Attestation.objects.filter(placement=ledger.one).count() == 1


def test_the_list_to_fill_in_names_everybody_expected_and_no_whole_number(ledger: Ledger) -> None:
    rows = prefilled(unspoken(ledger.road.hill, MARCH).select_related("worker", "employer"), MARCH)
    assert {row[2] for row in rows} == {ledger.one.worker.name, ledger.two.worker.name}
    assert all(len(row[3]) == 4 and row[1] == "2018-03" for row in rows)


@pytest.mark.parametrize("login", ["stranger", "sanying", "yuanzhou", "leader"])
def test_a_stranger_may_not_send_a_list(ledger: Ledger, login: str) -> None:
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        ledger.send(ledger.row(ledger.one), login=login)
    assert not Roster.objects.exists()
