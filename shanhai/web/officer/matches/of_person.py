"""What a person's own page says of matching: the newest proposal, once somebody has decided on it."""

from collections.abc import Sequence
from typing import Any

from shanhai.apps.matches.models import Proposal
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk
from shanhai.web.kit.links import link_to
from shanhai.web.officer.matches import words


def of_person(desk: Desk, rows: Sequence[Worker]) -> dict[str, Any] | None:
    """The newest that is more than a machine's proposal; None where nobody has decided anything."""
    found = Proposal.objects.visible_to(desk).filter(worker__in=rows).exclude(state="proposed")
    one = found.select_related("position__employer", "run").order_by("-run__number").first()
    if one is None:
        return None
    return {
        "proposal": one,
        "state": words.STATE[one.state],
        "tag": words.STATE_TAG[one.state],
        "url": f"/match/{one.run_id}/{one.worker_id}/",
        "position": link_to("employers.position", one.position_id),
    }
