"""A pack's YAML as plain text with line numbers.

Every scalar stays text until its place in the pack says what it is, so 012345 keeps its zero and `no` stays a word. Whatever lets two
readers see two different packs is refused: duplicate keys, anchors, tags, merge keys, a second document.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from shanhai.core.refusal import Refusal

type Path = tuple[str | int, ...]

LONGEST = 400_000  # characters of one file
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: mappings, lists and text; and the line of each path."""

    file: str
    tree: Any
    lines: dict[Path, int]

    def refusal(self, code: str, path: Path = (), **facts: object) -> Refusal:
        """A refusal that names the file and the nearest line."""
        while path and path not in self.lines:
            path = path[:-1]
        return Refusal(code, file=self.file, line=self.lines.get(path, 1), **facts)


def read(text: str, file: str) -> Source:
    """Read one document. Refuses pack.unreadable, pack.too_long, pack.empty, pack.duplicate_key, pack.anchor, pack.tag, pack.too_deep."""
    if len(text) > LONGEST:
        raise Refusal("pack.too_long", file=file, line=1, most=LONGEST)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            _plain(event, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Refusal("pack.unreadable", file=file, line=mark.line + 1 if mark else 1) from None
    if root is None:
        raise Refusal("pack.empty", file=file, line=1)
    lines: dict[Path, int] = {}
    return Source(file, _tree(root, (), lines, file), lines)


def _plain(event: yaml.Event, file: str) -> None:
    line = event.start_mark.line + 1 if event.start_mark else 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Refusal("pack.anchor", file=file, line=line)
    if getattr(event, "tag", None):
        raise Refusal("pack.tag", file=file, line=line)


def _tree(node: yaml.Node, path: Path, lines: dict[Path, int], file: str) -> Any:
    lines[path] = line = node.start_mark.line + 1
    if len(path) > DEEPEST:
        raise Refusal("pack.too_deep", file=file, line=line, most=DEEPEST)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in found:
                at = key.start_mark.line + 1
                raise Refusal("pack.duplicate_key", file=file, line=at, key=str(key.value)[:40])
            found[key.value] = _tree(value, (*path, key.value), lines, file)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_tree(one, (*path, n), lines, file) for n, one in enumerate(node.value)]
    return str(node.value)
