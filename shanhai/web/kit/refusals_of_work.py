"""Sentences about work itself: clocks, contracts, groups, spells, rosters."""

from typing import Final

from django.utils.translation import gettext_lazy as _

WORK: Final = {
    # clock · 法定时限
    "clock.no_law": _("{day} 当天没有哪部法律规定“{clock}”的时限，不能计时。请核对日期。"),
    # contract · 劳动合同
    "contract.months": _("固定期限的合同要写明几个月。请补上期限。"),
}
