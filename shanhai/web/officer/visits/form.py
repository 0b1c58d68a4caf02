"""The nine questions of a visit as fields, and what was answered as a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.facts import Post, Visit
from shanhai.apps.employers.models import Employer, Position
from shanhai.web.kit.forms import CountField, DayField, PlainForm, YuanField
from shanhai.web.officer import words

MOST_SEATS = 5000
OPEN = (("yes", _("还在招")), ("no", _("不招了")))
WILLING = [(code, words.WILLING[code]) for code in ("yes", "no", "unknown")]
PHONE = r"[\d+\-() 转]{7,20}"


@dataclass(frozen=True, slots=True)
class Question:
    """One numbered question with its fields; those of one position stand under its title."""

    number: int
    title: Any
    parts: list[tuple[str, list[BoundField]]]

    @property
    def single(self) -> bool:
        """Whether one field is all there is, so that the question itself says what is asked."""
        return len(self.parts) == 1 and len(self.parts[0][1]) == 1


def _radio(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **more)


class VisitForm(PlainForm):
    """What a visit asks. The known open positions are asked for one by one."""

    round = forms.CharField(label=_("哪一轮走访"), max_length=30)
    on = DayField(label=_("哪天去的"))
    operations = forms.CharField(
        label=_("经营和用工情况"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    headcount = CountField(label=_("现在有多少人"), min_value=0, max_value=1_000_000, required=False)
    other_jobs = forms.CharField(
        label=_("还想招别的岗位吗"), help_text=_("先记下，回来再录岗位"), max_length=100, required=False
    )
    insured = _radio(_("社会保险"), words.INSURED.items(), required=False)
    dormitory = _radio(_("宿舍"), words.BENEFIT.items(), required=False)
    canteen = _radio(_("食堂"), words.MEALS.items(), required=False)
    couples_room = _radio(_("夫妻房"), words.BENEFIT.items(), required=False)
    contact = forms.CharField(label=_("联系人"), max_length=40, required=False)
    contact_phone = forms.RegexField(
        PHONE, label=_("联系电话"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    willing = _radio(_("愿意招对口地区的人吗"), WILLING)

    def __init__(
        self, firm: Employer, positions: Iterable[Position], rounds: list[str], today: date, data: Any = None
    ) -> None:
        super().__init__(data, label_suffix="")
        self.firm, self.positions = firm, list(positions)
        if rounds:
            self.fields["round"] = forms.ChoiceField(
                label=_("哪一轮走访"), choices=[(one, one) for one in dict.fromkeys(rounds)]
            )
            self.initial["round"] = rounds[0]
        self.initial.update({"on": today.isoformat(), "headcount": firm.headcount, "willing": firm.willing})
        self.initial.update({"contact": firm.contact, "contact_phone": firm.contact_phone})
        for position in self.positions:
            self._ask_about(position)

    def _ask_about(self, position: Position) -> None:
        key = position.pk
        self.fields[f"open_{key}"] = _radio(_("还招吗"), OPEN)
        self.fields[f"seats_{key}"] = CountField(label=_("招多少人"), min_value=1, max_value=MOST_SEATS, required=False)
        self.fields[f"low_{key}"] = YuanField(label=_("月薪最低多少元"), required=False)
        self.fields[f"high_{key}"] = YuanField(label=_("月薪最高多少元"), required=False)
        self.initial.update({f"seats_{key}": position.seats})
        self.initial.update({f"low_{key}": position.pay_min, f"high_{key}": position.pay_max})

    def clean(self) -> dict[str, Any]:
        """A position still offered has its seats and pay, the lower one first."""
        said = super().clean() or {}
        for position in self.positions:
            key = position.pk
            if said.get(f"open_{key}") != "yes":
                continue
            for name in (f"seats_{key}", f"low_{key}", f"high_{key}"):
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _("“{title}”还在招，请填上这一项。").format(title=position.title))
            low, high = said.get(f"low_{key}"), said.get(f"high_{key}")
            if low is not None and high is not None and high < low:
                self.add_error(
                    f"high_{key}", _("“{title}”的最高月薪比最低月薪还低。请核对。").format(title=position.title)
                )
        return said

    def questions(self) -> Iterator[Question]:
        """The nine questions in their order, and the tenth."""
        jobs = [(one.title, self._of(one, "open", "seats")) for one in self.positions]
        pays = [(one.title, self._of(one, "low", "high")) for one in self.positions]
        asked: list[tuple[Any, list[tuple[str, list[BoundField]]]]] = [
            (_("生产经营怎么样"), [("", [self["operations"]])]),
            (_("有多少人"), [("", [self["headcount"]])]),
            (_("岗位还招吗"), [*jobs, ("", [self["other_jobs"]])]),
            (_("工资多少"), pays),
            (_("交社会保险吗"), [("", [self["insured"]])]),
            (_("有宿舍吗"), [("", [self["dormitory"]])]),
            (_("有食堂吗"), [("", [self["canteen"]])]),
            (_("有夫妻房吗"), [("", [self["couples_room"]])]),
            (_("以后找谁"), [("", [self["contact"], self["contact_phone"]])]),
            (_("愿意招对口地区的人吗"), [("", [self["willing"]])]),
        ]
        for number, (title, parts) in enumerate(asked, start=1):
            yield Question(number, title, parts)

    def _of(self, position: Position, *names: str) -> list[BoundField]:
        return [self[f"{name}_{position.pk}"] for name in names]

    def visit(self) -> Visit:
        """The answers as a value."""
        said = self.cleaned_data
        posts = [
            Post(position=one.pk, title=one.title, open=True, seats=said[f"seats_{one.pk}"],
                 pay_min=said[f"low_{one.pk}"], pay_max=said[f"high_{one.pk}"])
            if said[f"open_{one.pk}"] == "yes"
            else Post(position=one.pk, title=one.title, open=False)
            for one in self.positions
        ]  # fmt: skip
        names = ("operations", "headcount", "other_jobs", "insured", "dormitory", "canteen", "couples_room", "contact",
                 "contact_phone", "willing")  # fmt: skip
        return Visit(posts=tuple(posts), **{name: said[name] for name in names})
