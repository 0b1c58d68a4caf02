"""The house keeps its shape: its plan and its contracts agree, rows are written with the pen only, rooms stay small."""

import ast
import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PLAN = (ROOT / "docs/house.md").read_text(encoding="utf-8")
CONTRACTS = (ROOT / ".importlinter").read_text(encoding="utf-8")
SOURCES = [path for path in (ROOT / "shanhai").rglob("*.py") if "migrations" not in path.parts]


def layers(name: str) -> list[set[str]]:
    """The layers of one contract, top first."""
    section = CONTRACTS.split(f"[importlinter:contract:{name}]")[1].split("[importlinter")[0]
    lines = section.split("layers =\n")[1].split("containers")[0].strip().splitlines()
    return [set(re.findall(r"\w+", line)) for line in lines]


def planned(first: str) -> list[set[str]]:
    """The block of the plan that begins with a line."""
    block = next(part for part in PLAN.split("```") if part.strip().startswith(first))
    return [set(re.findall(r"\w+", line)) for line in block.strip().splitlines()]


def test_the_plan_and_the_contracts_agree() -> None:
    assert planned("cli | config") == layers("storeys")
    assert planned("figures | imports") == layers("apps")
    assert planned("officer | oversight") == layers("rooms")


def test_no_contract_has_an_exception() -> None:
    assert "ignore_imports" not in CONTRACTS


def test_every_app_is_in_the_plan_and_in_the_glossary_of_the_house() -> None:
    apps = {path.name for path in (ROOT / "shanhai/apps").iterdir() if (path / "models.py").exists()}
    assert {app for app in apps if f"├── {app} " in PLAN or f"└── {app} " in PLAN} == apps


WRITES = {"save", "create", "bulk_create", "update", "delete", "bulk_update", "get_or_create", "update_or_create"}
OWN_HANDS = {  # who may write past the pen, and why
    "shanhai/apps/audit/actions/pen.py",  # the pen itself
    "shanhai/apps/audit/actions/blank.py",  # the log forgets what a row held once its time is over
    "shanhai/apps/accounts/actions.py",  # the installation's own row, before there is anybody to act
    "shanhai/apps/jobs/actions.py",  # progress is not an act
}


def writes_past_the_pen(path: Path) -> list[str]:
    """Calls that look like an ORM write: `X.objects….update(…)`, `row.save()`, `row.delete()`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            text = ast.unparse(node.func)
            if ".objects" in text or node.func.attr in {"save", "delete"}:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {text}")
    return found


def test_rows_are_written_with_the_pen_only() -> None:
    found = [
        line
        for path in SOURCES
        if str(path.relative_to(ROOT)) not in OWN_HANDS and "sheets/" not in str(path) and "paper/" not in str(path)
        for line in writes_past_the_pen(path)
    ]
    assert found == []


def test_the_rule_notices_a_write(tmp_path: Path) -> None:
    bad = ROOT / "shanhai" / "zz_planted.py"
    bad.write_text("from x import Worker\nWorker.objects.filter(a=1).update(b=2)\n", encoding="utf-8")
    try:
        assert writes_past_the_pen(bad)
    finally:
        bad.unlink()


def test_files_stay_readable() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES)
    longest = [path for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert longest == []
    assert lengths[len(lengths) // 2] < 100


NEVER = re.compile("ethnic|nation|minzu|religio|faith|sex|gender|health|illness|disab")


def test_nobody_stores_ethnicity_religion_sex_or_health() -> None:
    columns = [f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()]
    assert [
        column for column in columns if column.startswith(tuple("abcdefghijklmnopqrstuvwxyz")) and NEVER.search(column)
    ] == []
    assert NEVER.search("workers.Worker.sex")
