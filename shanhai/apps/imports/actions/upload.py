"""The file itself, from its arrival until its import is decided: sealed, in SHANHAI_DATA, so that it can be read again with other columns.

A file is kept under its digest. It goes when no import that waits for a decision and no work under way needs it; an import waits
no longer than the schedule of retention says.
"""

import base64
import tempfile
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from shanhai.apps.audit.keys import keyring
from shanhai.apps.imports.models import Import
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.facts import schedule
from shanhai.core.dates import add_months
from shanhai.core.refusal import Refusal
from shanhai.core.vault import seal, unseal

STAGING = "import.stage"  # the work that reads a kept file
SURELY = timedelta(hours=1)  # longer than any file waits for the work that will read it to be written down
TABLE, COLUMN = "imports.upload", "file"


def keep(content: bytes) -> str:
    """Keep a file sealed; its digest, under which it is found."""
    digest = sha256(content).hexdigest()
    place = _place(digest)
    if not place.exists():
        sealed = seal(keyring(), base64.b64encode(content).decode(), table=TABLE, column=COLUMN, row=digest)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(sealed)
        Path(file.name).replace(place)
    return digest


def kept(digest: str) -> bytes | None:
    """The file as it came, or None where it is kept no longer, or was sealed with a key that is gone."""
    place = _place(digest)
    if not place.exists():
        return None
    try:
        opened = unseal(keyring(), place.read_bytes(), table=TABLE, column=COLUMN, row=digest)
    except Refusal:
        return None
    return base64.b64decode(opened)


def is_kept(digest: str) -> bool:
    """Whether the file need not be asked for again."""
    return _place(digest).exists()


def let_go(digest: str) -> None:
    """Delete the file, unless an import that waits or work under way still needs it."""
    if digest not in _needed():
        _place(digest).unlink(missing_ok=True)


def tidy(*, at: datetime) -> int:
    """Delete every file that has lain for an hour and that nothing needs, and every one that has waited too long. How many there were.

    The first are what a killed worker left; of the others nobody has decided: their rows stay until somebody empties them.
    """
    needed, unneeded = _needed(), (at - SURELY).timestamp()
    waited = datetime.combine(add_months(at.date(), -schedule()["staged"].months), at.timetz()).timestamp()
    left = [
        place
        for place in _folder().iterdir()
        if place.stat().st_mtime < (waited if place.name.removesuffix(".sealed") in needed else unneeded)
    ]
    for place in left:
        place.unlink(missing_ok=True)
    return len(left)


def _needed() -> set[str]:
    waiting = set(Import.objects.waiting().values_list("digest", flat=True))
    reading = Job.objects.unfinished().filter(kind=STAGING).values_list("told", flat=True)
    return waiting | {told["digest"] for told in reading}


def _folder() -> Path:
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(digest: str) -> Path:
    return _folder() / f"{digest}.sealed"
