"""What an act on screen is: one small form that says what is asked, who may, which row it is about and which action does it.

To put an act on screen: declare an `ActForm` in the file of its subject, add it to that file's `FORMS`, and set
`{% act "noun.verb" row.pk %}` on the page it belongs to. `/do/<verb>/?about=<id>` (page.py) shows and does them all.
"""

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.outreach.models import Attendance
from shanhai.apps.regions.models import Level, Pairing, Region
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.acts import act
from shanhai.web.kit.forms import PlainForm
from shanhai.web.kit.middleware import Request

PARTICIPANTS = (
    (Attendance.Kind.BUREAU, _("部门")),
    (Attendance.Kind.TOWNSHIP, _("乡镇（街道）")),
    (Attendance.Kind.AGENCY, _("中介和劳务派遣机构")),
    (Attendance.Kind.STATION, _("劳务工作站")),
    (Attendance.Kind.EMPLOYER, _("用工企业")),
)


class ActForm[R](PlainForm):
    """One act. `verb` is its code in the log and its address, `power` what the seat needs; the action asks again for itself."""

    verb: ClassVar[str]
    power: ClassVar[Power]
    home: ClassVar[str] = "/tasks/"
    button: ClassVar[Any] = _("记下")
    lead: ClassVar[Any] = ""

    def __init__(self, request: Request, row: R, data: Any = None) -> None:
        self.request, self.row, self.desk = request, row, request.desk
        self.stamp: dict[str, Any] = {"by": request.actor, "at": request.now}
        super().__init__(data, label_suffix="")
        self.prepare()

    @classmethod
    def opened(cls, desk: Desk, about: str) -> R:
        """The row the act is about. 404 without the power, to an office outside every pairing, and for a row not one's own."""
        if not desk.pairings or not desk.may(cls.power):
            raise Http404
        return cls.find(desk, about)

    @classmethod
    def find(cls, desk: Desk, about: str) -> R:
        """Find the row among those one's own office acts on; an act about no row needs none."""
        return cast("R", None)

    @classmethod
    def heading(cls) -> Any:
        """What the act is called: on its page, on the button that leads there and in the log."""
        return act(cls.verb)

    def subject(self) -> str:
        """What the act is about, in a word."""
        return "" if self.row is None else str(self.row)

    def back(self) -> str:
        """The page it was asked on."""
        return self.home

    def prepare(self) -> None:
        """Set choices and first values from the desk and the row."""

    def act(self, said: dict[str, Any]) -> str:
        """Do it through its action and answer the page to go on to."""
        raise NotImplementedError

    def choose(self, name: str, rows: QuerySet[Any]) -> None:
        """Offer these rows in a field; a single one is taken without asking where the field cannot be left empty."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        field.empty_label = _("请选一个")
        only = list(rows[:2])
        if field.required and len(only) == 1:
            self.initial[name] = only[0].pk
            field.widget = forms.HiddenInput()


class JointForm(ActForm[None]):
    """An act of both counties, under one of the pairings in force."""

    power = Power.WRITE_PARTNERSHIP
    pairing = forms.ModelChoiceField(label=_("结对"), queryset=Pairing.objects.none())

    def prepare(self) -> None:
        """Offer one's own pairings."""
        rows = Pairing.objects.visible_to(self.desk).filter(pk__in=self.desk.pairings)
        self.choose("pairing", rows.select_related("sending", "receiving"))


def office(desk: Desk) -> Region:
    """The region whose office one's own is."""
    return Region.objects.get(code=desk.actor.region)


def counties(pairing: Pairing) -> QuerySet[Region]:
    """The two sides of a pairing."""
    return Region.objects.filter(code__in=pairing.owners)


def places() -> QuerySet[Region]:
    """Cities and counties, which are no secret."""
    return Region.objects.filter(level__in=(Level.CITY, Level.COUNTY))
