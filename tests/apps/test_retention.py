"""Kept no longer than needed: due people become rows for statistics, the log forgets what they held, and still verifies."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.workers import actions
from shanhai.apps.workers.facts import due
from shanhai.apps.workers.models import CanteenWish, Consent, Worker
from shanhai.core.desk import Actor
from tests.apps.test_identities import person, put
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused

LATER = NOW + timedelta(days=61 * 31)
SECRETS = ("海金丝", "H金丝雀户", "19900007777", "金丝雀工作", "金丝雀代办人")


@pytest.fixture
def hai(cast: Cast) -> Worker:
    worker = put(cast, person(1, "海金丝", home="H金丝雀户", phone="19900007777"))[0]
    by = cast.actor("sanying")
    actions.record_wish(worker=worker, willing="no", work="金丝雀工作", lowest_pay=None, stated_on=TODAY, by=by, at=NOW)
    actions.record_wish(
        worker=worker, willing="no", work="", lowest_pay=None, stated_on=TODAY - timedelta(9), by=by, at=NOW
    )
    actions.give_consent(worker=worker, purpose="canteen", recipient="", given_by="helper", giver="金丝雀代办人", by=by, at=NOW)  # fmt: skip
    actions.state_canteen(worker=worker, said="愿望", by=by, at=NOW)
    return worker


def everything() -> str:
    rows = [row for model in apps.get_models() for row in model._default_manager.all()]
    return str(serializers.serialize("json", rows, ensure_ascii=False))


def withdraw(cast: Cast, worker: Worker) -> None:
    actions.take_back_consent(given=Consent.objects.get(), by=cast.actor("sanying"), at=NOW)


def test_whoever_is_served_is_not_due_and_whoever_fell_silent_is(cast: Cast, hai: Worker) -> None:
    assert not due("640402", on=TODAY).exists()
    assert not due("640402", on=LATER.date()).exists()  # a consent stands
    withdraw(cast, hai)
    assert due("640402", on=LATER.date()).get() == hai
    assert not due("350105", on=LATER.date()).exists()


def test_a_reduced_row_keeps_statistics_only_and_the_log_still_verifies(cast: Cast, hai: Worker) -> None:
    withdraw(cast, hai)
    number, sealed = hai.number(), bytes(hai.number_sealed).hex()
    assert actions.reduce_due(region="640402", people=[hai.pk], by=cast.actor("yuanzhou"), at=LATER) == 1
    row = Worker.objects.get()
    assert (row.name, row.number(), row.birth.month, row.birth.year, row.region_id) == ("—", "", 1, 1990, "640402")
    assert not CanteenWish.objects.exists() and not Worker.objects.standing().exists()
    said = everything() + json.dumps(list(Change.objects.values()), ensure_ascii=False, default=str)
    assert [secret for secret in (*SECRETS, number, sealed) if secret in said] == []
    assert verify()["findings"] == []


def test_a_blanked_change_that_is_written_anew_is_found(cast: Cast, hai: Worker) -> None:
    withdraw(cast, hai)
    actions.reduce_due(region="640402", people=[hai.pk], by=cast.actor("yuanzhou"), at=LATER)
    Change.objects.filter(pk=Change.objects.exclude(blanked="").first().pk).update(delta={"name": ["甲", "乙"]})  # type: ignore[union-attr]
    assert [one["code"] for one in verify()["findings"]] == ["change_edited"]


def test_reducing_cannot_be_taken_back(cast: Cast, hai: Worker) -> None:
    withdraw(cast, hai)
    actions.reduce_due(region="640402", people=[hai.pk], by=cast.actor("yuanzhou"), at=LATER)
    entry = Entry.objects.get(action="worker.reduce")
    assert refused(lambda: undo(entry=entry, by=cast.actor("yuanzhou"), at=LATER)) == "audit.moved_on"
    yuanzhou = cast.actor("yuanzhou")
    assert (
        refused(lambda: actions.reduce_due(region="640402", people=[hai.pk], by=yuanzhou, at=LATER))
        == "retention.nobody"
    )


def test_an_erasure_that_was_granted_is_due_at_once(cast: Cast, hai: Worker) -> None:
    by = cast.actor("sanying")
    row = actions.ask_correction(worker=hai, what="erase", says="不想再留着", asked_on=TODAY, by=by, at=NOW)
    assert not due("640402", on=TODAY).exists()
    actions.decide_correction(correction=row, accepted=True, reason="照本人要求", by=by, at=NOW)
    assert due("640402", on=TODAY).get() == hai


def test_a_stranger_may_not(cast: Cast, hai: Worker) -> None:
    withdraw(cast, hai)

    def act(by: Actor) -> int:
        return actions.reduce_due(region="640402", people=[hai.pk], by=by, at=LATER)

    for login in ("stranger", "mawei", "sanying", "city-guyuan", "auditor"):
        assert refused(act, cast.actor(login)) == "desk.not_allowed"
