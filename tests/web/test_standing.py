"""Counts of a long list are remembered until somebody writes, and never longer; each seat has its own."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shanhai.apps.audit.models import Entry
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.models import Worker
from shanhai.web.kit import standing as module
from shanhai.web.kit.standing import standing
from tests.apps.test_identities import person
from tests.cast import NOW, Cast, raise_the_curtain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stands() -> Cast:
    module._answers.clear()
    cast = raise_the_curtain()
    put(cast, 1)
    return cast


def put(cast: Cast, serial: int) -> None:
    enrol(people=[person(serial, "马志成", home=f"H{serial}")], region=cast.yuanzhou, by=cast.actor("yuanzhou"), at=NOW)


def total(cast: Cast, login: str = "yuanzhou", asked: str = "") -> str:
    desk = Client()
    desk.force_login(cast.users[login])
    page = desk.get(f"/workers/{asked}").content.decode()
    return page.partition('class="total"')[2][:80] or page.partition("共")[2][:20]


def grouped(look: Callable[[], object]) -> int:
    """How often the roll is grouped and counted while somebody looks."""
    with CaptureQueriesContext(connection) as asked:
        look()
    return sum("GROUP BY" in one["sql"] and "workers_worker" in one["sql"] for one in asked)


def test_the_second_look_counts_nothing_and_a_new_row_is_counted_at_once(
    stands: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (
        connection.vendor == "postgresql"
    ):  # a log-in, or another database of the server, writes meanwhile: then it only counts once more
        monkeypatch.setattr(module, "newest_state", lambda: str(Entry.objects.count()))
    assert grouped(lambda: total(stands)) == 2
    before = total(stands)
    assert grouped(lambda: total(stands)) == 0
    put(stands, 2)
    assert grouped(lambda: total(stands)) == 2
    assert total(stands) != before and "2" in total(stands)


def test_each_seat_has_its_own_numbers(stands: Cast) -> None:
    assert "1" in total(stands)
    assert [total(stands, login) == total(stands) for login in ("mawei", "stranger", "zhangyi")] == [False] * 3


def test_each_search_and_each_choice_has_its_own_numbers(stands: Cast) -> None:
    told = {asked: total(stands, asked=asked) for asked in ("?q=马志成", "?q=马志诚", "?willing=yes", "")}
    assert ["1" in told[asked] for asked in told] == [True, False, False, True]
    assert told == {asked: total(stands, asked=asked) for asked in told}


def test_what_another_connection_wrote_is_counted_at_once(stands: Cast) -> None:
    before = total(stands)

    def elsewhere() -> None:
        put(stands, 2)
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert total(stands) != before and "2" in total(stands)


def test_inside_a_transaction_nothing_is_remembered(stands: Cast) -> None:
    with transaction.atomic():
        put(stands, 2)
        inside = total(stands)
        transaction.set_rollback(True)
    assert Worker.objects.count() == 1 and total(stands) != inside


def test_a_memory_that_hears_of_no_write_is_caught(stands: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "newest_state", lambda: "always")
    before = total(stands)
    put(stands, 2)
    assert total(stands) == before, "the planted bug shows the old number"


def test_what_is_not_in_the_log_never_stands(stands: Cast) -> None:
    Job.objects.create(id="J1", kind="land", login="yuanzhou", queued_at=NOW)
    jobs = Job.objects.order_by()
    assert standing("jobs", jobs, jobs.count) == 1
    Job.objects.create(id="J2", kind="land", login="yuanzhou", queued_at=NOW)
    assert standing("jobs", jobs, jobs.count) == 2
