"""Words for work: which family a text names, so that 电焊 of a roll and 电焊工 of a vacancy are the same work."""

import csv
from functools import cache
from importlib.resources import files

LEVELS = (("小学", 1), ("初中", 2), ("高中", 3), ("中专", 3), ("大专", 4), ("本科", 5))
ABOVE = ("以上", "及以上", "文化", "学历", "毕业")


@cache
def words() -> dict[str, tuple[str, str]]:
    """Each word with its family and the group of works near it."""
    text = (files("shanhai.core") / "data" / "work_words.csv").read_text(encoding="utf-8")
    return {row["word"]: (row["family"], row["group"]) for row in csv.DictReader(text.splitlines())}


def families(text: str) -> frozenset[str]:
    """The families of work that a text names; none where it holds no known word."""
    return frozenset(family for word, (family, _group) in words().items() if word in text)


@cache
def group_of(family: str) -> str:
    """The group of a family of the list."""
    return next(group for known, group in words().values() if known == family)


def near(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a work of one side is of the same group as one of the other."""
    return bool({group_of(one) for one in some} & {group_of(one) for one in others})


def schooling_asked(text: str) -> int:
    """The level a vacancy's text asks for (1 primary … 5 university), the lowest it names; 0 where it names none."""
    return next((level for word, level in LEVELS for after in ABOVE if word + after in text), 0)
