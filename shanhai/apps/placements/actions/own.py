"""Who may say how a spell goes: whoever has a part in it, and the person through the own link, for themself alone."""

from shanhai.apps.placements.actions.spells import at_work
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import own_login
from shanhai.core.attest import WORKER
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.refusal import Refusal

OWN_KINDS = frozenset({"own", "plea"})


def says(placement: Placement, by: Actor, *, source: str = "", kind: str = "") -> None:
    """A person says what only they can, of their own spell; nobody else says it for them under their name.

    Refuses desk.not_allowed, contact.kind (a kind of the own phone from another hand, or the other way round).
    """
    if by.role != Role.WORKER:
        at_work(placement, by)
        if kind in OWN_KINDS:
            raise Refusal("contact.kind", given=kind)
        return
    by.require(Power.SPEAK, owners=frozenset({placement.worker.region_id}))
    if by.login != own_login(placement.worker_id) or source not in {"", WORKER}:
        raise Refusal("desk.not_allowed", power=str(Power.SPEAK), role=str(by.role))
    if kind and kind not in OWN_KINDS:
        raise Refusal("contact.kind", given=kind)
