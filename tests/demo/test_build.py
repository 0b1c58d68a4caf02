"""Building: the same every time, all or nothing, never over anything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction

from shanhai.apps.accounts.models import Installation
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.workers.models import Worker
from shanhai.core.refusal import Refusal
from shanhai.demo import build as building
from shanhai.demo import doubles
from shanhai.demo.build import build
from shanhai.demo.world import apportion
from tests.cast import raise_the_curtain
from tests.worlds import as_it_stands, lay_down, spring_world


@contextmanager
def forgotten() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_world_built_twice_is_the_same_to_the_last_digest_and_laid_down_to_the_last_row(shared: Path) -> None:
    with forgotten():
        ours = as_it_stands(build("small"))
    assert not Entry.objects.exists()
    with forgotten():
        lay_down(ours)
        again = as_it_stands(ours.summary)
        assert again.counters == ours.counters and again.files == ours.files
        assert [name for name, rows in ours.tables.items() if again.tables[name] != rows] == []
        assert verify()["ok"]
    with forgotten():
        assert spring_world(shared).digest == ours.summary.digest
        assert not build("small").built, "to the product it is a demo world that stands"


@pytest.mark.django_db
def test_the_article_world_has_its_people_and_a_clean_log() -> None:
    summary = build("article")
    assert (
        Worker.objects.count() == summary.workers == 2160 + doubles.COUNT
        and summary.seats == 2986
        and summary.intents == 53
    )
    assert verify()["ok"]
    again = build("small")
    assert not again.built and (again.scale, again.digest) == ("article", summary.digest)


@pytest.mark.django_db
def test_a_database_with_anything_else_in_it_is_left_alone() -> None:
    raise_the_curtain()
    before = Entry.objects.count()
    with pytest.raises(Refusal, match="demo.not_empty"):
        build("small")
    Installation.objects.create(id=1, demo=False)
    with pytest.raises(Refusal, match="demo.not_empty"):
        build("small")
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_build_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_world: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "STEPS", (*building.STEPS[:4], ("breaks", breaks)))
    with pytest.raises(KeyboardInterrupt):
        build("small")
    assert not Entry.objects.exists() and not Installation.objects.exists()


def test_parts_sum_to_the_whole() -> None:
    assert apportion(2986, [7, 3, 5, 1]) == [1306, 560, 933, 187] and sum(apportion(100, [1] * 7)) == 100
