"""The expected No: a code and the facts behind it, raised before anything is written.

The sentence a person reads is not here: the web holds one sentence a code in each language.
"""

import re

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Refusal(Exception):  # noqa: N818 — a refusal is an answer, not an error
    """An expected No. `code` is dotted ("citizen.length"); `facts` never hold a private value."""

    def __init__(self, code: str, /, **facts: object) -> None:
        if not _CODE.fullmatch(code):
            raise ValueError(f"a refusal code is dotted lower case, not {code!r}")
        super().__init__(code)
        self.code = code
        self.facts = facts

    def as_json(self) -> dict[str, object]:
        """The facts as they are, with the code under "refusal"."""
        return {"refusal": self.code, **self.facts}
