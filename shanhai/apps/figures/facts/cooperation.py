"""Figures of the mechanism and the policy: pairing, agreement, minutes, papers, areas."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanhai.apps.agreements.models import Agreement
from shanhai.apps.figures.facts.definition import Figure, Row, Scope
from shanhai.apps.outreach.models import AgreedItem
from shanhai.apps.subsidies.models import Area, Paper


def _begun(scope: Scope) -> bool:
    """Whether the pairing had begun by the day; before it, nothing about it is known."""
    return scope.pairing.started_on <= scope.on


def _pairing(scope: Scope) -> Sequence[Row]:
    pairing = scope.pairing
    if not _begun(scope):
        return []
    before = f"（接 {pairing.predecessor.receiving}）" if pairing.predecessor else ""
    return [Row("regions.pairing", pairing.pk, f"{pairing}{before}", pairing.started_on.year)]


def _distance(scope: Scope) -> Sequence[Row]:
    return (
        [Row("regions.pairing", scope.pairing.pk, str(scope.pairing), scope.pairing.distance_km)]
        if _begun(scope)
        else []
    )


def _programme(scope: Scope) -> Sequence[Row]:
    pairing = scope.pairing
    if not _begun(scope):
        return []
    return [
        Row("regions.pairing", pairing.pk, f"{pairing} {pairing.started_on.year}", pairing.started_on.year),
        Row("regions.pairing", pairing.pk, f"{pairing.programme} {pairing.programme_since}", -pairing.programme_since),
    ]


def _agreement(scope: Scope) -> Sequence[Row]:
    newest = Agreement.objects.filter(pairing=scope.pairing, signed_year__lte=scope.on.year).first()
    return [Row("agreements.agreement", newest.pk, newest.title, newest.signed_year)] if newest else []


def _fields(scope: Scope) -> Sequence[Row]:
    items = AgreedItem.objects.filter(
        minutes__meeting__pairing=scope.pairing,
        minutes__meeting__held_on__range=scope.season,
        minutes__sending_confirmed_at__lte=scope.until,
        minutes__receiving_confirmed_at__lte=scope.until,
    )
    return [Row("outreach.agreeditem", item.pk, item.field, 1) for item in items]


def _papers(scope: Scope) -> Sequence[Row]:
    papers = Paper.objects.filter(issuer=scope.pairing.receiving_id, subject="cooperation")
    return [Row("subsidies.paper", paper.pk, paper.title, 1) for paper in papers]


def _areas(scope: Scope) -> Sequence[Row]:
    areas = Area.objects.filter(issuer=scope.pairing.receiving_id)
    return [Row("subsidies.area", area.pk, area.name + ("（假定）" if area.assumed else ""), 1) for area in areas]


COOPERATION = (
    Figure(
        id="pairing_start_year", name=_("结对起始年"), klass="D", unit=_("年"), shown="year", reported="2016",
        meaning=_("现结对开始（接力）的年份"), method=_("取结对记录的起始年"), rows=_pairing,
    ),
    Figure(
        id="agreement_year", name=_("协议签订年"), klass="D", unit=_("年"), shown="year", reported="2017",
        meaning=_("最近一份劳务协作协议的签订年份"), method=_("取截止年及以前最近一份协议的年份"), rows=_agreement,
    ),
    Figure(
        id="consensus_fields", name=_("达成共识的领域"), klass="R", unit=_("个"), shown="exact", reported="4",
        meaning=_("会谈纪要里双方都已确认的商定事项"), method=_("最近一届招聘会那年起纪要的商定事项，双方确认后才计"), rows=_fields,
    ),
    Figure(
        id="policy_papers", name=_("协作政策文件"), klass="R", unit=_("份"), shown="exact", reported="2",
        meaning=_("输入地为劳务协作出台的文件"), method=_("发文机关为输入地、主题为劳务协作的文件"), rows=_papers,
    ),
    Figure(
        id="subsidy_areas", name=_("补贴方面"), klass="R", unit=_("个"), shown="exact", reported="7",
        meaning=_("输入地给予补助的方面，报道点名五个，另两个为假定"), method=_("发文机关为输入地的补贴方面"), rows=_areas,
    ),
    Figure(
        id="distance_km", name=_("两地距离"), klass="D", unit=_("公里"), shown="exact", reported="2000",
        meaning=_("两地间的大致距离"), method=_("取结对记录的距离"), rows=_distance,
    ),
    Figure(
        id="programme_years", name=_("协作年头"), klass="D", unit=_("年"), shown="exact", reported="20",
        meaning=_("接力那年闽宁协作的年头"), method=_("结对起始年减去协作起始年"), rows=_programme,
    ),
)  # fmt: skip
