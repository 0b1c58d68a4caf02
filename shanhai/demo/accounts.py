"""The accounts of the demo, and the organisations some of them sit in. One public password, hashed once."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from shanhai.apps.accounts.actions import INSTALLER, join, open_account
from shanhai.apps.accounts.models import User
from shanhai.core.desk import Role
from shanhai.demo.world import World, at, table

PASSWORD = "shanhai-demo"  # noqa: S105 - printed on every log-in page of the demo
SALT = (
    "shanhaiDemoSaltIsNotSecretAtAll"  # fixed, so that a world built twice is the same; long enough never to be renewed
)
OPENED = at("2017-09-01 09:30")


def open_all(world: World) -> None:
    """The installer opens the three administrators; the security administrator opens everybody else."""
    hashed = make_password(PASSWORD, salt=SALT)
    ours = [row["login"] for row in table("accounts")]
    rows = sorted(table("accounts"), key=lambda row: (row["role"] not in _ADMINISTRATORS, ours.index(row["login"])))
    for minute, row in enumerate(rows):
        role = Role(row["role"])
        world.users[row["login"]] = open_account(
            login=row["login"],
            name=row["name"],
            role=role,
            region=world.regions[row["region"]],
            office=row["office"],
            unit=row["unit"],
            password_hash=hashed,
            by=INSTALLER if role in _ADMINISTRATORS else world.actor("secadmin"),
            at=OPENED + timedelta(minutes=minute),
        )


_ADMINISTRATORS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})


def seat(world: World, login: str, *, organisation: str, since: date, moment: str) -> None:
    """Give an account its place in an organisation."""
    user = world.users[login]
    join(user=user, organisation=organisation, since=since, by=world.actor("secadmin"), at=at(moment))


def public() -> list[dict[str, str]]:
    """The log-ins that are printed: login, password, role, office and name."""
    shown = [row["login"] for row in table("accounts") if row["public"] == "yes"]
    users = {user.login: user for user in User.objects.filter(login__in=shown)}
    return [
        {
            "login": login,
            "password": PASSWORD,
            "role": users[login].role,
            "office": users[login].office,
            "name": users[login].name,
        }
        for login in shown
        if login in users
    ]
