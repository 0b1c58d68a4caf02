"""Web and background worker as two child processes of one command, which begin and end together.

Each child leads its own process group, so that Ctrl-C in a terminal reaches only us and whatever a child has started ends with it; on
Linux the kernel also ends the children should we be killed.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from shanhai.core.refusal import Refusal

PATIENCE = 10.0  # seconds a child gets to finish what it is doing
START = 60.0  # seconds the web process gets to answer
PORTS = 100  # ports tried after the wanted one
LOOPBACK = "127.0.0.1"
WEB = ("granian", "--interface", "asginl", "--log-level", "warning", "shanhai.config.asgi:application")
WORKER = ("django", "db_worker", "--queue-name", "*", "--verbosity", "0")


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one. Refuses `demo.no_port` when a hundred are taken."""
    for port in range(wanted, min(wanted + PORTS, 65536)):
        with socket.socket() as attempt, suppress(OSError):
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((host, port))
            return port
    raise Refusal("demo.no_port", wanted=wanted)


def shown(host: str) -> str:
    """The host a browser on this machine uses: an address that means all of them is shown as the loopback."""
    return LOOPBACK if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared, not bound


def serve(host: str, port: int, *, ready: Callable[[], None]) -> int:
    """Run both until Ctrl-C, SIGTERM or SIGHUP (0), or until one of them ends by itself (1). `ready` is called when the web answers."""
    asked: list[int] = []  # a list, since a handler that took a lock could meet the main thread holding it
    before = {number: signal.signal(number, lambda number, _frame: asked.append(number)) for number in _SIGNALS}
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(_start([*WEB, "--host", host, "--port", str(port)]))
        children.append(_start(WORKER))
        told = False
        deadline = time.monotonic() + START
        while not asked:
            time.sleep(0.1)
            if any(child.poll() is not None for child in children):
                return 1
            if not told and _answers(shown(host), port):
                told = True
                ready()
            if not told and time.monotonic() > deadline:
                return 1
        return 0
    finally:
        _end(children)
        for number, handler in before.items():
            signal.signal(number, handler)


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _start(module: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `python -m module …`; what it prints goes to standard error, since standard output belongs to the answer."""
    return subprocess.Popen(  # noqa: S603 - our own modules, no shell
        [sys.executable, "-m", *module],
        env=_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    return {**ours, "DJANGO_SETTINGS_MODULE": "shanhai.config.settings"}


def _die_with_parent() -> None:
    """Linux only: ask the kernel for SIGTERM when the parent is gone (PR_SET_PDEATHSIG)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _answers(host: str, port: int) -> bool:
    """Whether the web process answers at `/healthz`."""
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to end, wait, then end what is left of its process group."""
    for child in children:
        with suppress(ProcessLookupError):
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
