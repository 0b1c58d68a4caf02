"""Words every template knows: money, days and masks as people read them."""

import calendar
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanhai.core import money
from shanhai.core.money import Fen
from shanhai.web.kit.links import link_to

register = template.Library()

WEEKDAYS = "一二三四五六日"


def _english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def yuan(fen: int | None) -> str:
    """Write fen as yuan with commas; nothing for nothing."""
    return "" if fen is None else money.yuan(Fen(fen))


@register.filter
def wan(number: int) -> str:
    """Write a count in 万 to one decimal, as prose does: 164000 → 16.4万. Below ten thousand, and in English, in full."""
    if number < 10_000 or _english():
        return f"{number:,}"
    tenths = (number + 500) // 1000
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0") + _("万")


@register.filter
def count(number: int | None) -> str:
    """Write a whole number with commas."""
    return "" if number is None else f"{number:,}"


@register.filter
def day(value: date | None) -> str:
    """Write a day: 2018 年 3 月 5 日, or 5 March 2018."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if _english():
        return f"{value.day} {calendar.month_name[value.month]} {value.year}"
    return f"{value.year} 年 {value.month} 月 {value.day} 日"


@register.filter
def weekday(value: date) -> str:
    """Name the day of the week: 星期一, or Monday."""
    return calendar.day_name[value.weekday()] if _english() else f"星期{WEEKDAYS[value.weekday()]}"


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment to the minute, in order of size, for tables: 2018-03-05 09:40."""
    return "" if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


@register.filter
def clock(value: datetime) -> str:
    """Write the time of day: 09:40."""
    return f"{timezone.localtime(value):%H:%M}"


@register.filter
def masked(name: str) -> str:
    """Mask a name: 马志成 → 马*成, 李梅 → 李*."""
    if not name:
        return ""
    return name[0] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


@register.simple_tag
def link(noun: str, key: str = "", **query: str) -> str:
    """Give the address of a row or list by noun."""
    return link_to(noun, key, query or None)
