"""What an import knows without writing: its kinds, how their rows are judged, and what it says."""

from shanhai.apps.imports.facts.kinds import KINDS, LATER, Kind, blank, kind_of
from shanhai.apps.imports.facts.report import absent, earlier, errors, not_named, refusal_of, tally, workbook_of_errors
from shanhai.apps.imports.facts.verdict import Bench, Tell, Verdict, mask, quiet

__all__ = [
    "KINDS", "LATER", "Bench", "Kind", "Tell", "Verdict", "absent", "blank", "earlier", "errors", "kind_of", "mask", "not_named", "quiet",
    "refusal_of", "tally", "workbook_of_errors",
]  # fmt: skip
