"""跟踪服务: lists by due day, one tap a person, and people on lists whom we do not have."""

from datetime import date

from django.test import Client

from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.actions import attest, board, confirm_roster, leave, note_contact
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.placements.models import Attestation, Contact, Placement, Unlisted
from tests.cast import NOW, TODAY
from tests.web.transfer.conftest import Way, later

SCRIPT = {"Accept": "application/json"}


def test_who_is_due_is_rung_and_what_was_said_is_noted_at_a_tap(way: Way) -> None:
    spell = way.working(way.stage.ma)
    assert "马志成" not in way.read("yuanzhou", "/followups/?look=due")
    way.today(date(2018, 3, 12))
    assert "马志成" in way.read("yuanzhou", "/followups/?look=due")
    typed = {"outcome": f"{spell.pk}:working", f"note-{spell.pk}": "挺好"}
    page = way.press("yuanzhou", "/followups/?look=due", **typed)
    assert "记下了：马志成，还在干。" in page and "没有符合条件的记录" in page
    assert Contact.objects.get().note == "挺好"
    spell.refresh_from_db()
    assert spell.next_on == date(2018, 4, 4)
    assert "没有“dance”" in way.refused("yuanzhou", "/followups/", outcome=f"{spell.pk}:dance")


def test_lost_left_and_disputed_are_found_by_the_facets(way: Way) -> None:
    ma, hai, li = (way.working(who) for who in (way.stage.ma, way.stage.hai, way.stage.li))
    by = way.actor("yuanzhou")
    for days in (31, 35, 39):
        heard = Heard(on=later(days).date(), kind="call", outcome="not_reached")
        note_contact(placement=ma, heard=heard, by=by, at=later(days))
    left = Heard(on=later(39).date(), kind="visit", outcome="left", told="family")
    note_contact(placement=hai, heard=left, by=by, at=later(39))
    march = {"placement": li, "month": date(2018, 3, 1), "by": by, "at": later(39)}
    attest(source="worker", worked=False, **march)
    attest(source="evidence", worked=True, paper="银行流水", **march)
    way.today(later(40).date())
    found = {look: way.read("yuanzhou", f"/followups/?look={look}") for look in ("lost", "left", "disputed")}
    names = {
        look: [who.worker.name for who in (ma, hai, li) if who.worker.name in page] for look, page in found.items()
    }
    assert names == {"lost": ["马志成"], "left": ["海兰"], "disputed": ["李梅"]}
    assert "失联" in way.read("yuanzhou", f"/placements/{ma.pk}/")


def test_phones_of_a_page_are_opened_once_and_logged(way: Way) -> None:
    way.working(way.stage.ma)
    assert "13800000000" not in way.read("yuanzhou", "/followups/")
    answer = way.sign_in("yuanzhou").post("/followups/", {"do": "phones"})
    assert "tel:13800000000" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="transfer.phones").count() == 1


def test_one_tap_says_still_at_work_and_twice_is_once(way: Way) -> None:
    spell = way.working(way.stage.ma)
    page = way.read("sanying", "/followups/2018-03/")
    assert f"working:self:{spell.pk}" in page and "三营镇 示例村" in page
    typed = {"tap": f"working:self:{spell.pk}", "on": "2018-03-05"}
    client = way.sign_in("sanying")
    for _again in range(2):
        answer = client.post("/followups/2018-03/", typed, headers=SCRIPT)
        assert (answer.status_code, answer.json()) == (200, {"refused": ""})
    assert (Contact.objects.count(), Attestation.objects.get().source) == (1, "worker")
    assert "马志成" not in way.read("sanying", "/followups/2018-03/?asked=no")
    assert "还在干" in way.read("sanying", "/followups/2018-03/?asked=yes")


def test_what_the_family_says_is_noted_and_attests_nothing(way: Way) -> None:
    spell = way.working(way.stage.ma)
    way.press("sanying", "/followups/2018-03/", tap=f"working:family:{spell.pk}")
    assert Contact.objects.get().told == "family" and not Attestation.objects.exists()
    way.press("sanying", "/followups/2018-03/", tap=f"left:family:{spell.pk}")
    assert "听说不干了" in way.read("yuanzhou", "/followups/?look=left") and Placement.objects.get().ended_on is None


def test_a_refused_tap_says_why(way: Way) -> None:
    spell = way.working(way.stage.ma)
    client = way.sign_in("sanying")
    early = client.post("/followups/2018-03/", {"tap": f"working:self:{spell.pk}", "on": "2018-03-04"}, headers=SCRIPT)
    assert early.status_code == 422 and "2018-03-05" in early.json()["refused"]
    assert client.post("/followups/2018-03/", {"tap": "working:self:NOBODY"}, headers=SCRIPT).status_code == 404


