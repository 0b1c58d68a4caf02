"""The employer base: who is listed and who is not, rounds of visits, papers, and the lowest wage by two people."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.employers import actions
from shanhai.apps.employers.facts import Firm, Job, Post, Visit, arrears_lines
from shanhai.apps.employers.models import (
    Arrears,
    Document,
    Employer,
    MinimumWage,
    Position,
    Survey,
    SurveyRound,
    ToVisit,
)
from shanhai.apps.fairs import actions as fair
from shanhai.core.desk import Role
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.cast import INSTALLER, NOW, TODAY, Cast

PDF = b"%PDF-1.4 business licence of an employer that does not exist"
ROUND = "2018 春"


def code(serial: int = 1) -> CreditCode:
    return CreditCode.parse(compose("350105", serial))


def firm(cast: Cast, serial: int = 1, **stated: Any) -> Employer:
    named = Firm(code=code(serial), name=f"海岸电池{serial}（示例）", **stated)
    return actions.enter(firm=named, region=cast.mawei, by=cast.actor("mawei"), at=NOW)


def job(serial: int = 1, title: str = "装配工", **stated: Any) -> Job:
    given = {"seats": 30, "pay_min": Fen(350_000), "pay_max": Fen(450_000), **stated}
    return Job(employer=code(serial), title=title, **given)


def offered(cast: Cast, employer: Employer, title: str = "装配工", *, on: date = TODAY, **stated: Any) -> Position:
    at = NOW - (TODAY - on)
    return actions.offer(employer=employer, job=job(1, title, **stated), on=on, by=cast.actor("mawei"), at=at)


def listed(cast: Cast, serial: int = 1) -> Employer:
    row = firm(cast, serial, willing="yes")
    return actions.enlist(employer=row, on=TODAY, by=cast.actor("mawei"), at=NOW)


def second_officer(cast: Cast) -> User:
    with writing("test.cast", by=INSTALLER, at=NOW) as pen:
        return pen.add(User(login="mawei2", name="mawei2", role=Role.OFFICER, region=cast.mawei, office="马尾", unit="", password="!"))  # fmt: skip


# arrears


def owe(cast: Cast, *, on: date = TODAY, serial: int = 1) -> Arrears:
    return actions.enter_arrears(
        region=cast.mawei, code=code(serial), name="海岸电池（示例）", source="示例名单", listed_on=on, by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip


def test_who_is_on_the_wage_arrears_list_is_not_listed(cast: Cast) -> None:
    employer = firm(cast, willing="yes")
    owe(cast)
    with pytest.raises(Refusal, match=r"employer\.in_arrears") as no:
        actions.enlist(employer=employer, on=TODAY, by=cast.actor("mawei"), at=NOW)
    assert no.value.facts["source"] == "示例名单"
    employer.refresh_from_db()
    assert employer.listed_on is None


def test_a_listed_employer_that_comes_onto_the_list_is_neither_public_nor_taken_to_a_fair(cast: Cast) -> None:
    employer, other = listed(cast), listed(cast, 2)
    position = offered(cast, employer)
    assert list(Position.objects.public(on=TODAY)) == [position]
    row = owe(cast)
    assert list(Position.objects.public(on=TODAY)) == []
    delegation = fair.plan(
        pairing=cast.pairing, name="示例招聘会", organiser="固原市", organiser_region=cast.yuanzhou, held_on=TODAY, place="广场",
        leader="陈敏", trip=None, by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"employer\.in_arrears"):
        fair.bring(delegation=delegation, employer=employer, present=False, by=cast.actor("mawei"), at=NOW)
    assert [b.employer for b in fair.bring_rest(delegation=delegation, by=cast.actor("mawei"), at=NOW)] == [other]
    actions.remove_arrears(arrears=row, on=TODAY, source="移出公告", by=cast.actor("mawei"), at=NOW)
    assert list(Position.objects.public(on=TODAY)) == [position]
    assert fair.bring(delegation=delegation, employer=employer, present=False, by=cast.actor("mawei"), at=NOW)


def test_a_published_list_is_entered_whole_and_once(cast: Cast) -> None:
    lines = [(code(n), f"欠薪示例{n}", date(2018, 1, n)) for n in (1, 2, 3)]

    def enter() -> list[Arrears]:
        return actions.enter_arrears_list(
            region=cast.mawei, lines=lines, source="示例名单", by=cast.actor("mawei"), at=NOW
        )

    assert enter() == enter() and Arrears.objects.count() == 3
    assert [one.credit_code for one in Arrears.objects.standing(on=date(2018, 1, 2))] == [code(2).value, code(1).value]
    for source, day, refusal in [(" ", TODAY, "arrears.source"), ("名单", TODAY + timedelta(1), "arrears.future")]:
        with pytest.raises(Refusal, match=refusal):
            actions.enter_arrears_list(region=cast.mawei, lines=[(code(4), "甲", day)], source=source, by=cast.actor("mawei"), at=NOW)  # fmt: skip
    with pytest.raises(Refusal, match=r"arrears\.removed_before"):
        actions.remove_arrears(arrears=Arrears.objects.get(credit_code=code(3).value), on=date(2018, 1, 1), source="公告", by=cast.actor("mawei"), at=NOW)  # fmt: skip


def test_a_list_is_read_as_it_is_pasted_and_a_bad_line_is_named() -> None:
    text = f"{code(1).value}\t欠薪 示例甲\t2018-01-05\n\n{code(2).value}，欠薪示例乙，2018年2月6日\n"
    assert arrears_lines(text) == [
        (code(1), "欠薪 示例甲", date(2018, 1, 5)),
        (code(2), "欠薪示例乙", date(2018, 2, 6)),
    ]
    for bad in ("没有代码 2018-01-05", f"{code(1).value} 2018-01-05", f"{code(1).value} 甲 昨天", "x"):
        with pytest.raises(Refusal, match=r"arrears\.line") as no:
            arrears_lines(f"{code(3).value} 丙 2018-01-05\n{bad}")
        assert no.value.facts["line"] == 2


# rounds and visits


def plan(cast: Cast, employers: list[Employer]) -> SurveyRound:
    return actions.plan_round(
        region=cast.mawei, title=ROUND, starts_on=date(2018, 3, 1), ends_on=date(2018, 3, 31), employers=employers,
        by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip


def tried(cast: Cast, employer: Employer, outcome: str, **said: Any) -> Survey:
    return actions.survey(
        employer=employer, round=ROUND, on=TODAY, outcome=outcome, by=cast.actor("mawei"), at=NOW, **said
    )


def test_a_round_keeps_everybody_on_its_list_whatever_came_of_the_visit(cast: Cast) -> None:
    firms = [firm(cast, n) for n in range(1, 6)]
    plan(cast, firms[:4])
    assert plan(cast, firms[:4]) == SurveyRound.objects.get()
    tried(cast, firms[0], "visited", willing="yes")
    tried(cast, firms[1], "refused", willing="yes")
    tried(cast, firms[2], "not_reached")
    tried(cast, firms[4], "visited", willing="no")
    seen = {one.employer: one.__dict__["outcome"] for one in ToVisit.objects.with_outcome()}
    assert seen == {
        firms[0]: "visited",
        firms[1]: "refused",
        firms[2]: "not_reached",
        firms[3]: None,
        firms[4]: "visited",
    }
    assert Survey.objects.get(outcome="refused").willing == "unknown"


def test_a_round_does_not_end_before_it_starts_and_a_visit_is_not_of_tomorrow(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"round\.dates"):
        actions.plan_round(region=cast.mawei, title="x", starts_on=TODAY, ends_on=TODAY - timedelta(1), by=cast.actor("mawei"), at=NOW)  # fmt: skip
    with pytest.raises(Refusal, match=r"survey\.future"):
        actions.survey(employer=firm(cast), round="x", on=TODAY + timedelta(1), outcome="visited", by=cast.actor("mawei"), at=NOW)  # fmt: skip


def answers(*posts: Post, **said: Any) -> Visit:
    told = {"operations": "订单足", "headcount": 820, "dormitory": "yes", "canteen": "halal", "insured": "yes", "contact": "林经理",
            "contact_phone": "19900008001", "willing": "yes", **said}  # fmt: skip
    return Visit(posts=posts, **told)


def visited(cast: Cast, employer: Employer, said: Visit, *, on: date = TODAY) -> Survey:
    return actions.visit(employer=employer, round=ROUND, on=on, said=said, by=cast.actor("mawei"), at=NOW)


def test_a_visit_brings_the_employer_and_its_positions_to_what_was_said(cast: Cast) -> None:
    employer = firm(cast)
    keeps = offered(cast, employer, on=date(2018, 1, 2))
    gone = offered(cast, employer, "包装工", on=date(2018, 1, 2))
    said = answers(
        Post(position=keeps.pk, title="装配工", open=True, seats=12, pay_min=360_000, pay_max=460_000),
        Post(position=gone.pk, title="包装工", open=False),
    )
    survey = visited(cast, employer, said)
    employer, keeps, gone = Employer.objects.get(), Position.objects.get(pk=keeps.pk), Position.objects.get(pk=gone.pk)
    assert (employer.headcount, employer.contact, employer.willing, employer.operations) == (
        820,
        "林经理",
        "yes",
        "订单足",
    )
    assert (keeps.seats, keeps.pay_min, keeps.dormitory, keeps.canteen, keeps.couples_room) == (
        12,
        360_000,
        True,
        "halal",
        False,
    )
    assert (keeps.verified_on, keeps.verified_by, gone.closed_on) == (TODAY, "mawei", TODAY)
    assert survey.answers["posts"][1] == {"position": gone.pk, "title": "包装工", "open": False, "seats": None, "pay_min": None, "pay_max": None}  # fmt: skip
    assert "contact_phone" not in survey.answers and survey.contact_phone == "19900008001"


def test_the_same_answers_again_change_nothing(cast: Cast) -> None:
    employer = firm(cast)
    post = Post(position=offered(cast, employer).pk, title="装配工", open=False)
    first = visited(cast, employer, answers(post))
    entries = Entry.objects.count()
    assert visited(cast, employer, answers(post)) == first and Entry.objects.count() == entries
    assert visited(cast, employer, answers(post, headcount=900)).answers["headcount"] == 900
    assert Survey.objects.count() == 1 and verify()["ok"]


def test_a_listed_employer_that_no_longer_wants_to_leaves_the_base(cast: Cast) -> None:
    employer = listed(cast)
    visited(cast, employer, answers(willing="unknown"))
    assert Employer.objects.get().listed_on == TODAY
    visited(cast, employer, answers(willing="no"))
    assert (Employer.objects.get().listed_on, Employer.objects.get().willing) == (None, "no")


def test_a_visit_with_pay_below_the_minimum_is_refused_whole(cast: Cast) -> None:
    employer = firm(cast, headcount=5)
    post = Post(
        position=offered(cast, employer).pk, title="装配工", open=True, seats=1, pay_min=160_000, pay_max=200_000
    )
    with pytest.raises(Refusal, match=r"position\.pay_below_minimum") as no:
        visited(cast, employer, answers(post))
    assert no.value.facts["title"] == "装配工" and no.value.facts["least"] == 1650
    assert not Survey.objects.exists() and Employer.objects.get().headcount == 5


def test_a_visit_does_not_touch_positions_of_others_and_takes_only_its_choices(cast: Cast) -> None:
    other = offered(cast, firm(cast, 2))
    with pytest.raises(Refusal, match=r"visit\.position"):
        visited(cast, firm(cast), answers(Post(position=other.pk, title="装配工", open=False)))
    with pytest.raises(Refusal, match=r"visit\.answer"):
        answers(dormitory="maybe")


def test_the_phone_of_a_visit_is_private_in_the_log(cast: Cast) -> None:
    visited(cast, firm(cast), answers())
    assert "contact_phone" in Survey.PRIVATE
    assert not any("19900008001" in str(entry.facts) for entry in Entry.objects.all())
    kept = Change.objects.filter(noun="employers.survey", verb="change").values_list("delta", flat=True)
    assert any("contact_phone" in delta for delta in kept)


# papers


def paper(cast: Cast, employer: Employer, content: bytes = PDF, **said: Any) -> Document:
    told = {"kind": "licence", "title": "营业执照", "filename": "../../执照.pdf", **said}
    return actions.file_document(employer=employer, content=content, by=cast.actor("mawei"), at=NOW, **told)


def test_a_paper_lies_sealed_and_every_reading_is_in_the_log(cast: Cast) -> None:
    row = paper(cast, firm(cast))
    assert paper(cast, Employer.objects.get()) == row and Document.objects.count() == 1
    [kept] = Path(settings.DATA, "documents").glob(f"{row.pk}*")
    assert PDF not in kept.read_bytes() and b"%PDF" not in kept.read_bytes()
    assert (row.filename, row.media, row.size) == ("执照.pdf", "application/pdf", len(PDF))
    assert actions.read_document(document=row, by=cast.actor("mawei"), at=NOW) == PDF
    assert Entry.objects.get(action="document.read").about_key == row.pk
    moved = paper(cast, Employer.objects.get(), PDF + b"2")
    (Path(settings.DATA) / "documents" / f"{moved.pk}.sealed").write_bytes(kept.read_bytes())
    with pytest.raises(Refusal, match=r"vault\.tampered"):
        actions.read_document(document=moved, by=cast.actor("mawei"), at=NOW)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"content": b""}, "document.empty"),
        ({"content": b"MZ program"}, "document.type"),
        ({"content": PDF + b"0" * (5 * 1024 * 1024)}, "document.too_large"),
        ({"kind": "diary"}, "document.sort"),
    ],
)
def test_a_paper_is_looked_at_before_it_is_kept(cast: Cast, said: dict[str, Any], refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        paper(cast, firm(cast), **said)
    assert not Document.objects.exists()


# the lowest wage


def test_a_wage_counts_once_a_second_person_has_confirmed_it(cast: Cast) -> None:
    second, mawei = second_officer(cast).actor(), cast.actor("mawei")

    def propose(yuan: int) -> MinimumWage:
        return actions.propose_wage(
            region=cast.mawei, since=date(2018, 3, 1), monthly=Fen(yuan * 100), source="示例文件", by=mawei, at=NOW
        )

    row = propose(3600)
    assert propose(3600) == row
    offered(cast, firm(cast))
    with pytest.raises(Refusal, match=r"wage\.same_person"):
        actions.confirm_wage(wage=row, by=mawei, at=NOW)
    actions.confirm_wage(wage=row, by=second, at=NOW)
    with pytest.raises(Refusal, match=r"position\.pay_below_minimum"):
        offered(cast, firm(cast), "包装工")
    actions.confirm_wage(wage=propose(3400), by=second, at=NOW + timedelta(minutes=1))
    assert offered(cast, firm(cast), "包装工")
    assert MinimumWage.objects.count() == 2
    least = MinimumWage.objects.least("350105", on=TODAY)
    assert least is not None and (least.monthly, least.example) == (340_000, False)


def test_a_wage_names_its_document_and_is_an_amount(cast: Cast) -> None:
    for monthly, source, refusal in [(170_000, " ", "wage.source"), (1, "文件", "wage.amount")]:
        with pytest.raises(Refusal, match=refusal):
            actions.propose_wage(region=cast.mawei, since=TODAY, monthly=Fen(monthly), source=source, by=cast.actor("mawei"), at=NOW)  # fmt: skip


# strangers


@pytest.mark.parametrize("login", ["stranger", "yuanzhou", "hr", "auditor", "leader", "sanying"])
def test_a_stranger_may_not(cast: Cast, login: str) -> None:
    employer, row = firm(cast), owe(cast, serial=9)
    document, position, planned = paper(cast, employer), offered(cast, employer), plan(cast, [])
    wage = actions.propose_wage(region=cast.mawei, since=TODAY, monthly=Fen(170_000), source="文件", by=cast.actor("mawei"), at=NOW)  # fmt: skip
    before, by = Entry.objects.count(), cast.actor(login)
    acts: list[Callable[[], object]] = [
        lambda: actions.survey(employer=employer, round=ROUND, on=TODAY, outcome="visited", by=by, at=NOW),
        lambda: actions.visit(employer=employer, round=ROUND, on=TODAY, said=answers(), by=by, at=NOW),
        lambda: actions.plan_round(region=cast.mawei, title="x", starts_on=TODAY, ends_on=TODAY, by=by, at=NOW),
        lambda: actions.add_to_round(of=planned, employers=[employer], by=by, at=NOW),
        lambda: actions.enter_arrears_list(region=cast.mawei, lines=[(code(7), "甲", TODAY)], source="x", by=by, at=NOW),
        lambda: actions.remove_arrears(arrears=row, on=TODAY, source="x", by=by, at=NOW),
        lambda: actions.file_document(employer=employer, kind="licence", title="x", filename="x", content=PDF + b"x", by=by, at=NOW),
        lambda: actions.propose_wage(region=cast.mawei, since=TODAY, monthly=Fen(1), source="x", by=by, at=NOW),
        lambda: actions.confirm_wage(wage=wage, by=by, at=NOW),
        lambda: actions.amend(position=position, job=job(seats=1), by=by, at=NOW),
        lambda: actions.reopen(position=position, by=by, at=NOW),
        lambda: actions.verify_position(position=position, by=by, at=NOW),
    ]  # fmt: skip
    if login != "auditor":
        acts.append(lambda: actions.read_document(document=document, by=by, at=NOW))
    for act in acts:
        with pytest.raises(Refusal, match=r"desk\.not_allowed"):
            act()
    assert Entry.objects.count() == before


def test_what_the_base_knows_is_read_by_its_own_side_only(cast: Cast) -> None:
    paper(cast, listed(cast))
    owe(cast, serial=5)
    plan(cast, [Employer.objects.get()])
    for login, seen in [("mawei", 1), ("city-fuzhou", 1), ("auditor", 1), ("yuanzhou", 0), ("city-guyuan", 0), ("stranger", 0), ("hr", 0), ("booth", 0)]:  # fmt: skip
        for model in (Document, Arrears, SurveyRound, ToVisit):
            assert model.objects.visible_to(cast.desk(login)).count() == seen, (login, model)
