"""The world of spring 2018 shows what the report says, and nothing that must not be stored."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password, identify_hasher
from django.db import models
from django.db.models import Count, Q, Sum
from django.test import Client

from shanhai.apps.accounts.facts import desk_of
from shanhai.apps.accounts.models import Installation, User
from shanhai.apps.agreements.models import Agreement
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Arrears, Document, Employer, Grade, MinimumWage, Position, Survey, ToVisit
from shanhai.apps.fairs.models import AgreedAnswer, Booth, Delegation, Enquiry, Intent, Question, SeatOffer
from shanhai.apps.figures.facts import FIGURES, compute
from shanhai.apps.figures.facts.definition import Scope
from shanhai.apps.imports.actions.confirm import confirm
from shanhai.apps.imports.facts.report import tally
from shanhai.apps.imports.models import Import
from shanhai.apps.outreach.models import AgreedItem, Attendance, LeafletRun, Meeting, Minutes, Opinion, Trip
from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.regions.models import Pairing, Region, Statistic
from shanhai.apps.subsidies.facts.rederive import rederive
from shanhai.apps.subsidies.models import Area, Challenge, Claim, Decision, Fund, Paper, Payment
from shanhai.apps.vouchers.models import Handout, PrintRun, Voucher
from shanhai.apps.workers.models import Consent, Household, OwnLink, StatusFact, Wish, Worker, own_login
from shanhai.core.desk import Desk
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.refusal import Refusal
from shanhai.demo import doubles
from shanhai.demo.build import Summary
from shanhai.demo.roster import sanying_rows
from shanhai.demo.visits import ROUND, SECOND
from shanhai.demo.world import DATA, REPORT_DAY, SANYING, SHANGHAI, TODAY, VILLAGE

pytestmark = pytest.mark.usefixtures("world")

REPORT = {
    "resident_population": "44万", "poor_population": "2.9万", "poverty_rate": "10.2%", "surplus_labour": "16.4万",
    "wage_income": "12.84亿元", "wage_share": "46%", "pairing_start_year": "2016", "agreement_year": "2017",
    "consensus_fields": "4", "policy_papers": "2", "subsidy_areas": "7", "employers_present": "5", "employers_offering": "60",
    "positions_offered": "近3000", "leaflets": "500余", "enquiries": "近300人次", "vouchers_printed": "500",
    "intents_on_site": "50余人", "townships_briefed": "14", "agencies_briefed": "6", "distance_km": "2000",
    "programme_years": "20",
}  # fmt: skip
REAL_FIRMS = ("飞毛腿", "上润", "顶益", "华映", "正泰", "飛毛腿", "上潤", "頂益", "華映")
NEVER_STORED = ("ethnic", "nation", "minority", "religio", "sex", "gender", "health", "disab", "disease")


def desk(login: str) -> Desk:
    return desk_of(User.objects.get(login=login), on=TODAY)


def pairing() -> Pairing:
    return Pairing.objects.in_force(TODAY).get()


def test_the_figures_read_as_the_report_states_them() -> None:
    values = compute(Scope(pairing=pairing(), on=TODAY), "report")
    assert {key: value.display("zh-hans") for key, value in values.items()} == REPORT


def test_nothing_in_the_log_is_found_wrong() -> None:
    verdict = verify()
    assert verdict["ok"] and verdict["findings"] == []


def test_the_log_is_in_the_order_of_the_calendar() -> None:
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert max(moments).astimezone(SHANGHAI).date() == TODAY


def test_every_act_is_by_an_account_or_the_installer() -> None:
    own = {own_login(pk) for pk in OwnLink.objects.values_list("worker", flat=True)}
    logins = set(Entry.objects.values_list("login", flat=True)) - own
    assert len(own) == 12 and logins - set(User.objects.values_list("login", flat=True)) == {"install"}
    assert {"yuanzhou", "mawei", "sanying", "booth", "secadmin", "sysadmin"} <= logins


def test_the_relay_is_dated_to_the_year() -> None:
    now = pairing()
    before = now.predecessor
    assert before is not None
    assert (now.sending_id, now.receiving_id, before.receiving_id) == ("640402", "350105", "350505")
    assert (now.started_precision, now.started_on.year, before.started_on.year) == ("year", 2016, 2011)
    assert before.ended_on == now.started_on
    assert (now.programme, now.programme_since, now.distance_km) == ("闽宁协作", 1996, 2000)


def test_statistics_were_checked_by_a_second_person_but_for_one() -> None:
    values = {s.indicator: int(s.value * 10) for s in Statistic.objects.exclude(checked_at=None)}
    assert values == {
        "resident_population": 4_400_000, "poor_population": 290_000, "poverty_rate": 102, "surplus_labour": 1_640_000,
        "wage_income": 1_284_000_000_000, "wage_share": 460,
    }  # fmt: skip
    waiting = Statistic.objects.get(checked_at=None)
    assert waiting.entered_by != "yuanzhou" and "示例待核" in waiting.source_title


def test_the_rolls_cover_fourteen_townships_unevenly() -> None:
    units = Counter(unit[:9] for unit in Worker.objects.filter(region="640402").values_list("unit", flat=True))
    assert set(units) == set(Region.objects.filter(parent="640402").values_list("code", flat=True)) and len(units) == 14
    assert sum(units.values()) == 300 + doubles.COUNT - doubles.ABROAD
    assert max(units.values()) > 4 * min(units.values())


def test_numbers_are_valid_and_nobody_is_born_out_of_range() -> None:
    for worker in Worker.objects.all():
        number = CitizenNumber.parse(worker.number(), today=TODAY)
        assert number.birth == worker.birth and date(1958, 1, 1) <= worker.birth <= date(2002, 6, 30)
        assert not worker.phone() or worker.phone().startswith("1990000")
    assert Worker.objects.filter(birth__gt=date(2002, 3, 9)).count() == 6


def test_households_are_small_and_their_facts_run_in_parallel() -> None:
    sizes = Household.objects.annotate(size=Count("workers")).values_list("size", flat=True)
    assert min(sizes) >= 1 and max(sizes) <= 5
    kinds = Counter(StatusFact.objects.values_list("kind", flat=True))
    assert set(kinds) == {"registered", "lifted"} and kinds["lifted"] < kinds["registered"]
    assert StatusFact.objects.exclude(until=None).count() == 0
    lifted = set(StatusFact.objects.filter(kind="lifted").values_list("household", flat=True))
    assert lifted <= set(StatusFact.objects.filter(kind="registered").values_list("household", flat=True))
    assert all(2014 <= fact.since.year <= 2017 for fact in StatusFact.objects.all())


def test_forty_three_in_a_hundred_are_willing() -> None:
    willing = Worker.objects.filter(willing="yes")
    assert len(willing) == 294 * 43 // 100
    assert set(willing) == {wish.worker for wish in Wish.objects.filter(willing="yes")}
    pay = [wish.lowest_pay for wish in Wish.objects.filter(willing="yes")]
    assert all(p and 250_000 <= p <= 720_000 for p in pay)
    assert sum(p > 450_000 for p in pay) == 6, (
        "three each spring ask for more than any position pays, and matching says so"
    )


def test_one_village_has_its_own_unit_and_its_seat_sees_only_it() -> None:
    mine = Worker.objects.visible_to(desk("village"))
    assert set(mine.values_list("unit", "household__unit")) == {(VILLAGE, VILLAGE)}
    assert mine.count() < Worker.objects.visible_to(desk("sanying")).count() < Worker.objects.count()


def test_the_base_holds_sixty_willing_employers_of_a_round_of_eighty_four() -> None:
    assert Employer.objects.listed().count() == 60 and Employer.objects.filter(region="350105").count() == 84
    assert all("（示例）" in name for name in Employer.objects.values_list("name", flat=True))
    assert len(set(Employer.objects.filter(region="350105").values_list("name", flat=True))) == 84
    outcomes = Counter(Survey.objects.filter(round=ROUND).values_list("outcome", "willing"))
    assert outcomes == {
        ("visited", "yes"): 60,
        ("visited", "no"): 12,
        ("refused", "unknown"): 5,
        ("not_reached", "unknown"): 7,
    }
    assert set(Grade.objects.values_list("grade", flat=True)) == set("ABC")
    for code in Employer.objects.values_list("credit_code", flat=True):
        CreditCode.parse(code)


def test_seats_sum_to_2986_at_opening() -> None:
    assert SeatOffer.objects.aggregate(s=Sum("seats"))["s"] == 2986
    assert Position.objects.count() == SeatOffer.objects.count() + 1 == 151, "one was hidden on the day of the fair"
    assert all(300_000 <= p.pay_min <= p.pay_max <= 650_000 for p in Position.objects.all())
    assert {"none", "common", "halal"} == set(Position.objects.values_list("canteen", flat=True))


def test_the_base_shows_what_is_hard_as_well() -> None:
    again = Counter(ToVisit.objects.filter(of__title=SECOND).with_outcome().values_list("outcome", flat=True))
    assert again == {"visited": 5, "refused": 1, "not_reached": 2, None: 4}
    assert ToVisit.objects.filter(of__title=ROUND).count() == 84
    owing = Employer.objects.in_arrears(on=TODAY).get()
    assert owing.listed_on is None and not owing.booths.exists() and Arrears.objects.standing(on=TODAY).count() == 2
    hidden = Position.objects.hidden(on=TODAY).get()
    assert hidden.verified_on == date(2017, 11, 20) and hidden.employer.listed_on and not hidden.offers.exists()
    assert hidden not in Position.objects.public(on=TODAY)
    assert Position.objects.stale(on=TODAY).exclude(pk=hidden.pk).count() == 3
    assert Position.objects.exclude(dispatcher="").get().contract == "fixed"
    assert Position.objects.filter(overtime_hours__gt=36).get().overtime_note
    assert MinimumWage.objects.confirmed().get().monthly == 165_000 and MinimumWage.objects.count() == 2
    assert Document.objects.count() == 2


def test_the_delegation_came_by_the_flight_of_the_evening_before() -> None:
    delegation, trip = Delegation.objects.get(), Trip.objects.get()
    assert delegation.trip == trip and delegation.state == "closed"
    assert trip.arrived_at.astimezone(SHANGHAI).date() == date(2018, 3, 2) and trip.region_id == "350105"
    assert delegation.fair.organiser_region_id == "640400" and delegation.fair.held_on == date(2018, 3, 3)
    assert Booth.objects.filter(present=True).count() == 5 and Booth.objects.filter(present=False).count() == 55
    assert set(Grade.objects.filter(employer__booths__present=True).values_list("grade", flat=True)) == {"A"}


def test_enquiries_are_297_times_by_taps_and_paper() -> None:
    assert Enquiry.objects.times() == 297
    assert Enquiry.objects.filter(source="tap", void_at=None).count() == 255
    assert Enquiry.objects.exclude(void_at=None).count() == 7
    assert Enquiry.objects.filter(source="paper").count() == 3
    run = LeafletRun.objects.get()
    assert (run.printed, run.left_over) == (600, 88)


def test_fifty_six_intents_of_fifty_four_people_leave_fifty_three_standing() -> None:
    assert Intent.objects.count() == 56 and Intent.objects.values("worker").distinct().count() == 54
    gone = Intent.objects.exclude(withdrawn_at=None).get()
    assert gone.withdrawn_at == datetime(2018, 3, 3, 16, 20, tzinfo=SHANGHAI)
    assert Intent.objects.filter(worker=gone.worker_id).count() == 1
    standing = Intent.objects.filter(withdrawn_at=None)
    by_source = {s: standing.filter(source=s).values("worker").distinct().count() for s in ("scan", "paper")}
    assert by_source == {"scan": 49, "paper": 4}
    assert set(standing.filter(source="paper").values_list("device", flat=True)) == {"纸表"}
    assert not Consent.objects.standing().filter(worker=gone.worker_id).exists()
    assert Intent.objects.visible_to(desk("hr")).count() >= 3


def test_vouchers_are_handed_out_once_and_frauds_are_refused_in_the_open() -> None:
    run = PrintRun.objects.get()
    assert (run.size, run.title, run.printed_on) == (500, "马尾·固原结对帮扶就业交通补贴券", date(2018, 2, 28))
    assert Voucher.objects.count() == 500 and Handout.objects.count() == 150
    assert Handout.objects.values("worker").distinct().count() == 150
    codes = Counter(entry.facts["code"] for entry in Entry.objects.filter(action="refused"))
    assert codes == {
        "voucher.has_one": 2, "voucher.given": 2, "voucher.unknown": 1, "voucher.under_age": 1, "intent.under_age": 2,
        "booth.untrusted": 1,
    }  # fmt: skip


def test_questions_are_answered_in_agreed_words_or_called_back() -> None:
    assert Question.objects.count() == 24
    assert all(q.answer.agreed for q in Question.objects.exclude(answer=None) if q.answer)
    assert not Question.objects.filter(called_at=None).exclude(call_back_on=None).exists()
    assert Question.objects.filter(called_at__date__lte=REPORT_DAY).count() == 4
    assert Question.objects.filter(called_at__date__gt=REPORT_DAY).count() == 5
    waiting = AgreedAnswer.objects.get(Q(sending_agreed_at=None) | Q(receiving_agreed_at=None))
    assert waiting.sending_agreed_at is None and AgreedAnswer.objects.count() == 8


def test_meetings_and_their_sheets() -> None:
    briefing = Meeting.objects.get(kind="briefing")
    came = Counter(briefing.attendance.values_list("kind", flat=True))
    assert came["township"] == 14 and came["agency"] == 6 and Agency.objects.count() == 7
    assert set(Attendance.objects.values_list("signed", flat=True)) == {True}
    symposium = Meeting.objects.get(kind="symposium")
    assert symposium.host == "固原市" and {"bureau", "station", "employer"} == {
        a.kind for a in symposium.attendance.all()
    }
    assert Opinion.objects.count() == 6 and Opinion.objects.filter(done_on__lte=REPORT_DAY).count() == 1
    assert not Opinion.objects.filter(done_on=None).exclude(due_on=None).exists()
    assert [i.field for i in AgreedItem.objects.all()] == ["供求信息", "技能培训", "服务管理", "劳务维权"]
    minutes = Minutes.objects.get()
    assert minutes.sending_confirmed_at and minutes.receiving_confirmed_at


def test_papers_areas_agreement_and_partners() -> None:
    ours = Paper.objects.filter(subject="cooperation")
    assert {p.issuer_id for p in ours} == {"350105"} and all(not p.number and p.issued_on is None for p in ours)
    assert sorted(len(p.scope.all()) for p in ours) == [1, 2]
    assert Paper.objects.get(subject="brokers").issuer_id == "640402"
    assert [a.assumed for a in Area.objects.all()] == [False] * 5 + [True] * 2
    agreement = Agreement.objects.get()
    assert (agreement.signed_year, agreement.signed_on, agreement.commitments.count()) == (2017, None, 5)
    assert Workstation.objects.count() == 3 and Broker.objects.count() == 27


def test_the_public_log_ins_open_with_the_public_password(world: Summary) -> None:
    assert len(world.logins) == 19 and {one["password"] for one in world.logins} == {"shanhai-demo"}
    for one in world.logins:
        user = User.objects.get(login=one["login"])
        assert check_password("shanhai-demo", user.password) and "示例" in user.name
    stored = User.objects.get(login="mawei").password
    assert not identify_hasher(stored).must_update(stored), "a renewed hash would be written past the pen"
    assert Installation.objects.get().today == TODAY


def test_the_officer_of_an_unpaired_region_sees_nobody_and_nothing() -> None:
    stranger = desk("stranger")
    for rows in (
        Worker,
        Household,
        Employer,
        Agency,
        Meeting,
        Intent,
        Enquiry,
        Voucher,
        Agreement,
        Paper,
        Pairing,
        Statistic,
    ):
        assert not rows.objects.visible_to(stranger).exists(), rows


def test_no_column_could_hold_what_is_never_stored() -> None:
    columns = [f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.concrete_fields]
    assert [c for c in columns if any(word in c.rsplit(".", 1)[1].lower() for word in NEVER_STORED)] == []


def test_the_firms_of_the_report_are_nowhere() -> None:
    texts = [path.read_text() for path in DATA.iterdir()] + [str(row) for row in sanying_rows()]
    for model in apps.get_app_configs():
        for one in model.get_models():
            names = [f.name for f in one._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
            texts += [str(row) for row in one._default_manager.values_list(*names)] if names else []
    assert [name for name in REAL_FIRMS if any(name in text for text in texts)] == []


def test_the_waiting_roster_has_the_damage_it_is_known_for() -> None:
    rows = sanying_rows()
    assert len(rows) == 186 and sanying_rows() == rows
    known = {w.number(): w.unit for w in Worker.objects.all()}
    seen: set[str] = set()
    verdicts: Counter[str] = Counter()
    for row in rows:
        number = row["证件号"]
        verdicts[_verdict(number, known, seen)] += 1
        seen.add(number)
    assert verdicts == {"new": 151, "update": 24, "damaged": 8, "repeated": 2, "elsewhere": 1}


def test_the_waiting_roster_is_staged_as_the_check_page_shows_it_and_can_be_taken_in() -> None:
    staged = Import.objects.waiting().get()
    assert tally(staged) == {"rows": 186, "new": 151, "updated": 24, "unchanged": 0, "rejected": 11, "review": 0}
    assert len(staged.matched) == 13 and staged.unmatched == ["备注 2"] and staged.login == "sanying"
    before = Worker.objects.count()
    confirm(imported=staged, by=User.objects.get(login="sanying").actor(), at=datetime(2018, 3, 9, 10, tzinfo=SHANGHAI))
    assert Worker.objects.count() == before + 151 and verify()["ok"]


def _verdict(number: str, known: dict[str, str], seen: set[str]) -> str:
    try:
        CitizenNumber.parse(number, today=TODAY)
    except Refusal:
        return "damaged"
    if number in seen:
        return "repeated"
    return {None: "new", SANYING: "update"}.get(known.get(number), "elsewhere")


def test_a_kept_question_has_something_new(client: Client) -> None:
    client.force_login(User.objects.get(login="yuanzhou"))
    said = client.get("/tasks/").content.decode()
    assert "常用筛选“三营可以再问的”多了几条" in said and "多 6 条" in said


def test_the_year_ends_in_paid_money_and_every_fen_is_derived_again(world: Summary) -> None:
    """A paid batch, a refusal with its remedy, an objection looked into, money that came back, a fund that ran short, and work on every step."""
    claims = Claim.objects.filter(pack="mawei-2017")
    states = set(claims.values_list("state", flat=True))
    assert {"paid", "recovered", "refused", "asks", "drawn_up", "accepted", "reviewed"} <= states
    assert claims.filter(state="refused", remedy="请用人单位办理参保", refused_ref="A/4").exists()
    assert Challenge.objects.get().upheld is False and Payment.objects.filter(state="returned").count() == 1
    waited = claims.filter(state="paid", fund_lines__kind="reserve", fund_lines__at__year=2019, accepted_at__year=2018)
    assert waited.exists()  # decided in December, held in January when there was money again
    fifth = claims.filter(subsidy="hire").order_by("turn").values_list("amount", flat=True)
    assert list(fifth) == [50_000, 50_000, 50_000, 50_000, 200_000]
    fund = Fund.objects.get()
    figure = FIGURES["subsidy_paid"].at(Scope(pairing=Pairing.objects.get(ended_on=None), on=TODAY))
    assert figure.number * 100 == fund.paid and fund.free >= 0
    found = rederive()
    assert found.whole and found.looked == Decision.objects.count() > 30
