"""Where everything stands in a workbook: names of sheets, columns of data, tables of figures.

An instrument has two sheets: its data, and a hidden one beside it where every value that can be used stands at the
same address as a number or an id. Figures are computed from the second one, which therefore needs no rules for what
somebody may have typed. Columns count from 0, rows from 1 as in formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from courseware.assignments.fields import Form, forms_of
from courseware.assignments.instruments import Instrument
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.plans import Plan
from courseware.languages import language

LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WORDS_ROW, NAMES_ROW, FIRST_ROW = 3, 4, 5
"""Rows of a data sheet: what is asked, the columns' names, and the first response."""
CHECK = 0
"""The column that says whether a row is used; on the hidden sheet the row's state."""
TABLES_TOP = 4
"""The row of a statistic's first table; above it stand its title and how many responses it has."""


def letters(index: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names of sheets for these titles: short enough, without what a name may not have, no two alike."""
    names: list[str] = []
    for title in titles:
        plain = " ".join(title.translate(UNFIT).split()) or "–"
        name, count = plain[:LONGEST_NAME].rstrip(), 1
        while name.casefold() in {one.casefold() for one in names}:
            count += 1
            end = f" {count}"
            name = plain[: LONGEST_NAME - len(end)].rstrip() + end
        names.append(name)
    return names


@dataclass
class DataSheet:
    """An instrument's data sheet, and the hidden one beside it to which columns are added when they are needed."""

    form: Form
    name: str
    hidden: str
    last_row: int
    helpers: dict[str, Callable[[int], str]] = field(default_factory=dict)
    """Further columns of the hidden sheet: their formula in a row."""

    def __post_init__(self) -> None:
        self.fixed = {name: index for index, name in enumerate(Instrument.FIXED, CHECK + 1)}
        self.columns = {column["name"]: index for index, column in enumerate(self.form["columns"], len(self.fixed) + 1)}

    @property
    def rows(self) -> range:
        """The rows of the responses."""
        return range(FIRST_ROW, self.last_row + 1)

    def typed(self, name: str, row: int) -> str:
        """The cell of the data sheet; `name` is a column of the answers or one that every response has."""
        index = self.columns[name] if name in self.columns else self.fixed[name]
        return f"'{self.name}'!${letters(index)}{row}"

    def typed_run(self, first: str, last: str, row: int) -> str:
        """The cells of a row of the data sheet between two columns."""
        return f"{self.typed(first, row)}:${letters(self.columns[last])}{row}"

    def typed_answers(self, row: int) -> str:
        """All answers of a row on the data sheet."""
        names = list(self.columns)
        return self.typed_run(names[0], names[-1], row)

    def typed_above(self, name: str, row: int) -> str:
        """A column of the data sheet from the first response down to this row."""
        letter = letters(self.fixed[name])
        return f"'{self.name}'!${letter}${FIRST_ROW}:${letter}{row}"

    def add(self, name: str, formula: Callable[[int], str]) -> str:
        """A further column of the hidden sheet; returns the name it is asked for by, which begins with a colon."""
        self.helpers.setdefault(f":{name}", formula)
        return f":{name}"

    def index(self, name: str) -> int:
        """The column on the hidden sheet."""
        if name in self.columns:
            return self.columns[name]
        return len(self.fixed) + len(self.columns) + 1 + list(self.helpers).index(name)

    def here(self, name: str, row: int) -> str:
        """The cell on the hidden sheet, for formulas that stand there."""
        return f"${letters(self.index(name))}{row}"

    def runs(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The columns in as few runs of neighbours as they make, each by its first and last name."""
        by_index = {self.index(name): name for name in names}
        runs: list[tuple[str, str]] = []
        for index in sorted(by_index):
            if index - 1 in by_index:
                runs[-1] = (runs[-1][0], by_index[index])
            else:
                runs.append((by_index[index], by_index[index]))
        return runs

    def all(self, first: str, last: str | None = None) -> str:
        """All rows of a column of the hidden sheet, or of the columns from `first` to `last`."""
        start, end = letters(self.index(first)), letters(self.index(last or first))
        return f"'{self.hidden}'!${start}${FIRST_ROW}:${end}${self.last_row}"

    def states(self) -> str:
        """The states of all rows."""
        return f"'{self.hidden}'!${letters(CHECK)}${FIRST_ROW}:${letters(CHECK)}${self.last_row}"

    def blocks(self, names: Iterable[str]) -> list[str]:
        """All rows of these columns, in as few blocks as they make."""
        return [self.all(first, last) for first, last in self.runs(names)]


@dataclass(frozen=True)
class Grid:
    """A table of figures on a sheet; its caption stands above the row `top` with the columns' labels."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    top: int

    def row(self, row: str) -> int:
        """The row's number."""
        return self.top + 1 + self.rows.index(row)

    def at(self, row: str, column: str) -> str:
        """The cell of a figure."""
        return f"${letters(1 + self.columns.index(column))}${self.row(row)}"

    def beside(self, row: str, offset: int) -> str:
        """A cell of the same row beside the table, an empty column away from it (offset 0, 1 …)."""
        return f"${letters(self.beside_index + offset)}${self.row(row)}"

    @property
    def beside_index(self) -> int:
        """The first column beside the table."""
        return len(self.columns) + 2

    def down(self, column: str, rows: Sequence[str] | None = None) -> list[str]:
        """The cells of a column in these rows, else in all, in as few ranges as they make."""
        letter = f"${letters(1 + self.columns.index(column))}$"
        numbers = sorted(self.row(row) for row in (self.rows if rows is None else rows))
        starts = [number for number in numbers if number - 1 not in numbers]
        ends = [number for number in numbers if number + 1 not in numbers]
        return [
            f"{letter}{start}:{letter}{end}" if end > start else f"{letter}{start}"
            for start, end in zip(starts, ends, strict=True)
        ]


Shape = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A table's name, rows and columns."""


def _shapes(plan: Plan) -> list[Shape]:
    """The tables of a statistic. Rows of a Pareto table are ranks: what has a rank changes with the data."""
    value = ("value",)
    by = plan.get("by")
    options = by["options"] if by else []
    match plan["use"]:
        case "means":
            groups = [group["id"] for group in plan["groups"]]
            names = [*groups, "difference"] if len(groups) == 2 else groups
            columns = (*options, *(["difference"] if len(options) == 2 else [])) if options else ("n", "mean")
            ratings = tuple(column for group in plan["groups"] for column in group["columns"])
            return [("groups", tuple(names), columns), ("items", ratings, columns)]
        case "agreement":
            rows = ("judgements", "within", "agreed", "yes-first", "yes-second", "expected-agreement", "kappa")
            return [("agreement", rows, value)]
        case "gaps":
            items = tuple(pair["id"] for pair in plan["pairs"])
            sides = dict.fromkeys(pair["group"] for pair in plan["pairs"] if pair["group"])
            return [
                ("items", items, ("n", "expected", "perceived", "gap", "half")),
                ("groups", (*sides, "overall"), ("expected", "perceived", "gap", "weight", "weighted")),
            ]
        case "importance-performance":
            columns = (
                *("n", "importance", "performance", "difference", "priority", "by-mean", "by-midpoint"),
                *("importance-sd", "performance-sd"),
            )
            return [
                ("attributes", tuple(pair["id"] for pair in plan["pairs"]), columns),
                ("thresholds", ("mean", "midpoint"), ("importance", "performance")),
            ]
        case "quadrants":
            return [("places", tuple(options), ("n", "x", "y", "quadrant"))]
        case "pareto":
            ranks = (str(rank) for rank in range(1, len(plan["choices"]["options"]) + 1))
            return [("causes", (*ranks, "total"), ("count", "share", "cumulative"))]
        case "rate":
            return [("rate", ("count", "base", "rate"), value)]
        case "ratio":
            return [("ratio", ("part", "whole", "share"), value)]
        case "distribution":
            return [("distribution", ("n", "mean", "median", "sd", "half", "min", "max"), value)]


def grids_of(plan: Plan) -> dict[str, Grid]:
    """The tables of a statistic one below the other, by name."""
    grids = {}
    top = TABLES_TOP + 1
    for name, rows, columns in _shapes(plan):
        grids[name] = Grid(name, rows, columns, top)
        top += len(rows) + 4
    return grids


@dataclass(frozen=True)
class Layout:
    """The sheets of a kit's workbook in one language."""

    notes: str
    options: str
    drawn: str
    data: dict[str, DataSheet]
    results: dict[str, str]
    """The name of each statistic's sheet."""


def layout_of(kit: Kit, code: str, rows: int) -> Layout:
    """The sheets of the workbook with room for this many responses to each instrument."""
    words = language(code)["assignment.workbook"]
    labels = Labels(kit, code)
    titles = [labels.say(instrument.title) for instrument in kit.instruments.values()]
    statistics = [labels.statistic(plan["id"]) for plan in kit.plans]
    hidden = [words["working"].format(number=number) for number in range(1, len(titles) + 1)]
    names = sheet_names([words["notes"], words["options"], words["drawn"], *hidden, *titles, *statistics])
    rest = names[3:]
    count = len(titles)
    data = {
        instrument: DataSheet(form, rest[count + number], rest[number], FIRST_ROW + rows - 1)
        for number, (instrument, form) in enumerate(forms_of(kit).items())
    }
    results = {plan["id"]: name for plan, name in zip(kit.plans, rest[2 * count :], strict=True)}
    return Layout(names[0], names[1], names[2], data, results)
