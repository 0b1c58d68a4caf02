import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.ledger import GENESIS, Break, Link, canonical, digest, first_break, link, root

TEXT = st.text(max_size=5)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def chain(rows):
    links, previous = [], GENESIS
    for number, row in enumerate(rows, 1):
        leaf = digest(row)
        links.append(Link(number, leaf, previous, link(previous, leaf)))
        previous = links[-1].digest
    return links


def test_a_value_has_one_form():
    row = {"姓名": "马秀英", "born": date(1990, 3, 5), "fen": 150_000, "ok": True, "none": None}
    assert canonical(row).decode() == ('{"born":"1990-03-05","fen":150000,"none":null,"ok":true,"姓名":"马秀英"}')
    assert canonical([b"\x00\xff", Decimal("1.50"), UUID(int=1), (1, "a")]) == (
        b'["AP8=","1.50","00000000-0000-0000-0000-000000000001",[1,"a"]]'
    )


def test_a_moment_is_written_in_utc():
    china = timezone(timedelta(hours=8))
    assert canonical(datetime(2018, 3, 5, 9, tzinfo=china)) == b'"2018-03-05T01:00:00+00:00"'
    assert digest(datetime(2018, 3, 5, 9, tzinfo=china)) == digest(datetime(2018, 3, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "value",
    [1.0, {"a": [1.5]}, {1, 2}, object(), Decimal("NaN"), datetime(2018, 3, 5), {1: "a"}],  # noqa: DTZ001
)
def test_what_has_no_one_form_is_a_bug(value):
    with pytest.raises(TypeError):
        canonical(value)


@given(st.dictionaries(TEXT, PLAIN, max_size=5))
def test_the_order_of_keys_does_not_matter(row):
    assert digest(dict(reversed(row.items()))) == digest(row)


@given(PLAIN, PLAIN)
def test_different_values_have_different_digests(a, b):
    assert (digest(a) == digest(b)) == (canonical(a) == canonical(b))


def test_a_digest_is_not_a_bare_hash():
    assert digest("a") != hashlib.sha256(b'"a"').hexdigest()


# The leaves and roots of the Certificate Transparency reference tests (RFC 6962).
CT_LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_the_root_is_that_of_rfc_6962(n, expected):
    assert root(CT_LEAVES[:n]) == expected


def _as_the_rfc_defines_it(leaves):
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + bytes.fromhex(leaves[0])).digest()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = _as_the_rfc_defines_it(leaves[:k]), _as_the_rfc_defines_it(leaves[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.integers(1, 70))
def test_the_root_is_the_recursive_one_at_every_size(n):
    leaves = [digest(i) for i in range(n)]
    assert root(leaves) == _as_the_rfc_defines_it(leaves).hex()


@given(st.integers(2, 40), st.data())
def test_a_root_changes_with_any_leaf_and_any_order(n, data):
    leaves = [digest(i) for i in range(n)]
    place = data.draw(st.integers(0, n - 2))
    swapped = [*leaves[:place], leaves[place + 1], leaves[place], *leaves[place + 2 :]]
    edited = [*leaves[:place], digest("other"), *leaves[place + 1 :]]
    assert len({root(leaves), root(swapped), root(edited), root(leaves[:-1])}) == 4


@given(st.integers(0, 30))
def test_an_untouched_chain_has_no_break(n):
    assert first_break(chain(range(n))) is None


def test_a_chain_is_checked_from_any_known_entry():
    links = chain(range(9))
    assert first_break(links[4:], start=links[3].digest) is None
    assert first_break(links[4:]) == Break(5, "removed")


def test_a_tail_cut_off_is_not_found():
    assert first_break(chain(range(9))[:5]) is None


def test_each_kind_of_tampering_is_told():
    links = chain(range(6))
    false = links[2]._replace(leaf=digest("false"))
    assert first_break([*links[:2], false, *links[3:]]) == Break(3, "edited")

    fitted = false._replace(digest=link(false.previous, false.leaf))
    assert first_break([*links[:2], fitted, *links[3:]]) == Break(3, "edited")
    assert first_break([links[0], links[1]._replace(number=7), *links[2:]]) == Break(7, "edited")

    assert first_break([*links[:2], *links[3:]]) == Break(4, "removed")
    assert first_break(links[1:]) == Break(2, "removed")

    assert first_break([links[0], links[3], links[1], links[2]]) == Break(4, "reordered")

    added = Link(3, digest("new"), links[1].digest, link(links[1].digest, digest("new")))
    assert first_break([*links[:2], added, *links[2:]]) == Break(3, "inserted")
    stray = Link(3, digest("new"), digest("x"), link(digest("x"), digest("new")))
    assert first_break([*links[:2], stray, *links[2:]]) == Break(3, "inserted")


@given(st.integers(3, 25), st.data())
def test_an_edit_in_a_chain_is_always_found(n, data):
    links, place = chain(range(n)), data.draw(st.integers(0, n - 2))
    false = links[place]._replace(leaf=digest("false"))
    if data.draw(st.booleans()):  # the forger also makes the hash fit
        false = false._replace(digest=link(false.previous, false.leaf))
    links[place] = false
    assert first_break(links) == Break(place + 1, "edited")


@given(st.integers(3, 25), st.data())
def test_a_deletion_inside_a_chain_is_always_found(n, data):
    links, place = chain(range(n)), data.draw(st.integers(0, n - 2))
    del links[place]
    assert first_break(links) == Break(place + 2, "removed")


@given(st.integers(3, 25), st.data())
def test_a_swap_in_a_chain_is_always_found(n, data):
    links = chain(range(n))
    a, b = sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=2, max_size=2)))
    links[a], links[b] = links[b], links[a]
    assert first_break(links) == Break(b + 1, "reordered")


@given(st.integers(3, 25), st.data())
def test_an_insertion_in_a_chain_is_always_found(n, data):
    links, place = chain(range(n)), data.draw(st.integers(0, n - 1))
    previous = links[place].previous
    leaf = digest("new")
    links.insert(place, Link(place + 1, leaf, previous, link(previous, leaf)))
    assert first_break(links) == Break(place + 1, "inserted")


@given(st.integers(3, 25), st.data())
def test_a_copied_entry_is_always_found(n, data):
    links = chain(range(n))
    copied = links[data.draw(st.integers(0, n - 1))]
    links.insert(data.draw(st.integers(0, n - 1)), copied)
    assert first_break(links) is not None
