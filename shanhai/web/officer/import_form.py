"""The form a workbook is sent by: what it is, who sends it, what it is called, the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.imports.facts import KINDS
from shanhai.apps.regions.models import Level, Region
from shanhai.core.desk import Desk
from shanhai.web.kit.forms import PlainForm

KIND_WORDS = {
    "workers": _("劳动力名册"),
    "employers": _("企业信息"),
    "positions": _("岗位信息"),
    "placements": _("在岗人员"),
    "roster": _("在岗名单"),
}


class Upload(PlainForm):
    """What somebody says about a workbook."""

    kind = forms.ChoiceField(
        label=_("这是什么表"), widget=forms.RadioSelect, error_messages={"required": _("请选一种。")}
    )
    unit = forms.ChoiceField(label=_("谁报来的"), required=False)
    title = forms.CharField(label=_("叫它什么"), max_length=80, required=False, help_text=_("不填就用文件名。"))
    file = forms.FileField(
        label=_("选文件"),
        max_length=200,
        help_text=_(".xlsx、.xls 或 .csv。先核对，没有您点头，什么都不会入库。"),
        error_messages={"required": _("请选一个文件。"), "empty": _("文件里没有内容。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, said: dict[str, str] | None = None, desk: Desk) -> None:
        super().__init__(data, files, initial={"kind": "workers", **(said or {})})
        self.fields["kind"].choices = [(name, KIND_WORDS[name]) for name in allowed(desk)]  # type: ignore[attr-defined]
        places = senders(desk)
        if desk.unit or not places:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = [("", _("本单位（全县）")), *places]  # type: ignore[attr-defined]


def allowed(desk: Desk) -> list[str]:
    """The kinds a seat may import: a township sends people only."""
    return [name for name, kind in KINDS.items() if desk.may(kind.power)]


def senders(desk: Desk) -> list[tuple[str, str]]:
    """The townships whose workbooks a county office brings in."""
    rows = Region.objects.filter(parent=desk.actor.region, level=Level.TOWNSHIP)
    return list(rows.values_list("code", "name"))
