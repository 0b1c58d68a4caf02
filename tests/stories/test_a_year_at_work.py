"""One worker's year and one group's journey, as the people of the demo see them: through pages, each from an own seat."""

import re
from datetime import date

from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.facts import verify
from shanhai.apps.placements.facts.staying import stretches, words
from shanhai.apps.placements.models import Boarding, Departure, Group, Placement
from shanhai.core.attest import settle
from shanhai.core.months import consecutive_months, cumulative_months
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY


class Seat:
    """Somebody at a seat, reading and pressing."""

    def __init__(self, login: str) -> None:
        self.browser = Client()
        if login:
            self.browser.force_login(User.objects.get(login=login))

    def read(self, path: str) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def press(self, path: str, **typed: str) -> str:
        answer = self.browser.post(path, typed, follow=True)
        assert answer.status_code == 200, (path, typed, answer.content.decode()[-2000:])
        return answer.content.decode()


def test_one_workers_year(world: Summary) -> None:
    """A letter in March, work for some months, another employer, and still there a year later."""
    again = Placement.objects.filter(transfer__intent=None, transfer__group=None, ended_on=None).exclude(transfer=None)[
        0
    ]
    first = Placement.objects.filter(worker=again.worker, started_on__lt=again.started_on).get()
    assert (first.after, first.ended_on is not None, first.employer_id != again.employer_id) == ("moved", True, True)
    yuanzhou, station, hr = Seat("yuanzhou"), Seat("station"), Seat("hr")

    # the way there: letter, train, arrival, first day, each with its day
    way = yuanzhou.read(f"/transfers/{first.transfer_id}/")
    assert "2018" in way and "意向书" in way and "报到" in way

    # the first spell: clocks with their law, the months with three sources, why it ended
    spell = station.read(f"/placements/{first.pk}/")
    assert "劳动合同法" in spell and "第十条" in spell and "社会保险法" in spell
    said = words(first, by=TODAY)
    assert said and any(settle(one).worked for one in said.values()), "two of three attest a month of it"

    # months count on over both spells, as of today, and only as far as anybody knows
    found = stretches(first.worker_id, on=TODAY)
    assert cumulative_months(found) >= 8 > consecutive_months(found) or consecutive_months(found, gap=60) >= 8

    # the year goes on: the station asks, notes trouble, and the next call is three days away
    page = station.press(
        f"/do/contact.note/?about={again.pk}",
        on=TODAY.isoformat(),
        kind="call",
        outcome="trouble",
        told="self",
        note="宿舍漏水",
    )
    assert "宿舍漏水" in page or "宿舍漏水" in station.read(f"/placements/{again.pk}/")
    again.refresh_from_db()
    assert again.next_on == date(2019, 4, 3)
    assert "宿舍漏水" not in hr.browser.get(f"/placements/{again.pk}/").content.decode(), (
        "no employer reads what people say"
    )
    assert Seat("stranger").browser.get(f"/placements/{again.pk}/").status_code == 404
    assert verify()["ok"]


def test_one_groups_journey(world: Summary) -> None:
    """Eight of 三营 went by one coach and all are there a year later; nine more are called up for April on a phone."""
    group = Group.objects.get(name="三营针织班（示例）")
    agency, escort, yuanzhou = Seat("agency"), Seat(""), Seat("yuanzhou")
    page = agency.read(f"/groups/{group.pk}/")
    assert page.count("/transfers/") >= 8 or page.count("<tr>") >= 8, "whoever brought them sees how they fare"
    spells = Placement.objects.filter(transfer__group=group)
    assert spells.count() == 8 and not spells.exclude(ended_on=None).exists(), "the group stays"
    assert "成建制" in yuanzhou.read("/staying/?by=channel")

    # the coach of April: the escort opens the link on a phone, calls the roll, one goes instead
    coach = Departure.objects.get(state="planned")
    link = f"/go/{coach.link}/"
    page = escort.read(link)
    assert "来了" in page and not re.search(r"1\d{10}", page), "names and seats, no phone numbers"
    listed = list(Boarding.objects.filter(departure=coach).order_by("seat"))
    seated, waiting = [one for one in listed if one.seat], [one for one in listed if not one.seat]
    assert len(waiting) == 1
    escort.press(link, tap=f"miss:{seated[0].pk}")
    escort.press(link, tap=f"substitute:{seated[0].pk}:{waiting[0].pk}")
    for one in seated[1:]:
        escort.press(link, tap=f"board:{one.pk}")
    states = sorted(Boarding.objects.filter(departure=coach).values_list("state", flat=True))
    assert states == ["aboard"] * 6 + ["absent"]
    assert Boarding.objects.get(pk=waiting[0].pk).instead_of_id == seated[0].pk

    # it cannot leave before its day; the roster prints with a box for each to sign
    refused = yuanzhou.browser.post(f"/departures/{coach.pk}/", {"verb": "leave"})
    assert (
        refused.status_code == 422 and "4 月 2 日" in refused.content.decode()
    ) or "2019-04-02" in refused.content.decode()
    assert "签" in yuanzhou.read(f"/departures/{coach.pk}/print/")
    assert verify()["ok"]
