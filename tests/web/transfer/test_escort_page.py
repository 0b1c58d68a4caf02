"""带车人: the link is the key, taps are the same done twice, and the link ends with the arrival."""

from django.test import Client

from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.actions import add_to_roster, plan_departure
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Boarding, Departure
from tests.cast import NOW
from tests.web.transfer.conftest import Way

SCRIPT = {"Accept": "application/json"}


def tap(nobody: Client, row: Departure, value: str) -> tuple[int, str]:
    """What a kept tap is told when it is sent."""
    answer = nobody.post(f"/go/{row.link}/", {"tap": value}, headers=SCRIPT)
    return answer.status_code, answer.json()["refused"] if answer.status_code != 404 else ""


def test_the_page_opens_without_an_account_and_names_no_number(way: Way, nobody: Client) -> None:
    row = way.coach(*way.letters())
    answer = nobody.get(f"/go/{row.link}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["X-Keep-Hours"] == "72" and answer["X-Robots-Tag"] == "noindex"
    assert "马志成" in page and "13800" not in page and "642221" not in page and "138*" not in page
    assert nobody.get("/go/nothing/").status_code == 404


def test_taps_act_as_the_escort_and_the_same_twice_is_once(way: Way, nobody: Client) -> None:
    row = way.coach(*way.letters())
    first, second, last = (row.boardings.get(seat=1), row.boardings.get(seat=2), row.boardings.get(seat=None))
    for value in (f"miss:{first.pk}", f"board:{second.pk}", f"substitute:{first.pk}:{last.pk}") * 2:
        assert tap(nobody, row, value) == (200, "")
    assert Boarding.objects.get(pk=last.pk).instead_of_id == first.pk
    entry = Entry.objects.filter(action="boarding.substitute").get()
    assert (entry.login, entry.role) == (f"escort-{row.pk}", "escort")
    assert tap(nobody, row, "leave") == (200, "") == tap(nobody, row, "leave")
    assert tap(nobody, row, f"board:{second.pk}") == (200, ""), "an answer that was lost on the way, asked for again"
    assert tap(nobody, row, "arrive") == (200, "")
    assert tap(nobody, row, "arrive")[0] == 404
    assert nobody.get(f"/go/{row.link}/").status_code == 404


def test_a_refused_tap_comes_back_with_its_sentence(way: Way, nobody: Client) -> None:
    row = way.coach(*way.letters())
    first, last = row.boardings.get(seat=1), row.boardings.get(seat=None)
    code, why = tap(nobody, row, f"substitute:{first.pk}:{last.pk}")
    assert code == 422 and "没有标“没来”" in why
    assert "还有 2 个人没点名" in tap(nobody, row, "leave")[1]
    assert "没有“dance”这个按钮" in tap(nobody, row, "dance")[1]
    plain = nobody.post(f"/go/{row.link}/", {"tap": "leave"})
    assert plain.status_code == 422 and "还有 2 个人没点名" in plain.content.decode()


def test_buttons_work_without_script(way: Way, nobody: Client) -> None:
    row = way.coach(*way.letters())
    url = f"/go/{row.link}/"
    for one in row.boardings.exclude(seat=None):
        assert nobody.post(url, {"tap": f"board:{one.pk}"}).status_code == 302
    nobody.post(url, {"tap": "leave"})
    assert "到了" in nobody.get(url).content.decode()
    done = nobody.post(url, {"tap": "arrive"})
    assert done.status_code == 200 and "辛苦了" in done.content.decode()


def test_one_link_opens_one_coach(way: Way, nobody: Client) -> None:
    ma, li, _hai = way.letters()
    row = way.coach(ma)
    journey = Journey(
        name="二号车", kind="car", seats=2, leaves_at=NOW, from_place="张易", to_place="马尾", escort="李带队"
    )
    by = way.actor("yuanzhou")
    other = plan_departure(pairing=row.pairing, journey=journey, by=by, at=NOW)
    theirs = add_to_roster(departure=other, transfers=[li], by=by, at=NOW)[0]
    assert tap(nobody, row, f"board:{theirs.pk}")[0] == 404
    assert "李梅" not in nobody.get(f"/go/{row.link}/").content.decode()
    assert other.link != row.link and len(row.link) == 24
