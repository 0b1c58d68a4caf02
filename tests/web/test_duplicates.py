"""One person once, on screen: found, compared, linked, taken apart; the other county's row stays unseen until both agree."""

import pytest
from django.test import Client

from shanhai.apps.identities import actions
from shanhai.apps.identities.models import Suspect
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.models import Worker
from tests.apps.test_identities import person
from tests.cast import NOW
from tests.web.conftest import SignIn, Stage

CANARY = "海金丝雀"


@pytest.fixture
def pair(stage: Stage) -> Suspect:
    by = stage.cast.actor("yuanzhou")
    enrol(people=[person(71, "苏军", home="Z1"), person(72, "苏君", home="Z1")], region=stage.cast.yuanzhou, by=by, at=NOW)  # fmt: skip
    actions.look_for(region="640402", by=by, at=NOW)
    return Suspect.objects.get()


@pytest.fixture
def across(stage: Stage) -> Suspect:
    by = stage.cast.actor("mawei")
    enrol(people=[person(81, CANARY, home="Z9")], region=stage.cast.yuanzhou, by=stage.cast.actor("yuanzhou"), at=NOW)
    enrol(people=[person(81, CANARY, unit="350105001", home="MW-7788")], region=stage.cast.mawei, by=by, at=NOW)
    actions.look_for(region="350105", by=by, at=NOW)
    return Suspect.objects.get()


def leaks(client: Client, pk: str) -> list[str]:
    """Where the row that Mawei registered shows to Yuanzhou."""
    pages = ("/duplicates/", f"/duplicates/{pk}/", "/duplicates.csv", "/duplicates.json", "/tasks/", "/audit/")
    return [path for path in pages if "MW-7788" in (said := client.get(path).content.decode()) or "350105" in said]


def test_two_rows_are_compared_linked_and_taken_apart(sign_in: SignIn, pair: Suspect) -> None:
    office, before = sign_in("yuanzhou"), Worker.objects.standing().count()
    assert "苏君" in office.get("/duplicates/?todo=yes").content.decode()
    assert "同音" in office.get(f"/duplicates/{pair.pk}/").content.decode()
    assert office.post(f"/duplicates/{pair.pk}/", {"do": "link"}).status_code == 422
    assert office.post(f"/duplicates/{pair.pk}/", {"do": "link", "keep": pair.a_id}).status_code == 302
    assert Worker.objects.standing().count() == before - 1
    assert pair.b_id in office.get(f"/workers/{pair.a_id}/").content.decode()
    assert office.post(f"/duplicates/{pair.pk}/", {"do": "separate", "why": "是两个人"}).status_code == 302
    assert Worker.objects.standing().count() == before


def test_the_other_county_is_not_seen_before_both_agree(sign_in: SignIn, across: Suspect) -> None:
    yuanzhou, mawei = sign_in("yuanzhou"), sign_in("mawei")
    assert "另一个县" in yuanzhou.get("/duplicates/").content.decode()
    assert leaks(yuanzhou, across.pk) == []
    assert "Z9" not in mawei.get(f"/duplicates/{across.pk}/").content.decode()
    yuanzhou.post(f"/duplicates/{across.pk}/", {"do": "compare"})
    assert leaks(yuanzhou, across.pk) == []
    mawei.post(f"/duplicates/{across.pk}/", {"do": "compare"})
    assert "MW-7788" in yuanzhou.get(f"/duplicates/{across.pk}/").content.decode()
    assert "Z9" in mawei.get(f"/duplicates/{across.pk}/").content.decode()


def test_a_page_that_shows_the_other_row_too_early_is_caught(
    sign_in: SignIn, across: Suspect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Suspect, "may_compare", lambda row: True)
    assert leaks(sign_in("yuanzhou"), across.pk) != []


def test_the_page_of_a_pair_is_for_those_who_decide(sign_in: SignIn, pair: Suspect) -> None:
    for login in ("stranger", "mawei", "zhangyi", "hr", "city-guyuan", "auditor"):
        assert sign_in(login).get(f"/duplicates/{pair.pk}/").status_code == 404, login
    assert sign_in("sanying").get(f"/duplicates/{pair.pk}/").status_code == 200


def test_lists_stay_within_their_queries(sign_in: SignIn, pair: Suspect, django_assert_max_num_queries: object) -> None:
    client = sign_in("yuanzhou")
    for path in ("/duplicates/", f"/duplicates/{pair.pk}/"):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            client.get(path)


def test_the_whole_roll_is_looked_over_from_the_page(sign_in: SignIn, pair: Suspect) -> None:
    assert sign_in("yuanzhou").post("/duplicates/").status_code == 302
    assert sign_in("sanying").post("/duplicates/").status_code == 403
