"""Nobody sees a row that is not theirs to see, whatever address they type, and the walker notices when somebody does."""

from datetime import date

import pytest
from django.db.models import QuerySet
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.models import Entry, EntryQuerySet
from shanhai.apps.employers.actions import enlist, enter, offer, survey
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Document, Employer, EmployerQuerySet, Position, SurveyRound
from shanhai.apps.exchange.models import Dispatch, DispatchQuerySet
from shanhai.apps.fairs.models import Fair, FairQuerySet, Intent
from shanhai.apps.identities.models import Suspect
from shanhai.apps.imports.models import Import
from shanhai.apps.matches.facts.published import FILES
from shanhai.apps.matches.models import Proposal, Recommendation, Run, RunQuerySet
from shanhai.apps.outreach.models import JointQuerySet, Meeting
from shanhai.apps.placements.actions import add_to_roster, begin_work, form_group, plan_departure, sign_letter
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Departure, PlacementQuerySet, TransferQuerySet
from shanhai.apps.placements.models.departures import DepartureQuerySet
from shanhai.apps.placements.models.transfers import FormedGroupQuerySet
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.subsidies.models import Batch, Claim
from shanhai.apps.subsidies.models.claims import ClaimQuerySet
from shanhai.apps.workers.actions import consent, enrol, give_link
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker, WorkerQuerySet
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.citizen import CitizenNumber, compose
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.identifiers.credit import compose as compose_code
from shanhai.core.money import Fen
from shanhai.demo.build import Summary
from shanhai.demo.vacancies import TITLE as DISPATCH
from shanhai.demo.world import TODAY, VILLAGE, at
from shanhai.web.officer.acts.page import FORMS
from tests.web.walk import Canary, addresses, walk

NOW = at(f"{TODAY} 15:00")
COACH = Journey(
    name="金丝雀车", kind="coach", seats=5, leaves_at=NOW, from_place="张易", to_place="马尾", escort="带车人"
)
LOGINS = [
    "yuanzhou", "mawei", "city-fuzhou", "city-guyuan", "sanying", "village", "station", "hr", "agency", "broker", "booth",
    "finance-yuanzhou", "finance-mawei", "auditor", "leader", "sysadmin", "secadmin", "auditadmin", "stranger", "nobody",
]  # fmt: skip
SENDING = frozenset({"yuanzhou", "city-guyuan", "auditor"})
CAST = {  # name → (township or village, region, who owns the person whole, who else may open the page masked)
    "赵冰川": (VILLAGE, "640402", SENDING | {"sanying", "village"}, frozenset()),
    "钱雪原": ("640402105", "640402", SENDING, frozenset()),
    "孙戈壁": ("621102102", "621102", frozenset({"stranger"}), frozenset()),
    "李绿洲": ("640402105", "640402", SENDING | {"station"}, frozenset({"mawei", "city-fuzhou", "hr"})),
}
UNLISTED = frozenset({"mawei", "city-fuzhou", "auditor", "booth"})


def actor(login: str):  # type: ignore[no-untyped-def]
    return User.objects.get(login=login).actor()


def plant(name: str, serial: int) -> tuple[Worker, Person]:
    unit, region, _owners, _others = CAST[name]
    number = CitizenNumber.parse(compose("642221", date(1985, 6, 1), serial), today=TODAY)
    person = Person(
        number=number, name=name, household=f"CANARY{serial}", unit=unit, village="", phone=f"1390000{serial}"
    )
    by = "stranger" if region == "621102" else "yuanzhou"
    return enrol(people=[person], region=Region.objects.get(code=region), by=actor(by), at=NOW)[0], person


