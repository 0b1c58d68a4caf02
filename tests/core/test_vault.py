import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.vault import KeyRing, blind_index, opaque_id, seal, unseal
from tests.core.refusals import code, refused

RING = KeyRing.derive("a passphrase for tests")
CELL = {"table": "workers_worker", "column": "citizen_number", "row": 7}
NUMBER = "640402199003051234"
TEXTS = st.text()


def test_a_ring_is_the_same_for_a_passphrase_and_shows_no_key():
    assert KeyRing.derive("a passphrase for tests") == RING
    assert hash(KeyRing.derive("a passphrase for tests")) == hash(RING)
    assert KeyRing.derive("another") != RING
    assert repr(RING) == "KeyRing(current=0)"
    assert len({RING.seal_keys[0], RING.index_key, RING.name_key}) == 3


def test_a_ring_is_written_and_read():
    assert KeyRing.from_json(RING.to_json()) == RING


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"current": 0, "seal_keys": []}',
        '{"current": null}',
        json.dumps(json.loads(RING.to_json()) | {"name_key": "not base64!"}),
    ],
)
def test_a_ring_that_cannot_be_read_is_refused(text):
    assert refused(KeyRing.from_json, text).facts == {"part": "json"}


def test_keys_have_32_bytes_and_ids_one():
    key = bytes(32)
    assert refused(KeyRing, 0, {0: b"short"}, key, key).facts == {"part": "length"}
    assert refused(KeyRing, 0, {0: key}, key, "k" * 32).facts == {"part": "length"}
    assert refused(KeyRing, 1, {0: key}, key, key).facts == {"part": "current"}
    assert refused(KeyRing, 256, {256: key}, key, key).facts == {"part": "current"}


def test_an_identity_number_takes_48_bytes():
    assert len(seal(RING, NUMBER, **CELL)) == 48


@given(TEXTS, TEXTS, TEXTS, st.integers() | TEXTS)
def test_what_is_sealed_is_unsealed_in_its_own_cell(plain, table, column, row):
    sealed = seal(RING, plain, table=table, column=column, row=row)
    assert unseal(RING, sealed, table=table, column=column, row=row) == plain
    assert unseal(RING, memoryview(sealed), table=table, column=column, row=row) == plain
    assert seal(RING, plain, table=table, column=column, row=row) == sealed


def test_equal_texts_look_different_in_every_cell():
    elsewhere = [{**CELL, "row": 8}, {**CELL, "column": "phone"}, {**CELL, "table": "other"}]
    sealed = [seal(RING, NUMBER, **cell) for cell in [CELL, *elsewhere]]
    assert len({one[2:14] for one in sealed}) == 4
    for cell in elsewhere:
        assert code(unseal, RING, sealed[0], **cell) == "vault.tampered"


def test_the_parts_of_a_cell_do_not_run_together():
    sealed = seal(RING, NUMBER, table="a", column="b.c", row=1)
    assert code(unseal, RING, sealed, table="a.b", column="c", row=1) == "vault.tampered"


def test_no_flipped_bit_goes_unseen():
    sealed = seal(RING, NUMBER, **CELL)
    for bit in range(len(sealed) * 8):
        false = bytearray(sealed)
        false[bit // 8] ^= 1 << bit % 8
        no = refused(unseal, RING, bytes(false), **CELL)
        assert no.code in {"vault.tampered", "vault.format", "vault.unknown_key"}
        assert NUMBER not in str(no.as_json())


@given(st.binary(max_size=80))
def test_no_foreign_bytes_are_opened(raw):
    assert code(unseal, RING, raw, **CELL).startswith("vault.")


def test_an_old_key_opens_and_a_new_one_seals():
    old = seal(RING, NUMBER, **CELL)
    both = KeyRing(9, {**RING.seal_keys, 9: b"9" * 32}, RING.index_key, RING.name_key)
    assert unseal(both, old, **CELL) == NUMBER
    new = seal(both, NUMBER, **CELL)
    assert (new[1], unseal(both, new, **CELL)) == (9, NUMBER)
    assert refused(unseal, RING, new, **CELL).as_json() == {
        "refusal": "vault.unknown_key",
        "key": 9,
    }


def test_the_key_id_cannot_be_exchanged():
    twins = KeyRing(1, {0: b"k" * 32, 1: b"k" * 32}, RING.index_key, RING.name_key)
    sealed = seal(twins, NUMBER, **CELL)
    assert code(unseal, twins, sealed[:1] + b"\x00" + sealed[2:], **CELL) == "vault.tampered"


def test_an_index_finds_equal_values_of_one_purpose_only():
    index = blind_index(RING, NUMBER, purpose="citizen")
    assert index == blind_index(RING, NUMBER, purpose="citizen")
    assert len(bytes.fromhex(index)) == 16
    assert index != blind_index(RING, NUMBER, purpose="phone")
    assert index != blind_index(KeyRing.derive("another"), NUMBER, purpose="citizen")
    assert blind_index(RING, "bc", purpose="a") != blind_index(RING, "c", purpose="ab")


def test_an_opaque_name_has_twelve_readable_characters():
    name = opaque_id(RING, "worker", 7)
    assert name == opaque_id(RING, "worker", 7)
    assert opaque_id(KeyRing.derive("x"), "worker", 7) == "R4VKTZVS14CT", "names outlive versions"
    assert len(name) == 12
    others = {opaque_id(RING, "worker", "7"), opaque_id(RING, "worker", 8), opaque_id(RING, "w")}
    assert name not in others
    letters = {char for n in range(400) for char in opaque_id(RING, n)}
    assert letters == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
