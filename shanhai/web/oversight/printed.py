"""A bulletin on paper: the same sentences, the table of figures and the notes, as PDF or Word."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from shanhai.apps.figures.facts.definition import Lang, Value
from shanhai.apps.figures.facts.notes import cautions
from shanhai.apps.figures.facts.sentences import write
from shanhai.apps.figures.models import Bulletin
from shanhai.paper.document import Document, Heading, Notes, Paragraph, Run, Table


def document(bulletin: Bulletin, values: Mapping[str, Value], *, lang: Lang, demo: bool) -> Document:
    """Lay out one bulletin in one language."""
    with translation.override(lang):
        blocks: list[Heading | Paragraph | Table | Notes] = []
        for section in write(values, lang):
            blocks.append(Heading(section.heading))
            blocks += [
                Paragraph(tuple(Run(segment.text, strong=bool(segment.figure)) for segment in paragraph))
                for paragraph in section.paragraphs
            ]
        blocks.append(_table(values, lang))
        lines = [f"{values[key].figure.name}：{line}" for key, found in cautions(values).items() for line in found]
        blocks.append(Notes(tuple(lines)))
        return Document(
            title=_title(bulletin, lang),
            subtitle=_("数据截至 %(day)s") % {"day": bulletin.as_of.isoformat()},
            blocks=tuple(blocks),
            lang=lang,
            footer=_("摘要 %(digest)s") % {"digest": bulletin.digest[:16]} if bulletin.digest else "",
            notice=_("演示环境：人名、企业、金额都是编的，不是真实记录。") if demo else "",
        )


def _title(bulletin: Bulletin, lang: Lang) -> str:
    return bulletin.title if lang == "zh-hans" else f"{_('劳务协作工作简报')}　{bulletin.slug}"


def _table(values: Mapping[str, Value], lang: Lang) -> Table:
    """All figures, two side by side, so that a bulletin fits one sheet."""
    header = (_("指标"), _("数值"), _("准确值"), _("类别"))
    cells: list[tuple[str, str, str, str]] = [
        (str(v.figure.name), v.display(lang), v.exact, v.figure.klass) for v in values.values()
    ]
    if len(cells) % 2:
        cells.append(("", "", "", ""))
    half = len(cells) // 2
    rows = tuple((*left, *right) for left, right in zip(cells[:half], cells[half:], strict=True))
    return Table(caption=_("全部指标"), header=header * 2, rows=rows)
