"""People who go together go whole to one employer or nowhere, are decided on together, and what a run says of them holds outside as well."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from shanhai.apps.matches.actions import confirm, decline, dissolve, form, lock, reserve, send_back, swap
from shanhai.apps.matches.facts.groups import couples_said
from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import Group, Member, Run
from shanhai.apps.workers.actions import enrol, object_to_machines
from shanhai.apps.workers.models import Worker
from shanhai.cli.main import main
from tests.apps.market import LATER, Market, job, person
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused


@pytest.fixture
def couple(market: Market) -> Group:
    ma, yi = market.people[:2]
    return form(people=[ma, yi], kind="couple", name="马甲一、马乙二", by=market.by, at=NOW)


def firms(run: Run, group: Group) -> set[str]:
    return {one.position.employer_id for one in run.proposals.filter(group=group).select_related("position")}


def test_a_couple_goes_to_one_employer_and_without_the_rule_each_goes_alone(market: Market, couple: Group) -> None:
    alone = market.run()
    assert (alone.group_rule, alone.computed.groups) == ("", [])
    assert not alone.proposals.exclude(group=None).exists()
    run = market.run(at=LATER + timedelta(hours=1), group_rule="reserved")
    assert firms(run, couple) == {market.hill.pk}, "only there are two seats"
    assert run.computed.groups == [[couple.pk, market.hill.pk, {"size": 2, "fit": 2, "room": 1, "cause": ""}]]
    assert (run.gap, run.computed.certificate["group_rule"]) == (0, "reserved")
    assert {one.why for one in run.moves.filter(worker__in=market.people[:2])} <= {"group", "better"}


def test_a_couple_that_no_employer_has_seats_for_stays_whole_and_says_why(market: Market, cast: Cast) -> None:
    market.say(market.people[0], place="不去山丘")
    couple = form(people=market.people[:2], kind="couple", name="马甲一、马乙二", by=market.by, at=NOW)
    run = market.run(group_rule="reserved")
    assert not run.proposals.filter(group=couple).exists()
    told = {one.worker.name: (one.cause, one.facts["change"]) for one in run.unplaced.select_related("worker")}
    assert told["马甲一"] == told["马乙二"] == ("group.seats", "ask_group")
    job(cast, market.sea, "检验工", seats=1)
    again = market.run(at=LATER + timedelta(hours=1), group_rule="reserved")
    assert firms(again, couple) == {market.sea.pk}, "two positions of one employer will do"


def test_members_whom_nothing_fits_together_are_told_apart_from_seats_that_went(market: Market) -> None:
    market.say(market.people[0], place="不去山丘")
    market.say(market.people[1], place="不去海岸")
    form(people=market.people[:2], kind="couple", name="两个人", by=market.by, at=NOW)
    run = market.run(group_rule="reserved")
    assert {one.cause for one in run.unplaced.filter(worker__in=market.people[:2])} == {"group.apart"}


def test_a_rule_is_worth_what_it_says(market: Market, couple: Group) -> None:
    plain = market.run(group_rule="reserved")
    bonus = market.run(at=LATER + timedelta(hours=1), group_rule="bonus:50")
    assert bonus.score == plain.score + 100, "fifty for each of the two"
    three = market.run(at=LATER + timedelta(hours=2), group_rule="households:3")
    assert three.households == plain.households - 1 + 3, "the couple's one poor household counts as three"


def test_seats_kept_for_groups_are_nobody_else_s(market: Market, couple: Group) -> None:
    stamp = {"pairing": market.cast.pairing, "by": market.by, "at": NOW}
    assert refused(reserve, position=market.pack, purpose="groups", seats=3, why="留给夫妻", **stamp) == "reserve.seats"
    assert refused(reserve, position=market.pack, purpose="us", seats=1, why="留给夫妻", **stamp) == "reserve.purpose"
    assert refused(reserve, position=market.pack, purpose="groups", seats=1, why="", **stamp) == "match.reason"
    reserve(position=market.pack, purpose="groups", seats=2, why="留给夫妻", **stamp)
    alone = market.run()
    assert "包装工" not in market.placed(alone).values(), "in a run without groups they stay empty"
    run = market.run(at=LATER + timedelta(hours=1), group_rule="reserved")
    taken = run.proposals.filter(position=market.pack).select_related("group")
    assert {one.group for one in taken} == {couple}
    assert reserve(position=market.pack, purpose="groups", seats=0, why="放开了", **stamp) is None
    assert "包装工" in market.placed(market.run(at=LATER + timedelta(hours=2))).values()


def test_seats_kept_for_later_are_out_of_every_run(market: Market, cast: Cast) -> None:
    stamp = {"pairing": cast.pairing, "by": market.by, "at": NOW}
    reserve(position=market.pack, purpose="later", seats=2, why="下个月还来人", **stamp)
    reserve(position=market.pack, purpose="later", seats=2, why="下个月还来人", **stamp)
    run = market.run(group_rule="reserved")
    assert "包装工" not in market.placed(run).values() and run.seats == 2
    market.pack.employer.region_id = cast.yuanzhou.pk
    assert refused(reserve, position=market.pack, purpose="later", seats=1, why="留着", **stamp) == "reserve.position"


def test_a_group_is_decided_on_whole_whichever_of_it_was_chosen(market: Market, couple: Group) -> None:
    run = market.run(group_rule="reserved")
    ma, yi = market.proposal(run, "马甲一"), market.proposal(run, "马乙二")
    assert refused(swap, proposal=ma, position=market.assemble, why="本人要", by=market.by, at=LATER) == "match.grouped"
    lock(run=run, proposals=[ma], by=market.by, at=LATER)
    assert {one.state for one in run.proposals.filter(group=couple)} == {"locked"}
    second = market.run(at=LATER + timedelta(hours=1), group_rule="reserved")
    assert {one.state for one in second.proposals.filter(group=couple)} == {"locked"}, "kept with their group"
    object_to_machines(worker=yi.worker, since=TODAY, by=market.by, at=LATER)
    assert (
        refused(confirm, run=second, proposals=[market.proposal(second, "马甲一")], by=market.by, at=LATER)
        == "match.objects"
    )
    other = market.proposal(second, "马丙三")
    confirm(run=second, proposals=[market.proposal(second, "马甲一"), market.proposal(second, "马乙二"), other], by=market.by, at=LATER)  # fmt: skip
    assert set(second.proposals.filter(state="confirmed")) == {other}, "and who goes alone is not held up"
    third = market.run(at=LATER + timedelta(hours=2), group_rule="reserved")
    assert not third.proposals.filter(group=couple).exists(), "of a group that is no longer whole nothing is kept"
    row = market.proposal(third, "马甲一")
    assert (row.state, "group_parted" in row.looks) == ("proposed", True)


@pytest.mark.parametrize("act", [send_back, decline])
def test_sending_one_back_sends_all_back_with_the_reason(market: Market, couple: Group, act: object) -> None:
    run = market.run(group_rule="reserved")
    act(run=run, proposals=[market.proposal(run, "马乙二")], why="家里有事", by=market.by, at=LATER)  # type: ignore[operator]
    assert {one.why for one in run.proposals.filter(group=couple)} == {"家里有事"}
    assert run.proposals.filter(group=couple, state="proposed").count() == 0


def test_seats_counted_for_a_group_that_cannot_go_are_free_for_the_next(market: Market, cast: Cast) -> None:
    """Planted: without giving them back the third would find the position full."""
    run = market.run(group_rule="reserved")
    couple = form(people=market.people[:2], kind="couple", name="马甲一、马乙二", by=market.by, at=LATER)
    rows = [market.proposal(run, name) for name in ("马甲一", "马乙二", "马丙三")]
    for one in rows:
        one.position, one.group = market.pack, couple if one is not rows[2] else None
        one.save()
    object_to_machines(worker=rows[1].worker, since=TODAY, by=market.by, at=LATER)
    confirm(run=run, proposals=rows, by=market.by, at=LATER)
    assert [one.worker.name for one in run.proposals.filter(state="confirmed").select_related("worker")] == ["马丙三"]


def test_who_may_be_a_group(market: Market, cast: Cast, couple: Group) -> None:
    ma, yi, bing, *_rest = market.people
    stamp = {"by": market.by, "at": NOW}
    assert refused(form, people=[ma, bing], kind="couple", name="两个人", **stamp) == "group.twice"
    assert refused(form, people=[bing], kind="team", name="一个人", **stamp) == "group.size"
    assert refused(form, people=market.people[2:5], kind="couple", name="三个人", **stamp) == "group.size"
    assert refused(form, people=market.people[2:4], kind="crew", name="两个人", **stamp) == "group.kind"
    assert refused(form, people=market.people[2:4], kind="team", name=" ", **stamp) == "group.name"
    assert (
        refused(form, people=market.people[2:4], kind="team", name="队伍", by=cast.actor("mawei"), at=NOW)
        == "desk.not_allowed"
    )
    assert refused(form, people=market.people[2:4], kind="team", name="队伍", by=cast.actor("sanying"), at=NOW) == "desk.not_allowed"  # fmt: skip
    stranger = Worker(pk="x", region_id=cast.mawei.pk, unit="350105001")
    assert refused(form, people=[bing, stranger], kind="team", name="队伍", **stamp) == "group.regions"
    child = enrol(
        people=[person(9, "马小九", born=NOW.date().replace(year=2003))], region=cast.yuanzhou, by=market.by, at=NOW
    )[0]
    assert refused(form, people=[bing, child], kind="team", name="队伍", **stamp) == "match.under_age"
    assert refused(dissolve, group=couple, why="", **stamp) == "match.reason"
    dissolve(group=couple, why="各走各的", **stamp)
    assert refused(dissolve, group=couple, why="各走各的", **stamp) == "group.dissolved"
    assert refused(form, people=[ma, yi], kind="team", name="队伍", leader=bing, **stamp) == "group.leader"
    assert refused(form, people=[ma, yi, bing], kind="team", name="队伍", vehicle_seats=2, **stamp) == "group.vehicle"
    assert refused(form, people=[ma, yi], kind="team", name="队伍", vehicle_seats=99, **stamp) == "group.vehicle"
    team = form(people=[ma, yi, bing], kind="team", name="三个人", leader=yi, vehicle_seats=7, **stamp)
    assert (team.leader, team.vehicle_seats) == (yi, 7)
    assert Member.objects.standing().filter(worker=ma).count() == 1


def test_two_who_both_said_so_are_noticed_and_asked_before_anything_is_formed(market: Market, cast: Cast) -> None:
    two = enrol(
        people=[person(21, "杨一", household="H900"), person(22, "杨二", household="H900"), person(23, "杨三", household="H901")],
        region=cast.yuanzhou, by=market.by, at=NOW,
    )  # fmt: skip
    market.say(two[0], companions="爱人")
    assert couples_said(two, on=TODAY) == [], "one alone is no couple"
    market.say(two[1], companions="和丈夫")
    market.say(two[2], companions="爱人")
    assert couples_said(two, on=TODAY) == [(two[0], two[1])]
    form(people=two[:2], kind="couple", name="杨一、杨二", by=market.by, at=NOW)
    assert couples_said(two, on=TODAY) == []


def written(run: Run, folder: Path) -> dict[str, Path]:
    held = Published(bytes(run.computed.inputs))
    paths = {}
    for name in held.files:
        path = folder / name
        path.write_text("".join(held.file(name, run.computed.certificate)), encoding="utf-8")
        paths[name.partition(".")[0]] = path
    return paths


def given(paths: dict[str, Path]) -> list[str]:
    return [part for name, path in paths.items() for part in (f"--{name}", str(path))]


@pytest.mark.parametrize(
    "asked", [{"group_rule": "bonus:70"}, {"group_rule": "reserved", "objective": "score"}, {"objective": "stable"}]
)
def test_outsiders_verify_a_run_from_its_files_and_compute_the_same_plan(
    market: Market, couple: Group, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: dict[str, str]
) -> None:
    reserve(
        pairing=market.cast.pairing, position=market.pack, purpose="groups", seats=1, why="留一个", by=market.by, at=NOW
    )
    run = market.run(**asked)
    paths = written(run, tmp_path)
    assert ("groups" in paths) == ("group_rule" in asked)
    assert main(["match", "verify", *given(paths), "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["gap"], verdict["violations"], verdict["other_inputs"]) == (run.gap, [], [])
    inputs = given({name: path for name, path in paths.items() if name not in ("plan", "certificate")})
    again = tmp_path / "again.csv"
    words = [
        "--objective",
        run.objective,
        *(["--group-rule", run.group_rule] if run.group_rule else []),
        "--seed",
        str(run.seed),
    ]
    assert (
        main(["match", "solve", *inputs, *words, "--out", str(again), "--certificate", str(tmp_path / "again.json")])
        == 0
    )
    rows = [sorted(map(tuple, csv.reader(path.read_text(encoding="utf-8").split()))) for path in (again, paths["plan"])]
    assert rows[0] == rows[1]
    moved = next(row for row in rows[0] if row[0] != "worker")
    paths["plan"].write_text(
        "worker,position\n" + "".join(f"{w},{p}\n" for w, p in rows[1] if w not in (moved[0], "worker"))
    )
    assert main(["match", "verify", *given(paths), "--json"]) == 1, "planted: one who stays at home"


def test_a_stable_run_is_nobody_s_second_choice_with_both_willing(market: Market) -> None:
    run = market.run(objective="stable")
    assert (run.state, run.placed, run.gap) == ("proposed", 3, 0)
    held = Published(bytes(run.computed.inputs))
    head, *rows = "".join(held.file("pairs.csv", {})).split()
    assert head == "worker,position,score,worker_rank,position_rank"
    ranks = {tuple(row.split(",")[:2]): tuple(map(int, row.split(",")[3:])) for row in rows}
    place = {one.worker_id: one.position_id for one in run.proposals.all()}
    for worker, best in place.items():
        wished = [p for (w, p), rank in ranks.items() if w == worker and rank[0] < ranks[worker, best][0]]
        for position in wished:
            others = [w for w, p in place.items() if p == position]
            assert len(others) == Published(bytes(run.computed.inputs)).market().seats[held.positions.index(position)]
            assert all(ranks[other, position][1] <= ranks[worker, position][1] for other in others)


def test_what_does_not_go_together_is_refused_before_anything_is_opened(market: Market, couple: Group) -> None:
    assert refused(market.run, objective="stable", group_rule="reserved") == "match.stable_groups"
    assert refused(market.run, objective="score", group_rule="households:2") == "match.rule_objective"
    assert refused(market.run, group_rule="bonus") == "match.rule"
    assert not Run.objects.exists()


def test_a_solution_that_the_verifier_does_not_accept_is_not_kept(
    market: Market, couple: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a solver that lets one of a couple go alone and says that nothing is better."""
    from dataclasses import replace

    from shanhai.engines import local

    honest = local.solve

    def torn(asked: local.Asked) -> local.Solution:
        found = honest(asked)
        at = found.plan.position.copy()
        at[asked.market.workers.index(market.people[0].pk)] = -1
        return replace(found, plan=replace(found.plan, position=at))

    monkeypatch.setattr(local, "solve", torn)
    assert refused(market.run, group_rule="reserved") == "match.not_verified"
    assert not Run.objects.filter(state="proposed").exists()
