"""Languages of a course: their words for the interface, and which file belongs to which language.

A page and its translation lie side by side: `a.md` is the original in the course's first language, `a.en.md` the
English page. The words of the interface stand in `locales/<code>.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import east_asian_width

import yaml

LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True)
class Language:
    """A language that the interface speaks: code as in file names, and its words."""

    code: str
    words: dict[str, Any]

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return str(self.words["name"])

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return str(self.words["tag"])

    def __getitem__(self, key: str) -> Any:
        """The words for `key`; dots lead into groups (`steps.teach`)."""
        value: Any = self.words
        for part in key.split("."):
            value = value[part]
        return value


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that the interface speaks."""
    return tuple(sorted(p.stem for p in LOCALES.glob("*.yml") if p.stem != "problems"))


@cache
def language(code: str) -> Language:
    """The language with this code (`KeyError` when the interface does not speak it)."""
    file = LOCALES / f"{code}.yml"
    if code not in available():
        raise KeyError(code)
    return Language(code, yaml.safe_load(file.read_text(encoding="utf-8")))


def split_language(path: str, codes: Sequence[str]) -> tuple[str, str]:
    """`lessons/a.en.md` → (`lessons/a.md`, `en`); a path without a code is in the first language."""
    pure = PurePosixPath(path)
    stem, _, code = pure.stem.rpartition(".")
    if stem and code in codes:
        return str(pure.with_name(stem + pure.suffix)), code
    return path, codes[0]


def width_of(text: str) -> int:
    """How wide the text is in Latin letters: a Chinese character takes the room of two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


HAN = re.compile(r"[㐀-鿿豈-﫿]")
LATIN_WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")


def reading_minutes(text: str) -> int:
    """Minutes to read the text at an unhurried pace: 300 Chinese characters or 180 Latin words a minute."""
    minutes = len(HAN.findall(text)) / 300 + len(LATIN_WORD.findall(text)) / 180
    return max(1, round(minutes))
