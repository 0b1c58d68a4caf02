"""`template` and `import`: empty workbooks out, filled ones in. A bad row never spoils a good one; the same file twice changes nothing."""

import argparse
import sys
from pathlib import Path

from django.db import transaction

from shanhai.apps.accounts.models import User
from shanhai.apps.imports.actions import confirm, stage
from shanhai.apps.imports.facts import KINDS, LATER, blank, earlier, errors, kind_of, tally, workbook_of_errors
from shanhai.apps.imports.models import Import
from shanhai.cli.main import Answer, Words
from shanhai.core.refusal import Refusal
from shanhai.sheets.template import template
from shanhai.web.kit.clock import now, world
from shanhai.web.kit.refusals import sentence

DEMO_LOGINS = {
    "workers": "yuanzhou",
    "employers": "mawei",
    "positions": "mawei",
    "placements": "yuanzhou",
    "roster": "mawei",
}
EVERY_KIND = (*KINDS, *LATER)


def register(words: Words) -> None:
    """Add the workbook words."""
    parser = words.add("template", run_template, "write an empty workbook to fill in")
    parser.add_argument("kind", choices=EVERY_KIND, metavar="KIND")
    parser.add_argument("out", metavar="OUT.xlsx", type=Path)
    parser = words.add("import", run_import, "check a filled workbook and store its good rows")
    parser.add_argument("kind", choices=EVERY_KIND, metavar="KIND")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="check only, store nothing")
    parser.add_argument(
        "--errors", metavar="OUT.xlsx", type=Path, help="write the rows that were not taken, with reasons"
    )


def run_template(arguments: argparse.Namespace) -> Answer:
    """Write an empty workbook. Refuses `template.later` for a kind of a later version."""
    title, columns, notes = blank(arguments.kind)
    _write(arguments.out, template(title, columns, notes=notes))
    titles = [column.title for column in columns]
    facts = {"kind": arguments.kind, "file": str(arguments.out), "columns": titles}
    return 0, facts, f"{arguments.out}  {title}：{'、'.join(titles)}"


def run_import(arguments: argparse.Namespace) -> Answer:
    """Stage and confirm in one go. Exit 1 only when the whole file is refused; what is wrong with rows is in `errors`."""
    kind_of(arguments.kind)
    user = _user(arguments)
    content = _read(arguments.file)
    with transaction.atomic():
        imported = stage(
            kind=arguments.kind, content=content, filename=arguments.file.name, title="", region=user.region, unit=user.unit,
            tell=_progress, by=user.actor(), at=now(),
        )  # fmt: skip
        if arguments.dry_run or _nothing_new(imported):
            answer = _answer(imported, arguments)
            transaction.set_rollback(True)
        else:
            answer = _answer(confirm(imported=imported, by=user.actor(), at=now()), arguments)
    for line in _remarks(imported):
        print(line, file=sys.stderr)
    return answer


def _nothing_new(imported: Import) -> bool:
    """The same file again, with nothing in it that is not stored already: it leaves no trace."""
    place = {"kind": imported.kind, "region": imported.region_id, "unit": imported.unit}
    counts = tally(imported)
    return not counts["new"] + counts["updated"] and earlier(**place, digest=imported.digest) is not None


def _answer(imported: Import, arguments: argparse.Namespace) -> Answer:
    counts = tally(imported)
    found = errors(imported, say=sentence)
    if arguments.errors:
        _write(arguments.errors, workbook_of_errors(imported, say=sentence))
    facts = {**counts, "absent": imported.absent, "errors": found}
    lines = [
        "{rows} 行：新增 {new}，更新 {updated}，没变 {unchanged}，要改 {rejected}，待定 {review}".format(**counts),
        f"表里没有提到的现有记录 {imported.absent}（不动）",
        *(f"第 {one['row']} 行　{one['column']}　{one['message']}" for one in found),
    ]
    return 0, facts, "\n".join(lines)


def _remarks(imported: Import) -> list[str]:
    return [sentence(Refusal(note["code"], **note["facts"])) for note in imported.notes]


def _user(arguments: argparse.Namespace) -> User:
    """Whoever imports: --as, or in a demo world the bureau whose rows they are. Refuses account.needed and account.unknown."""
    login = arguments.login or (DEMO_LOGINS.get(arguments.kind, "") if world().demo else "")
    if not login:
        raise Refusal("account.needed")
    user: User | None = User.objects.filter(login=login, is_active=True).select_related("region").first()
    if user is None:
        raise Refusal("account.unknown", login=login)
    return user


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("file.unreadable", file=str(path)) from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise Refusal("file.unwritable", file=str(path)) from None


def _progress(done: int, total: int) -> None:
    print(f"{done} / {total}", file=sys.stderr)
