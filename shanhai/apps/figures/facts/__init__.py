"""Every figure by its id, in the order in which the report states them."""

from shanhai.apps.figures.facts.briefing import BRIEFING
from shanhai.apps.figures.facts.cooperation import COOPERATION
from shanhai.apps.figures.facts.definition import Figure, Scope, Value
from shanhai.apps.figures.facts.fair import FAIR
from shanhai.apps.figures.facts.published import PUBLISHED
from shanhai.apps.figures.facts.subsidies import SUBSIDIES
from shanhai.apps.figures.facts.transfer import TRANSFER
from shanhai.core.refusal import Refusal

REPORT = (*PUBLISHED, *COOPERATION, *FAIR, *BRIEFING)
FIGURES: dict[str, Figure] = {figure.id: figure for figure in (*REPORT, *TRANSFER, *SUBSIDIES)}
EDITIONS: dict[str, tuple[str, ...]] = {
    "report": tuple(figure.id for figure in REPORT),
    "transfer": tuple(figure.id for figure in (*TRANSFER, *SUBSIDIES)),
}  # which figures a bulletin states


def figure(id: str) -> Figure:
    """The definition of a figure. Refuses `figure.unknown`."""
    if id not in FIGURES:
        raise Refusal("figure.unknown", id=id)
    return FIGURES[id]


def compute(scope: Scope, edition: str) -> dict[str, Value]:
    """Every figure of one edition at one scope."""
    return {key: FIGURES[key].at(scope) for key in EDITIONS[edition]}


def everything(scope: Scope) -> dict[str, Value]:
    """Every figure of every edition at one scope."""
    return {key: value for edition in EDITIONS for key, value in compute(scope, edition).items()}


def edition_of(id: str) -> str:
    """The edition a figure is stated in. Refuses `figure.unknown`."""
    return next(name for name, ids in EDITIONS.items() if figure(id).id in ids)
