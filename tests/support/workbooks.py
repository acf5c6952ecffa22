"""Recalculated workbooks held against the reference, and generated responses to compute with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from courseware.assignments.fields import forms_of
from courseware.assignments.figures import Figures
from courseware.assignments.kits import Kit, read_kits
from courseware.assignments.labels import Labels
from courseware.assignments.responses import Response
from courseware.assignments.scoring import score
from courseware.assignments.workbook import result_cells
from support.assignments import LANGUAGES, responses, tea_visit
from support.sites import ROOT

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


def write(folder: Path, name: str, data: bytes) -> Path:
    """The file with this content."""
    file = folder / name
    file.write_bytes(data)
    return file
