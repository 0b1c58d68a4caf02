"""工作简报: a bulletin is a set of figures on a day, frozen once with its text and digest, published, and corrected in the open."""

from django.db import models

from shanhai.apps.audit.models import Record
from shanhai.apps.outreach.models import JointQuerySet
from shanhai.apps.regions.models import Pairing, Region
from shanhai.core.desk import Desk, Power
from shanhai.core.lifecycle import LifeCycle

BULLETIN_LIFE = LifeCycle(
    start="draft", moves={"freeze": (("draft",), "frozen"), "publish": (("frozen",), "published")}
)


class BulletinQuerySet(JointQuerySet["Bulletin"]):
    """Words for asking after bulletins."""

    def public(self) -> "BulletinQuerySet":
        """Published ones, which anybody may read."""
        return self.filter(state="published")


class Bulletin(Record):
    """One bulletin. `frozen` holds each figure as it was, `text` the sentences in each language, `digest` binds both."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="bulletins")
    slug = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    as_of = models.DateField()
    edition = models.CharField(max_length=10, default="report", help_text="which figures it states")
    state = models.CharField(max_length=10, default=BULLETIN_LIFE.start)
    frozen_at = models.DateTimeField(null=True)
    frozen = models.JSONField(default=dict, blank=True)
    text = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=40, blank=True)
    author = models.CharField(max_length=60, blank=True)
    editor = models.CharField(max_length=40, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ("-as_of",)
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BULLETIN_LIFE.states), name="bulletin_state_known")
        ]

    def __str__(self) -> str:
        return self.title


class LayoutQuerySet(models.QuerySet["ReportLayout"]):
    """Words for asking after layouts."""

    def visible_to(self, desk: Desk) -> "LayoutQuerySet":
        """Those of one's own office."""
        return self.filter(region__in=desk.regions) if desk.may(Power.READ_FIGURES) else self.none()


class ReportLayout(Record):
    """上级报表的格式: one office's workbook, in whose cells the figures are named."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="report_layouts")
    name = models.CharField(max_length=40)
    filename = models.CharField(max_length=80)
    content = models.BinaryField()
    kept_by = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    objects = LayoutQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="layout_once")]

    def __str__(self) -> str:
        return self.name
