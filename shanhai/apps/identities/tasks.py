"""Looking a whole roll over takes some seconds a district: it is done in the background, with progress."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from shanhai.apps.accounts.models import User
from shanhai.apps.identities.actions import look_for
from shanhai.apps.jobs import actions as jobs
from shanhai.apps.jobs.models import Job
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

KIND = "identity.look"


def look_over(*, region: str, by: Actor, at: datetime) -> Job:
    """Queue the looking over of a county's whole roll; one already under way is answered instead of a second."""
    by.require(Power.ADJUDICATE, owners=frozenset({region}))
    now, told = timezone.now(), {"region": region, "at": at.isoformat()}
    job = jobs.queue(kind=KIND, about=region, stage="排队", told=told, by=by, at=now)
    if job.queued_at == now:
        look_over_roll.enqueue(job=job.pk, region=region, login=by.login, at=at.isoformat())
    job.refresh_from_db()
    return job


def take_up() -> int:
    """Start again whatever a worker that is gone was looking over; for whoever starts the only worker. How many there were."""
    lost = jobs.take_up(kinds={KIND}, at=timezone.now())
    for job in lost:
        look_over_roll.enqueue(job=job.pk, region=job.told["region"], login=job.login, at=job.told["at"])
    return len(lost)


@task()
def look_over_roll(*, job: str, region: str, login: str, at: str) -> None:
    """Compare everybody of the roll. Comparing holds no lock; what is found is written in one act at the end."""
    moment, work = datetime.fromisoformat(at), Job.objects.get(pk=job)

    def tell(done: int, total: int) -> None:
        jobs.hear(job=work, stage="逐项比对", done=done, total=total, at=timezone.now())

    try:
        jobs.begin(job=work, at=timezone.now())
        jobs.hear(job=work, stage="读名册", done=0, total=0, at=timezone.now())
        look_for(region=region, tell=tell, by=User.objects.get(login=login).actor(), at=moment)
        jobs.finish(job=work, about_key="", at=timezone.now())
    except Refusal as refusal:
        jobs.fail(job=work, refusal=refusal, at=timezone.now())
    except Exception:
        jobs.fail(job=work, refusal=Refusal("job.broken"), at=timezone.now())
        raise
