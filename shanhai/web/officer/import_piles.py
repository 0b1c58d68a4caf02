"""One import's rows in piles that somebody goes through: to mend, to choose, changed. Each paged, by reason, with counts."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shanhai.apps.imports import actions
from shanhai.apps.imports.facts import KINDS
from shanhai.apps.imports.facts.piles import CHANGES, FIX, PILES, REVIEW, Pile, because, pile, reasons, said
from shanhai.apps.imports.models import Import, Row
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import Choice
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import check

PER_PAGE = 50
TITLE = {"fix": _("要改的行"), "review": _("要选的行"), "changes": _("改了什么")}
WHY = {"fix": _("毛病"), "review": _("为什么"), "changes": _("改的是")}
SAID = {"none": _("还没选"), "new": _("用新的"), "old": _("留旧的")}


class Asked:
    """What one address asks of a pile: a reason, what was said of the rows, a page."""

    def __init__(self, request: Request, which: Pile, one: Import) -> None:
        self.request, self.which, self.kind = request, which, KINDS[one.kind]
        self.whole = pile(one, which)
        self.reasons = reasons(self.whole, which)
        wanted = request.GET.get("reason", "")
        self.reason = wanted if wanted in self.reasons else ""
        self.rows = self.whole.filter(because(which, self.reason)) if self.reason else self.whole
        told = request.GET.get("said", "")
        self.told = told if which is REVIEW and told in SAID else ""
        self.alike = said(self.rows) if which is REVIEW else Counter[str]()
        self.shown = self.rows.filter(choice=_kept(self.told)) if self.told else self.rows
        self.total = self.alike[_kept(self.told)] if self.told else self.reasons[self.reason]
        self.last = max(1, -(-self.total // PER_PAGE))
        number = request.GET.get("page", "")
        self.number = min(max(int(number) if number.isdecimal() and len(number) < 7 else 1, 1), self.last)
        self.first = (self.number - 1) * PER_PAGE

    def page(self) -> QuerySet[Row]:
        """The rows of the page, in the order of the file."""
        return self.shown[self.first : self.first + PER_PAGE]

    def url(self, **changes: str) -> str:
        """This pile with some of the question changed; a change begins again at page one."""
        asked = {"reason": self.reason, "said": self.told, "lang": self.request.GET.get("lang", "")}
        query = self.request.GET.copy()
        query.clear()
        query.update({key: value for key, value in {**asked, **changes}.items() if value})
        return self.request.path + (f"?{query.urlencode()}" if query else "")

    def by_reason(self) -> list[Choice]:
        """The reasons to narrow by, the commonest first."""
        return [
            Choice(check.label(self.which, key, self.kind), n, self.url(reason="" if key == self.reason else key), key == self.reason)
            for key, n in self.reasons.items()
            if key
        ]  # fmt: skip

    def by_word(self) -> list[Choice]:
        """What was said, to narrow by."""
        words = SAID.items() if self.which is REVIEW else ()
        return [
            Choice(label, self.alike[_kept(key)], self.url(said="" if key == self.told else key), key == self.told)
            for key, label in words
        ]

    def context(self) -> dict[str, Any]:
        """What the template needs to page and to narrow."""
        shown = list(self.page())
        draw = {FIX: check.to_mend, REVIEW: check.to_choose, CHANGES: check.changed}[self.which]
        return {
            "rows": [draw(row, self.kind) for row in shown],
            "asked": self,
            "first_row": self.first + 1 if shown else 0,
            "last_row": self.first + len(shown),
            "here": self.url(page=str(self.number)),
            "before": self.url(page=str(self.number - 1)) if self.number > 1 else "",
            "after": self.url(page=str(self.number + 1)) if self.number < self.last else "",
            "chosen": self.alike["new"] + self.alike["old"],
            "all_alike": sum(self.alike.values()),
            "reason_label": check.label(self.which, self.reason, self.kind) if self.reason else "",
        }


def _kept(word: str) -> str:
    return "" if word == "none" else word


@page(Power.IMPORT)
def rows(request: Request, pk: str, name: str) -> HttpResponse:
    """Show one pile; of rows in review keep what somebody says of those on the page, or of all with one reason."""
    one = find(Import.objects.visible_to(request.desk), pk)
    which = PILES[name]
    asked = Asked(request, which, one)
    if acting(request):
        return _said(request, one, asked)
    context = {
        "imported": one,
        "back": link_to("imports.import", one.pk),
        "pile": name,
        "open": one.state in check.OPEN,
        "title": TITLE[name],
        "why": WHY[name],
        **asked.context(),
    }
    return show(request, "officer/import_pile.html", context)


def _said(request: Request, one: Import, asked: Asked) -> HttpResponse:
    if asked.which is not REVIEW or one.state not in check.OPEN:
        raise Refusal("lifecycle.not_allowed", state=one.state)
    verb, _sep, word = request.POST.get("do", "").partition(":")
    stamp: dict[str, Any] = {"by": request.actor, "at": request.now}
    if verb == "alike":
        n = actions.choose_alike(imported=one, reason=asked.reason, choice=word, **stamp)
        told = (
            _now("{n} 行都记成“用新的”，入库时照办。") if word == "new" else _now("{n} 行都记成“留旧的”，入库时不动。")
        )
        return done(request, asked.url(), told.format(n=f"{n:,}"))
    actions.choose(imported=one, choices=check.choices(request), **stamp)
    now = said(asked.whole)
    told = _now("记下了。已选 {n} 行，共 {all} 行。").format(
        n=f"{now['new'] + now['old']:,}", all=f"{sum(now.values()):,}"
    )
    onwards = min(asked.number + 1, asked.last) if verb == "next" else asked.number
    return done(request, asked.url(page=str(onwards) if onwards > 1 else ""), told)


urlpatterns = [path(f"imports/<str:pk>/{name}/", rows, {"name": name}, name=f"import-{name}") for name in PILES]
