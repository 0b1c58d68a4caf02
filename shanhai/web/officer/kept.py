"""Kept questions on the task page: which of them find more rows than their reader saw last."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from shanhai.apps.accounts.models import SavedFilter
from shanhai.apps.employers.models import Position
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.arranged import counted, matching
from shanhai.web.kit.columns import Listing, Rows
from shanhai.web.kit.middleware import Request
from shanhai.web.officer import employers, positions, roll
from shanhai.web.officer.exchange import sent
from shanhai.web.officer.sources import Task

type Declared = tuple[Power, Callable[[Desk], Listing], Callable[[Desk], Rows]]


def _positions(desk: Desk) -> Rows:
    rows: Rows = Position.objects.visible_to(desk).shown_to(desk)
    return rows


LISTS: Final[dict[str, Declared]] = {  # those whose kept questions are watched, by the name that is their address
    "workers": (Power.READ_WORKERS, roll.listing, roll.rows),
    "employers": (Power.READ_EMPLOYERS, lambda _desk: employers.EMPLOYERS, employers.rows),
    "positions": (Power.READ_EMPLOYERS, positions.listing, _positions),
    "exchange": (Power.READ_PARTNERSHIP, lambda _desk: sent.EXCHANGE, sent.rows),
}


def more(request: Request) -> Iterator[Task]:
    """A task for each kept question that finds more rows than when its reader last looked. One query and one a list."""
    desk = request.desk
    waiting: dict[str, list[Any]] = {}
    for one in SavedFilter.objects.visible_to(desk).filter(list_name__in=LISTS):
        waiting.setdefault(one.list_name, []).append(one)
    for name, saved in waiting.items():
        power, declared, rows = LISTS[name]
        if not desk.may(power):
            continue
        listing = declared(desk)
        offered = {facet.key: facet.offered(request) for facet in listing.facets}
        scoped = rows(desk)
        counts = counted([matching(listing, offered, scoped, one.query) for one in saved])
        for one, count in zip(saved, counts, strict=True):
            if count > one.seen_count:
                yield Task(
                    title=_("常用筛选“{name}”多了几条").format(name=one.name),
                    url=f"/{name}/?{one.query}",
                    amount=_("多 {n} 条").format(n=count - one.seen_count),
                    hint=_("{list}：{day} 看的时候 {seen} 条，现在 {now} 条。").format(
                        list=listing.title, day=one.seen_on, seen=one.seen_count, now=count
                    ),
                )
