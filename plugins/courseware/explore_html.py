"""A figure to explore on a page: its table, a radar beside it, and a sentence about the widest gap.

All of it stands in the page without scripts; `web/explore.js` moves the same drawing and fills the same cells.
"""

from __future__ import annotations

import json
import math
from decimal import Decimal

from courseware.explore import Figure
from courseware.languages import HAN, Language
from courseware.rendering import render

WIDTH = 360
TYPE = 15
LINE = 19
MARGIN = 2
APART = 9
"""From the end of an axis to its name."""
LARGEST = 112
SMALLEST = 52
BETWEEN_RINGS = 20
"""Least distance of two rings, so that their numbers stand apart."""


def figure_html(figure: Figure, words: Language) -> str:
    """The figure in the page's language."""
    decimals = max(0, *(-int(number.normalize().as_tuple().exponent) for number in (figure.step, figure.low)))
    drawing = Drawing(figure)
    gaps = [row.second - row.first for row in figure.rows]
    means = [sum(values) / len(figure.rows) for values in zip(*((r.first, r.second) for r in figure.rows), strict=True)]
    data = {
        **{"low": float(figure.low), "high": float(figure.high), "step": float(figure.step), "decimals": decimals},
        **{"first": figure.first, "second": figure.second, "radius": drawing.radius},
        "centre": drawing.centre,
        "rows": [{"name": r.name, "values": [float(r.first), float(r.second)]} for r in figure.rows],
        "words": words["explore"] | {"separator": words["separator"]},
    }
    return render(
        "explore.html",
        words.code,
        figure=figure,
        drawing=drawing,
        # An ampersand would be taken for the beginning of an entity when the page is written.
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("&", "\\u0026"),
        shown=lambda value: shown(value, decimals),
        gaps=[signed(gap, decimals) for gap in gaps],
        means=[shown(mean, 2) for mean in means],
        mean_gap=signed(means[1] - means[0], 2),
        sentence=widest(figure, words, decimals),
    )


def shown(value: Decimal, decimals: int) -> str:
    """A number as it is shown, rounded half away from zero."""
    units = math.floor(abs(value) * 10**decimals + Decimal("0.5"))
    digits = f"{units:0{decimals + 1}d}"
    plain = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"{'−' if value < 0 and units else ''}{plain}"


def signed(value: Decimal, decimals: int) -> str:
    """A difference: what is above zero has its sign."""
    words = shown(value, decimals)
    return f"+{words}" if words.strip("0.−") and value > 0 else words


def widest(figure: Figure, words: Language, decimals: int) -> str:
    """Where the two ratings are furthest apart, in a sentence."""
    gaps = {row.name: row.second - row.first for row in figure.rows}
    most = max(abs(gap) for gap in gaps.values())
    names = [name for name, gap in gaps.items() if abs(gap) == most]
    kind = "same" if not most else "tied" if len(names) > 1 else "lower" if gaps[names[0]] < 0 else "higher"
    return str(words[f"explore.{kind}"]).format(
        **{"first": figure.first, "second": figure.second, "gap": shown(most, decimals)},
        **{"name": names[0], "names": words["separator"].join(names), "count": len(names)},
    )


def width_of(text: str) -> float:
    """About how wide the words are in the drawing: Chinese characters are square, Latin letters about half of it."""
    return sum(TYPE if HAN.match(c) or ord(c) > 0x2E7F else TYPE * 0.55 for c in text)


def wrapped(text: str, most: float) -> list[str]:
    """The words in lines; Chinese breaks anywhere, Latin between words."""
    lines = [""]
    for piece in list(text) if HAN.search(text) else [f"{word} " for word in text.split()]:
        if lines[-1] and width_of((lines[-1] + piece).strip()) > most:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


