"""核对, decided: mended, taken back, moved on, matched anew, staged in the background."""

import importlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.facts import stored, verify
from shanhai.apps.audit.models import Change
from shanhai.apps.imports import tasks
from shanhai.apps.imports.actions import amend, confirm, discard, take_back, upload
from shanhai.apps.imports.actions.land import land as land_rows
from shanhai.apps.imports.facts import tally, workbook_of_errors
from shanhai.apps.imports.models import Block, ColumnMemory, Import, Row
from shanhai.apps.imports.tasks import receive
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.models import Household, StatusFact, Wish, Worker
from shanhai.apps.workers.sheets import COLUMNS
from shanhai.core.refusal import Refusal
from shanhai.sheets.write import workbook
from shanhai.web.kit.refusals import sentence
from tests.cast import NOW, Cast
from tests.rolls import mended, reasons, send, sheet, villager

NUMBER, PHONE = "公民身份号码", "手机号"


stage_rows = importlib.import_module("shanhai.apps.imports.actions.stage")
confirm_rows = importlib.import_module("shanhai.apps.imports.actions.confirm")


def land(
    cast: Cast, imported: Import, choices: dict[str, str] | None = None, login: str = "yuanzhou"
) -> dict[str, int]:
    confirm(imported=imported, choices=choices, by=cast.actor(login), at=NOW)
    return tally(imported)


def everything() -> dict[str, list[dict[str, object]]]:
    models = (Worker, Household, StatusFact, Wish)
    return {model.__name__: [stored(row) for row in model.objects.order_by("pk")] for model in models}


def test_an_error_workbook_is_mended_and_touches_only_its_rows(cast: Cast) -> None:
    first = send(cast, [villager(1), villager(2, number="64222119900501002"), villager(3, phone="12")])
    land(cast, first)
    content = workbook_of_errors(first, say=sentence)
    good = villager(2)["number"]
    second = send(cast, content=mended(content, {(2, NUMBER): good}), filename="错误表.xlsx")
    assert second.follows == first
    assert second.absent == 0
    assert [row.follows.number for row in second.rows.all() if row.follows] == [3, 4]
    assert tally(second) == {"rows": 2, "new": 1, "updated": 0, "unchanged": 0, "rejected": 1, "review": 0}
    land(cast, second)
    assert Worker.objects.count() == 2
    assert set(Row.objects.mended()) == {first.rows.get(number=3)}
    third = send(
        cast, content=mended(workbook_of_errors(first, say=sentence), {(2, PHONE): ""}), filename="错误表.xlsx"
    )
    assert tally(third)["rows"] == 1, "what was mended is not in the next error workbook"
    land(cast, third)
    assert Worker.objects.count() == 3


def test_row_marks_of_another_sender_are_worth_nothing(cast: Cast) -> None:
    theirs = send(cast, [villager(1, number="1")], login="sanying")
    content = mended(workbook_of_errors(theirs, say=sentence), {(2, NUMBER): villager(1)["number"]})
    assert send(cast, content=content, login="zhangyi").follows is None


def test_a_cell_mended_on_the_page_is_judged_anew_with_the_rows_it_repeated(cast: Cast) -> None:
    imported = send(cast, [villager(1), villager(1), villager(3, number="")])
    twice, empty = imported.rows.get(number=3), imported.rows.get(number=4)
    amend(row=twice, cells={"number": villager(2)["number"], "household": "H2"}, by=cast.actor("yuanzhou"), at=NOW)
    amend(row=empty, cells={"number": villager(1)["number"]}, by=cast.actor("yuanzhou"), at=NOW)
    assert [row.outcome for row in imported.rows.all()] == ["new", "rejected"]
    assert (tally(imported)["new"], tally(imported)["rows"]) == (2, 3)
    assert reasons(imported) == [(4, NUMBER, "import.twice")]
    land(cast, imported)
    with pytest.raises(Refusal, match=r"lifecycle\.not_allowed"):
        amend(row=empty, cells={"number": ""}, by=cast.actor("yuanzhou"), at=NOW)
    with pytest.raises(Refusal, match=r"import\.column"):
        amend(row=empty, cells={"ethnicity": "x"}, by=cast.actor("yuanzhou"), at=NOW)
    assert verify()["ok"]


def test_taking_back_restores_every_row_exactly(cast: Cast) -> None:
    land(cast, send(cast, [villager(1)]))
    before = everything()
    changed = villager(1, phone="13911112222", work="缝纫", village="新村")
    content = sheet("workers", [changed, villager(2), villager(3, phone="1")])
    imported = send(cast, content=content)
    land(cast, imported)
    assert everything() != before
    imported.refresh_from_db()
    assert imported.entry is not None
    take_back(imported=imported, by=cast.actor("yuanzhou"), at=NOW + timedelta(hours=5))
    assert everything() == before
    assert imported.state == "undone"
    assert verify()["ok"]
    again = send(cast, content=content)
    assert (again.notes, tally(again)["new"]) == ([], 1), "a file taken back is no known file"


