"""Statistics as plain data: which columns each one computes with.

`scoring.py`, the browser's `statistics.js` and the workbook's formulas all follow this, so that none of them has to
know how instruments are built. It goes to the browser as JSON.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from courseware.assignments.instruments import Instrument, MatrixItem, MultipleItem
from courseware.assignments.model import (
    Agreement,
    Assignment,
    Gaps,
    ImportancePerformance,
    Means,
    Pareto,
    Quadrants,
    Rate,
    Ratio,
    Statistic,
)


class Choices(TypedDict):
    """A choice to split by, and its options in order."""

    column: str
    options: list[str]


class GroupColumns(TypedDict):
    """A group of items."""

    id: str
    columns: list[str]


class Pair(TypedDict):
    """A row with two ratings: expected and perceived, importance and performance."""

    id: str
    group: str
    first: str
    second: str


class Base(TypedDict):
    """The column that a rate is of, summed over another instrument's responses."""

    instrument: str
    column: str


class Weights(TypedDict):
    """The columns that hold each group's weight, and what a response's weights add up to."""

    columns: dict[str, str]
    total: int


class Plan(TypedDict):
    """One statistic; beyond the first four keys each `use` has its own."""

    use: Literal[
        "means", "agreement", "gaps", "importance-performance", "quadrants", "pareto", "rate", "ratio", "distribution"
    ]
    id: str
    instrument: str
    least: int
    """With fewer responses it is a small sample."""
    groups: NotRequired[list[GroupColumns]]
    by: NotRequired[Choices | None]
    same: NotRequired[list[Choices]]
    rater: NotRequired[Choices]
    within: NotRequired[float]
    threshold: NotRequired[float]
    pairs: NotRequired[list[Pair]]
    weights: NotRequired[Weights | None]
    midpoint: NotRequired[float]
    x: NotRequired[list[str]]
    y: NotRequired[list[str]]
    cut: NotRequired[float]
    choices: NotRequired[Choices]
    base: NotRequired[Base]
    per: NotRequired[int]
    part: NotRequired[str]
    whole: NotRequired[str]
    column: NotRequired[str]


def plans_of(assignment: Assignment) -> list[Plan]:
    """The plans of all statistics, in order; the assignment's references have been checked."""
    return [_plan(assignment, statistic) for statistic in assignment.statistics]


def _plan(assignment: Assignment, s: Statistic) -> Plan:
    instruments = {instrument.id: instrument for instrument in assignment.instruments}
    instrument = instruments[s.instrument]
    plan = Plan(use=s.use, id=s.id, instrument=s.instrument, least=instrument.least)
    if isinstance(s, Means):
        plan["groups"] = [GroupColumns(id=name, columns=_columns_of(instrument, name)) for name in s.groups]
        plan["by"] = _choices(instrument, s.by) if s.by else None
    elif isinstance(s, Agreement):
        plan["groups"] = [GroupColumns(id=name, columns=_columns_of(instrument, name)) for name in s.groups]
        plan["same"] = [_choices(instrument, name) for name in s.same]
        plan["rater"] = _choices(instrument, s.rater)
        plan["within"], plan["threshold"] = s.within, s.threshold
    elif isinstance(s, Gaps):
        plan["pairs"] = _pairs(instrument.item(s.matrix), s.expected, s.perceived)
        shares = instrument.item(s.weights) if s.weights else None
        if shares is not None:
            columns = {column.part: column.name for column in shares.columns()}
            plan["weights"] = Weights(columns=columns, total=shares.total)
        else:
            plan["weights"] = None
    elif isinstance(s, ImportancePerformance):
        plan["pairs"] = _pairs(instrument.item(s.matrix), s.importance, s.performance)
        plan["midpoint"] = s.midpoint
    elif isinstance(s, Quadrants):
        plan["by"] = _choices(instrument, s.by)
        plan["x"], plan["y"] = _columns_of(instrument, s.x), _columns_of(instrument, s.y)
        plan["cut"] = s.cut
    elif isinstance(s, Pareto):
        plan["choices"] = _choices(instrument, s.item)
    elif isinstance(s, Rate):
        plan["base"] = Base(instrument=s.base_instrument, column=s.base)
        plan["per"] = s.per
    elif isinstance(s, Ratio):
        plan["part"], plan["whole"] = s.part, s.whole
    else:
        plan["column"] = s.item
    return plan


def _columns_of(instrument: Instrument, group: str) -> list[str]:
    """The columns of the rows of a group, where each row is rated once."""
    matrices = [item for item in instrument.items() if isinstance(item, MatrixItem) and len(item.scales) == 1]
    return [row.id for matrix in matrices for row in matrix.rows if row.group == group]


def _choices(instrument: Instrument, name: str) -> Choices:
    item = instrument.item(name)
    assert not isinstance(item, MultipleItem)  # its columns hold several options
    return Choices(column=name, options=[option.id for option in item.options])


def _pairs(matrix: MatrixItem, first: str, second: str) -> list[Pair]:
    return [
        Pair(id=row.id, group=row.group or "", first=matrix.column(row.id, first).name,
             second=matrix.column(row.id, second).name)
        for row in matrix.rows
    ]  # fmt: skip
