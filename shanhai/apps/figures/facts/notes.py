"""What a careful reader should know about a number, worked out from the numbers themselves."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from shanhai.apps.figures.facts.definition import Value
from shanhai.apps.regions.models import Statistic


def notes(values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Cautions and, for external statistics, where each number comes from; in the active language."""
    found = cautions(values)
    for key, value in values.items():
        if value.figure.klass == "X" and not value.missing:
            found.setdefault(key, []).extend(_provenance(value))
    return found


def cautions(values: Mapping[str, Value]) -> dict[str, list[str]]:
    """What a reader could get wrong. Nothing is noted that the numbers do not show."""
    found = {
        "poverty_rate": _another_base(values),
        "wage_income": _total_not_per_head(values),
        "enquiries": [_("按键和纸表计的是人次，不是人数，不能和意向人数相除。")],
        "leaflets": [_("按份计，不代表看到的人数。")],
        "vouchers_printed": [_("这是印制的张数；发出和领用另计。")],
        "positions_offered": [_("这是名额之和；同一岗位招多人，按人数计。")],
        "subsidy_areas": _assumed(values),
    }
    return {key: lines for key, lines in found.items() if key in values and lines}


def _number(values: Mapping[str, Value], key: str) -> Decimal | None:
    value = values.get(key)
    return None if value is None or value.missing else Decimal(value.number)


def _another_base(values: Mapping[str, Value]) -> list[str]:
    poor, rate, residents = (_number(values, k) for k in ("poor_population", "poverty_rate", "resident_population"))
    if not (poor and rate and residents):
        return []
    per_resident = (poor * 100 / residents).quantize(Decimal("0.1"))
    if abs(per_resident - rate) < Decimal("0.2"):
        return []
    base = round(poor * 100 / rate)
    return [
        _("分母不是常住人口：贫困人口除以常住人口是 %(share)s%%，不是 %(rate)s%%。")
        % {"share": per_resident, "rate": rate.normalize()},
        _("由 %(rate)s%% 反推的分母约 %(base)s 人（推算，非官方），可能是农村户籍人口；报道未公布分母。")
        % {"rate": rate.normalize(), "base": f"{round(base, -3):,}"},
    ]


def _total_not_per_head(values: Mapping[str, Value]) -> list[str]:
    income, share = _number(values, "wage_income"), _number(values, "wage_share")
    if not (income and share):
        return []
    total = (income / share / 10**8).quantize(Decimal("0.01"))
    return [
        _("这是总量，不是人均；报道把总量和人均收入的占比写在一句里。"),
        _("总量除以占比，可支配收入总量约 %(total)s 亿元（推算，非官方）。") % {"total": total},
    ]


def _assumed(values: Mapping[str, Value]) -> list[str]:
    value = values.get("subsidy_areas")
    assumed = [row.label for row in value.rows if "假定" in row.label] if value else []
    if not assumed:
        return []
    return [
        _("其中 %(count)s 个报道没有点名，由本系统假定：%(names)s。")
        % {"count": len(assumed), "names": "、".join(assumed)}
    ]


def _provenance(value: Value) -> list[str]:
    row = Statistic.objects.get(pk=value.rows[0].key)
    lines = [_("外部填报：%(source)s，%(period)s 年。") % {"source": row.source_title, "period": row.period}]
    if row.checked_at is None:
        lines.append(_("还没有第二人复核。"))
    return lines
