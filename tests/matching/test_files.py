"""The files of `match solve`: what they may hold, and that everything else is told with file and line, whichever reader meets it."""

import random
from pathlib import Path

import numpy as np
import pytest

from shanhai.sheets.matching import kernel, room
from shanhai.sheets.matching import pairs as reader
from shanhai.sheets.matching.inputs import case_of, read_inputs
from tests.core.refusals import refused

S = "position,seats,employer,reserved\nloom,2,mill,1\ndock,3,port,\n"
W = "worker,household,priority\nma,h1,1\nli,h1,1\nwu,,0\n"
P = "worker,position,score\nma,loom,5\nli,dock,7\nma,dock,2\n"
G = "group,worker\nteam,ma\nteam,li\n"


@pytest.fixture(params=["careful", "compiled"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both readers of pairs, whatever the size."""
    if request.param == "compiled":
        monkeypatch.setattr(reader, "MANY", 0)
    return str(request.param)


def read(
    folder: Path,
    *,
    p: str | bytes = P,
    s: str | bytes = S,
    w: str | bytes | None = W,
    g: str | bytes | None = None,
    ranked: bool = False,
):
    paths = []
    for name, text in (("P.csv", p), ("S.csv", s), ("W.csv", w), ("G.csv", g)):
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(folder / name if text is not None else None)
    return read_inputs(*paths, ranked=ranked)


def listed(inputs) -> list[tuple[str, str, int]]:
    market, found = inputs.market, inputs.pairs
    worker = np.repeat(np.arange(len(market.workers)), np.diff(found.start))
    return [
        (market.workers[w], market.positions[p], int(s))
        for w, p, s in zip(worker, found.position, found.score, strict=True)
    ]


def test_a_market_is_what_the_files_say(tmp_path: Path, either: str) -> None:
    inputs = read(tmp_path, g=G)
    market = inputs.market
    assert (market.workers, market.positions) == (["li", "ma", "wu"], ["dock", "loom"])
    assert listed(inputs) == [("li", "dock", 7), ("ma", "dock", 2), ("ma", "loom", 5)]
    assert (inputs.seats.tolist(), inputs.reserved.tolist(), market.open_seats.tolist()) == ([3, 2], [0, 1], [3, 1])
    assert (market.household.tolist(), market.priority.tolist(), market.households) == (
        [0, 0, 1],
        [True, False],
        ["h1", ""],
    )
    assert (inputs.groups, inputs.group.tolist(), inputs.employers, market.employer.tolist()) == (
        ["team"],
        [0, 0, -1],
        ["mill", "port"],
        [1, 0],
    )
    assert sorted(inputs.digests) == ["groups", "pairs", "positions", "workers"]
    blocks = [np.stack(block).T.tolist() for block in case_of(inputs).pairs()]
    assert blocks == [[[0, 0, 7], [1, 0, 2], [1, 1, 5]]]


def test_the_order_of_rows_and_columns_decides_nothing(tmp_path: Path, either: str) -> None:
    other = 'note,score,position,worker\n\n,2,dock,ma\r\nx,7, dock ,li\r\n,,,\n"q",5,"loom","ma"'
    one, two = (
        read(tmp_path),
        read(
            tmp_path,
            p="\ufeff" + other,
            s="seats,position\n3,dock\n2,loom",
            w="priority,worker,household\n1,li,h1\n1,ma,h1\n0,wu,\n",
        ),
    )
    assert listed(one) == listed(two)
    assert one.market.workers == two.market.workers and one.market.household.tolist() == two.market.household.tolist()


def test_who_is_in_no_file_of_workers_is_alone(tmp_path: Path, either: str) -> None:
    market = read(tmp_path, w=None).market
    assert (market.household.tolist(), market.priority.tolist()) == ([0, 1], [False, False])


def test_seats_beyond_everybody_are_not_counted_out(tmp_path: Path) -> None:
    inputs = read(tmp_path, s="position,seats,reserved\nloom,2000000000,1999999999\ndock,2000000000,\n")
    assert inputs.market.open_seats.tolist() == [4, 1] and inputs.seats.tolist() == [2 * 10**9, 2 * 10**9]


@pytest.mark.parametrize(
    ("row", "code", "facts"),
    [
        ("ma,loom,-5", "match.negative", {"line": 3, "column": "score", "value": "-5"}),
        ("ma,loom,1.5", "match.whole", {"line": 3, "column": "score", "value": "1.5"}),
        ("ma,loom,NaN", "match.whole", {"line": 3, "column": "score", "value": "NaN"}),
        ("ma,loom,1e3", "match.whole", {"line": 3, "column": "score", "value": "1e3"}),
        ("ma,loom,十", "match.whole", {"line": 3, "column": "score", "value": "十"}),
        ("ma,loom,\uff11", "match.whole", {"line": 3, "column": "score", "value": "\uff11"}),
        ("ma,loom,", "match.missing", {"line": 3, "column": "score"}),
        ("ma,,5", "match.missing", {"line": 3, "column": "position"}),
        (" ,loom,5", "match.missing", {"line": 3, "column": "worker"}),
        ("ma,loom,1000000001", "match.too_large", {"line": 3, "column": "score", "value": "1000000001", "most": 10**9}),
        ("ma,loom," + "9" * 40, "match.too_large", {"line": 3, "column": "score", "value": "9" * 30, "most": 10**9}),
        ("ma,loom", "match.width", {"line": 3, "found": 2, "expected": 3}),
        ("ma,loom,5,6", "match.width", {"line": 3, "found": 4, "expected": 3}),
        ('ma,"loom,5', "match.row", {"line": 3}),
        ('ma,"lo""om",5', "match.unknown_position", {"line": 3, "position": 'lo"om'}),
        ("ma,pier,5", "match.unknown_position", {"line": 3, "position": "pier"}),
        ("li,dock,7", "match.pair_twice", {"line": 3, "first": 2, "worker": "li", "position": "dock"}),
        ("马".encode("gb18030") + b",loom,5", "match.encoding", {"line": 3}),
    ],
)  # fmt: skip
def test_a_bad_pair_is_told_by_its_line(tmp_path: Path, either: str, row: str | bytes, code: str, facts: dict) -> None:
    said = b"worker,position,score\nli,dock,7\n" + (row if isinstance(row, bytes) else row.encode()) + b"\nwu,dock,1\n"
    no = refused(read, tmp_path, p=said)
    if code == "match.unknown_position" and '"' in facts.get("position", "") and either == "compiled":
        code, facts = "match.row", {"line": 3}  # compiled code takes no quotes inside quotes
    assert (no.code, no.facts) == (code, {"file": "P.csv", **facts})


@pytest.mark.parametrize(
    ("files", "code", "facts"),
    [
        ({"s": "position,seats\nloom,0\n"}, "match.no_seats", {"file": "S.csv", "line": 2, "position": "loom"}),
        ({"s": "position,seats\nloom,\n"}, "match.missing", {"file": "S.csv", "line": 2, "column": "seats"}),
        ({"s": "position,seats\nloom,-2\n"}, "match.negative", {"file": "S.csv", "line": 2, "column": "seats", "value": "-2"}),
        ({"s": "position,seats\nloom,1\nloom,2\n"}, "match.twice", {"file": "S.csv", "line": 3, "name": "loom"}),
        ({"s": "position,seats,reserved\nloom,1,2\n"}, "match.reserved", {"file": "S.csv", "line": 2, "position": "loom", "reserved": 2, "seats": 1}),
        ({"s": "position\nloom\n"}, "match.columns", {"file": "S.csv", "line": 1, "missing": ["seats"]}),
        ({"s": ""}, "match.columns", {"file": "S.csv", "line": 1, "missing": ["position", "seats"]}),
        ({"s": "position,seats,seats\n"}, "match.column_twice", {"file": "S.csv", "line": 1, "column": "seats"}),
        ({"s": "position,seats\n", "p": "worker,position,score\n"}, "match.empty_side", {"workers": 3, "positions": 0}),
        ({"w": "worker,household,priority\n", "p": "worker,position,score\n"}, "match.empty_side", {"workers": 0, "positions": 2}),
        ({"w": "worker,household,priority\nma,h,1\nli,h,0\n"}, "match.priority", {"file": "W.csv", "line": 3, "household": "h"}),
        ({"w": "worker,household,priority\nma,h,1\nma,h,1\n"}, "match.twice", {"file": "W.csv", "line": 3, "name": "ma"}),
        ({"w": "worker,household,priority\nma,h,2\n"}, "match.too_large", {"file": "W.csv", "line": 2, "column": "priority", "value": "2", "most": 1}),
        ({"w": "worker,household,priority\nma,,1\n"}, "match.missing", {"file": "W.csv", "line": 2, "column": "household"}),
        ({"w": "人,户,优先\n".encode("gb18030")}, "match.encoding", {"file": "W.csv", "line": 1}),
        ({"w": "worker,household,priority\n".encode("utf-16-le")}, "match.encoding", {"file": "W.csv", "line": 1}),
        ({"g": "group,worker\na,ma\nb,ma\n"}, "match.two_groups", {"file": "G.csv", "line": 3, "worker": "ma", "groups": ["a", "b"]}),
        ({"g": "group,worker\na,ma\na,ma\n"}, "match.twice", {"file": "G.csv", "line": 3, "name": "ma"}),
        ({"g": "group,worker\na,ma\na,zhu\n"}, "match.unknown_worker", {"file": "G.csv", "line": 3, "worker": "zhu"}),
        ({"g": "group,worker\na,ma\na,li\na,wu\n", "s": "position,seats\nloom,2\ndock,2\n"}, "match.group_too_large",
         {"file": "G.csv", "line": 2, "group": "a", "size": 3, "most": 2}),
        ({"ranked": True}, "match.no_ranks", {"file": "P.csv"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_by_its_line(tmp_path: Path, files: dict, code: str, facts: dict) -> None:
    no = refused(read, tmp_path, **files)
    assert (no.code, no.facts) == (code, facts)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    no = refused(read_inputs, tmp_path / "P.csv", tmp_path / "S.csv", None, None)
    assert (no.code, no.facts) == ("file.unreadable", {"file": str(tmp_path / "S.csv")})


def test_ranks_come_with_their_pairs(tmp_path: Path, either: str) -> None:
    inputs = read(
        tmp_path,
        p="worker,position,score,worker_rank,position_rank\nma,loom,5,1,2\nli,dock,7,1,1\nma,dock,2,2,2\n",
        ranked=True,
    )
    assert inputs.ranks.tolist() == [[1, 2, 1], [1, 2, 2]]
    assert [len(block) for block in case_of(inputs).pairs()] == [5]


def test_both_readers_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(1)
    people, places = [f"人{k}" * (1 + k % 3) for k in range(3000)], [f"p {k}" for k in range(40)]
    chosen = draw.sample([(w, p) for w in people for p in places], 20_000)
    blank = ["", " ", "\t", "  "]
    rows = [
        f'{draw.choice(blank)}{w}{draw.choice(blank)},"{p}",{draw.randint(0, 10**9)}{draw.choice(["", chr(13)])}'
        for w, p in chosen
    ]
    said, seats = "worker,position,score\n" + "\n".join(rows), "position,seats\n" + "".join(f"{p},1\n" for p in places)
    one = read(tmp_path, p=said, s=seats, w=None)
    monkeypatch.setattr(reader, "MANY", 0)
    made = kernel.names
    monkeypatch.setattr(kernel, "names", lambda _room: made(1))  # so small that it must grow
    two = read(tmp_path, p=said, s=seats, w=None)
    assert listed(one) == listed(two) and len(listed(two)) == 20_000


def test_more_than_memory_allows_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MANY", 0)
    monkeypatch.setattr(room, "available", lambda: 100)
    no = refused(read, tmp_path)
    assert (no.code, no.facts) == ("match.memory", {"file": "P.csv", "needed": 1, "free": 0})
    monkeypatch.setattr(room, "available", lambda: 1_000)  # enough for the numbers of its rows, not for five names
    assert refused(read, tmp_path).code == "match.memory"


def test_what_is_free_is_the_least_of_machine_container_and_own_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room.available() > 0
    monkeypatch.setattr(room, "ROOT", tmp_path)
    assert room.available() > 1 << 40  # nothing known
    for name, text in (
        ("proc/meminfo", "MemFree: 1 kB\nMemAvailable: 2000 kB\n"),
        ("sys/fs/cgroup/memory.max", "1000000\n"),
        ("sys/fs/cgroup/memory.current", "100000\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert room.available() == 810_000
    (tmp_path / "sys/fs/cgroup/memory.max").write_text("max\n")
    assert room.available() == 1_843_200
    (tmp_path / "proc/self").mkdir()
    (tmp_path / "proc/self/statm").write_text("10 5\n")
    monkeypatch.setattr(room.resource, "getrlimit", lambda _which: (10 * room.resource.getpagesize() + 7, -1))
    assert room.available() == 7
