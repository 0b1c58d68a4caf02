"""`make test`: everything on SQLite in a real browser, the database tests again on a real PostgreSQL, core by branch coverage.

Nothing is skipped: where a browser or a PostgreSQL cannot be had, the run fails and says how to get one.
"""

import os
import subprocess
import sys

from tests.machines import NoMachine, chromium, postgres

PARALLEL = ["-n", "2", "--dist", "loadfile"]


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest as a person would type it."""
    command = [sys.executable, "-m", "pytest", *arguments]
    print("$", " ".join(["pytest", *arguments]), flush=True)
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Run the three parts; the first that fails decides."""
    try:
        browser = chromium()
        with postgres() as url:
            return (
                pytest(*PARALLEL, SHANHAI_CHROMIUM=browser)
                or pytest(
                    *PARALLEL,
                    "tests/apps",
                    "tests/web",
                    "tests/demo",
                    "tests/stories",
                    "-m",
                    "not browser",
                    "-k",
                    "not planted_leak",  # the walk itself goes over both databases; that it notices leaks is shown on the first
                    SHANHAI_TEST_DATABASE_URL=url,
                )
                or core_coverage()
            )
    except NoMachine as remedy:
        print(remedy, file=sys.stderr)
        return 1


def core_coverage() -> int:
    """Hold core and every actions.py to full branch coverage."""
    base = [sys.executable, "-m", "coverage"]
    code = subprocess.run(
        [*base, "run", "-m", "pytest", "-q", "tests/core", "tests/likeness", "tests/policies"],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        check=False,
    ).returncode
    return code or subprocess.run([*base, "report", "--fail-under=100", "--skip-covered"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
