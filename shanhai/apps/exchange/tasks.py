"""What is done every night without anybody's click: the partner bureau is told what changed of the positions it was sent.

That a position is stale after 60 days and hidden after 90 needs no night: it is asked of the day. That the other side hears of it does.
Each night plans the next one; doing one twice tells nothing twice, since what was told is compared with what stands.
"""

from datetime import datetime, time, timedelta

from django.tasks import task
from django.utils import timezone

from shanhai.apps.accounts.facts import moment
from shanhai.apps.exchange.actions import tell_changes
from shanhai.apps.exchange.models import Dispatch
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Actor, Role
from shanhai.core.refusal import Refusal

KIND = "exchange.night"
HOUR = time(2)  # in the country's own time


def night_of(region: str) -> Actor:
    """Who acts for a bureau at night: no person, and named so in the log."""
    return Actor(login="night", name="每晚自动", role=Role.OFFICER, region=region)


def plan(*, at: datetime) -> Job:
    """Queue the next night, once however often it is asked."""
    here = timezone.localtime(at)
    night = datetime.combine(here.date(), HOUR, tzinfo=here.tzinfo)
    if night <= here:
        night += timedelta(days=1)
    day = night.date().isoformat()
    known = Job.objects.filter(kind=KIND, about_key=day).first()
    if known is not None:
        return known
    job = jobs.queue(kind=KIND, about=day, stage="排队", told={}, by=night_of(""), at=at)
    tell_tonight.using(run_after=night).enqueue(job=job.pk)
    return job


def take_up() -> int:
    """Begin again a night that a worker who is gone was at, and plan the next; for whoever starts the only worker. How many there were."""
    lost = jobs.take_up(kinds={KIND}, at=timezone.now())
    for job in lost:
        tell_tonight.enqueue(job=job.pk)
    plan(at=timezone.now())
    return len(lost)


@task()
def tell_tonight(*, job: str) -> None:
    """Tell every dispatch of a pairing in force. What goes wrong with one night does not keep the next from coming."""
    work, at = Job.objects.get(pk=job), moment()
    try:
        jobs.begin(job=work, at=timezone.now())
        rows = Dispatch.objects.filter(pairing__in=Pairing.objects.in_force(at.date())).select_related("pairing")
        for dispatch in rows:
            tell_changes(dispatch=dispatch, by=night_of(dispatch.pairing.receiving_id), at=at)
        jobs.finish(job=work, about_key=work.about_key, at=timezone.now())
    except Exception:
        jobs.fail(job=work, refusal=Refusal("job.broken"), at=timezone.now())
        raise
    finally:
        plan(at=timezone.now())
