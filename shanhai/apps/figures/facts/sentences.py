"""The bulletin's sentences: templates with a slot for each figure, in three languages; no number is typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shanhai.apps.figures.facts.definition import Lang, Value

SECTIONS = (
    (
        _("一、底数"),
        (
            _("原州区常住人口 {resident_population}，建档立卡贫困人口 {poor_population}，贫困发生率 {poverty_rate}，富余农村劳动力 {surplus_labour}。2017 年工资收入 {wage_income}，工资收入占可支配收入 {wage_share}。"),
        ),
    ),
    (
        _("二、机制和政策"),
        (
            _("马尾区 {pairing_start_year} 年接力对口原州区，其时闽宁协作已 {programme_years} 年；两地相距 {distance_km} 公里。{agreement_year} 年签订劳务协议，今年会谈在 {consensus_fields} 个领域达成共识。"),
            _("马尾区出台 {policy_papers} 份协作文件，从 {subsidy_areas} 个方面给予补助。"),
        ),
    ),
    (
        _("三、招聘会"),
        (
            _("3 月 3 日，{employers_present} 家诚信企业随参会团到场，提供区内 {employers_offering} 家企业 {positions_offered} 个岗位，发放宣传画页 {leaflets} 份，回应咨询 {enquiries}，印制交通补贴券 {vouchers_printed} 张，现场达成意向 {intents_on_site}。"),
        ),
    ),
    (
        _("四、宣讲和座谈"),
        (_("宣讲会到会 {townships_briefed} 个乡镇（街道）和 {agencies_briefed} 家职业中介、劳务派遣机构。"),),
    ),
)  # fmt: skip
SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `figure` names the figure it is the value of, or is empty."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its paragraphs."""

    heading: str
    paragraphs: tuple[tuple[Segment, ...], ...]


def write(values: Mapping[str, Value], lang: Lang) -> tuple[Section, ...]:
    """Write the bulletin in one language."""
    with translation.override(lang):
        return tuple(
            Section(str(heading), tuple(_fill(str(text), values, lang) for text in texts))
            for heading, texts in SECTIONS
        )


def plain(sections: Sequence[Section]) -> str:
    """The same as plain text."""
    parts = []
    for section in sections:
        parts.append(section.heading)
        parts += ["".join(segment.text for segment in paragraph) for paragraph in section.paragraphs]
    return "\n".join(parts)


def _fill(template: str, values: Mapping[str, Value], lang: Lang) -> tuple[Segment, ...]:
    pieces = SLOT.split(template)
    segments = []
    for index, piece in enumerate(pieces):
        if index % 2:
            segments.append(Segment(values[piece].display(lang), piece))
        elif piece:
            segments.append(Segment(piece))
    return tuple(segments)
