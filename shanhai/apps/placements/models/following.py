"""跟踪服务: every time somebody asked, or was told, how a person is doing."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.placements.models.spells import Placement
from shanhai.core.desk import Desk, Role


class ContactQuerySet(models.QuerySet["Contact"]):
    """Words for asking who asked."""

    def visible_to(self, desk: Desk) -> "ContactQuerySet":
        """With the spell; never the employer: what people say of it is not its to read."""
        if desk.role == Role.EMPLOYER:
            return self.none()
        return self.filter(placement__in=Placement.objects.visible_to(desk))

    def leaving(self) -> "ContactQuerySet":
        """The newest word about a spell that has not ended: that the person is not there any more."""
        newer = Contact.objects.filter(placement=OuterRef("placement"), on__gt=OuterRef("on"))
        later = Contact.objects.filter(
            placement=OuterRef("placement"), on=OuterRef("on"), noted_at__gt=OuterRef("noted_at")
        )
        said = self.filter(outcome="left", placement__ended_on=None)
        return said.exclude(Exists(newer)).exclude(Exists(later))

    def unanswered(self) -> "ContactQuerySet":
        """What people said on their own phone is wrong, where nobody has called or visited since."""
        answers = Contact.objects.filter(placement=OuterRef("placement"), kind__in=Contact.ANSWERS)
        after = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), noted_at__gt=OuterRef("noted_at"))
        return self.filter(kind="plea", placement__ended_on=None).exclude(Exists(answers.filter(after)))


class Contact(Record):
    """One try to hear how somebody is doing, and what came of it. `told` is by whom: the person or the family.

    Two kinds come from the person's own phone: `own` says how it goes, `plea` that something is wrong; a plea is answered by a call or visit.
    """

    KINDS = ("heartbeat", "call", "visit", "own", "plea")
    ANSWERS = ("call", "visit")
    OUTCOMES = ("working", "left", "wants_change", "trouble", "not_reached")
    TOLD = ("self", "family")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in OUTCOMES])
    told = models.CharField(max_length=6, default="self", choices=[(t, t) for t in TOLD])
    note = models.CharField(max_length=100, blank=True)
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-noted_at")
        constraints = [models.UniqueConstraint(fields=["placement", "on", "kind"], name="contact_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.outcome}"
