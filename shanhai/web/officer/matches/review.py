"""The review of a run as a list: one row a person, with what speaks for the pair; in the order of places and names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk
from shanhai.core.matching.explain import bars
from shanhai.core.matching.score import Reason
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.middleware import Request
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.board import OTHERS, Flows, biggest


def rows(request: Request, run: Run) -> Any:
    """The proposals of a run that the seat reads."""
    found = Proposal.objects.visible_to(request.desk).filter(run=run)
    return found.select_related("worker__household", "position__employer", "group")


def listing(run: Run, desk: Desk, flows: Flows) -> Listing:
    """Declare the review of one run for one desk; `flows` is where its people go, as the picture shows it."""

    def searched(found: Any, text: str) -> Any:
        return found.filter(worker__in=Worker.objects.visible_to(desk).search(text).values("pk"))

    return Listing(
        name="match-run",
        title=_("逐人核对"),
        search=searched,
        search_hint=_("姓名、拼音首字母或证件后四位"),
        prepare=prepare,
        per_page=20,
        columns=COLUMNS,
        empty=_("这次没有配上任何人。"),
        facets=(
            Facet(
                key="look",
                label=_("核对"),
                choices=(("yes", _("要人看")), ("no", _("没有要问的"))),
                where=lambda said: ~Q(looks=[]) if said == "yes" else Q(looks=[]),
            ),
            Facet(key="state", label=_("状态"), choices=tuple(words.STATE.items()), where=lambda said: Q(state=said)),
            Facet(
                key="township",
                label=_("乡镇"),
                choices=roll.townships,
                where=lambda code: Q(worker__unit__startswith=code),
            ),
            Facet(
                key="employer",
                label=_("企业"),
                choices=_employers(flows.people, flows.names),
                where=lambda said: _at(said, flows.people, flows.names),
            ),
            *([_groups(flows)] if run.group_rule else []),
        ),
        sorts={"name": ("worker__initials",), "place": ("worker__unit", "worker__initials")},
    )


def _groups(flows: Flows) -> Facet:
    """Couples, teams, and each group by name."""
    named = [(one.key, one.name) for one in flows.groups.values()]
    kinds = (("couple", _("所有夫妻")), ("team", _("所有小组")), ("none", _("一个人走的")))

    def where(said: str) -> Q:
        if said == "none":
            return Q(group=None)
        return Q(group__kind=said) if said in words.GROUP_KIND else Q(group=said)

    return Facet(key="group", label=_("夫妻和小组"), choices=(*kinds, *named), where=where)


def _employers(flows: Counter[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The employers of a run by name; when there are many, all but those that are drawn by name are also one choice."""
    named: list[tuple[str, Any]] = sorted(names.items(), key=lambda one: one[1])
    return [*named, (OTHERS, _("其他企业"))] if len(biggest(flows, names)) < len(named) else named


def _at(said: str, flows: Counter[tuple[str, str]], names: Mapping[str, str]) -> Q:
    """At one employer; at the others: at none of those that are drawn by name."""
    if said != OTHERS:
        return Q(position__employer=said)
    return ~Q(position__employer__in=biggest(flows, names))


def prepare(found: Sequence[Any], request: Request) -> None:
    """Say in words what each row holds."""
    roll.prepare([one.worker for one in found], request)
    for one in found:
        job = one.position
        one.shown_name, one.place = one.worker.shown_name, one.worker.place
        one.pay = f"{job.pay_min // 100:,}–{job.pay_max // 100:,}"
        one.employer = job.employer.name
        one.state_word, one.state_tag = words.STATE[one.state], words.STATE_TAG[one.state]
        one.group_word = (
            _t("{kind} {name}").format(kind=words.GROUP_KIND[one.group.kind], name=one.group.name) if one.group else ""
        )
        one.looked = [words.LOOK.get(code, code) for code in one.looks]
        one.summary = words.summary(one.reasons)
        one.bars = drawn(one.reasons)
        one.why_text = "、".join(f"{line['name']} {line['points']}" for line in one.bars)


def drawn(reasons: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Reasons as bars, in words."""
    lines = bars([Reason(code, points, facts) for code, points, facts in reasons])
    return [
        {
            "name": words.said(words.REASONS, line.reason.code, line.reason.facts),
            "points": f"{line.reason.points:+d}",
            "width": line.width,
            "against": line.against,
        }
        for line in lines
    ]


COLUMNS = (
    Column(key="name", label=_("姓名"), value=lambda one: one.shown_name),
    Column(key="place", label=_("乡镇"), value=lambda one: one.place),
    Column(key="village", label=_("村"), value=lambda one: one.worker.household.village, export_only=True),
    Column(key="employer", label=_("企业"), value=lambda one: one.employer),
    Column(key="position", label=_("岗位"), value=lambda one: one.position.title),
    Column(key="pay", label=_("月薪（元）"), value=lambda one: one.pay, numeric=True),
    Column(key="why", label=_("理由"), value=lambda one: one.why_text, export_only=True),
    Column(key="looks", label=_("要人看"), value=lambda one: "、".join(map(str, one.looked)), export_only=True),
    Column(key="state", label=_("状态"), value=lambda one: one.state_word),
    Column(key="override", label=_("为什么改"), value=lambda one: one.why, export_only=True),
)
