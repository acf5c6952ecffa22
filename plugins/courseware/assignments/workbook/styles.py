"""How cells look: fonts that exist where the language is read, the course's colours, formats of numbers."""

from __future__ import annotations

from typing import Any

from courseware.assignments.figures import PER_CENT, decimals_of

FONTS = {"zh": "Microsoft YaHei"}
OTHER_FONT = "Calibri"
INK, TEAL, PALE, LINE, ACCENT, GREY = "#1f2a2c", "#0f5c63", "#e7f0f0", "#b9c9ca", "#b34c14", "#5d6b6d"
SERIES = (TEAL, "#d08a4e", "#6d8fa6", "#8a9a5b", "#7a5f8c")
"""Colours of series, different in lightness too."""

Properties = dict[str, Any]
BASE: Properties = {"font_color": INK, "valign": "vcenter"}
WRAPPED: Properties = {**BASE, "text_wrap": True, "valign": "top"}
BOXED: Properties = {**BASE, "border": 1, "border_color": LINE}
TITLE: Properties = {**BASE, "bold": True, "font_size": 16, "font_color": TEAL}
HEADING: Properties = {**BASE, "bold": True, "font_size": 13, "font_color": TEAL}
QUIET: Properties = {**WRAPPED, "font_color": GREY}
FLAG: Properties = {**BASE, "bold": True, "font_color": ACCENT}
HEAD: Properties = {**BOXED, "bold": True, "bg_color": PALE, "text_wrap": True, "align": "center"}
HEAD_LEFT: Properties = {**HEAD, "align": "left"}
CODE: Properties = {**BOXED, "font_size": 9, "font_color": GREY, "bg_color": PALE}
LABEL: Properties = {**BOXED, "text_wrap": True}
ENTRY: Properties = {**BOXED, "locked": False}
ENTRY_WORDS: Properties = {**ENTRY, "text_wrap": True}
ENTRY_DAY: Properties = {**ENTRY, "num_format": "yyyy-mm-dd", "align": "left"}
CHECKED: Properties = {**BOXED, "font_color": GREY, "text_wrap": True}
WORDS: Properties = {**BOXED, "align": "center", "text_wrap": True}


def font(code: str) -> str:
    """The font for a language."""
    return FONTS.get(code, OTHER_FONT)


def lines(words: str, width: int) -> int:
    """How many lines words take in a column of this width; a Chinese character is as wide as two letters."""
    return 1 + sum(2 if letter > "\u2e80" else 1 for letter in words) // width


def default(code: str) -> Properties:
    """What every cell has that says nothing else."""
    return {"font_name": font(code), "font_size": 11}


def figure(name: str) -> Properties:
    """How the figures under a name look: as many decimals as are shown, per cent where it is a share."""
    digits = "0." + "0" * decimals_of(name) if decimals_of(name) else "0"
    return {**BOXED, "align": "right", "num_format": digits + ("%" if name in PER_CENT else "")}


class Styles:
    """A workbook's formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[str, Any] = {}

    def __call__(self, properties: Properties) -> Any:
        """The format with these properties."""
        key = repr(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(properties)
        return self.made[key]
