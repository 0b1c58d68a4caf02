"""A list of rows with search, facets, sorting, pages and exports, all of it in the URL.

    WORKERS = Listing(name="workers", title=_("劳动力"), columns=(...), facets=(...), sorts={...}, search=lambda rows, text: rows.search(text))
    return respond(WORKERS, request, rows)       # the page, or every matching row as a file
    urlpatterns = listed("workers", workers)     # /workers/ /workers.csv /workers.xlsx /workers.json

One query counts everything (total and every facet's choices), one finds the page's keys, one reads their rows. A facet's counts respect the search and all
other facets, so that each number is what a click would show.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q
from django.http import HttpResponse
from django.urls import URLPattern, path

from shanhai.web.kit.arranged import arrangement, columns_for
from shanhai.web.kit.columns import Column, Facet, Listing, Rows
from shanhai.web.kit.export import export
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import show
from shanhai.web.kit.standing import standing

FEW = 6
FORMATS = ("csv", "xlsx", "json")


def respond(
    listing: Listing,
    request: Request,
    rows: Rows,
    *,
    template: str = "kit/list.html",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with the page, or with every matching row where the path ends in .csv, .xlsx or .json."""
    shown = columns_for(listing, request.user)
    asked = Asked(shown, request, rows)
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, shown, asked.ordered(), kind=kind)
    arranged = arrangement(listing, shown, request, asked.offered, rows)
    return show(request, template, {"list": asked.page(), "title": listing.title, **arranged, **(extra or {})})


