"""A fresh clone to its first page: `git clone`, `make demo`, wait for `/` to answer 200. The package cache is warm, the folder is empty."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run() -> dict[str, float]:
    """Seconds from `git clone` to the first page."""
    folder = Path(tempfile.mkdtemp(prefix="shanhai-clone-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SHANHAI", "DJANGO", "VIRTUAL_ENV"))}
    begun = time.perf_counter()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "shanhai")], check=True)
    demo = subprocess.Popen(
        ["make", "-s", "demo", f"PORT={port}"], cwd=folder / "shanhai", env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                    assert page.status == 200
                    return {"fresh_clone_to_first_page_seconds": round(time.perf_counter() - begun, 1)}
            except OSError:
                assert demo.poll() is None, "make demo stopped"
                assert time.perf_counter() - begun < 300, "no page in five minutes"
                time.sleep(0.1)
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(30)
        shutil.rmtree(folder, ignore_errors=True)
