"""出发: a coach is planned, filled, ticked off, left and arrived by buttons; who did not come is replaced in two taps."""

from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.models import Boarding, Departure, Given, Transfer
from tests.web.transfer.conftest import Way

PLAN = {
    "name": "一号车", "kind": "coach", "number": "宁D12345", "seats": "2", "leaves_at": "2018-03-05 06:30", "from_place": "三营",
    "to_place": "马尾", "escort": "马带队",
}  # fmt: skip


def seat(departure: Departure, name: str) -> Boarding:
    return departure.boardings.get(transfer__worker__name=name)


def test_a_coach_is_planned_and_filled_and_the_third_of_two_waits(way: Way) -> None:
    people = way.letters()
    page = way.press("yuanzhou", "/do/departure.plan/", **PLAN, pairing=way.stage.cast.pairing.pk)
    row = Departure.objects.get()
    assert "名单还是空的" in page
    answer = way.sign_in("yuanzhou").post(
        f"/do/departure.list/?about={row.pk}", {"members": [one.pk for one in people]}, follow=True
    )
    page = answer.content.decode()
    assert page.count("还没点到") >= 2 and "等位子" in page
    assert sorted(row.boardings.values_list("seat", flat=True), key=str) == [1, 2, None]
    assert "一号车" in way.read("yuanzhou", "/departures/?when=week")
    assert "看不懂" in way.refused("yuanzhou", "/do/departure.plan/", **PLAN | {"seats": "很多"})


def test_who_did_not_come_is_replaced_in_two_taps(way: Way) -> None:
    row = way.coach(*way.letters())
    url = f"/departures/{row.pk}/"
    first, last = row.boardings.get(seat=1), row.boardings.get(seat=None)
    assert "有人没点名" not in way.press("yuanzhou", url, verb=f"board:{row.boardings.get(seat=2).pk}")
    page = way.press("yuanzhou", url, verb=f"miss:{first.pk}")
    assert f"substitute:{first.pk}:{last.pk}" in page
    page = way.press("yuanzhou", url, verb=f"substitute:{first.pk}:{last.pk}")
    last.refresh_from_db()
    assert (last.seat, last.state, last.instead_of_id) == (1, "aboard", first.pk)
    assert "顶 " in page and "substitute:" not in page


def test_things_are_handed_out_to_all_and_policies_one_by_one(way: Way) -> None:
    row = way.coach(*way.letters())
    url, one = f"/departures/{row.pk}/", row.boardings.get(seat=1)
    assert "没有人上车" in way.refused("yuanzhou", url, verb="give", item="card")
    for each in row.boardings.exclude(seat=None):
        way.press("yuanzhou", url, verb=f"board:{each.pk}")
    assert "发了 2 份" in way.press("yuanzhou", url, verb="give", item="insurance")
    assert "发了 0 份" in way.press("yuanzhou", url, verb="give", item="insurance")
    page = way.press("yuanzhou", url, **{"verb": f"number:{one.pk}", f"number-{one.pk}": "PA-77"})
    assert "PA-77" in page
    assert list(Given.objects.filter(boarding=one).values_list("item", "number")) == [("insurance", "PA-77")]
    assert "PA-77" in way.refused("yuanzhou", url, **{"verb": f"number:{one.pk}", f"number-{one.pk}": "PA-78"})


def test_it_leaves_when_everybody_is_ticked_off_and_arrives(way: Way) -> None:
    row = way.coach(*way.letters())
    url = f"/departures/{row.pk}/"
    assert "还有 2 个人没点名" in way.refused("yuanzhou", url, verb="leave")
    way.press("yuanzhou", url, verb=f"board:{row.boardings.get(seat=1).pk}")
    way.press("yuanzhou", url, verb=f"miss:{row.boardings.get(seat=2).pk}")
    assert "在路上" in way.press("yuanzhou", url, verb="leave")
    assert Transfer.objects.filter(state="departed").count() == 1
    page = way.press("yuanzhou", url, verb="arrive")
    assert "/go/" not in page and "链接从现在起不能用" in page


def test_phones_are_shown_once_and_logged(way: Way) -> None:
    row = way.coach(*way.letters())
    url = f"/departures/{row.pk}/"
    assert "13800000000" not in way.read("yuanzhou", url) and "138****0000" in way.read("yuanzhou", url)
    answer = way.sign_in("yuanzhou").post(url, {"verb": "phones"})
    assert "tel:13800000000" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert len(Entry.objects.get(action="transfer.phones").facts["people"]) == 3
    assert 'value="phones"' not in way.read("mawei", url), "not people of theirs"


def test_the_printed_roster_has_a_box_for_each_signature(way: Way) -> None:
    row = way.coach(*way.letters())
    page = way.read("yuanzhou", f"/departures/{row.pk}/print/")
    assert page.count('class="box"') == 2 and "等位子的人，照这个顺序" in page and "13800" not in page


def test_a_stranger_finds_no_coach_and_a_township_its_own_people(way: Way) -> None:
    row = way.coach(*way.letters())
    for url in (f"/departures/{row.pk}/", f"/departures/{row.pk}/print/"):
        way.read("stranger", url, 404)
    assert way.sign_in("stranger").post(f"/departures/{row.pk}/", {"verb": "leave"}).status_code == 404
    page = way.read("sanying", f"/departures/{row.pk}/")
    assert "马志成" in page and "李梅" not in page and "只列出您这边的人" in page
    other = seat(row, "李梅")
    assert way.sign_in("sanying").post(f"/departures/{row.pk}/", {"verb": f"miss:{other.pk}"}).status_code == 404
    assert "您的岗位不能做这件事" in way.refused("city-guyuan", f"/departures/{row.pk}/", verb="leave")


def test_somebody_is_taken_off_and_who_waits_gets_the_seat(way: Way) -> None:
    row = way.coach(*way.letters())
    url, first = f"/departures/{row.pk}/", row.boardings.get(seat=1)
    waiting = row.boardings.get(seat=None)
    assert "拿下来了" in way.press("yuanzhou", url, verb=f"off:{first.pk}")
    assert f"board:{waiting.pk}" in way.press("yuanzhou", url, verb=f"board:{row.boardings.get(seat=2).pk}")
    way.press("yuanzhou", url, verb=f"board:{waiting.pk}")
    waiting.refresh_from_db()
    assert waiting.seat == 1 and first.transfer.state == "letter"
    assert "已经上车" in way.refused("yuanzhou", url, verb=f"off:{waiting.pk}")


def test_a_coach_that_does_not_go_frees_its_people(way: Way) -> None:
    row = way.coach(*way.letters())
    assert "取消" in way.press("yuanzhou", f"/departures/{row.pk}/", verb="cancel")
    assert way.sign_in("yuanzhou").get(f"/go/{row.link}/").status_code == 404
    assert "马志成" in way.read("yuanzhou", "/transfers/?todo=unseated")
    assert "您的岗位不能做这件事" in way.refused("sanying", f"/departures/{row.pk}/", verb="cancel")
