"""三证取二: who says that somebody worked in a month, and what that makes of it.

Three words count, each once a month: the employer's roster, the worker's own, and a paper of somebody else (social insurance or a bank).
Two that agree settle the month; one alone does not, and a word against another is a disagreement whatever the third says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ROSTER, WORKER, EVIDENCE = "roster", "worker", "evidence"
SOURCES: Final = (ROSTER, WORKER, EVIDENCE)


@dataclass(frozen=True, slots=True)
class Word:
    """What the words about one month come to. `worked` is None while fewer than two agree."""

    worked: bool | None
    disputed: bool


def settle(words: Mapping[str, bool]) -> Word:
    """Weigh what each source says; sources that are none of the three are not heard."""
    heard = [words[source] for source in SOURCES if source in words]
    yes, no = heard.count(True), heard.count(False)
    worked = True if yes >= 2 else False if no >= 2 else None
    return Word(worked, disputed=bool(yes and no))