class Drawing:
    """Where everything of the radar stands, in units of its view box."""

    MARKS = ("M-5-5H5V5H-5Z", "M0-5.5A5.5 5.5 0 1 1 0 5.5A5.5 5.5 0 1 1 0-5.5Z")
    """The signs of the two ratings around their place: a square and a disc."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        count = len(figure.rows)
        self.angles = [2 * math.pi * n / count - math.pi / 2 for n in range(count)]
        self.said = [wrapped(row.name, WIDTH * 0.28) for row in figure.rows]
        self.radius, across = self._room()
        top = max(len(lines) for lines in self.said) * LINE + 6
        self.centre = [across, round(top + self.radius, 1)]
        self.rings = self._rings()
        self.labels = [label for n in range(count) for label in self._label(n)]
        bottom = max(self.centre[1] + self.radius, *(y for _, y, _, _ in self.labels))
        self.legend = [(name, round(bottom + 28 + 24 * n, 1)) for n, name in enumerate((figure.first, figure.second))]
        self.height = math.ceil(self.legend[-1][1] + 12)

    def _room(self) -> tuple[float, float]:
        """The radius, and how far the centre is from the left: away from the side with the longer names."""
        sides: list[list[tuple[float, float]]] = [[(0.0, 0.0)], [(0.0, 0.0)]]
        for lines, angle in zip(self.said, self.angles, strict=True):
            across, width = math.cos(angle), max(map(width_of, lines))
            if abs(across) > 0.05:
                sides[across > 0].append((abs(across), MARGIN + APART + width))
            else:  # it stands over the centre
                for side in sides:
                    side.append((0.0, MARGIN + width / 2))
        fits = [(WIDTH - a - b) / (x + y) for x, a in sides[0] for y, b in sides[1] if x and y]
        radius = round(max(SMALLEST, min(LARGEST, *fits)), 1)
        left, right = (max(taken + radius * across for across, taken in side) for side in sides)
        return radius, round(min(max(WIDTH / 2, left), max(left, WIDTH - right)), 1)

    def at(self, n: int, value: Decimal) -> tuple[float, float]:
        """The place of a value on the axis of a row."""
        far = self.radius * float((value - self.figure.low) / (self.figure.high - self.figure.low))
        return (
            round(self.centre[0] + far * math.cos(self.angles[n]), 1),
            round(self.centre[1] + far * math.sin(self.angles[n]), 1),
        )

    def beside(self, value: Decimal) -> tuple[float, float]:
        """The place of a ring's number: between the first axis and the last, where the signs never stand."""
        far = self.radius * float((value - self.figure.low) / (self.figure.high - self.figure.low))
        half = math.pi / len(self.angles)
        far *= math.cos(half)
        x, y = self.centre[0] - far * math.sin(half), self.centre[1] - far * math.cos(half)
        return round(x, 1), round(y + TYPE * 0.35, 1)

    def ring(self, values: list[Decimal]) -> str:
        """The corners of a line around the centre."""
        return " ".join(f"{x},{y}" for x, y in (self.at(n, value) for n, value in enumerate(values)))

    @property
    def series(self) -> list[list[Decimal]]:
        """The two ratings, row by row."""
        return [[row.first for row in self.figure.rows], [row.second for row in self.figure.rows]]

    def _rings(self) -> list[tuple[Decimal, str]]:
        """Rings at round numbers of the scale, its greatest number among them."""
        low, high = self.figure.low, self.figure.high
        steps = (Decimal(factor) * Decimal(10) ** power for power in range(-3, 9) for factor in (1, 2, 5))
        step = next(s for s in steps if self.radius * float(s / (high - low)) >= BETWEEN_RINGS)
        values = [low + step * n for n in range(1, int((high - low) / step) + 1)]
        values = [value for value in values if high - value >= step * Decimal("0.9")] + [high]
        return [(value, self.ring([value] * len(self.angles))) for value in values]

    def _label(self, n: int) -> list[tuple[float, float, str, str]]:
        """The lines of a row's name: place of each, how it is aligned, words."""
        across, down = math.cos(self.angles[n]), math.sin(self.angles[n])
        far = self.radius + APART
        x, y = self.centre[0] + far * across, self.centre[1] + far * down
        anchor = "middle" if abs(across) < 0.05 else "start" if across > 0 else "end"
        lines = self.said[n]
        # Above the drawing the last line is the nearest, below it the first, at its sides the middle.
        first = y - (len(lines) - 1) * LINE * (1 - down) / 2 + TYPE * 0.35 + (4 * down if anchor == "middle" else 0)
        return [(round(x, 1), round(first + LINE * i, 1), anchor, words) for i, words in enumerate(lines)]
