"""The real parts tests need: a Chromium and a PostgreSQL. Found, or installed where that is allowed, or a remedy is named."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


class NoMachine(Exception):  # noqa: N818 - a remedy, not a bug
    """A real part cannot be had here; the message says how to get it."""


def apt(*packages: str) -> bool:
    """Install Debian packages where we are root on such a machine."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        if subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def chromium() -> str:
    """Find a Chromium: the setting, PATH, or the system's package."""
    named = os.environ.get("SHANHAI_CHROMIUM", "")
    found = named or next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), "")
    if not found and apt("chromium", "fonts-noto-cjk"):
        found = shutil.which("chromium") or ""
    if not found or not Path(found).exists():
        raise NoMachine(
            "没有浏览器：请安装 chromium，或用 SHANHAI_CHROMIUM 指明路径 · install chromium or set SHANHAI_CHROMIUM"
        )
    return found


def _binaries() -> Path:
    newest = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])) if DEBIAN.exists() else []
    if newest:
        return newest[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    if apt("postgresql"):
        return _binaries()
    raise NoMachine(
        "没有 PostgreSQL：请安装 postgresql，或用 SHANHAI_TEST_DATABASE_URL 给出地址 · install postgresql or set SHANHAI_TEST_DATABASE_URL"
    )


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own in a scratch folder (as an unprivileged user when we are root) and give its address."""
    given = os.environ.get("SHANHAI_TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    binaries, folder = _binaries(), Path(tempfile.mkdtemp(prefix="shanhai-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        folder.chmod(0o700)
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    port = free_port()
    data = folder / "data"
    run = [
        *as_user,
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "shanhai",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, cwd="/")
    settings = [
        "autovacuum=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "shared_buffers=256MB",
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "jit=off",
    ]  # fmt: skip
    options = ["-D", str(data), "-p", str(port), *(word for setting in settings for word in ("-c", setting))]
    server = subprocess.Popen([*as_user, str(binaries / "postgres"), *options], cwd="/", stderr=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield f"postgres://shanhai@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    for _try in range(200):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(0.5)
                return
        time.sleep(0.1)
    raise NoMachine("PostgreSQL 没有起来 · PostgreSQL did not start")