def listed(prefix: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """Register a list and its three exports: /prefix/ /prefix.csv /prefix.xlsx /prefix.json."""
    name = prefix.replace("/", "-")
    exports = [path(f"{prefix}.{kind}", view, name=f"{name}-{kind}") for kind in FORMATS]
    return [path(f"{prefix}/", view, name=name), *exports]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a facet as shown: its count and the URL that takes it (or leaves it, when it is taken)."""

    label: Any
    count: int
    url: str
    on: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as shown."""

    value: Any
    link: str
    tag: str
    column: Column


class Asked:
    """What one URL asks of a listing."""

    def __init__(self, listing: Listing, request: Request, scoped: Rows) -> None:
        self.listing, self.request = listing, request
        self.q = request.GET.get("q", "").strip() if listing.search else ""
        self.rows = listing.search(scoped, self.q) if listing.search and self.q else scoped
        self.offered = {facet.key: facet.offered(request) for facet in listing.facets}
        self.chosen: dict[str, str] = {}
        self.conditions: dict[str, Q] = {}
        for facet in listing.facets:
            value = request.GET.get(facet.key, "")
            if value in {str(known) for known, _label in self.offered[facet.key]}:
                self.chosen[facet.key] = value
                self.conditions[facet.key] = facet.condition(scoped, value)
        sort = request.GET.get("sort", "")
        self.sort = sort if sort.removeprefix("-") in listing.sorts else ""

    def ordered(self) -> Rows:
        """All matching rows in the order asked for; the key settles ties, so that pages never overlap."""
        rows = self.rows.filter(self._all_but(""))
        if not self.sort:
            return rows
        order = self.listing.sorts[self.sort.removeprefix("-")]
        if self.sort.startswith("-"):
            order = tuple(key[1:] if key.startswith("-") else f"-{key}" for key in order)
        return rows.order_by(*order, "pk")

    def page(self) -> "Page":
        """Count everything in one query and read one page."""
        counts = self._counts()
        total = counts["n_total"]
        last = max(1, -(-total // self.listing.per_page))
        number = min(max(_whole(self.request.GET.get("page", "")), 1), last)
        start = (number - 1) * self.listing.per_page
        wanted = self.ordered().values_list("pk", flat=True)[start : start + self.listing.per_page]
        keys = standing("page", wanted, lambda: list(wanted))
        # the keys from an index first: a wide row far down a long list costs nothing to skip
        found = self.rows.in_bulk(keys)
        rows = [found[key] for key in keys if key in found]  # one may go between the two questions
        if self.listing.prepare:
            self.listing.prepare(rows, self.request)
        return Page(self, rows=rows, total=total, number=number, last=last, start=start, counts=counts)

    def url(self, **changes: str) -> str:
        """This list with some of its question changed; a change begins again at page one."""
        asked = {"q": self.q, **self.chosen, "sort": self.sort, "lang": self.request.GET.get("lang", "")}
        query = self.request.GET.copy()
        query.clear()
        for key, value in {**asked, **changes}.items():
            if value:
                query[key] = value
        return f"?{query.urlencode()}" if query else self.request.path

    def _all_but(self, key: str) -> Q:
        return Q(*(q for name, q in self.conditions.items() if name != key))

    def _counts(self) -> Counter[str]:
        """Count in one query what the list shows and what each choice would show; in two where a facet sets rows apart.

        The rows are grouped by the columns of the facets that have some; inside each group the other facets' choices are counted. Then the
        groups are added up here, for each choice over those that all the other choices taken would show.
        """
        free = [facet for facet in self.listing.facets if not facet.by and not facet.apart]
        asked = {"n_total": Count("pk", filter=self._free_but(free, ""))}
        for facet in free:
            for place, (value, _label) in enumerate(self.offered[facet.key]):
                wanted = facet.condition(self.rows, str(value)) & self._free_but(free, facet.key)
                asked[f"n_{facet.key}_{place}"] = Count("pk", filter=wanted)
        counts = Counter[str]()
        for here, group in self._groups(asked):
            missed = [key for key, value in here.items() if self.chosen.get(key, value) != value]
            if not missed:
                counts.update(group)
            for key, value in here.items():
                if missed in ([], [key]):
                    counts[self._place(key, value)] += group["n_total"]
        return counts

    def _groups(self, asked: Mapping[str, Count]) -> Iterator[tuple[dict[str, str], Counter[str]]]:
        """Each group of rows alike in the facets with columns: which choice of each it is, and what was asked of it."""
        grouped = [facet for facet in self.listing.facets if facet.by]
        columns = list(dict.fromkeys(column for facet in grouped for column in facet.by))

        def counted(rows: Rows) -> dict[tuple[Any, ...], Counter[str]]:
            if columns:
                grouped_rows = rows.values(*columns).annotate(**asked)
                groups = standing("groups", grouped_rows, lambda: list(grouped_rows))
            else:
                groups = [rows.aggregate(**asked)]
            return {tuple(one[c] for c in columns): Counter({name: one[name] for name in asked}) for one in groups}

        rows = self.rows.order_by()
        apart = next((facet for facet in self.listing.facets if facet.apart), None)
        few: dict[tuple[Any, ...], Counter[str]] = {}
        if apart is not None:
            first, second = (str(value) for value, _label in self.offered[apart.key])
            few = counted(rows.filter(apart.condition(rows, first)))
        for key, group in counted(rows).items():
            group.subtract(few.get(key, {}))
            named = dict(zip(columns, key, strict=True))
            here = {facet.key: facet.read(*(named[column] for column in facet.by)) for facet in grouped}
            if apart is None:
                yield here, group
                continue
            yield here | {apart.key: second}, group
            if key in few:
                yield here | {apart.key: first}, few[key]

    def _free_but(self, free: Sequence[Facet], key: str) -> Q:
        return Q(*(self.conditions[one.key] for one in free if one.key in self.conditions and one.key != key))

    def _place(self, key: str, value: str) -> str:
        """Under which name a group is counted; a value that is no choice is counted under a name nobody asks for."""
        known = [str(choice) for choice, _label in self.offered[key]]
        return f"n_{key}_{known.index(value)}" if value in known else ""


class Page:
    """One page of a list, ready for the template: nothing is left to be computed there."""

    def __init__(
        self, asked: Asked, *, rows: list[Any], total: int, number: int, last: int, start: int, counts: Counter[str]
    ) -> None:
        self.asked, self.rows, self.total, self.number, self.last = asked, rows, total, number, last
        self.first_row, self.last_row = start + 1 if total else 0, start + len(rows)
        self.q, self.sort, self.listing = asked.q, asked.sort, asked.listing
        self.searchable = self.listing.search is not None
        self.narrowed = bool(asked.q or asked.chosen)
        self.columns = [column for column in self.listing.columns if not column.export_only]
        self.counts = counts
        self.hidden = [(key, value) for key, value in {**asked.chosen, "sort": asked.sort}.items() if value]
        self.clear = asked.request.path
        self.before = asked.url(page=str(number - 1)) if number > 1 else ""
        self.after = asked.url(page=str(number + 1)) if number < last else ""

    def heads(self) -> list[dict[str, Any]]:
        """The column heads, with the URL that sorts by them."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> dict[str, Any]:
        if column.key not in self.listing.sorts:
            return {"column": column, "url": "", "order": ""}
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")
        turned = f"-{column.key}" if order == "ascending" else column.key
        return {"column": column, "url": self.asked.url(sort=turned), "order": order}

    def body(self) -> list[list[Cell]]:
        """The cells, row by row."""
        return [[_cell(column, row) for column in self.columns] for row in self.rows]

    def facets(self) -> list[dict[str, Any]]:
        """The facets with their choices; long ones fold."""
        shown = []
        for facet in self.listing.facets:
            taken = self.asked.chosen.get(facet.key, "")
            choices = [
                Choice(
                    label, self.counts[f"n_{facet.key}_{place}"],
                    self.asked.url(**{facet.key: "" if str(value) == taken else str(value)}), str(value) == taken,
                )
                for place, (value, label) in enumerate(self.asked.offered[facet.key])
            ]  # fmt: skip
            now = next((choice for choice in choices if choice.on), None)
            shown.append({"label": facet.label, "choices": choices, "fold": len(choices) > FEW, "now": now})
        return shown

    def exports(self) -> list[tuple[str, str]]:
        """The three downloads of what is asked for now."""
        query = self.asked.url().partition("?")[2]
        base = self.asked.request.path.rstrip("/")
        names = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
        return [(label, f"{base}.{kind}" + (f"?{query}" if query else "")) for kind, label in names.items()]


def _cell(column: Column, row: Model) -> Cell:
    value = column.value(row)
    return Cell(
        "" if value is None else value,
        column.link(row) if column.link else "",
        column.tag(row) if column.tag else "",
        column,
    )


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 1
