"""本人的页: the link is the key to one person's own months; taps are the person's own word, the same twice, and the link can be stopped."""

from datetime import date

import pytest
from django.test import Client

from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.actions import attest, confirm_roster, note_contact, settle_dispute
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.rosters import Line
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.apps.workers.actions import end_link, give_link
from shanhai.apps.workers.models import OwnLink
from shanhai.core.refusal import Refusal
from tests.cast import NOW, TODAY
from tests.web.transfer.conftest import Way, later

SCRIPT = {"Accept": "application/json"}
APRIL = date(2018, 4, 10)


def given(way: Way, on: date = APRIL) -> tuple[Placement, OwnLink]:
    """马志成 works since the 5th of March and has a link; the world has moved on."""
    spell = way.working(way.stage.ma)
    link = give_link(worker=spell.worker, by=way.actor("yuanzhou"), at=NOW)
    way.today(on)
    return spell, link


def tap(nobody: Client, link: OwnLink, value: str, **typed: str) -> tuple[int, str]:
    answer = nobody.post(f"{link.address}say/", {"tap": value, **typed}, headers=SCRIPT)
    return answer.status_code, answer.json()["refused"] if answer.status_code != 404 else ""


def test_the_page_says_where_and_which_months_and_nothing_that_identifies(way: Way, nobody: Client) -> None:
    _spell, link = given(way)
    answer = nobody.get(link.address)
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Keep-Hours"] == "72" and answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex" and answer["Cache-Control"] == "private, no-cache"
    assert "马*成" in page and "海岸电池（示例）" in page and "2018-04" in page and "您还没说" in page
    for secret in ("马志成", "13800", "138*", "642221", "3,500", "三营"):
        assert secret not in page, secret
    assert nobody.get("/w/nothing/").status_code == 404 == nobody.get("/w/nothing/say/").status_code


def test_one_tap_is_the_persons_own_word_and_twice_is_once(way: Way, nobody: Client) -> None:
    spell, link = given(way)
    for _again in range(2):
        assert tap(nobody, link, f"worked:{spell.pk}:2018-03", **{f"pay-{spell.pk}-2018-03": "3600"}) == (200, "")
    word = Attestation.objects.get()
    assert (word.source, word.worked, word.pay, word.month) == ("worker", True, 360_000, date(2018, 3, 1))
    entry = Entry.objects.get(action="word.attest")
    assert (entry.login, entry.role, entry.region) == (f"worker-{way.stage.ma.pk}", "worker", "640402")
    assert "您说干了" in nobody.get(link.address).content.decode()


def test_the_own_word_and_the_employers_settle_the_month_or_contradict_each_other(way: Way, nobody: Client) -> None:
    spell, link = given(way)
    line = Line(placement=spell.pk, days=20)
    confirm_roster(employer=way.stage.firm, month=date(2018, 3, 1), lines=[line], by=way.actor("mawei"), at=later(30))
    tap(nobody, link, f"worked:{spell.pk}:2018-03")
    assert '<span class="tag ok">算</span>' in way.read("yuanzhou", f"/placements/{spell.pk}/")
    tap(nobody, link, f"away:{spell.pk}:2018-03")
    assert "说法不一样" in nobody.get(link.address).content.decode()
    assert "说法不一样的月份" in way.read("yuanzhou", "/tasks/")
    settle_dispute(placement=spell, month=date(2018, 3, 1), how="请假了", by=way.actor("yuanzhou"), at=later(36))
    code, why = tap(nobody, link, f"worked:{spell.pk}:2018-03")
    assert code == 422 and "过去久了" in why and Attestation.objects.filter(worked=True).count() == 1


def test_still_working_is_heard_and_moves_the_next_call(way: Way, nobody: Client) -> None:
    spell, link = given(way)
    assert tap(nobody, link, f"working:{spell.pk}:2018-04", on="2018-04-09") == (200, "")
    contact, spell = Contact.objects.get(), Placement.objects.get()
    assert (contact.kind, contact.outcome, contact.told, contact.on) == ("own", "working", "self", date(2018, 4, 9))
    assert spell.heard_on == date(2018, 4, 9) and spell.next_on is not None and spell.next_on > APRIL
    assert Attestation.objects.get().month == date(2018, 4, 1)
    tap(nobody, link, f"left:{spell.pk}:2018-04")
    assert "听说不干了的人" in way.read("yuanzhou", "/tasks/"), "a tap ends nothing: somebody asks when and why"
    assert Placement.objects.get().ended_on is None


