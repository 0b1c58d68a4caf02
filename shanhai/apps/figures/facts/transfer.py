"""Figures of going and staying: counted from the first day of the pairing to the day asked, so that what is new is a difference of two days."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Change
from shanhai.apps.fairs.models import Booth
from shanhai.apps.figures.facts.definition import Figure, Row, Scope
from shanhai.apps.partners.models import Broker, Workstation
from shanhai.apps.placements.facts.staying import seen
from shanhai.apps.placements.models import Group, Placement, PlacementQuerySet, Transfer, TransferQuerySet
from shanhai.apps.subsidies.models import Paper
from shanhai.apps.vouchers.models import PrintRun
from shanhai.apps.workers.facts import poor_kinds
from shanhai.apps.workers.models import Household
from shanhai.core.months import whole_months

WHOLE_GROUP = 5  # people who left together; fewer are a party of friends


def _ways(scope: Scope) -> TransferQuerySet:
    return Transfer.objects.filter(pairing=scope.pairing).select_related("worker", "position__employer")


def _spells(scope: Scope) -> PlacementQuerySet:
    """Spells of people of the sending county, wherever they work."""
    ours = Placement.objects.filter(worker__region=scope.pairing.sending_id)
    return ours.select_related("worker", "employer", "transfer").order_by("started_on", "id")


def _each_person(ways: Iterable[Transfer]) -> list[Row]:
    people: dict[str, Row] = {}
    for one in ways:
        label = f"{one.worker.masked_name} → {one.position.employer.name}"
        people.setdefault(one.worker_id, Row("placements.transfer", one.pk, label, 1, person=True))
    return list(people.values())


def _spell_rows(spells: Iterable[Placement]) -> list[Row]:
    people: dict[str, Row] = {}
    for one in spells:
        label = f"{one.worker.masked_name} → {one.employer.name}"
        people.setdefault(one.worker_id, Row("placements.placement", one.pk, label, 1, person=True))
    return list(people.values())


def _departed(scope: Scope) -> Sequence[Row]:
    return _each_person(_ways(scope).departed(by=scope.on).order_by("departed_on", "id"))


def _arrived(scope: Scope) -> Sequence[Row]:
    return _each_person(_ways(scope).arrived(by=scope.on).order_by("reported_on", "id"))


def _contracted(scope: Scope) -> Sequence[Row]:
    agreed = _spells(scope).exclude(transfer__intent=None).filter(transfer__pairing=scope.pairing)
    return _spell_rows(agreed.filter(contract_on__lte=scope.on, started_on__lte=scope.on))


def _retained(months: int) -> Callable[[Scope], Sequence[Row]]:
    def rows(scope: Scope) -> Sequence[Row]:
        there = _spells(scope).filter(employer__region=scope.pairing.receiving_id)
        found = seen(there, on=scope.on)
        kept = {one.placement for one in found if whole_months(one.started_on, one.until) >= months}
        return _spell_rows(one for one in there if one.pk in kept)

    return rows


def _groups(scope: Scope) -> Sequence[Row]:
    gone = Count("members", filter=Q(members__departed_on__lte=scope.on))
    groups = Group.objects.filter(pairing=scope.pairing).annotate(gone=gone).filter(gone__gte=WHOLE_GROUP)
    return [Row("placements.group", one.pk, f"{one.name}（{one.__dict__['gone']}）", 1) for one in groups]


def _earners(scope: Scope) -> Sequence[Row]:
    poor = Household.objects.having(poor_kinds(), on=scope.on).filter(region=scope.pairing.sending_id)
    at_work = Placement.objects.standing(scope.on).values("worker__household")
    return [Row("workers.household", one.pk, one.number, 1) for one in poor.filter(pk__in=at_work).order_by("number")]


def _helped(where: str) -> Callable[[Scope], Sequence[Row]]:
    def rows(scope: Scope) -> Sequence[Row]:
        home, paired = scope.pairing.sending_id[:2], scope.pairing.receiving_id[:2]
        places = {home: "home", paired: "paired"}
        standing = _spells(scope).standing(scope.on)
        return _spell_rows(one for one in standing if places.get(one.there[:2], "elsewhere") == where)

    return rows


def _handed_out(scope: Scope) -> Sequence[Row]:
    given = Count("handouts", filter=Q(handouts__at__lte=scope.until))
    runs = PrintRun.objects.filter(delegation__pairing=scope.pairing).annotate(given=given).filter(given__gt=0)
    return [Row("vouchers.printrun", run.pk, run.lot, run.__dict__["given"]) for run in runs]


def _stations(scope: Scope) -> Sequence[Row]:
    found = Workstation.objects.filter(serves=scope.pairing.sending_id, founded_on__lte=scope.on)
    return [Row("partners.workstation", one.pk, one.name, 1) for one in found]


def _brokers(scope: Scope) -> Sequence[Row]:
    """A broker's row has no day of its own: it counts from the act that registered it."""
    known = Change.objects.filter(noun="partners.broker", verb="add", entry__at__lte=scope.until).values("key")
    found = Broker.objects.filter(region=scope.pairing.sending_id, pk__in=known)
    return [Row("partners.broker", one.pk, one.name, 1) for one in found]


