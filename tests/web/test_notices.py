"""What a township puts up, sends round and reads out: never too long, never cut in the middle, numbers as they are heard."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from shanhai.apps.employers.actions import close_position, offer
from shanhai.apps.employers.facts import Job
from shanhai.apps.employers.models import Position
from shanhai.apps.exchange import actions as exchange
from shanhai.apps.regions.models import Region
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.web.officer.notices.wording import LONGEST, SECONDS, Asking, group_text, script, seconds
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage

ASKING = Asking(office="三营镇民生服务中心", phone="0954-2031110", county="马尾区", site="https://shanhai.example")


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def boxes(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]


def more(stage: Stage, n: int) -> list[Position]:
    firm = stage.firm
    made = []
    for at in range(n):
        job = Job(
            employer=CreditCode(firm.credit_code), title=f"第{at}道工序操作工", seats=2 + at, pay_min=Fen(350_000), pay_max=Fen(450_000),
            dormitory=True, couples_room=True, canteen="halal",
        )  # fmt: skip
        made.append(offer(employer=firm, job=job, on=TODAY, by=stage.cast.actor("mawei"), at=NOW))
    return made


def address(positions: list[Position], **said: str) -> str:
    keys = "&".join(f"position={one.pk}" for one in positions)
    return f"/notices/?{keys}" + "".join(f"&{name}={quote(value)}" for name, value in said.items())


def test_a_township_makes_a_notice_of_what_it_reads(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("sanying")
    assert "装配工" in read(client, "/notices/")
    page = read(client, address([stage.job], ask="三营镇民生服务中心", phone="0954—2031110"))
    text, aloud = boxes(page)
    assert text == (
        "【马尾区招工】\n1. 海岸电池（示例）招装配工 30 人，月薪 3,500–4,500 元，上社会保险。\n"
        "想去的，问三营镇民生服务中心，电话 0954-2031110。工资以合同为准。"
    )
    assert "海岸电池示例招装配工，三十个人，一个月三千五百到四千五百块，上保险。" in aloud
    assert "电话零九五四，二零三幺幺幺零" in aloud
    assert not re.search(r"\d", aloud)
    first, again, second = aloud.split("\n\n")
    assert (first, again) == (second, "下面再播一遍。")


@pytest.mark.parametrize("n", [1, 2, 5, 12, 40])
def test_a_group_text_is_never_too_long_and_never_cut(stage: Stage, n: int) -> None:
    positions = more(stage, n)
    text = group_text(positions, ASKING)
    assert len(text) <= LONGEST
    lines = text.split("\n")
    numbered = [line for line in lines if re.match(r"\d+\. ", line)]
    assert numbered and all(line.endswith("。") for line in numbered) and lines[-1].endswith("工资以合同为准。")
    left = n - len(numbered)
    assert (f"还有 {left} 个岗位，看 https://shanhai.example/jobs/" in lines) is (left > 0)


def test_one_more_line_would_be_too_long(stage: Stage) -> None:
    positions = more(stage, 12)
    text = group_text(positions, ASKING)
    shown = sum(bool(re.match(r"\d+\. ", line)) for line in text.split("\n"))
    assert len(group_text(positions[:shown], ASKING)) <= LONGEST < len(text) + 60


@pytest.mark.parametrize("n", [1, 2, 5, 12, 40])
def test_a_script_is_read_in_a_minute(stage: Stage, n: int) -> None:
    said = script(more(stage, n), ASKING)
    assert said.seconds == seconds(said.text) <= SECONDS
    assert said.text.count("工序操作工") == n - said.left >= 1
    assert ("另外还有" in said.text) is (said.left > 0)
    assert said.whole().count(said.text) == 2
    assert not re.search(r"[0-9A-Za-z%/–~]", said.text)
    assert not any(word in said.text for word in ("建档立卡", "协作", "转移就业", "结对", "名额", "月薪"))


def test_the_longest_names_still_fit(stage: Stage) -> None:
    long_asking = Asking(office="很" * 40, phone="0" * 20, county="马尾区", site="https://" + "a" * 60)
    one = more(stage, 1)[0]
    one.title, one.employer.name = "工" * 40, "厂" * 60
    assert len(group_text([one] * 9, long_asking)) <= LONGEST
    assert script([one] * 9, long_asking).seconds <= SECONDS


def test_poster_and_leaflet_are_there_to_print(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("sanying")
    page = read(client, address([stage.job], phone="0954-2031110"))
    for name in ("poster", "leaflet"):
        link = re.search(rf'href="(/notices/{name}\.pdf\?[^"]+)"', page)
        assert link
        answer = client.get(unescape(link[1]))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_nothing_chosen_or_too_much_is_explained(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("sanying")
    for path in ("/notices/poster.pdf", "/notices/leaflet.pdf", "/notices/?position=NONE"):
        assert "请至少选一个正在对外的岗位" in read(client, path, 422)
    many = "&".join(f"position=X{at}" for at in range(60)) + f"&position={stage.job.pk}"
    assert client.get(f"/notices/poster.pdf?{many}").status_code == 422


def test_what_is_closed_is_not_made_known(sign_in: SignIn, stage: Stage) -> None:
    close_position(position=stage.job, by=stage.cast.actor("mawei"), at=NOW)
    assert "装配工" not in read(sign_in("sanying"), "/notices/")
    assert sign_in("sanying").get(address([stage.job])).status_code == 422


def test_from_a_dispatch_only_what_still_stands_is_offered(sign_in: SignIn, stage: Stage) -> None:
    one, other = more(stage, 2)
    by = stage.cast.actor("mawei")
    row = exchange.send(
        pairing=stage.cast.pairing, title="一批", positions=[one, other], answer_by=TODAY, by=by, at=NOW
    )
    exchange.withdraw_position(dispatch=row, position=other, reason="招满了", by=by, at=NOW)
    page = read(sign_in("yuanzhou"), f"/notices/?dispatch={row.pk}")
    assert one.title in page and other.title not in page and "装配工" not in page
    assert sign_in("sanying").get(f"/notices/?dispatch={row.pk}").status_code == 404
    sanying = Region.objects.get(code="640402100")
    exchange.answer(dispatch=row, may_come=1, townships=[sanying], by=stage.cast.actor("yuanzhou"), at=NOW)
    assert one.title in read(sign_in("sanying"), f"/notices/?dispatch={row.pk}")


def test_no_telephone_of_an_employer_gets_on_a_notice(sign_in: SignIn, stage: Stage) -> None:
    page = read(sign_in("mawei"), address([stage.job]))
    assert "0591-0000000" not in page and "王经理" not in page


def test_the_page_asks_little(sign_in: SignIn, stage: Stage, django_assert_max_num_queries: object) -> None:
    rows = more(stage, 20)
    client = sign_in("sanying")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(address(rows))


def test_a_stranger_may_not(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("stranger")
    assert "装配工" not in read(client, "/notices/")
    assert client.get(address([stage.job])).status_code == 422
    assert client.get(f"/notices/poster.pdf?position={stage.job.pk}").status_code == 422
    assert Client().get("/notices/").status_code == 302
