"""A checked file as sheets of plain rows of text, read by way of the child process."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shanhai.core.refusal import Refusal
from shanhai.sheets import child
from shanhai.sheets.guard import FileKind, Limits

Row = tuple[int, list[str]]  # the row number a user sees, then every cell from column A on

ROOT = str(Path(__file__).parents[2])  # where the child finds this package
START = "import sys; sys.path.append(sys.argv.pop(1)); from shanhai.sheets.child import main; main()"
SLOWEST = 5  # wall seconds allowed for each second of processor time, for a busy machine


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet; `rows` can be gone through once, and before the next sheet is asked
    for.
    """

    name: str
    rows: Iterator[Row]


def sheets(content: bytes, *, kind: FileKind, limits: Limits) -> Iterator[Sheet]:
    """The visible sheets of a file in their order, their empty rows left out."""
    lines = _lines(content, kind, limits)
    ahead: list[Any] = [next(lines, None)]
    try:
        while ahead[0]:
            yield Sheet(ahead[0]["sheet"], rows := _rows(lines, ahead))
            for _ in rows:  # whatever the reader left of this sheet
                pass
    finally:
        lines.close()


def _rows(lines: Iterator[Any], ahead: list[Any]) -> Iterator[Row]:
    """Rows up to the next sheet's line, which is left in `ahead`."""
    ahead[0] = None
    for line in lines:
        if isinstance(line, dict):
            ahead[0] = line
            return
        number, first, texts = line
        yield number, [""] * first + texts


def _lines(content: bytes, kind: FileKind, limits: Limits) -> Generator[Any]:
    """What the child says, line by line; its death is a Refusal."""
    command = [sys.executable, "-I", "-c", START, ROOT, *child.arguments(limits, kind)]
    with subprocess.Popen(  # noqa: S603  # our own module; only numbers and a kind as arguments
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        clock = threading.Timer(limits.seconds * SLOWEST, process.kill)
        clock.start()
        try:
            yield from _spoken(process, content)
        finally:
            clock.cancel()
            process.kill()


def _spoken(process: "subprocess.Popen[bytes]", content: bytes) -> Iterator[Any]:
    assert process.stdin and process.stdout  # noqa: S101  # both were opened as pipes
    with suppress(OSError):  # it died first: its exit code tells
        process.stdin.write(content)
    with suppress(OSError):
        process.stdin.close()
    for line in process.stdout:
        if not line.endswith(b"\n"):
            break  # cut off in the middle of a line
        said = json.loads(line)
        if isinstance(said, dict) and "refuse" in said:
            raise Refusal(said.pop("refuse"), **said)
        if isinstance(said, dict) and "end" in said:
            return
        yield said
    raise _death(process.wait())


def _death(code: int) -> Refusal:
    """Why a parser died: stopped by a limit, or broken by the file."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Refusal("file.bomb", why="time")
    if code in (-signal.SIGABRT, child.OUT_OF_MEMORY):
        return Refusal("file.bomb", why="memory")
    return Refusal("file.damaged", why="parser")
