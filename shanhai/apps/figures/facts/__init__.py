"""Every figure by its id, in the order in which the report states them."""

from shanhai.apps.figures.facts.briefing import BRIEFING
from shanhai.apps.figures.facts.cooperation import COOPERATION
from shanhai.apps.figures.facts.definition import Figure, Scope, Value
from shanhai.apps.figures.facts.fair import FAIR
from shanhai.apps.figures.facts.published import PUBLISHED
from shanhai.core.refusal import Refusal

FIGURES: dict[str, Figure] = {figure.id: figure for figure in (*PUBLISHED, *COOPERATION, *FAIR, *BRIEFING)}


def figure(id: str) -> Figure:
    """The definition of a figure. Refuses `figure.unknown`."""
    if id not in FIGURES:
        raise Refusal("figure.unknown", id=id)
    return FIGURES[id]


def compute(scope: Scope) -> dict[str, Value]:
    """Every figure at one scope."""
    return {key: definition.at(scope) for key, definition in FIGURES.items()}
