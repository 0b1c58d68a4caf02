"""One box: whatever somebody has in hand finds the row, within what the desk reads."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.web.conftest import SignIn, Stage


def found(client: Client, q: str) -> str:
    answer = client.get(f"/search/?q={quote(q)}")
    assert answer.status_code == 200
    return answer.content.decode().split('id="main"')[1]


@pytest.mark.parametrize("q", ["马志", "mzc", "13800000000", "138 0000 0000", "\uff11\uff13\uff18" + "\uff10" * 8])
def test_a_person_is_found_by_what_is_in_hand(sign_in: SignIn, stage: Stage, q: str) -> None:
    assert f"/workers/{stage.ma.pk}/" in found(sign_in("yuanzhou"), q)


def test_a_person_is_found_by_the_last_four(sign_in: SignIn, stage: Stage) -> None:
    assert f"/workers/{stage.ma.pk}/" in found(sign_in("yuanzhou"), stage.ma.number()[-4:])


def test_part_of_a_telephone_finds_nobody(sign_in: SignIn, stage: Stage) -> None:
    for q in ("1380000", "13800000001", "3800000000"):
        assert "/workers/" not in found(sign_in("yuanzhou"), q), q


def test_a_telephone_tells_the_other_side_nothing(sign_in: SignIn, stage: Stage) -> None:
    assert f"/workers/{stage.ma.pk}/" in found(sign_in("mawei"), "mzc")  # known there, masked
    assert "/workers/" not in found(sign_in("mawei"), "13800000000")


def test_a_township_finds_its_own_only(sign_in: SignIn, stage: Stage) -> None:
    page = found(sign_in("sanying"), "13800000000")
    assert f"/workers/{stage.ma.pk}/" in page and f"/workers/{stage.li.pk}/" not in page


@pytest.mark.parametrize("login", ["yuanzhou", "mawei", "sanying"])
def test_employers_and_positions_are_found(sign_in: SignIn, stage: Stage, login: str) -> None:
    client = sign_in(login)
    for q in ("海岸", "hadc", stage.firm.credit_code, stage.firm.credit_code[:9].lower()):
        assert f"/employers/{stage.firm.pk}/" in found(client, q), q
    page = found(client, "装配")
    assert f"/positions/{stage.job.pk}/" in page and "3,500–4,500" in page and "在招" in page


@pytest.mark.parametrize("q", ["马志成", "mzc", "13800000000", "海岸", "装配", "0001"])
def test_a_stranger_may_not(sign_in: SignIn, stage: Stage, q: str) -> None:
    page = found(sign_in("stranger"), q)
    assert not any(
        f"/{one}/" in page.split("</form>", 1)[1].split("<footer")[0] for one in ("workers", "employers", "positions")
    )
