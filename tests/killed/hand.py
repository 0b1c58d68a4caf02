"""One step at a time in a process of its own, on the installation that SHANHAI_DATA names: `python -m tests.killed.hand STEP`."""

import json
import sys

import django

PEOPLE = 9_000


def send() -> dict[str, object]:
    """Stage a roll in the demo world that stands, and ask for it to land in the background."""
    from benchmarks import roll
    from shanhai.apps.imports.actions import stage
    from shanhai.apps.imports.facts import tally
    from shanhai.apps.imports.tasks import land
    from shanhai.apps.workers.models import Worker

    user, now = _officer()
    before = Worker.objects.count()
    imported = stage(
        kind="workers", content=roll.as_csv(PEOPLE), filename="名册.csv", title="", region=user.region, by=user.actor(), at=now
    )  # fmt: skip
    land(imported=imported, choices={}, by=user.actor(), at=now)
    return {"before": before, "new": tally(imported)["new"], "import": imported.pk}


def check() -> dict[str, object]:
    """What stands, and whether the log tells the truth of it."""
    from shanhai.apps.audit.facts import verify
    from shanhai.apps.workers.models import Worker

    return {"workers": Worker.objects.count(), "ok": verify()["ok"]}


def take_up() -> dict[str, object]:
    """What whoever starts the only worker does first."""
    from shanhai.apps.imports.tasks import take_up

    return {"taken_up": take_up()}


def _officer():  # type: ignore[no-untyped-def]
    from shanhai.apps.accounts.models import User
    from shanhai.web.kit.clock import now

    return User.objects.select_related("region").get(login="yuanzhou"), now()


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"send": send, "check": check, "take_up": take_up}[sys.argv[1]]()))
