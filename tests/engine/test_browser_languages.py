"""Two languages in the browser: the switch, the page's language, pages without a translation."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from support.browsing import open_page, settle
from support.sites import Site

LESSON = "lessons/leaf-and-cup/brewing/"


def switch(page: Page) -> None:
    page.locator(".md-header .cw-language").click()


def test_switch_keeps_the_page(small_site: Site, page: Page) -> None:
    for address in ("", LESSON, "teachers/plans/brewing/", "glossary/"):
        open_page(page, small_site.url(address))
        assert page.locator("html").get_attribute("lang") in ("zh", "zh-Hans")

        switch(page)
        page.wait_for_url(small_site.url("en/" + address))
        settle(page)
        assert page.locator("html").get_attribute("lang") == "en"

        switch(page)
        page.wait_for_url(small_site.url(address))


def test_switch_keeps_the_page_after_instant_navigation(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url())
    page.evaluate("() => { window.here = true; }")
    page.locator(".md-content").get_by_role("link", name="泡一杯茶").first.click()
    page.wait_for_url(small_site.url(LESSON))
    page.locator("h1", has_text="泡一杯茶").wait_for()
    settle(page)
    assert page.evaluate("() => window.here"), "the page was loaded whole"

    switch(page)
    page.wait_for_url(small_site.url("en/" + LESSON))
    page.locator("h1", has_text="Brewing a cup").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"


def test_widgets_and_buttons_work_after_instant_navigation(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url())
    page.locator(".md-content").get_by_role("link", name="泡一杯茶").first.click()
    page.wait_for_url(small_site.url(LESSON))
    question = page.locator("[id='brewing.bitter']")
    question.locator(".cw-option", has_text="用凉一些的水").click()
    question.locator("button[type=submit]").click()
    assert question.get_attribute("data-state") == "right"
    assert page.locator(".md-sidebar--primary label.md-nav__link").count() == 0

    page.go_back()
    page.wait_for_url(small_site.url())
    page.go_forward()
    page.wait_for_url(small_site.url(LESSON))
    page.locator("[id='brewing.bitter'][data-state=right] .cw-controls button").wait_for()


def test_page_without_a_translation(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url("en/lessons/tea-for-guests/serving-guests/"))

    assert page.locator("html").get_attribute("lang") == "en"
    assert "not available in English" in page.get_by_role("note").inner_text()
    assert page.locator("h1").evaluate("h1 => h1.closest('[lang]').lang") == "zh-Hans"
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == small_site.url("lessons/tea-for-guests/serving-guests/")
    assert page.locator("link[hreflang]").count() == 0


@pytest.mark.parametrize("address", [LESSON, "en/" + LESSON])
def test_translations_are_named_in_the_head(small_site: Site, page: Page, address: str) -> None:
    open_page(page, small_site.url(address))
    script = "links => Object.fromEntries(links.map(link => [link.hreflang, link.href]))"

    assert page.eval_on_selector_all("link[rel~=alternate][hreflang]", script) == {
        "zh-Hans": small_site.url(LESSON),
        "en": small_site.url("en/" + LESSON),
        "x-default": small_site.url(LESSON),
    }


def test_continue_leads_to_the_last_lesson(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(LESSON))
    open_page(page, small_site.url())
    link = page.locator("courseware-continue a")

    assert link.evaluate("link => link.href") == small_site.url(LESSON)
    assert "泡一杯茶" in link.inner_text()


@pytest.mark.parametrize("stored", ['{"href": "https://example.com/", "title": "x"}', '{"href": 1}', "no json", "null"])
def test_continue_trusts_no_stored_address(small_site: Site, page: Page, stored: str) -> None:
    open_page(page, small_site.url("about/"))
    page.evaluate("text => localStorage.setItem('courseware:/base/:last', text)", stored)
    open_page(page, small_site.url())

    assert page.locator("courseware-continue a").evaluate("a => a.href").startswith(small_site.url("lessons/"))
