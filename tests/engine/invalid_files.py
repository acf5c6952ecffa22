"""Files as teachers get them wrong: each says in its first lines what is to be said of it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from small_course import Project

from courseware.problems import Problem

INVALID = Path(__file__).parent / "invalid"
EXPECTATION = re.compile(r"# expect (\d+):(\d+) ([a-z0-9-]+)(?: (.*))?")
Told = dict[str, list[Problem]]


class Expected(NamedTuple):
    """A problem at a place, and words that have to be among its sentences."""

    line: int
    column: int
    code: str
    words: str


def expected_of(file: Path) -> list[Expected]:
    found = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        if match := EXPECTATION.fullmatch(line):
            found.append(Expected(int(match[1]), int(match[2]), match[3], match[4] or ""))
    return found


def codes_of(files: Iterable[Path]) -> set[str]:
    """Every kind of problem that the files show."""
    return {expected.code for file in files for expected in expected_of(file)}


def told_by(project: Project) -> Told:
    """What one run says, by file."""
    by_file: Told = {}
    for problem in project.problems():
        by_file.setdefault(problem.place.path, []).append(problem)
    return by_file


def check_told(found: list[Problem], file: Path) -> None:
    """Exactly what the file expects has been said of it, with the words that it names."""
    expected = expected_of(file)
    assert expected
    assert [(p.place.line, p.place.column, p.code) for p in found] == sorted(e[:3] for e in expected)
    for e in expected:
        here = [str(p) for p in found if (p.place.line, p.place.column, p.code) == e[:3]]
        assert any(e.words in sentences for sentences in here), (e.words, here)


def check_sentences(told: Told) -> None:
    """Every message is complete in both languages."""
    for problem in (p for problems in told.values() for p in problems):
        for sentences in (problem.message, problem.mend):
            assert list(sentences) == ["zh", "en"]
            for sentence in sentences.values():
                assert sentence.strip()
                assert not re.search(r"\{[a-z_]*\}|None|\[\]", sentence), sentence
