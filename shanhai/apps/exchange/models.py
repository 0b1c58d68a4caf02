"""供需信息对接: what one bureau tells its partner of its positions, that it was received, and what was answered.

A position is kept as it stood when it was told, so that what has changed since can be computed and is never a matter of memory.
"""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Position
from shanhai.apps.regions.models import Pairing, Region
from shanhai.core.desk import Desk, Power


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """Words for asking after dispatches."""

    def visible_to(self, desk: Desk) -> Self:
        """Both bureaus of a pairing in force and those above them; a township reads what was passed on to it."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        rows = self.filter(pairing__in=desk.pairings)
        if not desk.unit:
            return rows
        return rows.filter(pk__in=Forward.objects.filter(township__code__startswith=desk.unit).values("dispatch"))


class Dispatch(Record):
    """岗位信息单: a set of positions sent to the partner bureau. Its title names it within the pairing."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="dispatches")
    title = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    answer_by = models.DateField()

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-id")
        verbose_name_plural = "dispatches"
        constraints = [models.UniqueConstraint(fields=["pairing", "title"], name="dispatch_once")]

    def __str__(self) -> str:
        return self.title


class OfDispatchQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows that hang on a dispatch, and are read with it."""

    def visible_to(self, desk: Desk) -> Self:
        """Those of dispatches that may be read."""
        return self.filter(dispatch__in=Dispatch.objects.visible_to(desk))


class Notice(Record):
    """One telling under a dispatch: number 1 sends the positions, later ones say what changed."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=40)

    objects = OfDispatchQuerySet["Notice"].as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["dispatch", "number"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.number}"


class NoticeLineQuerySet(models.QuerySet["NoticeLine"]):
    """Words for asking what was told."""

    def visible_to(self, desk: Desk) -> Self:
        """With the dispatch."""
        return self.filter(notice__dispatch__in=Dispatch.objects.visible_to(desk))

    def newest(self) -> Self:
        """The newest line of each position in its dispatch: what the other side was last told."""
        last = (
            NoticeLine.objects.filter(
                notice__dispatch=models.OuterRef("notice__dispatch"), position=models.OuterRef("position")
            )
            .order_by("-notice__number")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(last))


class NoticeLine(Record):
    """One position as it was told in one notice. `stated` holds its columns then; pay in fen a month."""

    class Verb(models.TextChoices):
        """What the line says of the position."""

        OFFERED = "offered"
        CHANGED = "changed"
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="lines")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="told")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    stated = models.JSONField(default=dict)
    reason = models.CharField(max_length=100, blank=True, help_text="why it was withdrawn")

    objects = NoticeLineQuerySet.as_manager()

    class Meta:
        ordering = ("position__employer__initials", "position__title", "id")
        constraints = [models.UniqueConstraint(fields=["notice", "position"], name="told_once_a_notice")]

    def __str__(self) -> str:
        return f"{self.verb} {self.position_id}"

    @property
    def stands(self) -> bool:
        """Whether people may still be sent for it, as far as was told."""
        return self.verb in {self.Verb.OFFERED, self.Verb.CHANGED}

    def said(self, column: str) -> Any:
        """One column as told."""
        return self.stated.get(column)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Words for asking what was received."""

    def visible_to(self, desk: Desk) -> Self:
        """With the dispatch."""
        return self.filter(notice__dispatch__in=Dispatch.objects.visible_to(desk))


class Receipt(Record):
    """回执: the other bureau has received one notice."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="receipt")
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=40)

    objects = ReceiptQuerySet.as_manager()

    def __str__(self) -> str:
        return self.notice_id


class Answer(Record):
    """答复: how many people may come, as the other bureau sees it. One a dispatch; `answered_at` is the first time."""

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="answer")
    may_come = models.PositiveIntegerField(help_text="people who may come")
    text = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=40)

    objects = OfDispatchQuerySet["Answer"].as_manager()

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.may_come}"

    @property
    def took(self) -> timedelta:
        """From the sending to the answer."""
        return self.answered_at - self.dispatch.sent_at


class Forward(Record):
    """转发: a dispatch passed on to one township of the sending county, and when the township received it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="forwards")
    township = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="forwards")
    forwarded_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=40, blank=True)

    objects = OfDispatchQuerySet["Forward"].as_manager()

    class Meta:
        ordering = ("township",)
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "township"], name="forward_once"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(received_at__gte=F("forwarded_at")), name="forward_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.township_id}"
