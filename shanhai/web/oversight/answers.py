"""Figures and bulletins as data: the page's .json and the command's --json are these same dictionaries."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from shanhai.apps.figures.facts import compute
from shanhai.apps.figures.facts.definition import LANGS, Lang, Row, Scope, Value
from shanhai.apps.figures.facts.difference import differences, intact
from shanhai.apps.figures.facts.notes import notes
from shanhai.apps.figures.facts.sentences import plain, write
from shanhai.apps.figures.models import Bulletin
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to


def language(text: str) -> Lang:
    """One of our languages. Refuses `language.unknown`."""
    for lang in LANGS:
        if text.lower() == lang:
            return lang
    raise Refusal("language.unknown", given=text)


def number(value: Value) -> int | float | None:
    """The exact value as JSON has it: fen, persons, years; percent with its decimals. None where nothing is known."""
    if value.missing:
        return None
    return value.number if isinstance(value.number, int) else float(value.number)


def figure_answer(value: Value, *, lang: Lang, noted: list[str]) -> dict[str, Any]:
    """One figure as data. `rows` is how many records it counts."""
    figure = value.figure
    with translation.override(lang):
        return {
            "id": figure.id,
            "name": str(figure.name),
            "value": number(value),
            "unit": str(figure.unit),
            "display": value.display(lang),
            "class": figure.klass,
            "definition": f"{figure.meaning}；{figure.method}",
            "version": figure.version,
            "asof": value.scope.on.isoformat(),
            "rows": len(value.rows),
            "url": link_to("figures.figure", figure.id, query(value.scope)),
            "notes": noted,
        }


def query(scope: Scope) -> dict[str, str]:
    """What an address needs so that it opens the same value again."""
    return {"asof": scope.on.isoformat(), "pairing": scope.pairing.slug}


def row_answer(row: Row) -> dict[str, Any]:
    """One row behind a figure, as data."""
    whole = int(row.count)
    return {
        "label": row.label,
        "url": link_to(row.noun, row.key),
        "count": whole if whole == row.count else float(row.count),
    }


def bulletin_answer(bulletin: Bulletin, *, lang: Lang, values: Mapping[str, Value] | None = None) -> dict[str, Any]:
    """A bulletin as data: its figures as the records stand now, and what moved since it was frozen."""
    values = values or compute(Scope(pairing=bulletin.pairing, on=bulletin.as_of), bulletin.edition)
    with translation.override(lang):
        noted = notes(values)
    return {
        "slug": bulletin.slug,
        "title": bulletin.title,
        "asof": bulletin.as_of.isoformat(),
        "state": bulletin.state,
        "digest": bulletin.digest,
        "intact": intact(bulletin) if bulletin.digest else None,
        "differences": [{"id": d.figure, "was": d.was, "now": d.now} for d in differences(bulletin, values)],
        "figures": [figure_answer(value, lang=lang, noted=noted.get(key, [])) for key, value in values.items()],
        "text": plain(write(values, lang)),
    }
