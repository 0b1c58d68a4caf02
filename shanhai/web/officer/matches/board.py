"""What stands above the review of a run: its figures, where people would go, how it falls out by groups, what stands in whose way."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.models import Proposal, Run, Unplaced
from shanhai.core.desk import Desk
from shanhai.core.identifiers.division import divisions
from shanhai.core.matching.fairness import share
from shanhai.web.kit.links import link_to
from shanhai.web.kit.sankey import Sankey, sankey
from shanhai.web.officer import words as people_words
from shanhai.web.officer.matches import words

MOST_EMPLOYERS = 6
OTHERS = "others"
GONE = ("sent_back", "declined")
NAMES: Mapping[str, Mapping[str, Any]] = {
    "household": words.HOUSEHOLD, "status": people_words.STATUS, "age": words.AGE, "schooling": people_words.EDUCATION, "sex": words.SEX,
}  # fmt: skip
FIRST = (("household", "priority"), ("status", "registered"), ("sex", "f"), ("age", "45-59"), ("schooling", "80"))


def figures(run: Run, flows: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """The row of figures; each says what it counts."""
    return [
        {"value": f"{run.people:,}", "label": _("参加对接的人"), "url": ""},
        {
            "value": f"{run.placed:,}",
            "label": _("配到岗位（{share}%）").format(share=share(run.placed, run.people)),
            "url": "#each",
        },
        {"value": f"{run.people - run.placed:,}", "label": _("没配上，看原因"), "url": f"/match/{run.pk}/unplaced/"},
        {"value": f"{len({employer for _town, employer in flows}):,}", "label": _("接收企业"), "url": ""},
        {"value": f"{run.households:,}", "label": _("家中无人就业的户将有人就业"), "url": ""},
        {"value": f"{run.gap:,}", "label": _gap(run), "url": f"/match/{run.pk}/check/"},
    ]


def _gap(run: Run) -> str:
    """What the last figure counts: it is proved, and 0 but where groups go together."""
    return _("还能对换、两边都更好的") if run.objective == "stable" else _("离最好的方案最多还差（已证明）")


@dataclass(frozen=True, slots=True)
class Together:
    """One group of a run that goes somewhere: as many of it as the seat reads."""

    key: str
    kind: str
    name: str
    employer: str
    people: int

    @property
    def word(self) -> Any:
        """What it is."""
        return words.GROUP_KIND[self.kind]


@dataclass(frozen=True, slots=True)
class Flows:
    """Where the people of a run go: how many of each township to each employer, the employers' names, and each group with its employer."""

    people: Counter[tuple[str, str]]
    names: Mapping[str, str]
    groups: Mapping[str, Together]


def flows(run: Run, desk: Desk) -> Flows:
    """Who goes where, in one question."""
    rows = Proposal.objects.visible_to(desk).filter(run=run).exclude(state__in=GONE).order_by()
    columns = ("worker__unit", "position__employer", "position__employer__name", "group", "group__kind", "group__name")
    found: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    groups: dict[str, Together] = {}
    for unit, employer, name, key, kind, called, n in rows.values_list(*columns).annotate(n=Count("pk")):
        found[unit[:9], employer] += n
        names[employer] = name
        if key:
            before = groups[key].people if key in groups else 0
            groups[key] = Together(key, kind, called, name, before + n)
    return Flows(found, names, {one.key: one for one in sorted(groups.values(), key=lambda one: (one.kind, one.name))})


def left(run: Run, desk: Desk) -> int:
    """How many groups of a run go nowhere, for who reads the whole county."""
    held = run.computed.groups if hasattr(run, "computed") and not desk.unit else []
    return sum(not employer for _key, employer, _facts in held)


def biggest(found: Counter[tuple[str, str]], names: Mapping[str, str]) -> list[str]:
    """The employers that are drawn by name: those that take most people, or all where they are few."""
    by_employer = Counter[str]()
    for (_town, employer), n in found.items():
        by_employer[employer] += n
    ordered = sorted(by_employer, key=lambda one: (-by_employer[one], names[one]))
    return ordered[:MOST_EMPLOYERS] if len(ordered) > MOST_EMPLOYERS + 1 else ordered


