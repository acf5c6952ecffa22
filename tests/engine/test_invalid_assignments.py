"""Assignments as teachers get them wrong: each says in its first lines what is to be said of it, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_course import Project
from test_invalid_quizzes import expected_of

from courseware.problems import Problem, catalogue

FOLDER = Path(__file__).parent / "invalid" / "assignments"
COMMON = FOLDER / "common.yml"
FILES = sorted(file for file in FOLDER.glob("*.yml") if file != COMMON)
ABOUT_FILES_AND_DATA = {
    *("assignment-file-name", "assignment-sample", "assignment-sample-digest", "assignment-without-page"),
}
RIGHT = "title: {zh: 对, en: Right}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small course with every invalid assignment in it, and a page that places them all."""
    project = Project.copy_to(tmp_path_factory.mktemp("invalid") / "project")
    for file in (project.root / "assignments").glob("common.yml"):
        file.unlink()
    for file in [COMMON, *FILES]:
        project.write(f"assignments/{file.name}", file.read_text(encoding="utf-8"))
    project.write("assignments/right.yml", RIGHT)
    names = [file.stem for file in FILES] + ["right"]
    placed = [f"/// assignment | {name}\n\n///\n" for name in names]
    project.write("docs/invalid.md", "---\ntitle: 错\n---\n\n" + "\n".join(placed))
    return project


@pytest.fixture(scope="module")
def told(project: Project) -> dict[str, list[Problem]]:
    """What one run says, by file."""
    by_file: dict[str, list[Problem]] = {}
    for problem in project.problems():
        by_file.setdefault(problem.place.path, []).append(problem)
    return by_file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_said_of_an_invalid_assignment(told: dict[str, list[Problem]], file: Path) -> None:
    expected = expected_of(file)
    assert expected
    found = told.get(f"assignments/{file.name}", [])
    assert [(p.place.line, p.place.column, p.code) for p in found] == sorted(e[:3] for e in expected)
    for e in expected:
        here = [str(p) for p in found if (p.place.line, p.place.column, p.code) == e[:3]]
        assert any(e.words in sentences for sentences in here), (e.words, here)


def test_nothing_is_said_of_what_is_right(told: dict[str, list[Problem]]) -> None:
    assert set(told) <= {f"assignments/{file.name}" for file in FILES}


def test_every_message_is_complete_in_both_languages(told: dict[str, list[Problem]]) -> None:
    for problem in (p for problems in told.values() for p in problems):
        for sentences in (problem.message, problem.mend):
            assert list(sentences) == ["zh", "en"]
            for sentence in sentences.values():
                assert sentence.strip()
                assert not re.search(r"\{[a-z_]*\}|None|\[\]", sentence), sentence


def test_the_files_show_every_mistake_of_an_assignment() -> None:
    assert len(FILES) >= 30
    codes = {expected.code for file in FILES for expected in expected_of(file)}
    assert {code for code in catalogue() if code.startswith("assignment-")} - codes == ABOUT_FILES_AND_DATA
