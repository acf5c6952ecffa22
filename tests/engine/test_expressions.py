"""Formulas of parameter questions, against Python's own reading of them; the numbers that a seed draws."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from generated_questions import in_full_width
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.problems import reasons
from courseware.quizzes.expressions import SEEDS, Formula, FormulaError, Parameters, evaluate, instance, show

NAMES = {"a": 3.0, "b": 0.1, "c2": -7.5, "zero": 0.0, "min": 2.0}
LIMIT = 1e15


def power(base: float, exponent: float) -> float:
    if not exponent.is_integer() or abs(exponent) > 100:
        raise ArithmeticError
    result = math.prod([base] * abs(int(exponent)), start=1.0)
    return 1 / result if exponent < 0 else result


def half_away_from_zero(x: float, digits: float = 0.0) -> float:
    if digits not in range(10):
        raise ArithmeticError
    scale = float(10 ** int(digits))
    return math.copysign(math.floor(abs(x) * scale + 0.5 + 1e-9) / scale, x)


FUNCTIONS: dict[str, Callable[..., float]] = {
    "round": half_away_from_zero,
    "floor": lambda x: float(math.floor(x)),
    "ceil": lambda x: float(math.ceil(x)),
    "abs": abs,
    "sqrt": math.sqrt,
    "min": min,
    "max": max,
}
OPERATIONS: dict[type, Callable[[float, float], float]] = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: power,
}


def reference(formula: str) -> float | None:
    """The value by Python's grammar, whose signs and powers bind as ours do; None when it has none."""

    def value(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=number):
                result = float(str(number))
            case ast.Name(id=name):
                result = NAMES[name]
            case ast.UnaryOp(operand=operand):
                result = -value(operand)
            case ast.BinOp(left=left, op=operation, right=right):
                result = OPERATIONS[type(operation)](value(left), value(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                result = FUNCTIONS[name](*map(value, arguments))
            case _:
                raise AssertionError(ast.dump(node))
        if not abs(result) < LIMIT:
            raise ArithmeticError
        return result

    try:
        return value(ast.parse(formula.replace("^", "**"), mode="eval").body)
    except (ArithmeticError, ValueError):
        return None


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(parts, parts).map
    return st.one_of(
        st.tuples(parts, st.sampled_from(["+", "-", "*", "/", " - ", "  / ", " * "]), parts).map("".join),
        st.tuples(parts, st.sampled_from("^2 ^3 ^-1 ^-2 ^0 ^2^2 ^min ^99 ^0.5".split())).map("".join),
        parts.map("({})".format) | parts.map("-{}".format),
        st.tuples(st.sampled_from(["round", "floor", "ceil", "abs", "sqrt"]), parts).map(lambda p: f"{p[0]}({p[1]})"),
        pairs(lambda p: f"min({p[0]}, {p[1]})") | pairs(lambda p: f"max({p[0]},{p[1]},2)"),
        st.tuples(parts, st.integers(0, 9)).map(lambda p: f"round({p[0]}, {p[1]})"),
    )


numbers = st.sampled_from(["0", "1", "2", "0.5", ".25", "1.005", "100", "2.675", "123456.789", "99999999"])
formulas = st.recursive(numbers | st.sampled_from(list(NAMES)), joined, max_leaves=12)


@given(formulas)
@settings(max_examples=400)
def test_a_formula_has_the_value_that_python_gives_it(formula: str) -> None:
    expected = reference(formula)
    if expected is None:
        with pytest.raises(FormulaError):
            evaluate(formula, NAMES)
    else:
        assert evaluate(formula, NAMES) == expected
        assert evaluate(in_full_width(formula), NAMES) == expected
        assert evaluate(formula.replace("*", "×").replace("/", "÷").replace("-", "−"), NAMES) == expected


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("-2^2", -4),
        ("2^3^2", 512),
        ("2^-1", 0.5),
        ("--3", 3),
        ("8/4/2", 1),
        ("2-3-4", -5),
        ("(1+2)*3", 9),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1.005, 2)", 1.01),
        ("round(0.1+0.2, 9)", 0.3),
        ("floor(-1.5) + ceil(1.2)", 0),
        ("min + max(1, 2, 5)", 7),
        ("+".join(["1"] * 3000), 3000),
        ("-" * 3000 + "1", 1),
    ],
)
def test_values(formula: str, value: float) -> None:
    assert evaluate(formula, NAMES) == value


@pytest.mark.parametrize(
    "formula",
    [
        *("", " ", "1 + + 2", "1 2", "a b", "a and b", "lambda: 1", "round 1", "a\n+1", "a\x00"),
        *"1+ +1 *2 (1 1) () 1,2 2a 1e5 5. 1..2 1.2.3 a.b a[0] a=1 a==1 __import__ A 数 a%b a//b 2**3 x² 10²".split(),
        *"½ 'a' log(2) round() round(1,2,3) floor(1,2) min(1) max() unknown".split(),
        *"1/0 1/zero zero^-1 sqrt(-1) 2^0.5 2^101 2^-101 round(1,10) round(1,-1) round(1,0.5)".split(),
        *("10^15", "-10^15", "9" * 400, "10^8*10^8/10^8", "99^99 - 99^99", "floor(99^99)", "min(1, 10^16)"),
        *("(" * 40 + "1" + ")" * 40, "2^" * 40 + "2", "abs(" * 4000 + "1" + ")" * 4000),
    ],
)
def test_what_is_no_formula_or_has_no_value_has_a_reason(formula: str) -> None:
    with pytest.raises(FormulaError) as error:
        evaluate(formula, NAMES)
    assert error.value.values["reason"] in reasons()


