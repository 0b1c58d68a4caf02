"""成建制: people with letters to one employer become a group, and others join it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.partners.models import Agency, Broker
from shanhai.apps.placements.actions import form_group, join_group
from shanhai.apps.placements.models import Group, Transfer
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll
from shanhai.web.officer.acts.form import ActForm


class Letters(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Letters, as the people who signed them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **told: Any) -> None:
        super().__init__(queryset=Transfer.objects.none(), **told)

    def offer(self, rows: Any, desk: Desk) -> None:
        """Offer these letters to a desk."""
        self.queryset = rows.select_related("worker", "position__employer", "group", "pairing")
        self.desk = desk

    def label_from_instance(self, obj: Any) -> str:
        """The person, and where to."""
        name = obj.worker.name if roll.mine(obj.worker, self.desk) else obj.worker.masked_name
        return " · ".join([name, obj.position.employer.name, *([obj.group.name] if obj.group else [])])


def alone(desk: Desk) -> Any:
    """Letters of people who go by themselves so far."""
    return Transfer.objects.visible_to(desk).filter(state="letter", group=None)


class FormGroup(ActForm[Employer]):
    """A group out of the letters to one employer."""

    verb = "group.form"
    power = Power.RUN_TRANSFER
    home = "/groups/"
    lead = _("只有签了意向书、去这一家、还没有编组的人在下面。")
    name = forms.CharField(label=_("叫什么"), help_text=_("例如 三营镇电池厂第一组"), max_length=40)
    members = Letters(label=_("谁一起去"))
    leader = forms.ModelChoiceField(
        label=_("谁带队"), help_text=_("是组里的人；还没定就空着"), queryset=Worker.objects.none(), required=False
    )
    agency = forms.ModelChoiceField(label=_("哪家中介组织的"), queryset=Agency.objects.none(), required=False)
    broker = forms.ModelChoiceField(label=_("哪位经纪人组织的"), queryset=Broker.objects.none(), required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Employer:
        """The employer, if somebody has a letter to it."""
        going = Transfer.objects.visible_to(desk).filter(state="letter").values("position__employer")
        return find(Employer.objects.visible_to(desk).filter(pk__in=going), about)

    def prepare(self) -> None:
        """Offer who goes there alone, and who may have brought them together."""
        rows = Transfer.objects.visible_to(self.desk).filter(state="letter", position__employer=self.row)
        again = Q(group__formed_on=self.desk.today) if self.is_bound else Q(group=None)  # the same click twice is one
        rows = rows.filter(Q(group=None) | again)
        cast("Letters", self.fields["members"]).offer(rows, self.desk)
        self.choose("leader", Worker.objects.visible_to(self.desk).filter(pk__in=rows.values("worker")))
        self.choose("agency", Agency.objects.visible_to(self.desk))
        self.choose("broker", Broker.objects.visible_to(self.desk))
        field = cast("forms.ModelChoiceField[Any]", self.fields["leader"])
        field.label_from_instance = self._named  # type: ignore[method-assign]

    def _named(self, obj: Any) -> str:
        return str(obj.name) if roll.mine(obj, self.desk) else str(obj.masked_name)

    def clean_members(self) -> list[Transfer]:
        """People of one pairing."""
        members: Sequence[Transfer] = list(self.cleaned_data["members"])
        if len({one.pairing_id for one in members}) > 1:
            raise ValidationError(_("这些人来自不同的结对。请一对一对地编组。"))
        return list(members)

    def act(self, said: dict[str, Any]) -> str:
        """Form it and open its page."""
        pairing = said["members"][0].pairing
        row = form_group(pairing=pairing, employer=self.row, **said, **self.stamp)
        return link_to("placements.group", row.pk)


class JoinGroup(ActForm[Group]):
    """More people into a group."""

    verb = "group.join"
    power = Power.RUN_TRANSFER
    members = Letters(label=_("还有谁一起去"))

    @classmethod
    def find(cls, desk: Desk, about: str) -> Group:
        """Find it."""
        return find(Group.objects.visible_to(desk).select_related("pairing", "employer"), about)

    def back(self) -> str:
        """The group's page."""
        return link_to("placements.group", self.row.pk)

    def prepare(self) -> None:
        """Offer who goes there alone."""
        rows = Transfer.objects.visible_to(self.desk).filter(
            state="letter", position__employer=self.row.employer_id, pairing=self.row.pairing_id
        )
        rows = rows.filter(Q(group=None) | Q(group=self.row)) if self.is_bound else rows.filter(group=None)
        cast("Letters", self.fields["members"]).offer(rows, self.desk)

    def act(self, said: dict[str, Any]) -> str:
        """Take them in."""
        for member in said["members"]:
            join_group(group=self.row, transfer=member, **self.stamp)
        return self.back()


FORMS = (FormGroup, JoinGroup)
