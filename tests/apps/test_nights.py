"""Every night the partner bureau is told what changed, without anybody's click: once, by nobody's name, and the next night is planned."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from shanhai.apps.accounts.actions import found_demo
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.exchange import tasks
from shanhai.apps.exchange.models import Notice
from shanhai.apps.jobs.models import Job
from tests.apps.test_exchange import Sent, raise_pay, sent, told
from tests.cast import TODAY

EVENING = datetime(2026, 11, 25, 21, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
__all__ = ["sent"]  # the fixture


@pytest.fixture(autouse=True)
def later(settings: Any) -> None:
    """A backend that keeps work until its hour, as the product's does."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def tonight() -> None:
    tasks.tell_tonight.func(job=Job.objects.filter(kind=tasks.KIND, state="queued").earliest("about_key").pk)


def test_the_next_night_is_planned_once_and_not_before_its_hour(db: None) -> None:
    assert tasks.plan(at=EVENING) == tasks.plan(at=EVENING + timedelta(hours=4))
    assert Job.objects.get().about_key == "2026-11-26"
    assert DBTaskResult.objects.get().run_after == EVENING + timedelta(hours=4, minutes=30)
    assert tasks.plan(at=EVENING + timedelta(hours=5)).about_key == "2026-11-27"


def test_what_changed_by_day_is_told_at_night_by_nobody_s_name(sent: Sent) -> None:
    found_demo(today=TODAY, scale="small")
    raise_pay(sent)
    tasks.take_up()
    tonight()
    assert told(sent.dispatch, 2) == [("装配工", "changed")]
    notice, entry = Notice.objects.get(number=2), Entry.objects.get(action="dispatch.tell")
    assert (notice.told_by, entry.login, entry.region) == ("night", "night", "350105")
    assert notice.told_at.astimezone(EVENING.tzinfo).date() == TODAY and verify()["ok"]


def test_a_night_is_done_once_and_followed_by_the_next(sent: Sent) -> None:
    raise_pay(sent)
    tasks.take_up()
    first = Job.objects.get(kind=tasks.KIND)
    tonight()
    with pytest.raises(Exception, match="lifecycle"):
        tasks.tell_tonight.func(job=first.pk)
    assert Notice.objects.count() == 2
    assert Job.objects.get(pk=first.pk).state == "done"


def test_a_quiet_night_tells_nothing_and_one_cut_short_is_begun_again(sent: Sent) -> None:
    found_demo(today=TODAY, scale="small")
    tasks.take_up()
    tonight()
    assert Notice.objects.count() == 1
    Job.objects.filter(kind=tasks.KIND).update(state="running")
    assert tasks.take_up() == 1
    raise_pay(sent)
    tonight()
    assert Notice.objects.count() == 2


def test_a_night_that_goes_wrong_does_not_keep_the_next_from_coming(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = tasks.plan(at=EVENING.replace(year=2020))
    monkeypatch.setattr(tasks, "tell_changes", lambda **said: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.tell_tonight.func(job=past.pk)
    assert dict(Job.objects.values_list("state", "kind")) == {"failed": tasks.KIND, "queued": tasks.KIND}
