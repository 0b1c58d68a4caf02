"""Rows → the two sides of a market and back, and what is published of a run."""

from shanhai.apps.matches.facts.market import Pool, free_seats, pool
from shanhai.apps.matches.facts.people import seekers, seeks
from shanhai.apps.matches.facts.vacancies import vacancies

__all__ = ["Pool", "free_seats", "pool", "seekers", "seeks", "vacancies"]
