"""How much memory this process may still take, so that too large a file is refused before it is read, not killed half-way."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shanhai.core.refusal import Refusal

SPARE = 0.9  # of what is free; the rest is for everybody else
ROOT = Path("/")


def need(size: int, *, file: str) -> None:
    """Refuses match.memory (needed and free megabytes) where there is less than `size` bytes."""
    free = available()
    if size > free:
        raise Refusal("match.memory", file=file, needed=-(-size // 10**6), free=free // 10**6)


@contextmanager
def enough() -> Iterator[None]:
    """Refuses match.memory_out where memory ends although it looked enough."""
    try:
        yield
    except MemoryError:
        raise Refusal("match.memory_out", free=available() // 10**6) from None


def available() -> int:
    """Bytes: the least of what the machine, the container and this process's own limit leave."""
    return min(_limits(), default=1 << 62)


def _limits() -> Iterator[int]:
    machine = _numbers("proc/meminfo", "MemAvailable:")
    if machine is not None:
        yield int(machine * 1024 * SPARE)
    for most, used in (
        ("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory.current"),
        ("sys/fs/cgroup/memory/memory.limit_in_bytes", "sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        limit, taken = _numbers(most), _numbers(used)
        if limit is not None and taken is not None:
            yield int(max(0, limit - taken) * SPARE)
    own, _hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = _numbers("proc/self/statm")
    if own != resource.RLIM_INFINITY and pages is not None:
        yield max(0, own - pages * resource.getpagesize())


def _numbers(name: str, label: str = "") -> int | None:
    """The first number after a label in a file of the system; none where the file is not there, or says that there is no limit."""
    try:
        words = (ROOT / name).read_text(encoding="ascii").split()
    except OSError:
        return None
    at = words.index(label) + 1 if label in words else 0
    return int(words[at]) if words[at : at + 1] and words[at].isdecimal() else None
