"""A quiz on a page as a student meets it: open it, press its buttons, and see what it says."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from support.browsing import open_page

PARTS = """quiz => [...quiz.querySelectorAll("form, section")].filter(part => part.checkVisibility())
    .map(part => part.id || part.dataset.case)"""
STATES = "forms => forms.map(form => form.dataset.state)"
KEPT = """quiz => {
    const {id} = JSON.parse(quiz.dataset.quiz);
    return Object.entries(localStorage).find(([name]) => name.endsWith(`:quiz:${id}`))?.[1] ?? "{}";
}"""
FOCUSED_QUESTION = "() => document.activeElement.closest('form')?.id ?? null"


def begun(page: Page, name: str) -> Locator:
    """The quiz whose questions' ids start so, once its script has begun."""
    quiz = page.locator(f"courseware-quiz:has(form[id^='{name}'])")
    expect(quiz.locator(".cw-quiz-end").last).to_be_attached()
    return quiz


def open_quiz(page: Page, url: str, name: str) -> Locator:
    """Go to a page, and to the quiz on it."""
    open_page(page, url)
    return begun(page, name)


def reloaded(page: Page, name: str) -> Locator:
    """The quiz after its page was loaded again."""
    page.reload()
    return begun(page, name)


def press(quiz: Locator, name: str) -> None:
    """Press the button with that name."""
    quiz.get_by_role("button", name=name, exact=True).click()


def question(quiz: Locator, name: str) -> Locator:
    """A question by its id."""
    return quiz.locator(f"form[id$='.{name}']")


def shown(quiz: Locator) -> list[Locator]:
    """The questions that are not hidden, in their order."""
    return quiz.locator("form:not([hidden])").all()


def parts(quiz: Locator) -> list[str]:
    """The ids of the questions, and the names of the cases, that can be seen, in their order."""
    ids: list[str] = quiz.evaluate(PARTS)
    return ids


def lines(quiz: Locator) -> list[str]:
    """What stands below the questions."""
    return quiz.locator(".cw-result:not([hidden]) :is(p, li)").all_inner_texts()


def states(quiz: Locator) -> list[str]:
    """How the questions that were checked are marked."""
    found: list[str] = quiz.locator("form[data-state]").evaluate_all(STATES)
    return found


def has_focus(element: Locator) -> bool:
    """Whether the focus is on the element."""
    return bool(element.evaluate("element => element === document.activeElement"))


def focused_question(page: Page) -> str | None:
    """The id of the question in which the focus is."""
    name: str | None = page.evaluate(FOCUSED_QUESTION)
    return name


def kept(quiz: Locator) -> dict[str, Any]:
    """What the browser keeps of the quiz; nothing: {}."""
    record: dict[str, Any] = json.loads(quiz.evaluate(KEPT))
    return record
