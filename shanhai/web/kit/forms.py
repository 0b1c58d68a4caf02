"""Fields that clean text into our values and stop there; what the database knows is the action's business."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanhai.core.dates import parse_day
from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.refusal import Refusal
from shanhai.web.kit.refusals import sentence

_SAID = {
    "required": _("请填写。"),
    "max_length": _("最多 %(limit_value)d 个字，现在有 %(show_value)d 个。请写短一些。"),
    "invalid": _("看不懂。请只写数字。"),
    "min_value": _("最少是 %(limit_value)s。"),
    "max_value": _("最多是 %(limit_value)s。"),
    "invalid_choice": _("没有这一项。请从名单里选。"),
}
_CHOSEN = {"required": _("请选一项。")}


class PlainForm(forms.Form):
    """A form whose errors say what to do; what a field says for itself stays."""

    def full_clean(self) -> None:
        """Put our words in place of the framework's before anything is cleaned."""
        for field in self.fields.values():
            usual = {
                code: text
                for kind in reversed(type(field).__mro__)
                for code, text in getattr(kind, "default_error_messages", {}).items()
            }
            ours = _SAID | _CHOSEN if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else _SAID
            field.error_messages |= {
                code: said
                for code, said in ours.items()
                if field.error_messages.get(code) is usual.get(code)
                and (code != "invalid" or isinstance(field, forms.IntegerField))
            }
        super().full_clean()


class DayField(forms.Field):
    """A day in any of the ways people write one."""

    def to_python(self, value: Any) -> Any:
        """Parse what was typed; an empty optional field is None."""
        if isinstance(value, date):
            return value
        return _parsed(value, parse_day)


class YuanField(forms.Field):
    """An amount in yuan as people type it; cleaned to fen."""

    def to_python(self, value: Any) -> Any:
        """Parse what was typed; an empty optional field is None."""
        return _parsed(value, parse_yuan)

    def prepare_value(self, value: Any) -> Any:
        """Show an initial value of fen in yuan."""
        return yuan(Fen(value)) if isinstance(value, int) else value


def _parsed(text: str | None, parse: Any) -> Any:
    if not text or not text.strip():
        return None
    try:
        return parse(text)
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from refusal


class MomentField(forms.Field):
    """A day with the time of day, as 2018-03-02 16:10; cleaned to a moment in local time."""

    def to_python(self, value: Any) -> Any:
        """Parse what was typed; an empty optional field is None."""
        text = halfwidth(value or "")
        if not text:
            return None
        day, _space, clock = text.rpartition(" ")
        try:
            return timezone.make_aware(datetime.combine(_parsed(day or clock, parse_day), time.fromisoformat(clock)))
        except ValueError as error:
            raise ValidationError(_("看不懂这个时间。请写成 2018-03-02 16:10 这样。")) from error


class CreditField(forms.Field):
    """A unified social credit code, checked; cleaned to its 18 characters."""

    def to_python(self, value: Any) -> Any:
        """Parse what was typed; an empty optional field is None."""
        return _parsed(value, lambda text: CreditCode.parse(text).value)


class CountField(forms.IntegerField):
    """A whole number as people type it: full-width digits, commas and blanks are no mistake."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """Parse what was typed; an empty optional field is None."""
        return super().to_python(re.sub(r"[\s,]", "", halfwidth(value)) if isinstance(value, str) else value)
