"""How one reader likes a list: which columns in which order, and the questions kept under names. The list itself knows nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Model, QuerySet, Value
from django.http import QueryDict

from shanhai.apps.accounts.models import SavedFilter, User
from shanhai.web.kit.columns import Choices, Column, Listing, Rows
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.standing import standing


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept question as shown: its address, how many rows it has now, and how many more than its reader saw."""

    saved: SavedFilter
    url: str
    count: int
    on: bool

    @property
    def more(self) -> int:
        """Rows that came since."""
        return max(0, self.count - self.saved.seen_count)


@dataclass(frozen=True, slots=True)
class Choosing:
    """One column in the chooser."""

    column: Column
    on: bool
    place: int


def columns_for(listing: Listing, user: User) -> Listing:
    """The listing with the columns its reader chose, on the page and in files; unchanged where nobody chose."""
    keys = user.list_columns.get(listing.name, [])
    known = {column.key: column for column in listing.columns}
    chosen = tuple(replace(known[key], export_only=False) for key in keys if key in known)
    return replace(listing, columns=chosen) if chosen else listing


def choosing(whole: Listing, shown: Listing) -> list[Choosing]:
    """Every column of a list: those shown first, in their order."""
    chosen = whole is not shown
    on = [column.key for column in shown.columns if chosen or not column.export_only]
    rest = [column.key for column in whole.columns if column.key not in on]
    known = {column.key: column for column in whole.columns}
    return [Choosing(known[key], key in on, at) for at, key in enumerate([*on, *rest], start=1)]


def question(get: QueryDict, listing: Listing) -> str:
    """What an address asks of a list, in one spelling: search, facets, order."""
    keys = ["q", *(facet.key for facet in listing.facets), "sort"]
    asked = QueryDict(mutable=True)
    for key in keys:
        value = get.get(key, "").strip()
        if value:
            asked[key] = value
    return asked.urlencode()


def arrangement(
    whole: Listing, shown: Listing, request: Request, offered: dict[str, Choices], scoped: Rows
) -> dict[str, Any]:
    """What a list's page needs to show how it is arranged, and to arrange it."""
    found = kept(whole, request, offered, scoped)
    return {
        "kept": found,
        "on_kept": any(one.on for one in found),
        "question": question(request.GET, whole),
        "choosing": choosing(whole, shown),
        "chosen": whole is not shown,
    }


def matching(listing: Listing, offered: dict[str, Choices], scoped: Rows, query: str) -> Rows:
    """The rows a question finds; a choice that is no longer offered narrows nothing."""
    get = QueryDict(query)
    text = get.get("q", "").strip()
    rows = listing.search(scoped, text) if listing.search and text else scoped
    for facet in listing.facets:
        value = get.get(facet.key, "")
        if value in {str(known) for known, _label in offered[facet.key]}:
            rows = rows.filter(facet.condition(scoped, value))
    return rows


def kept(listing: Listing, request: Request, offered: dict[str, Choices], scoped: Rows) -> list[Kept]:
    """The reader's kept questions of a list, each with its count now. Two queries however many there are, one where there are none."""
    rows = list(SavedFilter.objects.visible_to(request.desk).of_list(listing.name))
    counts = counted([matching(listing, offered, scoped, one.query) for one in rows])
    now = question(request.GET, listing)
    base = request.path
    return [Kept(one, f"{base}?{one.query}", count, one.query == now) for one, count in zip(rows, counts, strict=True)]


def counted(asked: Sequence[QuerySet[Model]]) -> list[int]:
    """How many rows each of several questions finds, in one query, which stands until somebody writes."""
    if not asked:
        return []
    parts: list[Any] = [
        rows.order_by().values(place=Value(at)).annotate(n=Count("pk")).values_list("place", "n")
        for at, rows in enumerate(asked)
    ]
    whole = parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0]
    found = dict(standing("kept", whole, lambda: list(whole)))
    return [found.get(at, 0) for at in range(len(asked))]
