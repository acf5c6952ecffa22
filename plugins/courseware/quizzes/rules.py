"""Which typed words and numbers are right: what an author writes about them, and what can be wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from courseware.quizzes.numbers import decimal_text, read_number
from courseware.quizzes.parts import Mistake, Option
from courseware.quizzes.texts import PatternError, Rule, canonical_pattern, normal_form
from courseware.sources import Key
from courseware.validation import Id, Strict, Text, known_languages


def author_number(text: str) -> str | None:
    """A number as an author types it, as a plain decimal; what has a % is none: the unit says it."""
    number = None if unicodedata.normalize("NFKC", text).rstrip().endswith(("%", "‰")) else read_number(text)
    return None if number is None else decimal_text(number)


def _decimal(value: Any) -> str:
    number = author_number(value) if isinstance(value, str) else None
    if number is None:
        raise PydanticCustomError("float_parsing", "not a number")
    return number


def _tolerance(value: Any) -> str:
    text = str(value).strip()
    if text.endswith(("%", "％")):
        return _positive(text[:-1]) + "%"
    return _positive(text)


def _positive(text: str) -> str:
    number = _decimal(text)
    if number.startswith("-"):
        raise PydanticCustomError("float_parsing", "less than zero")
    return number


DecimalText = Annotated[str, BeforeValidator(_decimal)]
"""A plain decimal such as `-0.5`: exact, unlike a float."""
Tolerance = Annotated[str, BeforeValidator(_tolerance)]
"""A plain decimal, or one with `%`: a share of the value."""
Formula = Annotated[str, Field(min_length=1)]


class WrongValue(Strict):
    """A wrong number that students often arrive at, and what to say then."""

    value: Formula
    feedback: Text


class Range(Strict):
    """A number that each attempt draws from `min`, `min + step` … `max`."""

    min: DecimalText
    max: DecimalText
    step: DecimalText = "1"


class Choices(Strict):
    """A number that each attempt draws from a list."""

    values: Annotated[list[DecimalText], Field(min_length=2)]


def _parameter_form(value: Any) -> str:
    if isinstance(value, str):
        return "formula"
    return "values" if isinstance(value, dict) and not {"min", "max", "step"} & set(value) else "range"


Parameter = Annotated[
    Annotated[Formula, Tag("formula")] | Annotated[Choices, Tag("values")] | Annotated[Range, Tag("range")],
    Discriminator(_parameter_form),
]
"""A number of a question: drawn from a range or a list, or computed from those before it."""


class NumberRule(Strict):
    """Which numbers are right: an answer with a tolerance, or a range; `unit` may stand behind a typed number."""

    answer: Formula | None = None
    tolerance: Tolerance | None = None
    min: Formula | None = None
    max: Formula | None = None
    unit: Text | None = None

    def number_key(self) -> dict[str, Any]:
        """The part of a key that says which numbers are right."""
        written = {name: getattr(self, name) for name in ("answer", "min", "max", "tolerance")}
        key = {"type": "numeric", **{name: value for name, value in written.items() if value is not None}}
        if self.unit:
            key["units"] = list(dict.fromkeys(self.unit.values()))
        return key

    def number_mistakes(self, at: Key = ()) -> Iterator[Mistake]:
        """An answer and a range at once, or neither."""
        given = [name for name in ("answer", "min", "max", "tolerance") if getattr(self, name) is not None]
        if given not in (["answer"], ["answer", "tolerance"], ["min", "max"]):
            yield Mistake("quiz-number", (*at, *given[-1:]))


def plain_number_mistakes(rule: NumberRule, at: Key = ()) -> Iterator[Mistake]:
    """What is wrong with a number rule that has no parameters."""
    mistakes = list(rule.number_mistakes(at))
    for name in ("answer", "min", "max"):
        value = getattr(rule, name)
        if value is not None and author_number(value) is None:
            mistakes.append(Mistake("not-a-number", (*at, name), {"key": name, "value": value}))
    yield from mistakes
    if mistakes or rule.min is None or rule.max is None:
        return
    if Decimal(author_number(rule.min) or 0) > Decimal(author_number(rule.max) or 0):
        yield Mistake("quiz-range", (*at, "max"), {"min": rule.min, "max": rule.max})


def plain_decimals(key: dict[str, Any]) -> dict[str, Any]:
    """The key with its numbers as plain decimals, as both graders take them."""
    return {**key, **{name: author_number(key[name]) for name in ("answer", "min", "max") if name in key}}


Accepted = Annotated[
    dict[str, Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]],
    BeforeValidator(known_languages),
]
"""Accepted answers by language code; the course's first language is always there."""


class TextRule(Strict):
    """Which words are right; rules named in `strict` are not forgiven."""

    accept: Accepted | None = None
    patterns: list[str] = Field(default_factory=list)
    strict: list[Rule] = Field(default_factory=list)

    def normal_forms(self) -> dict[str, str]:
        """The accepted answers by the form in which they are compared."""
        return {normal_form(a, self.strict): a for answers in (self.accept or {}).values() for a in answers}

    def text_mistakes(self, at: Key = ()) -> Iterator[Mistake]:
        """Answers that no one could give, and patterns that the browser would read otherwise."""
        for language, answers in (self.accept or {}).items():
            for n, answer in enumerate(answers):
                if not normal_form(answer, self.strict):
                    yield Mistake("quiz-accept-empty", (*at, "accept", language, n), {"value": answer})
        for n, pattern in enumerate(self.patterns):
            try:
                canonical_pattern(pattern, self.strict)
            except PatternError as error:
                yield Mistake("quiz-pattern", (*at, "patterns", n), {"value": pattern, **error.values})


class Blank(NumberRule, TextRule):
    """A gap of a cloze, marked in the stem as `[[id]]`: words, a number, or a choice."""

    id: Id
    options: Annotated[list[Option], Field(min_length=2)] | None = None
    group: Id | None = None

    @property
    def kind(self) -> str:
        """`text`, `numeric` or `single`."""
        return "text" if self.accept else "single" if self.options else "numeric"

    def mistakes(self, at: Key) -> Iterator[Mistake]:
        """A blank of no kind or of two, and what is wrong within its kind."""
        number = any(getattr(self, name) is not None for name in NumberRule.model_fields)
        kinds = [bool(self.accept or self.patterns or self.strict), self.options is not None, number]
        if sum(kinds) != 1 or (kinds[0] and self.accept is None):
            yield Mistake("quiz-blank-kind", at, {"id": self.id})
            return
        if self.kind == "text":
            yield from self.text_mistakes(at)
        elif self.kind == "numeric":
            yield from plain_number_mistakes(self, at)
        else:
            right = sum(option.correct for option in self.options or [])
            if right != 1:
                yield Mistake("quiz-single-key", (*at, "options"), {"count": str(right)})
        if self.group and self.kind != "text":
            yield Mistake("quiz-blank-group", (*at, "group"), {"id": self.id})
