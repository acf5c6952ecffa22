"""Recalculated workbooks held against the reference, and generated responses to compute with."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import formulas
import numpy
import openpyxl
import schedula

from courseware.assignments.fields import forms_of
from courseware.assignments.figures import Figures
from courseware.assignments.kits import Kit, read_kits
from courseware.assignments.labels import Labels
from courseware.assignments.responses import Response
from courseware.assignments.scoring import score
from courseware.assignments.workbook import result_cells, workbook
from courseware.assignments.workbook.layout import layout_of, letters
from support.assignments import LANGUAGES, responses, tea_visit
from support.sites import ROOT

BLANK = numpy.array([[schedula.EMPTY]], dtype=object)
"""An empty cell, as the package `formulas` has it."""
Cells = Callable[[str, str], Any]
"""What a sheet's cell holds after a recalculation."""


def kits() -> dict[str, Kit]:
    """The small course's assignment and those of this course."""
    return {"tea-visit": tea_visit(), **read_kits(ROOT, LANGUAGES)[0]}


def differences(kit: Kit, code: str, data: Sequence[Response], cells: Cells) -> list[str]:
    """Every cell that is not what `scoring.py` says of these responses."""
    found = []
    places = result_cells(kit, code)
    labels = Labels(kit, code)
    for figures in score(kit.plans, data):
        for key, expected in _expected(figures, labels):
            value = cells(*places[key])
            if not _same(expected, value):
                found.append(f"{key} at {places[key]}: {value!r}, not {expected!r}")
    return found


def _expected(figures: Figures, labels: Labels) -> Iterator[tuple[tuple[str, str, str, str], Any]]:
    name = figures.statistic
    yield (name, "", "", "n"), figures.n
    for table in figures.tables:
        for number, (row, values) in enumerate(zip(table.rows, table.values, strict=True), 1):
            place = row
            if figures.use == "pareto" and row != "total":
                place = str(number)
                yield (name, table.name, place, ""), labels.row(name, table.name, row)
            for column, value in zip(table.columns, values, strict=True):
                shown = labels.quadrant(name, value) if isinstance(value, str) else value
                yield (name, table.name, place, column), shown


def _same(expected: Any, value: Any) -> bool:
    if expected is None:
        return value is None or value == ""
    if isinstance(expected, str):
        return bool(value == expected)
    return isinstance(value, int | float) and math.isclose(expected, value, rel_tol=1e-9, abs_tol=1e-9)


def generated(kit: Kit, seed: int, rows: int) -> list[Response]:
    """Responses to every instrument, with blanks, N/A, and now and then shares that do not add up."""
    random = Random(seed)
    made: list[Response] = []
    for name, form in forms_of(kit).items():
        answers = []
        for _ in range(random.randint(0, rows)):
            row: dict[str, str] = {}
            for column in form["columns"]:
                limits = form["limits"].get(column["name"], {})
                if random.random() < 0.15:
                    continue
                if limits.get("na") and random.random() < 0.15:
                    row[column["name"]] = "na"
                elif column["kind"] == "single":
                    row[column["name"]] = random.choice(limits["options"])
                elif column["kind"] in ("scale", "number"):
                    low, high = limits.get("min"), limits.get("max")
                    row[column["name"]] = str(random.randint(int(low or 0), int(high if high is not None else 20)))
            for one in form["sums"]:
                if random.random() < 0.7:
                    row |= _shares(random, one["columns"], one["total"])
            answers.append(row)
        made += responses(kit, name, answers)
    return made


def _shares(random: Random, columns: Sequence[str], total: int) -> dict[str, str]:
    cuts = sorted(random.randint(0, total) for _ in columns[1:])
    ends = zip([0, *cuts], [*cuts, total], strict=True)
    return {column: str(end - start) for column, (start, end) in zip(columns, ends, strict=True)}


class Recalculated:
    """A workbook that is read once and computed in Python with one set of data after the other.

    It has room for `rows` responses to each instrument and no more, because every formula takes its time.
    """

    def __init__(self, kit: Kit, code: str, folder: Path, rows: int) -> None:
        self.kit, self.code, self.rows = kit, code, rows
        self.layout = layout_of(kit, code, rows)
        book = openpyxl.load_workbook(io.BytesIO(workbook(kit, code, rows=rows)))
        for sheet, cell in self._entries():  # a cell without a value could not be given one
            book[sheet][cell] = 1
        self.file = folder / "book.xlsx"
        book.save(self.file)
        self.model = formulas.ExcelModel().loads(str(self.file)).finish()

    def _entries(self) -> Iterator[tuple[str, str]]:
        for sheet in self.layout.data.values():
            for row in sheet.rows:
                for index in (*sheet.fixed.values(), *sheet.columns.values()):
                    yield sheet.name, f"{letters(index)}{row}"

    def _key(self, sheet: str, cell: str) -> str:
        return f"'[{self.file.name}]{sheet.upper()}'!{cell}"

    def __call__(self, data: Sequence[Response], typed: Mapping[tuple[str, str], Any] | None = None) -> Cells:
        """The cells with these responses; `typed` are values by sheet and cell that somebody typed over them."""
        assert all(count <= self.rows for count in Counter(one.instrument for one in data).values())
        book = openpyxl.load_workbook(io.BytesIO(workbook(self.kit, self.code, data, rows=self.rows)))
        entries = {(sheet, cell): book[sheet][cell].value for sheet, cell in self._entries()} | dict(typed or {})
        inputs = {self._key(*place): BLANK if value is None else value for place, value in entries.items()}
        solution = self.model.calculate(inputs=inputs)

        def cells(sheet: str, cell: str) -> Any:
            found = solution.get(self._key(sheet, cell))
            value = None if found is None else found.value[0][0]
            return value.item() if hasattr(value, "item") else value

        return cells


def read(file: Path | bytes) -> Cells:
    """The values that a workbook holds."""
    book = openpyxl.load_workbook(io.BytesIO(file) if isinstance(file, bytes) else file, data_only=True)
    return lambda sheet, cell: book[sheet][cell].value
