"""Prices of positions → the whole dual vector: what each household and each worker gains at these prices."""

import numpy as np

from shanhai.core.matching.facts import Longs, Prices
from shanhai.core.matching.graph import Graph, State


def thresholds(graph: Graph, state: State) -> Longs:
    """What any further pair of each worker may at most be worth: rent + household potential."""
    least = potentials(graph, state)[graph.household]
    seated = np.flatnonzero(state.at >= 0)
    least[seated] = np.maximum(least[seated], state.held[seated] - state.price[state.at[seated]])
    return least


def potentials(graph: Graph, state: State) -> Longs:
    """Of each household: −bonus while nobody goes, 0 where several do, and where one does, what their seat is worth to them if that is less."""
    found = np.where(state.filled == 0, -graph.bonus, 0)
    seated = np.flatnonzero(state.at >= 0)
    alone = seated[state.filled[graph.household[seated]] == 1]
    homes = graph.household[alone]
    value = state.held[alone] - state.price[state.at[alone]]
    found[homes] = np.where(graph.single[homes], value, np.minimum(value, 0))
    return found


def prices_of(graph: Graph, state: State, least: Longs) -> Prices:
    """The whole dual vector."""
    household = potentials(graph, state)
    rent = np.where(state.at >= 0, least - household[graph.household], 0)
    return Prices(state.price.copy(), rent, household)
