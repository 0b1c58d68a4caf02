"""The smallest .xls that parsers accept, written here because no library we ship writes one.

Sources: [MS-XLS] records BOF, BoundSheet8, Label, EOF; [MS-CFB] header, one FAT sector, one directory.
"""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def biff(rows: Sequence[Sequence[str]], *, before: bytes = b"", names: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet; `before` are records after the first BOF, `names` further streams."""
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + before
    bound = struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"A"
    start = len(head) + 4 + len(bound) + 4
    book = head + _record(0x0085, struct.pack("<I", start) + bound[4:]) + _record(0x000A, b"")
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    for row, texts in enumerate(rows):
        for at, text in enumerate(texts):
            wide = text.encode("utf-16-le")
            label = struct.pack("<HHHHB", row, at, 0, len(wide) // 2, 1) + wide
            body += _record(0x0204, label)
    return compound(book + body + _record(0x000A, b""), ("Workbook", *names))


def compound(stream: bytes, names: Sequence[str]) -> bytes:
    """An OLE file whose first stream holds the bytes; the others are empty."""
    stream = stream.ljust(-(-max(len(stream), 4096) // SECTOR) * SECTOR, b"\0")
    count = len(stream) // SECTOR
    fat = [FAT, END, *range(3, 2 + count), END]
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    places = b"".join(struct.pack("<I", one) for one in [0, *[FREE] * 108])
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    entries = _entry("Root Entry", 5, END, 0, child=1)
    entries += _entry(names[0], 2, 2, len(stream), right=2 if len(names) > 1 else FREE)
    entries += b"".join(_entry(name, 2, END, 0) for name in names[1:])
    return header + places + table + entries.ljust(SECTOR, b"\0") + stream


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    linked = struct.pack("<HBBIII", len(wide), kind, 1, FREE, right, child)
    return wide.ljust(64, b"\0") + linked + bytes(16 + 4 + 16) + struct.pack("<IIxxxx", start, size)
