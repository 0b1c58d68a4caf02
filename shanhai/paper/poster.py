"""A poster and a leaflet: what hangs on a village wall and what is handed out. Big figures, few words, a code to scan."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from shanhai.paper.code import code
from shanhai.paper.pdf import printed

HERE = Path(__file__).parent
POSTER, LEAFLET = HERE / "poster.typ", HERE / "leaflet.typ"
A_PAGE = 6  # cards
HEAD, LONG = 2, 8  # lines an employer's name takes; jobs from which an employer may be continued on the back
LEAFLET_MOST = 24  # jobs that stay legible on one sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One job on a poster: `figure` is what is seen from across the road; `link` is the address behind the code."""

    title: str
    figure: str
    unit: str
    place: str
    points: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A4 pages of at most six cards; one card alone fills the page. With a telephone there are strips to tear off."""

    title: str
    lead: str
    cards: tuple[Card, ...]
    scan: str
    ask: str
    phone: str = ""
    footer: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One line of a leaflet."""

    title: str
    pay: str
    seats: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One employer of a leaflet with its jobs."""

    name: str
    line: str
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """One sheet, both sides: employers and their jobs, how to go about it, whom to ask, a code to scan."""

    title: str
    lead: str
    groups: tuple[Group, ...]
    heading: str
    steps: tuple[str, ...]
    scan: str
    ask: str
    link: str
    phone: str = ""
    footer: str = ""
    notice: str = ""


def poster(said: Poster) -> bytes:
    """The poster as PDF."""
    cards = [asdict(card) | {"code": code(card.link)} for card in said.cards]
    sheets = [cards[at : at + A_PAGE] for at in range(0, len(cards), A_PAGE)]
    return printed(POSTER, asdict(said) | {"cards": [], "sheets": sheets})


def leaflet(said: Leaflet) -> bytes:
    """The leaflet as PDF: two pages, the employers shared out over both; at most `LEAFLET_MOST` jobs."""
    if sum(len(one.jobs) for one in said.groups) > LEAFLET_MOST:
        raise ValueError(f"a leaflet holds {LEAFLET_MOST} jobs")
    front, back = halves(said.groups)
    groups = {"front": [asdict(one) for one in front], "back": [asdict(one) for one in back]}
    jobs = sum(len(one.jobs) for one in said.groups)
    return printed(LEAFLET, asdict(said) | groups | {"groups": [], "jobs": jobs, "code": code(said.link)})


def halves(groups: tuple[Group, ...]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Share the employers out: the front takes about two thirds by lines, since steps and code stand on the back.

    An employer with many jobs is continued on the back; one with few stays whole.
    """
    room = sum(map(_height, groups)) * 2 // 3 + 1
    for at, group in enumerate(groups):
        if _height(group) <= room:
            room -= _height(group)
        elif len(group.jobs) >= LONG and room > HEAD + 2:
            cut = room - HEAD
            parts = [replace(group, jobs=jobs) for jobs in (group.jobs[:cut], group.jobs[cut:])]
            return (*groups[:at], parts[0]), (parts[1], *groups[at + 1 :])
        else:
            split = max(at, 1)
            return groups[:split], groups[split:]
    return groups, ()


def _height(group: Group) -> int:
    return HEAD + len(group.jobs)
