"""What statistics come to: tables of numbers, the same in Python, in the browser and in the workbook."""

from __future__ import annotations

import math
from dataclasses import dataclass

Value = float | str | None
"""A number, the id of a quadrant, or nothing where there is too little to compute it from."""


@dataclass(frozen=True)
class Table:
    """Rows and columns by id; words for them are the page's business."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    """A value a row and column."""

    def value(self, row: str, column: str) -> Value:
        """The value at a row and column; KeyError if there is none."""
        found = dict(zip(self.rows, self.values, strict=True))[row]
        return dict(zip(self.columns, found, strict=True))[column]


@dataclass(frozen=True)
class Figures:
    """One statistic's tables; `n` responses were used, and fewer than `least` are a small sample."""

    statistic: str
    use: str
    n: int
    least: int
    tables: tuple[Table, ...]

    @property
    def is_small(self) -> bool:
        """Whether there are too few responses to lean on."""
        return self.n < self.least

    def table(self, name: str) -> Table:
        """The table of this name."""
        return next(table for table in self.tables if table.name == name)


PER_CENT = frozenset({"share", "cumulative", "within", "agreed", "yes-first", "yes-second", "expected-agreement"})
COUNTS = frozenset({"n", "count", "judgements", "base", "part", "whole"})
DECIMALS = {**dict.fromkeys(PER_CENT, 0), **dict.fromkeys(COUNTS, 0), "weighted": 3}
"""Decimals that are shown of a column, or of the row of a table whose one column is `value`; of others two.
Percentages are shares of 1 that are shown times 100."""


def decimals_of(name: str) -> int:
    """How many decimals are shown of the values under this name."""
    return DECIMALS.get(name, 2)


def shown(name: str, value: Value) -> str:
    """A value under this name as it is shown, rounded half away from zero (`web/statistics.js` does the same)."""
    if value is None or isinstance(value, str):
        return value or "–"
    decimals, scale = decimals_of(name), 100 if name in PER_CENT else 1
    # The allowance makes 1.005, which a computer keeps as a little less, 1.01.
    units = math.floor(abs(value) * scale * 10**decimals + 0.5 + 1e-9)
    digits = f"{units:0{decimals + 1}d}"
    whole, part = (digits[:-decimals], f".{digits[-decimals:]}") if decimals else (digits, "")
    plain = f"{int(whole):,}{part}"
    return f"{'−' if value < 0 and units else ''}{plain}{'%' if name in PER_CENT else ''}"
