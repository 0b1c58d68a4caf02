"""Sentences about the files of `match solve` and `match verify`: what a row may not hold, and what cannot be planned."""

from typing import Final

from django.utils.translation import gettext_lazy as _

MATCH_FILES: Final = {
    "match.certificate": _("证明文件里缺少“{key}”，或写法不对。请用 match solve 写出的原文件。"),
}
