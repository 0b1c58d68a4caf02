"""A voucher is believed when its government signed it, for what it says, until its day; nothing else is believed."""

import base64
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.vouchers.fields import LAST_DAY, MOST_NUMBER, SM2, Fields, lot_tag, unpacked
from shanhai.core.vouchers.keys import publish, published, signing_key
from shanhai.core.vouchers.token import DOMAIN, LENGTH, address, issue, read, verify
from tests.core.refusals import code

KEY, NEXT, OTHER = (
    signing_key(b"secret", "350105", 1),
    signing_key(b"secret", "350105", 2),
    signing_key(b"secret", "640402", 1),
)
KNOWN = published(publish([KEY, NEXT, OTHER]))
FAIR, LAST = date(2018, 3, 3), date(2018, 6, 30)
FIELDS = Fields(issuer="350105", key=1, lot_tag=lot_tag("MW2018-01"), number=312, expires_on=LAST)
TOKEN = issue(FIELDS, KEY)

ANY = st.builds(
    Fields, issuer=st.integers(0, 999_999).map("{:06}".format), key=st.integers(0, 255), lot_tag=st.integers(0, 2**32 - 1),
    number=st.integers(1, MOST_NUMBER), expires_on=st.dates(date(2015, 1, 1), LAST_DAY), holder=st.integers(0, 2**32 - 1), kind=st.integers(0, 2**16 - 1),
)  # fmt: skip


def test_a_token_is_84_bytes_and_proves_itself() -> None:
    assert len(TOKEN) == LENGTH
    assert verify(TOKEN, KNOWN, on=FAIR) == FIELDS
    assert verify(TOKEN.lower(), KNOWN, on=LAST) == FIELDS
    assert verify(address("shanhai.example", TOKEN), KNOWN, on=FAIR) == FIELDS


@given(ANY)
def test_fields_are_packed_and_unpacked_to_themselves(fields: Fields) -> None:
    assert unpacked(fields.packed()) == fields
    key = signing_key(b"secret", fields.issuer, fields.key)
    assert verify(issue(fields, key), published(publish([key])), on=fields.expires_on) == fields


def test_every_flipped_bit_is_found() -> None:
    raw = bytearray(base64.b32decode(TOKEN + "="))
    for bit in range(len(raw) * 8):
        raw[bit // 8] ^= 1 << bit % 8
        text = base64.b32encode(bytes(raw)).decode().rstrip("=")
        assert code(lambda text=text: verify(text, KNOWN, on=FAIR)).startswith("token.")  # type: ignore[misc]
        raw[bit // 8] ^= 1 << bit % 8


@given(st.binary(min_size=84, max_size=84))
def test_nothing_made_up_is_believed(raw: bytes) -> None:
    assert code(lambda: verify(base64.b32encode(raw).decode().rstrip("="), KNOWN, on=FAIR)).startswith("token.")


@given(st.text(max_size=200))
def test_any_text_gets_a_named_answer(text: str) -> None:
    assert code(lambda: verify(text, KNOWN, on=FAIR)).startswith("token.")


def test_the_answers_have_names() -> None:
    signed = KEY.private.sign(b"something else" + FIELDS.packed())
    foreign = base64.b32encode(FIELDS.packed() + signed).decode().rstrip("=")
    assert code(lambda: verify(foreign, KNOWN, on=FAIR)) == "token.signature"
    assert code(lambda: verify(TOKEN, KNOWN, on=date(2018, 7, 1))) == "token.expired"
    assert code(lambda: verify(TOKEN[:-1], KNOWN, on=FAIR)) == "token.shape"
    assert code(lambda: verify(TOKEN + "=", KNOWN, on=FAIR)) == "token.shape"
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(TOKEN[-1])
    odd = TOKEN[:-1] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[last + 1]
    assert code(lambda: verify(odd, KNOWN, on=FAIR)) == "token.canonical"
    assert code(lambda: verify(TOKEN, published(publish([NEXT])), on=FAIR)) == "token.unknown_key"
    sm2 = replace(FIELDS, algorithm=SM2).packed()
    assert (
        code(lambda: verify(base64.b32encode(sm2 + bytes(64)).decode().rstrip("="), KNOWN, on=FAIR))
        == "token.algorithm"
    )


def test_one_government_cannot_sign_for_another() -> None:
    assert code(lambda: issue(FIELDS, OTHER)) == "token.key"
    forged = base64.b32encode(FIELDS.packed() + OTHER.private.sign(DOMAIN + FIELDS.packed())).decode().rstrip("=")
    assert code(lambda: verify(forged, KNOWN, on=FAIR)) == "token.signature"


def test_old_keys_stay_known_and_revoked_ones_do_not() -> None:
    newer = issue(replace(FIELDS, key=2), NEXT)
    assert verify(newer, KNOWN, on=FAIR).key == 2
    tag = FIELDS.lot_tag
    assert (
        code(lambda: verify(TOKEN, published(publish([KEY], revoked=[("350105", tag, 312)])), on=FAIR))
        == "token.revoked"
    )
    assert (
        code(lambda: verify(TOKEN, published(publish([KEY], revoked=[("350105", tag, None)])), on=FAIR))
        == "token.revoked"
    )
    assert verify(TOKEN, published(publish([KEY], revoked=[("350105", tag, 313)])), on=FAIR) == FIELDS
    gone = publish([KEY]).replace('"id": 1', '"id": 1, "revoked": true')
    assert code(lambda: verify(TOKEN, published(gone), on=FAIR)) == "token.revoked"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"keys": [{"id": 1}], "revoked": []}', '{"keys": [{"issuer": "1", "id": 1, "algorithm": 1, "public": "AA=="}], "revoked": []}'])  # fmt: skip
def test_a_list_of_keys_that_is_none(text: str) -> None:
    assert code(lambda: published(text)) == "token.keys"


def test_keys_of_another_algorithm_are_not_used() -> None:
    assert published(publish([KEY]).replace('"algorithm": 1', '"algorithm": 2')).keys == {}


@pytest.mark.parametrize(
    "wrong",
    [{"issuer": "35010"}, {"issuer": "三五零一零五"}, {"key": 256}, {"number": 0}, {"number": MOST_NUMBER + 1}, {"expires_on": date(2014, 12, 31)}, {"holder": -1}, {"kind": 2**16}, {"lot_tag": 2**32}],
)  # fmt: skip
def test_what_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    assert code(lambda: replace(FIELDS, **wrong).packed()) == "token.field"  # type: ignore[arg-type]


def test_bytes_that_name_no_government_or_no_number() -> None:
    packed = FIELDS.packed()
    assert code(lambda: unpacked(packed[:2] + b"\xff\xff\xff" + packed[5:])) == "token.field"
    assert code(lambda: unpacked(packed[:9] + b"\x00\x00\x00" + packed[12:])) == "token.field"


@pytest.mark.parametrize("host", ["", "a" * 33, "käse.example", "a/b"])
def test_a_host_that_cannot_be_printed(host: str) -> None:
    assert code(lambda: address(host, TOKEN)) == "token.host"


def test_the_address_fits_a_code_of_version_seven() -> None:
    import segno

    printed = address("a" * 32, TOKEN)
    assert printed == printed.upper()
    drawn = segno.make(printed, error="m", micro=False)
    assert (drawn.mode, drawn.version) == ("alphanumeric", 7)
    assert read(printed)[0] == FIELDS


def test_the_key_is_not_shown() -> None:
    assert "private" not in repr(KEY)
