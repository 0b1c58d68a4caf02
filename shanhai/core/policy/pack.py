"""政策包: one issuing government's papers as data, read and checked: nothing in it is unnamed, undated or without a clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shanhai.core.policy.dated import Param
from shanhai.core.policy.kinds import Fact
from shanhai.core.policy.nodes import Node

UNKNOWN = "unknown"
"""What a paper's number, day or file says of itself when nobody knows it; pages show it as such."""

type Keep = Literal["already_paid", "higher", "both"]


@dataclass(frozen=True, slots=True)
class Paper:
    """政策文件. Unknown number and days are None, and shown as unknown. `file_sha256` is the digest of the scan, if there is one."""

    key: str
    title: str
    number: str | None
    issued: date | None
    in_force: date | None
    file_sha256: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a decision: what must hold, the sentence a person reads, the clause, and what could still be done (None: nothing)."""

    id: str
    test: Node
    say: str
    ref: str
    fix: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """Whom a count or ceiling is kept for: facts (parties, codes) and a span of time: lifetime, year, quarter, month, or years from a day."""

    facts: tuple[str, ...]
    span: Literal["lifetime", "year", "quarter", "month", "anniversary"]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many claims, each at most so often: `once` is a limit of one. Who was accepted first has it."""

    key: Key
    count: int
    ref: str


@dataclass(frozen=True, slots=True)
class Group:
    """A rate that depends on how many there are: `name` stands for the number in `amount`.

    `so_far`: the claim that raises the rate brings what the earlier ones still lack, so that nothing paid is touched.
    `at_close`: each has the rate of the whole group, known when the period is closed.
    """

    name: str
    key: Key
    counted: Literal["so_far", "at_close"]
    whole: bool
    """Whether `amount` is that of the whole group (a ladder), not of each head."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """So much for each month of `months`, at the rate in force in that month, for at most `first` months of `key`. A month is paid once."""

    months: str
    amount: Node
    first: Node | None
    key: Key


@dataclass(frozen=True, slots=True)
class Share:
    """A fund and its part of each sum in basis points; the last fund takes what is left. `test` says for whom it pays."""

    fund: str
    basis_points: int
    test: Node | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """追回: when money comes back, which part of it (basis points), by which clause."""

    id: str
    say: str
    ref: str
    basis_points: int


@dataclass(frozen=True, slots=True)
class Procedure:
    """Who looks before it is paid: levels in order, how long the list hangs out, a call, and how many must agree above which sum (fen)."""

    levels: tuple[str, ...]
    notice_days: int
    notice_workdays: bool
    phone_check: bool
    approvals: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Subsidy:
    """补贴项目: who may claim, who is paid, which day selects the value, what must hold, how much, how often."""

    id: str
    label: str
    ref: str
    claim: str
    pays: str
    date: str
    mode: Literal["claimed", "derived"]
    assumed: str
    """Why this area is assumed and not found in a source; empty where it was found."""
    statuses: tuple[str, ...]
    conditions: tuple[Condition, ...]
    amount: Node | None
    monthly: Monthly | None
    group: Group | None
    limits: tuple[Limit, ...]
    higher: tuple[str, ...]
    """Papers of others beside which the higher sum is kept: what they paid is taken off."""
    funds: tuple[Share, ...]
    recover: tuple[Recovery, ...]
    procedure: Procedure
    documents: tuple[str, ...]
    facts: frozenset[str]
    """Every fact its rules read."""


@dataclass(frozen=True, slots=True)
class Across:
    """A rule over several subsidies, applied in written order, claim by claim in order of acceptance.

    cap: all together at most `most` fen for a key · exclusive: one of them for a key, the first or the higher · budget: at most `most` fen in
    all; who comes when it is used up waits, gets what is left, or is refused.
    """

    id: str
    kind: Literal["cap", "exclusive", "budget"]
    subsidies: tuple[str, ...]
    key: Key
    most: Node | None
    keep: Literal["first", "higher"]
    when_short: Literal["wait", "part", "refuse"]
    fund: str
    ref: str


@dataclass(frozen=True, slots=True)
class Stacking:
    """叠加: what holds beside a paper of another government. Where nothing is said, who has already paid wins."""

    other: str
    subsidies: tuple[str, ...]
    keep: Keep
    ref: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked pack. `tree` is its canonical form; `digest` its SHA-256, the policy hash every decision names."""

    id: str
    title: str
    standing: Literal["official", "example", "illustrative"]
    issuer: str
    fund: str
    papers: Mapping[str, Paper]
    facts: Mapping[str, Fact]
    documents: Mapping[str, str]
    params: Mapping[str, Param]
    scope: Param
    subsidies: tuple[Subsidy, ...]
    across: tuple[Across, ...]
    stacking: tuple[Stacking, ...]
    tree: Mapping[str, Any]
    digest: str

    def subsidy(self, name: str) -> Subsidy:
        """One subsidy by id; KeyError for another."""
        for one in self.subsidies:
            if one.id == name:
                return one
        raise KeyError(name)

    @property
    def names(self) -> frozenset[str]:
        """The ids of its subsidies."""
        return frozenset(one.id for one in self.subsidies)

    def values_at(self, day: date) -> dict[str, Any]:
        """Every param in force on a day; those not in force are absent, so that a rule that reads them does not know."""
        found = {key: param.at(day) for key, param in {**self.params, self.scope.key: self.scope}.items()}
        return {key: one.value for key, one in found.items() if one is not None}
