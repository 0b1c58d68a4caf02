"""Looking for people who stand twice, and deciding on each pair: link, refuse, take apart. Two counties decide together or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import batched

from django.db.models import Q

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.identities.facts import likely
from shanhai.apps.identities.models import LIFE, Link, Suspect
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.refusal import Refusal

AT_ONCE = 500
SHORTEST = 2


def look_for(
    *,
    region: str,
    people: Sequence[str] | None = None,
    tell: Callable[[int, int], None] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Look a county's roll over for pairs not met before, or only for pairs with some of its people; answer how many are new.

    A pair that was ever decided is not put up again. An import calls it with the ids of those it added.
    """
    by.require(Power.ADJUDICATE, owners=frozenset({region}), unit="" if people is None else by.unit)
    found = likely(region, people=people, tell=tell)
    with writing("identity.look", by=by, at=at) as pen:
        return len(_keep(pen, found, at))


def _keep(pen: Pen, found: Sequence[tuple[str, str, int, tuple[tuple[str, int], ...]]], at: datetime) -> list[Suspect]:
    new = []
    for part in batched(found, AT_ONCE):
        keys = {key for one in part for key in one[:2]}
        known = set(Suspect.objects.filter(a__in=keys, b__in=keys).values_list("a", "b"))
        regions = dict(Worker.objects.filter(pk__in=keys).values_list("pk", "region"))
        new += [
            Suspect(
                a_id=a,
                b_id=b,
                across=regions[a] != regions[b],
                score=score,
                grounds=[[code, points] for code, points in reasons],
                found_at=at,
            )
            for a, b, score, reasons in part
            if (a, b) not in known
        ]
    return pen.add_all(new)


def drop_open(*, region: str, people: Sequence[str], by: Actor, at: datetime) -> int:
    """Forget pairs nobody has said anything about, of people who are taken off the roll again. Decided ones stay, and hold their rows."""
    by.require(Power.ADJUDICATE, owners=frozenset({region}), unit=by.unit)
    with writing("identity.drop", by=by, at=at) as pen:
        gone: dict[str, Suspect] = {}
        for part in batched(people, AT_ONCE):
            for row in Suspect.objects.filter(Q(a__in=part) | Q(b__in=part), state="open"):
                gone[row.pk] = row
        if gone:
            pen.remove_all(list(gone.values()))
        return len(gone)


@settled
def agree_to_compare(*, suspect: Suspect, by: Actor, at: datetime) -> Suspect:
    """Agree that both counties look at the two rows side by side; nothing is shown before the second has agreed too."""
    row = _fresh(suspect, by)
    if not row.across:
        raise Refusal("identity.at_home")
    with writing("identity.agree", by=by, at=at, about=row) as pen:
        if row.state == "asked" and _mine(row.agreed_by, by):
            return row
        if row.state == "asked":
            return pen.change(row, state=LIFE.after(row.state, "agree"))
        return pen.change(row, state=LIFE.after(row.state, "ask"), agreed_by=_user(by))


@settled
def link(*, suspect: Suspect, keep: str = "", by: Actor, at: datetime) -> Suspect:
    """Say that the two rows are one person. At home that links them, `keep` being the row that stays; two counties must both say so.

    Refuses `identity.keep` where `keep` is neither row, `identity.moved_on` where one of them has been linked elsewhere meanwhile,
    `identity.not_compared` before both counties have agreed to look.
    """
    row = _fresh(suspect, by)
    if row.state == "linked":
        return row
    if row.across and not row.may_compare():
        raise Refusal("identity.not_compared")
    if not row.across and keep not in {row.a_id, row.b_id}:
        raise Refusal("identity.keep")
    if row.a.merged_into_id or row.b.merged_into_id:
        raise Refusal("identity.moved_on")
    with writing("identity.link", by=by, at=at, about=row) as pen:
        if row.state == "half" and _mine(row.said_same, by):
            return row
        if row.across and row.state == "comparing":
            return pen.change(row, state=LIFE.after(row.state, "say_same"), said_same=_user(by))
        kept = row.home(at.date()).pk if row.across else keep
        alias, stays = (row.b, row.a) if kept == row.a_id else (row.a, row.b)
        pen.change(alias, merged_into=stays)
        pen.add(Link(suspect=row, kept=stays, alias=alias, made_at=at))
        return pen.change(row, state=LIFE.after(row.state, "link"), decided_by=_user(by), decided_at=at)


def refuse(*, suspect: Suspect, why: str = "", by: Actor, at: datetime) -> Suspect:
    """Say that they are two people. Either county may, at any time before they are linked; the pair is not asked about again."""
    row = _fresh(suspect, by)
    if row.state == "refused":
        return row
    with writing("identity.refuse", by=by, at=at, about=row) as pen:
        state = LIFE.after(row.state, "refuse")
        return pen.change(row, state=state, decided_by=_user(by), decided_at=at, why=why.strip()[:80])


def separate(*, suspect: Suspect, why: str, by: Actor, at: datetime) -> Suspect:
    """Take a link apart: both rows stand again as before. Refuses `identity.why` without a reason."""
    row = _fresh(suspect, by)
    if row.state == "separated":
        return row
    state = LIFE.after(row.state, "separate")
    if len(why.strip()) < SHORTEST:
        raise Refusal("identity.why", shortest=SHORTEST)
    with writing("identity.separate", by=by, at=at, about=row) as pen:
        for one in row.links.standing().select_related("alias"):
            pen.change(one.alias, merged_into=None)
            pen.change(one, ended_at=at)
        return pen.change(row, state=state, decided_by=_user(by), decided_at=at, why=why.strip()[:80])


def _fresh(suspect: Suspect, by: Actor) -> Suspect:
    """The row as it stands now, if the seat may decide on it: an office on its county's pairs, a township on those of its own unit."""
    row = Suspect.objects.select_related("a", "b", "agreed_by", "said_same").get(pk=suspect.pk)
    by.require(Power.ADJUDICATE, owners=row.owners, unit=by.unit)
    if by.role == Role.TOWNSHIP:
        for one in (row.a, row.b):
            by.require(Power.ADJUDICATE, owners=frozenset({one.region_id}), unit=one.unit)
    return row


def _mine(user: User | None, by: Actor) -> bool:
    """Whether it was one's own county that spoke."""
    return user is not None and user.region_id == by.region


def _user(by: Actor) -> User:
    user: User = User.objects.get(login=by.login)
    return user
