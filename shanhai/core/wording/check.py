"""What is wrong with a vacancy's words, as refusals that name the words and the law of the day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from shanhai.core.refusal import Refusal
from shanhai.core.wording.limits import limits
from shanhai.core.wording.words import find

CONDITIONS = ("ethnic", "sex", "religion")
LIMITS = ("age", "body")
LAWS = (  # kind, first day in force, law and article
    ("ethnic", date(2008, 1, 1), "《就业促进法》第二十八条"),
    ("sex", date(2008, 1, 1), "《就业促进法》第二十七条"),
    ("religion", date(2008, 1, 1), "《就业促进法》第三条"),
)
ADVERTISING = (  # what a vacancy may say; the later regulation goes before the earlier one
    (date(2018, 10, 1), "《人力资源市场暂行条例》第二十四条"),
    (date(2008, 1, 1), "《就业服务与就业管理规定》第二十条"),
)


def law(kinds: Iterable[str], on: date) -> list[str]:
    """The articles in force on a day that forbid conditions of these kinds in a vacancy."""
    wanted = set(kinds)
    named = [text for kind, since, text in LAWS if kind in wanted and since <= on]
    return [*named, next(text for since, text in ADVERTISING if since <= on)] if named else []


def check_wording(texts: Mapping[str, str], *, tags: Iterable[str], on: date) -> Iterator[tuple[str, Refusal]]:
    """Each column whose text is refused, and why: `position.wording` (facts words, law) or `position.limit_untagged` (words)."""
    allowed = [shape for tag in tags for shape in limits()[tag].permits]
    for column, text in texts.items():
        found = find(text, allowed=allowed)
        if barred := [one for one in found if one.kind in CONDITIONS]:
            kinds = dict.fromkeys(one.kind for one in barred)
            yield column, Refusal("position.wording", words=_words(barred), law=law(kinds, on))
        elif found:
            yield column, Refusal("position.limit_untagged", words=_words(found))


def _words(found: Iterable[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(word for _kind, word in found))
