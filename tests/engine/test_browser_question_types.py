"""Every type of question in Chromium, by keyboard alone: what is said and shown, and what hands an answer in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.browsing import DESKTOP, focused, open_page
from support.quizzes import (
    KEYBOARD,
    answer,
    can_be_partly_right,
    check,
    has_focus,
    lead_to,
    open_question,
    question,
    said,
    state,
)
from support.sites import Site

GRADED = (
    *("single", "multiple", "true-false", "numeric", "range", "parameters", "text", "cloze", "table", "matching"),
    *("ordering", "categorize", "matrix", "highlight", "rules", "hotspot", "hotspots"),
)
WORDS = {
    "zh": {"right": "答对了", "partly": "部分正确", "wrong": "不对", "first": "请先"},
    "en": {"right": "Right", "partly": "Partly right", "wrong": "Not right", "first": "first"},
}
# The question as it is, but for drawn numbers and for what the theme adds where the focus was.
SNAPSHOT = """form => {
    const copy = form.querySelector("fieldset").cloneNode(true);
    for (const part of copy.querySelectorAll("[data-parameter]")) part.textContent = "";
    for (const part of copy.querySelectorAll(".focus-visible")) {
        part.classList.remove("focus-visible");
        part.removeAttribute("data-focus-visible-added");
    }
    const controls = [...form.querySelectorAll("fieldset :is(input, select, textarea)")];
    const html = copy.outerHTML.replaceAll(' class=""', "").replace(/\\s*\\n\\s*/g, "");
    return [
        ...controls.map(({ type, value, checked }) => [type, value, checked]), ...html.split("<"), form.dataset.state,
        form.querySelector(".cw-answer").hidden, form.querySelectorAll(".cw-note").length,
    ];
}"""
# For each part that is marked: how, and what the note says that describes its control.
MARKS = """form => [...form.querySelectorAll("fieldset [data-right]:not(.cw-note, .cw-spot)")].map(part => {
    const control = part.matches("input, select") ? part : part.querySelector("input, select:not([hidden]), .cw-move");
    const note = document.getElementById(control.getAttribute("aria-describedby"));
    return [part.dataset.right, note.dataset.right, note.checkVisibility() && note.querySelector("strong").textContent];
})"""


def words_of(page: Page) -> dict[str, str]:
    return WORDS["en" if "/en/" in page.url else "zh"]


def focus_is_seen(form: Locator) -> bool:
    expect(form.locator(":focus")).to_be_in_viewport()
    return bool(focused(form.page)["seen"])


@pytest.fixture(scope="module", params=["", "en/"], ids=["zh", "en"])
def shared(browser: Browser, small_site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of all types, opened once for many tests: each leaves its question answered."""
    context = browser.new_context(reduced_motion="reduce", viewport=DESKTOP)
    context.set_default_timeout(15_000)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_page(page, small_site.url(request.param + "questions/"))
    yield page
    context.close()
    assert errors == []


def try_without_an_answer(form: Locator) -> None:
    """Neither arrow keys hand in, nor does the button as long as nothing is answered."""
    check(form, KEYBOARD)
    assert state(form) is None
    assert words_of(form.page)["first"] in said(form)
    assert form.locator("fieldset :focus").count() == 1
    assert focus_is_seen(form)


def marks_are_told(form: Locator, how: str) -> None:
    """Beside what is marked stands a word, which is also read out with the control; the focus stays on the button."""
    words = words_of(form.page)
    assert said(form).split(" · ")[0] == words[how]
    marks = form.evaluate(MARKS)
    assert marks
    for part, note, word in marks:
        assert part == note
        assert (word == words["right"]) == (part == "true")
        assert word
    rights = {part for part, _, _ in marks}
    assert rights == {"right": {"true"}, "wrong": {"false"}, "partly": {"true", "false"}}[how]
    assert form.locator(".cw-answer > summary").is_visible()
    assert has_focus(form.locator("button[type=submit]"))
    assert focus_is_seen(form)


