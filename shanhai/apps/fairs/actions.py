"""The delegation at the fair: plan, travel, open with a snapshot of seats, count, answer, take intents, take them back, close."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.facts import must_be_clear
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.fairs.models import (
    DELEGATION_LIFE,
    AgreedAnswer,
    Booth,
    Delegation,
    Enquiry,
    Fair,
    Intent,
    Question,
    SeatOffer,
)
from shanhai.apps.outreach.models import Trip
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.workers.actions import consent, withdraw_consent
from shanhai.apps.workers.facts import WORKING_AGE
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def _ours(by: Actor, delegation: Delegation, power: Power = Power.RUN_FAIR) -> None:
    by.require(power, owners=delegation.pairing.owners)


@settled
def plan(
    *,
    pairing: Pairing,
    name: str,
    organiser: str,
    organiser_region: Region,
    held_on: date,
    place: str,
    leader: str,
    trip: Trip | None,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Plan our delegation to a fair, which may be a third party's."""
    by.require(Power.RUN_FAIR, owners=pairing.owners)
    with writing("fair.plan", by=by, at=at) as pen:
        fair = Fair.objects.filter(name=name, held_on=held_on).first() or pen.add(
            Fair(
                name=name,
                organiser=organiser,
                organiser_region=organiser_region,
                held_on=held_on,
                place=place,
            )
        )
        known = Delegation.objects.filter(fair=fair, pairing=pairing).first()
        return known or pen.add(Delegation(fair=fair, pairing=pairing, trip=trip, leader=leader))


@settled
def bring(*, delegation: Delegation, employer: Employer, present: bool, by: Actor, at: datetime) -> Booth:
    """Add a listed employer, present or represented. Refuses `booth.not_listed`, `employer.in_arrears`, and `booth.untrusted` to travel below A."""
    _ours(by, delegation)
    if employer.listed_on is None:
        raise Refusal("booth.not_listed", name=employer.name)
    must_be_clear(employer, on=at.date())
    newest = employer.grades.order_by("-year").first()
    if present and (newest is None or newest.grade != "A"):
        raise Refusal("booth.untrusted", name=employer.name)
    with writing("fair.bring", by=by, at=at, about=delegation) as pen:
        known = Booth.objects.filter(delegation=delegation, employer=employer).first()
        if known is not None:
            return pen.change(known, present=present)
        return pen.add(Booth(delegation=delegation, employer=employer, present=present))


def bring_rest(*, delegation: Delegation, by: Actor, at: datetime) -> list[Booth]:
    """Represent, in one act, every listed employer of one's own region that is not brought yet and on no wage-arrears list."""
    _ours(by, delegation)
    rest = Employer.objects.listed().clear(on=at.date()).filter(region=by.region).exclude(booths__delegation=delegation)
    with writing("fair.bring", by=by, at=at, about=delegation) as pen:
        return pen.add_all(Booth(delegation=delegation, employer=employer) for employer in rest)


def join_trip(*, delegation: Delegation, trip: Trip, by: Actor, at: datetime) -> Delegation:
    """Name the journey the delegation came by, once it is known. Refuses `fair.other_trip` of another pairing."""
    _ours(by, delegation)
    if trip.pairing_id != delegation.pairing_id:
        raise Refusal("fair.other_trip")
    with writing("fair.join_trip", by=by, at=at, about=delegation) as pen:
        return pen.change(delegation, trip=trip)


def open_delegation(*, delegation: Delegation, by: Actor, at: datetime) -> Delegation:
    """Open our stand: take the snapshot of seats of every position that the employers brought may offer that day."""
    _ours(by, delegation)
    state = DELEGATION_LIFE.after(delegation.state, "open")
    if at.date() < delegation.fair.held_on:
        raise Refusal("fair.too_early", held_on=delegation.fair.held_on)
    positions = Position.objects.offered(on=delegation.fair.held_on).filter(employer__booths__delegation=delegation)
    with writing("fair.open", by=by, at=at, about=delegation) as pen:
        pen.add_all(SeatOffer(delegation=delegation, position=p, seats=p.seats) for p in positions.order_by("id"))
        return pen.change(delegation, state=state, opened_at=at)


def close_delegation(*, delegation: Delegation, by: Actor, at: datetime) -> Delegation:
    """Close our stand; counting ends, intents can still be withdrawn."""
    _ours(by, delegation)
    state = DELEGATION_LIFE.after(delegation.state, "close")
    with writing("fair.close", by=by, at=at, about=delegation) as pen:
        return pen.change(delegation, state=state, closed_at=at)


def _must_be_open(delegation: Delegation) -> None:
    if delegation.state != "open":
        raise Refusal("fair.not_open", state=delegation.state)


@settled
def tap(*, delegation: Delegation, device: str, by: Actor, at: datetime) -> Enquiry:
    """Count one enquiry at a booth. The same device at the same instant is the same tap."""
    _ours(by, delegation)
    _must_be_open(delegation)
    known = Enquiry.objects.filter(delegation=delegation, device=device, at=at).first()
    if known is not None:
        return known
    with writing("enquiry.tap", by=by, at=at, about=delegation) as pen:
        return pen.add(Enquiry(delegation=delegation, source="tap", device=device, at=at))


@settled
def tally(
    *,
    delegation: Delegation,
    sheet: str,
    times: int,
    counted_at: datetime,
    by: Actor,
    at: datetime,
) -> Enquiry:
    """Enter a paper tally sheet by its name; the same sheet again changes nothing, another count of it is refused."""
    _ours(by, delegation)
    known = Enquiry.objects.filter(delegation=delegation, source="paper", device=sheet).first()
    if known is not None:
        if known.times != times:
            raise Refusal("enquiry.tally_differs", sheet=sheet, standing=known.times, given=times)
        return known
    if not 1 <= times <= 500:
        raise Refusal("enquiry.tally", times=times)
    with writing("enquiry.tally", by=by, at=at, about=delegation) as pen:
        return pen.add(Enquiry(delegation=delegation, source="paper", device=sheet, times=times, at=counted_at))


