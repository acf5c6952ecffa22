"""The workbook of an assignment: data go in on one sheet, figures and charts are computed on others by formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from courseware.assignments.archives import reproducible
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.responses import Response
from courseware.assignments.scoring import score
from courseware.assignments.workbook import styles
from courseware.assignments.workbook.charts import ChartWriter, Drawn
from courseware.assignments.workbook.data import DataWriter
from courseware.assignments.workbook.layout import Layout, layout_of
from courseware.assignments.workbook.notes import write_notes, write_options
from courseware.assignments.workbook.options import options_of
from courseware.assignments.workbook.results import ResultWriter, result_cells_of
from courseware.languages import language

ROWS = 200
"""Responses to each instrument that there is room for at least."""
SPARE_ROWS = 50
"""Room that is left below more responses than that."""
A4 = 9
CREATED = datetime(2000, 1, 1)
"""No moment of a build: two builds are to be alike."""


class Page(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are written as they stand.

    The library looks through each formula for functions newer than Excel 2010, which there are none of here; that takes
    more than half of the time that a workbook takes.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        return formula.removeprefix("=")


def workbook(kit: Kit, code: str, responses: Iterable[Response] = (), rows: int = ROWS) -> bytes:
    """The workbook in a language as .xlsx, with these responses on its data sheets and room for `rows` at least."""
    given: dict[str, list[Response]] = {name: [] for name in kit.instruments}
    for response in responses:
        given[response.instrument].append(response)
    words = language(code)["assignment.workbook"] | {"small": language(code)["assignment.small"]}
    labels, options = Labels(kit, code), options_of(kit, code)
    most = max(map(len, given.values()))
    layout = layout_of(kit, code, rows if most <= rows else most + SPARE_ROWS)
    figures = {one.statistic: one for one in score(kit.plans, [one for some in given.values() for one in some])}
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "default_format_properties": styles.default(code)}) as book:
        book.set_properties({"title": labels.say(kit.assignment.title), "created": CREATED})
        style = styles.Styles(book)
        pages = {name: _page(book, name, colour) for name, colour in _sheets(layout)}
        write_notes(pages[layout.notes], style, kit, labels, layout, words)
        results = [ResultWriter(plan, labels, layout, words, figures[plan["id"]]) for plan in kit.plans]
        for name, sheet in layout.data.items():
            writer = DataWriter(kit.instruments[name], sheet, labels, options, layout.options, words)
            writer.write(pages[sheet.name], style, given[name])
            writer.write_hidden(pages[sheet.hidden])
        drawn = Drawn(pages[layout.drawn], layout.drawn)
        for result in results:
            page = pages[layout.results[result.plan["id"]]]
            result.write(page, style)
            ChartWriter(book, kit, layout, result, code, drawn).write(page)
        write_options(pages[layout.options], style, options, layout, words)
        pages[layout.drawn].protect()
        pages[layout.drawn].hide()
        pages[layout.notes].activate()
    return reproducible(made.getvalue())


def _sheets(layout: Layout) -> list[tuple[str, str]]:
    """The sheets in order, each with the colour of its tab."""
    data, results = layout.data.values(), layout.results.values()
    return [
        (layout.notes, styles.GREY),
        *((sheet.name, styles.ACCENT) for sheet in data),
        *((name, styles.TEAL) for name in results),
        (layout.options, styles.GREY),
        *((sheet.hidden, styles.LINE) for sheet in data),
        (layout.drawn, styles.LINE),
    ]


def _page(book: Any, name: str, colour: str) -> Any:
    page = book.add_worksheet(name, Page)
    page.set_paper(A4)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.set_footer("&L&A&R&P / &N")
    page.set_tab_color(colour)
    page.hide_gridlines(2)
    return page


def result_cells(kit: Kit, code: str) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """The sheet and cell of each figure; see `results.result_cells_of`."""
    return result_cells_of(kit, layout_of(kit, code, ROWS))
