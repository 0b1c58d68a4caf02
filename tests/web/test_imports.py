"""导入核对 as pages: upload, check, mend, choose, store, take back; and the same from the command line."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shanhai.apps.audit.models import Entry
from shanhai.apps.imports.models import Import, Row
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.models import Worker
from shanhai.apps.workers.sheets import COLUMNS
from shanhai.cli.main import main
from shanhai.core.identifiers.citizen import compose
from shanhai.sheets.read import read_table
from shanhai.sheets.write import workbook
from tests.rolls import firm, job, mended, send, sheet, villager
from tests.web.conftest import SignIn, Stage

NAME = "李建国"
WRONG = "642221199005020000"


def people(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Rows of people nobody knows yet."""
    return [villager(100 + at, name=NAME, **cells) for at, cells in enumerate(changes)]


def upload(client: Client, content: bytes, *, name: str = "三营镇.xlsx", status: int = 302, **typed: str) -> str:
    file = SimpleUploadedFile(name, content)
    answer = client.post("/imports/", {"kind": "workers", "title": "三营镇 3 月 5 日", "file": file, **typed})
    assert answer.status_code == status, answer.content.decode()
    return answer["Location"] if status == 302 else answer.content.decode()


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_way_of_a_workbook_from_upload_to_taking_back(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    place = upload(client, sheet("workers", people({}, {"number": WRONG}, {"phone": "1"})))
    text = read(client, place)
    assert "有 2 行要改" in text
    assert "先入库 1 行" in text
    assert "李*国" in text
    assert NAME not in text
    assert WRONG not in text
    assert "642****0000" in text
    before = Worker.objects.count()
    bad = Row.objects.get(number=3)
    client.post(f"{place}rows/{bad.pk}/", {"cell:number": compose("642221", date(1991, 1, 1), 77)})
    assert "先入库 2 行" in read(client, place)
    stored = client.post(place, {"do": "confirm"}, follow=True).content.decode()
    assert "已入库：新增 2 行，更新 0 行" in stored
    assert Worker.objects.count() == before + 2
    assert "撤销整份" in stored
    assert "没有重复入库" in client.post(place, {"do": "confirm"}, follow=True).content.decode()
    taken_back = client.post(place, {"do": "undo"}, follow=True).content.decode()
    assert "已撤销整份" in taken_back
    assert Worker.objects.count() == before


def test_a_mended_error_workbook_touches_only_its_rows(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    place = upload(client, sheet("workers", people({}, {"phone": "1"})))
    client.post(place, {"do": "confirm"})
    answer = client.get(f"{place}errors.xlsx")
    assert answer["Cache-Control"] == "private, no-store"
    table = read_table(answer.content, filename="错误表.xlsx", columns=COLUMNS)
    assert [row.cells["name"] for row in table.rows] == [NAME]
    assert Entry.objects.filter(action="export", facts__list="import.errors").exists()
    second = upload(client, mended(answer.content, {(2, "手机号"): "13900000000"}), name="错误表.xlsx")
    client.post(second, {"do": "confirm"})
    assert Worker.objects.filter(name=NAME).count() == 2
    assert "另有 1 行后来改好入库了" in read(client, place)


def test_a_doubt_is_decided_on_the_page(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("yuanzhou")
    row = villager(1, number=stage.ma.number(), name="马志诚", household=stage.ma.household.number)
    place = upload(client, sheet("workers", [row]))
    text = read(client, place)
    assert "按选的入库" in text
    assert "马*诚" in text
    client.post(place, {"do": "confirm", f"choice:{Row.objects.get().pk}": "new"})
    stage.ma.refresh_from_db()
    assert stage.ma.name == "马志诚"


def test_columns_are_matched_by_hand_once(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    content = sheet("workers", people({}))
    odd = mended(content, {(1, "乡镇"): "哪里人"})
    text = upload(client, odd, status=422)
    assert "缺少必填的列：乡镇" in text
    assert 'name="map:哪里人"' in text
    place = upload(client, odd, **{"map:哪里人": "township"})
    assert "“哪里人” → 乡镇" in read(client, place)
    assert upload(client, odd)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名册.xlsm", b"PK\x03\x04", "文件里有宏"),
        ("名册.xlsx", b"PK\x03\x04 no zip", "文件坏了"),
        ("名册.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不是认得的表格"),
        ("名册.csv", "张三,李四\n1,2\n".encode(), "没有找到表头"),
        ("名册.xlsx", b"", "文件里没有内容"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(sign_in: SignIn, name: str, content: bytes, said: str) -> None:
    assert said in upload(sign_in("yuanzhou"), content, name=name, status=422)
    assert not Import.objects.exists()


def test_a_large_one_becomes_a_job_that_can_be_left(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanhai.apps.imports.tasks.SURELY_LARGE", 0)
    client = sign_in("yuanzhou")
    place = upload(client, sheet("workers", people({})))
    assert place.startswith("/imports/jobs/")
    assert client.get(place)["Location"] == f"/imports/{Import.objects.get().pk}/"
    Job.objects.update(state="running", done=500, total=2600)
    text = read(client, place)
    assert 'http-equiv="refresh"' in text
    assert "500 / 2,600" in text
    assert "有一份大表正在核对" in read(client, "/imports/")
    read(sign_in("sanying"), place, 404)
    assert "已经停下" in client.post(place, follow=True).content.decode()
    assert "已经停下" in read(client, place)


def test_templates_offer_the_townships_and_their_own_kinds_only(sign_in: SignIn) -> None:
    answer = sign_in("yuanzhou").get("/imports/templates/workers.xlsx")
    table = read_table(mended(answer.content, {(2, "姓名"): NAME}), filename="模板.xlsx", columns=COLUMNS)
    assert list(table.matched) == [column.key for column in COLUMNS]
    assert "三营镇".encode() in b"".join(_parts(answer.content))
    read(sign_in("sanying"), "/imports/templates/employers.xlsx", 404)
    read(sign_in("yuanzhou"), "/imports/templates/attendance.xlsx", 404)


def _parts(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as parts:
        return [parts.read(name) for name in parts.namelist()]


@pytest.mark.parametrize("login", ["stranger", "mawei", "zhangyi", "leader", "auditor"])
def test_another_office_finds_no_such_page(sign_in: SignIn, stage: Stage, login: str) -> None:
    imported = send(stage.cast, people({"phone": "1"}), login="sanying")
    client, row = sign_in(login), imported.rows.get()
    for path in (f"/imports/{imported.pk}/", f"/imports/{imported.pk}/errors.xlsx"):
        read(client, path, 404)
    for path in (f"/imports/{imported.pk}/", f"/imports/{imported.pk}/rows/{row.pk}/"):
        assert client.post(path, {"do": "confirm", "cell:phone": ""}).status_code == 404
    imported.refresh_from_db()
    assert imported.state == "staged"


def test_nobody_imports_without_the_power(sign_in: SignIn, client: Client) -> None:
    assert client.get("/imports/")["Location"].startswith("/login/")
    for login in ("leader", "auditor", "booth", "hr"):
        read(sign_in(login), "/imports/", 404)


def test_a_township_is_offered_people_only(sign_in: SignIn) -> None:
    text = read(sign_in("sanying"), "/imports/")
    assert 'value="workers"' in text
    assert 'value="employers"' not in text
    assert upload(sign_in("sanying"), sheet("workers", people({})), kind="employers", status=422)


def test_a_check_page_of_a_hundred_bad_rows_stays_small(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    place = upload(client, sheet("workers", people(*({"phone": "1"} for _ in range(130)))))
    text = read(client, place)
    assert "看要改的全部 130 行" in text
    for path in (place, f"{place}fix/"):
        assert len(client.get(path).content) < 100_000


def test_headings_and_cells_of_a_hostile_sheet_are_only_text(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    script = "<script>alert(1)</script>"
    columns = [*COLUMNS[:4], *COLUMNS[5:]]
    rows = [[row[column.key] for column in columns] for row in people({"skill": script}, {"household": script})]
    content = mended(workbook(columns, rows, title=script), {(1, "技能"): script})
    text = read(client, upload(client, content, title=script))
    assert script not in text
    assert "&lt;script&gt;" in text


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_counts_reports_and_stores(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, bad = tmp_path / "名册.xlsx", tmp_path / "错误.xlsx"
    file.write_bytes(sheet("workers", people({}, {}, {"number": WRONG})))
    before, entries = Worker.objects.count(), Entry.objects.count()
    dry = run(capsys, "import", "workers", str(file), "--dry-run", "--errors", str(bad))
    assert (Worker.objects.count(), Entry.objects.count(), Import.objects.count()) == (before, entries, 0)
    code, answer = dry
    assert code == 0
    assert {key: answer[key] for key in answer if key != "errors"} == {
        "rows": 3, "new": 2, "updated": 0, "unchanged": 0, "rejected": 1, "review": 0, "absent": 3,
    }  # fmt: skip
    assert answer["errors"] == [
        {
            "row": 4, "column": "公民身份号码", "code": "citizen.trailing_zeros",
            "message": "C 列：证件号末几位是 0，像被 Excel 改过。请把这一列设成“文本”，照证件重新输入。",
        }
    ]  # fmt: skip
    assert run(capsys, "import", "workers", str(file)) == dry
    assert Worker.objects.count() == before + 2
    entries = Entry.objects.count()
    code, again = run(capsys, "import", "workers", str(file))
    assert (code, again["new"], again["unchanged"], Entry.objects.count()) == (0, 0, 2, entries)
    bad.write_bytes(mended(bad.read_bytes(), {(2, "公民身份号码"): villager(200)["number"]}))
    assert run(capsys, "import", "workers", str(bad))[1]["new"] == 1


def test_the_command_takes_employers_and_positions_as_the_receiving_side(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    firms, jobs = tmp_path / "企业.xlsx", tmp_path / "岗位.xlsx"
    firms.write_bytes(sheet("employers", [firm(5)]))
    jobs.write_bytes(sheet("positions", [job(5)]))
    assert run(capsys, "import", "employers", str(firms))[1]["new"] == 1
    assert run(capsys, "import", "positions", str(jobs))[1]["new"] == 1


def test_a_refused_file_is_one_answer_and_exit_one(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"PK\x03\x04 no zip")
    assert run(capsys, "import", "workers", str(file)) == (1, {"refusal": "file.damaged", "why": "zip"})
    assert run(capsys, "import", "attendance", str(file)) == (1, {"refusal": "template.later", "kind": "attendance"})
    assert run(capsys, "import", "workers", str(tmp_path / "no.xlsx"))[1]["refusal"] == "file.unreadable"
    assert run(capsys, "import", "workers", str(file), "--as", "nobody")[1]["refusal"] == "account.unknown"
    assert run(capsys, "template", "attendance", str(file)) == (1, {"refusal": "template.later", "kind": "attendance"})
    with pytest.raises(SystemExit) as usage:
        main(["import", "nonsense", str(file)])
    assert usage.value.code == 2


def test_the_template_is_read_back_as_it_was_written(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "模板.xlsx"
    code, answer = run(capsys, "template", "workers", str(out))
    assert (code, answer["columns"]) == (0, [column.title for column in COLUMNS])
    filled = {(2, column.title): people({})[0][column.key] for column in COLUMNS}
    out.write_bytes(mended(out.read_bytes(), filled))
    assert run(capsys, "import", "workers", str(out))[1]["new"] == 1
