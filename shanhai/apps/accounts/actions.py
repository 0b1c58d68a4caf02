"""Opening an account and giving it a place."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from shanhai.apps.accounts.models import Installation, Membership, User
from shanhai.apps.audit.actions import note, writing
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Role
from shanhai.core.refusal import Refusal

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
