"""A lesson without JavaScript: all of it is there, and can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from support.sites import Site


@pytest.fixture
def lesson(small_site: Site, new_page: Callable[..., Page]) -> Page:
    page = new_page(java_script_enabled=False)
    page.goto(small_site.url("lessons/leaf-and-cup/brewing/"))
    return page


def test_text_and_questions_can_be_read(lesson: Page) -> None:
    assert lesson.locator("h1").inner_text() == "泡一杯茶"
    assert lesson.get_by_text("水温越高，苦味出来得越快。").is_visible()
    question = lesson.locator("[id='brewing.bitter']")
    question.locator(".cw-option", has_text="用凉一些的水").click()
    assert question.locator("input").nth(1).is_checked()


def test_answers_open_without_scripts(lesson: Page) -> None:
    answer = lesson.locator("[id='brewing.bitter'] .cw-answer")
    assert not answer.get_by_text("水凉一些，苦味出得慢。").is_visible()

    answer.locator("summary").click()
    assert answer.get_by_text("水凉一些，苦味出得慢。").is_visible()


def test_nothing_promises_what_needs_scripts(lesson: Page) -> None:
    assert lesson.locator(".md-content button:visible").count() == 0


def test_language_switch_and_terms_are_links(lesson: Page) -> None:
    term = lesson.locator(".cw-term").first
    assert "/glossary/" in term.evaluate("term => term.href")

    lesson.locator(".md-header .cw-language").click()
    assert lesson.url.endswith("/base/en/lessons/leaf-and-cup/brewing/")
    assert lesson.locator("h1").inner_text() == "Brewing a cup"
