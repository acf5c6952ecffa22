"""Everything by keyboard alone, and terms by touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browsing import PHONE, focused, open_page, settle
from support.sites import Site

LESSON = "lessons/leaf-and-cup/brewing/"


@pytest.fixture
def lesson(small_site: Site, page: Page) -> Page:
    open_page(page, small_site.url(LESSON))
    return page


@pytest.fixture
def phone(small_site: Site, new_page: Callable[..., Page]) -> Page:
    page = new_page(viewport=PHONE, has_touch=True)
    open_page(page, small_site.url(LESSON))
    return page


def drawer_button(page: Page) -> Locator:
    return page.locator(".md-header__button[for=__drawer]")


def has_focus(locator: Locator) -> bool:
    return bool(locator.evaluate("element => element === document.activeElement"))


def once_round(page: Page, limit: int = 200) -> list[dict[str, object]]:
    """What Tab reaches, until the focus leaves the page."""
    stops: list[dict[str, object]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop["tag"] == "BODY" and stops:
            return stops
        stops.append(stop)
    raise AssertionError("the focus never leaves the page")


def test_first_tab_skips_to_the_content(lesson: Page) -> None:
    lesson.keyboard.press("Tab")
    assert has_focus(lesson.locator(".md-skip"))
    assert focused(lesson)["seen"]

    lesson.keyboard.press("Enter")
    lesson.wait_for_function("() => location.hash && scrollY > 0")
    lesson.keyboard.press("Tab")
    assert lesson.evaluate("() => document.activeElement.closest('.md-content') !== null")


@pytest.mark.parametrize("device", ["lesson", "phone"])
def test_every_stop_of_the_focus_can_be_seen_and_has_a_name(device: str, request: pytest.FixtureRequest) -> None:
    stops = once_round(request.getfixturevalue(device))

    assert [stop for stop in stops if not stop["seen"] or not stop["name"]] == []


@pytest.mark.parametrize("key", ["Enter", " "])
def test_drawer_takes_the_focus_and_gives_it_back(phone: Page, key: str) -> None:
    drawer_button(phone).focus()
    phone.keyboard.press(key)
    assert phone.locator("#__drawer").is_checked()
    assert drawer_button(phone).get_attribute("aria-expanded") == "true"
    assert has_focus(phone.locator(".cw-close"))

    stops = once_round(phone)
    assert len(stops) > 2
    assert all(stop["inDrawer"] for stop in stops)
    assert [stop for stop in stops if not stop["seen"] or not stop["name"]] == []

    phone.keyboard.press("Escape")
    assert not phone.locator("#__drawer").is_checked()
    assert drawer_button(phone).get_attribute("aria-expanded") == "false"
    assert has_focus(drawer_button(phone))


def test_drawer_closes_by_its_own_button(phone: Page) -> None:
    drawer_button(phone).focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")

    assert not phone.locator("#__drawer").is_checked()
    assert has_focus(drawer_button(phone))


def test_levels_of_the_drawer_by_keyboard(phone: Page) -> None:
    """What opens inside the drawer takes the focus, and its title leads back."""
    drawer_button(phone).focus()
    phone.keyboard.press("Enter")
    opener, title = phone.locator("button.md-nav__link[for=__toc]"), phone.locator("button.md-nav__title[for=__toc]")
    opener.focus()
    phone.keyboard.press("Enter")
    assert has_focus(title)
    assert opener.get_attribute("aria-expanded") == "true"

    phone.keyboard.press("Enter")
    assert has_focus(opener)
    assert opener.get_attribute("aria-expanded") == "false"


def test_a_level_of_the_drawer_can_be_seen_when_it_opens(small_site: Site, new_page: Callable[..., Page]) -> None:
    """It lies outside the drawer until it has moved in: taking the focus must not scroll the drawer away from it."""
    page = new_page(viewport=PHONE, has_touch=True, reduced_motion="no-preference")
    open_page(page, small_site.url())
    drawer_button(page).tap()
    page.locator(".md-nav--primary > ul > li > .md-nav__container > button").first.tap()
    link = page.locator(".md-nav--primary > ul > li:has(> .md-nav__toggle:checked) > nav a").first
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")
    expect(link).to_be_in_viewport(ratio=1)


def test_a_link_in_the_drawer_leads_to_a_page_that_can_be_used(phone: Page) -> None:
    drawer_button(phone).tap()
    phone.locator(".md-sidebar--primary a.md-nav__link:visible").last.tap()
    phone.wait_for_function("() => !document.getElementById('__drawer').checked")

    assert phone.locator("[inert]").count() == 0


def test_a_wider_window_closes_the_drawer(phone: Page) -> None:
    drawer_button(phone).tap()
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.wait_for_function("() => !document.getElementById('__drawer').checked")

    assert phone.locator("[inert]").count() == 0
    assert phone.locator(".cw-close").count() == 0


def test_contents_at_the_side_open_by_keyboard(lesson: Page) -> None:
    button = lesson.locator("button.md-nav__link:visible").last
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    lesson.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert has_focus(button)

    lesson.keyboard.press(" ")
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("key", ["Enter", " "])
def test_search_opens_and_gives_the_focus_back(phone: Page, key: str) -> None:
    button = phone.locator(".md-header__button[for=__search]")
    button.focus()
    phone.keyboard.press(key)
    assert has_focus(phone.locator(".md-search__input"))

    phone.keyboard.press("Escape")
    assert not phone.locator("#__search").is_checked()
    phone.wait_for_function("() => document.activeElement.matches('.md-header__button[for=__search]')")


def test_search_closes_by_touch(phone: Page) -> None:
    phone.locator(".md-header__button[for=__search]").tap()
    close = phone.locator("button.md-search__icon[for=__search]")
    assert close.get_attribute("aria-label") == "关闭"
    close.tap()

    assert not phone.locator("#__search").is_checked()


def test_a_result_is_reached_by_keyboard(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url("en/"))
    page.locator(".md-search__input").focus()
    page.keyboard.type("fairness")
    page.wait_for_selector(".md-search-result__item a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => location.pathname !== '{small_site.host.base}en/'")
    settle(page)

    assert "fairness" in page.locator(".md-content").inner_text()


def test_quiz_by_keyboard(lesson: Page) -> None:
    question = lesson.locator("[id='brewing.bitter']")
    radios = question.locator("input[type=radio]")
    radios.first.focus()
    for _ in range(5):
        lesson.keyboard.press("ArrowDown")
        assert question.get_attribute("data-state") is None, "an arrow key must not hand in"
    assert not radios.first.is_checked()

    lesson.keyboard.press("ArrowDown")  # three options: six steps lead round
    assert radios.first.is_checked()
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Tab")  # the hint
    lesson.keyboard.press("Tab")
    assert has_focus(question.locator("button[type=submit]"))
    lesson.keyboard.press("Enter")

    assert question.get_attribute("data-state") == "right"
    assert question.get_by_role("status").inner_text().strip()
    assert has_focus(question.locator("button[type=submit]"))

    # After the answer the options can still be read, but not changed.
    radios.last.focus()
    lesson.keyboard.press(" ")
    assert radios.nth(1).is_checked()

    question.locator("button[type=submit]").focus()
    lesson.keyboard.press("Enter")
    assert question.get_attribute("data-state") is None
    assert has_focus(radios.first)


def test_boxes_by_keyboard(lesson: Page) -> None:
    question = lesson.locator("[id='brewing.what-counts']")
    boxes = question.locator("input[type=checkbox]")
    boxes.first.focus()
    for _ in range(3):
        lesson.keyboard.press(" ")
        lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")  # in a form this hands in

    assert question.get_attribute("data-state") == "right"


@pytest.mark.parametrize("key", ["n", "p", ".", ",", "s", "f", "/"])
def test_single_letters_do_nothing(lesson: Page, key: str) -> None:
    """The theme would leave the page, or open the search, in the middle of a quiz."""
    lesson.evaluate("() => { window.here = true; }")
    lesson.locator("[id='brewing.bitter'] input").first.focus()
    lesson.keyboard.press(key)
    lesson.wait_for_timeout(300)

    assert lesson.evaluate("() => window.here && location.pathname.includes('brewing')")
    assert not lesson.locator("#__search").is_checked()


def test_term_by_focus_and_escape(lesson: Page) -> None:
    term, tip = lesson.locator(".cw-term").first, lesson.get_by_role("tooltip")
    while not has_focus(term):
        lesson.keyboard.press("Tab")
    assert tip.inner_text() == term.get_attribute("data-definition")
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")

    lesson.keyboard.press("Escape")
    assert tip.count() == 0
    assert term.get_attribute("aria-describedby") is None
    assert has_focus(term)


def test_term_by_pointing(lesson: Page) -> None:
    term, tip = lesson.locator(".cw-term").first, lesson.get_by_role("tooltip")
    term.hover()
    tip.wait_for()
    tip.hover()  # the definition can be pointed at, read, and selected
    lesson.wait_for_timeout(500)
    assert tip.is_visible()

    lesson.mouse.move(0, 0)
    tip.wait_for(state="hidden")


def test_term_by_touch(phone: Page) -> None:
    term = phone.locator(".cw-term").first
    address = phone.url
    term.tap()
    phone.get_by_role("tooltip").wait_for()
    assert phone.url == address

    term.tap()
    phone.wait_for_function("() => location.pathname.includes('/glossary/')")


def test_touching_elsewhere_puts_the_definition_away(phone: Page) -> None:
    phone.locator(".cw-term").first.tap()
    tip = phone.get_by_role("tooltip")
    tip.wait_for()
    phone.locator("h1").tap()

    tip.wait_for(state="hidden")
