"""The log tells the truth: every tamper with it, or past it, is found."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from shanhai.apps.audit.facts import row_digest, stored, verify
from shanhai.apps.audit.insert import new_row
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.employers.models import Position
from shanhai.apps.workers.models import Wish, Worker
from tests.apps.test_fairs import position, worker
from tests.cast import Cast


def codes() -> set[str]:
    return {finding["code"] for finding in verify()["findings"]}


def test_an_honest_log_verifies(cast: Cast) -> None:
    worker(cast)
    position(cast)
    verdict = verify()
    assert verdict["findings"] == [] and verdict["entries"] == verdict["unsealed"] == Entry.objects.count() > 5


TAMPERS: dict[str, tuple[Callable[[], object], str]] = {
    "a row is edited past the pen": (lambda: Position.objects.update(seats=31), "row_edited"),
    "a row is removed past the pen": (lambda: Position.objects.all().delete(), "row_removed"),
    "a change is edited": (lambda: Change.objects.filter(noun="employers.position").update(key="X"), "change_edited"),
    "a change is removed": (lambda: Change.objects.filter(noun="employers.position").delete(), "changes_differ"),
    "an entry is edited": (lambda: Entry.objects.filter(action="worker.enrol").update(login="x"), "entry_edited"),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_tamper_is_found(cast: Cast, tamper: str) -> None:
    worker(cast)
    position(cast)
    act, code = TAMPERS[tamper]
    act()
    assert code in codes()


def test_a_row_written_past_the_pen_is_found(cast: Cast) -> None:
    one = worker(cast)
    one.pk, one.number_index = "FORGED000000", "0" * 32
    one.save(force_insert=True)
    assert "row_unlogged" in codes()


def test_a_removed_entry_breaks_the_chain_on_sqlite(cast: Cast) -> None:
    worker(cast)
    position(cast)
    if connection.vendor != "sqlite":
        assert Entry.objects.values_list("digest").first() == Entry.objects.values_list("leaf").first()
        return
    number = Entry.objects.get(action="worker.enrol").number
    Change.objects.filter(entry=number).delete()
    Entry.objects.filter(number=number).delete()
    Worker.objects.all()._raw_delete("default")
    assert any(code.startswith("chain_") for code in codes())


def test_a_row_made_in_bulk_is_the_row_its_model_makes() -> None:
    columns = {
        "household_id": "H",
        "region_id": "640402",
        "number_index": "x",
        "birth": date(1990, 5, 1),
        "lowest_pay": 3,
    }
    for model, told in ((Worker, columns), (Wish, {"worker_id": "W", "stated_on": date(2018, 3, 5)})):
        made, usual = new_row(model, **told), model(**told)
        assert stored(made) == stored(usual)
        assert (row_digest(made), made._state.adding, made._state.db) == (row_digest(usual), True, None)
    assert new_row(Wish).needs is not new_row(Wish).needs, "each row has a list of its own"
    with pytest.raises(TypeError, match="no column"):
        new_row(Worker, household="H")
