"""The life of a bulletin: draft, freeze with text and digest, publish as news. A frozen one is never rewritten."""

from dataclasses import dataclass
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.figures.facts import EDITIONS, compute
from shanhai.apps.figures.facts.definition import LANGS, Scope
from shanhai.apps.figures.facts.report import check
from shanhai.apps.figures.facts.sentences import plain, write
from shanhai.apps.figures.models import BULLETIN_LIFE, Bulletin, ReportLayout
from shanhai.apps.regions.models import Pairing, Region, Statistic
from shanhai.core.desk import Actor, Power
from shanhai.core.ledger import digest
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """How the news page names its makers."""

    headline: str
    source: str
    author: str
    editor: str


@settled
def draft(
    *, pairing: Pairing, slug: str, title: str, as_of: date, edition: str = "report", by: Actor, at: datetime
) -> Bulletin:
    """Open a bulletin. The same slug, title and day again is the same bulletin; else the slug is taken: `bulletin.slug_taken`.

    Refuses `bulletin.edition`: no such set of figures.
    """
    by.require(Power.EDIT_BULLETIN, owners=pairing.owners)
    if edition not in EDITIONS:
        raise Refusal("bulletin.edition", given=edition)
    known = Bulletin.objects.filter(slug=slug).first()
    if known is not None:
        if (known.pairing_id, known.title, known.as_of, known.edition) != (pairing.pk, title, as_of, edition):
            raise Refusal("bulletin.slug_taken", slug=slug)
        return known
    with writing("bulletin.draft", by=by, at=at) as pen:
        return pen.add(Bulletin(pairing=pairing, slug=slug, title=title, as_of=as_of, edition=edition))


def freeze(*, bulletin: Bulletin, by: Actor, at: datetime) -> Bulletin:
    """Fix every figure and sentence as they are, with a digest over both.

    Refuses `bulletin.unchecked` while a statistic it uses has not been checked by a second person.
    """
    by.require(Power.EDIT_BULLETIN, owners=bulletin.pairing.owners)
    state = BULLETIN_LIFE.after(bulletin.state, "freeze")
    values = compute(Scope(pairing=bulletin.pairing, on=bulletin.as_of), bulletin.edition)
    used = [row.key for value in values.values() if value.figure.klass == "X" for row in value.rows]
    unchecked = Statistic.objects.filter(pk__in=used, checked_at=None).values_list("indicator", flat=True)
    if unchecked:
        raise Refusal("bulletin.unchecked", indicators=sorted(unchecked))
    frozen = {
        key: {
            "value": str(value.number),
            "display": {lang: value.display(lang) for lang in LANGS},
            "version": value.figure.version,
            "digest": value.digest,
        }
        for key, value in values.items()
    }
    text = {lang: plain(write(values, lang)) for lang in LANGS}
    with writing("bulletin.freeze", by=by, at=at, about=bulletin) as pen:
        pen.facts["digest"] = bound = digest([bulletin.slug, bulletin.as_of, frozen, text])
        return pen.change(bulletin, state=state, frozen_at=at, frozen=frozen, text=text, digest=bound)


def publish(*, bulletin: Bulletin, byline: Byline, by: Actor, at: datetime) -> Bulletin:
    """Publish a frozen bulletin as a news page."""
    by.require(Power.EDIT_BULLETIN, owners=bulletin.pairing.owners)
    state = BULLETIN_LIFE.after(bulletin.state, "publish")
    with writing("bulletin.publish", by=by, at=at, about=bulletin) as pen:
        return pen.change(
            bulletin, state=state, published_at=at, headline=byline.headline, source=byline.source, author=byline.author,
            editor=byline.editor,
        )  # fmt: skip


@settled
def keep_layout(*, region: Region, name: str, filename: str, content: bytes, by: Actor, at: datetime) -> ReportLayout:
    """Keep the workbook a superior asks for; the same name again brings it to what is now sent. The same file twice is once.

    Refuses report.name, and report.layout, report.figure, report.empty as `check` does.
    """
    by.require(Power.EDIT_BULLETIN, owners=frozenset({region.code}))
    if not name.strip():
        raise Refusal("report.name")
    check(content)
    stated = {"filename": filename[-80:], "content": content, "kept_by": by.login, "kept_at": at}
    with writing("report.layout", by=by, at=at) as pen:
        known = ReportLayout.objects.filter(region=region, name=name.strip()).first()
        if known is not None:
            same = bytes(known.content) == content
            return known if same else pen.change(known, **stated)
        return pen.add(ReportLayout(region=region, name=name.strip(), **stated))


def drop_layout(*, layout: ReportLayout, by: Actor, at: datetime) -> None:
    """Take a layout away; reports made from it are in nobody's way."""
    by.require(Power.EDIT_BULLETIN, owners=frozenset({layout.region_id}))
    with writing("report.layout_drop", by=by, at=at) as pen:
        pen.remove(layout)
