"""Assignments as teachers get them wrong: each says in its first lines what is to be said of it, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from invalid_files import INVALID, Told, check_sentences, check_told, codes_of, told_by
from small_course import Project

from courseware.problems import catalogue

FOLDER = INVALID / "assignments"
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
def told(project: Project) -> Told:
    return told_by(project)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_said_of_an_invalid_assignment(told: Told, file: Path) -> None:
    check_told(told.get(f"assignments/{file.name}", []), file)


def test_nothing_is_said_of_what_is_right(told: Told) -> None:
    assert set(told) <= {f"assignments/{file.name}" for file in FILES}


def test_every_message_is_complete_in_both_languages(told: Told) -> None:
    check_sentences(told)


def test_the_files_show_every_mistake_of_an_assignment() -> None:
    assert len(FILES) >= 30
    assert {code for code in catalogue() if code.startswith("assignment-")} - codes_of(FILES) == ABOUT_FILES_AND_DATA
