"""Workbooks too large for a click: kept for a moment, staged in the background with progress, then deleted."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.tasks import task

from shanhai.apps.accounts.models import User
from shanhai.apps.imports.actions import allow, stage
from shanhai.apps.imports.models import Import
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import DEFAULT

AT_A_CLICK = replace(DEFAULT, rows=2_000)
SURELY_LARGE = 1_000_000  # bytes: nobody waits while such a file is looked at
KIND = "import.stage"


def receive(
    *,
    kind: str,
    content: bytes,
    filename: str,
    title: str,
    region: Region,
    unit: str = "",
    mapping: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Import | Job:
    """Stage a workbook at once, or queue it if it has more than 2,000 rows. Refuses what `stage` refuses."""
    told: dict[str, Any] = {
        "kind": kind,
        "filename": filename,
        "title": title,
        "unit": unit,
        "mapping": dict(mapping or {}),
    }
    if len(content) <= SURELY_LARGE:
        try:
            return stage(content=content, region=region, limits=AT_A_CLICK, by=by, at=at, **told)
        except Refusal as refusal:
            if refusal.code not in {"file.too_many_rows", "file.bomb"}:
                raise
    allow(kind=kind, region=region.code, unit=unit, by=by)
    digest = hashlib.sha256(content).hexdigest()
    _keep(digest, content)
    job = jobs.queue(kind=KIND, about=digest, stage="排队", by=by, at=at)
    stage_upload.enqueue(job=job.pk, digest=digest, region=region.code, login=by.login, at=at.isoformat(), told=told)
    job.refresh_from_db()
    return job


@task()
def stage_upload(*, job: str, digest: str, region: str, login: str, at: str, told: dict[str, Any]) -> None:
    """Stage an upload that `receive` kept. Reading and judging hold no lock, so that progress is seen and stopping is heard."""
    moment, work = datetime.fromisoformat(at), Job.objects.get(pk=job)

    def tell(done: int, total: int) -> None:
        jobs.hear(job=work, stage="逐行核对", done=done, total=total, at=moment)

    path = _uploads() / digest
    try:
        jobs.begin(job=work, at=moment)
        jobs.hear(job=work, stage="读表", done=0, total=0, at=moment)
        imported = stage(
            content=path.read_bytes(), region=Region.objects.get(pk=region), tell=tell, by=User.objects.get(login=login).actor(),
            at=moment, **told,
        )  # fmt: skip
        jobs.finish(job=work, about_key=imported.pk, at=moment)
    except Refusal as refusal:
        jobs.fail(job=work, refusal=refusal, at=moment)
    except Exception:
        jobs.fail(job=work, refusal=Refusal("job.broken"), at=moment)
        raise
    finally:
        path.unlink(missing_ok=True)


def _uploads() -> Path:
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(digest: str, content: bytes) -> None:
    """Write the bytes where only this installation reads them."""
    path = _uploads() / digest
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
