"""Typed numbers: every way of writing one is read exactly, and nothing else is a number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from generated_questions import in_full_width
from hypothesis import given
from hypothesis import strategies as st

from courseware.quizzes.grading import grade
from courseware.quizzes.numbers import decimal_text, read_number
from courseware.quizzes.rules import author_number

MINUS = "-−–—‒﹣－⁻"
SEPARATORS = ["", ",", "，", " ", "\u00a0", "\u202f", "\u3000", "'", "’"]
UNITS = [("元", "yuan"), ("%",), ("m²", "平方米"), ("元/人",), ("‰", "per mille")]
BEHIND = {"": 1, "%": 100, "％": 100, " %": 100, "‰": 1000}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Fraction]:
    """A number in one of the ways that people write it, without what stands behind; and its value."""
    digits = draw(st.from_regex("[1-9][0-9]{0,11}|0", fullmatch=True))
    part = draw(st.from_regex("[0-9]{0,8}", fullmatch=True))
    sign = draw(st.sampled_from(["", "", "+", "＋", *MINUS]))
    exponent = draw(st.sampled_from(["", "", "", "e5", "E-3", "e+12", "Ｅ２"]))
    value = Fraction(Decimal(f"{digits}.{part or 0}{exponent.replace('Ｅ２', 'e2')}"))
    separator = draw(st.sampled_from(SEPARATORS))
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[n : n + 3] for n in range(first, len(digits), 3))]
    whole = "" if digits == "0" and part and draw(st.booleans()) else separator.join(groups)
    point = draw(st.sampled_from([".", "．", "。", "｡"])) + part if part else ""
    text = f"{sign}{draw(st.sampled_from(['', ' ']))}{whole}{point}{exponent}"
    return (in_full_width(text) if draw(st.booleans()) else text), -value if sign and sign in MINUS else value


@given(written(), st.sampled_from(list(BEHIND)), st.sampled_from(["{}", " {}\u3000", "\ufeff{}\n", "{}."]))
def test_every_way_of_writing_a_number_reads_as_its_value(
    number: tuple[str, Fraction], behind: str, around: str
) -> None:
    text, value = number
    assert read_number(around.format(text)) == value
    assert read_number(f"{text}{behind}") == value / BEHIND[behind]


@given(written(), st.sampled_from(UNITS), st.data())
def test_the_unit_behind_a_number_makes_no_difference_and_another_unit_is_no_number(
    number: tuple[str, Fraction], units: tuple[str, ...], data: st.DataObject
) -> None:
    text, value = number
    unit = data.draw(st.sampled_from(units))
    unit = data.draw(st.sampled_from([unit, unit.upper(), in_full_width(unit), f"\u3000{unit} "]))
    assert read_number(text + unit, units) == value
    assert read_number(f"{text}{unit}{unit}", units) is None
    assert read_number(f"{text}箱", units) is None
    assert read_number(unit, units) is None


def test_a_per_cent_sign_that_is_the_unit_does_not_divide() -> None:
    assert read_number("75%", ["%"]) == 75
    assert read_number("75％") == Fraction(3, 4)
    assert read_number("7.5‰", ["%"]) == Fraction(3, 400)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "3 3", "1,234 567", "1 234,567", "4  800", "\x00", "\ud800", "1\ud800"),
        *"- + . 。 , % 元 e5 --3 +-3 3- 1-2 1/2 ½ 1:2 3.3.3 3.. 3,5 1,23 1,2345 12,34,567 1,,234 ,123 1,234,".split(),
        *"1_000 1e 1e+ 1e5.5 1e100 1e31 1e-31 0x10 1f NaN inf ∞ 一 十二 ٣ ۳ ५ Ⅷ 5%% 5%‰ 3,5元 元3 $3 约3 =3".split(),
        *("(3)", "3人", "3元元", "1" * 41, "0." + "1" * 40, "茶" * 2000, "1" + " " * 1000),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text, ["元"]) is None


@given(st.text(max_size=12) | st.text("0123456789,.。-−+eE%‰ '元人\u3000１２", max_size=12), st.sampled_from(UNITS))
def test_no_text_raises(text: str, units: tuple[str, ...]) -> None:
    number = read_number(text, units)
    assert number is None or abs(number) < 10**71


@given(st.integers(), st.integers(-30, 30))
def test_a_decimal_is_written_plainly_and_read_back(whole: int, places: int) -> None:
    value = Fraction(whole) * Fraction(10) ** places
    text = decimal_text(value)
    assert Fraction(Decimal(text)) == value
    assert set(text) <= set("-.0123456789")
    assert not ("." in text and text.endswith(("0", ".")))


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(22, 7), Fraction(-1, 10**30 * 7)])
def test_a_number_without_end_has_no_plain_text(value: Fraction) -> None:
    with pytest.raises(ValueError, match="has no end"):
        decimal_text(value)


@pytest.mark.parametrize(
    ("text", "number"),
    [("１,２３４．５０", "1234.5"), ("−3", "-3"), (".5", "0.5"), ("-0", "0"), ("1e-3", "0.001")],
)
def test_an_author_s_number_is_kept_as_a_plain_decimal(text: str, number: str) -> None:
    assert author_number(text) == number


@pytest.mark.parametrize("text", ["5%", "5％", "5 ‰", "3,5", "five", ""])
def test_an_author_writes_the_number_alone(text: str) -> None:
    assert author_number(text) is None


NUMERIC: dict[str, Any] = {"type": "numeric"}
EXACT = {**NUMERIC, "answer": "0.3"}
ABSOLUTE = {**NUMERIC, "answer": "0.3", "tolerance": "0.1"}
SHARE = {**NUMERIC, "answer": "-250", "tolerance": "2%"}
RANGE = {**NUMERIC, "min": "-0.1", "max": "0.3"}


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        (EXACT, ["0.3", "0.300000001", "0.299999999", ".3", "30%"], ["0.3000000011", "0.2999999989", "-0.3", "30"]),
        (ABSOLUTE, ["0.2", "0.4", "0.400000001", "0.199999999"], ["0.4000000011", "0.1999999989", "0.41", "0.19"]),
        (SHARE, ["-245", "-255", "-255.000000001"], ["-244.99", "-255.01", "250", "-255.0000000011"]),
        (RANGE, ["-0.1", "0", "0.3", "0.300000001", "-0.100000001"], ["0.3000000011", "-0.1000000011", "0.31", "-1"]),
        ({**NUMERIC, "answer": "0", "tolerance": "50%"}, ["0", "-0", "0.000000001"], ["0.01"]),
        ({**NUMERIC, "answer": "10000000000000000000000000000001"}, ["1" + "0" * 30 + "1"], ["1" + "0" * 30 + "2"]),
    ],
)
def test_a_number_counts_up_to_the_very_edge_of_its_tolerance(
    key: dict[str, Any], right: list[str], wrong: list[str]
) -> None:
    assert [text for text in right if grade(key, text) != 1] == []
    assert [text for text in wrong if grade(key, text) != 0] == []
