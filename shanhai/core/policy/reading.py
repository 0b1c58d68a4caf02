"""From a pack's text to a checked pack: structure by JSON Schema, then names, kinds, days, bands and clauses. Nothing half-read is returned."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from shanhai.core.ledger import canonical
from shanhai.core.policy import naming, rules
from shanhai.core.policy.pack import UNKNOWN, Pack, Paper
from shanhai.core.policy.yaml_text import Source, read


@dataclass(frozen=True, slots=True)
class Amendment:
    """A value approved after the pack was written: of one param, from a day, by a clause. `value` as in the pack's text."""

    key: str
    valid_from: date
    ref: str
    value: str | list[list[str]] | dict[str, str]


def load(folder: Path) -> Pack:
    """The pack in a folder (`pack.yaml`). Refuses pack.* and expression.* with file and line; pack.missing without the file."""
    from shanhai.core.refusal import Refusal

    path = folder / "pack.yaml" if folder.is_dir() else folder
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal("pack.missing", file=str(path)) from None
    return build(read(text, f"{path.parent.name}/{path.name}"))


def from_tree(tree: Mapping[str, Any]) -> Pack:
    """The pack of a stored canonical form."""
    return build(Source(f"{tree['pack']}/pack.yaml", dict(tree), {}))


def amended(pack: Pack, rows: Iterable[Amendment]) -> Pack:
    """The pack with approved values laid over it: read anew, so that a gap, an overlap or a value out of bounds is refused."""
    params = {key: {**one, "values": list(one["values"])} for key, one in pack.tree.get("params", {}).items()}
    tree = {**pack.tree, "params": params}
    for row in rows:
        if row.key not in params:
            raise Source(f"{pack.id}/pack.yaml", tree, {}).refusal("pack.unknown_param", name=row.key)
        shape = pack.params[row.key].shape
        params[row.key]["values"].append({"from": row.valid_from.isoformat(), "ref": row.ref, shape: row.value})
        params[row.key]["values"].sort(key=lambda one: one["from"])
    return from_tree(tree)


@cache
def _schema() -> Draft202012Validator:
    text = (files("shanhai.core") / "data" / "policy_pack.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def build(source: Source) -> Pack:
    """The checked pack of what was read."""
    error = next(
        iter(sorted(_schema().iter_errors(source.tree), key=lambda one: (-len(one.path), str(one.path)))), None
    )
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path)
        raise source.refusal(
            "pack.schema", tuple(error.absolute_path), place=place, rule=error.validator, why=error.message[:160]
        )
    tree = source.tree
    facts, params, region = naming.facts_of(source), naming.params_of(source), naming.scope_of(source)
    names = naming.Names(source, facts, params, region)
    for name in tree.get("define", {}):
        names.read(name, ("define", name), None)
    subsidies = rules.subsidies(source, names)
    return Pack(
        id=tree["pack"], title=tree["title"], standing=tree["standing"], issuer=tree["issuer"], fund=tree["fund"],
        papers={key: _paper(source, key, one) for key, one in tree["papers"].items()},
        facts=facts, documents=tree.get("documents", {}), params=params, scope=region, subsidies=subsidies,
        across=rules.across(source, names, subsidies), stacking=rules.stacking(source),
        tree=tree, digest=hashlib.sha256(canonical(tree)).hexdigest(),
    )  # fmt: skip


def _paper(source: Source, key: str, one: Mapping[str, str]) -> Paper:
    def known(name: str) -> str | None:
        return None if one[name] == UNKNOWN else one[name]

    def day(name: str) -> date | None:
        return None if one[name] == UNKNOWN else naming.day(source, one[name], ("papers", key, name))

    return Paper(key, one["title"], known("number"), day("issued"), day("in_force"), known("file_sha256"))
