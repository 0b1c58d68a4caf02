"""A person at a keyboard: logs in through the page, reads pages, presses what is on them, fills in forms. Nothing else."""

import re
from typing import Any
from urllib.parse import unquote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

PASSWORD = "spring-2018-story"


class Person:
    """Somebody with an account, in front of a browser."""

    def __init__(self, login: str) -> None:
        self.browser = Client()
        entered = self.browser.post("/login/", {"login": login, "password": PASSWORD})
        assert entered.headers["Location"] == "/tasks/", login

    def read(self, path: str) -> str:
        """Open a page."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def data(self, path: str) -> Any:
        """Open a page's JSON."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.json()

    def press(self, page: str, **typed: Any) -> str:
        """Press a button on a page and answer where it led."""
        answer = self.browser.post(page, typed)
        assert answer.status_code == 302, (page, typed, told(answer))
        return unquote(answer.headers["Location"])

    def do(self, verb: str, about: str = "", **typed: Any) -> str:
        """Fill in the page of one act, as it stands: hidden fields and what is chosen already are sent along."""
        address = f"/do/{verb}/" + (f"?about={about}" if about else "")
        return self.press(address, **(filled(self.read(address)) | typed))

    def refused(self, page: str, says: str, **typed: Any) -> None:
        """Press a button that must be refused with this sentence; the page keeps what was typed."""
        answer = self.browser.post(page, typed)
        assert answer.status_code in {409, 422}, (page, typed, answer.status_code)
        assert says in told(answer), told(answer)

    def upload(self, kind: str, name: str, rows: list[list[str]]) -> str:
        """Send a table on the import page and answer the address of its check page."""
        text = "\n".join(",".join(row) for row in rows)
        file = SimpleUploadedFile(name, ("\ufeff" + text).encode(), content_type="text/csv")
        return self.press("/imports/", kind=kind, file=file)

    def link(self, page: str, text: str) -> str:
        """Find where a link with this text leads."""
        found = re.search(rf'<a href="([^"]+)"[^>]*>{re.escape(text)}', self.read(page))
        assert found, (page, text)
        return found[1]

    def about(self, page: str, verb: str) -> str:
        """Find what the button of an act on a page is about."""
        found = re.search(rf'/do/{re.escape(verb)}/\?about=(\w+)"', self.read(page))
        assert found, (page, verb)
        return found[1]


def told(answer: HttpResponse) -> str:
    """What the box above a page says."""
    page = answer.content.decode()
    box = re.search(r'id="problem">(.*?)</div>', page, re.DOTALL)
    return box[1] if box else page[-3000:]


def filled(page: str) -> dict[str, Any]:
    """What a form would send untouched: hidden fields, values, ticked boxes."""
    form = page[page.index("<form", page.index('<main id="main"')) :]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = attribute(tag, "name"), attribute(tag, "value")
        if name == "csrfmiddlewaretoken" or not name:
            continue
        if 'type="checkbox"' in tag or 'type="radio"' in tag:
            if " checked" in tag:
                sent.setdefault(name, []).append(value)
        elif value:
            sent[name] = value
    return sent


def attribute(tag: str, name: str) -> str:
    """One attribute of a tag; empty where it has none."""
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


def options(page: str, name: str) -> dict[str, str]:
    """The choices of a select: what is read → what is sent."""
    start = page.index(f'name="{name}"')
    select = page[start : page.index("</select>", start)]
    return {text.strip(): value for value, text in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', select)}
