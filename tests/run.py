"""`make test`: everything on SQLite in a real browser, the database tests again on a real PostgreSQL, core by branch coverage.

Nothing is skipped: where a browser or a PostgreSQL cannot be had, the run fails and says how to get one.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.machines import NoMachine, chromium, postgres

PARALLEL = ["-n", "2", "--dist", "worksteal"]


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest as a person would type it."""
    command = [sys.executable, "-m", "pytest", *arguments]
    print("$", " ".join(["pytest", *arguments]), flush=True)
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Run the three parts, the third beside the second; any that fails decides."""
    try:
        browser = chromium()
        with postgres() as url:
            if code := pytest(*PARALLEL, SHANHAI_CHROMIUM=browser):
                return code
            with ThreadPoolExecutor() as beside:
                covered = beside.submit(core_coverage)
                code = pytest(
                    *PARALLEL,
                    "tests/apps",
                    "tests/web",
                    "tests/demo",
                    "tests/stories",
                    "-m",
                    "not browser",
                    "--ignore=tests/demo/test_command.py",  # starts programs of its own, always on SQLite
                    "-k",
                    "not planted_leak",  # the walk itself goes over both databases; that it notices leaks is shown on the first
                    SHANHAI_TEST_DATABASE_URL=url,
                )
            said = covered.result()
            print(said.stdout, flush=True)
            return code or said.returncode
    except NoMachine as remedy:
        print(remedy, file=sys.stderr)
        return 1


def core_coverage() -> "subprocess.CompletedProcess[str]":
    """Hold core and every actions.py to full branch coverage; what is said is kept until it does not disturb."""
    base = [sys.executable, "-m", "coverage"]
    ran = subprocess.run(
        [*base, "run", "-m", "pytest", "-q", "tests/core", "tests/likeness", "tests/policies"],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode:
        return ran
    return subprocess.run(
        [*base, "report", "--fail-under=100", "--skip-covered"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
