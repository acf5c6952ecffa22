"""The shell and every kind of page: axe finds nothing and nothing scrolls sideways, in any scheme and width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from support import axe
from support.browsing import PHONE, faults, hits, open_page, states, use_scheme
from support.sites import Site

LESSON = "lessons/leaf-and-cup/brewing/"
KINDS = {
    "home": "",
    "module": "lessons/leaf-and-cup/",
    "lesson": LESSON,
    "untranslated lesson": "lessons/tea-for-guests/serving-guests/",
    "plan": "teachers/plans/brewing/",
    "untranslated plan": "teachers/plans/serving-guests/",
    "plans": "teachers/plans/",
    "glossary": "glossary/",
    "teachers": "teachers/",
    "about": "about/",
    "404": "no-such-page/",
}


@pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_kinds_of_pages(small_site: Site, page: Page, address: str, language: str) -> None:
    open_page(page, small_site.url(language + address))

    assert faults(page) == []


def test_open_parts_of_a_lesson(small_site: Site, page: Page) -> None:
    """Hints, answers and solutions are closed when a page opens: what is in them is looked at here."""
    open_page(page, small_site.url(LESSON))
    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")

    assert faults(page) == []


def test_open_search(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(LESSON))
    for state in states(page):
        page.evaluate("() => { const box = document.getElementById('__search'); if (!box.checked) box.click(); }")
        assert hits(page, "茶")
        assert axe.findings(page) == [], state


def test_open_drawer(small_site: Site, page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_page(page, small_site.url(LESSON))
    for scheme in ("default", "slate"):
        use_scheme(page, scheme)
        page.locator(".md-header__button[for=__drawer]").click()
        assert axe.findings(page) == [], scheme
        page.locator(".md-nav__link[for=__toc]").click()  # the contents of the lesson, over the list of lessons
        assert axe.findings(page) == [], scheme
        page.locator("button.md-nav__title[for=__toc]").click()
        page.keyboard.press("Escape")


def test_answered_questions(small_site: Site, page: Page) -> None:
    """Right, wrong and partly right answers, with what is then said about them, and the question asked again."""
    open_page(page, small_site.url(LESSON))
    single, multiple = page.locator("[id='brewing.bitter']"), page.locator("[id='brewing.what-counts']")
    true_false = page.locator("[id='brewing.boiling-for-green']")
    single.locator(".cw-option", has_text="用凉一些的水").click()
    multiple.locator(".cw-option", has_text="水温").click()
    true_false.locator("[value=true]").check()
    for question, state in ((single, "right"), (multiple, "partly"), (true_false, "wrong")):
        question.locator("button[type=submit]").click()
        assert question.get_attribute("data-state") == state
    assert faults(page) == []

    for question in (single, multiple, true_false):
        question.locator("button[type=submit]").click()
        assert question.get_attribute("data-state") is None
        assert question.locator(":checked").count() == 0
        question.locator("button[type=submit]").click()  # nothing ticked: a word says so
        assert "选" in question.get_by_role("status").inner_text()
    assert faults(page) == []


def test_shown_term(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(LESSON))
    for state in states(page):
        page.keyboard.press("Escape")
        page.locator(".cw-term").first.hover()
        page.locator(".cw-tip").wait_for()
        assert axe.findings(page) == [], state
        page.mouse.move(0, 0)


@pytest.mark.parametrize(("wanted", "scheme"), [("light", "default"), ("dark", "slate")])
def test_scheme_is_the_system_s_until_the_button_is_pressed(
    new_page: Callable[..., Page], small_site: Site, wanted: str, scheme: str
) -> None:
    page = new_page(color_scheme=wanted)
    open_page(page, small_site.url())
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme

    page.locator("[data-md-component=palette] button:visible").focus()
    page.keyboard.press("Enter")
    other = {"default": "slate", "slate": "default"}[scheme]
    page.wait_for_selector(f"body[data-md-color-scheme={other}]")
    page.wait_for_function("() => document.activeElement.matches('[data-md-component=palette] button:not([hidden])')")
    open_page(page, small_site.url("about/"))
    assert page.locator("body").get_attribute("data-md-color-scheme") == other
