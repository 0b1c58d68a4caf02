"""One act on everything a list finds: shown first, done as shown, told row by row, taken back as one."""

import re

import pytest
from django.test import Client

from shanhai.apps.audit.actions import many as module
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.actions import many, offer, plan_round
from shanhai.apps.employers.facts import Job
from shanhai.apps.employers.models import Employer, Position, ToVisit
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.cast import INSTALLER, NOW, TODAY
from tests.web.conftest import SignIn, Stage

OLD = TODAY.replace(month=1, day=2)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found
    return found[1]


@pytest.fixture
def positions(stage: Stage) -> list[Position]:
    """Four: two verified long ago, one closed, one verified today."""
    firm, by, made = stage.firm, stage.cast.actor("mawei"), [stage.job]
    for at in range(3):
        job = Job(
            employer=CreditCode(firm.credit_code),
            title=f"包装工{at}",
            seats=5,
            pay_min=Fen(300_000),
            pay_max=Fen(300_000),
        )
        made.append(offer(employer=firm, job=job, on=OLD, by=by, at=NOW))
    with writing("test.age", by=INSTALLER, at=NOW) as pen:
        for one in made[1:]:
            pen.change(one, verified_on=OLD)
        pen.change(made[3], closed_on=TODAY)
    return made


def act(client: Client, path: str, **said: str) -> str:
    answer = client.post(path, {"seen": seen(read(client, path)), "act": "yes"} | said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer.headers["Location"])


def test_the_list_leads_to_what_would_be_done(sign_in: SignIn, positions: list[Position]) -> None:
    page = read(sign_in("mawei"), "/positions/?q=包装")
    assert 'href="/bulk/position.verify/?q=%E5%8C%85%E8%A3%85"' in page
    assert "对查到的 3 条" in page
    preview = read(sign_in("mawei"), "/bulk/position.verify/")
    assert "办这 2 条" in preview and "现在没有筛选，办的是整个名单" in preview
    assert "今天已经核实过" in preview and "已经关闭" in preview
    assert Entry.objects.filter(action__startswith="position.verify").count() == 0


def test_what_was_shown_is_done_in_one_act_and_told_row_by_row(sign_in: SignIn, positions: list[Position]) -> None:
    client = sign_in("mawei")
    where = act(client, "/bulk/position.verify/")
    assert {one.verified_on for one in Position.objects.filter(closed_on=None)} == {TODAY}
    entry = Entry.objects.get(action="position.verify_many")
    assert where == f"/bulk/done/{entry.number}/" and entry.size == 2
    page = read(client, where)
    assert page.count("包装工") >= 3 and "已经关闭" in page
    file = client.get(f"/bulk/done/{entry.number}.csv").content.decode("utf-8-sig").splitlines()
    assert file[0] == "名称,企业或代码,结果,原因"
    assert sorted(line.split(",")[2] for line in file[1:]) == ["已核实", "已核实", "没办", "没办"]
    assert client.get(f"/bulk/done/{entry.number}.xlsx").content.startswith(b"PK")


def test_it_is_taken_back_as_one_the_same_day(sign_in: SignIn, positions: list[Position]) -> None:
    client = sign_in("mawei")
    act(client, "/bulk/position.close/?q=包装")
    assert Position.objects.filter(closed_on=None).count() == 1
    entry = Entry.objects.get(action="position.close_many")
    assert client.post(f"/tasks/undo/{entry.number}/").status_code == 302
    assert Position.objects.filter(closed_on=None).count() == 3
    assert "已撤销" in read(client, f"/bulk/done/{entry.number}/")
    assert verify()["ok"]


def test_pressed_twice_it_is_done_once(sign_in: SignIn, positions: list[Position]) -> None:
    client = sign_in("mawei")
    said = {"seen": seen(read(client, "/bulk/position.close/?q=包装")), "act": "yes"}
    assert client.post("/bulk/position.close/?q=包装", said).status_code == 302
    again = client.post("/bulk/position.close/?q=包装", said)
    assert again.status_code == 409 and "名单变了" in again.content.decode()
    assert Entry.objects.filter(action="position.close_many").count() == 1


def test_what_changed_meanwhile_is_shown_again_before_anything_is_done(
    sign_in: SignIn, stage: Stage, positions: list[Position]
) -> None:
    client = sign_in("mawei")
    said = {"seen": seen(read(client, "/bulk/position.verify/")), "act": "yes"}
    many.verify_many(positions=positions[1:2], by=stage.cast.actor("mawei"), at=NOW)
    answer = client.post("/bulk/position.verify/", said)
    assert answer.status_code == 409 and "办这 1 条" in answer.content.decode()
    assert Position.objects.get(pk=positions[2].pk).verified_on == OLD


def test_employers_are_put_on_a_round(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("mawei")
    assert "还没有走访轮次" in read(client, "/bulk/round.add/", 422)
    by = stage.cast.actor("mawei")
    row = plan_round(region=stage.cast.mawei, title="2018 秋", starts_on=TODAY, ends_on=TODAY, by=by, at=NOW)
    assert "办这 1 条" in read(client, "/bulk/round.add/?listed=yes")
    act(client, "/bulk/round.add/?listed=yes", chosen=row.pk)
    assert ToVisit.objects.get().employer == stage.firm
    assert "已在“2018 秋”的名单里" in read(client, "/bulk/round.add/")
    assert client.post("/bulk/round.add/", {"chosen": "NONE", "look": "yes"}).status_code == 404


def test_too_many_at_once_are_refused(stage: Stage, positions: list[Position], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    with pytest.raises(Refusal, match=r"bulk\.too_many"):
        many.verify_many(positions=positions, by=stage.cast.actor("mawei"), at=NOW)


def test_nothing_to_do_leaves_no_entry(stage: Stage, positions: list[Position]) -> None:
    before = Entry.objects.count()
    assert many.close_many(positions=positions[3:], by=stage.cast.actor("mawei"), at=NOW) == 0
    assert Entry.objects.count() == before


@pytest.mark.parametrize("login", ["yuanzhou", "stranger", "hr", "sanying", "leader", "city-fuzhou"])
def test_a_stranger_may_not(sign_in: SignIn, stage: Stage, positions: list[Position], login: str) -> None:
    client, by = sign_in(login), stage.cast.actor(login)
    before = list(Position.objects.values_list("pk", "verified_on", "closed_on"))
    for verb in ("position.verify", "position.close", "round.add", "no.such"):
        assert client.post(f"/bulk/{verb}/", {"act": "yes", "seen": "x"}).status_code in {404, 409, 422}
    act_of_mawei = many.verify_many(positions=positions[1:2], by=stage.cast.actor("mawei"), at=NOW)
    assert client.get(f"/bulk/done/{act_of_mawei}/").status_code == 404
    assert client.get(f"/bulk/done/{act_of_mawei}.csv").status_code == 404
    for do in (many.verify_many, many.close_many):
        try:
            assert do(positions=Position.objects.all().select_related("employer"), by=by, at=NOW) == 0
        except Refusal as refusal:
            assert refusal.code == "desk.not_allowed"
    now = {
        pk: (seen_on, closed) for pk, seen_on, closed in Position.objects.values_list("pk", "verified_on", "closed_on")
    }
    assert {pk for pk, seen_on, closed in before if now[pk] != (seen_on, closed)} == {positions[1].pk}
    assert Employer.objects.exists()
