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


@pytest.fixture
def questions(small_site: Site, new_page: Callable[..., Page]) -> Page:
    page = new_page(java_script_enabled=False)
    page.goto(small_site.url("questions/"))
    return page


def test_every_type_can_be_answered(questions: Page) -> None:
    for form in questions.locator("form.cw-question").all():
        if form.get_attribute("data-type") == "essay":
            form.locator(".cw-rubric summary").click()
        fields = form.locator("fieldset :is(input, select, textarea)")
        answered = 0
        for field in fields.all():
            kind = field.evaluate("field => field.type")
            if kind == "select-one":
                field.select_option(index=1)
                answered += field.input_value() != ""
            elif kind in ("radio", "checkbox"):
                field.check()
                answered += field.is_checked()
            else:
                field.fill("80")
                answered += field.input_value() == "80"
        assert answered == fields.count() > 0, form.get_attribute("id")


def test_every_answer_is_folded_away_and_opens(questions: Page) -> None:
    for form in questions.locator("form.cw-question").all():
        told = form.locator("details:is(.cw-answer, .cw-hint-box)")
        assert told.count() or form.get_attribute("data-type") == "scale"
        for details in told.all():
            inside = details.locator(":scope > :not(summary)").first
            assert not inside.is_visible()
            details.locator("summary").click()
            assert inside.is_visible()


def test_a_quiz_is_whole(small_site: Site, questions: Page) -> None:
    """All questions, in the author's order, without a place for what scripts would say."""
    assert questions.locator(".md-content button:visible, .cw-status, .cw-result, .cw-move, .cw-grip").count() == 0
    questions.goto(small_site.url("test/"))
    numbers = questions.locator("form[id^='tea-test.'] .cw-number:visible").all_inner_texts()
    assert numbers == [str(number) for number in range(1, 9)]
    assert questions.locator("form[id^='tea-test.'] .cw-answer:visible").count() == 8


def test_language_switch_and_terms_are_links(lesson: Page) -> None:
    term = lesson.locator(".cw-term").first
    assert "/glossary/" in term.evaluate("term => term.href")

    lesson.locator(".md-header .cw-language").click()
    assert lesson.url.endswith("/base/en/lessons/leaf-and-cup/brewing/")
    assert lesson.locator("h1").inner_text() == "Brewing a cup"
