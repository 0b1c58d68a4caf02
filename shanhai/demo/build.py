"""Build the spring-2018 world: the steps in the order of the calendar, in one transaction, from nothing but the seed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from shanhai.apps.accounts.actions import found_demo
from shanhai.apps.accounts.models import Installation
from shanhai.apps.audit.insert import take_stock
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Employer
from shanhai.apps.fairs.models import Enquiry, Intent, SeatOffer
from shanhai.apps.vouchers.models import Handout
from shanhai.apps.workers.models import OwnLink, Worker
from shanhai.core.refusal import Refusal
from shanhai.demo import (
    accounts,
    again,
    bulletin,
    cooperation,
    doubles,
    fair_day,
    fair_plan,
    firms,
    going,
    matched,
    meetings,
    partners,
    placed,
    places,
    rolls,
    stated,
    vacancies,
    visits,
    waiting,
    year,
)
from shanhai.demo.world import TODAY, Progress, World, quiet

SCALES = {"small": 300, "article": 2160, "district": 164_000}

STEPS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("地区和账号", places.found_regions),
    ("账号", accounts.open_all),
    ("结对", places.pair_counties),
    ("中介、工作站和经纪人", partners.register_all),
    ("名册", rolls.enrol_all),
    ("早先知道的企业", firms.know_early),
    ("协议", cooperation.sign_agreement),
    ("政策文件", cooperation.enter_papers),
    ("最低工资", visits.confirm_the_wage),
    ("脱贫户", rolls.lift_some),
    ("企业", firms.enter_all),
    ("电话先问的岗位", firms.ask_by_phone),
    ("走访名单", visits.plan_first),
    ("走访", visits.visit_all),
    ("欠薪失信名单", visits.enter_arrears),
    ("企业信息库", firms.list_willing),
    ("企业材料", visits.file_papers),
    ("岗位", firms.offer_all),
    ("岗位发给对方", vacancies.send_positions),
    ("再问意愿", rolls.ask_again),
    ("参会团", fair_plan.plan_delegation),
    ("画页、口径和券", fair_plan.prepare),
    ("赴固原", fair_plan.set_out),
    ("招聘会", fair_day.hold),
    ("座谈会", meetings.hold_symposium),
    ("宣讲会", meetings.hold_briefing),
    ("待核对的名册", waiting.stage_roster),
    ("会谈", cooperation.hold_talks),
    ("回访", meetings.follow_up),
    ("在岗的人", placed.note_standing),
    ("岗位变动", vacancies.tell_change),
    ("再走访", visits.go_again),
    ("再问几个人", matched.ask_some),
    ("人岗对接", matched.propose),
    ("外部统计", places.publish_statistics),
    ("简报", bulletin.issue),
    ("一人一档", doubles.enter_all),
    ("意愿和同意", stated.state_all),
    ("再对接一次", matched.match_again),
    ("报到和上岗", going.arrive_and_start),
    ("一年", year.live_a_year),
    ("春季对接", again.match_spring),
    ("春季简报", again.issue),
)  # what a later app brings is one more line


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What stands after a build. `built` is false when a demo world was there already and was kept."""

    scale: str
    today: str
    built: bool
    seconds: float
    workers: int
    employers: int
    seats: int
    enquiries: int
    vouchers: int
    intents: int
    entries: int
    digest: str
    logins: list[dict[str, str]]
    own_links: list[str]

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values; links are told with the site's address, by who knows it."""
        return {name: value for name, value in asdict(self).items() if name != "own_links"}


def build(scale: str = "article", progress: Progress = quiet) -> Summary:
    """Build the world of a scale into an empty database, or keep the demo world that stands. All or nothing.

    Refuses `demo.not_empty` where anything but a demo world is stored.
    """
    begun = perf_counter()
    with transaction.atomic():
        kept = standing()
        if kept is None:
            _count_from_one()
            found_demo(today=TODAY, scale=scale)
            world = World(scale=scale, people=SCALES[scale], say=progress)
            for label, step in STEPS:
                started = perf_counter()
                step(world)
                progress(f"{label}（{perf_counter() - started:.1f} 秒）")
            take_stock()
    return _summary(kept or scale, built=kept is None, seconds=round(perf_counter() - begun, 1))


def standing() -> str | None:
    """The scale of the demo world in this database; None when the database is empty.

    Refuses `demo.not_empty` where anything else is stored, and asks nothing of a database that has no tables yet.
    """
    tables = connection.introspection.table_names()
    if not tables:
        return None
    if Installation._meta.db_table not in tables:
        raise Refusal("demo.not_empty")
    row = Installation.objects.first()
    if row is None and not Entry.objects.exists():
        return None
    if row is None or not row.demo:
        raise Refusal("demo.not_empty")
    return row.scale


def _count_from_one() -> None:
    """PostgreSQL's sequence survives an emptied database; ids are drawn from entry numbers, so the same world needs the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE audit_entry_number RESTART WITH 1")


def _summary(scale: str, *, built: bool, seconds: float) -> Summary:
    last = Entry.objects.order_by("-number").first()
    return Summary(
        scale=scale,
        today=TODAY.isoformat(),
        built=built,
        seconds=seconds,
        workers=Worker.objects.count(),
        employers=Employer.objects.listed().count(),
        seats=sum(SeatOffer.objects.values_list("seats", flat=True)),
        enquiries=Enquiry.objects.times(),
        vouchers=Handout.objects.count(),
        intents=Intent.objects.filter(withdrawn_at=None).values("worker").distinct().count(),
        entries=last.number if last else 0,
        digest=last.digest if last else "",
        logins=accounts.public(),
        own_links=[one.address for one in OwnLink.objects.open(TODAY).order_by("given_at", "pk")],
    )
