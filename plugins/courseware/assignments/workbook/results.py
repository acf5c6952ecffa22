"""Result sheets: a statistic each, every figure a formula over the data."""

from __future__ import annotations

import re
from typing import Any

from courseware.assignments.figures import Figures, Value
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.plans import Plan
from courseware.assignments.workbook import styles
from courseware.assignments.workbook.entries import quoted
from courseware.assignments.workbook.layout import Grid, Layout, grids_of
from courseware.assignments.workbook.uses import Formulas, formulas_of

N_ROW = 2
ORDER_WIDTH = 24
COUNT = {**styles.BASE, "align": "left", "bold": True}
LABEL_WIDTH, FIGURE_WIDTH = 46, 13
LINE_HEIGHT = 17
PRINTED_WIDTH, LEAST_WIDTH = 64, 106
"""Widths of columns that fit on A4 at full size, and those that a chart takes or the words that flag a small sample."""
LONGEST_WORDS = 250
"""Characters that words in a formula may have."""
PLACE = re.compile(r'"\{([a-z-]+)\}"')


def result_cells_of(kit: Kit, layout: Layout) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """The sheet and cell of each figure, by statistic, table, row and column.

    Under the empty table, row and column "n" stands how many responses a statistic uses. In a Pareto table, whose order
    changes with the data, rows are ranks from 1 on, and the column "" is the label of what has that rank.
    """
    cells = {}
    for plan in kit.plans:
        sheet = layout.results[plan["id"]]
        cells[plan["id"], "", "", "n"] = (sheet, f"B{N_ROW}")
        for grid in grids_of(plan).values():
            columns = ("", *grid.columns) if plan["use"] == "pareto" else grid.columns
            for row in grid.rows:
                for column in columns:
                    cell = grid.at(row, column) if column else f"A{grid.row(row)}"
                    cells[plan["id"], grid.name, row, column] = (sheet, cell.replace("$", ""))
    return cells


