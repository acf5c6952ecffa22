"""The sheets of words: what the workbook is and what its figures mean, and the options of the choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.workbook import styles
from courseware.assignments.workbook.layout import Layout
from courseware.assignments.workbook.options import FIRST_ROW, Options

WORDS_WIDTH = 74


def write_notes(
    page: Any, style: styles.Styles, kit: Kit, labels: Labels, layout: Layout, words: dict[str, Any]
) -> None:
    """The first sheet: how to enter data, what the sheets are, what each figure means."""
    page.set_column(0, 0, 26)
    page.set_column(1, 1, WORDS_WIDTH - 8)
    page.set_row(0, 30)
    page.write_string(0, 0, words["title"].format(title=labels.say(kit.assignment.title)), style(styles.TITLE))
    row = 2

    def heading(text: str) -> None:
        nonlocal row
        page.write_string(row, 0, text, style(styles.HEADING))
        row += 1

    def line(head: str, text: str, target: str = "") -> None:
        nonlocal row
        if target:
            look = style({**styles.WRAPPED, "font_color": styles.TEAL, "underline": 1})
            page.write_url(row, 0, f"internal:'{target}'!A1", look, head)
        else:
            page.write_string(row, 0, head, style({**styles.WRAPPED, "bold": True}))
        page.write_string(row, 1, text, style(styles.WRAPPED))
        page.set_row(row, 17 * styles.lines(text, WORDS_WIDTH))
        row += 1

    heading(words["enter"])
    for head, text in words["entering"]:
        line(head, text)
    row += 1
    heading(words["sheets"])
    for name, sheet in layout.data.items():
        line(sheet.name, words["data_sheet"].format(title=labels.say(kit.instruments[name].title)), sheet.name)
    for plan in kit.plans:
        name = layout.results[plan["id"]]
        line(name, words["result_sheet"].format(title=labels.statistic(plan["id"])), name)
    line(layout.options, words["options_sheet"], layout.options)
    row += 1
    heading(words["figures"])
    for plan in kit.plans:
        meaning, *formulas = words["uses"][plan["use"]]
        line(labels.statistic(plan["id"]), meaning)
        for formula in formulas:
            line("", formula)
    line("n", words["n"])
    page.protect()
    page.fit_to_pages(1, 0)


def write_options(
    page: Any, style: styles.Styles, found: Sequence[Options], layout: Layout, words: dict[str, Any]
) -> None:
    """Every option with the id that stands for it in data files."""
    for index, width in enumerate((24, 36, 36, 20)):
        page.set_column(index, index, width)
    page.set_row(0, 28)
    page.write_string(0, 0, layout.options, style(styles.TITLE))
    for index, head in enumerate(words["options_heads"]):
        page.write_string(FIRST_ROW - 2, index, head, style(styles.HEAD_LEFT))
    for one in found:
        for number, (name, text) in enumerate(one.words.items()):
            row = one.top - 1 + number
            for index, value in enumerate((layout.data[one.instrument].name, one.asked, text, name)):
                page.write_string(row, index, value, style(styles.LABEL))
    page.freeze_panes(FIRST_ROW - 1, 0)
    page.protect()
    page.fit_to_pages(1, 0)
