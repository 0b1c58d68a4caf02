"""Where tasks come from: one function a source, each asking one question of one app within what the desk reads and may do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanhai.apps.employers.models import HIDDEN, MinimumWage, Position, ToVisit
from shanhai.apps.fairs.models import AgreedAnswer, Question
from shanhai.apps.identities.models import Suspect
from shanhai.apps.imports.facts.overdue import overdue
from shanhai.apps.imports.models import Import
from shanhai.apps.outreach.models import AgreedItem, Meeting, Minutes, Opinion
from shanhai.apps.regions.models import Statistic
from shanhai.apps.workers.models import Correction
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.links import link_to

SOON = 3  # days
MOST = 8  # requests shown one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: what, where, how much of it, and by when (None: as soon as may be)."""

    title: str
    url: str
    amount: str = ""
    hint: str = ""
    due: date | None = None

    def countdown(self, today: date) -> tuple[str, str]:
        """The days left in words, and the class of the tag that says them."""
        if self.due is None:
            return _("待办"), "do"
        left = (self.due - today).days
        if left < 0:
            return ngettext("过期 %(n)s 天", "过期 %(n)s 天", -left) % {"n": -left}, "bad"
        if left == 0:
            return _("今天截止"), "soon"
        return ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", left) % {"n": left}, "soon" if left <= SOON else "plain"


type Source = Callable[[Desk], Iterator[Task]]


def staged_imports(desk: Desk) -> Iterator[Task]:
    """Workbooks that were read and wait for somebody's decision."""
    bad = Count("rows", filter=Q(rows__outcome__in=("rejected", "review")))
    staged = Import.objects.visible_to(desk).waiting().annotate(total=Count("rows"), bad=bad)
    for pk, title, total, wrong in staged.values_list("pk", "title", "total", "bad"):
        hint = _("表里 {total} 行，其中 {bad} 行要看；核对前什么都没有入库。")
        yield Task(
            title=_("核对{title}").format(title=title),
            url=link_to("imports.import", pk),
            amount=_("{n} 行").format(n=f"{total:,}"),
            hint=hint.format(total=f"{total:,}", bad=f"{wrong:,}"),
        )


def call_backs(desk: Desk) -> Iterator[Task]:
    """People who asked at a fair and were promised a call; by the side they live on, and by either where nobody is named."""
    if not desk.may(Power.RUN_FAIR):
        return
    ours = Q(worker=None) | Q(worker__region__in=desk.regions)
    waiting = Question.objects.visible_to(desk).filter(ours, called_at=None, call_back_on__isnull=False)
    rows = waiting.order_by().values("delegation__fair", "delegation__fair__name")
    for row in rows.annotate(n=Count("pk"), due=Min("call_back_on")):
        yield Task(
            title=_("给问过话的人回电话"),
            url=link_to("fairs.fair", row["delegation__fair"]),
            amount=_("{n} 个").format(n=row["n"]),
            hint=row["delegation__fair__name"],
            due=row["due"],
        )


def agreed_items(desk: Desk) -> Iterator[Task]:
    """What the talks agreed and nobody has ticked off."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    talks = Meeting.objects.visible_to(desk)
    items = AgreedItem.objects.visible_to(desk).filter(minutes__meeting__in=talks, done_on=None)
    for item in items.select_related("minutes__meeting__pairing"):
        sending = item.minutes.meeting.pairing.sending_id in desk.regions
        person = item.sending_person if sending else item.receiving_person
        yield Task(
            title=_("落实纪要：{field}").format(field=item.field),
            url=link_to("outreach.meeting", item.minutes.meeting_id),
            hint=_("{text}　我方负责：{person}").format(text=item.text, person=person),
            due=item.due_on,
        )


def opinions(desk: Desk) -> Iterator[Task]:
    """What somebody said at a meeting, for us to see to."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    heard = Opinion.objects.filter(meeting__in=Meeting.objects.visible_to(desk), responsible__in=desk.regions)
    for one in heard.filter(done_on=None).exclude(follow_up="").select_related("meeting"):
        yield Task(
            title=one.follow_up,
            url=link_to("outreach.meeting", one.meeting_id),
            hint=_("{meeting}：{text}").format(meeting=one.meeting.title, text=one.text),
            due=one.due_on,
        )


def unconfirmed_minutes(desk: Desk) -> Iterator[Task]:
    """Minutes that bind only when our side has confirmed them too."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    sending = Q(meeting__pairing__sending__in=desk.regions, sending_confirmed_at=None)
    receiving = Q(meeting__pairing__receiving__in=desk.regions, receiving_confirmed_at=None)
    for one in Minutes.objects.filter(sending | receiving, meeting__in=Meeting.objects.visible_to(desk)):
        yield Task(
            title=_("确认纪要：{title}").format(title=one.title),
            url=link_to("outreach.meeting", one.meeting_id),
            hint=_("两边都确认后才算数。"),
        )


def answers(desk: Desk) -> Iterator[Task]:
    """Wordings the other side proposed: they are used once we agree."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    sending = Q(pairing__sending__in=desk.regions, sending_agreed_at=None)
    receiving = Q(pairing__receiving__in=desk.regions, receiving_agreed_at=None)
    n = AgreedAnswer.objects.visible_to(desk).filter(sending | receiving).count()
    if n:
        yield Task(
            title=_("看对方拟的答疑口径"),
            url=link_to("fairs.agreedanswer"),
            amount=_("{n} 条").format(n=n),
            hint=_("两边都同意，现场才能用。"),
        )


