"""发放批次 on paper: the sheet with its lines and places to sign, and the request to the treasury. Names are masked, accounts never printed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from shanhai.apps.subsidies.models import Batch
from shanhai.core.money import Fen, yuan
from shanhai.paper.document import Document, Notes, Paragraph, Run, Table
from shanhai.web.officer.notices.printing import DEMO

SIGNS = "制表：{maker}　　复核：{checker}　　负责人：{blank}　　日期：{blank}　　（盖章）"
BLANK = "\uff3f" * 6


def sheet_of(row: Batch, lines: Sequence[Mapping[str, Any]], *, demo: bool) -> Document:
    """补贴发放表: a line a payment."""
    rows = tuple(
        (str(one["row"].line), one["row"].claim.number, str(one["who"]), one["row"].claim.label, one["amount"], str(one["state"]))
        for one in lines
    )  # fmt: skip
    table = Table("", ("序号", "申领编号", "收款人", "补贴", "金额（元）", "结果"), rows)
    return _paper(row, f"{row.fund.issuer.name}劳务协作补贴发放表", (table, *_foot(row)), demo=demo)


def request_of(row: Batch, lines: Sequence[Mapping[str, Any]], *, demo: bool) -> Document:
    """用款申请: so much for so many, by kind of subsidy."""
    sums: dict[str, list[int]] = defaultdict(list)
    for one in lines:
        sums[one["row"].claim.label].append(one["row"].amount)
    rows = tuple((label, str(len(each)), yuan(Fen(sum(each)))) for label, each in sums.items())
    table = Table("", ("补贴", "笔数", "金额（元）"), (*rows, ("合计", str(row.people), yuan(Fen(row.total)))))
    said = (
        f"财政局：现有 {row.number} 批次劳务协作补贴 {row.people} 笔，共 {yuan(Fen(row.total))} 元，已经审核、公示、批准，"
        f"请从“{row.fund.title}”列支，拨付代发银行。"
    )
    return _paper(
        row, f"{row.fund.issuer.name}劳务协作补贴用款申请", (Paragraph((Run(said),)), table, *_foot(row)), demo=demo
    )


def _foot(row: Batch) -> tuple[Paragraph, Notes]:
    signs = SIGNS.format(maker=row.maker_name, checker=row.checker_name or BLANK, blank=BLANK)
    digest = (f"银行文件摘要 {row.bank_digest}",) if row.bank_digest else ()
    return Paragraph((Run(signs),)), Notes((f"共 {row.people} 笔，{yuan(Fen(row.total))} 元。", *digest))


def _paper(row: Batch, title: str, blocks: tuple[Any, ...], *, demo: bool) -> Document:
    day = row.made_at.date()
    return Document(
        title=title, subtitle=f"{row.number}　{day.year} 年 {day.month} 月 {day.day} 日", blocks=blocks, footer=row.number,
        notice=DEMO if demo else "",
    )  # fmt: skip
