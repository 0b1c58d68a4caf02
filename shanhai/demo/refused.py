"""What was tried and refused: the No stays in the log, so that the day's errors can be shown afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Model

from shanhai.apps.audit.actions import note
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal


@contextmanager
def noted(act: str, *, by: Actor, at: datetime, about: Model) -> Iterator[None]:
    """Expect a refusal of `act` and note it as `refused` with its code. An act that is not refused is a bug of the story."""
    try:
        yield
    except Refusal as no:
        number = {"number": no.facts["number"]} if "number" in no.facts else {}
        note("refused", by=by, at=at, about=about, facts={"code": no.code, "act": act, **number})
        return
    raise AssertionError(f"{act} was to be refused at {at}")
