"""An employer's own page: the list of a month is filled in already, confirmed once, corrected with a reason, or sent as a workbook."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from shanhai.apps.accounts.models import User
from shanhai.apps.placements.facts.rosters import unspoken
from shanhai.apps.placements.models import Attestation, Placement, Roster, Unlisted
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY

MARCH = "2019-03"


def seat(login: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(login=login))
    return client


def waiting() -> list[Placement]:
    firm = Roster.objects.filter(way="page").first()
    assert firm is not None
    return list(unspoken(firm.employer, TODAY.replace(day=1)))


def sent(people: list[Placement]) -> dict[str, str]:
    """What the page sends when nothing was touched: everybody at work."""
    return {f"state-{one.pk}": "there" for one in people}


def test_the_month_that_is_over_waits_and_is_confirmed_in_one_press(world: Summary) -> None:
    hr, people = seat("hr"), waiting()
    assert people and f"{len(people)} 人还没说" in hr.get("/e/").content.decode()
    page = hr.get(f"/e/roster/{MARCH}/").content.decode()
    assert all(one.worker.name in page for one in people)
    assert not re.search(r"\d{17}[\dX]", page), "no whole citizen number"
    gone, away, typed = people[0], people[1], sent(people)
    typed[f"state-{gone.pk}"], typed[f"left_on-{gone.pk}"], typed[f"why-{gone.pk}"] = "left", "2019.3.20", "home"
    typed[f"state-{away.pk}"] = "away"
    typed[f"pay-{people[2].pk}"] = "3,850"
    typed |= {"name-0": "何新来", "tail-0": "\uff11\uff12\uff13x"}
    assert hr.post(f"/e/roster/{MARCH}/", typed).status_code == 302
    gone.refresh_from_db()
    assert (gone.ended_on.isoformat(), gone.ended_why) == ("2019-03-20", "home")  # type: ignore[union-attr]
    said = {one.placement_id: one for one in Attestation.objects.filter(month=TODAY.replace(day=1), source="roster")}
    assert (said[away.pk].worked, said[people[2].pk].pay, len(said)) == (False, 385_000, len(people))
    assert Unlisted.objects.get(name="何新来").tail == "123X"
    assert "已确认" in hr.get("/e/").content.decode()


def test_what_cannot_be_read_names_the_person_and_keeps_what_was_typed(world: Summary) -> None:
    hr, people = seat("hr"), waiting()
    typed = sent(people) | {f"pay-{people[0].pk}": "三千八", f"days-{people[1].pk}": "21"}
    answer = hr.post(f"/e/roster/{MARCH}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and people[0].worker.name in page and "三千八" in page and 'value="21"' in page
    left = sent(people) | {f"state-{people[0].pk}": "left"}
    assert "哪天起不上班" in hr.post(f"/e/roster/{MARCH}/", left).content.decode()
    silent = hr.post(f"/e/roster/{MARCH}/", {"name-0": ""})
    assert silent.status_code == 422, "nobody is confirmed by silence"
    assert not Attestation.objects.filter(month=TODAY.replace(day=1)).exists()


def test_a_line_is_corrected_with_a_reason_and_never_without(world: Summary) -> None:
    hr = seat("hr")
    line = Attestation.objects.filter(source="roster", roster__way="page", worked=True).order_by("-month")[0]
    month = f"{line.month:%Y-%m}"
    typed = {"correct": line.pk, f"state-{line.pk}": "there", f"pay-{line.pk}": "4,000"}
    assert hr.post(f"/e/roster/{month}/", typed).status_code == 422
    assert hr.post(f"/e/roster/{month}/", typed | {f"because-{line.pk}": "少录了奖金"}).status_code == 302
    line.refresh_from_db()
    assert line.pay == 400_000


def test_correcting_one_thing_starts_from_what_was_said(world: Summary) -> None:
    away = Attestation.objects.filter(source="roster", roster__way="page", worked=False)[0]
    page = seat("hr").get(f"/e/roster/{away.month:%Y-%m}/").content.decode()
    picked = page.partition(f'<select id="state-{away.pk}"')[2].partition("</select>")[0]
    assert 'value="away" selected' in picked and 'value="there" selected' not in picked


def test_the_list_goes_out_and_comes_back_as_a_workbook(world: Summary) -> None:
    hr, people = seat("hr"), waiting()
    content = hr.get(f"/e/roster/{MARCH}.xlsx").content
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    assert sheet.max_row == len(people) + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row=row, column=headings["实发工资（元）"], value="3900")
    sheet.cell(row=2, column=headings["出勤天数"], value="四十")
    out = BytesIO()
    book.save(out)
    answer = hr.post(f"/e/roster/{MARCH}/", {"file": SimpleUploadedFile("三月.xlsx", out.getvalue())}, follow=True)
    page = answer.content.decode()
    assert "要改 1 行" in page and "出勤天数" in page
    assert Attestation.objects.filter(month=TODAY.replace(day=1), pay=390_000).count() == len(people) - 1
    assert len(waiting()) == 1


@pytest.mark.parametrize("login", ["yuanzhou", "mawei", "sanying", "agency", "stranger", "leader"])
def test_a_stranger_may_not(world: Summary, login: str) -> None:
    client = seat(login)
    for path in ("/e/", f"/e/roster/{MARCH}/", f"/e/roster/{MARCH}.xlsx"):
        assert client.get(path).status_code == 404, path


def test_months_that_are_not_over_or_none_are_not_there(world: Summary) -> None:
    hr = seat("hr")
    assert {hr.get(f"/e/roster/{month}/").status_code for month in ("2019-04", "2019-13", "march")} == {404}
