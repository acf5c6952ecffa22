"""Questions for a number, and those whose numbers each attempt draws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from pydantic import Field

from courseware.quizzes.expressions import SEEDS, Formula, FormulaError, Parameters, show
from courseware.quizzes.numbers import is_right
from courseware.quizzes.parts import MARK, Mistake, WithFeedback
from courseware.quizzes.rules import (
    Choices,
    NumberRule,
    Parameter,
    Range,
    WrongValue,
    author_number,
    plain_decimals,
    plain_number_mistakes,
)
from courseware.sources import Key
from courseware.validation import Text

SHOWN = ("stem", "hint", "solution", "feedback")
"""Words that may hold `[[name]]`, the number of an attempt."""
RESERVED = ("answer", "min", "max")
"""What the question's words call the answer, or the ends of its range."""
PARAMETER_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Numeric(NumberRule, WithFeedback):
    """A number, exact or near enough; with `parameters` each attempt has its own numbers."""

    type: Literal["numeric"]
    parameters: dict[str, Parameter] | None = None
    wrong: list[WrongValue] = Field(default_factory=list)

    def mistakes(self) -> Iterator[Mistake]:
        """Numbers that are none, formulas without a value, a wrong value that is right."""
        yield from self._unknown_numbers()
        if self.parameters is not None:
            yield from self._parameter_mistakes(self.parameters)
            return
        mistakes = list(plain_number_mistakes(self))
        yield from mistakes
        values = [author_number(wrong.value) for wrong in self.wrong]
        for n, value in enumerate(values):
            if value is None:
                what = {"key": "value", "value": self.wrong[n].value}
                yield Mistake("not-a-number", ("wrong", n, "value"), what)
        if not mistakes:
            yield from self._wrong_is_right(plain_decimals(self.number_key()), values)

    def _unknown_numbers(self) -> Iterator[Mistake]:
        """`[[name]]` in the words that is no parameter."""
        known = list(self.parameters or {})
        texts: list[tuple[Key, Text | None]] = [((name,), getattr(self, name)) for name in SHOWN]
        texts += [(("wrong", n, "feedback"), wrong.feedback) for n, wrong in enumerate(self.wrong)]
        for at, text in texts:
            for language, words in (text or {}).items():
                marked = {match[1] for match in MARK.finditer(words)}
                for name in sorted(marked - {*known, *(("answer",) if known and self.answer else ())}):
                    values = {"name": name, "allowed": ", ".join(known) or "–"}
                    yield Mistake("quiz-parameter-unknown", (*at, language), values)

    def _wrong_is_right(self, key: dict[str, Any], wrong: Sequence[str | None], numbers: str = "") -> Iterator[Mistake]:
        """Wrong values that the key takes; `numbers` are those of the attempt."""
        for n, value in enumerate(wrong):
            if value is not None and is_right(key, Fraction(value)):
                yield Mistake("quiz-wrong-is-right", ("wrong", n, "value"), {"value": self.wrong[n].value + numbers})

    def _formulas(self) -> Iterator[tuple[Key, str]]:
        """Every formula and where it stands, the parameters' own aside."""
        for name in ("answer", "min", "max"):
            if getattr(self, name) is not None:
                yield (name,), getattr(self, name)
        for n, wrong in enumerate(self.wrong):
            yield ("wrong", n, "value"), wrong.value

    def listed_parameters(self) -> list[tuple[str, dict[str, Any] | str]]:
        """The parameters as a key holds them: in order, as plain data."""
        parameters = self.parameters or {}
        return [(name, what if isinstance(what, str) else what.model_dump()) for name, what in parameters.items()]

    def _parameter_mistakes(self, parameters: dict[str, Parameter]) -> Iterator[Mistake]:
        names = [name for name in parameters if not PARAMETER_NAME.fullmatch(name) or name in RESERVED]
        mistakes = list(self.number_mistakes())
        mistakes += [Mistake("quiz-parameter-name", ("parameters", name), {"name": name}) for name in names]
        if names:  # no formula can hold them
            yield from mistakes
            return
        before: list[str] = []
        for name, what in parameters.items():
            at = ("parameters", name)
            if isinstance(what, str):
                mistakes += list(_formula_mistakes(what, at, before))
            elif not _varies(what):
                mistakes.append(Mistake("quiz-parameter-range", at, {"name": name}))
            before.append(name)
        for where, formula in self._formulas():
            mistakes += list(_formula_mistakes(formula, where, before))
        yield from mistakes
        if not mistakes:
            yield from self._values_of_every_seed()

    def _values_of_every_seed(self) -> Iterator[Mistake]:
        """The first set of numbers with which a formula has no value, or a wrong value is right."""
        drawn, written = Parameters(self.listed_parameters()), list(self._formulas())
        formulas = [Formula(text) for _, text in written]
        places: list[Key] = [*(("parameters", name) for name, _ in drawn.listed), *(where for where, _ in written)]
        for seed in range(SEEDS):
            names: dict[str, float] = {}
            values: list[str] = []
            try:
                drawn.of(seed, names)
                for formula in formulas:
                    values.append(show(formula.value(names)))
            except FormulaError as error:
                where = places[len(names) + len(values)]  # the first that is still missing
                yield Mistake("quiz-formula-value", where, {"numbers": _told(names), **error.values})
                return
            found = list(self._mistakes_of_attempt(values, f" ({_told(names)})"))
            if found:
                yield from found
                return

    def _mistakes_of_attempt(self, values: list[str], numbers: str) -> Iterator[Mistake]:
        """A range that runs backwards or a wrong value that is right; `values` are those of the formulas in order."""
        key = self.number_key()
        rule = [name for name in ("answer", "min", "max") if name in key]
        key |= dict(zip(rule, values, strict=False))
        if "min" in key and Fraction(key["min"]) > Fraction(key["max"]):
            yield Mistake("quiz-range", ("max",), {"min": key["min"], "max": key["max"] + numbers})
        else:
            yield from self._wrong_is_right(key, values[len(rule) :], numbers)


def _varies(drawing: Range | Choices) -> bool:
    """Whether at least two numbers can be drawn."""
    if isinstance(drawing, Choices):
        return len(set(drawing.values)) > 1
    least, most, step = Fraction(drawing.min), Fraction(drawing.max), Fraction(drawing.step)
    return step > 0 and least + step <= most


def _told(names: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {show(value)}" for name, value in names.items()) or "–"


def _formula_mistakes(text: str, at: Key, known: Sequence[str]) -> Iterator[Mistake]:
    try:
        formula = Formula(text)
    except FormulaError as error:
        yield Mistake("quiz-formula", at, {"value": text, **error.values})
        return
    for name in formula.names:
        if name not in known:
            yield Mistake("quiz-parameter-unknown", at, {"name": name, "allowed": ", ".join(known) or "–"})
