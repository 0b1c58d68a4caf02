"""Who sees what of a run: the sending side its people, the receiving side counts until somebody agrees, a stranger nothing."""

import pytest
from django.db.models import QuerySet

from shanhai.apps.matches.actions import (
    confirm,
    decline,
    lock,
    note_call,
    open_phones,
    send_back,
    start,
    swap,
    unlock,
    withdraw,
)
from shanhai.apps.matches.models import Call, Move, Proposal, Recommendation, Run, Unplaced
from shanhai.apps.matches.models.proposals import OfRunQuerySet
from shanhai.apps.workers.actions import object_to_machines
from shanhai.core.desk import Actor
from tests.apps.market import LATER, Market
from tests.cast import TODAY, Cast
from tests.core.refusals import code as refused

SECRET = ("mawei", "stranger", "hr", "zhangyi", "city-fuzhou", "leader", "booth")


def seen(market: Market, login: str) -> set[str]:
    desk = market.cast.desk(login)
    rows = (Proposal, Recommendation, Unplaced, Move)
    found = {one.worker.name for model in rows for one in model.objects.visible_to(desk).select_related("worker")}
    return found | {one.worker.name for one in Call.objects.visible_to(desk).select_related("worker")}


def test_the_receiving_side_sees_counts_and_no_person_before_consent(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    run = market.run()
    row = market.proposal(run, "马甲一")
    note_call(run=run, worker=row.worker, position=row.position, outcome="will_go", text="", by=market.by, at=LATER)
    confirm(run=run, proposals=[row], by=market.by, at=LATER)
    assert "马甲一" in seen(market, "yuanzhou") and "马甲一" in seen(market, "sanying")
    assert "马丙三" not in seen(market, "sanying"), "another township's"
    assert seen(market, "zhangyi") == {"马丙三"}
    for login in SECRET:
        assert "马甲一" not in seen(market, login), login
    assert run in Run.objects.visible_to(market.cast.desk("mawei"))
    assert run not in Run.objects.visible_to(market.cast.desk("stranger"))

    def everything(self: QuerySet, desk: object) -> QuerySet:  # type: ignore[type-arg]
        return self.all()

    monkeypatch.setattr(OfRunQuerySet, "visible_to", everything)
    assert "马甲一" in seen(market, "stranger"), "a row that forgets its scope is noticed"


def test_a_confirmed_person_is_known_to_the_receiving_office_only_by_consent(market: Market, cast: Cast) -> None:
    from shanhai.apps.workers.actions import consent

    run = market.run()
    rows = [market.proposal(run, name) for name in ("马甲一", "马乙二")]
    for row in rows:
        consent(worker=row.worker, purpose="intent", recipients=["350105"], by=market.by, at=LATER)
    confirm(run=run, proposals=rows[:1], by=market.by, at=LATER)
    shown = Proposal.objects.visible_to(cast.desk("mawei"))
    assert [one.worker.name for one in shown] == ["马甲一"], "agreed and confirmed; the other only agreed"


def test_a_stranger_may_not(market: Market, cast: Cast) -> None:
    run = market.run()
    row = market.proposal(run, "马甲一")
    other = market.pack if row.position_id != market.pack.pk else market.assemble
    for login in ("stranger", "mawei", "sanying", "hr", "leader"):
        by: Actor = cast.actor(login)
        stamp = {"by": by, "at": LATER}
        one = {"run": run, "proposals": [row], **stamp}
        assert refused(start, pairing=cast.pairing, day=TODAY, **stamp) == "desk.not_allowed"
        assert refused(confirm, **one) == refused(lock, **one) == refused(unlock, **one) == "desk.not_allowed"
        assert refused(send_back, why="理由", **one) == refused(decline, why="理由", **one) == "desk.not_allowed"
        assert refused(swap, proposal=row, position=other, why="理由", **stamp) == "desk.not_allowed"
        assert refused(withdraw, run=run, **stamp) == "desk.not_allowed"
    for login in ("stranger", "mawei", "hr", "leader", "zhangyi"):
        stamp = {"by": cast.actor(login), "at": LATER}
        told = {"run": run, "worker": row.worker, "position": row.position}
        assert refused(note_call, outcome="no", text="", **told, **stamp) == "desk.not_allowed"
        assert refused(open_phones, run=run, people=[row.worker], **stamp) == "desk.not_allowed"
        assert refused(object_to_machines, worker=row.worker, since=TODAY, **stamp) == "desk.not_allowed"
