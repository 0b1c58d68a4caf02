"""Files that no honest office program makes. Each is answered within 2 s and 256 MB, ours and the child's."""

import io
import multiprocessing
import os
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from shanhai.core.refusal import Refusal
from shanhai.sheets import grid
from shanhai.sheets.guard import Limits
from shanhai.sheets.read import read_table
from tests.sheets.cast import MA, ROLL, book, opened, sheet, with_sheet, zipped
from tests.sheets.old_excel import biff, compound

SOUND = book([[column.title for column in ROLL], MA])
SECONDS, KILOBYTES = 2.0, 256_000
CELL = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
ENTITY = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def plus(**entries: bytes) -> bytes:
    return zipped(opened(SOUND) | {name.replace("__", "/"): body for name, body in entries.items()})


def far() -> bytes:
    cells = CELL % (b"A1", b"x") + b'</row><row r="1048576">' + CELL % (b"XFD1048576", b"x")
    return with_sheet(sheet(b'<row r="1">' + cells + b"</row>"))


def tall() -> bytes:
    rows = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, 1_000_001))
    return with_sheet(sheet(b"".join(rows)))


def many_rows() -> bytes:
    return ("姓名,身份证号\n" + "甲,1\n" * 60_000).encode()


def rich_text() -> bytes:
    body = b"<si>" + b"<r><t>abcdefgh</t></r>" * 2_000_000 + b"</si>"
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % body
    return zipped(opened(SOUND) | {"xl/sharedStrings.xml": shared})


def shared_many_times() -> bytes:
    parts = opened(book([["姓名", "身份证号", "x" * 1_900]]))
    rows = (
        b'<row r="%d">' % at + b"".join(b'<c r="%c%d" t="s"><v>2</v></c>' % (65 + n, at) for n in range(20))
        for at in range(1, 20_001)
    )
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet(b"</row>".join(rows) + b"</row>")})


