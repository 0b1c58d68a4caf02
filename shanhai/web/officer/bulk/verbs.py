"""Which acts can be done on everything a list finds. To add one: an action that sorts its rows out, and a line in `VERBS`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django.http import Http404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.actions.many import Why
from shanhai.apps.employers.actions import many
from shanhai.apps.employers.models import Employer, Position, SurveyRound
from shanhai.apps.workers.actions import may_rest, rest_many
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Rows
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find
from shanhai.web.kit.templatetags.kit import day
from shanhai.web.officer import roll


class Bulk(ABC):
    """One act on many rows of one list. `lead` says what it means; `danger` marks what is not lightly taken back.

    `asks` says what has to be chosen, empty where nothing has; `whose` what stands beside a row's name.
    """

    code: ClassVar[str]
    list_name: ClassVar[str]
    label: ClassVar[Any]
    lead: ClassVar[Any] = ""
    done: ClassVar[Any]
    danger: ClassVar[bool] = False
    asks: ClassVar[Any] = ""
    whose: ClassVar[Any] = _("企业或代码")
    power: ClassVar[Power] = Power.WRITE_EMPLOYERS
    noun: ClassVar[str]

    def choices(self, desk: Desk) -> Sequence[tuple[str, str]]:
        """What else has to be said: choices of one field; none where nothing has."""
        return ()

    @abstractmethod
    def why(self, request: Request, rows: Sequence[Any], chosen: str) -> Why[Any]:
        """Ask of each row whether it can."""

    @abstractmethod
    def act(self, request: Request, rows: Sequence[Any], chosen: str) -> int:
        """Do it; answers the entry's number, 0 where nothing was done."""

    def rows(self, desk: Desk, keys: Sequence[str]) -> Rows:
        """Rows of the list by their keys, as the desk reads them."""
        model = Position if self.noun == "employers.position" else Employer
        found: Rows = model.objects.visible_to(desk).filter(pk__in=keys)
        return found.select_related("employer") if model is Position else found

    def prepare(self, rows: Sequence[Any], request: Request) -> None:  # noqa: B027  # most need nothing
        """Look up in one go what the names of rows need."""

    def named(self, row: Any) -> tuple[str, str]:
        """What a row is called, and whose it is."""
        return (row.title, row.employer.name) if isinstance(row, Position) else (row.name, row.credit_code)

    def link(self, row: Any) -> str:
        """The row's page."""
        return link_to(self.noun, row.pk)


class Verify(Bulk):
    """Positions confirmed with their employers."""

    code, list_name, noun = "position.verify", "positions", "employers.position"
    label, done = _("全部记为今天核实过"), _("已核实")
    lead = _("确实和企业逐个核实过再办；核实日记成今天。")

    def why(self, request: Request, rows: Sequence[Any], chosen: str) -> Why[Any]:
        """Open, ours, not verified today."""
        return many.may_verify(request.actor, request.desk.today)

    def act(self, request: Request, rows: Sequence[Any], chosen: str) -> int:
        """Verify them."""
        return many.verify_many(positions=rows, by=request.actor, at=request.now)


class Close(Bulk):
    """Positions closed."""

    code, list_name, noun, danger = "position.close", "positions", "employers.position", True
    label, done = _("全部关闭"), _("已关闭")
    lead = _("关闭后不再对外显示；已有的意向还在，请逐一和本人说。当天可以在待办页整批撤销。")

    def why(self, request: Request, rows: Sequence[Any], chosen: str) -> Why[Any]:
        """Open and ours."""
        return many.may_close(request.actor, request.desk.today)

    def act(self, request: Request, rows: Sequence[Any], chosen: str) -> int:
        """Close them."""
        return many.close_many(positions=rows, by=request.actor, at=request.now)


class Join(Bulk):
    """Employers put on a round of visits."""

    code, list_name, noun = "round.add", "employers", "employers.employer"
    label, done, asks = _("全部列入一轮走访"), _("已列入"), _("哪一轮")
    lead = _("列入名单的，走访不走访都算在这一轮里。")

    def choices(self, desk: Desk) -> Sequence[tuple[str, str]]:
        """The rounds of one's own office."""
        rounds = SurveyRound.objects.visible_to(desk).filter(region=desk.actor.region)
        return list(rounds.values_list("pk", "title"))

    def why(self, request: Request, rows: Sequence[Any], chosen: str) -> Why[Any]:
        """Ours and not on it yet."""
        return many.may_join(request.actor, self._round(request, chosen))

    def act(self, request: Request, rows: Sequence[Any], chosen: str) -> int:
        """Put them on it."""
        return many.join_many(of=self._round(request, chosen), employers=rows, by=request.actor, at=request.now)

    def _round(self, request: Request, chosen: str) -> SurveyRound:
        rounds = SurveyRound.objects.visible_to(request.desk).filter(region=request.actor.region)
        return find(rounds, chosen)


class Rest(Bulk):
    """People who said no, or have not decided, left alone until a day."""

    code, list_name, noun, power = "worker.rest", "workers", "workers.worker", Power.WRITE_WORKERS
    label, done, asks, whose = _("全部定下再问的日子"), _("已定下"), _("从哪天起再问"), _("乡镇")
    lead = _("说过不去或者还没想好的人，到这一天以前不再问。本人说过什么、哪天说的都不变。")

    def choices(self, desk: Desk) -> Sequence[tuple[str, str]]:
        """Days from now."""
        days = [(desk.today + timedelta(days=n), n) for n in RESTS]
        return [(on.isoformat(), _now("{day}（{n} 天以后）").format(day=day(on), n=n)) for on, n in days]

    def why(self, request: Request, rows: Sequence[Any], chosen: str) -> Why[Any]:
        """Ours, asked before, and not willing."""
        return may_rest(rows, self._until(request, chosen), by=request.actor)

    def act(self, request: Request, rows: Sequence[Any], chosen: str) -> int:
        """Set the day."""
        return rest_many(people=rows, until=self._until(request, chosen), by=request.actor, at=request.now)

    def rows(self, desk: Desk, keys: Sequence[str]) -> Rows:
        """People by their keys, as the desk reads them."""
        return Worker.objects.visible_to(desk).filter(pk__in=keys).select_related("household")

    def prepare(self, rows: Sequence[Any], request: Request) -> None:
        """Names whole for one's own people only, and where they live."""
        roll.prepare(rows, request)

    def named(self, row: Any) -> tuple[str, str]:
        """Who it is, and of which township."""
        return row.shown_name, row.place

    def _until(self, request: Request, chosen: str) -> date:
        if chosen not in dict(self.choices(request.desk)):
            raise Http404
        return date.fromisoformat(chosen)


RESTS = (14, 30, 90, 180, 365)  # days
VERBS: Final[Mapping[str, Bulk]] = {verb.code: verb for verb in (Verify(), Close(), Join(), Rest())}


def known(code: str, desk: Desk) -> Bulk:
    """The verb of a code; 404 for a desk that may not."""
    verb = VERBS.get(code)
    if verb is None or not desk.may(verb.power):
        raise Http404
    return verb


def offered(list_name: str, desk: Desk) -> list[Bulk]:
    """What may be done on everything of a list."""
    verbs = [verb for verb in VERBS.values() if verb.list_name == list_name and desk.may(verb.power)]
    return [verb for verb in verbs if not verb.asks or verb.choices(desk)]
