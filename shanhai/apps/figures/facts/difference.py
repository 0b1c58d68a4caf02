"""What a frozen bulletin said and what the records say now."""

from collections.abc import Mapping
from dataclasses import dataclass

from shanhai.apps.figures.facts.definition import Value
from shanhai.apps.figures.models import Bulletin
from shanhai.core.ledger import digest


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that moved since the freeze."""

    figure: str
    was: str
    now: str


def differences(bulletin: Bulletin, values: Mapping[str, Value]) -> list[Difference]:
    """Figures whose value is no longer the frozen one; empty for a draft."""
    return [
        Difference(key, frozen["value"], str(values[key].number))
        for key, frozen in bulletin.frozen.items()
        if key in values and frozen["value"] != str(values[key].number)
    ]


def intact(bulletin: Bulletin) -> bool:
    """Whether the frozen text and figures are still those the digest was taken of."""
    return bulletin.digest == digest([bulletin.slug, bulletin.as_of, bulletin.frozen, bulletin.text])
