"""核定: what the papers give, claim by claim in the order of their turns; corrected by another decision, recovered by a negative one."""

from datetime import datetime

from django.db.models import Q

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.subsidies.actions.deciding import effective, standing_of, take_on, total, write
from shanhai.apps.subsidies.actions.refusals import turn_down
from shanhai.apps.subsidies.facts.folding import RULES, Judged, Standing, read
from shanhai.apps.subsidies.facts.known import asked
from shanhai.apps.subsidies.facts.packs import pack_of
from shanhai.apps.subsidies.models import CLAIM_LIFE, Claim, Decision
from shanhai.apps.subsidies.models.claims import IN_QUEUE
from shanhai.core.desk import Actor, Power
from shanhai.core.policy.claims import checked
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal

PARTIES = ("worker", "household", "employer", "referrer", "agency", "broker", "station")


@settled
def decide(*, claim: Claim, by: Actor, at: datetime) -> Claim:
    """Decide one claim: granted, refused by a clause, or asked for a paper. The amount is the engine's; nobody types one.

    Refuses claim.earlier_first while an earlier one that shares a person or a budget is undecided, claim.same_hand (registered by oneself),
    and what the engine finds wrong with the facts. Twice is once.
    """
    _may(claim, by)
    if Decision.objects.filter(claim=claim, kind="decide").exists() and claim.state not in {"reviewed"}:
        return claim
    return _decide(claim, standing_of(claim.pack), by, at)


def decide_queue(*, pack: str, issuer: str, by: Actor, at: datetime) -> list[Claim]:
    """Decide every reviewed claim of a pack in the order of their turns, up to the first that is not yet reviewed or was registered by oneself."""
    by.require(Power.DECIDE, owners=frozenset({issuer}))
    done: list[Claim] = []
    standing = standing_of(pack)
    with writing("claim.decide_queue", by=by, at=at):
        for claim in Claim.objects.filter(pack=pack, issuer=issuer, state="reviewed").in_order():
            if by.login in {claim.drawn_up_by, claim.accepted_by} or _earlier(claim, effective(claim, at=at)):
                break
            done.append(_decide(claim, standing, by, at))
    return done


def _may(claim: Claim, by: Actor) -> None:
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id}))
    if by.login in {claim.drawn_up_by, claim.accepted_by}:
        raise Refusal("claim.same_hand", by=by.name)


def _decide(claim: Claim, standing: Standing, by: Actor, at: datetime) -> Claim:
    state = CLAIM_LIFE.after(claim.state, "decide")
    pack = effective(claim, at=at)
    first = _earlier(claim, pack)
    if first is not None:
        raise Refusal("claim.earlier_first", number=first.number)
    one = checked(asked(claim, pack, at=at), pack.facts)
    known = Decision.objects.filter(claim=claim).order_by("-place").select_related("policy").first()
    if known is not None:
        standing.drop(read(known.stated, pack_of(known.policy)).number)
    judged = standing.judge(pack, one)
    with writing("claim.decide", by=by, at=at, about=claim) as pen:
        if judged.verdict.outcome == "asks":
            return _ask(pen, claim, judged)
        kind, amount = ("adjust", judged.verdict.amount - total(claim)) if known else ("decide", judged.verdict.amount)
        write(
            pen, claim, one, pack, kind=kind, amount=amount, outcome=judged.verdict.outcome, judged=judged, corrects=known,
            known_at=at, by=by, at=at,
        )  # fmt: skip
        standing.keep(one)
        pen.change(claim, state=state, amount=judged.verdict.amount)
        if judged.verdict.outcome == "refused":
            return _refused(pen, claim, judged, by, at)
        return _held(pen, claim, at)


def _ask(pen: Pen, claim: Claim, judged: Judged) -> Claim:
    missing = dict.fromkeys(paper for one in judged.told.reasons for paper in one.asks or (one.say,) if paper)
    return pen.change(claim, state=CLAIM_LIFE.after(claim.state, "ask"), asked="、".join(missing)[:200] or "—")


def _refused(pen: Pen, claim: Claim, judged: Judged, by: Actor, at: datetime) -> Claim:
    """Every failing line is named, and what would change the first that can be changed."""
    told = judged.told.reasons
    why = "；".join(f"不符合：{one.say}" if one.say else RULES.get(one.id, one.id) for one in told)
    remedy = next((one.remedy for one in told if one.remedy), "")
    return turn_down(
        pen, claim, why=why, ref="、".join(dict.fromkeys(one.ref for one in told)), remedy=remedy, by=by, at=at
    )


