"""The generator is fit to judge by: valid numbers, the truth known, the same seed the same list, and the hard cases in it."""

from collections import Counter
from datetime import date

from shanhai.core.identifiers.citizen import CitizenNumber
from tests.likeness.generator import DEVELOPMENT, UNSEEN, register


def test_a_register_is_the_same_for_a_seed_and_another_for_another() -> None:
    assert register(1, 500) == register(1, 500) != register(2, 500)


def test_every_number_is_valid_and_says_the_birth() -> None:
    for row in register(3, 1500).rows:
        assert CitizenNumber.parse(row.number, today=date(2018, 3, 9)).birth == row.birth


def test_every_kind_of_error_and_of_lookalike_is_there() -> None:
    made = register(4, 12_000, 0.05)
    how = Counter(word for row in made.rows for word in row.how)
    assert how.keys() >= {
        *("division", "sequence", "digit", "year", "swap", "lunar", "sibling"),
        *("homophone", "variant", "space", "dropped", "lookalike", "dot", "split", "moved", "other_side", "phone"),
    }
    first = [row for row in made.rows if not row.how and row.key.startswith("P")]
    at_home = Counter((row.household, row.birth) for row in first)
    names = Counter((row.village, row.name) for row in first)
    phones = Counter(row.phone for row in first if row.phone)
    assert sum(n > 1 for n in at_home.values()) > 20  # twins
    assert sum(n > 1 for n in names.values()) > 100  # namesakes in a village
    assert sum(n > 2 for n in phones.values()) > 100  # one phone for a family


def test_pairs_are_the_rows_of_one_person() -> None:
    made = register(5, 3000)
    person = {row.key: row.person for row in made.rows}
    assert all(person[a] == person[b] and a < b for a, b in made.pairs)
    assert len(made.pairs) == sum(n - 1 for n in Counter(person.values()).values())


def test_unseen_seeds_are_not_development_seeds() -> None:
    assert not set(UNSEEN) & set(DEVELOPMENT)
