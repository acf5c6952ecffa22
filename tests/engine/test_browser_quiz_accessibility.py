"""Quizzes on a phone in every state, language and scheme: axe, the size of targets, the width, where the focus is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from support import axe
from support.browsing import DESKTOP, FRAMES, PHONE, open_page, overflow, use_scheme
from support.quizzes import POINTER, answer, can_be_partly_right, check, lead_to, question, state
from support.sites import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
OPEN_ALL = "() => { for (const part of document.querySelectorAll('courseware-quiz details')) part.open = true; }"
# What is pressed in a quiz and is smaller than a finger, together with its label or its control. Places in a picture
# are in the list beside it, too.
SMALL_TARGETS = """() => {
    const isSeen = element => element.checkVisibility({ visibilityProperty: true });
    const isBig = ({ width, height }) => width >= 44 && height >= 44;
    const targets = element => [element, element.control, ...element.labels ?? []].filter(one => one && isSeen(one));
    return [...document.querySelectorAll("courseware-quiz :is(a, button, summary, input, select, textarea, label)")]
        .filter(element => isSeen(element) && !element.matches(".cw-spot"))
        .filter(element => !targets(element).some(one => [...one.getClientRects()].some(isBig)))
        .map(element => `too small: ${element.closest("[id]")?.id}: ${element.outerHTML.slice(0, 120)}`);
}"""
# Pairs of things to press of which one covers a part of the other.
OVERLAPS = """() => {
    const pressed = "a, button, summary, select, textarea, label:not(.cw-spot), [type=text]";
    const boxes = [...document.querySelectorAll(`courseware-quiz :is(${pressed})`)]
        .filter(element => element.checkVisibility())
        .flatMap(element => [...element.getClientRects()].map(box => [element, box]));
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return boxes.flatMap(([one, box], n) => boxes.slice(n + 1)
        .filter(([other, another]) => !one.contains(other) && meet(box, another))
        .map(([other]) => `covered: ${one.outerHTML.slice(0, 100)} and ${other.outerHTML.slice(0, 100)}`));
}"""
# Width and colour of the ring around the focus, or around the label that it is in, and the ground of the page.
RING = """() => {
    const focused = document.activeElement;
    const styles = [focused, focused.closest("label")].filter(Boolean).map(one => getComputedStyle(one));
    const ring = styles.find(({ outlineStyle }) => outlineStyle !== "none");
    return {
        quiz: Boolean(focused.closest("courseware-quiz")), name: focused.outerHTML.slice(0, 120),
        width: parseFloat(ring?.outlineWidth ?? 0), colour: ring?.outlineColor ?? "",
        ground: getComputedStyle(document.body).backgroundColor,
    };
}"""


def faults(page: Page) -> list[str]:
    """What axe finds, in both schemes; what is too small to press; what makes the page scroll sideways."""
    found: list[str] = []
    for scheme in ("default", "slate"):
        use_scheme(page, scheme)
        page.evaluate("() => scrollTo(0, 0)")  # further down the header covers half of a target now and then
        page.evaluate(FRAMES)
        found += [f"[{scheme}] {finding}" for finding in axe.findings(page)]
    for width in (320, 375):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(FRAMES)
        if overflow(page):
            found.append(f"at {width} px the page is {overflow(page)} px too wide")
    return found + page.evaluate(SMALL_TARGETS) + page.evaluate(OVERLAPS)


def forms(page: Page) -> list[Locator]:
    return page.locator("form.cw-question:visible").all()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport=PHONE)


@LANGUAGES
@pytest.mark.parametrize("how", ["untouched", "right", "wrong", "partly"])
def test_every_type(small_site: Site, phone: Page, language: str, how: str) -> None:
    open_page(phone, small_site.url(f"{language}questions/"))
    for form in forms(phone):
        if how == "untouched" or (how == "partly" and not can_be_partly_right(form)):
            continue
        answer(form, how)
        if form.get_attribute("data-type") != "scale":
            check(form)
        for criterion in form.locator(".cw-criterion").all() if how == "right" else []:
            POINTER.tick(criterion.locator("input").first)
    assert phone.locator(".cw-result-title").count() == (how in ("right", "wrong"))

    assert faults(phone) == []
    if how == "wrong":
        phone.evaluate(OPEN_ALL)
        assert faults(phone) == []
        phone.set_viewport_size(DESKTOP)
        assert axe.findings(phone) == []


@LANGUAGES
def test_a_test(small_site: Site, phone: Page, language: str) -> None:
    """With a warm-up above it: untouched, with what is unanswered, handed in, and with its answers open."""
    open_page(phone, small_site.url(f"{language}test/"))
    assert faults(phone) == []

    first, second, *others = forms(phone)
    answer(first, "right")
    check(first)
    answer(second, "wrong")
    phone.locator(".cw-hand-in button").click()
    assert phone.locator(".cw-unanswered li").count() == len(others)
    assert faults(phone) == []

    for n, form in enumerate(others[1:]):
        answer(form, "right" if n % 2 else "wrong")
    assert phone.locator(".cw-unanswered").count() == 0, "the list tells of a moment that is over"
    phone.locator(".cw-hand-in button").click()
    phone.locator(".cw-unanswered button").last.click()
    assert phone.locator(".cw-result-verdict").is_visible()
    assert {state(form) for form in others} >= {"right", "wrong"}
    assert faults(phone) == []

    phone.evaluate(OPEN_ALL)
    assert faults(phone) == []


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_everywhere(small_site: Site, new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(viewport=PHONE, color_scheme=scheme)
    open_page(page, small_site.url("questions/"))
    for phrase in page.locator(".cw-phrase").all():
        phrase.click()
    page.evaluate(OPEN_ALL)
    lead_to(question(page, "single"))
    page.keyboard.press("Tab")
    stops = []
    while (stop := page.evaluate(RING))["quiz"]:
        stops.append(stop)
        page.keyboard.press("Tab")

    assert len(stops) > 70
    assert [stop for stop in stops if stop["width"] < 2 or contrast(stop["colour"], stop["ground"]) < 3] == []