def test_taken_back_from_the_task_list_it_waits_again(cast: Cast) -> None:
    imported = send(cast, [villager(1)])
    land(cast, imported)
    imported.refresh_from_db()
    assert imported.entry
    undo(entry=imported.entry, by=cast.actor("yuanzhou"), at=NOW)
    imported.refresh_from_db()
    assert (imported.state, imported.entry, Worker.objects.count()) == ("staged", None, 0)
    assert land(cast, imported)["new"] == Worker.objects.count() == 1


def test_on_another_day_nothing_is_taken_back(cast: Cast) -> None:
    imported = send(cast, [villager(1)])
    land(cast, imported)
    imported.refresh_from_db()
    with pytest.raises(Refusal, match=r"audit\.undo_day"):
        take_back(imported=imported, by=cast.actor("yuanzhou"), at=NOW + timedelta(days=1))
    assert Worker.objects.count() == 1


def test_a_discarded_file_cannot_be_confirmed(cast: Cast) -> None:
    imported = send(cast, [villager(1)])
    discard(imported=imported, by=cast.actor("yuanzhou"), at=NOW)
    with pytest.raises(Refusal, match=r"lifecycle\.not_allowed"):
        land(cast, imported)
    assert not Worker.objects.exists()


def test_what_moved_on_since_the_page_was_shown_does_not_land(cast: Cast) -> None:
    stale = send(cast, [villager(1, phone="13911112222"), villager(2)])
    land(cast, send(cast, [villager(1)]))
    assert land(cast, stale) == {"rows": 2, "new": 1, "updated": 0, "unchanged": 0, "rejected": 0, "review": 1}
    assert reasons(stale) == [(2, "", "import.moved_on")]
    assert Worker.objects.count() == 2
    assert "13800000001" in {who.phone() for who in Worker.objects.all()}


def test_a_row_that_fails_while_landing_takes_no_other_with_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = send(cast, [villager(1), villager(2), villager(3)])
    real = land_rows.__globals__["enrol"]

    def fragile(*, people, **more):  # type: ignore[no-untyped-def]
        workers = real(people=people, **more)
        if any(person.household == "H0002" for person in people):
            raise Refusal("worker.twice")
        return workers

    monkeypatch.setitem(land_rows.__globals__, "enrol", fragile)
    assert land(cast, imported) == {"rows": 3, "new": 2, "updated": 0, "unchanged": 0, "rejected": 1, "review": 0}
    assert reasons(imported) == [(3, "", "worker.twice")]
    assert (Worker.objects.count(), Household.objects.count()) == (2, 2)
    assert verify()["ok"]


def test_a_mostly_known_file_and_one_of_another_year_are_remarked(cast: Cast) -> None:
    rows = [villager(serial) for serial in range(1, 11)]
    land(cast, send(cast, rows))
    imported = send(cast, [*rows, villager(11)], filename="2017年名册.xlsx")
    assert [(note["code"], note["facts"]) for note in imported.notes] == [
        ("import.other_year", {"year": 2017, "now": 2018}),
        ("import.mostly_known", {"percent": 90}),
    ]


def test_headings_are_mapped_once_and_remembered_for_the_sender(cast: Cast) -> None:
    columns = [replace(c, title={"phone": "怎么找他", "township": "哪里人"}.get(c.key, c.title)) for c in COLUMNS]
    content = workbook(columns, [list(villager(1).values())], title="名册")
    with pytest.raises(Refusal) as refused:
        send(cast, content=content)
    assert refused.value.as_json() == {
        "refusal": "file.missing_columns", "missing": ("乡镇",), "unmatched": ("哪里人", "怎么找他"),
    }  # fmt: skip
    first = send(cast, content=content, mapping={"哪里人": "township", "怎么找他": ""})
    [(_number, cells)] = first.blocks.get().rows()
    assert cells["township"] == "三营镇"
    assert "phone" not in cells
    assert ColumnMemory.objects.count() == 2
    assert tally(send(cast, content=content))["new"] == 1
    other = send(cast, content=content, unit="640402105")
    assert other.unmatched == ["哪里人", "怎么找他"], "another sender writes otherwise"


def test_a_staged_row_is_sealed_and_its_reasons_hold_no_number(cast: Cast) -> None:
    number, wrong = villager(1)["number"], "642221199005010028"
    send(cast, [villager(1), villager(2, number=wrong, education=wrong, status=wrong)])
    for row in Row.objects.all():
        shown = f"{row.problems} {row.differences} {bytes(row.cells_sealed)!r}"
        assert number not in shown
        assert wrong not in shown
    assert number not in f"{bytes(Block.objects.get().rows_sealed or b'')!r}"
    assert not Change.objects.filter(delta__icontains=number).exists()


