"""定长文本: one line a payment, columns of fixed width counted in bytes of GB18030, sums in fen with leading zeros, lines ended by CR LF.

To the bank: batch 20, line 6, account 30, name 60, bank 40, fen 15, note 60. From the bank: batch 20, line 6, fen 15, 1 digit (0 paid, 1 sent
back), day YYYYMMDD 8, reason 60. First line of both: H, number of lines 6, sum of fen 15.
"""

from collections.abc import Sequence
from datetime import date

from shanhai.core.refusal import Refusal
from shanhai.sheets.bank.lines import Answer, Line

CODE, END = "gb18030", "\r\n"
ANSWER = (20, 6, 15, 1, 8, 60)
MOST = 4_000_000  # bytes of one file


def write(lines: Sequence[Line]) -> bytes:
    """The file for the bank. Refuses bank.too_long for a name or account its column does not hold."""
    head = f"H{len(lines):06}{sum(one.amount for one in lines):015}"
    return b"".join(
        [
            (head + END).encode(CODE),
            *(
                b"".join((
                    _text(one.batch, 20), f"{one.line:06}".encode(), _text(one.account, 30), _text(one.name, 60), _text(one.bank, 40),
                    f"{one.amount:015}".encode(), _text(one.note, 60, cut=True), END.encode(),
                ))
                for one in lines
            ),
        ]
    )  # fmt: skip


def answer(answers: Sequence[Answer]) -> bytes:
    """The file as a bank sends it back: for rehearsals and tests."""
    head = f"H{len(answers):06}{sum(one.amount for one in answers):015}"
    rows = [
        b"".join((
            _text(one.batch, 20), f"{one.line:06}".encode(), f"{one.amount:015}".encode(), b"0" if one.paid_on else b"1",
            (f"{one.paid_on:%Y%m%d}" if one.paid_on else " " * 8).encode(), _text(one.why, 60, cut=True), END.encode(),
        ))
        for one in answers
    ]  # fmt: skip
    return b"".join([(head + END).encode(CODE), *rows])


def read(content: bytes) -> list[Answer]:
    """What the bank says of each line. Refuses bank.unreadable with the line, bank.sum where head and lines do not agree."""
    if len(content) > MOST:
        raise Refusal("bank.unreadable", line=0)
    rows = [row for row in content.split(b"\n") if row.strip()]
    if not rows or not rows[0].startswith(b"H"):
        raise Refusal("bank.unreadable", line=1)
    found = [_answer(row.rstrip(b"\r"), number) for number, row in enumerate(rows[1:], start=2)]
    head = rows[0].strip()
    if len(head) != 22 or not head[1:].isdigit():
        raise Refusal("bank.unreadable", line=1)
    if (int(head[1:7]), int(head[7:])) != (len(found), sum(one.amount for one in found)):
        raise Refusal("bank.sum", lines=len(found))
    return found


def _answer(row: bytes, number: int) -> Answer:
    if len(row) != sum(ANSWER):
        raise Refusal("bank.unreadable", line=number)
    parts, at = [], 0
    try:
        for width in ANSWER:
            parts.append(row[at : at + width].decode(CODE).strip())
            at += width
        batch, line, fen, said, day, why = parts
        paid = date(int(day[:4]), int(day[4:6]), int(day[6:])) if said == "0" else None
        if said not in {"0", "1"} or not (line.isdecimal() and fen.isdecimal()):
            raise ValueError
        return Answer(batch, int(line), int(fen), paid, why)
    except (ValueError, UnicodeDecodeError):
        raise Refusal("bank.unreadable", line=number) from None


def _text(text: str, width: int, *, cut: bool = False) -> bytes:
    """Padded to its width in bytes; a note may be cut at a whole character, nothing else."""
    plain = "".join(one for one in text if one.isprintable())
    raw = plain.encode(CODE)
    if len(raw) > width and not cut:
        raise Refusal("bank.too_long", text=plain[:12], most=width)
    while len(raw) > width:
        plain = plain[:-1]
        raw = plain.encode(CODE)
    return raw.ljust(width)
