"""Computing a run in the background: told stage by stage, stopped at the next word, begun anew where a worker died.

Nothing is kept before the last stage, which is one act; so a run that stops leaves no half of itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.tasks import task
from django.utils import timezone

from shanhai.apps.accounts.models import User
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.apps.matches.actions import begin, keep, start, withdraw
from shanhai.apps.matches.facts.floors import floor_of
from shanhai.apps.matches.facts.found import Solved
from shanhai.apps.matches.facts.market import Pool, pool
from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import Run
from shanhai.core.desk import Actor
from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.facts import Market, Plan
from shanhai.core.matching.groups.rules import rule_of
from shanhai.core.matching.tables import tables
from shanhai.core.refusal import Refusal
from shanhai.engines import local

KIND = "match.run"
STAGES = ("读名册和岗位", "逐对看硬性条件、计分", "求最好的方案，并证明没有更好的", "写理由，存下方案")

type Tell = Callable[[int], None]
type Engine = Callable[[Asked], Solution]


def queue(*, by: Actor, at: datetime, **asked: Any) -> Job:
    """Open a run and queue its computation. Takes and refuses what `start` takes and refuses."""
    run = start(by=by, at=at, **asked)
    now = timezone.now()
    told = {"run": run.pk, "at": at.isoformat()}
    job = jobs.queue(kind=KIND, about=run.pk, stage=STAGES[0], told=told, by=by, at=now)
    if job.queued_at == now:
        work.enqueue(job=job.pk)
    job.refresh_from_db()
    return job


def compute(*, run: Run, by: Actor, at: datetime, tell: Tell = lambda _stage: None, solve: Engine | None = None) -> Run:
    """Compute and keep a run now; `solve`: where, if not here. A run that matching refuses is withdrawn, so that another may be asked for."""
    begin(run=run, by=by, at=at)
    try:
        return _computed(run, by, at, tell, solve or local.solve)
    except Refusal as no:
        if no.code.startswith("match."):  # what was asked for cannot be: the way is free for another run
            run.refresh_from_db()
            withdraw(run=run, by=by, at=at)
        raise


def _computed(run: Run, by: Actor, at: datetime, tell: Tell, solve: Engine) -> Run:
    tell(0)
    found = pool(run.pairing, on=run.day, previous=run.previous, grouped=bool(run.group_rule))
    solved = _solved(found, run, tell, solve)
    tell(3)
    return keep(run=run, pool=found, solved=solved, by=by, at=at)


def _solved(found: Pool, run: Run, tell: Tell, solve: Engine) -> Solved | None:
    market = found.market()
    if market is None:
        return None
    tell(1)
    made = tables(found.seekers, found.vacancies)
    tell(2)
    asked = Asked(
        market=market, tables=made, seed=run.seed, objective=run.objective, grouping=found.grouping(), rule=rule_of(run.group_rule),
        floor=floor_of(run.floor, found, made) if run.floor else None, before=_before(run),
    )  # fmt: skip
    solution = solve(asked)
    return Solved(found, asked, solution, _spared(run, found, solve))


def _spared(run: Run, found: Pool, solve: Engine) -> Solution | None:
    """The same question with the seats that are kept for later; None where none are, or where no difference is exact."""
    if not found.later or run.objective == "stable" or run.group_rule:
        return None
    whole = pool(run.pairing, on=run.day, previous=run.previous, spare=False)
    market, made = whole.market(), tables(whole.seekers, whole.vacancies)
    if market is None:
        return None
    floor = floor_of(run.floor, whole, made) if run.floor else None
    return solve(Asked(market=market, tables=made, seed=run.seed, objective=run.objective, floor=floor))


def _before(run: Run) -> tuple[Plan, Market] | None:
    """Where the search begins: the run before, with the same objective, where prices prove it."""
    last = run.previous
    if last is None or not hasattr(last, "computed") or last.objective != run.objective:
        return None
    if run.objective == "stable" or run.group_rule or last.computed.groups:
        return None
    held = Published(bytes(last.computed.inputs))
    return held.plan(last.computed.certificate), held.market()


def go_on(*, job: Job, by: Actor) -> None:
    """Begin again what was stopped, failed, or left by a worker that died."""
    jobs.resume(job=job, by=by, at=timezone.now())
    job.refresh_from_db()
    if job.state == "queued":
        work.enqueue(job=job.pk)


def halt(*, job: Job, by: Actor) -> None:
    """Ask it to stop at its next stage; nothing has been kept by then."""
    jobs.stop(job=job, by=by, at=timezone.now())


def take_up() -> int:
    """Start again whatever a worker that is gone was computing; for whoever starts the only worker. How many there were."""
    lost = jobs.take_up(kinds={KIND}, at=timezone.now())
    for job in lost:
        work.enqueue(job=job.pk)
    return len(lost)


@task()
def work(*, job: str) -> None:
    """Compute one run."""
    found = Job.objects.get(pk=job)

    def tell(stage: int) -> None:
        jobs.hear(job=found, stage=STAGES[stage], done=stage, total=len(STAGES), at=timezone.now())

    try:
        jobs.begin(job=found, at=timezone.now())
        run = Run.objects.select_related("pairing", "previous__computed").get(pk=found.told["run"])
        by = User.objects.get(login=found.login).actor()
        compute(run=run, by=by, at=datetime.fromisoformat(found.told["at"]), tell=tell)
        jobs.finish(job=found, about_key=run.pk, at=timezone.now())
    except Refusal as refusal:
        jobs.fail(job=found, refusal=refusal, at=timezone.now())
    except Exception:
        jobs.fail(job=found, refusal=Refusal("job.broken"), at=timezone.now())
        raise
