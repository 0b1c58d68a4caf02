"""Message catalogues without system tools: our own scanner finds what is said, Babel writes what Django reads.

Simplified Chinese is the source and needs no catalogue of its own. English is written by people, one `locale/en/<room>.po` a room.
Traditional Chinese is made: the mainland's terms in traditional glyphs (OpenCC s2t), then the words of `locale/zh_Hant/glossary.tsv`,
where a glyph of the standard table is not what the mainland's traditional printing uses.
"""

import ast
import csv
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

type Key = tuple[str, str, str]  # context, message, plural ("" where there is none)

ROOT: Final = Path(settings.ROOT)
CODE: Final = ROOT / "shanhai"
LOCALE: Final = ROOT / "locale"
GLOSSARY: Final = LOCALE / "zh_Hant" / "glossary.tsv"
WORDS: Final = {"_": "", "_t": "", "gettext": "", "gettext_lazy": "", "gettext_noop": ""}
CONTEXTS: Final = {"pgettext", "pgettext_lazy", "_c"}
PLURALS: Final = {"ngettext", "ngettext_lazy"}
RELATIVES: Final = "亲属"  # 女 is a daughter there, and elsewhere women
TOLD: Final = {  # words that are data: pages say them through gettext, so every one has its English. File → context, columns
    "apps/workers/data/needs.csv": ("", ("name",)),
    "apps/workers/data/relations.csv": (RELATIVES, ("name",)),
    "apps/workers/data/retention.csv": ("", ("after", "kept", "basis")),
    "apps/placements/data/items.csv": ("", ("name",)),
    "apps/placements/data/ended_why.csv": ("", ("name",)),
    "core/data/statutory_clocks.csv": ("", ("name", "law", "article")),
    "core/data/lawful_limits.csv": ("", ("name", "meaning")),
    "core/data/occupations.csv": ("", ("name",)),
}
TRANSLATE = re.compile(r"{%-?\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')(?:\s+context\s+\"([^\"]*)\")?")
QUOTED = re.compile(r"_\(\"([^\"]*)\"\)")
BLOCK = re.compile(r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def messages() -> dict[Key, set[str]]:
    """Find everything that is said in code, templates and data: message → files it is said in."""
    found: dict[Key, set[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for key in _in_python(path):
            found.setdefault(key, set()).add(str(path.relative_to(ROOT)))
    for path in sorted(CODE.rglob("templates/**/*.html")):
        for key in _in_template(path.read_text()):
            found.setdefault(key, set()).add(str(path.relative_to(ROOT)))
    for key, file in _in_data():
        found.setdefault(key, set()).add(file)
    return found


def _in_data() -> Iterator[tuple[Key, str]]:
    for file, (context, columns) in TOLD.items():
        with (CODE / file).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield from (((context, row[column], ""), f"shanhai/{file}") for column in columns)


def _in_python(path: Path) -> Iterator[Key]:
    text = path.read_text()
    if "translation" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in WORDS and len(said) == 1:
            yield "", said[0], ""
        elif name in CONTEXTS and len(said) == 2:
            yield said[0], said[1], ""
        elif name in PLURALS and len(said) == 2:
            yield "", said[0], said[1]


def _in_template(text: str) -> Iterator[Key]:
    for one in TRANSLATE.finditer(text):
        yield one[3] or "", one[1] or one[2] or "", ""
    for one in QUOTED.finditer(text):
        yield "", one[1], ""
    for one in BLOCK.finditer(text):
        trimmed = re.search(r"\btrimmed\b", one[1]) is not None
        single, *many = (_block(part, trimmed=trimmed) for part in PLURAL.split(one[2]))
        yield "", single, many[0] if many else ""


def _block(text: str, *, trimmed: bool) -> str:
    """Write a block as Django looks it up: variables as %(name)s, and trimmed lines joined by a space."""
    whole = VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))
    return " ".join(line.strip() for line in whole.strip().splitlines()) if trimmed else whole


def english() -> Catalog:
    """Read all English there is, room by room; the same message in two rooms must not differ."""
    merged = Catalog(locale="en", charset="utf-8")
    for path in sorted((LOCALE / "en").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
                    _also_in_templates(merged, message.id, message.string, message.context)
    return merged


def _also_in_templates(catalogue: Catalog, key: object, said: object, context: str | None) -> None:
    """`{% translate %}` asks for a bare per cent sign doubled, and writes it single again."""
    if isinstance(key, str) and isinstance(said, str) and "%" in key and "%(" not in key:
        catalogue.add(key.replace("%", "%%"), said.replace("%", "%%"), context=context)


@cache
def _glossary() -> tuple[tuple[str, str], ...]:
    lines = GLOSSARY.read_text().splitlines() if GLOSSARY.exists() else []
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((pair[0], pair[1]) for pair in pairs)


@cache
def _converter() -> object:
    from opencc import OpenCC  # slow to load, and only needed to compile

    return OpenCC("s2t")


def traditional(text: str) -> str:
    """Write simplified Chinese in traditional glyphs: same words, same length; names in placeholders stay."""
    converted: str = _converter().convert(text)  # type: ignore[attr-defined]
    for made, right in _glossary():
        converted = converted.replace(made, right)
    return converted


def traditional_catalogue() -> Catalog:
    """Make the traditional catalogue of everything that is said."""
    made = Catalog(locale="zh_Hant", charset="utf-8")
    for context, message, plural in messages():
        key: str | tuple[str, str] = (message, plural) if plural else message
        said = traditional(message)
        made.add(key, (said,) if plural else said, context=context or None)
        if not plural:
            _also_in_templates(made, message, said, context or None)
    return made


def compile_catalogues(*, force: bool = False) -> None:
    """Write the .mo files whose sources are newer; unchanged ones cost a look at each file's date."""
    wanted = {"en": (LOCALE / "en").glob("*.po"), "zh_Hant": _said_in()}
    for name, sources in wanted.items():
        target = LOCALE / name / "LC_MESSAGES" / "django.mo"
        newest = max((path.stat().st_mtime for path in sources), default=0.0)
        if force or not target.exists() or target.stat().st_mtime < newest:
            _write(english() if name == "en" else traditional_catalogue(), target)


def _said_in() -> Iterator[Path]:
    yield from CODE.rglob("*.py")
    yield from CODE.rglob("templates/**/*.html")
    yield from (CODE / file for file in TOLD)
    if GLOSSARY.exists():
        yield GLOSSARY


def _write(catalogue: Catalog, target: Path) -> None:
    """Write beside and rename, so that a process starting at the same time never reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    Path(name).replace(target)
