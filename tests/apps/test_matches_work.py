"""A run as work: one at a time, stopped and taken up again; and what it publishes."""

from datetime import date

import pytest

from shanhai.apps.employers.actions import close_position
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job as Work
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import (
    start,
    withdraw,
)
from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import Proposal, Run
from tests.apps.market import LATER, Market
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
