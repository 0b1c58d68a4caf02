"""How a reader arranges lists: questions kept under names with their count, and columns in one's own order; nobody else's concern."""

import json
import re

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import choose_columns, drop_filter, look_at_filter, save_filter
from shanhai.apps.accounts.models import SavedFilter, User
from shanhai.apps.workers.actions import record_wish
from shanhai.core.refusal import Refusal
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def keep(client: Client, path: str, name: str) -> None:
    """Open a list, and press what is on it, as it stands."""
    page = read(client, path)
    form = re.search(r'<form method="post" action="(/lists/\w+/filters/)".*?</form>', page, re.DOTALL)
    assert form, "no way to keep the question"
    said = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    said["query"] = said["query"].replace("&amp;", "&")
    said["next"] = said["next"].replace("&amp;", "&")
    assert client.post(form[1], said | {"name": name}).status_code == 302


def test_a_question_is_kept_with_its_count_and_its_address(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    assert "存为常用筛选" not in read(client, "/workers/")
    keep(client, "/workers/?willing=yes&page=1", "愿意去的")
    assert SavedFilter.objects.values_list("list_name", "query", "seen_count").get() == ("workers", "willing=yes", 1)
    page = read(client, "/workers/")
    assert '<a href="/workers/?willing=yes">愿意去的 <small>1</small></a>' in page
    assert 'aria-current="true">愿意去的' in read(client, "/workers/?willing=yes")
    assert "把现在的条件存为常用筛选" not in read(client, "/workers/?willing=yes")


def test_the_same_name_again_takes_the_new_question(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    keep(client, "/workers/?willing=yes", "要问的")
    keep(client, "/workers/?willing=no&sort=-age", "要问的")
    assert SavedFilter.objects.get().query == "willing=no&sort=-age"


def test_what_came_since_is_a_task_until_it_was_seen(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("yuanzhou")
    keep(client, "/workers/?willing=yes", "愿意去的")
    assert "多了几条" not in read(client, "/tasks/")
    record_wish(
        worker=stage.hai,
        willing="yes",
        work="装配",
        lowest_pay=None,
        stated_on=TODAY,
        by=stage.cast.actor("yuanzhou"),
        at=NOW,
    )
    tasks = read(client, "/tasks/")
    assert "常用筛选“愿意去的”多了几条" in tasks and "多 1 条" in tasks
    page = read(client, "/workers/?willing=yes")
    assert "多了 1" in page
    saved = SavedFilter.objects.get()
    back = client.post(f"/lists/filters/{saved.pk}/look/", {"count": "2", "next": "/workers/?willing=yes"})
    assert back.headers["Location"] == "/workers/?willing=yes"
    assert "多了几条" not in read(client, "/tasks/")


def test_a_kept_question_is_dropped(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    keep(client, "/workers/?willing=yes", "愿意去的")
    saved = SavedFilter.objects.get()
    assert (
        client.post(f"/lists/filters/{saved.pk}/drop/", {"next": "https://elsewhere.example/"}).headers["Location"]
        == "/tasks/"
    )
    assert not SavedFilter.objects.exists()
    assert client.post(f"/lists/filters/{saved.pk}/drop/", {}).status_code == 404


@pytest.mark.parametrize(
    ("said", "code"),
    [({"name": "  "}, "filter.name"), ({"query": ""}, "filter.nothing"), ({"query": "q=" + "a" * 500}, "filter.long")],
)
def test_what_cannot_be_kept_is_refused(stage: Stage, said: dict[str, str], code: str) -> None:
    whole = {"name": "要问的", "query": "q=马"} | said
    user = stage.cast.users["yuanzhou"]
    with pytest.raises(Refusal, match=code):
        save_filter(user=user, list_name="workers", count=1, by=user.actor(), at=NOW, **whole)


def test_twelve_are_enough(stage: Stage) -> None:
    user = stage.cast.users["yuanzhou"]
    for at in range(12):
        save_filter(user=user, list_name="workers", name=str(at), query="q=马", count=1, by=user.actor(), at=NOW)
    with pytest.raises(Refusal, match=r"filter\.too_many"):
        save_filter(user=user, list_name="workers", name="13", query="q=马", count=1, by=user.actor(), at=NOW)
    save_filter(user=user, list_name="positions", name="1", query="q=马", count=1, by=user.actor(), at=NOW)


def test_a_question_that_no_longer_exists_narrows_nothing(sign_in: SignIn, stage: Stage) -> None:
    user = stage.cast.users["yuanzhou"]
    save_filter(
        user=user, list_name="workers", name="旧的", query="gone=1&willing=nobody", count=0, by=user.actor(), at=NOW
    )
    assert "旧的 <small>3</small>" in read(sign_in("yuanzhou"), "/workers/")


def choose(client: Client, list_name: str, *columns: str, **places: str) -> None:
    said = {"column": list(columns), "next": f"/{list_name}/"} | {
        f"place_{key}": place for key, place in places.items()
    }
    assert client.post(f"/lists/{list_name}/columns/", said).status_code == 302


def heads(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)]


def test_columns_are_shown_and_exported_as_chosen(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    before = heads(read(client, "/workers/"))
    whole = list(json.loads(read(client, "/workers.json"))["columns"])
    choose(client, "workers", "name", "skill", "age", "education", age="1", name="2", skill="9")
    assert heads(read(client, "/workers/")) == ["年龄", "姓名", "技能", "文化程度"]
    assert list(json.loads(read(client, "/workers.json"))["columns"]) == ["age", "name", "skill", "education"]
    assert client.get("/workers.csv").content.decode("utf-8-sig").startswith("年龄,姓名,技能,文化程度")
    assert heads(read(sign_in("sanying"), "/workers/")) == before  # one's own choice only
    client.post("/lists/workers/columns/", {"column": "name", "reset": "yes"})
    assert heads(read(client, "/workers/")) == before
    assert list(json.loads(read(client, "/workers.json"))["columns"]) == whole
    assert User.objects.get(login="yuanzhou").list_columns == {}


def test_no_column_that_a_list_does_not_have_gets_in(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    before = heads(read(client, "/workers/"))
    choose(client, "workers", "number_sealed", "phone_sealed")
    assert heads(read(client, "/workers/")) == before
    choose(client, "workers", "number_sealed", "name", "name")
    assert heads(read(client, "/workers/")) == ["姓名"]


def test_a_list_with_everything_kept_asks_little(
    sign_in: SignIn, stage: Stage, django_assert_max_num_queries: object
) -> None:
    user, client = stage.cast.users["yuanzhou"], sign_in("yuanzhou")
    for at in range(12):
        save_filter(
            user=user, list_name="workers", name=str(at), query=f"willing=yes&q={at}", count=1, by=user.actor(), at=NOW
        )
    choose(client, "workers", "name", "age")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/workers/?willing=yes&sort=-age")


def test_a_stranger_may_not(sign_in: SignIn, stage: Stage) -> None:
    keep(sign_in("yuanzhou"), "/workers/?willing=yes", "愿意去的")
    saved, stranger = SavedFilter.objects.get(), stage.cast.actor("stranger")
    for verb in ("look", "drop"):
        assert sign_in("stranger").post(f"/lists/filters/{saved.pk}/{verb}/", {"count": "9"}).status_code == 404
        assert sign_in("yuanzhou").get(f"/lists/filters/{saved.pk}/{verb}/").status_code == 405
    assert "愿意去的" not in read(sign_in("stranger"), "/workers/")
    user = stage.cast.users["yuanzhou"]
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        look_at_filter(saved=saved, count=9, by=stranger, at=NOW)
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        drop_filter(saved=saved, by=stranger, at=NOW)
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        save_filter(user=user, list_name="workers", name="x", query="q=x", count=1, by=stranger, at=NOW)
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        choose_columns(user=user, list_name="workers", columns=["name"], by=stranger, at=NOW)
    assert Client().post("/lists/workers/filters/", {"name": "x"}).status_code == 302
