"""The installation's key ring: sealed columns, blind indexes and opaque ids all draw on it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from shanhai.core.vault import KeyRing


@cache
def keyring() -> KeyRing:
    """Return the keys of this installation: the file named by `SHANHAI_KEYS`, or the demo's public ones."""
    if settings.KEYS:
        return KeyRing.from_json(Path(settings.KEYS).read_text())
    return KeyRing.derive("shanhai-demo")
