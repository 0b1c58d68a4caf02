"""No page asks the database more than twelve questions, however many rows it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shanhai.apps.accounts.models import User
from shanhai.apps.agreements.models import Agreement
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Employer, Position, SurveyRound
from shanhai.apps.exchange.models import Dispatch
from shanhai.apps.fairs.models import Fair, Intent
from shanhai.apps.imports.models import Import
from shanhai.apps.matches.models import Recommendation, Run, Unplaced
from shanhai.apps.outreach.models import Meeting
from shanhai.apps.placements.models import Departure, Group, Placement, Transfer
from shanhai.demo.build import Summary

MOST = 12
LISTS = ["/workers/", "/employers/", "/positions/", "/exchange/", "/notices/", "/fairs/", "/imports/", "/audit/", "/outreach/", "/agreements/", "/subsidies/", "/statistics/", "/bulletin/", "/transfers/", "/departures/", "/groups/", "/placements/", "/followups/", "/followups/2019-03/", "/followups/unknown/", "/publicity/", "/comparisons/", "/system/policies/", "/payouts/"]  # fmt: skip


def first(rows, place: str) -> str:  # type: ignore[no-untyped-def]
    return f"/{place}/{rows.values_list('pk', flat=True).first()}/"


def details() -> list[str]:
    return [
        f"/workers/{Intent.objects.values_list('worker', flat=True).first()}/",
        first(Employer.objects.listed(), "employers"),
        first(Position.objects, "positions"),
        first(Dispatch.objects, "exchange"),
        first(Fair.objects, "fairs"),
        first(Meeting.objects, "outreach"),
        first(Agreement.objects, "agreements"),
        first(Import.objects, "imports"),
        first(Transfer.objects.filter(state="started"), "transfers"),
        f"{first(Transfer.objects, 'transfers')}letter/",
        first(Group.objects, "groups"),
        first(Departure.objects.filter(state="planned"), "departures"),
        first(Departure.objects.filter(state="arrived"), "departures"),
        f"{first(Departure.objects, 'departures')}print/",
        first(Placement.objects.filter(attestations__isnull=False), "placements"),
        first(Placement.objects.exclude(ended_on=None), "placements"),
        f"/audit/{Entry.objects.filter(region='640402').values_list('pk', flat=True).first()}/",
    ]


def matching() -> list[str]:
    run = Run.objects.order_by("-number").values_list("pk", flat=True)[0]
    one = Recommendation.objects.filter(run=run).order_by("worker")[0]
    nobody = Unplaced.objects.filter(run=run).values_list("worker", flat=True)[0]
    pages = [
        "/match/",
        "/match/groups/",
        "/match/groups/?q=马",
        "/match/seats/",
        "/match/overrides/",
        f"/match/{run}/",
        f"/match/{run}/?look=yes&page=2",
        f"/match/{run}/unplaced/",
        f"/match/{run}/difference/",
    ]
    pages += [f"/match/{run}/check/", f"/match/{run}/calls/{one.position_id}/"]
    return [*pages, f"/match/{run}/{one.worker_id}/", f"/match/{run}/{nobody}/"]


@pytest.mark.parametrize("login", ["yuanzhou", "mawei", "sanying"])
def test_matching_asks_little(login: str, world: Summary) -> None:
    pages = [page for page in matching() if login == "yuanzhou" or (page.count("/") < 4 and "seats" not in page)]
    counted = {page: asked(login, page) for page in pages}
    assert {page: n for page, n in counted.items() if n > MOST} == {}


def asked(login: str, url: str) -> int:
    client = Client()
    client.force_login(User.objects.get(login=login))
    client.get("/about/help/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


@pytest.mark.parametrize("login", ["yuanzhou", "city-guyuan"])
def test_lists_and_details_ask_little(login: str, world: Summary) -> None:
    pages = [
        page
        for page in [*LISTS, *details()]
        if login == "yuanzhou" or not page.startswith(("/imports", "/statistics", "/followups", "/comparisons"))
    ]
    counted = {page: asked(login, page) for page in pages}
    assert {page: n for page, n in counted.items() if n > MOST} == {}


def test_the_receiving_side_s_own_pages_ask_little(world: Summary) -> None:
    """What only the office of the employers has: rounds, the form of a visit, arrears, wages, papers, its own positions."""
    busy = Employer.objects.filter(documents__isnull=False, surveys__isnull=False).distinct()
    pages = ["/visits/", "/arrears/", "/wages/", "/employers/", "/positions/", first(SurveyRound.objects, "visits")]
    pages += [first(busy, "employers"), f"{first(busy, 'employers')}visit/", f"{first(busy, 'employers')}papers/"]
    pages += [first(Position.objects.filter(intents__isnull=False), "positions")]
    counted = {page: asked("mawei", page) for page in pages}
    assert {page: n for page, n in counted.items() if n > MOST} == {}


def test_the_fair_and_the_task_page_do_not_grow_with_their_rows(world: Summary) -> None:
    fair = first(Fair.objects, "fairs")
    before = asked("yuanzhou", fair), asked("yuanzhou", "/tasks/")
    Intent.objects.filter(withdrawn_at=None, transfer=None).delete()
    assert before == (asked("yuanzhou", fair), asked("yuanzhou", "/tasks/"))
    assert before[0] <= 2 * MOST
    assert before[1] <= 41, "one query for each kind of task, however many there are"


def test_the_escort_s_page_and_those_of_a_village_ask_little(world: Summary) -> None:
    link = Departure.objects.filter(state="planned").values_list("link", flat=True)[0]
    counted = {login: asked(login, "/followups/2019-03/") for login in ("village", "station", "sanying", "mawei")}
    counted |= {f"{login} calls": asked(login, "/followups/") for login in ("village", "station", "sanying", "mawei")}
    counted["escort"] = asked("yuanzhou", f"/go/{link}/")
    assert {page: n for page, n in counted.items() if n > MOST} == {}
