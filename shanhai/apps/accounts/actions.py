"""Opening an account, giving it a place, and keeping how its owner likes to read lists."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from shanhai.apps.accounts.models import Installation, Membership, SavedFilter, User
from shanhai.apps.audit.actions import note, settled, writing
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Role
from shanhai.core.refusal import Refusal

MOST_FILTERS, LONGEST_QUERY = 12, 400  # a list and reader; characters
INSTALLER = Actor(login="install", name="安装程序", role=Role.SYSADMIN, region="")


def open_account(
    *,
    login: str,
    name: str,
    role: Role,
    region: Region,
    office: str,
    unit: str = "",
    password_hash: str,
    by: Actor,
    at: datetime,
) -> User:
    """Open an account. Security administrators and the installer only; `account.exists` when the log-in name is taken."""
    if by.role not in {Role.SECADMIN, Role.SYSADMIN}:
        raise Refusal("desk.not_allowed", power="open_account", role=str(by.role))
    if User.objects.filter(login=login).exists():
        raise Refusal("account.exists", login=login)
    with writing("account.open", by=by, at=at) as pen:
        pen.facts["login"] = login
        return pen.add(
            User(
                login=login,
                name=name,
                role=role,
                region=region,
                office=office,
                unit=unit,
                password=password_hash,
            )
        )


def join(*, user: User, organisation: str, since: date, by: Actor, at: datetime) -> Membership:
    """Give an account its place in an organisation, named by code, from a day on."""
    if by.role not in {Role.SECADMIN, Role.SYSADMIN}:
        raise Refusal("desk.not_allowed", power="open_account", role=str(by.role))
    with writing("account.join", by=by, at=at, about=user) as pen:
        return pen.add(Membership(user=user, organisation=organisation, since=since))


def signed_in(*, user: User, at: datetime) -> None:
    """Record a log-in."""
    note("account.sign_in", by=user.actor(), at=at, about=user, facts={"login": user.login})


def found_demo(*, today: date, scale: str) -> Installation:
    """Mark this database as a demo world with its own today. Refuses `demo.not_empty` on a database that is anything else."""
    standing = Installation.objects.first()
    if standing is not None and not standing.demo:
        raise Refusal("demo.not_empty")
    return Installation.objects.update_or_create(id=1, defaults={"demo": True, "today": today, "scale": scale})[0]


def hash_password(plain: str) -> str:
    """The stored form of a password, by the framework's current method."""
    return make_password(plain)


@settled
def save_filter(
    *, user: User, list_name: str, name: str, query: str, count: int, by: Actor, at: datetime
) -> SavedFilter:
    """Keep the question of a list under a name; the same name again takes the new question.

    Refuses `filter.name` (none), `filter.nothing` (an empty question), `filter.long` and `filter.too_many`.
    """
    _own(user, by)
    name, query = name.strip(), query.strip()
    if not name:
        raise Refusal("filter.name")
    if not query:
        raise Refusal("filter.nothing")
    if len(query) > LONGEST_QUERY:
        raise Refusal("filter.long", most=LONGEST_QUERY)
    standing = SavedFilter.objects.filter(user=user).of_list(list_name)
    known = standing.filter(name=name).first()
    if known is None and standing.count() >= MOST_FILTERS:
        raise Refusal("filter.too_many", most=MOST_FILTERS)
    seen = {"query": query, "seen_count": count, "seen_on": at.date()}
    with writing("filter.save", by=by, at=at) as pen:
        if known is not None:
            return pen.change(known, **seen)
        return pen.add(SavedFilter(user=user, list_name=list_name, name=name, **seen))


def look_at_filter(*, saved: SavedFilter, count: int, by: Actor, at: datetime) -> SavedFilter:
    """Note that its owner has seen what it shows now, so that only what comes later is called new."""
    _own(saved.user, by)
    with writing("filter.look", by=by, at=at) as pen:
        return pen.change(saved, seen_count=count, seen_on=at.date())


def drop_filter(*, saved: SavedFilter, by: Actor, at: datetime) -> None:
    """Forget a kept question."""
    _own(saved.user, by)
    with writing("filter.drop", by=by, at=at) as pen:
        pen.remove(saved)


def choose_columns(*, user: User, list_name: str, columns: Sequence[str], by: Actor, at: datetime) -> User:
    """Keep which columns of a list its reader wants, in this order; none: the list as it comes."""
    _own(user, by)
    others = {name: keys for name, keys in user.list_columns.items() if name != list_name}
    with writing("columns.choose", by=by, at=at) as pen:
        return pen.change(user, list_columns=others | ({list_name: list(columns)} if columns else {}))


def _own(user: User, by: Actor) -> None:
    """Everybody arranges lists for themselves and for nobody else."""
    if user.login != by.login:
        raise Refusal("desk.not_allowed", power="arrange_lists", role=str(by.role))
