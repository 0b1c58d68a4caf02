"""`bulletin SLUG` and `figure ID`: the numbers from outside, the same as on the pages."""

import argparse
import sys

from django.template.loader import render_to_string
from django.utils import translation

from shanhai.apps.accounts.facts import desk_of
from shanhai.apps.accounts.models import User
from shanhai.apps.figures.facts import compute, edition_of, figure
from shanhai.apps.figures.facts.definition import LANGS, Scope
from shanhai.apps.figures.facts.notes import notes
from shanhai.apps.figures.facts.sentences import plain, write
from shanhai.apps.figures.models import Bulletin
from shanhai.apps.regions.models import Pairing
from shanhai.cli.main import Answer, Words
from shanhai.core.dates import parse_day
from shanhai.core.refusal import Refusal
from shanhai.paper.docx import docx
from shanhai.paper.pdf import pdf
from shanhai.web.kit.clock import today, world
from shanhai.web.oversight.answers import bulletin_answer, figure_answer, language, row_answer
from shanhai.web.oversight.printed import document


def register(words: Words) -> None:
    """Add the figure words."""
    parser = words.add("bulletin", run_bulletin, "print a bulletin")
    parser.add_argument("slug")
    parser.add_argument("--lang", default="zh-hans", choices=LANGS)
    parser.add_argument("--format", default="text", choices=["text", "json", "html", "pdf", "docx"])
    parser = words.add("figure", run_figure, "print one figure and its definition")
    parser.add_argument("id")
    parser.add_argument("--asof", default="")
    parser.add_argument("--pairing", default="")
    parser.add_argument("--rows", action="store_true")


def run_bulletin(arguments: argparse.Namespace) -> Answer:
    """Print one bulletin in a language and format; PDF and Word go to standard output as they are."""
    row = (
        Bulletin.objects.select_related("pairing__sending", "pairing__receiving", "pairing__predecessor__receiving")
        .filter(slug=arguments.slug)
        .first()
    )
    if row is None or (arguments.login and row.pairing_id not in _desk_pairings(arguments.login)):
        raise Refusal("bulletin.unknown", slug=arguments.slug)
    lang = language(arguments.lang)
    values = compute(Scope(pairing=row.pairing, on=row.as_of), row.edition)
    if arguments.json or arguments.format == "json":
        arguments.json = True
        return 0, bulletin_answer(row, lang=lang, values=values), ""
    if arguments.format in {"pdf", "docx"}:
        laid_out = document(row, values, lang=lang, demo=world().demo)
        sys.stdout.buffer.write(pdf(laid_out) if arguments.format == "pdf" else docx(laid_out))
        sys.stdout.flush()
        return 0, {}, ""
    sections = write(values, lang)
    if arguments.format == "html":
        return 0, {}, _html(sections)
    return 0, {}, plain(sections)


def _html(sections: object) -> str:
    return render_to_string("oversight/plain.html", {"sections": sections})


def _desk_pairings(login: str) -> frozenset[str]:
    user = User.objects.filter(login=login).first()
    if user is None:
        raise Refusal("account.unknown", login=login)
    return desk_of(user, on=today()).pairings


def run_figure(arguments: argparse.Namespace) -> Answer:
    """Print one figure; `--rows` adds the rows whose counts sum to it."""
    rows = Pairing.objects.in_force(today()).select_related("sending", "receiving", "predecessor__receiving")
    if arguments.pairing:
        receiving, _dash, sending = arguments.pairing.partition("-")
        rows = rows.filter(receiving=receiving, sending=sending)
    if arguments.login:
        rows = rows.filter(pk__in=_desk_pairings(arguments.login))
    pairing = rows.first()
    if pairing is None:
        raise Refusal("pairing.unknown", given=arguments.pairing)
    definition = figure(arguments.id)
    scope = Scope(pairing=pairing, on=parse_day(arguments.asof) if arguments.asof else today())
    values = compute(scope, edition_of(definition.id))
    value = values[definition.id]
    with translation.override("zh-hans"):
        noted = notes(values).get(definition.id, [])
    answer = figure_answer(value, lang="zh-hans", noted=noted)
    if arguments.rows:
        answer["rows"] = [row_answer(row) for row in value.rows]
    text = "\n".join([f"{definition.name}  {answer['display']}", answer["definition"], *noted])
    return 0, answer, text
