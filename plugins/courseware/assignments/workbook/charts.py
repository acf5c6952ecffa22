"""Charts on the result sheets, over the cells of their tables.

A cell without a figure holds an empty text, which a spreadsheet would draw as 0: points are therefore drawn from hidden
cells where it is #N/A.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from courseware.assignments.kits import Kit
from courseware.assignments.plans import Plan
from courseware.assignments.workbook import styles
from courseware.assignments.workbook.entries import plain
from courseware.assignments.workbook.layout import Grid, Layout, letters
from courseware.assignments.workbook.results import ResultWriter

WIDTH, HEIGHT = 700, 360
TALL, LONG = 500, 26
"""A higher chart begins a new page when it is printed, and so does the first one below more rows of tables."""
BAR_HEIGHT = 26
"""Pixels of a line in a chart of bars."""
ROW_HEIGHT = 20
LEAST_SPOKES = 3
"""With fewer groups a radar is no figure."""


class Drawn:
    """The hidden sheet that charts of points are drawn from."""

    def __init__(self, page: Any, name: str) -> None:
        self.page = page
        self.name = name
        self.next_row = 0

    def line(self, *formulas: str) -> list[str]:
        """A row of formulas; returns references to its cells."""
        row = self.next_row
        self.next_row += 1
        for index, formula in enumerate(formulas):
            self.page.write_formula(row, index, formula, None, "")
        return [f"'{self.name}'!${letters(index)}${row + 1}" for index in range(len(formulas))]


class ChartWriter:
    """Adds a statistic's charts below its tables."""

    def __init__(self, book: Any, kit: Kit, layout: Layout, result: ResultWriter, code: str, drawn: Drawn) -> None:
        self.book = book
        self.kit = kit
        self.result = result
        self.plan: Plan = result.plan
        self.sheet = layout.results[result.plan["id"]]
        self.form = layout.data[result.plan["instrument"]].form
        self.font = {"name": styles.font(code), "size": 10, "color": styles.INK}
        self.drawn = drawn
        self.next_row = result.bottom
        self.breaks: list[int] = []

    def write(self, page: Any) -> None:
        """Add the charts that this statistic has."""
        match self.plan["use"]:
            case "means":
                self._means(page)
            case "gaps":
                self._gaps(page)
            case "importance-performance":
                self._importance_performance(page)
            case "quadrants":
                self._quadrants(page)
            case "pareto":
                self._pareto(page)
            case _:
                pass

    def _means(self, page: Any) -> None:
        ends = self._ends(self.plan["groups"][0]["columns"][0])
        for table in ("groups", "items"):
            grid = self.result.grids[table]
            rows = [row for row in grid.rows if row != "difference"]
            columns = [column for column in grid.columns if column not in ("difference", "n")]
            many = table == "items"
            kind = "bar" if many else "radar" if len(rows) >= LEAST_SPOKES and len(columns) > 1 else "column"
            self._compare(page, grid, rows, columns, kind, ends)

    def _gaps(self, page: Any) -> None:
        groups, items = self.result.grids["groups"], self.result.grids["items"]
        names = groups.rows[:-1]
        kind = "radar" if len(names) >= LEAST_SPOKES else "column"
        if names:
            ends = self._ends(self.plan["pairs"][0]["first"])
            self._compare(page, groups, names, ("expected", "perceived"), kind, ends)
        self._compare(page, items, items.rows, ("gap",), "bar", None)

    def _compare(
        self, page: Any, grid: Grid, rows: Sequence[str], columns: Sequence[str], kind: str,
        ends: tuple[float, float] | None,
    ) -> None:  # fmt: skip
        """Columns of a table side by side: a bar, a column or a spoke for each row."""
        subtype = {"subtype": "with_markers"} if kind == "radar" else {}
        chart = self.book.add_chart({"type": kind, **subtype})
        first, last = grid.row(rows[0]), grid.row(rows[-1])
        for number, column in enumerate(columns):
            letter = letters(1 + grid.columns.index(column))
            colour = styles.SERIES[number % len(styles.SERIES)]
            look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60}
            if kind == "radar":
                look = {"line": {"color": colour, "width": 2.25}, "marker": {"type": ("circle", "square")[number % 2]}}
                look["marker"] |= {"size": 6, "fill": {"color": colour}, "border": {"color": colour}}
            chart.add_series(
                {
                    "name": f"='{self.sheet}'!${letter}${grid.top}",
                    "categories": f"='{self.sheet}'!$A${first}:$A${last}",
                    "values": f"='{self.sheet}'!${letter}${first}:${letter}${last}",
                    **look,
                }
            )
        scale = {"min": ends[0], "max": ends[1]} if ends else {}
        lines = {"major_gridlines": {"visible": True, "line": {"color": styles.LINE, "width": 0.5}}}
        values = {**self._axis(), **scale, **lines, "num_format": "0.0" if ends is None else "0"}
        if kind == "bar":  # its values lie across, its names stand upright from the top down
            chart.set_x_axis({**values, "label_position": "high"})
            chart.set_y_axis({**self._axis(), "reverse": True, "label_position": "low"})
        else:
            chart.set_x_axis(self._axis())
            chart.set_y_axis(values)
        height = max(HEIGHT, BAR_HEIGHT * len(rows) * (1 + (len(columns) - 1) // 2) + 110) if kind == "bar" else HEIGHT
        self._place(page, chart, self.result.labels.table(self.plan["id"], grid.name), len(columns) > 1, height)

    def _pareto(self, page: Any) -> None:
        grid = self.result.grids["causes"]
        first, last = grid.row(grid.rows[0]), grid.row(grid.rows[-2])

        def series(column: str, look: dict[str, Any]) -> dict[str, Any]:
            letter = letters(1 + grid.columns.index(column))
            return {
                "name": f"='{self.sheet}'!${letter}${grid.top}",
                "categories": f"='{self.sheet}'!$A${first}:$A${last}",
                "values": f"='{self.sheet}'!${letter}${first}:${letter}${last}",
                **look,
            }

        chart = self.book.add_chart({"type": "column"})
        chart.add_series(series("count", {"fill": {"color": styles.SERIES[0]}, "gap": 40}))
        line = self.book.add_chart({"type": "line"})
        colour = styles.SERIES[1]
        marker = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
        look = {"y2_axis": True, "line": {"color": colour, "width": 2.25}, "marker": marker}
        line.add_series(series("cumulative", look))
        chart.combine(line)
        gridlines = {"visible": True, "line": {"color": styles.LINE, "width": 0.5}}
        chart.set_x_axis(self._axis())
        chart.set_y_axis({**self._axis(), "min": 0, "num_format": "0", "major_gridlines": gridlines})
        line.set_y2_axis({**self._axis(), "min": 0, "max": 1, "num_format": "0%"})
        self._place(page, chart, self.result.labels.table(self.plan["id"], "causes"), True, HEIGHT)

    def _importance_performance(self, page: Any) -> None:
        grid, cuts = self.result.grids["attributes"], self.result.grids["thresholds"]
        ends = self._ends(self.plan["pairs"][0]["first"]), self._ends(self.plan["pairs"][0]["second"])
        lines = [
            (self.result.labels.row(self.plan["id"], "thresholds", row), cuts.at(row, "performance"),
             cuts.at(row, "importance"))
            for row in cuts.rows
        ]  # fmt: skip
        self._points(page, grid, ("performance", "importance"), (ends[1], ends[0]), lines)

    def _quadrants(self, page: Any) -> None:
        grid = self.result.grids["places"]
        cut = plain(self.plan["cut"])
        ends = self._ends(self.plan["x"][0]), self._ends(self.plan["y"][0])
        self._points(page, grid, ("x", "y"), ends, [("", cut, cut)])

    def _points(
        self, page: Any, grid: Grid, columns: tuple[str, str], ends: tuple[tuple[float, float], tuple[float, float]],
        cuts: Sequence[tuple[str, str, str]],
    ) -> None:  # fmt: skip
        """A point with its name for each row, and lines where high begins."""
        chart = self.book.add_chart({"type": "scatter", "subtype": "straight"})

        def cell(at: str) -> str:
            return f"'{self.sheet}'!{at}" if at.startswith("$") else at

        for number, (name, x, y) in enumerate(cuts):
            dash = ("dash", "square_dot")[number % 2]
            upright = (x, plain(ends[1][0])), (x, plain(ends[1][1]))
            across = (plain(ends[0][0]), y), (plain(ends[0][1]), y)
            for points in (upright, across):
                drawn = [self.drawn.line(*(_or_missing(cell(at)) for at in point)) for point in points]
                self._line(chart, name, drawn, {"color": styles.GREY, "width": 1, "dash_type": dash})
        for row in grid.rows:
            x, y = (cell(grid.at(row, column)) for column in columns)
            point = self.drawn.line(_or_missing(x), _or_missing(y))
            marker = {"type": "circle", "size": 9, "fill": {"color": styles.TEAL}, "border": {"color": "#ffffff"}}
            chart.add_series(
                {
                    "name": f"='{self.sheet}'!$A${grid.row(row)}",
                    "categories": f"={point[0]}",
                    "values": f"={point[1]}",
                    "line": {"none": True},
                    "marker": marker,
                    "data_labels": {"series_name": True, "value": False, "position": "right", "font": self.font},
                }
            )
        titles = [self.result.labels.column(self.plan["id"], grid.name, column) for column in columns]
        axes = [
            {
                **self._axis(), "min": low, "max": high, "name": title, "name_font": {**self.font, "bold": True},
                "num_format": "0", "major_gridlines": {"visible": False},
            }
            for title, (low, high) in zip(titles, ends, strict=True)
        ]  # fmt: skip
        chart.set_x_axis(axes[0])
        chart.set_y_axis(axes[1])
        note = "" if len(cuts) == 1 else self.result.words["cuts"].format(first=cuts[0][0], second=cuts[1][0])
        self._place(page, chart, self.result.labels.statistic(self.plan["id"]) + note, False, HEIGHT + 100)

    def _line(self, chart: Any, name: str, points: Sequence[Sequence[str]], look: dict[str, Any]) -> None:
        """A line between two points that stand in neighbouring rows."""
        start, end = points
        across, up = (f"={first}:{last.split('!')[1]}" for first, last in zip(start, end, strict=True))
        series = {"name": name or " ", "categories": across, "values": up, "line": look}
        chart.add_series({**series, "marker": {"type": "none"}})

    def _ends(self, column: str) -> tuple[float, float]:
        limits = self.form["limits"][column]
        return limits.get("min") or 0, limits.get("max") or 0

    def _axis(self) -> dict[str, Any]:
        return {"num_font": self.font, "line": {"color": styles.GREY}}

    def _place(self, page: Any, chart: Any, title: str, has_legend: bool, height: int) -> None:
        chart.set_title({"name": title, "name_font": {**self.font, "size": 13, "bold": True}, "overlay": False})
        chart.set_legend({"position": "bottom", "font": self.font} if has_legend else {"none": True})
        chart.set_size({"width": WIDTH, "height": height})
        chart.set_chartarea({"border": {"color": styles.LINE}})
        chart.show_hidden_data()
        page.insert_chart(self.next_row, 0, chart, {"description": title, "object_position": 2})
        if height > TALL or LONG < self.next_row == self.result.bottom:
            self.breaks.append(self.next_row)
            page.set_h_pagebreaks(self.breaks)
        self.next_row += height // ROW_HEIGHT + 2


def _or_missing(cell: str) -> str:
    """A cell's number, or what is not drawn."""
    return f'=IF({cell}="",NA(),{cell})'
