import pickle

import pytest

from shanhai.core.refusal import Refusal


def test_a_refusal_is_a_code_and_its_facts():
    no = Refusal("citizen.length", found=17)
    assert (no.code, no.facts, str(no)) == ("citizen.length", {"found": 17}, "citizen.length")
    assert no.as_json() == {"refusal": "citizen.length", "found": 17}


def test_a_fact_may_be_called_code():
    assert Refusal("division.unknown", code="999999").facts == {"code": "999999"}


def test_a_refusal_survives_a_worker_process():
    no = pickle.loads(pickle.dumps(Refusal("money.decimals", found=3)))  # noqa: S301 — our own
    assert (no.code, no.facts) == ("money.decimals", {"found": 3})


@pytest.mark.parametrize("wrong", ["", "length", "Citizen.length", "citizen.", "citizen length"])
def test_a_sentence_is_not_a_code(wrong):
    with pytest.raises(ValueError, match="dotted"):
        Refusal(wrong)
