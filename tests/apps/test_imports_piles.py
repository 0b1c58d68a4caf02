"""核对 at a district's scale: piles by reason, one word for all rows alike, and the file kept sealed until somebody decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shanhai.apps.audit.models import Entry
from shanhai.apps.imports.actions import choose_alike, confirm, discard, upload
from shanhai.apps.imports.facts.piles import FIX, REVIEW, because, pile
from shanhai.apps.imports.facts.piles import reasons as reasons_of
from shanhai.apps.imports.models import Import
from shanhai.apps.imports.tasks import receive
from shanhai.apps.workers.models import Worker
from shanhai.core.refusal import Refusal
from tests.cast import NOW, Cast
from tests.rolls import send, sheet, villager


def test_each_number_of_a_pile_is_what_its_reason_finds(cast: Cast) -> None:
    wrong = {"phone": "1"}
    imported = send(
        cast, [villager(1, **wrong), villager(2, **wrong, lowest_pay="三千"), villager(3, lowest_pay="三千")]
    )
    rows = pile(imported, FIX)
    counts = reasons_of(rows, FIX)
    assert counts.pop("") == 3
    assert sorted(counts.values()) == [2, 2]
    assert {code: rows.filter(because(FIX, code)).count() for code in counts} == counts


def test_a_file_two_imports_wait_on_goes_with_the_last_and_what_nobody_needs_is_tidied(cast: Cast) -> None:
    content, yuanzhou = sheet("workers", [villager(1)]), cast.actor("yuanzhou")
    first, second = (
        receive(
            kind="workers", content=content, filename="名册.xlsx", title="", region=cast.yuanzhou, by=yuanzhou, at=NOW
        )
        for _ in range(2)
    )
    assert isinstance(first, Import) and isinstance(second, Import)
    discard(imported=first, by=yuanzhou, at=NOW)
    assert upload.kept(second.digest) == content
    discard(imported=second, by=yuanzhou, at=NOW)
    assert not upload.is_kept(second.digest)
    left = upload.keep(b"left by a worker that is gone")
    upload.tidy(at=timezone.now())
    assert upload.is_kept(left)
    upload.tidy(at=timezone.now() + timedelta(hours=2))
    assert not upload.is_kept(left)


def test_one_word_for_all_rows_in_review_for_a_reason(cast: Cast) -> None:
    mei, yuanzhou = villager(3, name="李梅"), cast.actor("yuanzhou")
    confirm(imported=send(cast, [villager(2), mei]), by=yuanzhou, at=NOW)
    imported = send(cast, [villager(2, name="马志诚"), {**mei, "name": "李玫"}])
    (reason,) = set(reasons_of(pile(imported, REVIEW), REVIEW)) - {""}
    with pytest.raises(Refusal, match=r"import\.choice"):
        choose_alike(imported=imported, reason=reason, choice="both", by=yuanzhou, at=NOW)
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        choose_alike(imported=imported, reason=reason, choice="new", by=cast.actor("stranger"), at=NOW)
    assert choose_alike(imported=imported, reason="no.such", choice="new", by=yuanzhou, at=NOW) == 0
    assert choose_alike(imported=imported, reason=reason, choice="new", by=yuanzhou, at=NOW) == 2
    entries = Entry.objects.count()
    assert choose_alike(imported=imported, reason="", choice="new", by=yuanzhou, at=NOW) == 2
    assert Entry.objects.count() == entries
    confirm(imported=imported, by=yuanzhou, at=NOW)
    assert sorted(Worker.objects.values_list("name", flat=True)) == ["李玫", "马志诚"]
    with pytest.raises(Refusal, match=r"lifecycle\.not_allowed"):
        choose_alike(imported=imported, reason=reason, choice="old", by=yuanzhou, at=NOW)
