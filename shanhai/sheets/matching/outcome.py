"""PLAN and CERT: written whole, both or neither, and read again."""

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from shanhai.core.refusal import Refusal
from shanhai.sheets.matching.text import opened


def write_outcome(plan: Path, rows: Iterable[tuple[str, str]], certificate: Path, said: Mapping[str, Any]) -> None:
    """Write both beside their places and move them there at the end. Refuses file.unwritable, and leaves nothing of it behind."""
    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["worker", "position"])
    writer.writerows(rows)
    made: list[tuple[Path, Path]] = []
    try:
        for path, text in ((plan, table.getvalue()), (certificate, json.dumps(said, ensure_ascii=False) + "\n")):
            if path.is_dir():
                raise IsADirectoryError
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            made.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        for half, path in made:
            half.chmod(0o644)
            half.replace(path)
    except OSError:
        raise Refusal("file.unwritable", file=str(path)) from None
    finally:
        for half, _path in made:
            with suppress(OSError):
                half.unlink()


def read_plan(path: Path) -> list[tuple[str, str]]:
    """The rows of a plan. Refuses what `text` refuses."""
    text = opened(path, wanted=["worker", "position"])
    return [(text.named(line, cells, "worker"), text.named(line, cells, "position")) for line, cells in text.rows()]


def read_certificate(path: Path) -> dict[str, Any]:
    """The certificate as it is. Refuses file.unreadable, and match.certificate for what is no JSON object."""
    try:
        said = json.loads(path.read_bytes())
    except OSError:
        raise Refusal("file.unreadable", file=str(path)) from None
    except (ValueError, RecursionError):
        raise Refusal("match.certificate", key=path.name) from None
    if not isinstance(said, dict):
        raise Refusal("match.certificate", key=path.name)
    return said
