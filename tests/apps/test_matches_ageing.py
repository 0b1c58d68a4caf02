"""Proposals age out by their purpose: refused ones after a year, undone runs after three months, old runs when a newer one stands."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.models import Change
from shanhai.apps.matches.actions import (
    confirm,
    decline,
    dissolve,
    forget_overdue,
    form,
    lock,
    note_call,
    send_back,
    withdraw,
)
from shanhai.apps.matches.facts.overdue import behind, refused
from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import Call, Computed, Proposal, Recommendation, Run, Unplaced
from shanhai.cli.main import main
from tests.apps.market import LATER, Market
from tests.core.refusals import code

YEAR, QUARTER = timedelta(days=370), timedelta(days=95)


def test_refused_proposals_go_after_a_year_with_their_reasons_and_the_log_forgets_them(market: Market) -> None:
    run = market.run()
    ma, yi, bing = (market.proposal(run, name) for name in ("马甲一", "马乙二", "马丙三"))
    decline(run=run, proposals=[ma], why="家里老人病了", by=market.by, at=LATER)
    send_back(run=run, proposals=[yi], why="夜班多", by=market.by, at=LATER)
    confirm(run=run, proposals=[bing], by=market.by, at=LATER)
    told = {"region": "640402", "by": market.by}
    assert forget_overdue(**told, at=LATER + timedelta(days=360)) == 0
    assert forget_overdue(**told, at=LATER + YEAR) == 2
    assert list(Proposal.objects.all()) == [bing], "what was confirmed stays with the person"
    assert not [one for one in Change.objects.filter(noun="matches.proposal", key__in=[ma.pk, yi.pk]) if one.delta]
    assert not refused("640402", on=(LATER + YEAR).date()).exists()


def test_an_undone_run_is_counts_after_three_months(market: Market) -> None:
    run = market.run()
    row = run.proposals.select_related("worker", "position")[0]
    note_call(
        run=run, worker=row.worker, position=row.position, outcome="will_think", text="问宿舍", by=market.by, at=LATER
    )
    withdraw(run=run, by=market.by, at=LATER)
    told = {"region": "640402", "by": market.by}
    assert forget_overdue(**told, at=LATER + timedelta(days=80)) == 0
    assert forget_overdue(**told, at=LATER + QUARTER) > 0
    rows = [model.objects.filter(run=run).exists() for model in (Proposal, Recommendation, Unplaced, Call)]
    assert rows == [False] * 4
    run.refresh_from_db()
    assert (run.people, run.placed, run.computed.certificate["bound"]) == (4, 3, run.bound), (
        "its proof names nobody and stays"
    )
    assert forget_overdue(**told, at=LATER + QUARTER) == 0, "the same again is harmless"


def test_a_run_behind_a_newer_one_goes_after_a_year_but_for_those_confirmed(market: Market) -> None:
    first = market.run()
    sure = market.proposal(first, "马丙三")
    confirm(run=first, proposals=[sure], by=market.by, at=LATER)
    lock(run=first, proposals=[market.proposal(first, "马乙二")], by=market.by, at=LATER)
    assert not behind("640402", on=(LATER + YEAR).date()).exists(), "the newest stays, however old"
    second = market.run(at=LATER + timedelta(hours=1))
    assert forget_overdue(region="640402", by=market.by, at=LATER + YEAR) > 0
    assert list(first.proposals.all()) == [sure]
    assert {one.worker_id for one in Recommendation.objects.filter(run=first)} == {sure.worker_id}
    assert second.proposals.exists() and Run.objects.count() == 2


def test_only_the_county_s_own_office_lets_go(market: Market) -> None:
    for login in ("mawei", "sanying"):
        assert code(forget_overdue, region="640402", by=market.cast.actor(login), at=LATER) == "desk.not_allowed"


def test_a_reduced_person_s_proposals_go_whatever_they_were_and_groups_lose_their_names(market: Market) -> None:
    group = form(people=market.people[:2], kind="couple", name="马甲一、马乙二", by=market.by, at=LATER)
    old = form(people=market.people[2:4], kind="team", name="马丙三的队", by=market.by, at=LATER)
    dissolve(group=old, why="马丁四不去", by=market.by, at=LATER)
    run = market.run(group_rule="reserved")
    confirm(run=run, proposals=list(run.proposals.filter(group=group)), by=market.by, at=LATER)
    with writing("worker.reduce", by=market.by, at=LATER) as pen:
        pen.change(market.people[0], reduced_on=LATER.date())
    forget_overdue(region="640402", by=market.by, at=LATER + timedelta(hours=1))
    assert (
        not run.proposals.filter(worker=market.people[0]).exists()
        and run.proposals.filter(worker=market.people[1]).exists()
    )
    group.refresh_from_db()
    assert group.name == "—"
    forget_overdue(region="640402", by=market.by, at=LATER + YEAR)
    old.refresh_from_db()
    assert (old.name, old.why) == ("—", "")
    assert not [one for one in Change.objects.filter(noun="matches.group", key=old.pk) if one.delta]


def test_what_is_published_of_an_old_run_leads_to_nobody_and_still_proves_it(
    market: Market, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form(people=market.people[:2], kind="couple", name="马甲一、马乙二", by=market.by, at=LATER)
    runs = [market.run(), market.run(group_rule="reserved"), market.run(floor="household:1"), market.run()]
    ids = {key for one in market.people for key in (one.pk, one.household_id)}
    assert all(ids & set(re.split(r"\W", published(one, tmp_path, capsys))) for one in runs), (
        "until then they lead there"
    )
    forget_overdue(region="640402", by=market.by, at=LATER + YEAR)
    for one in runs:
        one.refresh_from_db()
        said = published(one, tmp_path, capsys)
        assert bool(ids & set(re.split(r"\W", said))) == (one == runs[-1]), "the newest stays"
    old = Computed.objects.filter(run__in=runs[:-1])
    assert not [one for one in Change.objects.filter(noun="matches.computed", key__in=old) if one.delta]
    assert forget_overdue(region="640402", by=market.by, at=LATER + YEAR) == 0, "the same again is harmless"
    with writing("worker.reduce", by=market.by, at=LATER) as pen:
        pen.change(market.people[0], reduced_on=LATER.date())
    forget_overdue(region="640402", by=market.by, at=LATER + timedelta(hours=1))
    assert not ids & set(re.split(r"\W", published(runs[-1], tmp_path, capsys))), "nor when somebody in it is reduced"
    assert market.run().previous == runs[-1], "and the next run begins without it"


def published(run: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """All its files, checked by the command that an outsider has."""
    held = Published(bytes(Computed.objects.get(run=run).inputs))
    for name in held.files:
        (folder / name).write_text(
            "".join(held.file(name, Computed.objects.get(run=run).certificate)), encoding="utf-8"
        )
    files = [f"--{name.partition('.')[0]}={folder / name}" for name in held.files]
    code = main(["match", "verify", *files, "--json"])
    verdict = json.loads(capsys.readouterr().out)
    assert (code, verdict["optimal"], verdict["other_inputs"]) == (0, True, []), verdict
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in held.files)
