"""What is too large for a click: reading a workbook, letting it land, taking it back. In the background, with progress, stopping, resuming.

A job holds all it needs to begin again. Reading begins anew; landing and taking back go on where they stood, since each block of rows is
an act of its own. So a worker that is killed loses nothing and does nothing twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.tasks import task
from django.utils import timezone

from shanhai.apps.accounts.models import User
from shanhai.apps.imports.actions import allow, choose, confirm, discard, landed_in, stage, take_back, upload
from shanhai.apps.imports.actions.doubles import drop_pairs, look_after
from shanhai.apps.imports.facts import Tell, tally
from shanhai.apps.imports.models import Import
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import DEFAULT

AT_A_CLICK = replace(DEFAULT, rows=2_000)
SURELY_LARGE = 1_000_000  # bytes: nobody waits while such a file is looked at
STAGE, LAND, TAKE_BACK = KINDS = (upload.STAGING, "import.confirm", "import.undo")


def receive(
    *,
    kind: str,
    content: bytes,
    filename: str,
    title: str,
    region: Region,
    unit: str = "",
    mapping: Mapping[str, str] | None = None,
    replaces: Import | None = None,
    by: Actor,
    at: datetime,
) -> Import | Job:
    """Stage a workbook at once, or queue it if it has more than 2,000 rows. The file is kept, sealed, until its import is decided.

    Once it is staged, the import it `replaces` (the same file, read with other columns) is discarded. Refuses what `stage` refuses.
    """
    told: dict[str, Any] = {
        "kind": kind,
        "filename": filename,
        "title": title,
        "unit": unit,
        "mapping": dict(mapping or {}),
    }
    if len(content) <= SURELY_LARGE:
        try:
            staged = stage(content=content, region=region, limits=AT_A_CLICK, by=by, at=at, **told)
        except Refusal as refusal:
            if refusal.code not in {"file.too_many_rows", "file.bomb"}:
                raise
        else:
            upload.keep(content)
            _replace(replaces, by=by, at=at)
            return staged
    allow(kind=kind, region=region.code, unit=unit, by=by)
    digest = upload.keep(content)
    asked = {"digest": digest, "region": region.code, "stage": told, "replaces": replaces.pk if replaces else ""}
    return _queue(STAGE, digest, asked, by=by, at=at)


def land(*, imported: Import, choices: Mapping[str, str], by: Actor, at: datetime) -> Import | Job:
    """Confirm a workbook at once, or queue that if more than 2,000 rows would land. Refuses what `confirm` refuses."""
    counts = tally(imported)
    if counts["rows"] - counts["unchanged"] <= AT_A_CLICK.rows:
        landed = confirm(imported=imported, choices=choices, by=by, at=at)
        upload.let_go(landed.digest)
        look_after(imported=landed, by=by, at=at)
        return landed
    choose(imported=imported, choices=choices, by=by, at=at)
    return _queue(LAND, imported.pk, {"imported": imported.pk}, by=by, at=at)


def undo(*, imported: Import, by: Actor, at: datetime) -> Import | Job:
    """Take a workbook back at once, or queue that if it landed in more than one act. Refuses what `take_back` refuses."""
    if landed_in(imported).count() < 2:
        drop_pairs(imported=imported, by=by, at=at)
        return take_back(imported=imported, by=by, at=at)
    return _queue(TAKE_BACK, imported.pk, {"imported": imported.pk}, by=by, at=at)


def go_on(*, job: Job, by: Actor) -> None:
    """Begin again what was stopped, failed, or left by a worker that died."""
    jobs.resume(job=job, by=by, at=timezone.now())
    job.refresh_from_db()
    if job.state == "queued":
        work.enqueue(job=job.pk)


def halt(*, job: Job, by: Actor) -> None:
    """Ask it to stop; a workbook that was still being read is not kept."""
    jobs.stop(job=job, by=by, at=timezone.now())
    _forget(job)


def take_up() -> int:
    """Start again whatever a worker that is gone was working on; for whoever starts the only worker. How many there were.

    Files that nothing needs any more, left by such a worker, are deleted.
    """
    lost = jobs.take_up(kinds=KINDS, at=timezone.now())
    upload.tidy(at=timezone.now())
    for job in lost:
        work.enqueue(job=job.pk)
    return len(lost)


@task()
def work(*, job: str) -> None:
    """Do one job. Its own act holds locks for a block of rows at most, so that progress is seen and stopping is heard."""
    found = Job.objects.get(pk=job)

    def tell(done: int, total: int) -> None:
        jobs.hear(job=found, stage=_STAGES[found.kind], done=done, total=total, at=timezone.now())

    try:
        jobs.begin(job=found, at=timezone.now())
        tell(0, 0)
        by = User.objects.get(login=found.login).actor()
        key = _WORK[found.kind](found.told, tell, by, datetime.fromisoformat(found.told["at"]))
        jobs.finish(job=found, about_key=key, at=timezone.now())
    except Refusal as refusal:
        jobs.fail(job=found, refusal=refusal, at=timezone.now())
        _forget(found)
    except Exception:
        jobs.fail(job=found, refusal=Refusal("job.broken"), at=timezone.now())
        _forget(found)
        raise


def _queue(kind: str, about: str, told: dict[str, Any], *, by: Actor, at: datetime) -> Job:
    now = timezone.now()
    job = jobs.queue(kind=kind, about=about, stage="排队", told={**told, "at": at.isoformat()}, by=by, at=now)
    if job.queued_at == now:
        work.enqueue(job=job.pk)
    job.refresh_from_db()
    return job


def _stage(told: dict[str, Any], tell: Tell, by: Actor, at: datetime) -> str:
    content = upload.kept(told["digest"])
    if content is None:
        raise Refusal("import.file_gone")
    region = Region.objects.get(pk=told["region"])
    staged = stage(content=content, region=region, tell=tell, by=by, at=at, **told["stage"])
    _replace(Import.objects.waiting().filter(pk=told.get("replaces", "")).first(), by=by, at=at)
    return staged.pk


def _replace(earlier: Import | None, *, by: Actor, at: datetime) -> None:
    if earlier is not None:
        discard(imported=earlier, by=by, at=at)


def _land(told: dict[str, Any], tell: Tell, by: Actor, at: datetime) -> str:
    landed = confirm(imported=Import.objects.get(pk=told["imported"]), tell=tell, by=by, at=at)
    upload.let_go(landed.digest)
    look_after(imported=landed, by=by, at=at)
    return landed.pk


def _take_back(told: dict[str, Any], tell: Tell, by: Actor, at: datetime) -> str:
    imported = Import.objects.get(pk=told["imported"])
    drop_pairs(imported=imported, by=by, at=at)
    return take_back(imported=imported, tell=tell, by=by, at=at).pk


_WORK: dict[str, Callable[[dict[str, Any], Tell, Actor, datetime], str]] = {
    STAGE: _stage,
    LAND: _land,
    TAKE_BACK: _take_back,
}
_STAGES = {STAGE: "逐行核对", LAND: "入库", TAKE_BACK: "撤销"}


def _forget(job: Job) -> None:
    if job.kind == STAGE:
        upload.let_go(job.told["digest"])