def unchecked_statistics(desk: Desk) -> Iterator[Task]:
    """Published numbers that a colleague entered and a second person has to compare with the document."""
    if not desk.may(Power.WRITE_STATISTICS):
        return
    waiting = Statistic.objects.visible_to(desk).filter(region__in=desk.regions, checked_at=None)
    n = waiting.exclude(entered_by=desk.actor.login).count()
    if n:
        yield Task(
            title=_("核对同事录入的统计数"),
            url="/statistics/",
            amount=_("{n} 个").format(n=n),
            hint=_("对照原文看一眼；第二个人核对过才进简报。"),
        )


def stale_positions(desk: Desk) -> Iterator[Task]:
    """Our open positions that nobody has confirmed with the employer for 60 days, due on the day the first of them is hidden."""
    if not desk.may(Power.WRITE_EMPLOYERS):
        return
    ours = Position.objects.visible_to(desk).filter(employer__region=desk.actor.region).stale(on=desk.today)
    seen = Q(pk__in=Position.objects.visible_to(desk).current(on=desk.today))
    counts = ours.aggregate(
        n=Count("pk", filter=seen), first=Min("verified_on", filter=seen), old=Count("pk", filter=~seen)
    )
    if counts["old"]:
        yield Task(
            title=_("核实或关闭已对外隐藏的岗位"),
            url=link_to("employers.position", query={"fresh": "hidden"}),
            amount=_("{n} 个").format(n=counts["old"]),
            hint=_("超过 90 天没有核实，群众和对口地区已经看不到。"),
        )
    if counts["n"]:
        yield Task(
            title=_("和企业核实岗位"),
            url=link_to("employers.position", query={"fresh": "stale"}),
            amount=_("{n} 个").format(n=counts["n"]),
            hint=_("60 天没有核实过，可能已经招满；满 90 天还没有核实就对外隐藏。"),
            due=counts["first"] + HIDDEN,
        )


def unconfirmed_wages(desk: Desk) -> Iterator[Task]:
    """Lowest wages that a colleague proposed: they count once a second person has compared them with the document."""
    if not desk.may(Power.WRITE_EMPLOYERS):
        return
    waiting = MinimumWage.objects.visible_to(desk).filter(region=desk.actor.region, confirmed_at=None)
    n = waiting.exclude(proposed_by=desk.actor.login).count()
    if n:
        yield Task(
            title=_("确认同事提出的最低工资"),
            url="/wages/",
            amount=_("{n} 个").format(n=n),
            hint=_("对照文件看一眼；确认以后岗位就按它检查。"),
        )


def visits_to_go(desk: Desk) -> Iterator[Task]:
    """Rounds of ours that are under way, with whom nobody has tried yet."""
    if not desk.may(Power.WRITE_EMPLOYERS):
        return
    running = Q(of__region=desk.actor.region, of__starts_on__lte=desk.today, of__ends_on__gte=desk.today)
    left = ToVisit.objects.visible_to(desk).filter(running).untried().order_by()
    for row in left.values("of", "of__title", "of__ends_on").annotate(n=Count("pk")):
        yield Task(
            title=_("走访：{title}").format(title=row["of__title"]),
            url=link_to("employers.surveyround", row["of"], {"outcome": "todo"}),
            amount=_("{n} 家").format(n=row["n"]),
            hint=_("名单上还没有去的企业。"),
            due=row["of__ends_on"],
        )


def duplicates(desk: Desk) -> Iterator[Task]:
    """Pairs of rows that may be one person, about which we have not said anything yet."""
    n = Suspect.objects.visible_to(desk).waiting_for(desk.actor.region).count()
    if n:
        yield Task(
            title=_("看一看是不是同一个人"),
            url=link_to("identities.suspect", query={"todo": "yes"}),
            amount=_("{n} 对").format(n=n),
            hint=_("同一个人登记了两次的，并成一档；不是的记下，以后不再问。"),
        )


def corrections(desk: Desk) -> Iterator[Task]:
    """What people asked to be put right, by the day it is to be answered."""
    if not desk.may(Power.WRITE_WORKERS):
        return
    for one in Correction.objects.visible_to(desk).waiting().select_related("worker")[:MOST]:
        yield Task(
            title=_("答复更正：{name}").format(name=one.worker.name),
            url=link_to("workers.correction"),
            hint=one.says,
            due=one.due_on,
        )


def retention(desk: Desk) -> Iterator[Task]:
    """People who asked to be erased and were granted it. Who is due by age is on the page: the whole roll is not walked here."""
    if desk.unit or not desk.may(Power.ADJUDICATE):
        return
    sheets = overdue(desk.actor.region, on=desk.today).count() if desk.may(Power.IMPORT) else 0
    if sheets:
        yield Task(
            title=_("清掉到期的导入表格"),
            url="/retention/",
            amount=_("{n} 份").format(n=sheets),
            hint=_("只留下件数；清了不能恢复。"),
        )
    granted = Correction.objects.visible_to(desk).filter(what="erase", state="accepted", worker__reduced_on=None)
    n = granted.values("worker").distinct().count()
    if n:
        yield Task(
            title=_("照本人要求删去个人信息"),
            url="/retention/",
            amount=_("{n} 个").format(n=n),
            hint=_("先看名单再转，转了不能恢复。"),
        )


SOURCES: tuple[Source, ...] = (
    staged_imports,
    call_backs,
    agreed_items,
    opinions,
    unconfirmed_minutes,
    answers,
    unchecked_statistics,
    stale_positions,
    unconfirmed_wages,
    visits_to_go,
    duplicates,
    corrections,
    retention,
)
