"""Fixtures of the engine's tests: the small course, as it is and as a copy to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import Project

from courseware.course import Course


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of the small course."""
    return Project.copy_to(tmp_path / "project")


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The small course, read once; not to be changed."""
    return Project.copy_to(tmp_path_factory.mktemp("small") / "project").load()
