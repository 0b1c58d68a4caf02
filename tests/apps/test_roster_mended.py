"""A roster is mended before it leaves: somebody is taken off, it is called off, a number is filled in; and a tap that comes twice is one."""

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.placements.actions import add_to_roster, board, cancel, hand_over, leave, miss, substitute, take_off
from shanhai.apps.placements.models import Boarding, Given
from shanhai.core.refusal import Refusal
from tests.apps.road import Road, days
from tests.cast import NOW


def test_who_is_taken_off_keeps_the_letter_and_leaves_a_seat(road: Road) -> None:
    coach = road.coach(seats=1)
    first, second = add_to_roster(departure=coach, transfers=[road.letter(0), road.letter(1)], by=road.by, at=NOW)
    take_off(boarding=first, by=road.by, at=NOW)
    assert board(boarding=second, by=road.by, at=days(3)).seat == 1
    assert Boarding.objects.count() == 1
    with pytest.raises(Refusal, match=r"departure.aboard"):
        take_off(boarding=second, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"desk.not_allowed"):
        take_off(boarding=second, by=road.cast.actor("stranger"), at=days(3))
    assert verify()["ok"]


def test_who_gave_the_seat_away_stays_on_the_roster_for_the_record(road: Road) -> None:
    coach = road.coach(seats=1)
    first, second = add_to_roster(departure=coach, transfers=[road.letter(0), road.letter(1)], by=road.by, at=NOW)
    substitute(absent=miss(boarding=first, by=road.by, at=days(3)), waiting=second, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"audit.in_use"):
        take_off(boarding=first, by=road.by, at=days(3))
    assert Boarding.objects.count() == 2


def test_what_is_called_off_is_called_off_once_and_never_leaves(road: Road) -> None:
    coach = road.coach()
    add_to_roster(departure=coach, transfers=[road.letter(0)], by=road.by, at=NOW)
    assert cancel(departure=coach, by=road.by, at=NOW) == cancel(departure=coach, by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"lifecycle.not_allowed"):
        leave(departure=coach, by=road.by, at=days(3))
    again = road.coach(name="二号车")
    assert add_to_roster(departure=again, transfers=[coach.boardings.get().transfer], by=road.by, at=NOW)


def test_a_number_is_filled_in_later_and_not_changed_silently(road: Road) -> None:
    coach = road.coach()
    (one,) = add_to_roster(departure=coach, transfers=[road.letter(0)], by=road.by, at=NOW)
    hand_over(boardings=[one], item="insurance", by=road.by, at=NOW)
    for _twice in range(2):
        hand_over(boardings=[one], item="insurance", number="PA-1", by=road.by, at=NOW)
    assert Given.objects.get().number == "PA-1"
    with pytest.raises(Refusal, match=r"departure.numbered"):
        hand_over(boardings=[one], item="insurance", number="PA-2", by=road.by, at=NOW)


def test_a_tap_that_comes_again_after_the_coach_has_left_changes_nothing(road: Road) -> None:
    coach = road.coach(seats=1)
    first, second = add_to_roster(departure=coach, transfers=[road.letter(0), road.letter(1)], by=road.by, at=NOW)
    miss(boarding=first, by=road.by, at=days(3))
    substitute(absent=first, waiting=second, by=road.by, at=days(3))
    leave(departure=coach, by=road.by, at=days(3))
    for one in (first, second):
        one.refresh_from_db()
    assert miss(boarding=first, by=road.by, at=days(3)) == first
    assert substitute(absent=first, waiting=second, by=road.by, at=days(3)) == board(
        boarding=second, by=road.by, at=days(3)
    )
    with pytest.raises(Refusal, match=r"departure.state"):
        board(boarding=first, by=road.by, at=days(3))
