"""The installation's key ring: sealed columns, blind indexes and opaque ids all draw on it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from shanhai.core.vault import KeyRing, blind_index


@cache
def keyring() -> KeyRing:
    """Return the keys of this installation: the file named by `SHANHAI_KEYS`, or the demo's public ones."""
    if settings.KEYS:
        return KeyRing.from_json(Path(settings.KEYS).read_text())
    return KeyRing.derive("shanhai-demo")


def secret_name(row: str, *, purpose: str) -> str:
    """What a link is reached by that is a key itself: 24 hex digits (96 bits) of the row's id under our key, a new one for each row."""
    return blind_index(keyring(), row, purpose=purpose)[:24]
