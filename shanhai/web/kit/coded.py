"""Words that are data of a ledger, in the reader's language: what is handed out on the way, why spells end, clocks of the law."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanhai.apps.placements.facts.journeys import items, reasons
from shanhai.core.clocks import Clock
from shanhai.web.kit.templatetags.kit import day

ITEM: Final[Mapping[str, Any]] = {code: gettext_lazy(name) for code, name in items().items()}
ENDED_WHY: Final[Mapping[str, Any]] = {code: gettext_lazy(name) for code, name in reasons().items()}


def short(item: str) -> str:
    """What is handed out, without what stands in brackets."""
    return str(ITEM[item]).partition("（")[0].partition(" (")[0]


def law(clock: Clock) -> dict[str, str]:
    """A clock as it is told: what is due, under which law and article, and from when to when that version is in force."""
    facts = {"since": day(clock.since), "last": day(clock.until and clock.until - timedelta(days=1))}
    force = _("{since} – {last} 有效") if clock.until else _("{since} 起有效")
    return {
        "name": _(clock.name),
        "law": _("{law}{article}").format(law=_(clock.law), article=_(clock.article)),
        "force": force.format_map(facts),
    }
