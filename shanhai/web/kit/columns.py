"""What a list is made of, as declared: columns, facets, and the listing that holds them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from shanhai.web.kit.middleware import Request

type Rows = QuerySet[Any]
type Choices = Sequence[tuple[str, Any]]

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: how a row's value is read, where it leads, and how it looks.

    `numeric` aligns right; `wide` lets prose wrap; `tag` names the class of a tag around the value ("ok", "soon", "bad", "do");
    `export_only` columns are not on the page.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    link: Callable[[Any], str] | None = None
    tag: Callable[[Any], str] | None = None
    numeric: bool = False
    wide: bool = False
    export_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a list: `choices` (value, label), and what a value asks of the rows: `where(value) -> Q` (preferred: all counts
    come from one query) or `filter(rows, value) -> rows`.

    `by` names columns and `read` says which choice their values are. A long list is then counted by walking one index that begins with
    those columns, instead of asking every row about every choice. `apart` marks a facet of two choices whose first holds few rows: they
    are counted by themselves, and the second choice is all the others.
    """

    key: str
    label: Any
    choices: Choices | Callable[[Request], Choices]
    where: Callable[[str], Q] | None = None
    filter: Callable[[Any, str], Rows] | None = None
    by: tuple[str, ...] = ()
    read: Callable[..., str] = str
    apart: bool = False

    def offered(self, request: Request) -> Choices:
        """The choices for this visitor."""
        return self.choices(request) if callable(self.choices) else self.choices

    def condition(self, rows: Rows, value: str) -> Q:
        """What a value asks, as a condition on the rows."""
        if self.where is not None:
            return self.where(value)
        if self.filter is None:
            raise TypeError(f"facet {self.key} has neither where nor filter")
        return Q(pk__in=self.filter(rows.order_by(), value).values("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as declared. `prepare` is handed each batch of rows to look up in one go what the columns need (names, masks)."""

    name: str
    columns: Sequence[Column]
    title: Any = ""
    search: Callable[[Any, str], Rows] | None = None
    search_hint: Any = ""
    facets: Sequence[Facet] = ()
    sorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per_page: int = PER_PAGE
    empty: Any = ""
    prepare: Callable[[Sequence[Any], Request], None] | None = None
