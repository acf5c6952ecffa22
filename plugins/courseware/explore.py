"""A figure to explore: two ratings of the same things, on one scale (`/// explore`), as the author wrote them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courseware.body import Block
from courseware.problems import Place, Problem

OPTIONS = ("scale", "first", "second", "step")
LEAST = 3
"""Rows of which a radar is a figure."""
MOST = 7
"""Rows whose names still find room around it."""
NUMBER = r"[-−]?[0-9]+(?:\.[0-9]+)?"
SCALE = re.compile(rf"({NUMBER})\s*[-–—~～至]\s*({NUMBER})")
ROW = re.compile(rf"-\s+(.+?)\s*[:：]\s*({NUMBER})\s*[,，、]\s*({NUMBER})")
STEP = Decimal("0.1")


@dataclass(frozen=True)
class Rated:
    """A thing with its two ratings."""

    name: str
    first: Decimal
    second: Decimal


@dataclass(frozen=True)
class Figure:
    """What is drawn: the scale, what the two ratings are called, and the rows; `step` is what a slider moves by."""

    id: str
    low: Decimal
    high: Decimal
    step: Decimal
    first: str
    second: str
    caption: str
    rows: tuple[Rated, ...]

    @property
    def numbers(self) -> tuple[object, ...]:
        """All that has no language, by which the translations of a page are compared."""
        return (self.low, self.high, self.step, tuple((row.first, row.second) for row in self.rows))


def read_options(options: Mapping[str, Any]) -> dict[str, str]:
    """The options as words, whoever has read them."""
    return {name: str(value).strip() for name, value in options.items() if value is not None}


def read_figure(block: Block, path: str) -> tuple[Figure | None, list[Problem]]:
    """The figure in a block of a page, and what is wrong with it; None when it cannot be drawn."""
    lines = {name: Place(path, line, 5) for line, name in enumerate(block.options, block.line + 1)}
    options = read_options(block.options)
    problems = [Problem("empty-value", lines[name], {"key": name}) for name, words in options.items() if not words]
    here = Place(path, block.line)
    problems += [Problem("missing-key", here, {"key": name}) for name in OPTIONS[:3] if name not in options]
    if not block.argument:
        problems.append(Problem("explore-id", here))
    low, high, step = Decimal(0), Decimal(0), STEP
    if scale := SCALE.fullmatch(options.get("scale", "")):
        low, high = _number(scale[1]), _number(scale[2])
    if options.get("scale") and low >= high:
        problems.append(Problem("explore-scale", lines["scale"], {"value": options["scale"]}))
    if options.get("step"):
        step = _number(options["step"]) if re.fullmatch(NUMBER, options["step"]) else Decimal(0)
        if step <= 0 or (low < high and (high - low) % step):
            problems.append(Problem("explore-step", lines["step"], {"value": options["step"]}))
    if problems:
        low, high, step = min(low, high), max(low, high), Decimal(0)  # no number is held against a wrong scale
    caption, rows, more = _rows(block, path, low, high, step)
    problems += more
    if problems:
        return None, problems
    return Figure(block.argument, low, high, step, options["first"], options["second"], caption, rows), []


def _rows(
    block: Block, path: str, low: Decimal, high: Decimal, step: Decimal
) -> tuple[str, tuple[Rated, ...], list[Problem]]:
    """The words above the list, and the list."""
    problems: list[Problem] = []
    caption: list[str] = []
    rows: list[Rated] = []
    listed = 0
    for number, line in enumerate(block.text.split("\n"), block.text_line):
        text, place = line.strip(), Place(path, number)
        if not text:
            continue
        if not text.startswith("-") and not listed:
            caption.append(text)
            continue
        listed += 1
        row = ROW.fullmatch(text)
        if row is None:
            problems.append(Problem("explore-row", place, {"value": text[:60]}))
            continue
        rated = Rated(row[1], _number(row[2]), _number(row[3]))
        if rated.name in [other.name for other in rows]:
            problems.append(Problem("explore-name", place, {"value": rated.name}))
        for value in (rated.first, rated.second) if step else ():
            if not low <= value <= high or (value - low) % step:
                values = {"value": str(value), "min": str(low), "max": str(high), "step": str(step)}
                problems.append(Problem("explore-value", place, values))
        rows.append(rated)
    if not LEAST <= listed <= MOST:
        values = {"count": str(listed), "least": str(LEAST), "most": str(MOST)}
        problems.append(Problem("explore-count", Place(path, block.line), values))
    return " ".join(caption), tuple(rows), problems


def _number(written: str) -> Decimal:
    return Decimal(written.replace("−", "-"))
