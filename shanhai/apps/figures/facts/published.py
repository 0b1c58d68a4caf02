"""Class X: six statistics that others published about the sending region. No figure of these is computed here."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from shanhai.apps.figures.facts.definition import Figure, Row, Scope, Shown
from shanhai.apps.regions.models import Statistic


def known(scope: Scope, indicator: str) -> Statistic | None:
    """The newest statistic of an indicator that had been entered by the day."""
    return Statistic.objects.known(region=scope.pairing.sending_id, indicator=indicator, on=scope.on).first()


def _rows(indicator: str) -> Callable[[Scope], Sequence[Row]]:
    def rows(scope: Scope) -> Sequence[Row]:
        found = known(scope, indicator)
        if found is None:
            return []
        return [Row("regions.statistic", found.pk, f"{found.period} · {found.source_title}", found.value)]

    return rows


def _published(id: str, name: object, unit: object, shown: Shown, meaning: object, reported: str) -> Figure:
    return Figure(
        id=id,
        name=name,  # type: ignore[arg-type]
        klass="X",
        unit=unit,  # type: ignore[arg-type]
        shown=shown,
        meaning=meaning,  # type: ignore[arg-type]
        method=_("外部统计：取截止日前已录入的最新一期，注明来源、录入人和复核人"),
        rows=_rows(id),
        reported=reported,
    )


PUBLISHED = (
    _published("resident_population", _("常住人口"), _("人"), "wan", _("输出地年末常住人口"), "44万"),
    _published(
        "poor_population", _("建档立卡贫困人口"), _("人"), "wan", _("输出地建档立卡贫困人口，报道时点"), "2.9万"
    ),
    _published(
        "poverty_rate", _("贫困发生率"), "%", "percent", _("贫困人口占农村户籍人口的比例，报道未给分母"), "10.2%"
    ),
    _published("surplus_labour", _("富余农村劳动力"), _("人"), "wan", _("输出地可转移的农村劳动力存量"), "16.4万"),
    _published("wage_income", _("工资收入"), _("元"), "yi_yuan", _("农民工资性收入总量（2017 年）"), "12.84亿元"),
    _published("wage_share", _("工资收入占比"), "%", "percent", _("工资性收入占农民人均可支配收入的比例"), "46%"),
)
