"""补贴申领: one claim of one subsidy of one pack, its papers, who looked at it, and the key that stops a second one of the same kind."""

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer
from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.placements.models import Placement
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.workers.models import Household, Worker
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle
from shanhai.core.vault import unseal

CLAIM_LIFE = LifeCycle(
    start="drawn_up",
    moves={
        "accept": (("drawn_up", "asks"), "accepted"),
        "ask": (("accepted", "reviewed"), "asks"),
        "pass": (("accepted",), "reviewed"),
        "decide": (("reviewed",), "decided"),
        "wait": (("decided",), "waits"),
        "resume": (("waits",), "decided"),
        "publish": (("decided",), "published"),
        "end_notice": (("published",), "heard"),
        "approve": (("decided", "heard"), "approved"),
        "batch": (("approved",), "batched"),
        "unbatch": (("batched",), "approved"),
        "pay": (("batched",), "paid"),
        "recover": (("paid",), "recovering"),
        "give_back": (("recovering",), "recovered"),
        "refuse": (("accepted", "asks", "reviewed", "waits", "decided", "published", "heard", "approved"), "refused"),
        "withdraw": (("drawn_up", "accepted", "asks", "reviewed"), "withdrawn"),
        "appeal": (("refused",), "appealed"),
        "reopen": (("appealed",), "asks"),
        "stand": (("appealed",), "closed"),
    },
)
OPEN = ("drawn_up", "accepted", "asks", "reviewed", "waits", "decided", "published", "heard", "approved", "batched")
IN_QUEUE = ("accepted", "reviewed")
DECLARATION = "declaration"  # 本人声明: a paper every pack takes, what the person says and nobody else knows
PAYABLE = ("approved", "batched", "paid", "recovering", "recovered")
PAYS = ("worker", "household", "employer", "referrer", "agency", "broker", "station", "provider")
OUTSIDERS = frozenset({Role.EMPLOYER, Role.AGENCY, Role.BROKER, Role.STATION})


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Words for asking after claims."""

    def visible_to(self, desk: Desk) -> "ClaimQuerySet":
        """Of papers of one's own government, or about one's own people; below the county one's own people; organisations what they are paid."""
        if not desk.may(Power.READ_CLAIMS):
            return self.none()
        if desk.role in {Role.TOWNSHIP, Role.VILLAGE}:
            return self.filter(home=desk.actor.region, unit__startswith=desk.unit) if desk.unit else self.none()
        if desk.role in OUTSIDERS:
            return self.filter(payee_code__in=desk.organisations)
        if desk.role == Role.FINANCE:
            return self.filter(issuer=desk.actor.region, state__in=PAYABLE)
        return self.filter(Q(issuer__in=desk.regions) | Q(home__in=desk.regions))

    def in_order(self) -> "ClaimQuerySet":
        """As accepted: the order in which ceilings and budgets are used up."""
        return self.order_by("turn")


