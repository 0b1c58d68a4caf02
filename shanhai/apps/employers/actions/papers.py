"""Papers an employer showed: the file is checked, sealed, and lies in SHANHAI_DATA under its row's id; every reading is in the log."""

import base64
import tempfile
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from shanhai.apps.audit.actions import note, settled, writing
from shanhai.apps.audit.keys import keyring
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.models import Document, Employer
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.refusal import Refusal
from shanhai.core.vault import seal, unseal

MOST = 5 * 1024 * 1024  # bytes
TYPES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
TABLE, COLUMN = "employers.document", "file"


@settled
def file_document(
    *,
    employer: Employer,
    kind: str,
    title: str,
    filename: str,
    content: bytes,
    number: str = "",
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Document:
    """Keep a paper. The same file of the same employer again is the same paper.

    Refuses document.sort (a kind we do not keep), document.empty, document.too_large and document.type (neither PDF, JPEG nor PNG by its
    first bytes, whatever its name says).
    """
    own(by, employer.region_id)
    media = _judge(kind, content)
    digest = sha256(content).hexdigest()
    known = Document.objects.filter(employer=employer, digest=digest).first()
    if known is not None:
        return known
    row = Document(
        employer=employer,
        kind=kind,
        title=title,
        number=number,
        valid_until=valid_until,
        filename=_name(filename),
        media=media,
        size=len(content),
        digest=digest,
        added_by=by.login,
        added_at=at,
    )
    with writing("document.file", by=by, at=at, about=employer) as pen:
        pen.name(row)
        _put(row.id, seal(keyring(), base64.b64encode(content).decode(), table=TABLE, column=COLUMN, row=row.id))
        return pen.add(row)


def read_document(*, document: Document, by: Actor, at: datetime) -> bytes:
    """Open a paper for its own office or its auditor, and note it in the log. Refuses desk.not_allowed, document.gone and vault.*."""
    by.require(Power.READ_EMPLOYERS, owners=frozenset({document.employer.region_id}))
    if by.role not in {Role.OFFICER, Role.AUDITOR}:
        raise Refusal("desk.not_allowed", power="read_document", role=str(by.role))
    place = _place(document.pk)
    if not place.exists():
        raise Refusal("document.gone", title=document.title)
    opened = base64.b64decode(unseal(keyring(), place.read_bytes(), table=TABLE, column=COLUMN, row=document.pk))
    note("document.read", by=by, at=at, about=document, facts={"title": document.title, "size": len(opened)})
    return opened


def _judge(kind: str, content: bytes) -> str:
    if kind not in Document.KINDS:
        raise Refusal("document.sort", given=kind)
    if not content:
        raise Refusal("document.empty")
    if len(content) > MOST:
        raise Refusal("document.too_large", most=MOST // 1024 // 1024)
    media = next((media for head, media in TYPES.items() if content.startswith(head)), "")
    if not media:
        raise Refusal("document.type")
    return media


def _name(filename: str) -> str:
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[-80:] or "file"


def _place(key: str) -> Path:
    return Path(settings.DATA) / "documents" / f"{key}.sealed"


def _put(key: str, sealed: bytes) -> None:
    """Write beside and rename, so that nobody ever reads half a paper."""
    place = _place(key)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(sealed)
    Path(file.name).replace(place)