@given(st.text("0123456789.ab_+-*/^(), 茶×÷−min" + "（）", max_size=20) | st.text(max_size=10))
@settings(max_examples=300)
def test_no_text_does_anything_but_give_a_number_or_be_refused(formula: str) -> None:
    try:
        read = Formula(formula)
        value = read.value(NAMES)
    except FormulaError:
        return
    assert abs(value) < LIMIT
    assert set(read.names) <= set(NAMES)


@given(st.decimals("-999999999", "999999999", places=6) | st.decimals("-1", "1", places=6))
def test_a_number_is_shown_as_it_is_and_without_zeros_at_its_end(number: Decimal) -> None:
    text = show(float(number))
    assert Decimal(text) == number
    assert text == "0" if not number else not ("." in text and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((0.1 + 0.2, "0.3"), (-0.0, "0"), (-4e-7, "0"), (5e-7, "0.000001"), (-5e-7, "-0.000001"), (1 / 3, "0.333333")),
        *((1e14, "100000000000000"), (2.0**45 + 2.0**-7, "35184372088832.007813"), (100.0, "100"), (1200.5, "1200.5")),
    ],
)
def test_more_than_six_decimals_are_rounded_half_away_from_zero(number: float, text: str) -> None:
    assert show(number) == text


def mulberry32(state: int, count: int) -> list[float]:
    def product(x: int, y: int) -> int:
        return (x & 0xFFFFFFFF) * (y & 0xFFFFFFFF) & 0xFFFFFFFF

    found = []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = product(state ^ state >> 15, state | 1)
        t ^= (t + product(t ^ t >> 7, t | 61)) & 0xFFFFFFFF
        found.append((t ^ t >> 14) / 2**32)
    return found


def test_the_reference_draws_what_the_generator_s_published_code_does() -> None:
    assert mulberry32(0, 3) == [0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]


@st.composite
def drawings(draw: st.DrawFn) -> tuple[dict[str, Any], list[Decimal]]:
    """A range or a list, and the numbers it may give."""
    scale = draw(st.integers(0, 3))
    if draw(st.booleans()):
        numbers = draw(st.lists(st.integers(-999, 999), min_size=2, max_size=6, unique=True))
        values = [Decimal(number).scaleb(-scale) for number in numbers]
        return {"values": [f"{value:f}" for value in values]}, values
    least, step = Decimal(draw(st.integers(-999, 999))).scaleb(-scale), Decimal(draw(st.integers(1, 99))).scaleb(-scale)
    count, rest = draw(st.integers(1, 30)), draw(st.sampled_from([Decimal(0), step / 2]))
    most = least + step * count + rest
    values = [least + step * n for n in range(count + 1)]
    return {"min": f"{least:f}", "max": f"{most:f}", "step": f"{step:f}"}, values


@given(st.lists(drawings(), min_size=1, max_size=4), st.integers(0, SEEDS - 1))
def test_a_seed_draws_each_number_from_its_possibilities(
    drawn: list[tuple[Mapping[str, Any], list[Decimal]]], seed: int
) -> None:
    listed: list[tuple[str, Any]] = [(f"p{n}", drawing) for n, (drawing, _) in enumerate(drawn)]
    shares = mulberry32((seed * 2654435761 + 1) % 2**32, len(drawn))
    expected = [float(values[int(share * len(values))]) for share, (_, values) in zip(shares, drawn, strict=True)]
    assert list(Parameters(listed).of(seed).values()) == expected
    # A formula between them takes nothing from the generator.
    between = [listed[0], ("twice", "p0 * 2"), *listed[1:]]
    assert [value for name, value in Parameters(between).of(seed).items() if name != "twice"] == expected


@pytest.mark.parametrize("drawing", [{"values": ["1e15", "1e15"]}, {"min": "1e20", "max": "1e21", "step": "1e20"}])
def test_a_drawn_number_is_no_greater_than_a_computed_one(drawing: dict[str, Any]) -> None:
    with pytest.raises(FormulaError):
        Parameters([("a", drawing)]).of(0)


def test_every_possibility_comes_up_among_the_seeds() -> None:
    drawing = Parameters([("a", {"min": "0.1", "max": "1", "step": "0.1"}), ("b", {"values": ["1", "2", "3"]})])
    drawn = [drawing.of(seed) for seed in range(SEEDS)]
    assert {numbers["a"] for numbers in drawn} == {n / 10 for n in range(1, 11)}
    assert {numbers["b"] for numbers in drawn} == {1, 2, 3}
    assert len({(numbers["a"], numbers["b"]) for numbers in drawn}) == 30


@pytest.mark.parametrize("seed", [0, 1, 17, 249])
def test_a_seed_makes_a_plain_numeric_key(seed: int) -> None:
    drawn = [["x", {"min": "1", "max": "9", "step": "1"}], ["share", {"values": ["0.1", "0.3"]}]]
    parameters = [*drawn, ["y", "x * share"]]
    key = {"type": "numeric", "parameters": parameters, "answer": "y / 3", "tolerance": "1%", "wrong": ["-y"]}
    made = instance(key, seed)
    names = made["names"]
    assert made == instance(key, seed)
    assert names["y"] == names["x"] * names["share"]
    assert made["key"] == {
        "type": "numeric",
        "tolerance": "1%",
        "answer": show(names["y"] / 3),
        "wrong": [show(-names["y"])],
    }
    ends = instance({"type": "numeric", "parameters": parameters, "min": "x", "max": "x + y", "units": ["元"]}, seed)
    assert ends["key"] == {
        "type": "numeric",
        "min": show(names["x"]),
        "max": show(names["x"] + names["y"]),
        "units": ["元"],
    }
