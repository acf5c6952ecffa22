"""Fixtures of the engine's tests: the small course, as it is and as a copy to spoil, and its bank of all types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from quiz_trees import read
from small_course import SMALL_COURSE, Project

from courseware.course import Course
from courseware.quizzes.banks import Quiz
from courseware.sources import read_yaml


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """A fresh copy of the small course, without its assignments where the test is marked so."""
    without = request.node.get_closest_marker("without_assignments")
    return (Project.without_assignments if without else Project.copy_to)(tmp_path / "project")


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The small course, read once; not to be changed."""
    return Project.copy_to(tmp_path_factory.mktemp("small") / "project").load()


@pytest.fixture(scope="session")
def data() -> dict[str, Any]:
    """The small course's bank with a question of every type, as written; not to be changed."""
    document, _ = read_yaml(SMALL_COURSE, SMALL_COURSE / "quizzes/all-types.yml")
    return dict(document.data)


@pytest.fixture(scope="session")
def quiz(data: dict[str, Any]) -> Quiz:
    """The same bank as read; not to be changed."""
    return read(data)
