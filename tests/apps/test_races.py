"""Many hands at one voucher, at once, on real connections: the unique row decides, and a planted bug shows that the race is real."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from shanhai.apps.audit.facts import verify
from shanhai.apps.fairs import actions as fair
from shanhai.apps.fairs.models import Delegation, Intent
from shanhai.apps.vouchers import actions as vouchers
from shanhai.apps.vouchers.models import Handout, PrintRun
from shanhai.apps.workers.models import Worker
from shanhai.core.refusal import Refusal
from tests.apps.test_fairs import TODAY, position, take, worker
from tests.cast import NOW, Cast, raise_the_curtain

HANDS = 8
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> tuple[Cast, PrintRun, list[Worker]]:
    """A fair with a lot of vouchers and people to hand them to, committed so that every connection sees it."""
    cast = raise_the_curtain()
    city = cast.yuanzhou.parent
    assert city is not None
    mawei = cast.actor("mawei")
    row: Delegation = fair.plan(
        pairing=cast.pairing, name="示例招聘会", organiser="固原市", organiser_region=city, held_on=TODAY, place="广场",
        leader="陈敏", trip=None, by=mawei, at=NOW,
    )  # fmt: skip
    fair.bring(delegation=row, employer=position(cast).employer, present=True, by=mawei, at=NOW)
    fair.open_delegation(delegation=row, by=mawei, at=NOW)
    run = vouchers.print_lot(
        delegation=row, lot="T1", title="券", size=5, printed_on=TODAY, expires_on=date(2018, 12, 31), by=mawei, at=NOW
    )
    return cast, run, [worker(cast, serial) for serial in range(HANDS)]


def at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    """Run acts on a connection each, all at the same moment; count what came of them."""
    gate, came = Barrier(len(acts)), Counter[str]()

    def run(act: Callable[[], object]) -> None:
        gate.wait(10)
        try:
            act()
            came["done"] += 1
        except Refusal as refusal:
            came[refusal.code] += 1
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def test_one_voucher_and_eight_hands(scene: tuple[Cast, PrintRun, list[Worker]]) -> None:
    cast, run, people = scene
    booth = cast.actor("booth")
    came = at_once(
        [lambda who=who: vouchers.hand_out(run=run, number=1, worker=who, by=booth, at=NOW) for who in people]
    )
    assert came == {"done": 1, "voucher.given": HANDS - 1}
    assert Handout.objects.count() == 1 and verify()["findings"] == []


def test_one_person_and_five_vouchers(scene: tuple[Cast, PrintRun, list[Worker]]) -> None:
    cast, run, people = scene
    booth = cast.actor("booth")
    acts = [
        lambda number=number: vouchers.hand_out(run=run, number=number, worker=people[0], by=booth, at=NOW)
        for number in range(1, 6)
    ]
    assert at_once(acts) == {"done": 1, "voucher.has_one": 4}
    assert Handout.objects.count() == 1


def test_one_intent_taken_eight_times_is_one(scene: tuple[Cast, PrintRun, list[Worker]]) -> None:
    cast, run, people = scene
    delegation = run.delegation
    came = at_once([lambda: take(cast, delegation, people[0]) for _hand in range(HANDS)])
    assert came == {"done": HANDS}
    assert Intent.objects.count() == 1 and verify()["findings"] == []


def test_without_the_unique_row_the_race_is_lost(scene: tuple[Cast, PrintRun, list[Worker]]) -> None:
    """The planted bug: check, then insert, and nothing in the database that decides. SQLite has one writer, so only PostgreSQL shows it."""
    cast, run, people = scene
    if connection.vendor != "postgresql":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vouchers_handout DROP CONSTRAINT vouchers_handout_voucher_id_key")
    try:
        booth, most = cast.actor("booth"), 0
        for number in range(1, 6):
            acts = [
                lambda who=who, number=number: vouchers.hand_out(run=run, number=number, worker=who, by=booth, at=NOW)
                for who in people
            ]
            most = max(most, at_once(acts)["done"])
            Handout.objects.all().delete()
        assert most > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE vouchers_handout ADD CONSTRAINT vouchers_handout_voucher_id_key UNIQUE (voucher_id)"
            )
