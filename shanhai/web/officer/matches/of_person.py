"""What a person's own page says of matching: the newest proposal, once somebody has decided on it; and whether a machine may propose."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from shanhai.apps.matches.models import Proposal
from shanhai.apps.workers.models import Objection
from shanhai.core.desk import Desk
from shanhai.web.kit.links import link_to
from shanhai.web.officer.matches import words


def beside(desk: Desk) -> dict[str, Any]:
    """What is read along with a person, so that the page asks no question more: `against_since`, and `matched` as plain values."""
    said = Objection.objects.visible_to(desk).standing(desk.today)
    rows = Proposal.objects.visible_to(desk).exclude(state="proposed")
    newest = rows.filter(Q(worker=OuterRef("pk"))).order_by("-run__number").values(
        told=JSONObject(
            state="state", why="why", run="run_id", number="run__number", position="position_id", title="position__title",
            employer=F("position__employer__name"),
        )
    )  # fmt: skip
    return {
        "against_since": Subquery(said.filter(worker=OuterRef("pk")).values("since")[:1]),
        "matched": Subquery(newest[:1]),
    }


def decided(told: Mapping[str, Any] | None, worker: str) -> dict[str, Any] | None:
    """The newest proposal that is more than a machine's, in words; None where nobody has decided anything."""
    if told is None:
        return None
    return {
        **told,
        "name": words.STATE[told["state"]],
        "tag": words.STATE_TAG[told["state"]],
        "url": f"/match/{told['run']}/{worker}/",
        "position_url": link_to("employers.position", told["position"]),
    }
