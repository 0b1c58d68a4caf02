"""Counts, and the keys of a page, that stand until somebody writes: asked of the database once, then remembered by this process.

What the database holds is named by its newest state: on SQLite the last link of the log (every row of a list is written with an entry, one
writer at a time), on PostgreSQL the snapshot of transactions, which any write changes. Another state, another answer; nothing grows old.
The key holds the whole question with its values, so that nobody is answered with the answer of another desk or of another search.
Rows that are not in the log (progress of work) never stand. Inside a transaction nothing is remembered, since what it sees is nobody else's.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from shanhai.apps.audit.facts import newest_state
from shanhai.apps.audit.models import Entry, Record
from shanhai.web.kit.columns import Rows

MOST = 256  # answers, each of some hundred numbers
_answers: OrderedDict[Hashable, tuple[Any]] = OrderedDict()


def standing[T](what: str, rows: Rows, ask: Callable[[], T]) -> T:
    """Answer `ask()`, which is to depend on `what`, on rows and on nothing else; from memory while nothing has been written.

    The answer is shared between requests: it is to be read, not changed.
    """
    if connection.in_atomic_block or not issubclass(rows.model, Record | Entry):
        return ask()
    try:
        question, values = rows.query.sql_with_params()
    except EmptyResultSet:  # a desk that reads nothing
        return ask()
    # The state is read before the question is asked: what is written in between makes an answer newer than its name, never older.
    key = (connection.settings_dict["NAME"], newest_state(), what, question, *values)
    known = _answers.get(key)  # once: another thread may let it go at any moment
    if known is None:
        known = _answers[key] = (ask(),)
        while len(_answers) > MOST:
            _answers.popitem(last=False)
    return known[0]
