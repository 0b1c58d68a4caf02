"""Groups as a run takes them: who of a standing group is in the market; and who, by what they said, might be one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from shanhai.apps.matches.models import Group, Member
from shanhai.apps.workers.models import Wish, Worker

SPOUSE = ("爱人", "丈夫", "妻子", "老公", "老婆", "夫妻", "对象")
TWO = 2


@dataclass(frozen=True, slots=True, eq=False)
class Formed:
    """A group in a run: its people who are in the market (two at least), and whether that is all of them."""

    group: Group
    people: tuple[str, ...]
    whole: bool


def formed(region: str, seeking: Collection[str]) -> tuple[list[Formed], frozenset[str]]:
    """The standing groups of a county among people who seek, by id; and those of whose group nobody else seeks. Two questions.

    Whoever of a group does not seek any more is left out, and the rest still go together.
    """
    members = Prefetch("members", queryset=Member.objects.order_by("worker"))
    found: list[Formed] = []
    left: set[str] = set()
    for group in Group.objects.standing().filter(region=region).order_by("pk").prefetch_related(members):
        known = [one.worker_id for one in group.members.all()]
        here = tuple(sorted(one for one in known if one in seeking))
        if len(here) >= TWO:
            found.append(Formed(group, here, len(here) == len(known)))
        else:
            left.update(here)
    return found, frozenset(left)


def in_a_group(workers: Collection[str]) -> set[str]:
    """Those of these people who are in a standing group."""
    return set(Member.objects.standing().filter(worker__in=workers).values_list("worker", flat=True))


def couples_said(people: Sequence[Worker], *, on: date) -> list[tuple[Worker, Worker]]:
    """Two of one household, in no group, who both last said that they go with their wife or husband: for an officer to ask them both.

    Whether they are a couple is theirs to say; a machine only notices that both said so, and never where it could be another pair.
    """
    keys = [one.pk for one in people]
    said = {
        one.worker_id: one.companions
        for one in Wish.objects.filter(worker__in=keys, stated_on__lte=on).order_by("stated_on")
    }
    taken = in_a_group(keys)
    homes: dict[str, list[Worker]] = {}
    for one in people:
        if one.pk not in taken and any(word in said.get(one.pk, "") for word in SPOUSE):
            homes.setdefault(one.household_id, []).append(one)
    return [(home[0], home[1]) for home in homes.values() if len(home) == TWO]
