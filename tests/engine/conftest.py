"""Fixtures of the engine's tests: the small course, as it is and as a copy to spoil, and its bank of all types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from quiz_trees import read
from small_course import SMALL_COURSE, Project

from courseware.course import Course
from courseware.quizzes.banks import Quiz
from courseware.sources import read_yaml
from support.decks import MORNING, open_deck
from support.field_forms import open_forms
from support.sites import Site


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


@pytest.fixture
def deck(small_site: Site, page: Page) -> Locator:
    """The small course's deck with groups, on a day that the test knows."""
    page.clock.install(time=MORNING)
    return open_deck(page, small_site)


@pytest.fixture
def forms(page: Page, small_site: Site) -> Page:
    """The page of the small course's assignment."""
    open_forms(page, small_site)
    return page
