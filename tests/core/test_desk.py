"""A seat may do what the table names, where it sits, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from shanhai.core.desk import POWERS, Actor, Desk, Power, Role
from tests.core.refusals import code

OFFICER = Actor(login="yuanzhou", name="示例", role=Role.OFFICER, region="640402")
TOWNSHIP = Actor(login="sanying", name="示例", role=Role.TOWNSHIP, region="640402", unit="640402100")
HERE = frozenset({"640402"})


def test_every_role_has_its_line_and_only_the_officer_nearly_everything() -> None:
    assert set(POWERS) == set(Role)
    assert max(POWERS, key=lambda role: len(POWERS[role])) == Role.OFFICER
    assert Power.READ_WORKERS not in POWERS[Role.SYSADMIN] | POWERS[Role.LEADER] | POWERS[Role.FINANCE]


def test_a_role_that_the_table_does_not_name_may_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanhai.core.desk.POWERS", {})
    assert not any(OFFICER.may(power) for power in Power)


def test_an_officer_acts_on_rows_of_the_own_county_only() -> None:
    OFFICER.require(Power.WRITE_WORKERS)
    OFFICER.require(Power.WRITE_WORKERS, owners=HERE, unit="640402105")
    assert code(OFFICER.require, Power.WRITE_WORKERS, owners=frozenset({"350105"})) == "desk.not_allowed"
    assert code(OFFICER.require, Power.READ_SYSTEM, owners=HERE) == "desk.not_allowed"


def test_a_township_acts_within_its_unit_only() -> None:
    TOWNSHIP.require(Power.WRITE_WORKERS, owners=HERE, unit="640402100201")
    for unit in ("640402105", ""):
        assert code(TOWNSHIP.require, Power.WRITE_WORKERS, owners=HERE, unit=unit) == "desk.not_allowed"


def test_a_desk_is_its_actor_s_seat_on_a_day() -> None:
    desk = Desk(actor=TOWNSHIP, today=date(2018, 3, 5), regions=HERE)
    assert (desk.role, desk.unit, desk.may(Power.IMPORT), desk.may(Power.READ_LOG)) == (
        Role.TOWNSHIP, "640402100", True, False,
    )  # fmt: skip
    assert replace(desk, actor=OFFICER).unit == ""