def _held(pen: Pen, claim: Claim, at: datetime) -> Claim:
    if not claim.amount or not take_on(pen, claim, at=at):
        return pen.change(claim, state=CLAIM_LIFE.after(claim.state, "wait"))
    return claim


def _earlier(claim: Claim, pack: Pack) -> Claim | None:
    """An earlier claim of the queue that shares a person, a firm or a budget and is not decided."""
    shared = Q()
    for role in PARTIES:
        key = getattr(claim, f"{role}_id")
        if key:
            shared |= Q(**{role: key})
    budgets = {
        name
        for rule in pack.across
        if rule.kind == "budget" and claim.subsidy in rule.subsidies
        for name in rule.subsidies
    }
    shared |= Q(subsidy__in=budgets)
    earlier = Claim.objects.filter(shared, pack=claim.pack, state__in=IN_QUEUE, turn__lt=claim.turn or 0)
    return earlier.in_order().first()


@settled
def resume(*, claim: Claim, by: Actor, at: datetime) -> Claim:
    """There is money again: what waits is held, earlier turns first. Refuses fund.still_short, claim.earlier_first."""
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id}))
    if claim.state == "decided":
        return claim
    state = CLAIM_LIFE.after(claim.state, "resume")
    first = (
        Claim.objects.filter(pack=claim.pack, state="waits", turn__lt=claim.turn or 0)
        .exclude(amount=0)
        .in_order()
        .first()
    )
    if first is not None:
        raise Refusal("claim.earlier_first", number=first.number)
    if not claim.amount:
        adjust(claim=claim, by=by, at=at)
    with writing("claim.resume", by=by, at=at, about=claim) as pen:
        if not claim.amount or not take_on(pen, claim, at=at):
            raise Refusal("fund.still_short", number=claim.number)
        return pen.change(claim, state=state)


@settled
def adjust(*, claim: Claim, by: Actor, at: datetime) -> Decision | None:
    """Decide again by what is known and in force now, and add the difference as a decision of its own; nothing to add: None.

    What was paid is not rewritten: more is held and paid in another batch, less is noted and recovered only by an act of its own.
    """
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id}))
    last = (
        Decision.objects.filter(claim=claim).exclude(kind="recover").order_by("-place").select_related("policy").first()
    )
    if last is None or last.kind == "cancel":
        raise Refusal("decision.none")
    pack = effective(claim, at=at)
    one = checked(asked(claim, pack, at=at), pack.facts)
    standing = standing_of(claim.pack)
    standing.drop(one.number)
    judged = standing.judge(pack, one)
    difference = judged.verdict.amount - total(claim)
    if difference == 0 and judged.verdict.outcome == last.outcome:
        return None
    with writing("claim.adjust", by=by, at=at, about=claim) as pen:
        row = write(
            pen, claim, one, pack, kind="adjust", amount=difference, outcome=judged.verdict.outcome, judged=judged, corrects=last,
            known_at=at, by=by, at=at,
        )  # fmt: skip
        pen.change(claim, amount=total(claim))
        if difference > 0 and claim.state != "waits":
            take_on(pen, claim, at=at)
        return row


@settled
def recover(*, claim: Claim, rule: str, by: Actor, at: datetime) -> Decision:
    """追回: money comes back by a rule of the paper, as a negative decision over what was paid. The same rule again is once.

    Refuses decision.no_rule, decision.same_hand (who decided it), lifecycle.not_allowed before anything was paid.
    """
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id}))
    last = (
        Decision.objects.filter(claim=claim).exclude(kind="recover").order_by("-place").select_related("policy").first()
    )
    if last is None:
        raise Refusal("decision.none")
    pack = pack_of(last.policy)
    found = next((one for one in pack.subsidy(claim.subsidy).recover if one.id == rule), None)
    if found is None:
        raise Refusal("decision.no_rule", rule=rule)
    known = Decision.objects.filter(claim=claim, kind="recover").first()
    if known is not None:
        return known
    state = CLAIM_LIFE.after(claim.state, "recover")
    if last.login == by.login:
        raise Refusal("claim.same_hand", by=by.name)
    paid = sum(claim.payments.filter(state="paid").values_list("amount", flat=True))
    with writing("claim.recover", by=by, at=at, about=claim) as pen:
        context = {"rule": rule, "say": found.say, "ref": found.ref, "of": paid, "share": found.basis_points}
        row = write(
            pen, claim, read(last.stated, pack), pack, kind="recover", amount=-(paid * found.basis_points // 10_000), outcome="refused",
            context=context, corrects=last, known_at=at, by=by, at=at,
        )  # fmt: skip
        pen.change(claim, state=state, amount=total(claim))
        return row
