"""What is stated of people: wishes with a day to ask again, findings, household members, consents, and the wish kept by consent only."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.db import connection

from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.workers import actions
from shanhai.apps.workers.facts import held, standing_on
from shanhai.apps.workers.models import CanteenWish, Consent, Correction, StatusFact, Worker
from shanhai.core.desk import Actor
from tests.apps.test_identities import person, put
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused

CANARY = "金丝雀食堂愿望"


@pytest.fixture
def hai(cast: Cast) -> Worker:
    return put(cast, person(1, "海兰"), person(2, "海军"))[0]


def stamp(cast: Cast, login: str = "sanying") -> dict[str, Any]:
    return {"by": cast.actor(login), "at": NOW}


def wish(cast: Cast, worker: Worker, **more: object) -> object:
    said: dict[str, Any] = {"willing": "no", "work": "", "lowest_pay": None, "stated_on": TODAY, **more}
    return actions.record_wish(worker=worker, **said, **stamp(cast))


def test_a_refusal_is_recorded_once_with_the_day_to_ask_again(cast: Cast, hai: Worker) -> None:
    for _click in range(2):
        wish(cast, hai, ask_from=date(2018, 9, 1))
    hai.refresh_from_db()
    assert (hai.willing, hai.ask_from, hai.wishes.count()) == ("no", date(2018, 9, 1), 1)
    assert refused(wish, cast, hai, ask_from=TODAY) == "wish.ask_from"
    assert refused(wish, cast, hai, ask_from=date(2028, 1, 1)) == "wish.ask_from"


def test_needs_are_in_terms_of_the_job(cast: Cast, hai: Worker) -> None:
    wish(cast, hai, willing="yes", needs=["seated", "no_night"], from_on=date(2018, 3, 20), companions="堂妹")
    assert hai.wishes.get().needs == ["no_night", "seated"]
    assert refused(wish, cast, hai, needs=["腰不好"]) == "wish.needs"


def everywhere() -> str:
    """Every column of every row of the database, and the file itself where there is one, as text."""
    from django.apps import apps

    rows = [row for model in apps.get_models() for row in model._default_manager.all()]
    return serializers.serialize("json", rows, ensure_ascii=False) if rows else ""


def test_a_canteen_wish_needs_its_consent_is_sealed_and_goes_with_it(cast: Cast, hai: Worker) -> None:
    assert refused(lambda: actions.state_canteen(worker=hai, said=CANARY, **stamp(cast))) == "canteen.no_consent"
    actions.give_consent(worker=hai, purpose="canteen", recipient="350105", **stamp(cast))
    actions.state_canteen(worker=hai, said=CANARY, **stamp(cast))
    assert CanteenWish.objects.get().said() == CANARY
    sealed = bytes(CanteenWish.objects.get().said_sealed).hex()
    assert CANARY not in everywhere()
    assert json.dumps(CANARY) not in json.dumps([list(Change.objects.values()), list(Entry.objects.values())], default=str)  # fmt: skip
    actions.take_back_consent(given=Consent.objects.get(), **stamp(cast))
    assert not CanteenWish.objects.exists()
    assert sealed not in json.dumps(list(Change.objects.values()), default=str)
    assert verify()["findings"] == [] and connection.vendor in {"sqlite", "postgresql"}


def test_a_consent_for_another_purpose_shows_nobody_to_anybody(cast: Cast, hai: Worker) -> None:
    actions.give_consent(worker=hai, purpose="training", recipient="350105", **stamp(cast))
    assert not Worker.objects.visible_to(cast.desk("mawei")).exists()
    actions.give_consent(worker=hai, purpose="intent", recipient="350105", **stamp(cast))
    assert Worker.objects.visible_to(cast.desk("mawei")).get() == hai


def test_a_consent_on_behalf_names_who_gave_it(cast: Cast, hai: Worker) -> None:
    def give(**more: Any) -> None:
        actions.give_consent(worker=hai, purpose="contact", recipient="", **more, **stamp(cast))

    assert refused(give, given_by="helper") == "consent.giver"
    for _click in range(2):
        give(given_by="helper", giver="海大海", way="signed", paper="委托书（示例）")
    row = Consent.objects.get()
    assert (row.giver, row.way, row.recipient) == ("海大海", "signed", "640402")


def test_a_household_has_one_head_and_abilities_are_dated(cast: Cast, hai: Worker) -> None:
    brother = Worker.objects.get(name="海军")
    actions.relate(worker=brother, relation="02", **stamp(cast))
    assert refused(lambda: actions.relate(worker=hai, relation="02", **stamp(cast))) == "member.head"
    for since, kind in ((date(2017, 1, 1), "normal"), (date(2018, 2, 1), "weak")):
        for _click in range(2):
            actions.state_ability(worker=hai, kind=kind, since=since, paper="", **stamp(cast))
    assert [(one.kind, one.until) for one in hai.abilities.all()] == [("normal", date(2018, 2, 1)), ("weak", None)]
    found = [standing_on(hai, day).ability for day in (date(2016, 1, 1), date(2017, 6, 1), TODAY)]
    assert [one and one.kind for one in found] == [None, "normal", "weak"]


def test_a_status_ends_on_a_day_and_stood_before(cast: Cast, hai: Worker) -> None:
    fact = actions.state_status(household=hai.household, kind="registered", since=date(2014, 4, 1), paper="", **stamp(cast))  # fmt: skip
    assert refused(lambda: actions.end_status(fact=fact, until=date(2019, 1, 1), paper="", **stamp(cast))) == (
        "status.until"
    )
    for _click in range(2):
        fact = actions.end_status(fact=fact, until=date(2018, 1, 1), paper="退出公示", **stamp(cast))
    assert [len(standing_on(hai, day).statuses) for day in (date(2017, 12, 31), date(2018, 1, 1))] == [1, 0]
    assert Worker.objects.get(pk=hai.pk).status == "" and StatusFact.objects.count() == 1


def test_a_correction_is_answered_with_a_reason_in_time(cast: Cast, hai: Worker) -> None:
    def ask(says: str) -> Correction:
        return actions.ask_correction(worker=hai, what="name", says=says, asked_on=TODAY, **stamp(cast))

    assert refused(ask, "错") == "correction.says"
    row = ask("名字里的兰写错了")
    assert ask("名字里的兰写错了") == row and row.due_on == date(2018, 3, 26)

    def decide(reason: str) -> Correction:
        return actions.decide_correction(correction=row, accepted=True, reason=reason, **stamp(cast))

    assert refused(decide, "") == "correction.reason"
    assert decide("已对照身份证改正").state == "accepted" == decide("已对照身份证改正").state


def test_everything_held_is_handed_over(cast: Cast, hai: Worker) -> None:
    wish(cast, hai, willing="yes", work="缝纫")
    said = json.dumps(held(hai), ensure_ascii=False, default=str)
    assert hai.number() in said and "缝纫" in said
    actions.hand_over(worker=hai, **stamp(cast))
    assert Entry.objects.first().action == "worker.hand_over"  # type: ignore[union-attr]


def test_a_stranger_may_not(cast: Cast, hai: Worker) -> None:
    fact = actions.state_status(household=hai.household, kind="registered", since=date(2014, 4, 1), paper="", **stamp(cast))  # fmt: skip
    row = actions.ask_correction(worker=hai, what="name", says="名字写错了", asked_on=TODAY, **stamp(cast))
    actions.give_consent(worker=hai, purpose="contact", recipient="", **stamp(cast))
    given = Consent.objects.get()
    acts: list[Callable[[Actor], object]] = [
        lambda by: actions.state_canteen(worker=hai, said="x", by=by, at=NOW),
        lambda by: actions.give_consent(worker=hai, purpose="contact", recipient="", by=by, at=NOW),
        lambda by: actions.take_back_consent(given=given, by=by, at=NOW),
        lambda by: actions.relate(worker=hai, relation="20", by=by, at=NOW),
        lambda by: actions.state_ability(worker=hai, kind="weak", since=TODAY, paper="", by=by, at=NOW),
        lambda by: actions.end_status(fact=fact, until=TODAY, paper="", by=by, at=NOW),
        lambda by: actions.ask_correction(worker=hai, what="name", says="名字写错了", asked_on=TODAY, by=by, at=NOW),
        lambda by: actions.decide_correction(correction=row, accepted=True, reason="改好了的", by=by, at=NOW),
        lambda by: actions.hand_over(worker=hai, by=by, at=NOW),
    ]
    for login in ("stranger", "mawei", "zhangyi", "city-guyuan", "hr", "auditor"):
        assert {refused(act, cast.actor(login)) for act in acts} == {"desk.not_allowed"}
        if login != "city-guyuan" and login != "auditor":
            assert not Correction.objects.visible_to(cast.desk(login)).exists()
