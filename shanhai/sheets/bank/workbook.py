"""银行工作簿: the same as columns of an xlsx, as smaller banks take it. Sums in yuan with two decimals, read back without a float."""

from collections.abc import Mapping, Sequence

from shanhai.core.dates import parse_day
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.refusal import Refusal
from shanhai.sheets.bank.lines import Answer, Line
from shanhai.sheets.columns import Column
from shanhai.sheets.read import read_table
from shanhai.sheets.write import workbook

_BATCH = Column(key="batch", title="批次号", required=True, width=18)
_LINE = Column(key="line", title="序号", required=True, width=8)
_FEN = Column(key="amount", title="金额（元）", aliases=("金额",), required=True, kind="yuan", width=14)
TO_BANK = (
    _BATCH, _LINE, Column(key="name", title="户名", private=True), Column(key="bank", title="开户行", width=20),
    Column(key="account", title="账号", width=28, private=True), _FEN, Column(key="note", title="用途", width=24),
)  # fmt: skip
PAID, BACK = "成功", "退回"
FROM_BANK = (
    _BATCH, _LINE, _FEN, Column(key="outcome", title="结果", aliases=("处理结果", "状态"), choices=(PAID, BACK), required=True),
    Column(key="day", title="入账日期", aliases=("日期", "交易日期"), kind="day", width=14), Column(key="why", title="退回原因", aliases=("原因",), width=24),
)  # fmt: skip


def write(lines: Sequence[Line]) -> bytes:
    """The file for the bank; accounts are text."""
    rows = [
        [one.batch, str(one.line), one.name, one.bank, one.account, yuan(Fen(one.amount)), one.note] for one in lines
    ]
    return workbook(TO_BANK, rows, title="代发明细")


def answer(answers: Sequence[Answer]) -> bytes:
    """The file as a bank sends it back: for rehearsals and tests."""
    rows = [
        [one.batch, str(one.line), yuan(Fen(one.amount)), PAID if one.paid_on else BACK, one.paid_on.isoformat() if one.paid_on else "", one.why]
        for one in answers
    ]  # fmt: skip
    return workbook(FROM_BANK, rows, title="回盘明细")


def read(content: bytes) -> list[Answer]:
    """What the bank says of each line. Refuses bank.unreadable with the row, and what every workbook may be refused for."""
    table = read_table(content, filename="return.xlsx", columns=FROM_BANK)
    return [_answer(row.number, row.cells) for row in table.rows]


def _answer(number: int, cells: Mapping[str, str]) -> Answer:
    line, outcome = cells.get("line", ""), cells.get("outcome", "")
    try:
        amount, day = parse_yuan(cells.get("amount", "")), cells.get("day", "")
        paid_on = parse_day(day) if outcome == PAID else None
    except Refusal:
        raise Refusal("bank.unreadable", line=number) from None
    if outcome not in {PAID, BACK} or not line.isdecimal():
        raise Refusal("bank.unreadable", line=number)
    return Answer(cells.get("batch", ""), int(line), amount, paid_on, cells.get("why", ""))
