"""A workbook is kept no longer than needed: what it said goes, its counts stay, the log forgets it and still verifies."""

import json
import os
from datetime import datetime, timedelta

import pytest
from django.conf import settings

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.imports.actions import amend, confirm, empty_overdue, upload
from shanhai.apps.imports.facts import absent, tally, workbook_of_errors
from shanhai.apps.imports.facts.overdue import overdue
from shanhai.apps.imports.facts.piles import FIX, pile
from shanhai.apps.imports.facts.verdict import Bench
from shanhai.apps.imports.models import Block, Import, Row
from shanhai.apps.workers.sheets import COLUMNS
from shanhai.sheets.read import read_table
from shanhai.web.kit.refusals import sentence
from tests.cast import NOW, Cast
from tests.core.refusals import code as refused
from tests.rolls import reasons, send, sheet, villager

YEAR, SEASON = NOW + timedelta(days=370), NOW + timedelta(days=95)


def empty(cast: Cast, at: datetime, login: str = "yuanzhou") -> int:
    return empty_overdue(region="640402", by=cast.actor(login), at=at)


@pytest.fixture
def decided(cast: Cast) -> Import:
    """Two good rows and a bad one somebody mended in vain; landed."""
    imported = send(cast, [villager(1), villager(2), villager(3, number="1", skill="金丝雀")])
    amend(row=imported.rows.get(), cells={"work": "金丝雀二"}, by=cast.actor("yuanzhou"), at=NOW)
    return confirm(imported=imported, by=cast.actor("yuanzhou"), at=NOW)


def test_a_decided_workbook_is_emptied_after_a_year_and_keeps_its_counts(cast: Cast, decided: Import) -> None:
    counts, said = tally(decided), reasons(decided)
    sealed = [bytes(one).hex() for one in (*Row.objects.values_list("cells_sealed", flat=True), *Block.objects.values_list("rows_sealed", flat=True)) if one]  # fmt: skip
    assert empty(cast, SEASON) == 0 and sealed
    assert empty(cast, YEAR) == 1
    decided.refresh_from_db()
    assert (tally(decided), reasons(decided), decided.state) == (counts, said, "confirmed")
    assert [row.cells() for row in Row.objects.all()] == [{}] and not any(one.rows() for one in Block.objects.all())
    log = json.dumps(list(Change.objects.values()), default=str)
    assert [one for one in sealed if one in log] == []
    assert verify()["findings"] == []
    assert empty(cast, YEAR) == 0
    assert verify()["ok"]


def test_nothing_is_offered_of_an_emptied_one(cast: Cast, decided: Import) -> None:
    empty(cast, YEAR)
    decided.refresh_from_db()
    assert not pile(decided, FIX).exists()
    bench = Bench(region=cast.yuanzhou, unit="", by=cast.actor("yuanzhou"), today=YEAR.date())
    assert absent(decided, bench) == []
    book = workbook_of_errors(decided, say=sentence)
    assert read_table(book, filename="a.xlsx", columns=COLUMNS).rows == ()
    entry = Entry.objects.get(action="import.empty")
    assert refused(lambda: undo(entry=entry, by=cast.actor("yuanzhou"), at=YEAR)) == "audit.moved_on"


def test_one_that_nobody_decided_is_set_aside_after_a_season_and_its_file_goes(cast: Cast) -> None:
    content = sheet("workers", [villager(1)])
    staged = send(cast, content=content)
    upload.keep(content)
    assert not overdue("640402", on=NOW.date() + timedelta(days=60)).exists()
    assert upload.is_kept(staged.digest)
    assert empty(cast, SEASON) == 1
    staged.refresh_from_db()
    assert (staged.state, staged.emptied_on, upload.is_kept(staged.digest)) == ("discarded", SEASON.date(), False)
    assert verify()["ok"]


def test_a_file_that_waits_too_long_goes_by_itself_though_its_rows_wait_on(cast: Cast) -> None:
    content = sheet("workers", [villager(1)])
    staged, real = send(cast, content=content), NOW
    upload.keep(content)
    place = settings.DATA / "uploads" / f"{staged.digest}.sealed"
    os.utime(place, ((real - timedelta(days=80)).timestamp(),) * 2)
    assert upload.tidy(at=real) == 0
    os.utime(place, ((real - timedelta(days=100)).timestamp(),) * 2)
    assert upload.tidy(at=real) == 1
    assert not upload.is_kept(staged.digest) and staged.blocks.get().rows()


def test_a_planted_forgetfulness_is_caught(cast: Cast, decided: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without blanking, the log would go on holding what the rows held."""
    sealed = bytes(Row.objects.get().cells_sealed).hex()
    monkeypatch.setattr("shanhai.apps.imports.actions.empty.blank", lambda noun, keys: 0)
    empty(cast, YEAR)
    assert sealed in json.dumps(list(Change.objects.values()), default=str)


@pytest.mark.parametrize("login", ["stranger", "mawei", "sanying", "city-guyuan", "auditor"])
def test_a_stranger_may_not(cast: Cast, decided: Import, login: str) -> None:
    assert refused(lambda: empty(cast, YEAR, login)) == "desk.not_allowed"
    assert decided.rows.get().cells()
