import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.money import Fen
from shanhai.core.rounding import Approximation, approximate, in_wan, in_yi_yuan, show


@pytest.mark.parametrize(
    ("value", "kind", "rounded"),
    [
        (2986, "nearly", 3000),
        (297, "nearly", 300),
        (512, "over", 500),
        (53, "over", 50),
        (54, "over", 50),
        (58, "nearly", 60),
        (81, "over", 80),
        (951, "nearly", 1000),
        (29_000, "nearly", 30_000),
        (500, "exact", 500),
        (60, "exact", 60),
        (19, "exact", 19),
        (0, "exact", 0),
        (21, "over", 20),
    ],
)
def test_a_count_is_put_into_words(value, kind, rounded):
    assert approximate(value) == Approximation(kind, rounded)


@given(st.integers(0, 10**12))
def test_no_word_claims_more_than_the_truth(value):
    told = approximate(value)
    if told.kind == "exact":
        assert told.rounded == value
    elif told.kind == "over":
        assert told.rounded < value < 2 * told.rounded
    else:
        assert 0.9 * told.rounded <= value < told.rounded
    assert told.kind == "exact" or len(str(told.rounded).rstrip("0")) == 1


def test_a_negative_count_is_a_bug():
    with pytest.raises(ValueError, match="negative"):
        approximate(-1)


@pytest.mark.parametrize(
    ("value", "hans", "hant", "english"),
    [
        (2986, "近3000", "近3000", "nearly 3,000"),
        (512, "500余", "500餘", "more than 500"),
        (60, "60", "60", "60"),
        (29_000, "近3万", "近3萬", "nearly 30,000"),
        (164_000, "10万余", "10萬餘", "more than 100,000"),
        (Approximation("over", 50), "50余", "50餘", "more than 50"),
    ],
)
def test_the_words_in_three_languages(value, hans, hant, english):
    assert [show(value, lang) for lang in ("zh-hans", "zh-hant", "en")] == [hans, hant, english]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (440_000, "44万"),
        (29_000, "2.9万"),
        (164_000, "16.4万"),
        (284_300, "28.43万"),
        (284_314, "284314"),
        (10_000, "1万"),
        (10_100, "1.01万"),
        (9_900, "9900"),
        (-29_000, "-2.9万"),
    ],
)
def test_ten_thousands_are_exact_or_not_used(value, text):
    assert in_wan(value) == text


def test_ten_thousands_in_other_languages():
    assert in_wan(440_000, "zh-hant") == "44萬"
    assert in_wan(440_000, "en") == "440,000"


@pytest.mark.parametrize(
    ("fen", "hans", "hant", "english"),
    [
        (128_400_000_000, "12.84亿元", "12.84億元", "1.284 billion yuan"),
        (128_400_000_100, "1,284,000,001元", "1,284,000,001元", "1,284,000,001 yuan"),
        (5_000_000_000, "50,000,000元", "50,000,000元", "50 million yuan"),
        (100_000_000_000, "10亿元", "10億元", "1 billion yuan"),
        (100_150_000_000, "1,001,500,000元", "1,001,500,000元", "1,001,500,000 yuan"),
        (-128_400_000_000, "-12.84亿元", "-12.84億元", "-1.284 billion yuan"),
        (350_050, "3,500.50元", "3,500.50元", "3,500.50 yuan"),
    ],
)
def test_hundred_millions_are_exact_or_not_used(fen, hans, hant, english):
    assert in_yi_yuan(Fen(fen)) == hans
    assert in_yi_yuan(Fen(fen), "zh-hant") == hant
    assert in_yi_yuan(Fen(fen), "en") == english


@given(st.integers(-(10**10), 10**10))
def test_ten_thousands_read_back_are_the_number(value):
    text = in_wan(value)
    whole, _, rest = text.removesuffix("万").partition(".")
    scale = 4 if text.endswith("万") else 0
    assert int(whole + rest.ljust(scale, "0")) == value