@pytest.mark.parametrize("name", GRADED)
def test_by_keyboard(shared: Page, name: str) -> None:
    form = question(shared, name)
    lead_to(form)
    try_without_an_answer(form)
    untouched = form.evaluate(SNAPSHOT)

    for how in ("wrong", "partly", "right") if can_be_partly_right(form) else ("wrong", "right"):
        for key in ("ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"):
            shared.keyboard.press(key)
        answer(form, how, KEYBOARD)
        assert state(form) is None, "only the button and Enter hand in"
        assert not form.locator(".cw-answer").is_visible()
        check(form, KEYBOARD)
        assert state(form) == how
        marks_are_told(form, how)

        check(form, KEYBOARD)
        assert form.evaluate(SNAPSHOT) == untouched
        assert said(form) == ""
        assert form.locator("fieldset :focus").count() == 1
        assert focus_is_seen(form)


@pytest.mark.parametrize("name", ["single", "multiple", "matching", "matrix", "rules", "ordering", "hotspots"])
def test_what_was_checked_stays_as_it_was(small_site: Site, page: Page, name: str) -> None:
    """Keys go on working on the parts, for reading; Enter on one of them does not begin again."""
    form = open_question(page, small_site, name)
    answer(form, "wrong")
    check(form)
    marked = form.evaluate(SNAPSHOT)
    for control in form.locator("fieldset :is(input, select, .cw-move):visible").all():
        control.focus()
        for key in ("ArrowDown", "ArrowUp", "ArrowRight", "a", " "):
            form.page.keyboard.press(key)
        if control.get_attribute("type") != "button":
            form.page.keyboard.press("Enter")
        form.page.keyboard.press("Escape")
    form.locator("button[type=submit]").focus()

    assert form.evaluate(SNAPSHOT) == marked


@pytest.mark.parametrize(
    ("name", "field", "typed"),
    [("text", "value", "公道杯"), ("numeric", "value", "２５０"), ("cloze", "jug", "公道杯")],
)
def test_enter_of_an_input_method_hands_nothing_in(
    small_site: Site, page: Page, name: str, field: str, typed: str
) -> None:
    form = open_question(page, small_site, name)
    box = form.locator(f"input[data-part={field}]")
    keyboard = page.context.new_cdp_session(page)
    box.focus()
    keyboard.send("Input.imeSetComposition", {"text": "gong", "selectionStart": 4, "selectionEnd": 4})
    page.keyboard.press("Enter")
    assert state(form) is None
    assert said(form) == ""

    keyboard.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    keyboard.send("Input.insertText", {"text": typed})
    assert box.input_value() == typed
    page.wait_for_function("start => performance.now() > start + 150", arg=page.evaluate("performance.now()"))
    page.keyboard.press("Enter")
    assert state(form) or said(form)  # gaps are still open in the cloze


ENTER = "const enter = {key: 'Enter', bubbles: true, cancelable: true};"
# Each is a series of events; what the last one returns says whether the browser would hand in.
COMPOSED = [
    "[new KeyboardEvent('keydown', {...enter, isComposing: true})]",
    "[new KeyboardEvent('keydown', {...enter, keyCode: 229})]",
    "[new CompositionEvent('compositionend', {bubbles: true}), new KeyboardEvent('keydown', enter)]",  # Safari
]


@pytest.mark.parametrize("name", ["text", "numeric", "cloze"])
def test_enter_in_the_order_of_other_browsers(small_site: Site, page: Page, name: str) -> None:
    box = open_question(page, small_site, name).locator("input[type=text]").first

    def would_hand_in(events: str) -> bool:
        script = f"box => {{ {ENTER} return {events}.map(event => box.dispatchEvent(event)).at(-1); }}"
        return bool(box.evaluate(script))

    assert would_hand_in("[new KeyboardEvent('keydown', enter)]")
    assert [events for events in COMPOSED if would_hand_in(events)] == []
