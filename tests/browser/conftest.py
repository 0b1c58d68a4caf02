"""A real site: `shanhai demo` in a process of its own, and a real Chromium in front of it."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.machines import chromium, free_port
from tests.worlds import demo_folder

COMMAND = str(Path(sys.executable).parent / "shanhai")
WIDTHS = (1280, 390)


@dataclass
class Site:
    """The demo as it is served, and its command beside it."""

    url: str
    data: Path

    def command(self, *words: str) -> dict[str, object]:
        """Run one command on the same world and read its JSON."""
        run = subprocess.run([COMMAND, *words, "--json"], env=self.environment(), capture_output=True, check=True)
        answer: dict[str, object] = json.loads(run.stdout)
        return answer

    def environment(self) -> dict[str, str]:
        """The environment of the demo; nothing of the tests' own."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SHANHAI", "DJANGO"))}
        return kept | {"SHANHAI_DATA": str(self.data)}


@pytest.fixture(scope="module")
def site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("site"))
    demo_folder(shared, site.data)
    with (site.data / "log").open("wb") as log:
        run = subprocess.Popen(
            [COMMAND, "demo", "--port", str(port), "--scale", "small"], env=site.environment(), stdout=log, stderr=log
        )
        try:
            _wait(f"{site.url}/readyz", run, site.data / "log")
            yield site
        finally:
            run.terminate()
            assert run.wait(20) == 0, "the demo did not stop cleanly"


def _wait(url: str, run: "subprocess.Popen[bytes]", log: Path) -> None:
    for _try in range(300):  # a minute: the machine may be busy
        if run.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        running = driver.chromium.launch(executable_path=chromium(), args=flags)
        yield running
        running.close()


@dataclass
class Visitor:
    """Somebody at a browser window, logged in or not."""

    page: Page
    site: Site

    def open(self, path: str) -> None:
        """Go to a page and expect it to be there."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None and answer.status == 200, (path, answer and answer.status)

    def log_in(self, login: str) -> None:
        """Log in as a person types."""
        self.open("/login/")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill("shanhai-demo")
        self.page.get_by_role("main").get_by_role("button", name="登录").first.click()
        self.page.wait_for_url("**/tasks/")


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield Visitor(context.new_page(), site)
    context.close()
