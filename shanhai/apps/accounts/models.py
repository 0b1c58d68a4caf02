"""账号: who may log in, from which seat, and for which organisation on which days."""

from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Desk, Role


class UserQuerySet(models.QuerySet["User"]):
    """Words for asking after accounts."""

    def visible_to(self, desk: Desk) -> "UserQuerySet":
        """System and security administrators see every account; an office sees its own colleagues; others only themselves."""
        if desk.role in {Role.SYSADMIN, Role.SECADMIN}:
            return self
        if desk.role == Role.OFFICER:
            return self.filter(region=desk.actor.region)
        return self.filter(login=desk.actor.login)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds a user by the log-in name, as the authentication backend asks, with the region of the seat."""

    def get_queryset(self) -> UserQuerySet:
        """Users with their region: every request asks for both."""
        rows: UserQuerySet = super().get_queryset().select_related("region")
        return rows


class User(AbstractBaseUser, Record):
    """One person, one seat. There is no superuser: every right comes from the role."""

    last_login = None
    PRIVATE = frozenset({"password"})

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(
        max_length=20, choices=[(str(r), str(r)) for r in Role if r not in {Role.ESCORT, Role.WORKER}]
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="users")
    office = models.CharField(max_length=60)
    unit = models.CharField(
        max_length=12,
        blank=True,
        help_text="township (9 digits) or village (12 digits) of the seat",
    )
    is_active = models.BooleanField(default=True)
    list_columns = models.JSONField(
        default=dict, blank=True, help_text="选列: the name of a list → keys of the columns wanted, in order"
    )

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        ordering = ("login",)

    def __str__(self) -> str:
        return f"{self.office} {self.name}"

    def actor(self) -> Actor:
        """The value that acts are recorded under."""
        return Actor(
            login=self.login,
            name=self.name,
            role=Role(self.role),
            region=self.region_id,
            unit=self.unit,
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Words for asking who belongs where."""

    def valid(self, on: date) -> "MembershipQuerySet":
        """In force on a day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class Membership(Record):
    """A user's seat in an employer, agency, workstation or brokerage, by its code, for some days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.CharField(
        max_length=18, db_index=True, help_text="credit code, or our own code where there is none"
    )
    since = models.DateField()
    until = models.DateField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "since"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation}"


class OwnQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows that belong to one account and concern nobody else."""

    def visible_to(self, desk: Desk) -> Self:
        """One's own."""
        return self.filter(user__login=desk.actor.login)

    def of_list(self, name: str) -> Self:
        """Those of one list."""
        return self.filter(list_name=name)


class SavedFilter(Record):
    """常用筛选: the question of a list under a name, with how many rows it had when its owner last looked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="filters")
    list_name = models.CharField(max_length=40, help_text="the name of the list, as in its address")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400, help_text="the address's query: what is searched and chosen")
    seen_count = models.PositiveIntegerField(default=0)
    seen_on = models.DateField()

    objects = OwnQuerySet["SavedFilter"].as_manager()

    class Meta:
        ordering = ("list_name", "name")
        constraints = [models.UniqueConstraint(fields=["user", "list_name", "name"], name="filter_once")]

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """The one row that says what this database is. A demo world carries its own today."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    demo = models.BooleanField(default=False)
    today = models.DateField(null=True, help_text="the demo world's own day")
    scale = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_is_one")]

    def __str__(self) -> str:
        return "demo" if self.demo else "installation"
