"""A run's published inputs once nobody needs to know any more whom they are about: new numbers for people, homes and groups, in another order.

What is left can still be computed again and proved by anybody, and leads to nobody: the numbers are drawn from the system's own source of
chance and kept nowhere. The draw among equally good plans was made from the ids that are gone, so its proof goes with them.
"""

import io
from collections.abc import Mapping, Sequence
from secrets import SystemRandom
from typing import Any, Final

import numpy as np

from shanhai.apps.matches.facts.published import Published

MARK: Final = "unlinked"  # in the certificate of such a run
OF_WORKERS: Final = ("household", "group", "plan", "code_a", "code_b", "code_c", "floor_who")

type Order = list[int]


def unlinked(packed: bytes, certificate: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The inputs and the certificate under numbers that lead to nobody."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        held = dict(file)
    new: dict[str, str] = {}
    workers, homes = (_renamed(held, key, letter, new) for key, letter in (("workers", "w"), ("households", "h")))
    for key in OF_WORKERS:
        if key in held:
            held[key] = held[key][workers]
    held["own"] = _moved(held["own"], workers)
    held["household"] = np.argsort(homes)[held["household"]].astype(held["household"].dtype)
    held["priority"] = held["priority"][homes]
    if "groups" in held:
        new |= {name: f"g{n:06}" for n, name in enumerate(_shuffled(held["groups"].tolist()), 1)}
        held["groups"] = np.array([new[name] for name in held["groups"].tolist()], np.str_)
    out = io.BytesIO()
    np.savez_compressed(out, **held)
    said = _told(certificate, new) | {"lottery": None, MARK: True}
    return out.getvalue(), said | {"inputs": Published(out.getvalue()).digests()}


def _renamed(held: dict[str, Any], key: str, letter: str, new: dict[str, str]) -> Order:
    """Number the names of one side in a drawn order, and put them so; the order by the places they had. No name stays no name."""
    names = held[key].tolist()
    order = _shuffled(range(len(names)))
    told = {names[row]: f"{letter}{n:06}" for n, row in enumerate(order, 1) if names[row]}
    held[key] = np.array([told.get(names[row], "") for row in order], np.str_)
    new |= told
    return order


def _moved(own: Any, order: Order) -> Any:
    """Pairs of a row and a position, by the new rows and sorted again."""
    if not len(own):
        return own
    rows = np.argsort(order)[own[:, 0]].astype(own.dtype)
    return np.stack([rows, own[:, 1]], axis=1)[np.lexsort((own[:, 1], rows))]


def _shuffled[T](things: Sequence[T]) -> list[T]:
    return SystemRandom().sample(things, len(things))


def _told(said: Any, new: Mapping[str, str]) -> Any:
    """The same, with every name that has a new one under it."""
    if isinstance(said, dict):
        return {new.get(key, key): _told(value, new) for key, value in said.items()}
    if isinstance(said, list):
        return [_told(value, new) for value in said]
    return new.get(said, said) if isinstance(said, str) else said
