"""From a figure to its rows: a link that a page shows can be followed by whoever is shown it."""

import re

import pytest
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.figures.facts import FIGURES
from shanhai.demo.build import Summary

HREF = re.compile(
    r'href="(/(?:evidence|employers|fairs|outreach|statistics|subsidies|agreements|positions|workers)/[^"#?]+)'
)
SEATS = ("yuanzhou", "sanying", "finance-yuanzhou", "finance-mawei", "auditor", "leader", "city-guyuan", "city-fuzhou")


def astray(login: str) -> list[tuple[str, str]]:
    """Links behind figures that lead a seat nowhere; a figure's first rows of each kind are enough."""
    desk = Client()
    desk.force_login(User.objects.get(login=login))
    found = []
    for figure in FIGURES:
        page = desk.get(f"/figures/{figure}/")
        assert page.status_code == 200, figure
        kinds = {re.sub("[0-9A-Z]{12}", "", link): link for link in HREF.findall(page.content.decode())}
        found += [(figure, link) for link in kinds.values() if desk.get(link, follow=True).status_code != 200]
    return found


@pytest.mark.parametrize("login", SEATS)
def test_evidence_behind_a_figure_is_found_by_whoever_sees_the_link(world: Summary, login: str) -> None:
    assert astray(login) == []


def test_a_link_to_a_page_one_may_not_read_is_caught(world: Summary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanhai.web.oversight.figures._READ_THERE", {})
    assert {figure for figure, _link in astray("finance-mawei")} >= {"enquiries", "vouchers_printed"}