def test_something_wrong_becomes_a_task_until_somebody_rings(way: Way, nobody: Client) -> None:
    spell, link = given(way)
    for _again in range(2):
        assert tap(nobody, link, f"plea:{spell.pk}", **{f"plea-{spell.pk}": "加班费没给"}) == (200, "")
    assert tap(nobody, link, f"working:{spell.pk}:2018-04") == (200, ""), "a tap of the same day takes nothing back"
    assert Contact.objects.get(kind="plea").note == "加班费没给" and Placement.objects.get().next_on == APRIL
    for login in ("yuanzhou", "sanying"):
        assert "本人说有事，等人打电话" in way.read(login, "/tasks/")
    assert "马志成" in way.read("sanying", "/followups/?look=plea")
    way.stage.cast.join("hr", way.stage.firm.credit_code)
    assert "加班费没给" not in way.read("hr", f"/placements/{spell.pk}/")
    heard = Heard(on=APRIL, kind="call", outcome="working")
    note_contact(placement=spell, heard=heard, by=way.actor("sanying"), at=later(36).replace(hour=23))
    assert "本人说有事" not in way.read("yuanzhou", "/tasks/")


def test_a_link_speaks_of_its_own_persons_open_months_and_of_nothing_else(way: Way, nobody: Client) -> None:
    spell, link = given(way, on=date(2018, 7, 2))
    other = way.working(way.stage.li)
    assert tap(nobody, link, f"worked:{other.pk}:2018-03")[0] == 404
    assert tap(nobody, link, f"worked:{spell.pk}:2018-03")[0] == 422, "March is closed in July"
    assert tap(nobody, link, f"worked:{spell.pk}:2018-08")[0] == 422
    assert tap(nobody, link, f"dance:{spell.pk}")[0] == 422
    assert tap(nobody, link, "worked")[0] == 404
    assert not Attestation.objects.exists()
    month = {"month": date(2018, 6, 1), "worked": True, "at": later(120)}
    for spell_of, source in ((other, "worker"), (spell, "evidence")):
        with pytest.raises(Refusal, match="desk.not_allowed"):
            attest(placement=spell_of, source=source, paper="社保", by=link.actor(), **month)
    with pytest.raises(Refusal, match="desk.not_allowed"):
        settle_dispute(placement=spell, month=date(2018, 6, 1), how="没事", by=link.actor(), at=NOW)
    with pytest.raises(Refusal, match="contact.kind"):
        note_contact(
            placement=spell, heard=Heard(on=TODAY, kind="own", outcome="working"), by=way.actor("sanying"), at=NOW
        )


def test_buttons_work_without_script_and_in_three_languages(way: Way, nobody: Client) -> None:
    spell, link = given(way)
    url = f"{link.address}say/"
    assert nobody.post(url, {"tap": f"worked:{spell.pk}:2018-03"}).status_code == 302
    wrong = nobody.post(url, {"tap": f"worked:{spell.pk}:2018-03", f"pay-{spell.pk}-2018-03": "很多"})
    assert wrong.status_code == 422 and "没有办成" in wrong.content.decode()
    assert "Something is wrong" in nobody.get(f"{url}?lang=en").content.decode()
    assert "還在幹" in nobody.get(f"{url}?lang=zh-hant").content.decode()


def test_it_is_given_printed_and_stopped_from_the_spells_page(way: Way, nobody: Client) -> None:
    spell = way.working(way.stage.ma)
    url = f"/placements/{spell.pk}/"
    page = way.press("sanying", f"/do/link.give/?about={spell.pk}")
    link = OwnLink.objects.get()
    assert "显示并打印" in page and link.key not in page and link.until == date(2019, 3, 5)
    shown = way.press("sanying", f"{url}slip/")
    assert f"http://testserver{link.address}" in shown and "<svg" in shown
    assert Entry.objects.get(action="link.show").login == "sanying"
    assert link.key not in way.read("yuanzhou", url) and "印一张" in way.read("yuanzhou", url)
    assert nobody.get(link.address).status_code == 200
    for login in ("mawei", "hr", "zhangyi", "stranger", "city-guyuan", "auditor"):
        way.read(login, f"{url}slip/", 404)
        way.read(login, f"/do/link.give/?about={spell.pk}", 404)
    way.press("sanying", f"/do/link.end/?about={spell.pk}")
    assert nobody.get(link.address).status_code == 404 and tap(nobody, link, f"worked:{spell.pk}:2018-03")[0] == 404
    again = give_link(worker=spell.worker, by=way.actor("yuanzhou"), at=NOW)
    assert again.key != link.key and end_link(link=link, by=way.actor("yuanzhou"), at=NOW).ended_at is not None


def test_it_runs_out_after_a_year_and_giving_it_again_keeps_its_address(way: Way, nobody: Client) -> None:
    _spell, link = given(way, on=date(2019, 3, 5))
    assert nobody.get(link.address).status_code == 200
    way.today(date(2019, 3, 6))
    assert nobody.get(link.address).status_code == 404
    same = give_link(worker=way.stage.ma, by=way.actor("yuanzhou"), at=later(100))
    assert same.pk == link.pk and same.until == later(465).date()
    other = give_link(worker=way.stage.ma, by=way.actor("yuanzhou"), at=later(500))
    assert other.key != link.key and OwnLink.objects.filter(ended_at=None).count() == 1
