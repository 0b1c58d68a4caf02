"""The report of 9 March 2018, lived through the public doors: pages and the command, from an empty installation to the corrected news.

Founding (regions, accounts, pairing, the demo's clock) is what an installer does. Everything after it goes through a page or `shanhai`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stories import bulletin, fair, mechanism, supply, talks, vacancies
from tests.stories.story import Story


@contextmanager
def chapter(name: str) -> Iterator[None]:
    """Say in which chapter something went wrong."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"chapter: {name}")
        raise


@pytest.mark.django_db
def test_the_report_can_be_lived_from_an_empty_installation_to_the_corrected_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story(folder=tmp_path, capsys=capsys)
    for tell in (
        mechanism.an_installer_founds_two_counties_and_pairs_them,
        mechanism.they_sign_an_agreement_and_issue_papers,
        supply.the_roll_comes_in_from_the_villages,
        supply.employers_are_surveyed_graded_and_listed,
        supply.positions_come_in_by_command_and_anybody_reads_them,
        vacancies.mawei_sends_its_positions_and_yuanzhou_answers,
        vacancies.one_position_changes_and_is_told_again,
        vacancies.a_notice_is_made_of_what_was_sent,
        fair.the_delegation_is_planned,
        fair.leaflets_answers_and_vouchers_are_prepared,
        fair.the_working_group_flies_on_the_lantern_festival,
        fair.the_fair_is_held,
        talks.they_meet_brief_and_talk,
        bulletin.numbers_of_others_are_entered_and_checked,
        bulletin.the_bulletin_says_what_the_report_says,
        bulletin.the_bulletin_is_frozen_and_published,
        bulletin.every_number_opens_the_records_it_counts,
        bulletin.one_person_takes_an_intent_back,
        bulletin.the_log_holds,
    ):
        with chapter(tell.__name__):
            tell(story)
