"""Queueing, progress and stopping of background work. Progress is not an act: these rows are not in the log."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from shanhai.apps.audit.keys import keyring
from shanhai.apps.jobs.models import LIFE, Job
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.core.vault import opaque_id

LONGEST_PROBLEM = 200
ABOUT = 12  # characters


def queue(*, kind: str, about: str, stage: str, told: dict[str, Any], by: Actor, at: datetime) -> Job:
    """Add a piece of work to be started in the background, unless the same is under way. `about`: the id it is about, or any name."""
    key = about[:ABOUT]
    standing = Job.objects.unfinished().filter(kind=kind, about_key=key, login=by.login).first()
    if standing is not None:
        return standing
    name = opaque_id(keyring(), "job", kind, about, by.login, at.isoformat())
    return Job.objects.create(id=name, kind=kind, login=by.login, stage=stage, told=told, about_key=key, queued_at=at)


def resume(*, job: Job, by: Actor, at: datetime) -> None:
    """Queue it again where it was stopped, failed, or left alone by a worker that died. Only whoever started it."""
    if job.login != by.login:
        raise Refusal("desk.not_allowed", power="resume", role=str(by.role))
    if job.state == "running" and not job.is_silent(at):
        return
    _move(job, "resume", problem="", queued_at=at)


def take_up(*, kinds: Collection[str], at: datetime) -> list[Job]:
    """Queue again what was running of some kinds: for whoever starts the only worker. They are to be started anew."""
    lost = list(Job.objects.filter(state="running", kind__in=kinds))
    for job in lost:
        _move(job, "resume", queued_at=at)
    return lost


def begin(*, job: Job, at: datetime) -> None:
    """Note that a worker took it up. Refuses lifecycle.not_allowed when it was stopped before."""
    _move(job, "start", started_at=at, heard_at=at)


def hear(*, job: Job, stage: str, done: int, total: int, at: datetime) -> None:
    """Keep how far it is. Refuses `job.stopped` when somebody has asked it to stop."""
    if not Job.objects.filter(pk=job.pk, state="running").update(stage=stage, done=done, total=total, heard_at=at):
        raise Refusal("job.stopped")


def finish(*, job: Job, about_key: str, at: datetime) -> None:
    """Note that it is done and what came of it."""
    _move(job, "finish", about_key=about_key, heard_at=at)


def fail(*, job: Job, refusal: Refusal, at: datetime) -> None:
    """Keep why it could not be done; a stopped job stays stopped."""
    told = json.dumps(refusal.as_json(), ensure_ascii=False, default=str)
    problem = told if len(told) <= LONGEST_PROBLEM else json.dumps({"refusal": refusal.code})
    Job.objects.filter(pk=job.pk, state="running").update(state="failed", problem=problem, heard_at=at)


def stop(*, job: Job, by: Actor, at: datetime) -> None:
    """Ask it to stop: it does at its next word of progress. Only whoever started it; once it is over this changes nothing."""
    if job.login != by.login:
        raise Refusal("desk.not_allowed", power="stop", role=str(by.role))
    Job.objects.filter(pk=job.pk, state__in=("queued", "running")).update(state="stopped", heard_at=at)


def _move(job: Job, verb: str, **values: object) -> None:
    job.refresh_from_db()
    target = LIFE.after(job.state, verb)
    if not Job.objects.filter(pk=job.pk, state=job.state).update(state=target, **values):
        raise Refusal("job.stopped")
