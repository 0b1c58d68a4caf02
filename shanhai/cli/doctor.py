"""`doctor`: is this installation ready? Findings with a code and what to do about each; exit 1 if any is bad."""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import shanhai.paper.pdf
from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Entry
from shanhai.apps.workers.models import Worker
from shanhai.cli.main import Answer, Words
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import world

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # this software is no older
LEAST_FREE, LITTLE_FREE = 500_000_000, 2_000_000_000  # bytes
FONTS = ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")
MARK = {"good": "好", "note": "注意", "bad": "要改"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A good one has nothing to do about it."""

    code: str
    level: Literal["good", "note", "bad"]
    text: str
    remedy: str = ""


def register(words: Words) -> None:
    """Add the word `doctor`."""
    words.add("doctor", run, "is this installation ready?")


def run(_arguments: argparse.Namespace) -> Answer:
    """Look at everything, also when the first thing is bad already."""
    findings = [finding for look in LOOKS for finding in look()]
    bad = sum(finding.level == "bad" for finding in findings)
    lines = [f"[{MARK[f.level]}] {f.code}  {f.text}" + (f"\n      {f.remedy}" if f.remedy else "") for f in findings]
    return int(bad > 0), {"ready": not bad, "findings": [asdict(f) for f in findings]}, "\n".join(lines)


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        yield Finding("database.reachable", "bad", "连不上数据库", "检查 SHANHAI_DATABASE_URL 和 SHANHAI_DATA。")
        return
    yield Finding("database.reachable", "good", f"数据库可用（{connection.vendor}）")
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        text = f"还有 {waiting} 步迁移没有做"
        yield Finding("database.migrated", "bad", text, "演示：运行 shanhai demo；正式环境：先备份，再运行迁移。")
    else:
        yield Finding("database.migrated", "good", "表结构是最新的")


def _clock() -> Iterator[Finding]:
    """The log orders acts by number, but people read its times: a clock that runs behind them misleads."""
    now = timezone.now()
    if now < EARLIEST:
        yield Finding("clock.plausible", "bad", f"本机时间是 {now:%Y-%m-%d}", "打开网络对时，校正时钟。")
        return
    last = _last_entry()
    if last is not None and last > now:
        yield Finding("clock.plausible", "bad", "操作日志里有比现在还晚的记录", "打开网络对时，校正时钟，再查日志。")
    else:
        yield Finding("clock.plausible", "good", "时钟正常")


def _last_entry() -> datetime | None:
    """When the last act was; none in a demo world, which keeps its own today, or where nothing can be read."""
    try:
        if world().demo:
            return None
        return Entry.objects.order_by("-number").values_list("at", flat=True).first()
    except DatabaseError:
        return None


def _keys() -> Iterator[Finding]:
    if not settings.KEYS:
        yield Finding("keys.demo", "note", "用的是演示密钥，谁都知道", "只能放编造的数据；正式环境请设 SHANHAI_KEYS。")
        return
    try:
        keyring()
        worker = Worker.objects.first()
        if worker is not None:
            worker.number()
    except (OSError, Refusal, DatabaseError):
        yield Finding(
            "keys.readable", "bad", "密钥文件读不出来，或打不开已有的密文", "检查 SHANHAI_KEYS，换回原来的密钥。"
        )
        return
    yield Finding("keys.readable", "good", "密钥可用")
    if Path(settings.KEYS).stat().st_mode & 0o077:
        yield Finding("keys.private", "bad", "密钥文件别人也能读", "运行 chmod 600，只让运行账号读。")


def _fonts() -> Iterator[Finding]:
    folder = Path(shanhai.paper.pdf.__file__).parent / "fonts"
    missing = [name for name in FONTS if not (folder / name).is_file() or (folder / name).stat().st_size < 1_000_000]
    if missing:
        yield Finding(
            "fonts.present", "bad", f"缺字体：{'、'.join(missing)}", "重新安装本软件，字体在 shanhai/paper/fonts。"
        )
    else:
        yield Finding("fonts.present", "good", "打印用的字体齐全")


def _data() -> Iterator[Finding]:
    folder = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        yield Finding(
            "data.writable", "bad", "数据目录不存在或不能写", "建好 SHANHAI_DATA 指的目录，并让运行账号能写。"
        )
        return
    yield Finding("data.writable", "good", "数据目录可写")
    free = shutil.disk_usage(folder).free
    text = f"数据目录所在的盘还剩 {free / 1e9:.1f} GB"
    level: Literal["good", "note", "bad"] = "bad" if free < LEAST_FREE else "note" if free < LITTLE_FREE else "good"
    yield Finding("disk.space", level, text, "" if level == "good" else "清理磁盘，或换一块大的盘。")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (_database, _clock, _keys, _fonts, _data)
