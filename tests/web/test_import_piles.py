"""The piles of an import as pages: each paged and by reason; choices kept row by row and reason by reason; who is absent."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shanhai.apps.audit.models import Entry
from shanhai.apps.imports.actions import confirm
from shanhai.apps.imports.models import Import, Row
from shanhai.apps.workers.models import Worker
from tests.cast import NOW
from tests.rolls import firm, job, send, sheet, spell, villager
from tests.web.conftest import SignIn, Stage

MOST = 12


def said(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def doubtful(stage: Stage) -> Import:
    """Sixty people known already come back with another name, five of them with another phone only."""
    rows = [villager(at, name="李建国") for at in range(100, 165)]
    confirm(imported=send(stage.cast, rows), by=stage.cast.actor("yuanzhou"), at=NOW)
    renamed = [{**row, "name": "李建业"} for row in rows[:60]]
    return send(stage.cast, [*renamed, *({**row, "phone": "13999999999"} for row in rows[60:])])


def test_rows_to_mend_are_paged_by_reason_and_mended_where_they_are(sign_in: SignIn, stage: Stage) -> None:
    wrong = [villager(at, phone="1") for at in range(100, 160)] + [
        villager(at, lowest_pay="三千") for at in range(200, 203)
    ]
    place = f"/imports/{send(stage.cast, wrong).pk}/"
    client = sign_in("yuanzhou")
    check = said(client, place)
    reasons = re.findall(rf'href="({place}fix/\?reason=[^"]+)"', check)
    assert len(reasons) == 2
    assert "共 60 条" in said(client, reasons[0])
    assert "共 3 条" in said(client, reasons[1])
    second = said(client, f"{place}fix/?page=2")
    assert "第 51–63 条，共 63 条" in second
    assert "李" not in second
    back = re.search(r'name="back" value="([^"]+)"', second)
    row = Row.objects.get(number=61)
    assert back is not None
    answer = client.post(f"{place}rows/{row.pk}/", {"cell:phone": "13900000000", "back": back[1]})
    assert answer["Location"] == f"{place}fix/?page=2"
    assert "共 62 条" in said(client, f"{place}fix/")
    elsewhere = client.post(f"{place}rows/{Row.objects.get(number=60).pk}/", {"cell:phone": "2", "back": "//evil/"})
    assert elsewhere["Location"] == f"{place}#fix"


def test_choices_are_kept_row_by_row_and_used_on_confirming(sign_in: SignIn, doubtful: Import) -> None:
    place = f"/imports/{doubtful.pk}/"
    client = sign_in("yuanzhou")
    first, second, third = Row.objects.filter(imported=doubtful, outcome="review")[:3]
    words = {f"choice:{first.pk}": "new", f"choice:{second.pk}": "old", "do": "save"}
    told = client.post(f"{place}review/", words, follow=True).content.decode()
    assert "记下了。已选 2 行，共 60 行" in told
    assert re.search(rf'name="choice:{first.pk}" value="new" checked', told)
    assert re.search(rf'name="choice:{second.pk}" value="old" checked', told)
    assert not re.search(rf'name="choice:{third.pk}" value="\w+" checked', told)
    entries = Entry.objects.count()
    client.post(f"{place}review/", words)
    assert Entry.objects.count() == entries
    assert client.post(f"{place}review/", {**words, "do": "next"})["Location"] == f"{place}review/?page=2"
    assert "共 58 条" in said(client, f"{place}review/?said=none")
    assert "共 1 条" in said(client, f"{place}review/?said=new")
    check = said(client, place)
    assert "先入库 6 行" in check
    assert "已选 2" in check
    client.post(place, {"do": "confirm"})
    assert Worker.objects.filter(name="李建业").count() == 1
    assert client.post(f"{place}review/", {**words, "do": "save"}).status_code == 409


def test_all_rows_of_a_reason_are_answered_together(sign_in: SignIn, doubtful: Import) -> None:
    place = f"/imports/{doubtful.pk}/"
    client = sign_in("yuanzhou")
    text = said(client, f"{place}review/")
    assert "已选 0 / 共 60" in text
    reason = re.search(r'href="([^"]+review/\?reason=[^"]+)"', text)
    assert reason is not None
    assert "这一类 60 行全部用新的" in said(client, reason[1])
    told = client.post(reason[1], {"do": "alike:new"}, follow=True).content.decode()
    assert "60 行都记成“用新的”" in told
    assert "已选 60 / 共 60" in told
    assert client.post(reason[1], {"do": "alike:both"}).status_code == 422
    client.post(place, {"do": "confirm"})
    assert Worker.objects.filter(name="李建业").count() == 60


def test_changes_are_listed_by_the_column_that_changes(sign_in: SignIn, doubtful: Import) -> None:
    text = said(sign_in("yuanzhou"), f"/imports/{doubtful.pk}/changes/?reason=phone")
    assert "共 5 条" in text
    assert "手机号" in text
    assert "13999999999" not in text
    assert f'href="/workers/{Row.objects.filter(outcome="updated").first().target}/"' in text  # type: ignore[union-attr]
    refused = sign_in("yuanzhou").post(f"/imports/{doubtful.pk}/changes/", {"do": "save"})
    assert refused.status_code == 409


def test_whom_the_file_does_not_name_is_listed_and_handed_out_and_nobody_is_deleted(
    sign_in: SignIn, stage: Stage
) -> None:
    before = Worker.objects.count()
    content = sheet("workers", [villager(5, number=stage.ma.number(), name="马志成"), villager(6)])
    imported = send(stage.cast, content=content)
    client, place = sign_in("yuanzhou"), f"/imports/{imported.pk}/"
    assert imported.absent == 2
    text = said(client, f"{place}absent/")
    assert "李梅" in text and "海兰" in text and "马志成" not in text
    assert f'href="/workers/{stage.li.pk}/"' in text
    assert stage.li.number() not in text
    client.post(place, {"do": "confirm"})
    assert Worker.objects.count() == before + 1
    sheet_text = client.get(f"{place}absent.csv").content.decode()
    assert "李梅" in sheet_text and "海兰" in sheet_text
    assert len(sheet_text.strip().splitlines()) == 3
    assert Entry.objects.filter(action="export", facts__list="absent", facts__count=2).exists()


@pytest.mark.parametrize("kind", ["employers", "positions", "placements"])
def test_firms_positions_and_spells_have_the_same_list(sign_in: SignIn, stage: Stage, kind: str) -> None:
    login = "yuanzhou" if kind == "placements" else "mawei"
    row = {"employers": firm(7), "positions": job(1, title="电工"), "placements": spell(1)}[kind]
    imported = send(stage.cast, [row], kind=kind, login=login)
    text = said(sign_in(login), f"/imports/{imported.pk}/absent/")
    assert ("海岸电池" in text) == (kind != "placements")


@pytest.mark.parametrize("login", ["stranger", "mawei", "sanying", "leader", "auditor"])
def test_another_office_finds_no_pile(sign_in: SignIn, doubtful: Import, login: str) -> None:
    client, place = sign_in(login), f"/imports/{doubtful.pk}/"
    for path in ("fix/", "review/", "changes/", "absent/", "absent.csv", "absent.xlsx", "absent.json"):
        said(client, f"{place}{path}", 404)
    assert client.post(f"{place}review/", {"do": "alike:new"}).status_code == 404
    assert not Row.objects.exclude(choice="").exists()


def test_no_pile_asks_the_database_much(sign_in: SignIn, doubtful: Import) -> None:
    client, place = sign_in("yuanzhou"), f"/imports/{doubtful.pk}/"
    said(client, "/about/help/")
    asked = {path: _asked(client, f"{place}{path}") for path in ("", "fix/", "review/?page=2", "changes/", "absent/")}
    assert {path: n for path, n in asked.items() if n > MOST} == {}


def _asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        said(client, path)
    return len(queries)
