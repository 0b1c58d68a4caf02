"""Whose employers these are: only their own office writes about them."""

from shanhai.core.desk import Actor, Power


def own(by: Actor, region_code: str) -> None:
    """Refuse `desk.not_allowed` to everybody but the office of the region."""
    by.require(Power.WRITE_EMPLOYERS, owners=frozenset({region_code}))
