"""A walker over every address × role × object, and what it may find where: the table is written by hand, not read from the code."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shanhai.apps.accounts.models import User

PUBLIC = {
    "v/",
    "v/<str:code>/",
    "V/<str:code>",
    "", "healthz", "readyz", "language/", "login/", "logout/", "demo/login/", "article/", "tour/", "news/", "news/<slug:slug>/", "jobs/",
    "jobs/<str:pk>/", "jobs.jsonld", "money/", "about/<str:subject>/",
    "go/<str:link>/", "w/<str:link>/", "w/<str:link>/say/", "offline-worker.js",
}  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """A string that must be seen only by some, with the logins that may see it."""

    what: str
    text: str
    seen_by: frozenset[str]


@dataclass
class Find:
    """One thing a walk found that it must not."""

    login: str
    address: str
    what: str


@dataclass
class Walk:
    """One walk: what it asked and what it found."""

    requests: int = 0
    leaks: list[Find] = field(default_factory=list)
    denied: list[Find] = field(default_factory=list)
    broken: list[Find] = field(default_factory=list)


def patterns() -> list[str]:
    """Every address pattern of the site."""

    def under(nodes: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
        for node in nodes:
            here = prefix + str(node.pattern)
            if isinstance(node, URLResolver):
                yield from under(node.url_patterns, here)
            else:
                yield here

    return list(dict.fromkeys(under(get_resolver().url_patterns, "")))


def addresses(objects: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fill every pattern with every object of its noun; a pattern nobody can fill fails the walk."""
    filled: dict[str, list[str]] = {}
    for pattern in patterns():
        slots = re.findall(r"<\w+:(\w+)>", pattern)
        if not slots:
            filled[pattern] = [f"/{pattern}"]
            continue
        keys = objects.get(pattern) or objects.get(pattern.split("<")[0])
        assert keys, f"no object to walk {pattern} with"
        filled[pattern] = [f"/{_fill(pattern, key)}" for key in keys]
    return filled


def _fill(pattern: str, key: str) -> str:
    for part in key.split("|"):
        pattern = re.sub(r"<\w+:\w+>", part, pattern, count=1)
    return pattern


def body(response: object) -> str:
    """What a response says, spreadsheets included."""
    content = b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined, call-overload]
    if content[:2] == b"PK":
        with ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return content.decode("utf-8", "replace")


def walk(
    logins: Iterable[str],
    filled: dict[str, list[str]],
    canaries: list[Canary],
    may_open: dict[str, frozenset[str]],
    *,
    until_leak: bool = False,
) -> Walk:
    """Ask every address as every login; `may_open` names, for single objects, exactly the logins that get 200."""
    found = Walk()
    for login in logins:
        client = Client(raise_request_exception=False)
        if login != "nobody":
            client.force_login(User.objects.get(login=login))
        for pattern, urls in filled.items():
            for url in urls:
                _visit(client, login, pattern, url, canaries, may_open, found)
                if until_leak and found.leaks:
                    return found
    return found


def _visit(
    client: Client,
    login: str,
    pattern: str,
    url: str,
    canaries: list[Canary],
    may_open: dict[str, frozenset[str]],
    found: Walk,
) -> None:
    found.requests += 1
    response = client.get(url)
    if response.status_code >= 500:
        found.broken.append(Find(login, url, str(response.status_code)))
    if (
        login == "nobody"
        and pattern not in PUBLIC
        and not (response.status_code == 302 and response.headers["Location"].startswith("/login/"))
    ):
        found.leaks.append(Find(login, url, f"open to anybody: {response.status_code}"))
    if url in may_open:
        if response.status_code == 200 and login not in may_open[url]:
            found.leaks.append(Find(login, url, "opened"))
        if response.status_code != 200 and login in may_open[url]:
            found.denied.append(Find(login, url, str(response.status_code)))
    if response.status_code == 200:
        said = body(response)
        found.leaks += [
            Find(login, url, canary.what) for canary in canaries if login not in canary.seen_by and canary.text in said
        ]
