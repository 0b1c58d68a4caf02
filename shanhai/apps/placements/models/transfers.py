"""转移: one person's way from a letter of intent to the first day of work, alone or in a formed group 成建制."""

from datetime import date

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.partners.models import Agency, Broker
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

TRANSFER_LIFE = LifeCycle(
    start="letter",
    moves={
        "depart": (("letter",), "departed"),
        "report": (("letter", "departed"), "reported"),
        "start": (("letter", "departed", "reported"), "started"),
        "fall_through": (("letter", "departed", "reported"), "fell_through"),
    },
)
OPEN = ("letter", "departed", "reported")
BY_PAIRING = frozenset({Role.OFFICER, Role.CITY, Role.AUDITOR})


def reading(desk: Desk, *, worker: str, employer: str, pairing: str, group: str = "") -> Q | None:
    """Which rows about somebody's way a seat reads, by the names of its columns; None: none.

    The two bureaus, the cities above and the auditor by pairing; a township and a village their own people; an employer and an agency or
    broker what goes to or through them; a workstation that of people it has to do with today.
    """
    if not desk.may(Power.READ_TRANSFERS):
        return None
    if desk.role in BY_PAIRING:
        return Q(**{f"{pairing}__in": desk.pairings})
    if desk.role == Role.STATION:
        return Q(**{f"{pairing}__in": desk.pairings, f"{worker}__in": Worker.objects.visible_to(desk).values("pk")})
    if desk.role in {Role.TOWNSHIP, Role.VILLAGE}:
        home = Q(**{f"{worker}__region": desk.actor.region, f"{worker}__unit__startswith": desk.unit})
        return home if desk.unit else None
    if desk.role == Role.EMPLOYER:
        return Q(**{f"{employer}__credit_code__in": desk.organisations})
    if desk.role in {Role.AGENCY, Role.BROKER} and group:
        return Q(**{f"{group}__agency__code__in": desk.organisations}) | Q(
            **{f"{group}__broker__code__in": desk.organisations}
        )
    return None


class FormedGroupQuerySet(models.QuerySet["Group"]):
    """Words for asking after groups."""

    def visible_to(self, desk: Desk) -> "FormedGroupQuerySet":
        """The two sides of the pairing, its employer, and the agency or broker that brought it; a township or workstation where people it reads are in it."""
        if desk.role in {Role.TOWNSHIP, Role.VILLAGE, Role.STATION}:
            return self.filter(pk__in=Transfer.objects.visible_to(desk).exclude(group=None).values("group"))
        if desk.role in {Role.AGENCY, Role.BROKER} and desk.may(Power.READ_TRANSFERS):
            return self.filter(
                Q(agency__code__in=desk.organisations) | Q(broker__code__in=desk.organisations)
            ).distinct()
        inside = reading(desk, worker="", employer="employer", pairing="pairing")
        return self.none() if inside is None else self.filter(inside)


class Group(Record):
    """成建制: people who go together to one employer, with somebody who leads them and whoever brought them together."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="groups")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=40)
    leader = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="leads")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="groups")
    broker = models.ForeignKey(Broker, null=True, on_delete=models.PROTECT, related_name="groups")
    formed_on = models.DateField()

    objects = FormedGroupQuerySet.as_manager()

    class Meta:
        ordering = ("-formed_on", "name")
        constraints = [models.UniqueConstraint(fields=["pairing", "name", "formed_on"], name="group_once")]

    def __str__(self) -> str:
        return self.name


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Words for asking how far people have come."""

    def open(self) -> "TransferQuerySet":
        """On the way: neither at work yet nor fallen through."""
        return self.filter(state__in=OPEN)

    def departed(self, *, by: date) -> "TransferQuerySet":
        """Those who had left by the end of a day, whatever came of it."""
        return self.filter(departed_on__lte=by)

    def arrived(self, *, by: date) -> "TransferQuerySet":
        """Those who had reported in by the end of a day."""
        return self.filter(reported_on__lte=by)

    def visible_to(self, desk: Desk) -> "TransferQuerySet":
        """Whoever has a part in it, and nobody else."""
        inside = reading(desk, worker="worker", employer="position__employer", pairing="pairing", group="group")
        return self.none() if inside is None else self.filter(inside)


class Transfer(Record):
    """One person's way to one position. It begins with a letter of intent 意向书 and ends at work or falls through, with a reason.

    What was promised is kept as it stood when the letter was signed (fen a month), so that it can later be set beside what is paid.
    """

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="transfers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="transfers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="transfers")
    intent = models.OneToOneField(Intent, null=True, on_delete=models.PROTECT, related_name="transfer")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="members")
    way = models.CharField(max_length=10, default="organised", choices=[("organised", "organised"), ("own", "own")])
    promised_min = models.PositiveIntegerField(help_text="fen a month")
    promised_max = models.PositiveIntegerField(help_text="fen a month")
    state = models.CharField(max_length=12, default=TRANSFER_LIFE.start)
    signed_on = models.DateField()
    departed_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    reported_to = models.CharField(max_length=40, blank=True, help_text="who saw them come")
    fell_on = models.DateField(null=True)
    fell_why = models.CharField(max_length=60, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ("-signed_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=Q(state__in=OPEN), name="one_way_at_a_time"),
            models.CheckConstraint(condition=Q(state__in=TRANSFER_LIFE.states), name="transfer_state_known"),
            models.CheckConstraint(
                condition=Q(reported_on=None) | Q(departed_on=None) | Q(reported_on__gte=models.F("departed_on")),
                name="nobody_arrives_before_leaving",
            ),
        ]
        indexes = [models.Index(fields=["-signed_on", "id"], name="newest_letters")]

    def __str__(self) -> str:
        return f"{self.worker} → {self.position}"