def picture(run: Run, found: Counter[tuple[str, str]], names: Mapping[str, str], lit: str) -> Sankey | None:
    """The flows drawn: every township, the employers that take most people, all the others as one."""
    shown = biggest(found, names)
    drawn: Counter[tuple[str, str]] = Counter()
    for (town, employer), n in found.items():
        drawn[town, employer if employer in shown else OTHERS] += n
    rest = len(names) - len(shown)
    others = ngettext("其他 %(n)s 家", "其他 %(n)s 家", rest) % {"n": rest}
    table = divisions()
    towns = [(code, table.name(code) if table.known(code) else code) for code in sorted({town for town, _e in found})]

    def url(town: str, employer: str) -> str:
        query = "&".join(f"{key}={value}" for key, value in (("township", town), ("employer", employer)) if value)
        return f"/match/{run.pk}/?{query}#each"

    rights = [(employer, names[employer]) for employer in shown] + ([(OTHERS, others)] if rest else [])
    return sankey(_("从哪个乡镇，到哪家企业"), drawn, lefts=towns, rights=rights, url=url, lit=lit)


def fairness(run: Run) -> dict[str, Any]:
    """The groups of the report: a few first, all of them in a table."""
    rows = [_group(row) for row in (run.computed.fairness if hasattr(run, "computed") else [])]
    return {
        "first": [row for key in FIRST for row in rows if (row["kind"], row["group"]) == key],
        "all": rows,
        "overall": share(run.placed, run.people),
        "low": any(row["low"] for row in rows),
    }


def _group(row: Sequence[Any]) -> dict[str, Any]:
    kind, group, took_part, matched, part, low = row
    table = divisions()
    name: Any = NAMES.get(kind, {}).get(group, group)
    if kind == "township" and table.known(group):
        name = table.name(group)
    if group == "none":
        name = words.NONE
    return {
        "kind": kind, "group": group, "heading": words.KIND[kind], "name": name, "took_part": took_part, "matched": matched, "share": part,
        "low": low,
    }  # fmt: skip


def costs_of_choices(run: Run) -> list[str]:
    """What the floor and the seats kept for later cost, each in a sentence: exact differences of two proved plans."""
    return [_cost(run, *row) for row in (run.computed.costs if hasattr(run, "computed") else [])]


def _cost(run: Run, what: str, households: int, score: int, facts: Mapping[str, Any]) -> str:
    told = {
        **facts,
        "households": _fewer(households),
        "score": _less(score),
        "floor": words.floor(run.floor) if run.floor else "",
    }
    if what == "floor" and not facts["price"]:
        return _("{floor}：不设也有 {before} 人，没有代价。").format_map(told)
    if what == "floor":
        return _("{floor}：不设是 {before} 人。为此{households}，{score}；最后一个名额值 {price} 分。").format_map(told)
    if facts.get("unknown"):
        return _("给以后来的人留了 {seats} 个名额；这种算法下代价不精确，看名额价。").format_map(told)
    return _("给以后来的人留了 {seats} 个名额：为此{households}，{score}。").format_map(told)


def _fewer(households: int) -> str:
    text = _("多 {n} 户有人就业") if households < 0 else _("少 {n} 户有人就业")
    return text.format(n=f"{abs(households):,}")


def _less(score: int) -> str:
    return (_("合计多 {n} 分") if score < 0 else _("合计少 {n} 分")).format(n=f"{abs(score):,}")


def causes(run: Run, desk: Desk) -> list[dict[str, Any]]:
    """People without a seat by the cause that binds, each with its list."""
    rows = Unplaced.objects.visible_to(desk).filter(run=run).order_by().values("cause").annotate(n=Count("pk"))
    found = sorted(rows, key=lambda row: (-row["n"], row["cause"]))
    return [
        {"name": words.CAUSES[row["cause"]], "n": row["n"], "url": f"/match/{run.pk}/unplaced/?cause={row['cause']}"}
        for row in found
    ]


def costs(run: Run, desk: Desk) -> list[dict[str, Any]]:
    """What each limit costs in candidates, employer by employer; by name, never by cost."""
    limits = run.computed.limits if hasattr(run, "computed") else []
    named = Position.objects.visible_to(desk).filter(pk__in={row[0] for row in limits})
    places = {one.pk: one for one in named.select_related("employer")}
    firms: dict[str, list[dict[str, Any]]] = {}
    for key, code, people, may in limits:
        if key in places:
            row = {"title": places[key].title, "url": link_to("employers.position", key), "name": words.CAUSES[code]}
            firms.setdefault(places[key].employer.name, []).append({**row, "people": people, "may": may})
    return [{"employer": firm, "rows": sorted(firms[firm], key=lambda row: row["title"])} for firm in sorted(firms)]