def employer(name: str, region: str, serial: int, *, listed: bool) -> Employer:
    by = actor("stranger" if region == "621102" else "mawei")
    code = CreditCode.parse(compose_code(region, serial))
    row = enter(firm=Firm(code=code, name=name), region=Region.objects.get(code=region), by=by, at=NOW)
    survey(employer=row, round="金丝雀", on=TODAY, outcome="visited", willing="yes", by=by, at=NOW)
    job = Job(employer=code, title=f"{name}的岗位", seats=1, pay_min=Fen(300_000), pay_max=Fen(300_000))
    offer(employer=row, job=job, on=TODAY, by=by, at=NOW)
    return enlist(employer=row, on=TODAY, by=by, at=NOW) if listed else row


def matched(canaries: list[Canary], may_open: dict[str, frozenset[str]]) -> tuple[Worker, list[str]]:
    """Somebody whom matching names and no other page does to the other side; both runs of the demo, the older first."""
    runs = list(Run.objects.order_by("number").values_list("pk", flat=True))
    seen = Proposal.objects.filter(run=runs[1], worker__unit__startswith="6404022").exclude(
        worker__consents__isnull=False
    )
    seeker = next(
        one.worker for one in seen.select_related("worker") if Worker.objects.filter(name=one.worker.name).count() == 1
    )
    canaries.append(Canary("name of somebody in a run", seeker.name, SENDING))
    for run in runs:
        may_open[f"/match/{run}/"] = SENDING | {"sanying", "mawei", "city-fuzhou"}
        may_open[f"/match/{run}/difference/"] = may_open[f"/match/{run}/check/"] = SENDING | {"sanying"}
        may_open[f"/match/{run}/{seeker.pk}/"] = may_open[f"/match/{run}/check/pairs.csv"] = SENDING
    return seeker, runs


