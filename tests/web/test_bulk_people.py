"""People who said no are left alone until a day, many at once: shown first, each with its reason, what they said untouched."""

from datetime import timedelta

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.workers.actions import may_rest, record_wish, rest_many
from shanhai.apps.workers.models import Wish, Worker
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.officer.bulk import pages
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage
from tests.web.test_bulk import act, read

AUTUMN, SAID = TODAY + timedelta(days=180), TODAY
BULK = "/bulk/worker.rest/"


@pytest.fixture
def asked(stage: Stage) -> Stage:
    """李梅 said no and what it would take, 海兰 was not asked, 马志成 is willing."""
    record_wish(worker=stage.li, willing="no", work="缝纫", lowest_pay=None, stated_on=SAID, needs=["seated"], by=stage.cast.actor("yuanzhou"), at=NOW)  # fmt: skip
    return stage


def test_the_list_leads_to_who_would_be_left_alone(sign_in: SignIn, asked: Stage) -> None:
    client = sign_in("yuanzhou")
    assert f'href="{BULK}?willing=no"' in read(client, "/workers/?willing=no")
    preview = read(client, BULK)
    assert "办这 1 条" in preview and "还没问过意愿" in preview and "说愿意去，不用等" in preview
    assert "从哪天起再问" in preview and "180 天以后" in preview
    assert f'href="{BULK}' not in read(sign_in("leader"), "/employers/")


def test_the_day_is_set_and_what_was_said_stays(sign_in: SignIn, asked: Stage) -> None:
    client = sign_in("yuanzhou")
    where = act(client, BULK, chosen=AUTUMN.isoformat())
    wish, li = Wish.objects.get(worker=asked.li), Worker.objects.get(pk=asked.li.pk)
    assert (li.ask_from, wish.ask_from, wish.stated_on) == (AUTUMN, AUTUMN, SAID)
    assert (wish.willing, wish.work, wish.needs) == ("no", "缝纫", ["seated"])
    page = read(client, where)
    assert "李梅" in page and "还没问过意愿" in page
    file = client.get(f"{where[:-1]}.csv").content.decode("utf-8-sig").splitlines()
    assert file[0] == "名称,乡镇,结果,原因" and "李梅,张易镇,已定下," in file[1:]
    entry = Entry.objects.get(action="worker.rest_many")
    assert client.post(f"/tasks/undo/{entry.number}/").status_code == 302
    assert Worker.objects.get(pk=asked.li.pk).ask_from is None and verify()["ok"]


def test_each_has_its_reason(asked: Stage) -> None:
    by, everybody = asked.cast.actor("yuanzhou"), list(Worker.objects.order_by("name"))

    def reasons(until: int) -> dict[str, str]:
        why = may_rest(everybody, TODAY + timedelta(days=until), by=by)
        return {one.name: no.code if (no := why(one)) else "" for one in everybody}

    assert reasons(14) == {"李梅": "", "海兰": "bulk.not_asked", "马志成": "bulk.willing"}
    assert reasons(800)["李梅"] == "bulk.said_long_ago"
    assert rest_many(people=everybody, until=AUTUMN, by=by, at=NOW)
    everybody = list(Worker.objects.order_by("name"))
    assert reasons(180)["李梅"] == "bulk.rests_already"


def test_a_township_acts_on_its_own_and_a_stranger_on_nobody(sign_in: SignIn, asked: Stage) -> None:
    everybody = list(Worker.objects.all())
    assert may_rest(everybody, AUTUMN, by=asked.cast.actor("sanying"))(asked.li).code == "bulk.elsewhere"  # type: ignore[union-attr]
    assert rest_many(people=everybody, until=AUTUMN, by=asked.cast.actor("sanying"), at=NOW) == 0
    for login in ("mawei", "stranger", "leader", "hr", "city-guyuan"):
        by = asked.cast.actor(login)
        status = 200 if by.may(Power.WRITE_WORKERS) else 404
        assert sign_in(login).get(BULK).status_code == status
        try:
            assert rest_many(people=everybody, until=AUTUMN, by=by, at=NOW) == 0
        except Refusal as refusal:
            assert refusal.code == "desk.not_allowed"
    assert "李梅" not in read(sign_in("mawei"), BULK)
    assert Worker.objects.exclude(ask_from=None).count() == 0


def test_a_day_nobody_offered_is_not_there_and_a_question_too_wide_is_sent_back(
    sign_in: SignIn, asked: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("yuanzhou")
    assert client.post(BULK, {"chosen": "2099-01-01", "look": "yes"}).status_code == 404
    monkeypatch.setattr(pages, "WIDEST", 1)
    assert "请先筛选，再成批办" in read(client, BULK, 422)
