"""Two processes of a real Dask cluster find the same plan, prices and certificate as one machine, to the byte; what is missing is said."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.db import transaction

from shanhai.apps.matches.models import Run
from shanhai.cli.main import main
from shanhai.core.matching.asked import Asked
from shanhai.core.matching.facts import Market
from shanhai.core.matching.floor import Floor
from shanhai.core.matching.tables import BARRED, Tables
from shanhai.demo.build import Summary
from shanhai.engines import cluster, local
from tests.core.refusals import code as refused

WORKERS = 2


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two worker processes; each is ended by its own id."""
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    common = {
        "cwd": folder,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "env": os.environ | {"PYTHONPATH": str(Path.cwd())},
    }
    words = ["--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(told)]
    running = [
        subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", *words], **common)
    ]  # type: ignore[call-overload]
    until = time.monotonic() + 60
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.1)
    address = json.loads(told.read_text())["address"]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    running += [subprocess.Popen(worker, **common) for _ in range(WORKERS)]  # type: ignore[call-overload]
    try:
        _wait(address)
        yield address
    finally:
        for one in reversed(running):
            one.terminate()
            one.wait(timeout=30)


def _wait(address: str) -> None:
    """Until both workers have registered."""
    from distributed import Client

    with Client(address, timeout="30s", set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=60)


def question(seed: int, *, workers: int, positions: int, **more: object) -> Asked:
    """A market of a few keys a part, some barred pairs and some refused by people themselves."""
    draw = np.random.default_rng(seed)
    codes = tuple(draw.integers(0, 6, workers).astype(np.int32) for _ in range(3))
    points = tuple(draw.integers(0, 40, (positions, 6)).astype(np.int16) for _ in range(3))
    points[0][draw.random(points[0].shape) < 0.2] = BARRED
    own = np.unique(np.stack([draw.integers(0, workers, 30), draw.integers(0, positions, 30)], axis=1), axis=0).astype(
        np.int32
    )
    homes = max(1, workers // 2)
    market = Market(
        workers=[f"w{n:06}" for n in range(workers)], positions=[f"p{n:04}" for n in range(positions)],
        seats=draw.integers(1, 4, positions).astype(np.int32), household=draw.integers(0, homes, workers).astype(np.int32),
        priority=draw.random(homes) < 0.4, households=[f"h{n:06}" for n in range(homes)],
    )  # fmt: skip
    masks = tuple((table <= BARRED).astype(np.int32) for table in points)
    return Asked(market=market, tables=Tables(codes, points, masks, own), seed=seed, **more)  # type: ignore[arg-type]


def digest(solution: local.Solution) -> str:
    said = json.dumps([solution.certificate({}), solution.plan.position.tolist()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.parametrize(
    "asked",
    [
        question(1, workers=60, positions=9),
        question(2, workers=900, positions=40, objective="score"),
        question(3, workers=9_000, positions=130),
        question(4, workers=30_000, positions=60),
        question(5, workers=400, positions=20, floor=Floor(30, who=np.arange(400) < 60)),
        question(6, workers=1, positions=3),
    ],
    ids=["small", "score", "tables", "many people", "floor", "one person"],
)
def test_plan_and_certificate_are_the_same_to_the_byte(asked: Asked, scheduler: str) -> None:
    with cluster.connected(scheduler) as client:
        assert digest(cluster.solve(asked, client)) == digest(local.solve(asked))


def test_the_large_ones_really_lie_in_tables_on_both_processes(scheduler: str) -> None:
    """Planted: a shard that keeps back what breaks prices is noticed, since the plans differ."""
    asked = question(3, workers=9_000, positions=130)
    with cluster.connected(scheduler) as client:
        lie = cluster.Sharded(asked, client)
        assert (lie.few, len(lie.homes)) == (False, WORKERS)
        assert lie.known == asked.tables.workers * asked.tables.positions

        class Silent(cluster.Sharded):
            def worth(self, price, least, limit):  # type: ignore[no-untyped-def]
                count, found = super().worth(price, least, limit)
                mine = found.worker < self.bounds[1]
                return count, type(found)(found.worker[mine], found.position[mine], found.score[mine])

        torn = local.solve(asked, pairs=lambda one: Silent(one, client))
        assert digest(torn) != digest(local.solve(asked))


def test_a_run_by_command_on_the_cluster_is_the_run_of_one_machine(
    world: Summary, scheduler: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("django.conf.settings.CLUSTER", scheduler)
    words = ["match", "run", "350105-640402", "--day", "2019-03-31", "--seed", "7", "--as", "yuanzhou", "--json"]

    def stored(*more: str) -> tuple[object, ...]:
        with transaction.atomic():
            assert main([*words, *more]) == 0
            run = Run.objects.get(pk=json.loads(capsys.readouterr().out)["run"])
            places = sorted(run.proposals.values_list("worker", "position", "points"))
            found = places, run.computed.certificate, bytes(run.computed.inputs), run.bound
            transaction.set_rollback(True)
        assert run.gap == 0 and len(places) > 20
        return found

    assert stored("--engine", "cluster") == stored("--engine", "local")


def test_what_is_missing_is_said_with_its_remedy(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def go(address: str) -> None:
        with cluster.connected(address):
            pass

    monkeypatch.setattr(cluster, "WAIT", "1s")
    assert refused(go, "") == "match.cluster_unset"
    assert refused(go, "tcp://127.0.0.1:1") == "match.cluster_unreachable"
    assert refused(go, "nonsense://x") == "match.cluster_unreachable"
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused(go, scheduler) == "match.cluster_missing"
    asked = question(1, workers=5, positions=2, objective="stable")
    assert refused(cluster.solve, asked, None) == "match.cluster_mode"


def test_the_cluster_is_an_extra_and_never_a_need() -> None:
    run, extra = (Path(f"requirements/{name}.txt").read_text() for name in ("run", "cluster"))
    assert "distributed" not in run and "distributed==" in extra
    assert all(
        "--hash=sha256:" in part
        for part in extra.replace("\\\n", " ").splitlines()
        if part and not part.lstrip().startswith("#")
    )
