import pytest

from shanhai.core.lifecycle import LifeCycle
from tests.core.refusals import refused

VOUCHER = LifeCycle(
    {
        "hand_out": (("printed",), "held"),
        "redeem": (("held",), "redeemed"),
        "void": (frozenset({"printed", "held"}), "void"),
        "pay": (("redeemed",), "paid"),
    },
    start="printed",
)


def test_the_states_come_in_the_order_of_the_table():
    assert VOUCHER.states == ("printed", "held", "redeemed", "void", "paid")
    assert VOUCHER.start == "printed"


def test_the_buttons_of_a_state_are_its_verbs():
    assert VOUCHER.verbs("printed") == ("hand_out", "void")
    assert VOUCHER.verbs("paid") == ()


def test_a_verb_moves_a_voucher_on():
    assert VOUCHER.after("printed", "hand_out") == "held"
    assert VOUCHER.may("held", "redeem")
    assert not VOUCHER.may("held", "burn")


def test_a_voucher_is_not_redeemed_twice():
    no = refused(VOUCHER.after, "redeemed", "redeem")
    assert no.as_json() == {
        "refusal": "lifecycle.not_allowed",
        "verb": "redeem",
        "state": "redeemed",
        "allowed": ["pay"],
    }


def test_one_word_is_not_a_tuple_of_states():
    with pytest.raises(TypeError, match="hand_out"):
        LifeCycle({"hand_out": ("printed", "held")}, start="printed")
