"""Figures of the fair: who was there, what was offered, how often somebody asked, who agreed to go."""

from collections.abc import Iterable, Sequence

from django.db.models import F, Sum
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from shanhai.apps.fairs.models import Booth, Enquiry, Intent, IntentQuerySet, SeatOffer
from shanhai.apps.figures.facts.definition import Figure, Row, Scope, Step
from shanhai.apps.outreach.models import LeafletRun
from shanhai.apps.vouchers.models import PrintRun


def _present(scope: Scope) -> Sequence[Row]:
    booths = Booth.objects.filter(
        delegation__pairing=scope.pairing, delegation__fair__held_on__range=scope.season, present=True
    ).select_related("employer")
    return [Row("employers.employer", key, name, 1) for key, name in _distinct(booths)]


def _distinct(booths: Iterable[Booth]) -> list[tuple[str, str]]:
    return sorted({(b.employer_id, b.employer.name) for b in booths}, key=lambda pair: pair[1])


def _seats(scope: Scope) -> list[Row]:
    offers = (
        SeatOffer.objects.filter(delegation__pairing=scope.pairing, delegation__opened_at__date__range=scope.season)
        .values(key=F("position__employer"), name=F("position__employer__name"))
        .annotate(seats=Sum("seats"))
        .order_by("name")
    )
    return [Row("employers.employer", offer["key"], offer["name"], offer["seats"]) for offer in offers]


def _offering(scope: Scope) -> Sequence[Row]:
    return [Row(row.noun, row.key, row.label, 1) for row in _seats(scope)]


def _leaflets(scope: Scope) -> Sequence[Row]:
    runs = LeafletRun.objects.filter(pairing=scope.pairing, counted_on__range=scope.season)
    return [Row("outreach.leafletrun", run.pk, run.title, run.printed - (run.left_over or 0)) for run in runs]


def _enquiries(scope: Scope) -> Sequence[Row]:
    boxes = (
        Enquiry.objects.counted()
        .filter(delegation__pairing=scope.pairing, at__date__range=scope.season)
        .values("delegation__fair", "device", "source")
        .annotate(times=Sum("times"))
        .order_by("source", "device")
    )
    return [Row("fairs.fair", box["delegation__fair"], box["device"], box["times"]) for box in boxes]


def _vouchers(scope: Scope) -> Sequence[Row]:
    runs = PrintRun.objects.filter(delegation__pairing=scope.pairing, printed_on__range=scope.season)
    return [Row("vouchers.printrun", run.pk, f"{run.lot}（{run.first}–{run.last}）", run.size) for run in runs]


def _taken(scope: Scope) -> IntentQuerySet:
    """Intents taken at a fair on its own day, by the as-of day."""
    return Intent.objects.filter(
        delegation__pairing=scope.pairing,
        delegation__fair__held_on__range=scope.season,
        taken_at__date=F("delegation__fair__held_on"),
        taken_at__lte=scope.until,
    )


def _intents(scope: Scope) -> Sequence[Row]:
    people: dict[str, Row] = {}
    for intent in _taken(scope).standing(scope.until).select_related("worker", "position"):
        label = f"{intent.worker.masked_name} → {intent.position.title}"
        people.setdefault(intent.worker_id, Row("fairs.intent", intent.pk, label, 1, person=True))
    return list(people.values())


def _intent_steps(scope: Scope) -> Sequence[Step]:
    records = _taken(scope).count()
    people = _taken(scope).values("worker").distinct().count()
    standing = _taken(scope).standing(scope.until).values("worker").distinct().count()
    return [
        Step(now_("意向记录"), records),
        Step(now_("同一人的重复意向"), people - records),
        Step(now_("已撤回的人"), standing - people),
    ]


FAIR = (
    Figure(
        id="employers_present", name=_("到场企业"), klass="R", unit=_("家"), shown="exact", reported="5",
        meaning=_("随参会团到场设摊的企业"), method=_("最近一届招聘会摊位中标为到场的企业，按家去重"), rows=_present,
    ),
    Figure(
        id="employers_offering", name=_("提供岗位的企业"), klass="R", unit=_("家"), shown="exact", reported="60",
        meaning=_("在招聘会上提供岗位的区内企业，到场或代招"), method=_("开场快照里有岗位的企业，按家去重"), rows=_offering,
    ),
    Figure(
        id="positions_offered", name=_("岗位"), klass="R", unit=_("个"), shown="about", reported="近3000",
        meaning=_("开场时提供的名额，不是岗位条数"), method=_("开场快照的名额之和，按企业列出"), rows=_seats,
    ),
    Figure(
        id="leaflets", name=_("宣传画页"), klass="C", unit=_("份"), shown="about", reported="500余",
        meaning=_("发出的企业用工宣传画页"), method=_("每批印数减去剩余数"), rows=_leaflets,
    ),
    Figure(
        id="enquiries", name=_("现场咨询"), klass="C", unit=_("人次"), shown="about", reported="近300人次",
        meaning=_("现场回应咨询的次数，是人次不是人数"), method=_("按键计数加纸表计数，扣除撤销的按键"), rows=_enquiries,
        suffix=_("人次"),
    ),
    Figure(
        id="vouchers_printed", name=_("印制的交通补贴券"), klass="R", unit=_("张"), shown="exact", reported="500",
        meaning=_("印制的张数，不是发出或领用的张数"), method=_("印制批次的号段长度之和"), rows=_vouchers,
    ),
    Figure(
        id="intents_on_site", name=_("现场达成意向"), klass="R", unit=_("人"), shown="about", reported="50余人",
        meaning=_("招聘会当天本人当面同意去某一岗位的人"), method=_("当天的意向记录，按人去重，扣掉截止日前撤回的"),
        rows=_intents, steps=_intent_steps, suffix=_("人"),
    ),
)  # fmt: skip
