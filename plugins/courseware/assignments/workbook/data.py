"""Data sheets: a row a response, with what may be typed into each cell; and the hidden sheets beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from courseware.assignments.fields import Field, Limits
from courseware.assignments.instruments import NOT_APPLICABLE, Instrument
from courseware.assignments.labels import Labels
from courseware.assignments.responses import Response
from courseware.assignments.workbook import entries, styles
from courseware.assignments.workbook.layout import CHECK, FIRST_ROW, NAMES_ROW, WORDS_ROW, DataSheet, letters
from courseware.assignments.workbook.options import Options

WIDTHS = {"text": 30, "multiple": 20, "single": 18, "date": 13}
OTHER_WIDTH = 13
FIXED_WIDTHS = {"response": 14, "recorded": 21}
MOST_LISTED = 12
"""Values of a scale that are listed to choose from; of longer ones only the ends are checked."""
COLUMNS_A_PAGE = 20
LONGEST_TEXT = 2000
FIRST_YEAR = 1900
"""Spreadsheets know no days before it."""
PROTECTION = {"format_columns": True, "format_rows": True}


class DataWriter:
    """Writes an instrument's two sheets.

    No formula gets a value: LibreOffice then computes them when it opens the file.
    """

    def __init__(
        self, instrument: Instrument, sheet: DataSheet, labels: Labels, options: Sequence[Options],
        options_sheet: str, words: dict[str, Any],
    ) -> None:  # fmt: skip
        self.instrument = instrument
        self.sheet = sheet
        self.labels = labels
        self.options = {one.column: one for one in options if one.instrument == instrument.id}
        self.options_sheet = options_sheet
        self.words = words

    def write(self, page: Any, style: styles.Styles, responses: Sequence[Response]) -> None:
        """Write the data sheet with these responses."""
        sheet = self.sheet
        page.set_row(0, 28)
        page.set_row(WORDS_ROW - 1, 64)
        page.write_string(0, 0, self.labels.say(self.instrument.title), style(styles.TITLE))
        page.write_string(1, 0, self.words["how"], style({**styles.BASE, "font_color": styles.GREY}))
        self._heads(page, style)
        refused = entries.add_refused(sheet)
        sums = [(one, entries.add_sum(sheet, one)) for one in sheet.form["sums"]]
        total = len(sheet.fixed) + len(sheet.columns) + 1
        for number, (one, _) in enumerate(sums):
            item = next(column["item"] for column in sheet.form["columns"] if column["name"] == one["columns"][0])
            title = self.words["sum_of"].format(item=self.labels.say(self.instrument.item(item).text))
            self._head(page, style, total + number, title, "", 13)
        formats = {name: style(self._look(name)) for name in (*sheet.fixed, *sheet.columns)}
        checked = style(styles.CHECKED)
        given = dict(zip(sheet.rows, responses, strict=False))
        for row in sheet.rows:
            page.write_formula(row - 1, CHECK, entries.verdict(sheet, self.words, refused, sums, row), checked, "")
            for number, (one, _) in enumerate(sums):
                shares = sheet.typed_run(one["columns"][0], one["columns"][-1], row)
                formula = f'=IF(COUNTA({shares})=0,"",SUM({shares}))'
                page.write_formula(row - 1, total + number, formula, checked, "")
            values = self._values(given[row]) if row in given else {}
            for name, index in (*sheet.fixed.items(), *sheet.columns.items()):
                _write(page, row - 1, index, values.get(name), formats[name])
        self._validate(page)
        page.conditional_format(
            FIRST_ROW - 1, CHECK, sheet.last_row - 1, CHECK,
            {
                "type": "formula",
                "criteria": f'=AND($A{FIRST_ROW}<>"",$A{FIRST_ROW}<>{entries.quoted(self.words["used"])})',
                "format": style({"bold": True, "font_color": styles.ACCENT}),
            },
        )  # fmt: skip
        page.freeze_panes(FIRST_ROW - 1, 2)
        page.protect("", PROTECTION)
        page.set_landscape()
        page.repeat_rows(WORDS_ROW - 1, NAMES_ROW - 1)
        page.repeat_columns(0, 1)
        page.fit_to_pages(1 + len(sheet.columns) // COLUMNS_A_PAGE, 0)

    def write_hidden(self, page: Any) -> None:
        """Write the hidden sheet; every further column has been added."""
        sheet = self.sheet
        ranges = {name: one.ranges(self.options_sheet) for name, one in self.options.items()}
        for name in (*sheet.columns, *sheet.helpers):
            page.write_string(NAMES_ROW - 1, sheet.index(name), name)
        for row in sheet.rows:
            page.write_formula(row - 1, CHECK, entries.state(sheet, self.instrument.id, row), None, "")
            for name, index in sheet.columns.items():
                formula = entries.usable(sheet, name, row, ranges.get(name))
                if formula:
                    page.write_formula(row - 1, index, formula, None, "")
            for name, helper in sheet.helpers.items():
                page.write_formula(row - 1, sheet.index(name), helper(row), None, "")
        page.protect()
        page.hide()

    def _heads(self, page: Any, style: styles.Styles) -> None:
        self._head(page, style, CHECK, self.words["check"], "", 16)
        for name, index in self.sheet.fixed.items():
            self._head(page, style, index, self.words["fixed"][name], name, FIXED_WIDTHS.get(name, 12))
        for column in self.sheet.form["columns"]:
            label = self.labels.item_column(self.instrument.id, column["name"])
            width = WIDTHS.get(column["kind"], OTHER_WIDTH)
            self._head(page, style, self.sheet.columns[column["name"]], label, column["name"], width)

    def _head(self, page: Any, style: styles.Styles, index: int, label: str, name: str, width: int) -> None:
        page.set_column(index, index, width)
        page.write_string(WORDS_ROW - 1, index, label, style(styles.HEAD))
        page.write_string(NAMES_ROW - 1, index, name, style(styles.CODE))

    def _look(self, name: str) -> styles.Properties:
        kind = next((column["kind"] for column in self.sheet.form["columns"] if column["name"] == name), "")
        return {"date": styles.ENTRY_DAY, "text": styles.ENTRY_WORDS}.get(kind, styles.ENTRY)

    def _values(self, response: Response) -> dict[str, float | date | str]:
        values: dict[str, float | date | str] = {
            "response": response.response,
            "instrument": response.instrument,
            "digest": response.digest,
            "recorded": response.recorded,
            "member": response.member,
            "consent": "yes" if response.consent else "",
        }
        for column in self.sheet.form["columns"]:
            if column["name"] in response.answers:
                values[column["name"]] = self._value(column, response.answers[column["name"]])
        return values

    def _value(self, column: Field, text: str) -> float | date | str:
        """What a cell holds for an answer: numbers and days as such, and the words of an option."""
        if column["kind"] in ("scale", "number") and text != NOT_APPLICABLE:
            return float(text)
        if column["kind"] == "date":
            day = date.fromisoformat(text)
            return day if day.year >= FIRST_YEAR else text
        if column["kind"] == "single":
            return self.options[column["name"]].words.get(text, text)
        return text

    def _validate(self, page: Any) -> None:
        consent = self.sheet.fixed["consent"]
        rules: list[tuple[int, Mapping[str, Any], str]] = [
            (consent, {"validate": "list", "source": ["yes"]}, self.words["hints"]["consent"])
        ]
        rules += [(self.sheet.columns[column["name"]], *self._rule(column)) for column in self.sheet.form["columns"]]
        for index, rule, hint in rules:
            cells = (FIRST_ROW - 1, index, self.sheet.last_row - 1, index)
            messages = {
                "input_message": hint[:255],
                "error_title": self.words["wrong_title"],
                "error_message": self.words["wrong"],
                "show_error": rule["validate"] != "any",
            }
            page.data_validation(*cells, {**rule, **messages})

    def _rule(self, column: Field) -> tuple[Mapping[str, Any], str]:
        """What a cell of the column takes, and the words that say so."""
        hints, limits = self.words["hints"], self.sheet.form["limits"].get(column["name"], {})
        if column["kind"] == "single":
            words, _ = self.options[column["name"]].ranges(self.options_sheet)
            return {"validate": "list", "source": f"={words}"}, hints["single"]
        if column["kind"] == "multiple":
            codes = "\n".join(f"{name} {text}" for name, text in self.options[column["name"]].words.items())
            return {"validate": "any"}, f"{hints['multiple']}\n{codes}"
        if column["kind"] == "date":
            return {"validate": "date", "criteria": ">=", "value": date(FIRST_YEAR, 1, 1)}, hints["date"]
        if column["kind"] == "text":
            return {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT}, hints["text"]
        return self._numbers(column, limits), _says(hints, limits)

    def _numbers(self, column: Field, limits: Limits) -> Mapping[str, Any]:
        low, high = limits.get("min"), limits.get("max")
        if column["kind"] == "scale" and low is not None and high is not None:
            values = [str(value) for value in range(int(low), int(high) + 1)]
            if len(values) <= MOST_LISTED:
                return {"validate": "list", "source": values + ([NOT_APPLICABLE] if limits.get("na") else [])}
        cell = f"{letters(self.sheet.columns[column['name']])}{FIRST_ROW}"
        rules = [f"{cell}>={entries.plain(low)}"] if low is not None else []
        rules += [f"{cell}<={entries.plain(high)}"] if high is not None else []
        rules += [] if limits.get("decimals") else [f"{cell}=INT({cell})"]
        number = f"IF(ISNUMBER({cell}),AND({','.join(rules) or 'TRUE'}),FALSE)"
        return {
            "validate": "custom",
            "value": f'=OR({cell}="{NOT_APPLICABLE}",{number})' if limits.get("na") else f"={number}",
        }


def _says(hints: Mapping[str, str], limits: Limits) -> str:
    low, high = limits.get("min"), limits.get("max")
    ends = {"min": entries.plain(low or 0), "max": entries.plain(high or 0)}
    if low is not None and high is not None:
        key = "between"
    else:
        key = "at_least" if low is not None else "at_most" if high is not None else "any"
    kind = hints["number"] if limits.get("decimals") else hints["whole"]
    na = hints["na"] if limits.get("na") else ""
    return f"{kind}{hints[key].format(**ends)}{na}"


def _write(page: Any, row: int, index: int, value: float | date | str | None, look: Any) -> None:
    """Words are always written as words: a sheet never computes what somebody has typed."""
    if isinstance(value, date):
        page.write_datetime(row, index, value, look)
    elif isinstance(value, float):
        page.write_number(row, index, value, look)
    elif value:
        page.write_string(row, index, value, look)
    else:
        page.write_blank(row, index, None, look)
