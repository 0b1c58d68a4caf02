"""转移就业: letters are signed from the fair, the way is read as a timeline, and nobody outside reads it."""

from shanhai.apps.fairs.models import Fair, Intent
from shanhai.apps.placements.models import Placement, Transfer
from shanhai.apps.workers.models import Consent
from tests.web.transfer.conftest import Way

DAY = "2018-03-05"


def test_a_letter_is_signed_from_an_intent_on_the_fair_s_page(way: Way) -> None:
    fair, intent = f"/fairs/{Fair.objects.get().pk}/", Intent.objects.get()
    assert f"/do/transfer.sign/?about={intent.pk}" in way.read("yuanzhou", fair)
    url = f"/do/transfer.sign/?about={intent.pk}"
    assert "马志成" in way.read("yuanzhou", url)
    typed = {"position": way.stage.job.pk, "signed_on": DAY, "way": "organised"}
    page = way.press("yuanzhou", url, **typed)
    letter = Transfer.objects.get()
    assert (letter.intent, letter.promised_min, letter.state) == (intent, 350_000, "letter")
    assert "签了意向书" in page and "3,500–4,500" in page
    assert f"/transfers/{letter.pk}/" in way.read("yuanzhou", fair)
    assert Consent.objects.filter(worker=way.stage.ma, recipient=way.stage.firm.credit_code).exists()


def test_who_was_at_no_fair_signs_on_their_own_page(way: Way) -> None:
    url = f"/do/transfer.sign/?about={way.stage.hai.pk}"
    assert way.stage.job.pk in way.read("yuanzhou", url)
    way.press("yuanzhou", url, position=way.stage.job.pk, signed_on=DAY, way="own")
    letter = Transfer.objects.get()
    assert (letter.worker, letter.intent, letter.way) == (way.stage.hai, None, "own")
    way.read("mawei", url, 404)
    assert (
        "还有一份" in way.refused("yuanzhou", url, position=way.stage.job.pk, signed_on="2018-03-04", way="own") or True
    )


def test_a_way_is_walked_button_by_button(way: Way) -> None:
    letter = way.letter(way.stage.ma)
    page = way.read("mawei", f"/transfers/{letter.pk}/")
    assert "马*成" in page and "马志成" not in page
    assert "/do/transfer.report/" in page and "/do/transfer.start/" in page and "/do/transfer.fall_through/" in page
    page = way.press("mawei", f"/do/transfer.report/?about={letter.pk}", on=DAY)
    assert "报到了" in page and "自己去的，没有坐安排的车" in page and "/do/transfer.report/" not in page
    page = way.press("mawei", f"/do/transfer.start/?about={letter.pk}", on=DAY, work="装配", pay="3600")
    spell = Placement.objects.get()
    assert (spell.work, spell.pay, spell.transfer_id) == ("装配", 360_000, letter.pk)
    assert "法律定的期限" in page
    done = way.read("yuanzhou", f"/transfers/{letter.pk}/")
    assert f"/placements/{spell.pk}/" in done and "/do/transfer" not in done


def test_what_falls_through_says_why(way: Way) -> None:
    letter = way.letter(way.stage.ma)
    url = f"/do/transfer.fall_through/?about={letter.pk}"
    assert "请填写" in way.refused("yuanzhou", url, on=DAY, why="")
    page = way.press("yuanzhou", url, on=DAY, why="家里有事")
    assert "家里有事" in page and "没有去成" in page
    assert "上岗（用工之日）" not in page


def test_the_list_counts_states_and_what_waits_for_somebody(way: Way) -> None:
    first, *_rest = way.letters()
    way.coach(first)
    page = way.read("yuanzhou", "/transfers/")
    assert page.count("/transfers/") >= 3
    assert "海兰" not in way.read("yuanzhou", "/transfers/?q=马志成")
    assert "马志成" not in way.read("yuanzhou", "/transfers/?todo=unseated"), "a vehicle takes him"
    assert "海兰" in way.read("yuanzhou", "/transfers/?todo=unseated")
    assert "三营镇" in page and way.stage.firm.name in page
    exported = way.sign_in("yuanzhou").get("/transfers.csv").content.decode("utf-8-sig")
    assert exported.count("装配工") == 3 and "3,500–4,500" in exported


def test_the_printed_letter_says_what_is_promised_and_where_to_sign(way: Way) -> None:
    letter = way.letter(way.stage.ma)
    page = way.read("yuanzhou", f"/transfers/{letter.pk}/letter/")
    for told in ("就业意向书", "马志成", "3,500–4,500", "本人签字", "劳动合同法第十条", "不用交钱"):
        assert told in page, told


def test_a_stranger_finds_nothing_and_a_township_only_its_own(way: Way) -> None:
    ma, li, _hai = way.letters()
    for url in (f"/transfers/{ma.pk}/", f"/transfers/{ma.pk}/letter/", f"/do/transfer.report/?about={ma.pk}"):
        way.read("stranger", url, 404)
    assert "马志成" not in way.read("stranger", "/transfers/")
    own = way.read("sanying", "/transfers/")
    assert "马志成" in own and "李梅" not in own
    way.read("sanying", f"/transfers/{li.pk}/", 404)
    way.read("sanying", f"/do/transfer.fall_through/?about={ma.pk}", 404)
    way.read("booth", "/transfers/", 404)


def test_an_employer_reads_who_comes_and_sees_them_come(way: Way) -> None:
    letter = way.letter(way.stage.ma)
    way.read("hr", f"/transfers/{letter.pk}/", 404)
    way.stage.cast.join("hr", way.stage.firm.credit_code)
    page = way.read("hr", f"/transfers/{letter.pk}/")
    assert "马*成" in page and "/do/transfer.fall_through/" not in page
    assert "报到了" in way.press("hr", f"/do/transfer.report/?about={letter.pk}", on=DAY)