class Claim(Record):
    """One claim. Whoever it is about is named by row; the account to be paid to is sealed, and compared through a keyed index.

    `home` and `unit` are where the person lives, repeated so that a seat's part of all claims is one question. `amount` (fen) repeats the sum
    of the decisions, `reserved` (fen) what the funds hold for it.
    """

    PRIVATE = frozenset({"account_sealed", "account_index", "phone_index"})

    number = models.CharField(max_length=20, unique=True)
    pack = models.CharField(max_length=40)
    subsidy = models.CharField(max_length=40)
    label = models.CharField(max_length=60, help_text="what the pack calls it")
    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="claims")
    home = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="claims_from")
    unit = models.CharField(max_length=12, blank=True, db_index=True)
    pairing = models.ForeignKey(Pairing, null=True, on_delete=models.PROTECT, related_name="claims")
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="claims")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="claims")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.PROTECT, related_name="claims")
    employer = models.ForeignKey(Employer, null=True, on_delete=models.PROTECT, related_name="claims")
    referrer = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="claims_as_referrer")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="claims")
    broker = models.ForeignKey(Broker, null=True, on_delete=models.PROTECT, related_name="claims")
    station = models.ForeignKey(Workstation, null=True, on_delete=models.PROTECT, related_name="claims")
    pays = models.CharField(max_length=10, choices=[(p, p) for p in PAYS])
    payee_code = models.CharField(max_length=18, blank=True, db_index=True, help_text="of an organisation that is paid")
    payee_name = models.CharField(max_length=60)
    bank = models.CharField(max_length=40, blank=True)
    account_sealed = models.BinaryField(null=True)
    account_index = models.CharField(max_length=32, blank=True, db_index=True)
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)
    mode = models.CharField(max_length=8, choices=[(m, m) for m in ("claimed", "derived")])
    state = models.CharField(max_length=12, default=CLAIM_LIFE.start)
    level = models.PositiveSmallIntegerField(default=0, help_text="how many levels have looked")
    drawn_up_by = models.CharField(max_length=40)
    drawn_up_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, help_text="its place in the queue; anew when papers came later")
    accepted_by = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(null=True, help_text="its number in the pack's queue, given on acceptance")
    asked = models.CharField(max_length=200, blank=True, help_text="what is still missing, in words")
    refused_why = models.CharField(max_length=200, blank=True)
    refused_ref = models.CharField(max_length=60, blank=True, help_text="the clause")
    remedy = models.CharField(max_length=200, blank=True, help_text="what would change it")
    appeal = models.CharField(max_length=200, blank=True, help_text="what the person says against the refusal")
    called_on = models.DateField(null=True, help_text="the call that asked the person")
    called_by = models.CharField(max_length=40, blank=True)
    amount = models.BigIntegerField(null=True)
    reserved = models.BigIntegerField(default=0)
    publicity = models.ForeignKey("subsidies.Publicity", null=True, on_delete=models.PROTECT, related_name="claims")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-drawn_up_at", "number")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CLAIM_LIFE.states), name="claim_state_known"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="reserved_not_negative"),
            models.UniqueConstraint(fields=["pack", "turn"], name="one_claim_a_turn"),
        ]
        indexes = [
            models.Index(fields=["issuer", "state"], name="claims_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    def account(self) -> str:
        """Open the account; for the bank file, and logged by whoever does."""
        if not self.account_sealed:
            return ""
        return unseal(keyring(), bytes(self.account_sealed), table="subsidies.claim", column="account", row=self.pk)

    @property
    def person(self) -> Worker | None:
        """Whom it is about, where it is about one person."""
        return self.referrer if self.pays == "referrer" else self.worker


class Claimed(Record):
    """一人一种一期: a keyed index of (person, kind, period) that both governments share. Whoever comes second is stopped by the unique row."""

    PRIVATE = frozenset({"key"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="claimed")
    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=10)

    class Meta:
        ordering = ("period",)
        verbose_name_plural = "claimed"

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"


class OfClaimQuerySet[P: models.Model](models.QuerySet[P]):
    """Rows about one claim."""

    def visible_to(self, desk: Desk) -> "OfClaimQuerySet[P]":
        """With the claim."""
        return self.filter(claim__in=Claim.objects.visible_to(desk))


class Evidence(Record):
    """申请材料: one paper of a claim by the pack's code, what facts it states, and the digest of its file where there is one."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40, help_text="a code of the pack's documents")
    number = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True, help_text="the day on the paper")
    facts = models.JSONField(default=dict, blank=True, help_text="what it states, by the names of the fact catalogue")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file")
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    objects = OfClaimQuerySet["Evidence"].as_manager()

    class Meta:
        ordering = ("noted_at",)
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["claim", "kind", "number"], name="paper_once_a_claim")]

    def __str__(self) -> str:
        return self.kind


class Review(Record):
    """审核: one level looked at a claim: passed it on, asked for something, or refused it by a clause."""

    LEVELS = ("village", "township", "county", "receiving")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    level = models.CharField(max_length=10, choices=[(one, one) for one in LEVELS])
    outcome = models.CharField(max_length=8, choices=[(o, o) for o in ("passed", "asked", "refused")])
    note = models.CharField(max_length=200, blank=True)
    login = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = OfClaimQuerySet["Review"].as_manager()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.level} {self.outcome}"
