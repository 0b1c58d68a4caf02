"""What every page of matching asks first: which run, and from which side it is read."""

from django.http import Http404

from shanhai.apps.matches.models import Run
from shanhai.core.desk import Power
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find


def of_run(request: Request, pk: str) -> Run:
    """The run, with its pairing and what it computed. 404 out of scope."""
    rows = Run.objects.visible_to(request.desk)
    run = find(rows.select_related("pairing__sending", "pairing__receiving", "computed", "previous"), pk)
    run.ours = run.pairing.sending_id in request.desk.regions  # type: ignore[attr-defined]
    return run


def own_run(request: Request, pk: str) -> Run:
    """The run, read from the side whose people it is about. 404 for everybody else."""
    run = of_run(request, pk)
    if not ours(run):
        raise Http404
    return run


def ours(run: Run) -> bool:
    """Whether the seat is on the side that sends."""
    return bool(run.ours)  # type: ignore[attr-defined]


def may_run(request: Request, run: Run) -> bool:
    """Whether the seat decides on proposals: the office of the county that sends."""
    return request.desk.may(Power.RUN_MATCH) and run.pairing.sending_id == request.actor.region
