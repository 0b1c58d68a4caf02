"""What a figure is: a versioned definition, the rows it counts, and a value that is nothing but their sum.

Classes: R records of persons or things · C counted events without identity · X external statistic · D derived from a record.
Invariant (a property test holds it over all figures): `value == sum(row.count for row in rows)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise

from shanhai.apps.fairs.models import Delegation
from shanhai.apps.regions.models import Pairing
from shanhai.core.ledger import digest
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal
from shanhai.core.rounding import in_wan, in_yi_yuan, show

type Class = Literal["R", "C", "X", "D"]
type Shown = Literal["exact", "about", "wan", "yi_yuan", "percent", "year"]
type Lang = Literal["zh-hans", "zh-hant", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang.__value__)
CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which pairing, and as of the end of which day.

    `season`: the days that work around a fair is counted from and to. It begins with the year of the newest fair our delegation had gone to by
    the day, so that what a spring fair brought is still there to be asked for a year later; without a fair, with the year of the day.
    """

    pairing: Pairing
    on: date
    season: tuple[date, date] = field(init=False)

    def __post_init__(self) -> None:
        gone_to = Delegation.objects.filter(pairing=self.pairing, fair__held_on__lte=self.on)
        newest = gone_to.aggregate(newest=Max("fair__held_on"))["newest"] or self.on
        object.__setattr__(self, "season", (date(newest.year, 1, 1), self.on))

    @property
    def until(self) -> datetime:
        """The last instant that counts."""
        return datetime.combine(self.on, time.max, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class Row:
    """One record behind a figure. `count` is what it adds; persons are labelled masked."""

    noun: str
    key: str
    label: str
    count: Decimal | int
    person: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic shown beside a figure: 56 − 2 − 1."""

    label: str
    count: int

    @property
    def signed(self) -> str:
        """The count as arithmetic writes it: 56, −2."""
        return str(self.count).replace("-", "−")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A definition. Any change of meaning or method is a new version with its first day."""

    id: str
    name: str | Promise
    klass: Class
    unit: str | Promise
    shown: Shown
    meaning: str | Promise
    method: str | Promise
    rows: Callable[[Scope], Sequence[Row]]
    steps: Callable[[Scope], Sequence[Step]] | None = None
    version: int = 1
    since: date = date(2018, 1, 1)
    suffix: str | Promise = ""
    reported: str = ""

    def at(self, scope: Scope) -> "Value":
        """Compute the figure from today's records."""
        return Value(figure=self, scope=scope, rows=tuple(self.rows(scope)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure at one scope, with its rows."""

    figure: Figure
    scope: Scope
    rows: tuple[Row, ...]

    @property
    def number(self) -> Decimal | int:
        """The sum of the rows; an int unless the published statistic has decimals."""
        total = sum((Decimal(row.count) for row in self.rows), Decimal(0))
        return int(total) if total == total.to_integral_value() else total.normalize()

    @property
    def missing(self) -> bool:
        """No record at all: shown as 暂无, never as 0."""
        return not self.rows

    def display(self, lang: Lang) -> str:
        """How pages write it: rounding words are generated, never typed."""
        if self.missing:
            return {"zh-hans": "暂无", "zh-hant": "暫無", "en": "none yet"}[lang]
        with translation.override(lang):
            written, suffix = _write(self.number, self.figure.shown, lang), str(self.figure.suffix)
            return f"{written} {suffix}" if suffix and lang == "en" else written + suffix

    @property
    def exact(self) -> str:
        """The value in full, as a person reads it: with commas, money in yuan, years bare."""
        if self.missing:
            return ""
        if self.figure.shown == "yi_yuan":
            return yuan(Fen(int(self.number)))
        return str(self.number) if self.figure.shown == "year" else f"{self.number:,}"

    @property
    def digest(self) -> str:
        """Binds definition, scope, value and the rows behind it."""
        rows = sorted((r.noun, r.key, str(r.count)) for r in self.rows)
        return digest(
            [self.figure.id, self.figure.version, self.scope.pairing.id, self.scope.on, str(self.number), rows]
        )


def _write(number: Decimal | int, shown: Shown, lang: Lang) -> str:
    match shown:
        case "about":
            return show(int(number), lang)
        case "wan":
            return in_wan(int(number), lang)
        case "yi_yuan":
            return in_yi_yuan(Fen(int(number)), lang)
        case "percent":
            return f"{number}%"
        case _:
            return str(number)


def ratio(top: Value, bottom: Value) -> Decimal:
    """Divide one figure by another, in percent with one decimal.

    Refuses `figure.not_divisible` when either counts taps (人次 is not people) and `figure.no_base` on nothing.
    """
    if "C" in {top.figure.klass, bottom.figure.klass}:
        raise Refusal("figure.not_divisible", top=top.figure.id, bottom=bottom.figure.id)
    if not bottom.number:
        raise Refusal("figure.no_base", bottom=bottom.figure.id)
    return (Decimal(top.number) * 100 / Decimal(bottom.number)).quantize(Decimal("0.1"))
