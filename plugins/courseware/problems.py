"""Author mistakes: what is wrong, where, and how to mend it, in every language the messages are written in.

The sentences stand in `locales/problems.yml`, one entry a code; the code that finds a mistake gives the code, the place
and the values that the sentences name. Where one sentence has many reasons, the value `reason` names one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

Severity = Literal["error", "warning"]
CATALOGUE = Path(__file__).parent / "locales" / "problems.yml"


@cache
def _written() -> dict[str, dict[str, Any]]:
    with CATALOGUE.open(encoding="utf-8") as file:
        entries: dict[str, dict[str, Any]] = yaml.safe_load(file)
    return entries


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Severity and sentences of every problem, by code."""
    return {code: entry for code, entry in _written().items() if code != "reasons"}


def reasons() -> dict[str, dict[str, str]]:
    """What stands in a sentence for each `reason` that a problem's values may name, by language."""
    return _written()["reasons"]


@dataclass(frozen=True)
class Place:
    """A place in a file of the course; the path is relative to the project, line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One mistake at one place; `values` fill the sentences of its code."""

    code: str
    place: Place
    values: dict[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """An error keeps something from working; a warning may be meant."""
        severity: Severity = catalogue()[self.code].get("severity", "error")
        return severity

    def _sentences(self, part: str) -> dict[str, str]:
        entry = catalogue()[self.code]
        return {
            language: entry[language][part].format_map(self._values_in(language))
            for language in entry
            if language != "severity"
        }

    def _values_in(self, language: str) -> dict[str, str]:
        """The values, with words for the reason among them."""
        reason = reasons().get(self.values.get("reason", ""))
        return {**self.values, "reason": reason[language].format_map(self.values)} if reason else self.values

    @property
    def message(self) -> dict[str, str]:
        """What is wrong, by language."""
        return self._sentences("message")

    @property
    def mend(self) -> dict[str, str]:
        """How to mend it, by language."""
        return self._sentences("mend")

    def __str__(self) -> str:
        head = f"{self.place.path}:{self.place.line}:{self.place.column}: {self.severity} {self.code}: "
        lines = [head + " / ".join(self.message.values())]
        lines += [f"    → {mend}" for mend in self.mend.values()]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The problem as plain data, for editors and scripts."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "mend": self.mend,
        }

    def as_github(self) -> str:
        """A workflow command that shows the problem beside the line on GitHub."""
        text = " / ".join(self.message.values()) + "\n" + "\n".join(self.mend.values())
        path = _escaped(self.place.path).replace(":", "%3A").replace(",", "%2C")
        place = f"file={path},line={self.place.line},col={self.place.column}"
        return f"::{self.severity} {place},title={self.code}::{_escaped(text)}"


def _escaped(text: str) -> str:
    """Text as a workflow command takes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Without doubles, by file, line and column."""
    unique = {(p.code, p.place, tuple(sorted(p.values.items()))): p for p in problems}
    return sorted(unique.values(), key=lambda p: (p.place.path, p.place.line, p.place.column, p.code))


def as_json(problems: Iterable[Problem]) -> str:
    """All problems as one JSON list."""
    return json.dumps([p.as_json() for p in problems], ensure_ascii=False, indent=2)
