"""`docs/article.md`, from the same statements as the page; written by `python -m tests.house.printed_article`."""

from pathlib import Path

from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]


def printed() -> str:
    """Write the page."""
    from shanhai.web.public.statements import SECTIONS

    states = {
        "computed": "由记录算出 computed",
        "external": "外部填报 external",
        "assumed": "假定 assumed",
        "outside": "不在其内 outside",
    }
    with translation.override("zh-hans"):
        lines = [
            "# 报道逐句对照 · The report, statement by statement",
            "",
            "The live page is `/article/`, with each value as the records stand. This page is made from the same list; a test compares them.",
        ]
        for heading, rows in SECTIONS:
            lines += [
                "",
                f"## {heading}",
                "",
                "| 报道说（转述） | 状态 | 指标 | 屏幕 | 测试 |",
                "|---|---|---|---|---|",
            ]
            for row in rows:
                remark = f"（{row.remark}）" if row.remark else ""
                cells = [f"{row.text}{remark}", states[row.state], f"`{row.figure}`" if row.figure else "—",
                         f"`{row.screen}`" if row.screen else "—", f"`{row.test}`" if row.test else "—"]  # fmt: skip
                lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    (ROOT / "docs/article.md").write_text(printed(), encoding="utf-8")
