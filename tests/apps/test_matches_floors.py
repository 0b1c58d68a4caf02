"""A floor is an officer's switch: it is kept whatever it costs, its cost is said to the point, and it never reads what a person is."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from shanhai.apps.matches.actions import reserve
from shanhai.apps.matches.facts.floors import KINDS, written
from shanhai.apps.matches.models import Run
from shanhai.apps.workers.actions import enrol
from shanhai.cli.main import main
from tests.apps.market import LATER, Market, job, person
from tests.apps.test_matches_groups import given
from tests.apps.test_matches_groups import written as files_of
from tests.cast import NOW, Cast
from tests.core.refusals import code as refused


def crowd(market: Market) -> None:
    """More people than the four seats: six of 头营镇, who bring less than the others."""
    people = [
        person(40 + n, f"海{n}", unit="640402104", status="", status_since=None, work="养殖", education="80")
        for n in range(6)
    ]
    enrol(people=people, region=market.cast.yuanzhou, by=market.by, at=NOW)


def of(run: Run, unit: str) -> int:
    return run.proposals.filter(worker__unit__startswith=unit).count()


def test_a_floor_is_kept_and_its_cost_is_the_difference_of_two_plans(market: Market) -> None:
    crowd(market)
    plain = market.run()
    assert of(plain, "640402104") == 1 and plain.computed.costs == []
    run = market.run(at=LATER + timedelta(hours=1), floor="township:640402104:3")
    assert of(run, "640402104") == 3 and run.gap == 0
    [[what, households, score, facts]] = run.computed.costs
    assert (what, facts["before"], facts["after"], facts["least"]) == ("floor", 1, 3, 3)
    assert (households, score) == (plain.households - run.households, plain.score - run.score)
    assert households == 1 and facts["price"] > 0, "one poor household gives way, and the page says so"


def test_a_floor_that_holds_anyway_costs_nothing(market: Market) -> None:
    run = market.run(floor="registered:1")
    assert run.computed.costs == [["floor", 0, 0, {"price": 0, "before": 2, "least": 1, "after": 2}]]
    assert run.computed.certificate["floor"] == {"least": 1, "price": 0, "counts": "worker"}


def test_employers_short_of_applicants_get_people_where_a_floor_asks(market: Market, cast: Cast) -> None:
    empty = job(cast, market.sea, "普工", seats=30, dormitory=False)
    plain = market.run()
    assert plain.proposals.filter(position=empty).count() == 0
    run = market.run(at=LATER + timedelta(hours=1), floor="short:3")
    assert run.proposals.filter(position__employer=market.sea).count() == 3
    assert run.computed.certificate["floor"]["counts"] == "position"


def test_what_no_plan_can_keep_is_refused_with_the_most_there_can_be(market: Market) -> None:
    crowd(market)
    assert refused(market.run, floor="household:90") == "match.floor_most"
    assert Run.objects.get().state == "withdrawn"
    assert market.run(at=LATER + timedelta(hours=1), floor="household:1").state == "proposed", (
        "and the way is free for another"
    )


@pytest.mark.parametrize(
    "said",
    [
        "women:3",
        "township:3",
        "township:640402:3",
        "township:350105001:x",
        "household:0",
        "household",
        "short:-1",
        "registered:1:2",
    ],
)
def test_a_floor_reads_places_statuses_and_employers_and_nothing_else(market: Market, said: str) -> None:
    assert refused(market.run, floor=said) == "match.floor"
    assert not {"sex", "ethnicity", "health", "women", "men"} & set(KINDS)
    assert str(written("township:640402104:3")) == "township:640402104:3"


def test_a_floor_goes_with_neither_groups_nor_a_stable_plan(market: Market) -> None:
    assert refused(market.run, floor="household:1", group_rule="reserved") == "match.floor_alone"
    assert refused(market.run, floor="household:1", objective="stable") == "match.floor_alone"


def test_seats_kept_for_later_are_priced_by_solving_without(market: Market, cast: Cast) -> None:
    crowd(market)
    plain = market.run()
    reserve(
        pairing=cast.pairing, position=market.pack, purpose="later", seats=2, why="下个月来人", by=market.by, at=NOW
    )
    run = market.run(at=LATER + timedelta(hours=1))
    assert run.computed.costs == [["later", plain.households - run.households, plain.score - run.score, {"seats": 2}]]
    assert run.computed.costs[0][2] > 0
    floored = market.run(at=LATER + timedelta(hours=2), floor="household:1")
    assert [row[0] for row in floored.computed.costs] == ["floor", "later"]
    grouped = market.run(at=LATER + timedelta(hours=3), group_rule="reserved")
    assert grouped.computed.costs == [["later", 0, 0, {"seats": 2, "unknown": True}]]


def test_outsiders_verify_a_floor_and_find_the_same_price(
    market: Market, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd(market)
    run = market.run(floor="township:640402104:3")
    paths = files_of(run, tmp_path)
    assert "floor" in paths and "groups" not in paths
    assert main(["match", "verify", *given(paths), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["other_inputs"] == []
    inputs = given({name: path for name, path in paths.items() if name not in ("plan", "certificate")})
    out = ["--out", str(tmp_path / "again.csv"), "--certificate", str(tmp_path / "again.json"), "--json"]
    assert main(["match", "solve", *inputs, "--least", "3", "--seed", str(run.seed), *out]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["floor"]["price"] == run.computed.costs[0][3]["price"] and said["objective"] == {"households": run.households, "score": run.score}  # fmt: skip
    assert sorted((tmp_path / "again.csv").read_text().split()) == sorted(paths["plan"].read_text().split())
    assert main(["match", "solve", *inputs, *out]) == 1, "without --least"
    assert main(["match", "solve", *inputs, "--least", "1", "--objective", "stable", *out]) == 1
    paths["floor"].write_text("worker\nnobody\n")
    assert main(["match", "solve", *inputs, "--least", "1", *out]) == 1
    assert main(["match", "verify", *given(paths), "--json"]) == 1
    paths["floor"].write_text("name\nnobody\n")
    assert main(["match", "verify", *given(paths), "--json"]) == 1
    paths["floor"].write_text("worker\nx\nx\n")
    assert main(["match", "verify", *given(paths), "--json"]) == 1
