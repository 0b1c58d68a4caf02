"""Who leaves in the year and why, who is at work again soon, and who falls silent and is found."""

from datetime import date, datetime, timedelta

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions import begin_work, end_placement, report_in, sign_letter
from shanhai.apps.placements.models import Placement
from shanhai.core.following import retry
from shanhai.demo.hands import Hands

SHORT = "白帆机件（示例）"  # pays less than its letters named
LEFT = (
    ("2018-03-21", "lodging", "home"), ("2018-03-29", "hours", "home"), ("2018-04-10", "pay", "moved"), ("2018-05-03", "home", "home"),
    ("2018-05-31", "farm", "home"), ("2018-06-19", "work", "home"), ("2018-07-06", "better", "moved"), ("2018-08-12", "home", "home"),
    ("2018-09-04", "pay", "moved"), ("2018-10-09", "farm", "home"), ("2018-11-21", "fewer", "unknown"), ("2018-12-26", "far", "home"),
    ("2019-01-19", "contract", "home"), ("2019-01-26", "unsaid", "unknown"), ("2019-02-28", "together", "home"),
)  # fmt: skip


def leave(year: Hands) -> dict[str, tuple[str, str, str]]:
    """Fifteen leave, each for a reason; nobody of the group. At the employer that pays short two are gone within weeks.

    Some are known from the employer's own list, the others from the workstation; of those who moved on three are at work again soon.
    """
    alone = [one for one in year.spells if one.transfer and one.transfer.group_id is None]
    there = [one for one in alone if one.employer_id in year.listing]
    first = [one for one in there if one.employer.name == SHORT][:3]
    rest = [one for one in there if one not in first]
    gone = [*first, *rest[:: max(1, len(rest) // (len(LEFT) - len(first)))]]
    leavers = dict(zip([one.pk for one in gone], LEFT, strict=False))
    for one in gone[: len(LEFT)]:
        day, why, after = leavers[one.pk]
        left = date.fromisoformat(day)
        if one.employer_id != year.listing[0] or after == "moved":
            year.then(left, 10, end_placement, placement=one, ended_on=left, why=why, after=after, by=year.world.actor("station"))  # fmt: skip
        if after == "moved":
            year.then(left + timedelta(days=40), 9, _again, year=year, spell=one)
    return leavers


def _again(*, year: Hands, spell: Placement, at: datetime) -> None:
    """Re-placed: the workstation has found another employer; a letter, and work begins three days later."""
    firm = Employer.objects.exclude(pk=spell.employer_id).filter(pk__in=year.listing).order_by("pk")[0]
    position = firm.positions.order_by("title", "id")[0]
    row = sign_letter(
        pairing=year.world.pairing, worker=spell.worker, position=position, signed_on=at.date(), way="organised",
        by=year.world.actor("yuanzhou"), at=at,
    )  # fmt: skip
    year.then(
        at.date() + timedelta(days=2),
        9,
        report_in,
        transfer=row,
        on=at.date() + timedelta(days=2),
        by=year.world.actor("station"),
    )
    year.then(
        at.date() + timedelta(days=3),
        8,
        begin_work,
        transfer=row,
        on=at.date() + timedelta(days=3),
        by=year.world.actor("mawei"),
    )


def fall_silent(year: Hands) -> dict[str, date]:
    """Three at employers without a list fall silent: one is found at work, one turns out to have left, one is still lost."""
    quiet = [one for one in year.spells if one.employer_id not in year.listing][:3]
    for place, (one, month) in enumerate(zip(quiet, (6, 9, 12), strict=False)):
        tried = date(2018, month, 4)
        for _try in range(3):
            year.then(tried, 14, year.ask, spell=one, outcome="not_reached", on=tried)
            tried = retry(tried)
        found = date(2018, month, 25) + timedelta(days=30)
        if place == 0:
            year.then(
                found,
                14,
                year.ask,
                spell=one,
                outcome="working",
                on=found,
                note="换了手机号，家里帮着联系上的（示例）",
            )
        elif place == 1:
            left = date(2018, month, 1)
            year.then(
                found,
                14,
                year.ask,
                spell=one,
                outcome="left",
                on=found,
                told="family",
                left_on=left,
                why="better",
                after="unknown",
            )
    return {one.pk: date(2018, month, 1) for one, month in zip(quiet, (6, 9, 12), strict=False)}
