"""成建制: a group is formed of letters to one employer, on one page, and shows how far each has come."""

from shanhai.apps.partners.actions import register_agency
from shanhai.apps.placements.actions import form_group
from shanhai.apps.placements.models import Group
from shanhai.core.identifiers.credit import compose
from tests.cast import NOW, TODAY
from tests.web.transfer.conftest import Way


def test_a_group_is_formed_and_others_join(way: Way) -> None:
    ma, li, hai = way.letters()
    agency = register_agency(
        code=compose("640402", 7), name="六盘人力", kind="mediation", licence="1", licence_until=TODAY.replace(year=2020),
        region=way.stage.cast.yuanzhou, by=way.actor("yuanzhou"), at=NOW,
    )  # fmt: skip
    url = f"/do/group.form/?about={way.stage.firm.pk}"
    assert url in way.read("yuanzhou", "/groups/")
    assert "请选一项" in way.refused("yuanzhou", url, name="第一组")
    page = way.sign_in("yuanzhou").post(
        url, {"name": "第一组", "members": [ma.pk, li.pk], "leader": ma.worker_id, "agency": agency.pk}, follow=True
    )
    group = Group.objects.get()
    told = page.content.decode()
    assert "六盘人力" in told and "马志成" in told and "李梅" in told and "海兰" not in told
    assert set(group.members.values_list("pk", flat=True)) == {ma.pk, li.pk}
    assert "海兰" in way.press("yuanzhou", f"/do/group.join/?about={group.pk}", members=hai.pk)
    assert "第一组" in way.read("yuanzhou", "/groups/?by=agency")
    assert "第一组" not in way.read("yuanzhou", "/groups/?by=broker")


def test_who_does_not_lead_cannot_be_the_leader(way: Way) -> None:
    ma, li, _hai = way.letters()
    url = f"/do/group.form/?about={way.stage.firm.pk}"
    page = way.refused("yuanzhou", url, name="第一组", members=ma.pk, leader=li.worker_id)
    assert "第一组" in page and not Group.objects.exists()


def test_a_stranger_finds_no_group_and_the_agency_its_own(way: Way) -> None:
    ma, _li, _hai = way.letters()

    group = form_group(
        pairing=way.stage.cast.pairing, employer=way.stage.firm, name="第一组", members=[ma], by=way.actor("yuanzhou"), at=NOW
    )  # fmt: skip
    way.read("stranger", f"/groups/{group.pk}/", 404)
    assert "第一组" not in way.read("stranger", "/groups/")
    way.read("agency", f"/groups/{group.pk}/", 404)
    way.read("zhangyi", f"/groups/{group.pk}/", 404)
    assert "马志成" in way.read("sanying", f"/groups/{group.pk}/")
    assert "马*成" in way.read("mawei", f"/groups/{group.pk}/")
