"""The gate before any parser: what an uploaded file is, and whether it is safe to open.

A workbook is a zip of XML, and a small one can claim to be a huge one. So every entry is
inflated here in pieces, by its true length and not by the length it declares, and every piece is
searched for what no honest workbook has. Nothing is kept and no XML is parsed. Threats 13 and 14
of the security register.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from shanhai.core.refusal import Refusal

FileKind = Literal["xlsx", "xls", "csv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be: sizes in bytes, `cell` in characters, `seconds` of processor
    time. `memory` holds 50,000 rows of 16 columns of ordinary text; more is a matter for ROLL.
    """

    size: int = 20_000_000
    entries: int = 1_000
    unpacked: int = 150_000_000
    ratio: int = 250
    rows: int = 50_000
    columns: int = 200
    cell: int = 2_000
    text: int = 60_000_000
    memory: int = 230_000_000
    seconds: int = 4


DEFAULT = Limits()
ROLL = Limits(  # a county's whole roll, read by a background job
    size=80_000_000,
    unpacked=600_000_000,
    rows=300_000,
    text=400_000_000,
    memory=2_000_000_000,
    seconds=60,
)

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(rb"\s*<(!doctype|html|table|\?xml|meta)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']+)")
BIFF_FILEPASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
PIECE = 1 << 17
OVERLAP = 16
RATIO_FREE = 1 << 20  # a megabyte is no bomb, whatever it was packed into


def checked(content: bytes, *, filename: str, limits: Limits) -> FileKind:
    """The kind of a file that may be parsed, or a Refusal whose code begins with `file.`."""
    if not content.strip(b"\0\r\n\t "):
        raise Refusal("file.empty")
    if len(content) > limits.size:
        raise Refusal("file.bomb", why="size", limit=limits.size)
    named = filename.rpartition(".")[2].lower()
    found = _found(content)
    if named in {"xlsm", "xlsb", "xltm", "xlam"}:
        raise Refusal("file.macros", found=named)
    if found == "xls":
        _check_ole(content)
    if named not in {"xlsx", "xls", "csv"} or named != found:
        raise Refusal("file.kind", found=found, named=named)
    if found == "xlsx":
        _check_zip(content, limits)
    return found  # type: ignore[return-value]  # it equals `named`, one of the three


def _found(content: bytes) -> str:
    """What the bytes themselves say; `csv` is whatever reads as text."""
    if content.startswith(ZIP):
        return "xlsx"
    if content.startswith(OLE):
        return "xls"
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "csv"
    return "binary" if b"\0" in content else "csv"


def _check_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content or BIFF_FILEPASS.search(content):
        raise Refusal("file.encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refusal("file.macros", found="vba")


def _check_zip(content: bytes, limits: Limits) -> None:
    if content.count(b"PK\x01\x02") > limits.entries:  # counted here: the directory's own count may lie
        raise Refusal("file.bomb", why="entries", limit=limits.entries)
    try:
        entries = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise Refusal("file.damaged", why="zip") from None
    _check_names(entries)
    left = limits.unpacked
    for entry in entries:
        size = _check_entry(content, entry, left, limits)
        left -= size
        if left < 0:
            raise Refusal("file.bomb", why="unpacked", limit=limits.unpacked)
        if size > RATIO_FREE and size > limits.ratio * max(entry.compress_size, 1):
            raise Refusal("file.bomb", why="ratio", limit=limits.ratio)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower().replace("\\", "/") for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("file.encrypted")
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise Refusal("file.macros", found="vba")
    others = any(name.startswith(("word/", "ppt/")) for name in names)
    if "xl/workbook.xml" not in names and (others or "[content_types].xml" not in names):
        raise Refusal("file.kind", found="zip", named="xlsx")
    if len(set(names)) < len(names):
        raise Refusal("file.damaged", why="twice")


def _check_entry(content: bytes, entry: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """The true unpacked length of one entry, every piece of it searched."""
    total, rows, tail, markup = 0, 0, b"", False
    for piece in _pieces(content, entry):
        if not total:
            markup = _is_markup(piece)
        if markup:
            _check_markup(piece, first=not total)
        seen = tail + piece
        if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:  # whatever the entry says it is
            raise Refusal("file.xml", why="dtd")
        rows += seen.count(b"</v></c></row>") + seen.count(b"</is></c></row>")
        if rows > 2 * limits.rows:  # twice: a hidden sheet may be a long list
            raise Refusal("file.too_many_rows", limit=limits.rows)
        tail = piece[-OVERLAP:]
        total += len(piece)
        if total > left:
            return total
    if total != entry.file_size:
        raise Refusal("file.damaged", why="length")
    return total


def _pieces(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one entry, inflated to the end of the stream; each piece but the last is whole.

    Whole, because a stream of empty blocks could otherwise tear a word between two pieces further
    apart than the overlap.
    """
    head = content[entry.header_offset : entry.header_offset + 30]
    if len(head) < 30 or not head.startswith(ZIP):
        raise Refusal("file.damaged", why="zip")
    name, extra = struct.unpack("<HH", head[26:30])
    start = entry.header_offset + 30 + name + extra
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Refusal("file.damaged", why="packing")
    machine, at, whole = zlib.decompressobj(-15), 0, bytearray()
    try:
        while not machine.eof and (at < len(packed) or machine.unconsumed_tail):
            fresh = machine.unconsumed_tail or packed[at : at + PIECE]
            at += 0 if machine.unconsumed_tail else PIECE
            whole += machine.decompress(fresh, PIECE)
            if len(whole) >= PIECE:
                yield bytes(whole)
                whole.clear()
    except zlib.error:
        raise Refusal("file.damaged", why="zip") from None
    if not machine.eof:
        raise Refusal("file.damaged", why="cut")
    yield bytes(whole)


def _is_markup(first: bytes) -> bool:
    return first.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


def _check_markup(piece: bytes, *, first: bool) -> None:
    if first:
        encoding = ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf"))
        if piece[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in piece[:8]:
            raise Refusal("file.xml", why="utf-16")
        if encoding and encoding[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
            raise Refusal("file.xml", why="encoding")
    if len(piece) >= PIECE and b"<" not in piece:
        raise Refusal("file.cell_too_long")
