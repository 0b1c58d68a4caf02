"""`demo`: build the spring-2018 world, print where it is and who may log in, and serve it until Ctrl-C."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from shanhai.apps.exchange import tasks as exchange
from shanhai.apps.identities import tasks as identities
from shanhai.apps.imports import tasks as imports
from shanhai.apps.matches import tasks as matches
from shanhai.cli.main import Answer, Words
from shanhai.cli.serving import LOOPBACK, free_port, serve, shown
from shanhai.core.refusal import Refusal
from shanhai.demo.build import SCALES, Summary, build, standing
from shanhai.web.kit.catalogues import compile_catalogues


def register(words: Words) -> None:
    """Add the word `demo`."""
    parser = words.add("demo", run, "build the demo world and serve it")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000", help="busy: the next free one")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen at; only this machine by default")
    parser.add_argument("--no-serve", action="store_true", help="build and print, serve nothing")
    parser.add_argument("--fresh", action="store_true", help="throw the standing demo world away and build it anew")
    parser.add_argument("--scale", choices=list(SCALES), default="article", help="how many people the rolls hold")


def run(arguments: argparse.Namespace) -> Answer:
    """Build, print, serve. A demo world that stands is kept as it is unless `--fresh`.

    Refuses `demo.production` where a production key is set, `demo.not_empty` for a database that holds anything else, `demo.no_port`.
    """
    if not settings.DEMO:
        raise Refusal("demo.production")
    summary = prepare(fresh=arguments.fresh, scale=arguments.scale)
    if arguments.no_serve:
        facts = answer(summary, host=arguments.host, port=arguments.port)
        return 0, facts, told(facts)
    port = free_port(arguments.host, arguments.port)
    if port != arguments.port:
        _progress(f"端口 {arguments.port} 被占用，改用 {port}")
    facts = answer(summary, host=arguments.host, port=port)
    for again in (
        imports.take_up,
        identities.take_up,
        matches.take_up,
        exchange.take_up,
    ):  # this command starts the only worker
        again()
    connection.close()
    code = serve(arguments.host, port, ready=lambda: _announce(facts, as_json=arguments.json))
    if code:
        _progress("网页或后台进程自己停了，或没能启动；原因见上面的输出")
    raise SystemExit(code)  # the answer was given when the server was ready; there is no second one


def prepare(*, fresh: bool, scale: str) -> Summary:
    """Make the database, the catalogues and the world; each is left alone where it stands already."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # inside the data folder
    compile_catalogues()  # first: a process reads each catalogue once, and the frozen bulletin speaks every language
    if standing() is not None and fresh:
        _throw_away()
    call_command("migrate", verbosity=0, interactive=False)
    summary = build(scale, _progress)
    if not summary.built:
        kept = f"演示环境已经有了（{summary.scale}），照原样用；要重新生成，加 --fresh"
        _progress(kept)
    return summary


def answer(summary: Summary, *, host: str, port: int) -> dict[str, Any]:
    """What is printed: the address, the log-ins, and what later issues fill."""
    site = f"http://{shown(host)}:{port}"
    links = [f"{site}{address}" for address in summary.own_links]
    return {"url": f"{site}/", "worker_links": links, "device_tokens": [], **summary.as_json()}


def told(facts: dict[str, Any]) -> str:
    """The same for people."""
    rows = [f"  {one['login']:<17} {one['password']:<14}{one['office']} {one['name']}" for one in facts["logins"]]
    return "\n".join(
        [
            f"山海演示环境（{facts['today']}，人名、企业、金额都是编的）  {facts['url']}",
            "  登录名            密码          单位",
            *rows,
            *[f"  本人的页（不用登录）  {link}" for link in facts["worker_links"][:1]],
        ]
    )


def _announce(facts: dict[str, Any], *, as_json: bool) -> None:
    print(json.dumps(facts, ensure_ascii=False) if as_json else told(facts) + "\nCtrl-C 停止", flush=True)


def _throw_away() -> None:
    """Empty a demo database: its file on SQLite, so that an older layout goes too; every row elsewhere."""
    if connection.vendor != "sqlite":
        call_command("flush", verbosity=0, interactive=False)
        return
    connection.close()
    name = str(connection.settings_dict["NAME"])
    for suffix in ("", "-wal", "-shm"):
        Path(name + suffix).unlink(missing_ok=True)


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