def untap(*, enquiry: Enquiry, by: Actor, at: datetime) -> Enquiry:
    """Take back a tap made by mistake; it stays, voided."""
    _ours(by, enquiry.delegation)
    if enquiry.void_at is not None:
        return enquiry
    with writing("enquiry.void", by=by, at=at, about=enquiry) as pen:
        return pen.change(enquiry, void_at=at)


@settled
def word_answer(*, pairing: Pairing, topic: str, question: str, answer: str, by: Actor, at: datetime) -> AgreedAnswer:
    """Propose a wording 答疑口径; a changed wording needs both sides' agreement again."""
    by.require(Power.WRITE_PARTNERSHIP, owners=pairing.owners)
    with writing("answer.word", by=by, at=at) as pen:
        known = AgreedAnswer.objects.filter(pairing=pairing, question=question).first()
        if known is None:
            known = pen.add(AgreedAnswer(pairing=pairing, topic=topic, question=question, answer=answer))
        elif known.answer != answer:
            pen.change(known, answer=answer, sending_agreed_at=None, receiving_agreed_at=None)
        return agree_answer(answer=known, by=by, at=at)


def agree_answer(*, answer: AgreedAnswer, by: Actor, at: datetime) -> AgreedAnswer:
    """Agree to a wording for the acting side."""
    by.require(Power.WRITE_PARTNERSHIP, owners=answer.pairing.owners)
    side = "sending_agreed_at" if by.region == answer.pairing.sending_id else "receiving_agreed_at"
    if getattr(answer, side):
        return answer
    with writing("answer.agree", by=by, at=at, about=answer) as pen:
        return pen.change(answer, **{side: at})


def ask(
    *,
    delegation: Delegation,
    topic: str,
    text: str,
    answer: AgreedAnswer | None,
    call_back_on: date | None,
    worker: Worker | None = None,
    by: Actor,
    at: datetime,
) -> Question:
    """Note a question. It is answered with an agreed wording, or has a day to call back: else `question.open_ended`."""
    _ours(by, delegation)
    if answer is None and call_back_on is None:
        raise Refusal("question.open_ended")
    if answer is not None and not answer.agreed:
        raise Refusal("question.not_agreed", question=answer.question)
    with writing("question.ask", by=by, at=at, about=delegation) as pen:
        return pen.add(
            Question(
                delegation=delegation,
                topic=topic,
                text=text,
                asked_at=at,
                answer=answer,
                worker=worker,
                call_back_on=call_back_on,
            )
        )


def call_back(*, question: Question, outcome: str, by: Actor, at: datetime) -> Question:
    """Record that the person was called back and what came of it."""
    _ours(by, question.delegation)
    if not outcome.strip():
        raise Refusal("question.outcome")
    with writing("question.call_back", by=by, at=at, about=question) as pen:
        return pen.change(question, called_at=at, outcome=outcome)


@settled
def take_intent(
    *,
    delegation: Delegation,
    worker: Worker,
    position: Position,
    source: str,
    device: str = "",
    by: Actor,
    at: datetime,
) -> Intent:
    """A person agrees to go to one position. Refuses under 16 (禁止使用童工规定 §2), positions not offered, closed stands.

    Joint consent to be known to the employer and the receiving office is part of the act. The same person and position twice is once.
    """
    _ours(by, delegation, Power.TAKE_INTENT)
    _must_be_open(delegation)
    if worker.region_id != delegation.pairing.sending_id:
        raise Refusal("intent.other_region")
    if worker.age(at.date()) < WORKING_AGE:
        raise Refusal("intent.under_age", age=worker.age(at.date()), least=WORKING_AGE)
    if not SeatOffer.objects.filter(delegation=delegation, position=position).exists():
        raise Refusal("intent.not_offered", title=position.title)
    standing = Intent.objects.filter(delegation=delegation, worker=worker, position=position, withdrawn_at=None).first()
    if standing is not None:
        return standing
    with writing("intent.take", by=by, at=at, about=worker) as pen:
        intent = pen.add(
            Intent(
                delegation=delegation,
                worker=worker,
                position=position,
                source=source,
                device=device,
                taken_at=at,
            )
        )
        consent(worker=worker, purpose="intent", recipients=_recipients(intent), by=by, at=at)
        return intent


def withdraw(*, intent: Intent, why: str, by: Actor, at: datetime) -> Intent:
    """Take an intent back, from now on; consent ends with the last intent that needs it. Withdrawing twice is withdrawing once."""
    _ours(by, intent.delegation, Power.TAKE_INTENT)
    if intent.withdrawn_at is not None:
        return intent
    with writing("intent.withdraw", by=by, at=at, about=intent) as pen:
        pen.change(intent, withdrawn_at=at, withdrawn_why=why)
        others = Intent.objects.filter(worker=intent.worker, withdrawn_at=None).select_related(
            "position__employer", "delegation__pairing"
        )
        needed = {code for other in others for code in _recipients(other)}
        gone = _recipients(intent) - needed
        withdraw_consent(worker=intent.worker, purpose="intent", recipients=gone, by=by, at=at)
    return intent


def _recipients(intent: Intent) -> set[str]:
    return {intent.position.employer.credit_code, intent.delegation.pairing.receiving_id}