def gone(who: Worker, member: Employer, may_open: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """The person has gone to work there in a group, by a coach: everything about it opens for who has a part in it, and for nobody else."""
    by, job = actor("yuanzhou"), member.positions.all()[0]
    both = SENDING | {"mawei", "city-fuzhou", "station", "hr"}
    letter = sign_letter(
        pairing=Pairing.objects.get(ended_on=None), worker=who, position=job, signed_on=TODAY, by=by, at=NOW
    )
    group = form_group(pairing=letter.pairing, employer=member, name="金丝雀组", members=[letter], by=by, at=NOW)
    coach = plan_departure(pairing=letter.pairing, journey=COACH, by=by, at=NOW)
    add_to_roster(departure=coach, transfers=[letter], by=by, at=NOW)
    letter.refresh_from_db()
    spell = begin_work(transfer=letter, on=TODAY, by=by, at=NOW)
    for url in (
        f"/transfers/{letter.pk}/",
        f"/transfers/{letter.pk}/letter/",
        f"/groups/{group.pk}/",
        f"/placements/{spell.pk}/",
    ):
        may_open[url] = both
    may_open[f"/placements/{spell.pk}/slip/"] = frozenset({"yuanzhou", "station"})
    may_open[f"/departures/{coach.pk}/"] = may_open[f"/departures/{coach.pk}/print/"] = both
    other = Departure.objects.exclude(pk=coach.pk).filter(state="planned").values_list("link", flat=True)
    return {
        "transfers/": [letter.pk],
        "groups/": [group.pk],
        "departures/": [coach.pk],
        "placements/": [spell.pk],
        "followups/": [f"{TODAY:%Y-%m}"],
        "go/": [other[0]],
        "w/": [give_link(worker=who, by=by, at=NOW).key],
    }


def paid(canaries: list[Canary], may_open: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """A claim that was paid to somebody of a township nobody of the cast sits in: who opens it, its list and its batch; its account is nobody's."""
    claim = (
        Claim.objects.filter(state="paid", pays="worker").exclude(unit__startswith="640402100").order_by("number")[0]
    )
    both = frozenset({"yuanzhou", "city-guyuan", "auditor", "mawei", "city-fuzhou", "finance-mawei"})
    payer = both - {"yuanzhou", "city-guyuan"}
    batch = Batch.objects.filter(payments__claim=claim)[0]
    canaries.append(Canary("account", claim.account(), frozenset()))
    may_open[f"/subsidies/{claim.pk}/"] = both
    may_open[f"/payouts/{batch.pk}/"] = may_open[f"/payouts/{batch.pk}/sheet.pdf"] = payer
    may_open["/system/policies/mawei-2017/"] = (
        UNLISTED - {"booth"} | SENDING | {"sanying", "station", "leader", "finance-yuanzhou", "finance-mawei"}
    )
    return {
        "subsidies/": [claim.pk], "payouts/": [batch.pk], "publicity/": [str(claim.publicity_id)], "system/policies/": ["mawei-2017"],
        "samples/": ["NONE00000000"], "payouts/<str:pk>/<str:what>.pdf": [f"{batch.pk}|sheet"], "payouts/<str:pk>/<str:what>.docx": [f"{batch.pk}|request"],
    }  # fmt: skip


@pytest.fixture
def scene(world: Summary) -> tuple[dict[str, list[str]], list[Canary], dict[str, frozenset[str]]]:
    """The spring world with canaries in every corner, and who may see which."""
    canaries, may_open = [], {}
    planted = {}
    for serial, name in enumerate(CAST, start=701):
        row, person = plant(name, serial)
        planted[name] = row
        _unit, _region, owners, others = CAST[name]
        known = (
            {"hr"} if name == "李绿洲" else set()
        )  # works there by an own letter: the employer's list names its staff
        canaries.append(Canary(f"name of {name}", name, owners | known))
        canaries.append(Canary(f"number of {name}", person.number.value, frozenset()))
        canaries.append(Canary(f"phone of {name}", person.phone, frozenset()))
        may_open[f"/workers/{row.pk}/"] = owners | others
    member = Employer.objects.get(credit_code=User.objects.get(login="hr").memberships.get().organisation)
    consent(
        worker=planted["李绿洲"],
        purpose="intent",
        recipients={"350105", member.credit_code},
        by=actor("yuanzhou"),
        at=NOW,
    )
    consent(  # to the workstation too, and goes nowhere: no work of a workstation's
        worker=planted["钱雪原"], purpose="intent", recipients={"WS350105-01"}, by=actor("yuanzhou"), at=NOW
    )  # fmt: skip
    hidden = employer("未入库的金丝雀厂", "350105", 9001, listed=False)
    elsewhere = employer("外地金丝雀厂", "621102", 9002, listed=True)
    canaries += [Canary("unlisted employer", hidden.name, UNLISTED)]
    may_open[f"/employers/{hidden.pk}/"] = UNLISTED
    may_open[f"/employers/{elsewhere.pk}/"] = frozenset({"stranger"})
    may_open[f"/employers/{member.pk}/"] = UNLISTED | {
        "yuanzhou",
        "city-guyuan",
        "hr",
        "sanying",
        "village",
        "station",
        "agency",
        "broker",
        "leader",
    }
    dispatch = Dispatch.objects.values_list("pk", flat=True)[0]
    may_open[f"/exchange/{dispatch}/"] = frozenset({
        "yuanzhou", "mawei", "city-fuzhou", "city-guyuan", "auditor", "leader", "station", "sanying", "finance-yuanzhou",
        "finance-mawei",
    })  # fmt: skip
    seeker, runs = matched(canaries, may_open)
    called = Recommendation.objects.filter(run=runs[0], worker=seeker).values_list("position", flat=True)[0]
    decided = Entry.objects.filter(action="match.confirm").values_list("number", flat=True)[0]
    for month in ("2019-02", "2019-03"):
        may_open[f"/e/roster/{month}/"] = may_open[f"/e/roster/{month}.xlsx"] = frozenset({"hr"})
    objects = (
        gone(planted["李绿洲"], member, may_open)
        | paid(canaries, may_open)
        | {
            "workers/": [row.pk for row in planted.values()],
            "households/": [row.household_id for row in planted.values()],
            "duplicates/": list(Suspect.objects.values_list("pk", flat=True)),
            "employers/": [hidden.pk, elsewhere.pk, member.pk],
            "visits/": list(SurveyRound.objects.values_list("pk", flat=True)),
            "employers/<str:pk>/papers/<str:document>/": [
                f"{one.employer_id}|{one.pk}" for one in Document.objects.order_by("title", "pk")
            ],
            "positions/": list(Position.objects.filter(employer__in=[hidden, elsewhere]).values_list("pk", flat=True)),
            "jobs/": list(Position.objects.filter(employer=member).values_list("pk", flat=True)[:1]),
            "exchange/": [dispatch],
            "fairs/": list(Fair.objects.values_list("pk", flat=True)),
            "outreach/": list(Meeting.objects.values_list("pk", flat=True)),
            "agreements/": list(Pairing.objects.get(ended_on=None).agreements.values_list("pk", flat=True)),
            "match/": [f"{run}|{seeker.pk}" for run in runs],
            "match/jobs/": ["NONE00000000"],
            **{start: ["MW2018-01-0001-N"] for start in ("v/", "V/")},
            **{
                f"match/<str:pk>/calls/<str:position>{end}": [f"{runs[0]}|{called}"]
                for end in ("/", ".csv", ".xlsx", ".json")
            },
            "match/<str:pk>/done/<int:number>/": [f"{runs[0]}|{decided}"],
            "match/<str:pk>/check/<str:name>": [f"{runs[0]}|{name}" for name in FILES],
            "bulk/": ["position.verify", "position.close", "round.add"],
            "bulk/done/": ["1", "1|csv"],
            "lists/": ["workers"],
            "lists/filters/": ["NONE00000000"],
            "imports/": list(Import.objects.values_list("pk", flat=True)) or ["NONE00000000"],
            "imports/jobs/": ["NONE00000000"],
            "imports/templates/": ["workers"],
            "audit/": [
                str(number)
                for number in Entry.objects.filter(region__in=["640402", "621102"])
                .order_by("-number")
                .values_list("number", flat=True)[:3]
            ],
            "tasks/undo/": ["1"],
            "bulletin/": ["2018-spring", "2019-spring"],
            "news/": ["2018-spring", "2019-spring"],
            "figures/": ["intents_on_site", "resident_population", "departed", "helped_paired_province"],
            "evidence/": [f"fairs.intent|{Intent.objects.values_list('pk', flat=True)[0]}"],
            "e/roster/": ["2019-02", "2019-03"],
            "reports/": ["2019-03", "2019Q1"],
            "about/": ["help", "privacy", "a11y"],
            "do/": sorted(FORMS),
        }
    )
    return objects, canaries, may_open


@pytest.mark.parametrize("logins", [LOGINS[::2], LOGINS[1::2]], ids=["one half", "the other"])
def test_the_walk_finds_no_leak_and_no_wrong_denial(logins: list[str], scene) -> None:  # type: ignore[no-untyped-def]
    objects, canaries, may_open = scene
    found = walk(logins, addresses(objects), canaries, may_open)
    assert found.requests > 1000
    assert not found.broken and not found.leaks and not found.denied, (found.broken, found.leaks[:9], found.denied[:9])


def everything(self: QuerySet, desk: Desk) -> QuerySet:  # type: ignore[type-arg]
    return self.all()


LEAKS = {
    "the roll forgets its scope": (WorkerQuerySet, ["stranger", "mawei", "hr"]),
    "the employer base forgets its scope": (EmployerQuerySet, ["stranger", "yuanzhou"]),
    "the log forgets its scope": (EntryQuerySet, ["stranger"]),
    "joint rows forget their scope": (JointQuerySet, ["stranger"]),
    "fairs forget their scope": (FairQuerySet, ["stranger"]),
    "dispatches forget their scope": (DispatchQuerySet, ["stranger", "village"]),
    "runs forget their scope": (RunQuerySet, ["stranger"]),
    "ways forget their scope": (TransferQuerySet, ["stranger", "village"]),
    "groups forget their scope": (FormedGroupQuerySet, ["stranger"]),
    "departures forget their scope": (DepartureQuerySet, ["stranger"]),
    "spells forget their scope": (PlacementQuerySet, ["stranger"]),
    "claims forget their scope": (ClaimQuerySet, ["stranger", "sanying"]),
}


def strict(scene) -> tuple[dict[str, list[str]], list[Canary], dict[str, frozenset[str]]]:  # type: ignore[no-untyped-def]
    """The scene without the pages that are there for everybody, and with canaries for what strangers never see."""
    objects, canaries, may_open = scene
    strangers_see_nothing = [
        Canary("fair", Fair.objects.get().name, frozenset(LOGINS) - {"stranger", "nobody"}),
        Canary("dispatch", DISPATCH, frozenset(LOGINS) - {"stranger", "village", "nobody"}),
        Canary("meeting", "座谈会", frozenset(LOGINS) - {"stranger"}),
        Canary("log of Yuanzhou", "yuanzhou", frozenset(LOGINS) - {"stranger"}),
    ]
    filled = {
        p: urls
        for p, urls in addresses(objects).items()
        if p not in {"tour/", "article/", ""} and not p.startswith(("news", "login", "demo"))
    }
    return filled, canaries + strangers_see_nothing, may_open


def test_without_a_planted_leak_the_strict_walk_is_clean(scene) -> None:  # type: ignore[no-untyped-def]
    logins = sorted({login for _queryset, logins in LEAKS.values() for login in logins})
    assert not walk(logins, *strict(scene)).leaks


@pytest.mark.parametrize("planted", LEAKS)
def test_the_walker_finds_a_planted_leak(planted: str, scene, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    queryset, logins = LEAKS[planted]
    monkeypatch.setattr(queryset, "visible_to", everything)
    assert walk(logins, *strict(scene), until_leak=True).leaks


def test_the_walker_finds_a_page_that_forgets_the_log_in(scene, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    objects, canaries, may_open = scene
    user = User.objects.get(login="yuanzhou")
    monkeypatch.setattr("shanhai.web.kit.middleware._desk", lambda request, at: _desk(user))
    filled = {p: urls for p, urls in addresses(objects).items() if p.startswith("workers")}
    assert walk(["nobody"], filled, canaries, may_open).leaks


def _desk(user: User) -> Desk:
    from shanhai.apps.accounts.facts import desk_of

    return desk_of(user, on=TODAY)


def test_the_walker_finds_a_role_with_a_power_too_many(scene, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    objects = scene[0]
    may = Desk.may
    monkeypatch.setattr(Desk, "may", lambda self, power: True if power == Power.READ_LOG else may(self, power))
    log = [Canary("log", "worker.enrol", frozenset(LOGINS) - {"hr"})]
    filled = {p: urls for p, urls in addresses(objects).items() if p.startswith("audit")}
    opened = {urls[0]: frozenset(LOGINS) - {"hr"} for urls in filled.values()}
    assert walk(["hr"], filled, log, opened).leaks


@pytest.mark.parametrize("login", ["stranger", "leader", "hr"])
def test_no_button_anywhere_writes_for_a_seat_that_may_not(login: str, scene) -> None:  # type: ignore[no-untyped-def]
    objects, _canaries, _may_open = scene
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(login=login))
    before = Entry.objects.count()
    intent = Intent.objects.values_list("pk", flat=True)[0]
    verbs = ["tap", "verify", "freeze", f"withdraw:{intent}"]
    for pattern, urls in addresses(objects).items():
        if pattern in {"language/", "logout/", "login/", "demo/login/"} or (
            login == "stranger" and pattern.startswith(("workers/", "employers/", "positions/"))
        ):
            continue
        for url in urls:
            for verb in verbs:
                status = client.post(url, {"verb": verb, "purpose": "核对证件", "number": "x"}).status_code
                assert status < 500, (url, verb, status)
    written = Entry.objects.exclude(action="export").count()
    assert written == before, list(Entry.objects.order_by("-number").values_list("action", "login")[:5])
