"""A life cycle is one table: verb → (from-states, to-state). Buttons and checks come from it."""

from collections.abc import Collection, Mapping

from shanhai.core.refusal import Refusal


class LifeCycle:
    """The states of a noun and the verbs that move it, in the order in which they are written."""

    def __init__(self, moves: Mapping[str, tuple[Collection[str], str]], start: str) -> None:
        self.start = start
        self._moves: dict[str, tuple[tuple[str, ...], str]] = {}
        states = dict.fromkeys([start])
        for verb, (sources, target) in moves.items():
            if isinstance(sources, str):
                raise TypeError(f"the from-states of {verb!r} are a tuple or a set, not a word")
            known = tuple(sources if isinstance(sources, list | tuple) else sorted(sources))
            self._moves[verb] = (known, target)
            states |= dict.fromkeys([*known, target])
        self._states = tuple(states)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the start first, then as the table names them."""
        return self._states

    def verbs(self, state: str) -> tuple[str, ...]:
        """What may be done in `state`, in the table's order."""
        return tuple(verb for verb in self._moves if self.may(state, verb))

    def may(self, state: str, verb: str) -> bool:
        """Whether `verb` may be done in `state`; an unknown verb may not."""
        return verb in self._moves and state in self._moves[verb][0]

    def after(self, state: str, verb: str) -> str:
        """The state that `verb` leads to. Refuses lifecycle.not_allowed."""
        if not self.may(state, verb):
            allowed = list(self.verbs(state))
            raise Refusal("lifecycle.not_allowed", verb=verb, state=state, allowed=allowed)
        return self._moves[verb][1]
