"""What is done: the home page tells of each lesson's quiz what was reached on this device."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from support.browsing import faults, open_page
from support.quiz_pages import open_quiz, shown
from support.quizzes import answer, check
from support.sites import Site

LESSON = "lessons/leaf-and-cup/brewing/"
DONE = "courseware-progress .cw-done"
LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
# The same entry for every quiz that a list of lessons names.
STORE = """entry => {
    const names = new Set([...document.querySelectorAll("[data-quiz]")].map(row => row.dataset.quiz));
    for (const name of names) localStorage.setItem(`courseware:/base/:quiz:${name}`, entry);
    return names.size;
}"""


def told(page: Page) -> list[str]:
    """What is said on the page beside lessons and above them, folded or not."""
    page.wait_for_function("() => customElements.get('courseware-progress')")
    found: list[str] = page.locator(DONE).all_text_contents()
    return found


@LANGUAGES
def test_a_quiz_is_done_when_every_question_is_answered(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language))
    assert told(page) == []

    first, *others = shown(open_quiz(page, small_site.url(language + LESSON), "brewing."))
    answer(first, "wrong")
    check(first)
    open_page(page, small_site.url(language))
    assert told(page) == [], "begun"

    for form in shown(open_quiz(page, small_site.url(language + LESSON), "brewing."))[1:]:
        answer(form, "right")
        check(form)
    for home in ("", "en/"):
        open_page(page, small_site.url(home))
        count, line = (
            ("已做完1课的测验", "✓ 测验已做完，最好成绩{}") if not home else ("quizzes done: 1", "✓ Quiz done, best {}")
        )
        assert told(page)[0] == count
        assert told(page)[1].startswith(line.format(len(others)))
        assert page.locator("a[href*='brewing'] .cw-done").count() == 3, "in the map and in two routes"


@pytest.mark.parametrize("entry", ["", "null", "[]", '{"v":1,"best":7}', '{"v":1,"best":{"points":9,"of":1}}', "{"])
def test_whatever_stands_in_the_storage(small_site: Site, page: Page, entry: str) -> None:
    open_page(page, small_site.url())
    assert page.evaluate(STORE, entry) > 1
    page.reload()
    assert told(page) == []


@LANGUAGES
def test_axe_finds_nothing_in_a_list_with_results(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language))
    page.evaluate(STORE, '{"v":1,"best":{"points":7.333333,"of":10}}')
    page.reload()
    assert any("7.33" in line for line in told(page))
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert faults(page) == []
