"""A run as work: one at a time, stopped and taken up again; and what it publishes."""

from datetime import date, timedelta

import pytest

from shanhai.apps.employers.actions import close_position
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job as Work
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import confirm, lock, note_call, start, swap, withdraw
from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.placements.actions import note_placement
from shanhai.apps.placements.facts import Spell
from tests.apps.market import LATER, Market, job
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused


def test_only_one_run_of_a_pairing_is_computed_at_a_time(market: Market) -> None:
    row = start(pairing=market.cast.pairing, day=TODAY, by=market.by, at=LATER)
    assert refused(start, pairing=market.cast.pairing, day=TODAY, by=market.by, at=LATER) == "match.under_way"
    withdraw(run=row, by=market.by, at=LATER)
    assert refused(start, pairing=market.cast.pairing, day=TODAY, seed=-1, by=market.by, at=LATER) == "match.seed"
    assert refused(start, pairing=market.cast.pairing, day=date(2010, 1, 1), by=market.by, at=LATER) == "match.pairing"
    assert refused(start, pairing=market.cast.pairing, day=TODAY, objective="best", by=market.by, at=LATER) == "match.objective"  # fmt: skip
    assert market.run(objective="score").state == "proposed"


def test_an_empty_side_is_a_run_that_says_so(market: Market, cast: Cast) -> None:
    for position in (market.assemble, market.pack, market.guard):
        close_position(position=position, by=cast.actor("mawei"), at=NOW)
    run = market.run()
    assert (run.state, run.people, run.placed) == ("proposed", 4, 0)


def test_the_published_files_hold_no_name_and_make_the_plan(market: Market) -> None:
    run = market.run()
    held = Published(bytes(run.computed.inputs))
    files = {name: "".join(held.file(name, run.computed.certificate)) for name in ("pairs.csv", "workers.csv", "plan.csv", "certificate.json")}  # fmt: skip
    assert not any(one.name in text for one in market.people for text in files.values())
    assert len(files["plan.csv"].splitlines()) == 1 + run.placed
    assert run.computed.certificate["inputs"] == held.digests()


def test_work_goes_on_in_the_background_stops_and_goes_on_again(market: Market, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    job_ = tasks.queue(pairing=market.cast.pairing, day=TODAY, by=market.by, at=LATER)
    run = Run.objects.get(pk=job_.about_key)
    tasks.halt(job=job_, by=market.by)
    job_.refresh_from_db()
    assert job_.state == "stopped"
    tasks.go_on(job=job_, by=market.by)
    tasks.work.call(job=job_.pk)
    job_.refresh_from_db()
    run.refresh_from_db()
    assert (job_.state, run.state, run.placed) == ("done", "proposed", 3)


def test_a_job_that_is_stopped_keeps_nothing(market: Market, monkeypatch: pytest.MonkeyPatch, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    job_ = tasks.queue(pairing=market.cast.pairing, day=TODAY, by=market.by, at=LATER)
    hear = jobs.hear

    def stopped(**said):  # type: ignore[no-untyped-def]
        if said["done"] == 2:
            Work.objects.filter(pk=job_.pk).update(state="stopped")
        hear(**said)

    monkeypatch.setattr(jobs, "hear", stopped)
    tasks.work.call(job=job_.pk)
    assert not Proposal.objects.exists()
    assert Run.objects.get().state == "running"
    monkeypatch.setattr(jobs, "hear", hear)
    tasks.go_on(job=job_, by=market.by)
    tasks.work.call(job=job_.pk)
    assert Run.objects.get().state == "proposed"


def test_every_other_refusal_of_the_review_is_said_before_anything_is_written(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = market.run()
    rows = list(run.proposals.select_related("worker", "position", "run__pairing"))
    stamp = {"by": market.by, "at": LATER}
    note_placement(
        worker=rows[0].worker, employer=market.sea, spell=Spell(started_on=TODAY, way="own"), by=market.by, at=NOW
    )
    assert refused(lock, run=run, proposals=[rows[0]], **stamp) == "match.at_work"
    assert lock(run=run, proposals=[], **stamp) == 0
    assert (
        refused(note_call, run=run, worker=rows[1].worker, position=rows[1].position, outcome="maybe", **stamp)
        == "match.outcome"
    )
    full = job(market.cast, market.sea, "检验工", seats=1)
    assert (
        refused(note_call, run=run, worker=rows[1].worker, position=full, outcome="no", **stamp)
        == "match.not_recommended"
    )
    swap(proposal=rows[1], position=full, why="想去", **stamp)
    confirm(run=run, proposals=[rows[1]], **stamp)
    assert refused(swap, proposal=rows[2], position=full, why="也想去", **stamp) == "match.seats_full"
    elsewhere = market.run(at=LATER + timedelta(minutes=5)).proposals.get(worker=rows[2].worker)
    for one in (rows[2], elsewhere):
        one.position = full
        one.save()
    assert refused(confirm, run=run, proposals=[rows[2]], **stamp) == "match.seats_full"
    other = market.run(at=LATER + timedelta(hours=1))
    assert refused(lock, run=other, proposals=[rows[2]], **stamp) == "match.other_run"
    withdraw(run=other, **stamp)
    left = list(other.proposals.select_related("worker", "position", "run__pairing"))
    assert refused(lock, run=other, proposals=left[:1], **stamp) == "match.run_state"
    monkeypatch.setattr("shanhai.apps.matches.actions.review.MOST", 1)
    assert refused(lock, run=run, proposals=rows[1:3], **stamp) == "bulk.too_many"


def test_a_plan_whose_prices_leave_a_gap_is_never_kept(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a solver that stops too early."""
    from dataclasses import replace

    from shanhai.engines import local

    honest = local.solve
    monkeypatch.setattr(local, "solve", lambda asked: replace(found := honest(asked), plan=replace(found.plan, bound=found.plan.bound + 1)))  # fmt: skip
    assert refused(market.run) == "match.not_proven"


def test_a_run_may_be_computed_elsewhere_and_is_kept_here(market: Market) -> None:
    from shanhai.engines import local

    asked = []

    def elsewhere(question: local.Asked) -> local.Solution:
        asked.append(question.objective)
        return local.solve(question)

    row = start(pairing=market.cast.pairing, day=TODAY, by=market.by, at=LATER)
    assert tasks.compute(run=row, by=market.by, at=LATER, solve=elsewhere).state == "proposed"
    assert asked == ["lexicographic"]
