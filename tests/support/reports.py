"""Numbers in the words of an assignment's pages: each comes from the sample data or is listed as another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
BLOCK = re.compile(r"^/// assignment.*?^///$", re.S | re.M)
LINK = re.compile(r"\]\([^)]*\)|\{#[^}]*\}")
# A digit after a letter is part of a code: P5.
NUMBER = re.compile(r"(?<![A-Za-z0-9.,])[−±]?\d+(?:,\d{3})*(?:\.\d+)?%?")


def words_of(path: Path) -> str:
    """The page's words as they are read, without its blocks of made content, links' targets and headings' ids."""
    text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    return LINK.sub("]", BLOCK.sub("", text))


def absent(text: str, phrases: Sequence[str]) -> list[str]:
    """The phrases that the text lacks."""
    return [phrase for phrase in phrases if phrase not in text]


def unaccounted(text: str, phrases: Sequence[str]) -> list[str]:
    """The numbers that stand in none of the phrases, each with a little of what surrounds it."""
    known = [match.span() for phrase in phrases for match in re.finditer(re.escape(phrase), text)]
    return [
        text[max(0, number.start() - 15) : number.end() + 15]
        for number in NUMBER.finditer(text)
        if not any(start <= number.start() and number.end() <= end for start, end in known)
    ]
