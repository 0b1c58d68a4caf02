"""The log speaks in words: no act, noun, column or fact of the whole spring shows the name it has in the program."""

import re

from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.models import Change, Entry
from shanhai.demo.build import Summary
from shanhai.web.kit.acts import act, noun, told

RAW = re.compile(r"^[a-z_.]+$")


def test_every_act_noun_and_column_of_the_spring_has_words(world: Summary) -> None:
    said = {str(act(action)) for action in Entry.objects.values_list("action", flat=True).distinct()}
    said |= {str(noun(one)) for one in Change.objects.values_list("noun", flat=True).distinct()}
    said |= {str(line["column"]) for change in Change.objects.filter(verb="change") for line in told(change)}
    assert {words for words in said if RAW.match(words)} == set()


def test_every_fact_of_an_act_has_words(world: Summary) -> None:
    client = Client()
    asked: dict[tuple[str, ...], Entry] = {}
    for entry in Entry.objects.exclude(facts={}).filter(region__in=("640402", "350105")):
        asked.setdefault((entry.action, entry.region), entry)
    assert len(asked) > 5
    for entry in asked.values():
        client.force_login(User.objects.get(login="yuanzhou" if entry.region == "640402" else "mawei"))
        page = client.get(f"/audit/{entry.number}/").content.decode()
        terms = re.findall(r"<dt>([^<]*)</dt>", page)
        assert terms and [term for term in terms if RAW.match(term)] == [], entry.action


def test_a_refused_act_says_what_was_asked_and_why_not(world: Summary) -> None:
    entry = Entry.objects.filter(action="refused", facts__code="intent.under_age")[0]
    client = Client()
    client.force_login(User.objects.get(login="yuanzhou" if entry.region == "640402" else "mawei"))
    page = client.get(f"/audit/{entry.number}/").content.decode()
    assert "没办成" in page and "intent.under_age" not in page and "intent.take" not in page
