"""核对, taken up again: columns matched anew without asking for the file, and a landing that was stopped."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shanhai.apps.imports.actions import upload as upload_of
from shanhai.apps.imports.models import Import
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.models import Worker
from tests.cast import NOW
from tests.rolls import mended, send, sheet
from tests.web.conftest import SignIn, Stage
from tests.web.test_imports import people, read, upload


def test_columns_are_matched_anew_from_the_check_page(sign_in: SignIn) -> None:
    client = sign_in("yuanzhou")
    odd = mended(sheet("workers", people({})), {(1, "技能"): "会啥"})
    place = upload(client, odd)
    assert "“会啥” 没有对应" in read(client, place)
    assert "不用再选" in read(client, place)
    answer = client.post(f"{place}columns/", {"map:会啥": "skill"})
    assert Import.objects.get(state="staged").blocks.get().rows()[0][1]["skill"] == "电焊"
    assert answer["Location"] != place
    assert Import.objects.filter(state="discarded").count() == 1
    client.post(answer["Location"], {"do": "discard"})
    assert not upload_of.is_kept(Import.objects.latest("at").digest)


def test_an_import_whose_file_was_not_kept_asks_for_it(sign_in: SignIn, stage: Stage) -> None:
    content = mended(sheet("workers", people({})), {(1, "技能"): "会点啥"})
    place = f"/imports/{send(stage.cast, content=content).pk}/"
    client = sign_in("yuanzhou")
    assert "原件没有留着" in read(client, place)
    assert client.post(f"{place}columns/", {"map:会点啥": "skill"}).status_code == 422
    again = {"map:会点啥": "skill", "file": SimpleUploadedFile("名册.xlsx", content)}
    assert client.post(f"{place}columns/", again).status_code == 302


def test_columns_of_a_large_file_are_matched_anew_in_the_background(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shanhai.apps.imports.tasks.SURELY_LARGE", 0)
    client = sign_in("yuanzhou")
    upload(client, mended(sheet("workers", people({})), {(1, "技能"): "会啥"}))
    first = Import.objects.get()
    wrong = client.post(f"/imports/{first.pk}/columns/", {"map:姓名": "-"})
    assert f'href="/imports/{first.pk}/"' in read(client, wrong["Location"])
    first.refresh_from_db()
    assert first.state == "staged"
    client.post(f"/imports/{first.pk}/columns/", {"map:姓名": "name", "map:会啥": "skill"})
    first.refresh_from_db()
    assert first.state == "discarded"
    assert upload_of.is_kept(first.digest)


def test_a_landing_that_was_stopped_goes_on_from_the_check_page(sign_in: SignIn) -> None:
    client, before = sign_in("yuanzhou"), Worker.objects.count()
    place = upload(client, sheet("workers", people({}, {})))
    Import.objects.update(state="landing")
    text = read(client, place)
    assert "接着入库" in text
    assert "整份不要" not in text
    assert "改对应关系" not in text
    one = Import.objects.get()
    work = Job.objects.create(
        id="JOB000000001", kind="import.confirm", login="yuanzhou", about_key=one.pk, state="queued", queued_at=NOW,
        told={"imported": one.pk},
    )  # fmt: skip
    assert f"/imports/jobs/{work.pk}/" in read(client, place)
    stopped = client.post(f"/imports/jobs/{work.pk}/", {"do": "stop"})
    assert stopped["Location"] == place
    assert "接着做" in read(client, f"/imports/jobs/{work.pk}/")
    client.post(place, {"do": "confirm"})
    assert Worker.objects.count() == before + 2
    assert not upload_of.is_kept(one.digest)
    Job.objects.update(state="done")
    assert client.get(f"/imports/jobs/{work.pk}/")["Location"] == place