def _trusted(scope: Scope) -> Sequence[Row]:
    there = Booth.objects.filter(
        delegation__pairing=scope.pairing, delegation__fair__held_on__range=scope.season, present=True,
        employer__grades__grade="A", employer__grades__year=scope.season[0].year - 1,
    ).select_related("employer")  # fmt: skip
    firms = sorted({(one.employer_id, one.employer.name) for one in there}, key=lambda pair: pair[1])
    return [Row("employers.employer", key, name, 1) for key, name in firms]


def _broker_papers(scope: Scope) -> Sequence[Row]:
    papers = Paper.objects.filter(issuer=scope.pairing.sending_id, subject="brokers")
    return [Row("subsidies.paper", paper.pk, paper.title, 1) for paper in papers]


TRANSFER = (
    Figure(
        id="departed", name=_("动身的人"), klass="R", unit=_("人"), shown="exact",
        meaning=_("签了意向书、上车动身的人，不管后来怎样"), method=_("结对以来，按人去重，出发那天在截止日前"), rows=_departed,
    ),
    Figure(
        id="arrived", name=_("报到的人"), klass="R", unit=_("人"), shown="exact",
        meaning=_("到了当地、有人看见来报到的人"), method=_("结对以来，按人去重，报到那天在截止日前"), rows=_arrived,
    ),
    Figure(
        id="intents_to_contract", name=_("意向变成合同"), klass="R", unit=_("人"), shown="exact",
        meaning=_("招聘会上给过意向、后来签了劳动合同的人"), method=_("有意向的转移里合同签订日在截止日前的，按人去重"), rows=_contracted,
    ),
    Figure(
        id="groups_transferred", name=_("成建制输转"), klass="R", unit=_("组"), shown="exact",
        meaning=_("一起去一家企业、至少五人动身的小组"), method=_("截止日前动身满五人的小组"), rows=_groups,
    ),
    Figure(
        id="retained_3m", name=_("在岗满三个月"), klass="R", unit=_("人"), shown="exact",
        meaning=_("在输入地同一家企业干满三个整月的人，后来离开的也算"),
        method=_("从上岗日到离岗日，没有离岗的算到最近一次知道他在岗的那天；不知道的不算"), rows=_retained(3),
    ),
    Figure(
        id="retained_6m", name=_("在岗满六个月"), klass="R", unit=_("人"), shown="exact",
        meaning=_("在输入地同一家企业干满六个整月的人，后来离开的也算"),
        method=_("从上岗日到离岗日，没有离岗的算到最近一次知道他在岗的那天；不知道的不算"), rows=_retained(6),
    ),
    Figure(
        id="poor_households_with_earner", name=_("有人就业的建档立卡户"), klass="R", unit=_("户"), shown="exact",
        meaning=_("截止日是建档立卡户、户里有人在岗的户"), method=_("户的状态和在岗的一段都在截止日成立"), rows=_earners,
    ),
    Figure(
        id="helped_paired_province", name=_("在结对省份就业"), klass="R", unit=_("人"), shown="exact",
        meaning=_("截止日在输入地所在省份在岗的人"), method=_("按干活的地方分：结对省份、本省、其他地方，一人只算一处"),
        rows=_helped("paired"),
    ),
    Figure(
        id="helped_home_province", name=_("在本省就业"), klass="R", unit=_("人"), shown="exact",
        meaning=_("截止日在输出地所在省份在岗的人"), method=_("按干活的地方分：结对省份、本省、其他地方，一人只算一处"),
        rows=_helped("home"),
    ),
    Figure(
        id="helped_elsewhere", name=_("在其他地方就业"), klass="R", unit=_("人"), shown="exact",
        meaning=_("截止日在其他省份在岗的人"), method=_("按干活的地方分：结对省份、本省、其他地方，一人只算一处"),
        rows=_helped("elsewhere"),
    ),
    Figure(
        id="vouchers_handed_out", name=_("发出的交通补贴券"), klass="R", unit=_("张"), shown="exact",
        meaning=_("发到本人名下的券；印了没发的不算"), method=_("每个号段里截止日前发出的张数"), rows=_handed_out,
    ),
    Figure(
        id="workstations", name=_("劳务工作站"), klass="R", unit=_("个"), shown="exact",
        meaning=_("为输出地服务的工作站，两地都算"), method=_("成立日在截止日前"), rows=_stations,
    ),
    Figure(
        id="brokers", name=_("劳务经纪人"), klass="R", unit=_("人"), shown="exact",
        meaning=_("输出地登记的劳务经纪人"), method=_("登记那天在截止日前"), rows=_brokers,
    ),
    Figure(
        id="trusted_employers_present", name=_("到场的诚信企业"), klass="R", unit=_("家"), shown="exact",
        meaning=_("随参会团到场、上一年诚信等级 A 的企业"), method=_("最近一届招聘会到场的摊位，按家去重"), rows=_trusted,
    ),
    Figure(
        id="broker_papers", name=_("扶持经纪人的文件"), klass="R", unit=_("份"), shown="exact",
        meaning=_("输出地出台的扶持劳务经纪人的文件"), method=_("政策文件里这一类的份数"), rows=_broker_papers,
    ),
)  # fmt: skip
