"""Longer texts of banks as plain pieces: paragraphs and tables, phrases that can be marked, all on one line."""

from __future__ import annotations

import re
from typing import NamedTuple

from courseware.quizzes.parts import MARK
from courseware.quizzes.questions import PHRASE

WIDE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
BREAK = re.compile(rf"(?<={WIDE})\s*\n\s*|\s*\n\s*(?={WIDE})")  # Chinese has no space there
RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")


class Table(NamedTuple):
    """Cells as written; `head` is empty when the table has no header."""

    head: list[str]
    rows: list[list[str]]


class Piece(NamedTuple):
    """Words, and the phrase's id where they can be marked."""

    words: str
    phrase: str = ""


def paragraphs(text: str) -> list[str]:
    """What blank lines part."""
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text.strip()) if part.strip()]


def passage(text: str) -> list[str | Table]:
    """Paragraphs, and a table for each run of lines that begin and end with `|`."""
    blocks: list[str | Table] = []
    for paragraph in paragraphs(text):
        lines: list[str] = []
        rows: list[str] = []
        for line in [*paragraph.split("\n"), None]:
            row = line is not None and _is_row(line)
            if lines and (row or line is None):
                blocks.append("\n".join(lines))
                lines = []
            if rows and not row:
                blocks += _table(rows)
                rows = []
            if line is not None:
                (rows if row else lines).append(line.strip())
    return blocks


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 1 and stripped.startswith("|") and stripped.endswith("|")


def _table(lines: list[str]) -> list[Table]:
    """The table of these lines; none when there is nothing but rules."""
    has_head = len(lines) > 1 and RULE.fullmatch(lines[1]) is not None
    rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if not RULE.fullmatch(line)]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not rows:
        return []
    return [Table(rows[0], rows[1:]) if has_head else Table([], rows)]


def phrases(line: str) -> list[Piece]:
    """The line's words and, between them, the phrases that can be marked."""
    parts = PHRASE.split(line)
    found = [Piece(parts[0])]
    for phrase, words, following in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found += [Piece(words, phrase), Piece(following)]
    return [piece for piece in found if piece.words]


def with_minus(number: str) -> str:
    """A number as it is printed, with a minus where a hyphen is typed."""
    return number.replace("-", "\u2212")


def on_one_line(text: str) -> str:
    """All words on one line, for lists; gaps of a cloze are lines to write on."""
    lines = "\n".join(line for line in text.split("\n") if not RULE.fullmatch(line.strip()))
    words = MARK.sub("____", BREAK.sub("", lines)).replace("**", "").replace("|", " ")
    return " ".join(words.split())
