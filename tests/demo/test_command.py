"""`shanhai demo` and `shanhai doctor` from outside: one JSON answer, two processes that end together."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.worlds import demo_folder

SHANHAI = [sys.executable, "-m", "shanhai.cli.main"]
SMALL = ["demo", "--scale", "small", "--json"]


def environment(data: Path, **more: str) -> dict[str, str]:
    ours = {"SHANHAI_DATABASE_URL", "SHANHAI_SECRET_KEY", "SHANHAI_KEYS", "DJANGO_SETTINGS_MODULE", "PORT"}
    return {k: v for k, v in os.environ.items() if k not in ours} | {"SHANHAI_DATA": str(data), **more}


def shanhai(data: Path, *words: str, **more: str) -> tuple[int, dict[str, Any], str]:
    ran = subprocess.run(
        [*SHANHAI, *words], env=environment(data, **more), capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.stdout.count("\n") <= 1, "exactly one JSON object"
    return ran.returncode, json.loads(ran.stdout or "{}"), ran.stderr


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    data = tmp_path_factory.mktemp("demo") / "var"
    facts = demo_folder(shared, data)
    assert facts["built"]
    return data, facts


@contextmanager
def served(data: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    process = subprocess.Popen(
        [*SHANHAI, *SMALL, "--port", str(port)],
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for child in found for one in (child, *map(str, children(int(child))))]


def gone(pids: list[int]) -> bool:
    for _try in range(50):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


def test_the_answer_names_address_and_log_ins(built: tuple[Path, dict[str, Any]]) -> None:
    _data, facts = built
    assert facts["url"] == "http://127.0.0.1:8000/"
    assert len(facts["worker_links"]) == 12 and facts["device_tokens"] == []
    assert all(re.fullmatch(r"http://127\.0\.0\.1:8000/w/[0-9a-f]{24}/", link) for link in facts["worker_links"])
    assert {"login": "mawei", "password": "shanhai-demo", "role": "officer"}.items() <= facts["logins"][1].items()
    assert all({"login", "password", "role", "office"} <= one.keys() for one in facts["logins"])


def test_a_standing_world_is_kept_and_a_fresh_one_is_the_same(built: tuple[Path, dict[str, Any]]) -> None:
    data, facts = built
    _code, kept, said = shanhai(data, *SMALL, "--no-serve")
    assert not kept["built"] and kept["digest"] == facts["digest"] and "--fresh" in said
    _code, fresh, _said = shanhai(data, *SMALL, "--no-serve", "--fresh", PORT="8123")
    assert fresh["built"] and fresh["digest"] == facts["digest"] and fresh["url"].endswith(":8123/")


def test_a_production_installation_never_becomes_a_demo(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    production = {"SHANHAI_SECRET_KEY": "k" * 60, "SHANHAI_KEYS": str(keys), "SHANHAI_ALLOWED_HOSTS": "shanhai.example"}
    code, facts, _said = shanhai(tmp_path / "var", *SMALL, "--no-serve", **production)
    assert (code, facts["refusal"]) == (1, "demo.production")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_web_and_worker_begin_and_end_together(built: tuple[Path, dict[str, Any]], number: signal.Signals) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with served(built[0], port) as (process, facts):
            assert facts["url"] != f"http://127.0.0.1:{port}/", "a busy port is not shared"
            with urllib.request.urlopen(facts["url"] + "healthz") as answer:  # noqa: S310 - ours
                assert answer.read() == b"ok"
            started = children(process.pid)
            assert len(started) >= 2
            process.send_signal(number)
            assert process.wait(timeout=20) == 0
            assert gone(started)


def test_when_one_child_dies_the_other_does_not_stay(built: tuple[Path, dict[str, Any]]) -> None:
    with served(built[0], 18400) as (process, _facts):
        started = children(process.pid)
        os.kill(started[-1], signal.SIGKILL)
        assert process.wait(timeout=20) == 1
        assert gone(started)


def test_doctor_finds_a_ready_installation_and_an_unready_one(
    built: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    code, facts, _said = shanhai(built[0], "doctor", "--json")
    assert (code, facts["ready"]) == (0, True)
    assert {"database.migrated", "clock.plausible", "keys.demo", "fonts.present", "data.writable", "disk.space"} <= {
        one["code"] for one in facts["findings"]
    }
    code, facts, _said = shanhai(tmp_path / "nowhere", "doctor", "--json")
    bad = {one["code"]: one["remedy"] for one in facts["findings"] if one["level"] == "bad"}
    assert code == 1 and set(bad) == {"database.reachable", "data.writable"} and all(bad.values())
    (tmp_path / "empty").mkdir()
    code, facts, _said = shanhai(tmp_path / "empty", "doctor", "--json")
    assert code == 1 and "database.migrated" in {one["code"] for one in facts["findings"] if one["level"] == "bad"}


@pytest.mark.parametrize(
    ("words", "code", "refusal"),
    [
        (("figure", "--json"), 2, "usage.wrong"),
        (("bulletin", "2018-spring", "--lang", "fr", "--json"), 2, "usage.wrong"),
        (("figure", "leaflets", "--json"), 1, "database.unready"),
        (("audit", "verify", "--json"), 1, "database.unready"),
    ],
)
def test_wrong_usage_and_a_missing_database_are_one_object_too(
    tmp_path: Path, words: tuple[str, ...], code: int, refusal: str
) -> None:
    assert shanhai(tmp_path / "nowhere", *words)[:2] == (code, {"refusal": refusal})


def test_what_a_command_writes_itself_gets_nothing_added(built: tuple[Path, dict[str, Any]]) -> None:
    def written(*words: str) -> bytes:
        ran = subprocess.run(
            [*SHANHAI, *words], env=environment(built[0]), capture_output=True, timeout=120, check=True
        )
        return ran.stdout

    word = written("bulletin", "2018-spring", "--format", "docx")
    assert word.index(b"PK\x05\x06") + 22 == len(word), "nothing after the end of the archive"
    assert all(json.loads(line) for line in written("audit", "export").decode().removesuffix("\n").split("\n"))


def test_verify_reports_a_change_of_an_unknown_noun(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    shutil.copytree(built[0], tmp_path / "var")
    with sqlite3.connect(tmp_path / "var" / "shanhai.sqlite3") as database:
        database.execute("UPDATE audit_change SET noun = 'no.such' WHERE id = 1")
    code, facts, _said = shanhai(tmp_path / "var", "audit", "verify", "--json")
    assert code == 1 and {"change_edited", "noun_unknown"} <= {one["code"] for one in facts["findings"]}
