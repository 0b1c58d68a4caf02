"""Who is acting and what may be seen from where they sit: frozen values, default-deny.

An `Actor` is the person an act is recorded under. A `Desk` is the actor together with the regions, pairings and organisations whose
rows may be read from that seat on a given day. A role that `POWERS` does not name may do nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shanhai.core.refusal import Refusal


class Role(StrEnum):
    """The seats of mission §2; one account has one of them. An escort and a worker have a link and no account."""

    OFFICER = "officer"
    CITY = "city"
    TOWNSHIP = "township"
    VILLAGE = "village"
    STATION = "station"
    ESCORT = "escort"
    WORKER = "worker"
    EMPLOYER = "employer"
    AGENCY = "agency"
    BROKER = "broker"
    BOOTH = "booth"
    FINANCE = "finance"
    AUDITOR = "auditor"
    LEADER = "leader"
    SYSADMIN = "sysadmin"
    SECADMIN = "secadmin"
    AUDITADMIN = "auditadmin"


class Power(StrEnum):
    """One thing a seat may do; scope (which rows) is asked separately."""

    READ_WORKERS = "read_workers"
    WRITE_WORKERS = "write_workers"
    REVEAL = "reveal"
    ADJUDICATE = "adjudicate"
    READ_EMPLOYERS = "read_employers"
    WRITE_EMPLOYERS = "write_employers"
    READ_FAIRS = "read_fairs"
    RUN_FAIR = "run_fair"
    TAKE_INTENT = "take_intent"
    READ_PARTNERSHIP = "read_partnership"
    WRITE_PARTNERSHIP = "write_partnership"
    READ_FIGURES = "read_figures"
    WRITE_STATISTICS = "write_statistics"
    EDIT_BULLETIN = "edit_bulletin"
    READ_LOG = "read_log"
    IMPORT = "import"
    READ_MATCHES = "read_matches"
    CALL = "call"
    RUN_MATCH = "run_match"
    READ_TRANSFERS = "read_transfers"
    RUN_TRANSFER = "run_transfer"
    BOARD = "board"
    RECEIVE = "receive"
    READ_ROSTERS = "read_rosters"
    CONFIRM_ROSTER = "confirm_roster"
    FOLLOW_UP = "follow_up"
    READ_STAYING = "read_staying"
    OWN_STAFF = "own_staff"
    READ_CLAIMS = "read_claims"
    DRAW_UP = "draw_up"
    REVIEW = "review"
    DECIDE = "decide"
    APPROVE = "approve"
    READ_FUNDS = "read_funds"
    PAY = "pay"
    WRITE_POLICY = "write_policy"
    COMPARE = "compare"
    SAMPLE = "sample"
    SPEAK = "speak"
    READ_SYSTEM = "read_system"


P = Power
_LOOK = frozenset({P.READ_EMPLOYERS, P.READ_FAIRS, P.READ_PARTNERSHIP, P.READ_FIGURES})
_PEOPLE = _LOOK | {P.READ_WORKERS, P.READ_TRANSFERS, P.READ_ROSTERS}

POWERS: Mapping[Role, frozenset[Power]] = {
    Role.OFFICER: frozenset(Power) - {P.READ_SYSTEM, P.OWN_STAFF, P.PAY, P.SAMPLE, P.SPEAK},
    Role.CITY: _PEOPLE | {P.READ_LOG, P.READ_MATCHES, P.READ_STAYING, P.READ_CLAIMS, P.READ_FUNDS},
    Role.TOWNSHIP: (_PEOPLE - {P.READ_ROSTERS})
    | {P.WRITE_WORKERS, P.REVEAL, P.ADJUDICATE, P.IMPORT, P.READ_MATCHES, P.CALL, P.BOARD, P.FOLLOW_UP}
    | {P.READ_CLAIMS, P.DRAW_UP, P.REVIEW},
    Role.VILLAGE: frozenset({P.READ_WORKERS, P.WRITE_WORKERS, P.READ_EMPLOYERS, P.READ_TRANSFERS, P.FOLLOW_UP})
    | {P.READ_CLAIMS, P.DRAW_UP, P.REVIEW},
    Role.STATION: frozenset(
        {
            P.READ_WORKERS,
            P.READ_EMPLOYERS,
            P.READ_PARTNERSHIP,
            P.READ_TRANSFERS,
            P.BOARD,
            P.RECEIVE,
            P.FOLLOW_UP,
            P.READ_CLAIMS,
        }
    ),
    Role.ESCORT: frozenset({P.BOARD}),
    Role.WORKER: frozenset({P.SPEAK}),
    Role.EMPLOYER: frozenset(
        {P.READ_WORKERS, P.READ_EMPLOYERS, P.READ_TRANSFERS, P.RECEIVE, P.READ_ROSTERS, P.CONFIRM_ROSTER, P.OWN_STAFF}
    )
    | {P.READ_CLAIMS},
    Role.AGENCY: frozenset({P.READ_EMPLOYERS, P.READ_TRANSFERS, P.READ_CLAIMS}),
    Role.BROKER: frozenset({P.READ_EMPLOYERS, P.READ_TRANSFERS, P.READ_CLAIMS}),
    Role.BOOTH: frozenset({P.READ_EMPLOYERS, P.READ_FAIRS, P.RUN_FAIR, P.TAKE_INTENT}),
    Role.FINANCE: frozenset({P.READ_PARTNERSHIP, P.READ_FIGURES, P.READ_CLAIMS, P.READ_FUNDS, P.PAY}),
    Role.AUDITOR: _PEOPLE
    | {P.READ_LOG, P.REVEAL, P.READ_MATCHES, P.READ_STAYING, P.READ_CLAIMS, P.READ_FUNDS, P.SAMPLE},
    Role.LEADER: _LOOK | {P.READ_FUNDS},
    Role.SYSADMIN: frozenset({P.READ_SYSTEM}),
    Role.SECADMIN: frozenset({P.READ_SYSTEM}),
    Role.AUDITADMIN: frozenset({P.READ_SYSTEM, P.READ_LOG}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person an act is recorded under. `region` is the office's division code, `unit` its township or village."""

    login: str
    name: str
    role: Role
    region: str
    unit: str = ""

    def may(self, power: Power) -> bool:
        """Whether the seat has the power at all, wherever the row lies."""
        return power in POWERS.get(self.role, frozenset())

    def require(self, power: Power, *, owners: frozenset[str] | None = None, unit: str = "") -> None:
        """Refuse `desk.not_allowed` unless the seat has the power and, where asked, owns the row.

        `owners` are division codes that own the row; `unit` is the row's township or village, which binds seats below the county.
        """
        inside = owners is None or self.region in owners
        if not (self.may(power) and inside and unit.startswith(self.unit)):
            raise Refusal("desk.not_allowed", power=str(power), role=str(self.role))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What may be read from one seat on one day.

    `regions`: counties whose rows are the office's own (a city reads those beneath it). `senders` / `receivers`: partner counties that
    send to us / receive from us under a pairing in force. `pairings`: ids of those pairings. `organisations`: credit codes the user is
    a member of today.
    """

    actor: Actor
    today: date
    regions: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    receivers: frozenset[str] = frozenset()
    pairings: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()

    @property
    def role(self) -> Role:
        """The seat's role."""
        return self.actor.role

    @property
    def unit(self) -> str:
        """The seat's township (9 digits) or village (12 digits); empty for a county office."""
        return self.actor.unit

    def may(self, power: Power) -> bool:
        """Whether the seat has the power at all."""
        return self.actor.may(power)