def test_judging_asks_the_same_few_questions_however_many_rows(cast: Cast) -> None:
    def asked(people: int) -> int:
        rows = [villager(serial) for serial in range(1, people + 1)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            send(cast, rows)
        return len(seen)

    land(cast, send(cast, [villager(serial) for serial in range(1, 41)]))
    assert asked(4) == asked(40)


def test_a_large_file_is_staged_in_the_background_and_kept_sealed_until_it_is_decided(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_A_CLICK", replace(tasks.AT_A_CLICK, rows=2))
    content = sheet("workers", [villager(serial) for serial in range(1, 6)] + [{**villager(9)}] * 30)
    job = receive(
        kind="workers",
        content=content,
        filename="名册.xlsx",
        title="大表",
        region=cast.yuanzhou,
        by=cast.actor("yuanzhou"),
        at=NOW,
    )
    assert isinstance(job, Job)
    assert (job.state, job.done, job.total) == ("done", 35, 35)
    imported = Import.objects.get(pk=job.about_key)
    assert tally(imported)["new"] == 6
    on_disk = (Path(settings.DATA) / "uploads" / f"{imported.digest}.sealed").read_bytes()
    assert upload.kept(imported.digest) == content
    assert content[:40] not in on_disk and b"PK\x03\x04" not in on_disk
    tasks.land(imported=imported, choices={}, by=cast.actor("yuanzhou"), at=NOW)
    assert not upload.is_kept(imported.digest)


def test_a_stopped_job_stores_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SURELY_LARGE", 0)
    heard = jobs.hear

    def stop_then_hear(*, job: Job, **more):  # type: ignore[no-untyped-def]
        if more["total"]:
            jobs.stop(job=job, by=cast.actor("yuanzhou"), at=NOW)
        heard(job=job, **more)

    monkeypatch.setattr(jobs, "hear", stop_then_hear)
    job = receive(
        kind="workers", content=sheet("workers", [villager(1)]), filename="名册.xlsx", title="", region=cast.yuanzhou,
        by=cast.actor("yuanzhou"), at=NOW,
    )  # fmt: skip
    assert isinstance(job, Job)
    assert (job.state, Import.objects.count(), upload.is_kept(job.told["digest"])) == ("stopped", 0, False)


def test_a_large_hostile_file_fails_with_its_reason(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SURELY_LARGE", 0)
    job = receive(
        kind="workers", content=b"PK\x03\x04 no zip", filename="名册.xlsx", title="", region=cast.yuanzhou, by=cast.actor("yuanzhou"), at=NOW
    )  # fmt: skip
    assert isinstance(job, Job)
    assert (job.state, job.problem) == ("failed", '{"refusal": "file.damaged", "why": "zip"}')


@pytest.mark.parametrize("kind", ["attendance"])
def test_kinds_of_later_versions_are_refused_by_name(cast: Cast, kind: str) -> None:
    with pytest.raises(Refusal, match=r"template\.later") as refused:
        send(cast, kind=kind, content=b"x")
    assert refused.value.facts == {"kind": kind}


def test_a_landing_of_many_acts_is_stopped_resumed_and_taken_back_whole(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More updates than one act takes: each act is found again, whether it landed a block or rows somebody could see."""
    land(cast, send(cast, [villager(n) for n in range(1, 6)]))
    before = everything()
    changed = [villager(n, phone=f"1391111000{n}") for n in range(1, 6)]
    monkeypatch.setattr(stage_rows, "BLOCK", 2)
    monkeypatch.setattr(confirm_rows, "BLOCK", 2)
    imported = send(cast, [*changed, *(villager(n) for n in range(6, 10))])
    by, told = cast.actor("yuanzhou"), []

    def stop_after_the_first_rows(done: int, total: int) -> None:
        told.append((done, total))
        if done == 6:
            raise Refusal("job.stopped")

    with pytest.raises(Refusal, match=r"job\.stopped"):
        confirm(imported=imported, tell=stop_after_the_first_rows, by=by, at=NOW)
    imported.refresh_from_db()
    assert (imported.state, told[-1]) == ("landing", (6, 9))
    confirm(imported=imported, by=by, at=NOW)
    counts = {"rows": 9, "new": 4, "updated": 5, "unchanged": 0, "rejected": 0, "review": 0}
    assert (tally(imported), Worker.objects.count()) == (counts, 9)
    assert {worker.phone()[:7] for worker in Worker.objects.filter(household__number__lt="H0006")} == {"1391111"}
    take_back(imported=imported, by=by, at=NOW)
    assert everything() == before
    imported.refresh_from_db()
    assert (imported.state, verify()["ok"]) == ("undone", True)
