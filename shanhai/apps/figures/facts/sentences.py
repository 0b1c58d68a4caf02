"""The bulletin's sentences: templates with a slot for each figure, in three languages; no number is typed."""

import re
from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _plain
from django.utils.translation import gettext_lazy as _

from shanhai.apps.fairs.models import Fair
from shanhai.apps.figures.facts.definition import Lang, Value
from shanhai.apps.figures.facts.published import known
from shanhai.core.spelling import english_place

SECTIONS = (
    (
        _("一、底数"),
        (
            _("{sending}常住人口 {resident_population}，建档立卡贫困人口 {poor_population}，贫困发生率 {poverty_rate}，富余农村劳动力 {surplus_labour}。{income_year} 年工资收入 {wage_income}，工资收入占可支配收入 {wage_share}。"),
        ),
    ),
    (
        _("二、机制和政策"),
        (
            _("{receiving} {pairing_start_year} 年接力对口{sending}，其时{programme}已 {programme_years} 年；两地相距 {distance_km} 公里。{agreement_year} 年签订劳务协议，今年会谈在 {consensus_fields} 个领域达成共识。"),
            _("{receiving}出台 {policy_papers} 份协作文件，从 {subsidy_areas} 个方面给予补助。"),
        ),
    ),
    (
        _("三、招聘会"),
        (
            _("{fair_day}，{employers_present} 家诚信企业随参会团到场，提供区内 {employers_offering} 家企业 {positions_offered} 个岗位，发放宣传画页 {leaflets} 份，回应咨询 {enquiries}，印制交通补贴券 {vouchers_printed} 张，现场达成意向 {intents_on_site}。"),
        ),
    ),
    (
        _("四、宣讲和座谈"),
        (_("宣讲会到会 {townships_briefed} 个乡镇（街道）和 {agencies_briefed} 家职业中介、劳务派遣机构。"),),
    ),
    (
        _("一、动身和报到"),
        (
            _("结对以来，{sending}签意向书后动身 {departed} 人，到{receiving}报到 {arrived} 人，其中招聘会上给过意向、后来签了劳动合同的 {intents_to_contract} 人；成建制输转 {groups_transferred} 组。发出交通补贴券 {vouchers_handed_out} 张。"),
        ),
    ),
    (
        _("二、留任"),
        (
            _("在同一家企业干满三个月的 {retained_3m} 人，干满六个月的 {retained_6m} 人；不知道还在不在的人不算在内。"),
            _("现有 {poor_households_with_earner} 户建档立卡户有人在岗。"),
        ),
    ),
    (
        _("三、在哪里就业"),
        (_("现在岗的人，在结对省份 {helped_paired_province} 人，在本省 {helped_home_province} 人，在其他地方 {helped_elsewhere} 人。"),),
    ),
    (
        _("四、谁在帮忙"),
        (_("为{sending}服务的劳务工作站 {workstations} 个，登记的劳务经纪人 {brokers} 人，扶持经纪人的文件 {broker_papers} 份；最近一届招聘会到场的诚信企业 {trusted_employers_present} 家。"),),
    ),
)  # fmt: skip
NAMED = (_("闽宁协作"), _("原州区"), _("马尾区"))  # data that the sentences name, so that the catalogues hold them
SLOT = re.compile(r"\{([a-z0-9_]+)\}")


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
    """Write the bulletin in one language: the sections whose figures are all at hand."""
    with translation.override(lang):
        names = _names(values)
        return tuple(
            Section(str(heading), tuple(_fill(str(text), values, names, lang) for text in texts))
            for heading, texts in SECTIONS
            if all(slot in values or slot in names for text in texts for slot in SLOT.findall(str(text)))
        )


def plain(sections: Sequence[Section]) -> str:
    """The same as plain text."""
    parts = []
    for section in sections:
        parts.append(section.heading)
        parts += ["".join(segment.text for segment in paragraph) for paragraph in section.paragraphs]
    return "\n".join(parts)


def _fill(template: str, values: Mapping[str, Value], names: Mapping[str, str], lang: Lang) -> tuple[Segment, ...]:
    segments = []
    for index, piece in enumerate(SLOT.split(template)):
        if index % 2 and piece in names:
            segments.append(Segment(names[piece]))
        elif index % 2:
            segments.append(Segment(values[piece].display(lang), piece))
        elif piece:
            segments.append(Segment(piece))
    return tuple(segments)


def _names(values: Mapping[str, Value]) -> dict[str, str]:
    """What the sentences call places and days: from records too, so that the same sentences serve any pair."""
    scope = next(iter(values.values())).scope
    fair = (
        Fair.objects.filter(delegations__pairing=scope.pairing, held_on__range=scope.season).order_by("held_on").last()
    )
    income = known(scope, "wage_income")
    unknown = _plain("（未知）")
    return {
        "sending": _place(str(scope.pairing.sending)),
        "receiving": _place(str(scope.pairing.receiving)),
        "programme": _plain(scope.pairing.programme),
        "income_year": income.period if income else unknown,
        "fair_day": _day(fair.held_on) if fair else unknown,
    }


def _place(name: str) -> str:
    """A place as the language writes it; the catalogue knows the glyphs of the places we serve."""
    written = _plain(name)
    return english_place(name) if written == name and (translation.get_language() or "").startswith("en") else written


def _day(day: date) -> str:
    if (translation.get_language() or "").startswith("en"):
        return f"{day.day} {month_name[day.month]}"
    return f"{day.month} 月 {day.day} 日"