class ResultWriter:
    """Writes the sheet of a statistic.

    Each formula gets the value that it has for the data, for programs that show a workbook without computing.
    """

    def __init__(self, plan: Plan, labels: Labels, layout: Layout, words: dict[str, Any], figures: Figures) -> None:
        self.plan = plan
        self.labels = labels
        self.words = words
        self.figures = figures
        self.grids = grids_of(plan)
        self.n, formulas = formulas_of(plan, self.grids, layout.data)
        places = labels.quadrants(plan["id"])
        self.formulas: Formulas = {
            key: PLACE.sub(lambda found: quoted(places[found[1]][:LONGEST_WORDS]), formula)
            for key, formula in formulas.items()
        }

    @property
    def width(self) -> int:
        """Columns beside the labels."""
        return max(len(grid.columns) for grid in self.grids.values())

    @property
    def bottom(self) -> int:
        """The row below the last table."""
        return max(grid.top + len(grid.rows) for grid in self.grids.values()) + 2

    def write(self, page: Any, style: styles.Styles) -> None:
        """Write the tables, and above them how many responses they come from."""
        plan, labels = self.plan, self.labels
        page.set_column(0, 0, LABEL_WIDTH)
        page.set_column(1, max(self.width, 4), FIGURE_WIDTH)
        page.set_row(0, 28)
        page.write_string(0, 0, labels.statistic(plan["id"]), style(styles.TITLE))
        page.write_string(N_ROW - 1, 0, self.words["responses"], style(styles.BASE))
        page.write_formula(N_ROW - 1, 1, self.n, style(COUNT), self.figures.n)
        page.write_formula(N_ROW, 0, self._flag(), style(styles.FLAG), self._flag_now())
        for grid in self.grids.values():
            self._table(page, style, grid)
        if plan["use"] == "pareto":
            self._order(page, style)
        page.protect("", {"format_columns": True, "format_rows": True, "objects": True})
        # Not fitted to the page: Excel would then pass over the breaks before tall charts.
        page.set_print_scale(min(100, 100 * PRINTED_WIDTH // self._printed_width()))

    def _printed_width(self) -> int:
        beside = ORDER_WIDTH + 3 * FIGURE_WIDTH if self.plan["use"] == "pareto" else 0
        return max(LABEL_WIDTH + self.width * FIGURE_WIDTH + beside, LEAST_WIDTH)

    def _flag(self) -> str:
        """Says when the sample is small."""
        before, after = self.words["small"].replace("{least}", str(self.plan["least"])).split("{n}")
        return f'=IF($B${N_ROW}<{self.plan["least"]},{quoted(before)}&$B${N_ROW}&{quoted(after)},"")'

    def _flag_now(self) -> str:
        n, least = self.figures.n, self.figures.least
        return str(self.words["small"]).format(n=n, least=least) if self.figures.is_small else ""

    def _value(self, grid: Grid, row: str, column: str) -> Value:
        """What a figure comes to now; of a column "" the label."""
        table = self.figures.table(grid.name)
        number = grid.rows.index(row)
        if not column:
            return self.labels.row(self.plan["id"], grid.name, table.rows[number])
        value = table.values[number][grid.columns.index(column)]
        return self.labels.quadrant(self.plan["id"], value) if isinstance(value, str) else value

    def _table(self, page: Any, style: styles.Styles, grid: Grid) -> None:
        labels, name = self.labels, self.plan["id"]
        page.write_string(grid.top - 2, 0, labels.table(name, grid.name), style(styles.HEADING))
        page.write_string(grid.top - 1, 0, labels.words["head"], style(styles.HEAD_LEFT))
        page.set_row(grid.top - 1, 34)
        for index, column in enumerate(grid.columns, 1):
            page.write_string(grid.top - 1, index, labels.column(name, grid.name, column), style(styles.HEAD))
        for row in grid.rows:
            line = grid.row(row) - 1
            self._label(page, style, grid, row)
            for index, column in enumerate(grid.columns, 1):
                look = styles.figure(row if column == "value" else column)
                if column.startswith("by-") or column == "quadrant":
                    look = styles.WORDS
                formula = self.formulas.get((grid.name, row, column))
                if formula is None:
                    page.write_blank(line, index, None, style(look))
                else:
                    value = self._value(grid, row, column)
                    page.write_formula(line, index, formula, style(look), "" if value is None else value)

    def _label(self, page: Any, style: styles.Styles, grid: Grid, row: str) -> None:
        line, look = grid.row(row) - 1, style(styles.LABEL)
        if (grid.name, row, "") in self.formulas:
            page.write_formula(line, 0, self.formulas[grid.name, row, ""], look, self._value(grid, row, ""))
        else:
            label = self.labels.row(self.plan["id"], grid.name, row)
            page.set_row(line, LINE_HEIGHT * styles.lines(label, LABEL_WIDTH))
            page.write_string(line, 0, label, look)

    def _order(self, page: Any, style: styles.Styles) -> None:
        """What a Pareto table's order comes from: the options in their own order, their counts and ranks."""
        grid = self.grids["causes"]
        start = grid.beside_index
        page.set_column(start, start, ORDER_WIDTH)
        heads = (self.labels.words["head"], self.labels.column(self.plan["id"], grid.name, "count"), self.words["rank"])
        for offset, head in enumerate(heads):
            page.write_string(grid.top - 1, start + offset, head, style(styles.HEAD))
        for number, option in enumerate(self.plan["choices"]["options"]):
            rank = grid.rows[number]
            line = grid.row(rank) - 1
            label = self.labels.row(self.plan["id"], grid.name, option)
            page.write_string(line, start, label, style(styles.LABEL))
            for offset, column in enumerate((":count", ":rank"), 1):
                formula = self.formulas[grid.name, rank, column]
                page.write_formula(line, start + offset, formula, style(styles.figure("n")), "")