def test_months_to_come_are_no_page(way: Way) -> None:
    for month in ("2018-04", "2018-13", "soon"):
        way.read("yuanzhou", f"/followups/{month}/", 404)
    assert 'name="tap"' not in way.read("yuanzhou", "/followups/2017-12/")


def test_people_on_a_list_are_recognised_or_dismissed(way: Way) -> None:
    spell = way.working(way.stage.ma)
    extras = [Extra(name="海兰", tail="", started_on=TODAY), Extra(name="陌生人")]
    confirm_roster(
        employer=way.stage.firm, month=date(2018, 3, 1), lines=[Line(placement=spell.pk)], extras=extras,
        by=way.actor("mawei"), at=later(30),
    )  # fmt: skip
    way.today(later(31).date())
    page = way.read("yuanzhou", "/followups/unknown/?open=yes")
    assert "海兰" in page and "陌生人" in page
    known, other = Unlisted.objects.get(name="海兰"), Unlisted.objects.get(name="陌生人")
    way.read("mawei", f"/do/unlisted.recognise/?about={known.pk}", 404)
    typed = {"worker": way.stage.hai.pk, "started_on": "2018-03-05"}
    way.press("yuanzhou", f"/do/unlisted.recognise/?about={known.pk}", **typed)
    assert Placement.objects.get(worker=way.stage.hai).way == "own"
    way.press("yuanzhou", f"/do/unlisted.dismiss/?about={other.pk}", why="外省来的，厂里说的")
    assert "没有符合条件的记录" in way.read("yuanzhou", "/followups/unknown/?open=yes")
    assert "外省来的" in way.read("yuanzhou", "/followups/unknown/?open=no")


def test_strangers_and_other_townships_see_nobody(way: Way) -> None:
    spell = way.working(way.stage.ma)
    for login in ("stranger", "zhangyi"):
        assert "马志成" not in way.read(login, "/followups/") + way.read(login, "/followups/2018-03/")
        tap = {"tap": f"left:self:{spell.pk}"}
        assert way.sign_in(login).post("/followups/2018-03/", tap).status_code == 404
        assert way.sign_in(login).post("/followups/", {"outcome": f"{spell.pk}:left"}).status_code == 404
    for login in ("hr", "city-guyuan", "auditor"):
        way.read(login, "/followups/", 404)
        way.read(login, "/followups/2018-03/", 404)
    for login in ("stranger", "village"):
        assert "马志成" not in way.read(login, "/followups/")
    way.read("village", "/followups/unknown/", 404)
    assert Client().get("/followups/2018-03/").status_code == 302


def test_tasks_count_exactly_what_their_links_show(way: Way) -> None:
    ma, _li, _hai = way.letters()
    way.coach(ma)
    page = way.read("yuanzhou", "/tasks/")
    assert "七天之内出发的车" in page and "/departures/?when=week" in page
    assert "给签了意向书的人安排车" in page and "2 人" in page
    assert "给签了意向书的人安排车" not in way.read("stranger", "/tasks/")


def test_clocks_and_calls_are_tasks_with_the_first_day_they_are_due(way: Way) -> None:
    way.working(way.stage.ma)
    assert "该签书面合同了" not in way.read("yuanzhou", "/tasks/")
    way.today(date(2018, 3, 30))
    page = way.read("yuanzhou", "/tasks/")
    assert "该签书面合同了" in page and "还剩 6 天" in page and "该办社会保险登记了" in page
    assert "该问一声的人" in page and "/followups/?look=due" in page
    for link in ("/placements/?clock=contract", "/placements/?clock=insurance", "/followups/?look=due"):
        assert "马志成" in way.read("yuanzhou", link), link
    assert "该签书面合同了" not in way.read("sanying", "/tasks/")


def test_who_left_three_days_ago_and_was_not_seen_is_a_task(way: Way) -> None:
    row = way.coach(way.letter(way.stage.ma))
    board(boarding=row.boardings.get(), by=way.actor("yuanzhou"), at=NOW)
    leave(departure=row, by=way.actor("yuanzhou"), at=NOW)
    way.today(date(2018, 3, 7))
    assert "出发三天还没报到的人" not in way.read("mawei", "/tasks/")
    way.today(date(2018, 3, 8))
    assert "出发三天还没报到的人" in way.read("mawei", "/tasks/")
    assert "马*成" in way.read("mawei", "/transfers/?todo=unseen")
