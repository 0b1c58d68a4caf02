"""券纸: vouchers ten to an A4 sheet, each with its code, its number and a stub that stays with whoever hands it out."""

from dataclasses import asdict, dataclass
from pathlib import Path

from shanhai.paper.code import code
from shanhai.paper.pdf import printed

PAGE = Path(__file__).parent / "vouchers.typ"
A_SHEET = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A lot on paper. `vouchers` are (number for people, address behind the code), in order; `lines` the small print of each."""

    title: str
    worth: str
    name: str
    stub: str
    lines: tuple[str, ...]
    vouchers: tuple[tuple[str, str], ...]
    footer: str = ""
    notice: str = ""


def vouchers(said: Sheet) -> bytes:
    """The lot as PDF."""
    cards = [{"number": number, "code": code(address)} for number, address in said.vouchers]
    sheets = [cards[at : at + A_SHEET] for at in range(0, len(cards), A_SHEET)]
    return printed(PAGE, asdict(said) | {"vouchers": [], "sheets": sheets})
