"""The process in which a file is parsed, alone, under limits of memory and processor time.

Every file goes through it, however small: 5 kB can name a cell in the last row and column and so
ask for 17 billion of them, and a native parser that runs out of memory takes its process along.
Here that process is this one, and its parent answers with a Refusal. It costs about 0.1 s a
file.

In: limits and kind as arguments, the file on standard input. Out: the lines of `parse.py` as
JSON, then `{"end": true}`, without which something was cut off; `{"refuse": code, …facts}`
instead of the rest.
"""

import json
import resource
import sys
from dataclasses import asdict
from typing import cast

from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import FileKind, Limits
from shanhai.sheets.parse import lines

OUT_OF_MEMORY = 70


def main() -> None:
    """Parse standard input under the limits and say what is in it on standard output."""
    limits, kind = Limits(**json.loads(sys.argv[1])), cast(FileKind, sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for line in lines(sys.stdin.buffer.read(), kind=kind, limits=limits):
            _say(line)
        _say({"end": True})
    except Refusal as refusal:
        _say({"refuse": refusal.code, **refusal.facts})
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.flush()


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


def arguments(limits: Limits, kind: FileKind) -> list[str]:
    """What `main` is to be told, in words that survive a command line."""
    return [json.dumps(asdict(limits)), kind]