def lying_length() -> bytes:
    """The directory says 100 bytes, the stream holds 60 MB."""
    content = bytearray(zipped(opened(SOUND) | {"xl/media/x.bin": b"x" * 60_000_000}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def overlapping() -> bytes:
    """Every directory entry points at the same 1 MB stream: 900 MB in all."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"<a/>")
        file.writestr("xl/x.xml", b"<a>" + b"<b/>" * 250_000)
        entry = file.infolist()[1]
        for number in range(900):
            twin = zipfile.ZipInfo(f"xl/y{number}.xml")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, name, getattr(entry, name))
            file.filelist.append(twin)
    return out.getvalue()


def torn_entity() -> bytes:
    """A DTD whose word is torn by 200 kB of empty deflate blocks, which inflate to nothing."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = machine.compress(b"<!DOC") + machine.flush(zlib.Z_FULL_FLUSH)
    packed += b"\0\0\0\xff\xff" * 40_000
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed += machine.compress(b"TYPE a [") + machine.flush()
    content = bytearray(zipped({"xl/workbook.xml": packed}, packing=zipfile.ZIP_STORED))
    at = content.rindex(b"PK\x01\x02")
    content[at + 10 : at + 12] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    content[at + 24 : at + 28] = struct.pack("<I", 13)
    return bytes(content)


def encrypted_entry() -> bytes:
    content = bytearray(SOUND)
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def twice() -> bytes:
    out = io.BytesIO(SOUND)
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("xl/workbook.xml", b"<workbook/>")
    return out.getvalue()


def cut_sheet() -> bytes:
    return with_sheet(sheet(b'<row r="1">' + CELL % (b"A1", b"x") + b"</row>")[:-40])


def prefixed_cells() -> bytes:
    wide = b"".join(b'<c r="%c%c1"><v>1</v></c>' % (65 + a, 65 + b) for a in range(26) for b in range(26))
    return with_sheet(sheet(b'<row r="1">' + wide + b"</row>"))


FILES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "nothing": ("a.xlsx", "file.empty", lambda: b""),
    "blank lines": ("a.csv", "file.empty", lambda: b"\r\n \r\n"),
    "no cells": ("a.xlsx", "file.empty", lambda: book([])),
    "a picture": ("a.xlsx", "file.kind", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "a web page as xls": ("a.xls", "file.kind", lambda: b"<html><table><tr><td>1</td></tr></table>"),
    "xml as xls": ("a.xls", "file.kind", lambda: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>'),
    "xlsx named xls": ("a.xls", "file.kind", lambda: SOUND),
    "xlsx named csv": ("a.csv", "file.kind", lambda: SOUND),
    "csv named xlsx": ("a.xlsx", "file.kind", lambda: b"a,b\n1,2\n"),
    "another zip": ("a.xlsx", "file.kind", lambda: zipped({"readme.txt": b"x"})),
    "a letter": (
        "a.xlsx",
        "file.kind",
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
    ),
    "unknown name": ("a.exe", "file.kind", lambda: SOUND),
    "encrypted xlsx": ("a.xlsx", "file.encrypted", lambda: compound(b"x", ["EncryptedPackage"])),
    "encrypted xls": (
        "a.xls",
        "file.encrypted",
        lambda: biff([["a"]], before=b"\x2f\0\x06\0\0\0\x59\xb3\x0a\x9a"),
    ),
    "encrypted entry": ("a.xlsx", "file.encrypted", encrypted_entry),
    "macros": ("a.xlsx", "file.macros", lambda: plus(**{"xl__vbaProject.bin": b"\0"})),
    "macros by name": ("a.xlsm", "file.macros", lambda: SOUND),
    "macros in xls": ("a.xls", "file.macros", lambda: biff([["a"]], names=["_VBA_PROJECT_CUR"])),
    "macro sheet": ("a.xlsx", "file.macros", lambda: plus(**{"xl__macrosheets__sheet1.xml": b"<a/>"})),
    "zeros": ("a.xlsx", "file.bomb", lambda: plus(**{"xl__media__a.bin": bytes(90_000_000)})),
    "large": ("a.csv", "file.bomb", lambda: b"a" * 20_000_001),
    "lying length": ("a.xlsx", "file.damaged", lying_length),
    "overlapping": ("a.xlsx", "file.bomb", overlapping),
    "entries": ("a.xlsx", "file.bomb", lambda: plus(**{f"x{n}": b"" for n in range(1_001)})),
    "far cell": ("a.xlsx", "file.bomb", far),
    "tall": ("a.xlsx", "file.too_many_rows", tall),
    "rich text": ("a.xlsx", "file.bomb", rich_text),
    "one text many times": ("a.xlsx", "file.bomb", shared_many_times),
    "entities": ("a.xlsx", "file.xml", lambda: with_sheet(ENTITY + sheet(b""))),
    "outside entity": (
        "a.xlsx",
        "file.xml",
        lambda: with_sheet(b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + sheet(b"")),
    ),
    "late entity": ("a.xlsx", "file.xml", lambda: with_sheet(b" " * 131_066 + ENTITY + sheet(b""))),
    "torn entity": ("a.xlsx", "file.xml", torn_entity),
    "entity after blanks": ("a.xlsx", "file.xml", lambda: with_sheet(b" " * 400_000 + ENTITY)),
    "entity in a part with no name": ("a.xlsx", "file.xml", lambda: plus(**{"xl__x.dat": ENTITY})),
    "utf-16": ("a.xlsx", "file.xml", lambda: with_sheet(sheet(b"").decode().encode("utf-16"))),
    "utf-7": ("a.xlsx", "file.xml", lambda: with_sheet(b'<?xml version="1.0" encoding="utf-7"?>')),
    "one long cell": ("a.xlsx", "file.cell_too_long", lambda: with_sheet(sheet(b"x" * 300_000))),
    "long cell": ("a.xlsx", "file.cell_too_long", lambda: book([["x" * 2_001]])),
    "long csv cell": ("a.csv", "file.cell_too_long", lambda: b'"' + b"x\n" * 100_000),
    "many rows": ("a.csv", "file.too_many_rows", many_rows),
    "wide": ("a.xlsx", "file.too_wide", prefixed_cells),
    "wide csv": ("a.csv", "file.too_wide", lambda: b"a," * 1_000),
    "commas": ("a.csv", "file.bomb", lambda: b"," * 19_999_999),
    "fields over lines": ("a.csv", "file.too_wide", lambda: b'"a\n",' * 500_000),
    "open quote": ("a.csv", "file.damaged", lambda: '姓名,身份证号\n"甲,1\n乙,2\n'.encode()),
    "bytes": ("a.csv", "file.damaged", lambda: b"\xff\xff\xff,\x80\n"),
    "half a file": ("a.xlsx", "file.damaged", lambda: SOUND[: len(SOUND) // 2]),
    "half a sheet": ("a.xlsx", "file.damaged", cut_sheet),
    "no workbook": ("a.xlsx", "file.damaged", lambda: zipped({"[Content_Types].xml": b"<Types/>"})),
    "twice": ("a.xlsx", "file.damaged", twice),
    "other packing": (
        "a.xlsx",
        "file.damaged",
        lambda: zipped(opened(SOUND), packing=zipfile.ZIP_BZIP2),
    ),
    "broken ole": ("a.xls", "file.damaged", lambda: compound(b"x", ["Workbook"])[:700]),
    "ole of something else": ("a.xls", "file.damaged", lambda: compound(b"x", ["WordDocument"])),
}


def answer(content: bytes, filename: str, limits: Limits) -> str:
    try:
        read_table(content, filename=filename, columns=ROLL, limits=limits)
    except Refusal as refusal:
        return refusal.code
    return "taken"


def measured(content: bytes, filename: str, told: "multiprocessing.connection.Connection") -> None:
    """In a fresh process, so that its memory is that of this file alone."""
    code = answer(content, filename, Limits())
    times = os.times()  # of the processor, so that a busy machine fails no one
    took = times.user + times.system + times.children_user + times.children_system
    ours = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    told.send((code, took, max(int(ours), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_quickly_and_in_little_memory(name: str) -> None:
    filename, expected, made = FILES[name]
    spawn = multiprocessing.get_context("spawn")
    mine, its = spawn.Pipe()
    process = spawn.Process(target=measured, args=(made(), filename, its))
    process.start()
    code, took, memory = mine.recv()
    process.join()
    mine.close()
    its.close()
    assert code == expected
    assert took < SECONDS, f"{took:.2f} s"
    assert memory < KILOBYTES, f"{memory:,} kB"


def test_the_sound_file_of_this_page_is_taken() -> None:
    assert answer(SOUND, "a.xlsx", Limits()) == "taken"


@pytest.mark.parametrize(
    ("planted", "code", "why"),
    [
        ("while True: pass", "file.bomb", "time"),
        ("import time; time.sleep(60)", "file.bomb", "time"),
        ("import os; os.abort()", "file.bomb", "memory"),
        ("raise SystemExit(70)", "file.bomb", "memory"),
        ("raise SystemExit(101)", "file.damaged", "parser"),
        ("print(end='[1,0,[')", "file.damaged", "parser"),
    ],
)
def test_a_parser_that_hangs_or_dies_is_an_answer(
    planted: str, code: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "START", planted)
    monkeypatch.setattr(grid, "SLOWEST", 1.5)
    start = time.perf_counter()
    with pytest.raises(Refusal) as caught:
        read_table(SOUND, filename="a.xlsx", columns=ROLL, limits=Limits(seconds=1))
    assert (caught.value.code, caught.value.facts["why"]) == (code, why)
    assert time.perf_counter() - start < grid.SLOWEST + 2
