"""Couples, groups and kept seats on screen: formed after asking, said in the run, decided on whole, and only the county's to change."""

import re

from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import start
from shanhai.apps.matches.models import Group, Reserve, Run
from shanhai.apps.placements.actions import sign_letter
from shanhai.apps.workers.actions import record_wish
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage
from tests.web.test_workers import read


def together(stage: Stage) -> None:
    """李梅 and 海兰 live in one household here and both say they go with their husband or wife."""
    by = stage.cast.actor("yuanzhou")
    for one in (stage.li, stage.hai):
        one.household = stage.li.household
        one.save()
        record_wish(
            worker=one, willing="yes", work="装配", lowest_pay=None, companions="爱人", stated_on=TODAY, by=by, at=NOW
        )


def grouped_run(stage: Stage) -> Run:
    by = stage.cast.actor("yuanzhou")
    row = start(pairing=stage.cast.pairing, day=TODAY, group_rule="reserved", by=by, at=NOW)
    return tasks.compute(run=row, by=by, at=NOW)


def test_two_who_said_so_are_formed_shown_decided_on_whole_and_dissolved(stage: Stage, sign_in: SignIn) -> None:
    together(stage)
    client = sign_in("yuanzhou")
    before = read(client, "/match/groups/")
    assert "两个人都说和爱人一起走的" in before
    who = re.findall(r'name="who" value="(\w+)"', before)
    said = {"who": who, "name": "李梅、海兰", "kind": "couple"}
    assert client.post("/match/groups/", said).status_code == 302
    after = read(client, "/match/groups/")
    assert "两个人都说和爱人一起走的" not in after and "记下了小组“李梅、海兰”" in after
    group = Group.objects.get()
    run = grouped_run(stage)
    page = read(client, f"/match/{run.pk}/")
    assert "已证明没有更好的" in page and f"?group={group.pk}#each" in page and "夫妻 李梅、海兰" in page
    assert "全组去同一家" in read(client, f"/match/{run.pk}/{stage.li.pk}/")
    only = read(client, f"/match/{run.pk}/?group={group.pk}")
    assert "李梅" in only and "马志成" not in only.partition('id="each"')[2].partition("<tbody>")[2]
    one = run.proposals.get(worker=stage.li)
    client.post(f"/match/{run.pk}/", {"do": "lock", "who": [one.pk]})
    assert set(run.proposals.filter(group=group).values_list("state", flat=True)) == {"locked"}
    assert "--groups groups.csv" in read(client, f"/match/{run.pk}/check/")
    assert client.get(f"/match/{run.pk}/check/groups.csv").content.decode().startswith("group,worker\n")
    assert client.post("/match/groups/", {"dissolve": group.pk, "why": ""}).status_code == 422
    assert client.post("/match/groups/", {"dissolve": group.pk, "why": "一个人先走"}).status_code == 302
    assert "还没有夫妻或小组" in read(client, "/match/groups/")


def test_a_team_is_found_by_name_and_what_is_wrong_with_it_is_said(stage: Stage, sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    assert "李梅" in read(client, "/match/groups/?q=李梅")
    alone = client.post("/match/groups/?q=李梅", {"who": [stage.li.pk], "name": "一个人", "kind": "team"})
    assert alone.status_code == 422 and "小组至少 2 人" in alone.content.decode()
    assert "没有找到" in read(client, "/match/groups/?q=没有这个人")
    assert (
        client.post(
            "/match/groups/", {"who": [stage.li.pk, stage.hai.pk], "name": "两姐妹", "kind": "team"}
        ).status_code
        == 302
    )
    assert "没有找到" in read(client, "/match/groups/?q=李梅"), "who is in a group is not offered for another"
    assert (
        sign_in("mawei").post("/match/groups/", {"dissolve": Group.objects.get().pk, "why": "不该"}).status_code == 404
    )
    assert Group.objects.standing().count() == 1


def test_seats_are_kept_back_with_a_reason_and_their_price(stage: Stage, sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    assert "没有留着的名额" in read(client, "/match/seats/")
    said = {"position": stage.job.pk, "purpose": "later", "seats": "2", "why": "下个月还来人"}
    assert client.post("/match/seats/", {**said, "why": ""}).status_code == 422
    assert client.post("/match/seats/", {**said, "seats": "900"}).status_code == 422
    assert client.post("/match/seats/", said).status_code == 302
    assert "下个月还来人" in read(client, "/match/seats/")
    assert client.post("/match/seats/", {**said, "seats": "0"}).status_code == 302
    assert not Reserve.objects.standing().exists()
    assert sign_in("sanying").get("/match/seats/").status_code == 404


def test_a_run_is_asked_for_with_its_rule_and_without_what_cannot_be(stage: Stage, sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    said = {
        "pairing": stage.cast.pairing.pk,
        "day": TODAY.isoformat(),
        "objective": "lexicographic",
        "group_rule": "bonus",
        "group_amount": "30",
    }
    assert client.post("/match/", {**said, "objective": "stable"}).status_code == 422
    floor = {**said, "group_rule": "", "floor": "township", "floor_place": "640402100", "floor_least": ""}
    assert client.post("/match/", floor).status_code == 422, "how many at least was not said"
    assert client.post("/match/", said).status_code == 302
    assert Run.objects.get().group_rule == "bonus:30"


def test_what_a_choice_costs_is_said_on_the_run(stage: Stage, sign_in: SignIn) -> None:
    together(stage)
    by, client = stage.cast.actor("yuanzhou"), sign_in("yuanzhou")
    said = {"position": stage.job.pk, "purpose": "later", "seats": "1", "why": "下个月还来人"}
    assert client.post("/match/seats/", said).status_code == 302
    row = start(pairing=stage.cast.pairing, day=TODAY, floor="household:1", by=by, at=NOW)
    page = read(client, f"/match/{tasks.compute(run=row, by=by, at=NOW).pk}/")
    assert (
        "家中无人就业的户至少配上 1 人：不设也有" in page
        and "给以后来的人留了 1 个名额：为此少 0 户有人就业，合计少 0 分" in page
    )
    assert "底线" in read(client, f"/match/{row.pk}/check/")


def test_what_became_of_changed_proposals_is_counted_and_names_nobody(stage: Stage, sign_in: SignIn) -> None:
    page = read(sign_in("yuanzhou"), "/match/overrides/")
    assert "都算不知道" in page and "还没有改过的建议" in page
    assert "李梅" not in page
    assert sign_in("booth").get("/match/overrides/").status_code == 404


def test_a_group_whose_people_have_signed_becomes_the_one_that_travels(stage: Stage, sign_in: SignIn) -> None:
    together(stage)
    client, by = sign_in("yuanzhou"), stage.cast.actor("yuanzhou")
    said = {"who": [stage.li.pk, stage.hai.pk], "name": "李梅、海兰", "kind": "couple"}
    client.post("/match/groups/", said)
    group = Group.objects.get()
    refused = client.post("/match/groups/", {"travel": group.pk})
    assert refused.status_code == 422 and "每个人都签了，才能编成建制" in refused.content.decode()
    for one in (stage.li, stage.hai):
        sign_letter(pairing=stage.cast.pairing, worker=one, position=stage.job, signed_on=TODAY, by=by, at=NOW)
    formed = client.post("/match/groups/", {"travel": group.pk}, follow=True)
    assert "“李梅、海兰”编成了建制" in formed.content.decode()
    assert "已经编成建制" in read(client, "/match/groups/")
