"""Versions of the meaning of a pack. A decision names the one that made it, and that one still makes it.

A change that could alter a past decision adds a version and leaves the old one in place; `tests/policies/conformance` holds what each version
answered, claim by claim.
"""

from collections.abc import Mapping

from shanhai.core.policy.fold import Ledger

CURRENT = "1"

ENGINES: Mapping[str, type[Ledger]] = {"1": Ledger}
