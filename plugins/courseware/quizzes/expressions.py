"""Formulas of parameter questions: a small language without names of Python's, and the numbers of an attempt.

The browser computes the same doubles (`web/expressions.js`): only `+ − × ÷`, square roots and whole-number steps are
used, which IEEE 754 rounds alike everywhere.
"""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

SEEDS = 250
"""Each attempt has a seed below this; the loader tries them all."""
GREATEST = 1e15
MILLIONTH = Decimal("0.000001")
TOKEN = re.compile(r" *(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<name>[a-z][a-z0-9_]*)|(?P<mark>[-+*/^(),]))")
RAISED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209c]")
SIGNS = str.maketrans("×÷−–", "*/--")

Names = Mapping[str, float]
Node = Callable[[Names], float]


class FormulaError(ValueError):
    """A formula that cannot be read, or has no value; `values` have the reason, for a problem's sentences."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.values = {"reason": reason, **values}


def _finite(x: float) -> float:
    if not abs(x) < GREATEST:
        raise FormulaError("too-great")
    return x


def _divide(a: float, b: float) -> float:
    if b == 0:
        raise FormulaError("division-by-zero")
    return a / b


def _power(base: float, exponent: float) -> float:
    if exponent != math.floor(exponent) or abs(exponent) > 100:
        raise FormulaError("exponent")
    result = 1.0
    for _ in range(abs(int(exponent))):
        result *= base
    return _divide(1.0, result) if exponent < 0 else result


def _root(x: float) -> float:
    if x < 0:
        raise FormulaError("negative-root")
    return math.sqrt(x)


def rounded(x: float, digits: float = 0.0) -> float:
    """Half away from zero; the small addition keeps 1.005 from being less than it says."""
    if digits != math.floor(digits) or not 0 <= digits <= 9:
        raise FormulaError("round-digits")
    scale = _power(10.0, digits)
    size = math.floor(abs(x) * scale + 0.5 + 1e-9) / scale
    return -size if x < 0 else size


FUNCTIONS: dict[str, tuple[Callable[..., float], int, int]] = {
    "round": (rounded, 1, 2),
    "floor": (lambda x: float(math.floor(x)), 1, 1),
    "ceil": (lambda x: float(math.ceil(x)), 1, 1),
    "abs": (abs, 1, 1),
    "sqrt": (_root, 1, 1),
    "min": (min, 2, 99),
    "max": (max, 2, 99),
}
"""What a formula may call, with the least and the most arguments."""
OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
}


class _Parser:
    """Recursive descent: sums of products of signed powers of atoms."""

    def __init__(self, formula: str) -> None:
        if RAISED.search(formula):  # NFKC would read 10² as 102
            raise FormulaError("raised-digit")
        self.text = unicodedata.normalize("NFKC", formula).translate(SIGNS).strip()
        self.at = 0
        self.names: list[str] = []

    def peek(self) -> re.Match[str] | None:
        return TOKEN.match(self.text, self.at)

    def take(self, marks: str) -> str:
        """The next mark, if it is one of these; else nothing."""
        token = self.peek()
        if token is None or not token["mark"] or token["mark"] not in marks:
            return ""
        self.at = token.end()
        return token["mark"]

    def whole(self) -> Node:
        node = self.sum(0)
        if self.at < len(self.text):
            raise FormulaError("unreadable", rest=self.text[self.at :].strip()[:12])
        return node

    def sum(self, depth: int) -> Node:
        return self.chain("+-", self.product, depth)

    def product(self, depth: int) -> Node:
        return self.chain("*/", self.signed, depth)

    def chain(self, marks: str, part: Callable[[int], Node], depth: int) -> Node:
        """Parts joined by these marks, computed from the left."""
        first, following = part(depth), []
        while mark := self.take(marks):
            following.append((OPERATIONS[mark], part(depth)))
        if not following:
            return first

        def value(names: Names) -> float:
            result = first(names)
            for operation, node in following:
                result = _finite(operation(result, node(names)))
            return result

        return value

    def signed(self, depth: int) -> Node:
        if depth > 30:
            raise FormulaError("too-many-brackets")
        minus = False
        while self.take("-"):
            minus = not minus
        node = self.power(depth)
        return (lambda names: -node(names)) if minus else node

    def power(self, depth: int) -> Node:
        base = self.atom(depth)
        if not self.take("^"):
            return base
        exponent = self.signed(depth + 1)
        return lambda names: _finite(_power(base(names), exponent(names)))

    def atom(self, depth: int) -> Node:
        token = self.peek()
        if self.take("("):
            node = self.sum(depth + 1)
            self.close()
            return node
        if token is None or token["mark"]:
            raise FormulaError("incomplete")
        self.at = token.end()
        if token["number"]:
            value = _finite(float(token["number"]))
            return lambda _: value
        name = token["name"]
        if self.take("("):
            return self.call(name, depth)
        self.names.append(name)
        return lambda names: _named(names, name)

    def close(self) -> None:
        if not self.take(")"):
            raise FormulaError("open-bracket")

    def call(self, name: str, depth: int) -> Node:
        if name not in FUNCTIONS:
            raise FormulaError("unknown-function", name=name, known=", ".join(FUNCTIONS))
        arguments = [self.sum(depth + 1)]
        while self.take(","):
            arguments.append(self.sum(depth + 1))
        self.close()
        function, least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            raise FormulaError("number-of-arguments", name=name)
        return lambda names: _finite(function(*(argument(names) for argument in arguments)))


def _named(names: Names, name: str) -> float:
    if name not in names:
        raise FormulaError("unknown-name", name=name)
    return names[name]


class Formula:
    """A formula read once; raises `FormulaError` when it cannot be read."""

    def __init__(self, text: str) -> None:
        parser = _Parser(text)
        self._node = parser.whole()
        self.names = tuple(dict.fromkeys(parser.names))
        """The parameters that it needs."""

    def value(self, names: Names) -> float:
        """Its value with these numbers; raises `FormulaError` when it has none or a step leaves ±10^15."""
        return _finite(self._node(names))


def evaluate(formula: str, names: Names) -> float:
    """The value of a formula; see `Formula`."""
    return Formula(formula).value(names)


def show(x: float) -> str:
    """A number as a reader sees it: at most six decimals, none that are zero at the end."""
    text = str(Decimal(rounded(x, 6)).quantize(MILLIONTH, ROUND_HALF_UP)).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def generator(seed: int) -> Iterator[float]:
    """Numbers from 0 to below 1 by mulberry32 (Tommy Ettinger, public domain), the same on both sides."""
    state, mask = (seed * 2654435761 + 1) % 2**32, 2**32 - 1
    while True:
        state = (state + 0x6D2B79F5) & mask
        t = ((state ^ (state >> 15)) * (state | 1)) & mask
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & mask)) & mask
        yield (t ^ (t >> 14)) / 2**32


def drawn(drawing: Mapping[str, Any], share: float) -> float:
    """The number of a range or a list at this share (0 to below 1) of its possibilities."""
    if "values" in drawing:
        values = drawing["values"]
        return float(values[int(share * len(values))])
    least, most, step = (Decimal(str(drawing[name])) for name in ("min", "max", "step"))
    count = int((most - least) / step) + 1
    scale = int(10 ** max(0, *(-int(number.as_tuple().exponent) for number in (least, step))))
    whole = int(least * scale) + int(share * count) * int(step * scale)
    return whole / scale


class Parameters:
    """The numbers of a question, read once: drawn ones and those computed from them, in order."""

    def __init__(self, listed: Sequence[tuple[str, Mapping[str, Any] | str]]) -> None:
        self.listed = [(name, Formula(what) if isinstance(what, str) else what) for name, what in listed]

    def of(self, seed: int, names: dict[str, float] | None = None) -> dict[str, float]:
        """The numbers of this seed, put into `names` one after the other; raises `FormulaError`."""
        shares, names = generator(seed), {} if names is None else names
        for name, what in self.listed:
            names[name] = what.value(names) if isinstance(what, Formula) else _finite(drawn(what, next(shares)))
        return names


def instance(key: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """The numbers of a seed (`names`) and the numeric key without parameters that they give (`key`)."""
    names = Parameters(key["parameters"]).of(seed)
    plain = {name: value for name, value in key.items() if name != "parameters"}
    for name in ("answer", "min", "max"):
        if name in key:
            plain[name] = show(evaluate(key[name], names))
    if "wrong" in key:
        plain["wrong"] = [show(evaluate(formula, names)) for formula in key["wrong"]]
    return {"names": names, "key": plain}
