"""Typed numbers: `１,２３４．５`, `－3`, `75％` and `12 人` are what a student means by them.

The browser does the same (`web/numbers.js`); the same cases test both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Any

from courseware.quizzes.texts import LONGEST, SPACE_AT_EDGES, normal_form, without_invisible

MOST_DIGITS = 40
GREATEST_EXPONENT = 30
ALLOWANCE = Fraction(1, 10**9)
"""What two numbers may differ by and still count as equal."""
MINUS = re.compile("[\u2212\u2013\u2014\u2012]")
RAISED = re.compile("[0-9\uff10-\uff19][\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]")
FULL_STOP = re.compile("(?<=[0-9])。|。(?=[0-9])")
NUMBER = re.compile(
    r"(?P<sign>[+-]?) *(?P<whole>[1-9][0-9]{0,2}(?:([,'’ ])[0-9]{3})(?:\3[0-9]{3})*(?![0-9])|[0-9]+|(?=\.[0-9]))"
    r"(?P<part>\.[0-9]+)?(?:[eE](?P<exponent>[+-]?[0-9]{1,2})(?![0-9]))?"
)
PER = {"%": 100, "‰": 1000}


def read_number(text: str, units: Iterable[str] = ()) -> Fraction | None:
    """The exact value of a typed number, without one of the units behind it; None when it is not a number."""
    if len(text) > LONGEST:
        return None
    if RAISED.search(text):  # 5² is not 52
        return None
    text = unicodedata.normalize("NFKC", without_invisible(text))
    text = SPACE_AT_EDGES.sub("", text)
    text = FULL_STOP.sub(".", MINUS.sub("-", text[:-1] if text.endswith((".", "。")) else text))
    found = NUMBER.match(text)
    if found is None:
        return None
    value = _value(found)
    rest = SPACE_AT_EDGES.sub("", text[found.end() :])
    if value is None or not rest or normal_form(rest) in {normal_form(unit) for unit in units}:
        return value
    return value / PER[rest] if rest in PER else None


def _value(found: re.Match[str]) -> Fraction | None:
    whole = re.sub("[^0-9]", "", found["whole"])
    part, exponent = found["part"] or "", int(found["exponent"] or 0)
    if len(whole) + len(part.removeprefix(".")) > MOST_DIGITS or abs(exponent) > GREATEST_EXPONENT:
        return None
    return Fraction(Decimal(f"{found['sign'] or ''}{whole or '0'}{part}e{exponent}"))


def decimal_text(value: Fraction) -> str:
    """A finite decimal as plain text, such as `-0.5`; raises `ValueError` for a number that is none (1/3)."""
    context = Context(prec=4 * MOST_DIGITS, traps=[Inexact])
    try:
        number = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    except Inexact:
        raise ValueError(f"{value} has no end") from None
    return f"{number.normalize(context):f}"


def tolerance_at(key: dict[str, Any], value: Fraction) -> Fraction:
    """How far an answer may be from the value: absolute, or `2%` of it."""
    written = str(key.get("tolerance", "0"))
    share = Fraction(Decimal(written.removesuffix("%")))
    return abs(value) * share / 100 if written.endswith("%") else share


def is_near(key: dict[str, Any], value: str, typed: Fraction) -> bool:
    """Whether a number is as near to the value (a plain decimal) as the key asks."""
    target = Fraction(Decimal(value))
    return abs(typed - target) <= tolerance_at(key, target) + ALLOWANCE


def is_right(key: dict[str, Any], typed: Fraction) -> bool:
    """Whether a number is the answer of a numeric key, or in its range."""
    if "answer" in key:
        return is_near(key, key["answer"], typed)
    return Fraction(Decimal(key["min"])) - ALLOWANCE <= typed <= Fraction(Decimal(key["max"])) + ALLOWANCE
