"""The 9th of March 2018 at the bureau of 原州: from the call list to a confirmed proposal, and to the person being asked face to face."""

import re
from pathlib import Path

import pytest
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.models import Entry
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.models import Run
from shanhai.cli.main import main
from shanhai.demo.build import Summary


class Person:
    """Somebody at a seat of the demo, in front of a browser: reads pages and presses what is on them."""

    def __init__(self, login: str) -> None:
        self.browser = Client()
        self.browser.force_login(User.objects.get(login=login))

    def read(self, path: str) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def press(self, path: str, **typed: object) -> str:
        answer = self.browser.post(path, typed)
        assert answer.status_code == 302, (path, typed, answer.content.decode()[-3000:])
        return answer.headers["Location"]

    def shut_out(self, path: str) -> None:
        assert self.browser.get(path).status_code == 404, path


def first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, pattern
    return found[1]


def test_from_the_call_list_to_a_confirmed_proposal(world: Summary) -> None:
    yuanzhou = Person("yuanzhou")
    # the first screen is the call list: a position, and how many people to ask
    home = yuanzhou.read("/match/")
    assert home.index("电话名单") < home.index("以前的方案")
    calls = first(r'href="(/match/\w+/calls/\w+/)"', home)
    page = yuanzhou.read(calls)
    worker = first(r'id="w-(\w+)"', page)
    assert "199****" in page and "显示这一页的电话号码" in page, "numbers are masked until somebody asks to call"
    shown = yuanzhou.browser.post(calls, {"do": "phones"})
    assert shown.status_code == 200 and shown.headers["Cache-Control"] == "no-store"
    assert re.search(r"tel:1990\d{7}", shown.content.decode())
    assert Entry.objects.filter(action="match.phones").count() == 1
    yuanzhou.press(calls, outcome=f"{worker}:will_go", **{f"note-{worker}": "想早点走"})
    assert "想早点走" in yuanzhou.read(calls)

    # a new run, in the background; leaving the page changes nothing
    job = yuanzhou.press("/match/", pairing=Run.objects.first().pairing_id, day="2019-03-31", objective="lexicographic")  # type: ignore[union-attr]
    run = yuanzhou.browser.get(job).headers["Location"]
    page = yuanzhou.read(run)
    assert "这是建议，不是决定" in page and "离最好的方案最多还差（已证明）" in page
    assert re.search(r"<b>0</b><span><a href=\"/match/\w+/check/\">离最好", page), "no plan is better, and it is proven"

    # one person: why here, why not elsewhere, what would be if
    one = first(rf'href="({run}\w{{12}}/)"', page[page.index("逐人核对") :])
    page = yuanzhou.read(one)
    assert "为什么配到这里" in page and "为什么不是这里" in page and "头一年工资大约" in page
    assert "什么都没有改" in yuanzhou.read(f"{one}?pay=6000")
    before = Intent.objects.count()
    yuanzhou.press(one, do="confirm")
    assert "已确认" in yuanzhou.read(one)
    assert Intent.objects.count() == before, "to go is for the person to say; confirming takes no intent"
    assert "当面问本人去不去" in yuanzhou.read("/tasks/")
    key = one.rstrip("/").rpartition("/")[2]
    assert "已确认，等当面问本人" in yuanzhou.read(f"/workers/{key}/")

    # the receiving side reads counts and no person; a stranger reads nothing
    mawei, stranger = Person("mawei"), Person("stranger")
    page = mawei.read(run)
    assert "每个岗位配了多少人" in page and "199****" not in page
    names = {
        row.worker.name
        for row in Run.objects.get(pk=run.strip("/").partition("/")[2]).proposals.select_related("worker")
    }
    assert not [name for name in names if len(name) > 2 and name in page]
    for path in (one, calls, f"{run}unplaced/", f"{run}difference/", f"{run}check/", f"{run}check/pairs.csv"):
        mawei.shut_out(path)
        stranger.shut_out(path)
    stranger.shut_out(run)
    assert mawei.browser.post(run, {"do": "confirm", "who": "x"}).status_code == 200, (
        "a button that is not there does nothing"
    )
    assert Entry.objects.filter(action="match.confirm", login="mawei").count() == 0


def test_an_outsider_proves_the_run_from_its_published_files(
    world: Summary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yuanzhou = Person("yuanzhou")
    run = Run.objects.order_by("-number").first()
    assert run is not None
    assert re.search(r"夫妻和小组</h2>.*已证明没有更好的", yuanzhou.read(f"/match/{run.pk}/"))
    for name in ("pairs.csv", "positions.csv", "workers.csv", "groups.csv", "plan.csv", "certificate.json"):
        (tmp_path / name).write_bytes(yuanzhou.browser.get(f"/match/{run.pk}/check/{name}").content)
    files = [f"--{one}={tmp_path / one}.csv" for one in ("pairs", "positions", "workers", "groups", "plan")]
    words = ["match", "verify", *files, f"--certificate={tmp_path / 'certificate.json'}", "--json"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert '"optimal": true' in said and '"gap": 0' in said and '"other_inputs": []' in said
    plan = tmp_path / "plan.csv"
    lines = plan.read_text().splitlines()
    plan.write_text("\n".join(lines[:-1]) + "\n")
    assert main(words) == 1, "a plan with one person fewer is found out"


def test_a_run_by_command_is_the_same_as_on_the_page(world: Summary, capsys: pytest.CaptureFixture[str]) -> None:
    last = Run.objects.order_by("-number").first()
    assert last is not None
    assert (
        main(
            [
                "match",
                "run",
                last.pairing.slug,
                "--day",
                "2019-03-31",
                "--group-rule",
                "reserved",
                "--as",
                "yuanzhou",
                "--json",
            ]
        )
        == 0
    )
    assert '"gap": 0' in capsys.readouterr().out
    again = Run.objects.order_by("-number").first()
    assert again is not None
    assert (again.number, again.households, again.score) == (last.number + 1, last.households, last.score)
    assert not again.moves.exists(), "nothing has changed, so nobody moves"
    assert main(["match", "run", last.pairing.slug, "--as", "stranger", "--json"]) == 1
    assert main(["match", "run", last.pairing.slug, "--as", "yuanzhou", "--engine", "cluster", "--json"]) == 1
    assert main(["match", "run", "1-2", "--as", "yuanzhou", "--json"]) == 1
