"""The roll as a list: its columns and facets, and who may see a whole name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shanhai.apps.fairs.models import Intent
from shanhai.apps.regions.models import Level, Region
from shanhai.apps.workers.models import Worker, within
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.officer import words
from shanhai.web.officer.words import years_before

AGES = ((16, 30), (30, 45), (45, 60), (60, 120))


def rows(desk: Desk) -> QuerySet[Worker]:
    """Everybody a desk reads, each once."""
    return Worker.objects.visible_to(desk).standing().select_related("household")


def intends(desk: Desk) -> Q:
    """People whose intent stands, as far as the desk reads it."""
    return Q(pk__in=Intent.objects.visible_to(desk).filter(withdrawn_at=None).values("worker"))


def mine(person: Worker, desk: Desk) -> bool:
    """Whether the seat reads the roll, and its side owns the person: then the name is read whole."""
    return desk.may(Power.READ_WORKERS) and person.region_id in desk.regions and person.unit.startswith(desk.unit)


def owns(person: Worker, desk: Desk) -> bool:
    """Whether household, statuses, wishes, consents and history are read too: on one's own roll. A workstation needs who and whence."""
    return within(desk) is not None and mine(person, desk)


def prepare(people: Sequence[Any], request: Request) -> None:
    """Look up where people live in the division table, and write each name whole or masked."""
    table = divisions()
    names = {unit: table.name(unit) for unit in {person.unit[:9] for person in people} if table.known(unit)}
    for person in people:
        person.mine = mine(person, request.desk)
        person.own = owns(person, request.desk)
        person.shown_name = person.name if person.mine else person.masked_name
        person.url = link_for(request.desk, "workers.worker", person.pk)
        person.place = names.get(person.unit[:9], "")
        person.years = person.age(request.now.date())


def townships(request: Request) -> list[tuple[str, str]]:
    """The township units of the desk's own counties; a township's own desk needs no such choice."""
    if request.desk.unit:
        return []
    units = Region.objects.filter(level=Level.TOWNSHIP, parent__in=request.desk.regions)
    return list(units.values_list("code", "name"))


def listing(desk: Desk) -> Listing:
    """Declare the list for one desk. Status and place narrow only one's own people, so that no filter tells what a page hides."""
    home = desk.regions if within(desk) is not None else frozenset[str]()
    own = Q(region__in=home)
    return Listing(
        name="workers",
        title=_("劳动力"),
        search=lambda people, text: people.search(text),
        search_hint=_("姓名、拼音首字母或证件后四位"),
        columns=COLUMNS,
        sorts={"name": ("initials",), "age": ("-birth",), "place": ("unit", "initials"), "pay": ("lowest_pay",)},
        prepare=prepare,
        empty=_("名册里还没有人。请先在“导入核对”里导入名册。"),
        facets=(
            Facet(
                key="township",
                label=_("乡镇"),
                choices=townships,
                where=lambda code: own & Q(unit__startswith=code),
                by=("unit", "region"),
                read=lambda unit, region: unit[:9] if region in home else "",
            ),
            Facet(
                key="asked",
                label=_("问过意愿"),
                choices=(("yes", _("问过")), ("no", _("还没问"))),
                where=lambda said: Q(willing="") if said == "no" else ~Q(willing=""),
                by=("willing",),
                read=lambda willing: "yes" if willing else "no",
            ),
            Facet(
                key="willing",
                label=_("愿意外出"),
                choices=[(code, words.WILLING[code]) for code in ("yes", "no", "undecided")],
                where=lambda said: Q(willing=said),
                by=("willing",),
            ),
            Facet(
                key="ask",
                label=_("说过不去的"),
                choices=(("again", _("到日子可以再问")), ("rest", _("先不问"))),
                where=lambda said: (
                    own & (Q(ask_from__lte=desk.today) if said == "again" else Q(ask_from__gt=desk.today))
                ),
                by=("ask_from", "region"),
                read=lambda day, region: _rest(day, desk) if region in home else "",
            ),
            Facet(
                key="status",
                label=_("户的状态"),
                choices=tuple(words.STATUS.items()),
                where=lambda kind: own & Q(status=kind),
                by=("status", "region"),
                read=lambda status, region: status if region in home else "",
            ),
            Facet(
                key="age",
                label=_("年龄"),
                choices=_ages(),
                where=lambda band: _born(band, desk.today),
            ),
            Facet(
                key="intent",
                label=_("有意向"),
                choices=(("yes", _("有")), ("no", _("没有"))),
                where=lambda said: intends(desk) if said == "yes" else ~intends(desk),
                apart=True,
            ),
        ),
    )


def _rest(day: date | None, desk: Desk) -> str:
    if day is None:
        return ""
    return "again" if day <= desk.today else "rest"


def _ages() -> list[tuple[str, Any]]:
    bands: list[tuple[str, Any]] = [(f"{low}-{high - 1}", f"{low}–{high - 1}") for low, high in AGES[:-1]]
    return [*bands, ("60-", _("60 以上"))]


def _born(band: str, today: date) -> Q:
    low, high = next(pair for pair in AGES if band.startswith(f"{pair[0]}-"))
    return Q(birth__lte=years_before(today, low), birth__gt=years_before(today, high))


def _pay(person: Any) -> str:
    return f"{person.lowest_pay // 100:,}" if person.lowest_pay else ""


COLUMNS = (
    Column(
        key="name",
        label=_("姓名"),
        value=lambda one: one.shown_name,
        link=lambda one: link_to("workers.worker", one.pk),
    ),
    Column(key="age", label=_("年龄"), value=lambda one: one.years, numeric=True),
    Column(key="place", label=_("乡镇"), value=lambda one: one.place),
    Column(key="village", label=_("村"), value=lambda one: one.household.village if one.own else ""),
    Column(key="number", label=_("证件号"), value=lambda one: one.masked_number),
    Column(key="phone", label=_("手机"), value=lambda one: one.masked_phone),
    Column(
        key="status", label=_("户的状态"), value=lambda one: words.called(words.STATUS, one.status) if one.own else ""
    ),
    Column(
        key="willing",
        label=_("愿意外出"),
        value=lambda one: words.called(words.WILLING, one.willing),
        tag=lambda one: words.WILLING_TAG.get(one.willing, ""),
    ),
    Column(key="pay", label=_("最低月薪（元）"), value=_pay, numeric=True),
    Column(key="skill", label=_("技能"), value=lambda one: one.skill),
    Column(
        key="education",
        label=_("文化程度"),
        value=lambda one: words.called(words.EDUCATION, one.education),
        export_only=True,
    ),
)
