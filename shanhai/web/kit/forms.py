"""Fields that clean text into our values and stop there; what the database knows is the action's business."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from shanhai.core.dates import parse_day
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.refusal import Refusal
from shanhai.web.kit.refusals import sentence


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
