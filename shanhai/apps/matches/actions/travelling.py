"""小组成行: people who said they go together become the formed group 成建制 that travels, in one act, once each of them has a letter."""

from datetime import datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.matches.models import Group
from shanhai.apps.placements.actions import form_group
from shanhai.apps.placements.models import Group as Formed
from shanhai.apps.placements.models import Transfer
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def travel(*, group: Group, by: Actor, at: datetime) -> Formed:
    """Make of a standing group the one that travels: all of it, to one employer, under its own name. Twice is once.

    Refuses group.dissolved, group.unsigned (`names`: who has no letter that still stands), group.scattered (letters to several employers), and
    what `form_group` does. Who does not go any more leaves by another group being formed instead: a group goes whole or not at all.
    """
    by.require(Power.RUN_TRANSFER, owners=frozenset({group.region_id}))
    with writing("match.travel", by=by, at=at, about=group) as pen:
        group = Group.objects.select_for_update().get(pk=group.pk)
        if group.travels is not None:
            return group.travels
        if group.dissolved_at is not None:
            raise Refusal("group.dissolved", name=group.name)
        people = {one.worker_id: one.worker for one in group.members.select_related("worker")}
        rows = Transfer.objects.filter(worker__in=people, state="letter").select_related(
            "worker", "pairing", "position__employer", "group"
        )
        letters = {one.worker_id: one for one in rows}
        if unsigned := sorted(people[key].name for key in people.keys() - letters.keys()):
            raise Refusal("group.unsigned", names=unsigned)
        employers = {one.position.employer_id: one.position.employer for one in letters.values()}
        if len(employers) > 1:
            raise Refusal("group.scattered", names=sorted(one.name for one in employers.values()))
        members = [letters[key] for key in sorted(letters)]
        employer = next(iter(employers.values()))
        formed = form_group(
            pairing=members[0].pairing,
            employer=employer,
            name=group.name,
            members=members,
            leader=group.leader,
            by=by,
            at=at,
        )
        pen.change(group, travels=formed)
        return formed
