"""Answer the questions of a quiz in a browser: right, wrong or partly right, by pointer or by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, Route

from courseware.quizzes.expressions import SEEDS, instance, show
from support.browsing import FRAMES, open_page
from support.sites import Site

CONTROLS = """form => [...form.querySelectorAll("fieldset :is(input, select, textarea)")].map(control => ({
    kind: control.type, value: control.value, part: control.dataset.part,
    values: [...control.options ?? []].map(option => option.value).filter(Boolean),
}))"""
HAS_FOCUS = """element => {
    const focused = document.activeElement;
    return element === focused || (element.type === "radio" && element.name === focused.name);
}"""
COMES_BEFORE = """element => Boolean(
    document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)"""
NUMBERS = """form => Object.fromEntries([...form.querySelectorAll("fieldset [data-parameter]")]
    .map(span => [span.dataset.parameter, span.textContent]))"""
STORED = "name => JSON.parse(localStorage['courseware:/base/:quiz:all-types'] ?? '{}').questions?.[name]"
WRONG_TEXT, WRONG_NUMBER = "不知道", "123456789"


class Hand(Protocol):
    """How a student answers."""

    def press(self, button: Locator) -> None: ...
    def tick(self, box: Locator) -> None: ...
    def write(self, field: Locator, text: str) -> None: ...
    def pick(self, choices: Locator, value: str) -> None: ...


class Pointer:
    def press(self, button: Locator) -> None:
        button.click()

    def tick(self, box: Locator) -> None:
        box.locator("xpath=ancestor::label").click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def pick(self, choices: Locator, value: str) -> None:
        choices.select_option(value)


class Keyboard:
    def reach(self, element: Locator) -> None:
        """Press Tab until it has the focus, or another radio button of its group."""
        key = "Shift+Tab" if element.evaluate(COMES_BEFORE) else "Tab"
        for _ in range(40):
            if element.evaluate(HAS_FOCUS):
                return
            element.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {element}")

    def press(self, button: Locator) -> None:
        self.reach(button)
        button.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        self.reach(box)
        for _ in range(12):
            if box.evaluate("box => box === document.activeElement"):
                break
            box.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            box.page.keyboard.press(" ")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        field.page.keyboard.type(text)

    def pick(self, choices: Locator, value: str) -> None:
        self.reach(choices)
        for _ in range(12):
            if choices.input_value() == value:
                return
            choices.page.keyboard.press("ArrowDown")
        raise AssertionError(f"ArrowDown does not reach {value} of {choices}")


POINTER, KEYBOARD = Pointer(), Keyboard()


def key_of(form: Locator) -> dict[str, Any]:
    """The key in the page; of a question with parameters, the one for the numbers that are shown."""
    key: dict[str, Any] = json.loads(form.get_attribute("data-key") or "{}")
    if "parameters" not in key:
        return key
    shown = form.evaluate(NUMBERS)
    drawn = (instance(key, seed) for seed in range(SEEDS))
    fitting: dict[str, Any] = next(
        one["key"] for one in drawn if all(show(one["names"][name]) == number for name, number in shown.items())
    )
    return fitting


def can_be_partly_right(form: Locator) -> bool:
    """Whether there is anything between right and wrong."""
    key = key_of(form)
    several = key.get("blanks") or key.get("answer") or ""
    return not isinstance(several, str) and len(several) > 1


def _one(key: dict[str, Any], how: str, values: list[str]) -> str:
    """What is typed or chosen for one answer."""
    if key["type"] == "text":
        return key["accept"][0] if how == "right" else WRONG_TEXT
    if key["type"] == "numeric":
        return key.get("answer", key.get("min")) if how == "right" else WRONG_NUMBER
    return key["answer"] if how == "right" else next(value for value in values if value != key["answer"])


def _parts(form: Locator, key: dict[str, Any], how: str) -> dict[str, str]:
    """One answer for each part; partly right: the first right, the others wrong."""
    values: dict[str, list[str]] = {}
    for control in form.evaluate(CONTROLS):
        values.setdefault(control["part"], []).extend(control["values"] or [control["value"]])
    keys = key.get("blanks") or {part: {"type": "single", "answer": answer} for part, answer in key["answer"].items()}
    hows = ["right" if how == "partly" else how, *[how.replace("partly", "wrong")] * (len(keys) - 1)]
    return {part: _one(keys[part], each, values[part]) for part, each in zip(keys, hows, strict=True)}


def response_to(form: Locator, how: str) -> Any:
    """A response that is `right`, `wrong` or `partly` right, in the form in which it is stored."""
    kind, key = form.get_attribute("data-type"), key_of(form)
    values = [control["value"] for control in form.evaluate(CONTROLS)]
    if kind == "scale":
        return values[1]
    if kind == "essay":
        return "先等三分钟，再泡两分钟。"
    if kind in ("multiple", "hotspot"):
        others = [value for value in values if value not in key["answer"]]
        return {"right": key["answer"], "wrong": others[:1], "partly": key["answer"][:1]}[how]
    if kind == "ordering":
        answer = key["answer"]
        return {"right": answer, "wrong": answer[::-1], "partly": answer[1:] + answer[:1]}[how]
    if kind == "highlight":
        marked = list(key["answer"].items())
        category = marked[0][1]
        return {"right": dict(marked), "wrong": {key["others"][0]: category}, "partly": dict(marked[:1])}[how]
    if kind in ("cloze", "matching", "categorize", "matrix"):
        return _parts(form, key, how)
    return _one(key, how, values)


def _put_in_order(form: Locator, wanted: list[str], by: Hand) -> None:
    items = form.locator(".cw-order-item")
    for _ in range(2):  # there and back: an order that nobody touched is no answer
        by.press(items.nth(1).locator(".cw-move").first)
    for place, name in enumerate(wanted):
        item = form.locator(f".cw-order-item[data-id='{name}']")
        while items.nth(place).get_attribute("data-id") != name:
            by.press(item.locator(".cw-move").first)


def answer(form: Locator, how: str, by: Hand = POINTER) -> None:
    """Answer a question that is untouched, without handing it in."""
    given = response_to(form, how)
    if form.get_attribute("data-type") == "ordering":
        _put_in_order(form, given, by)
        return
    parts = given if isinstance(given, dict) else {}
    chosen = [given] if isinstance(given, str) else list(given)
    controls = form.locator("fieldset :is(input, select, textarea)")
    for n, control in enumerate(form.evaluate(CONTROLS)):
        element, part, value = controls.nth(n), control["part"], control["value"]
        if control["kind"] == "select-one":
            if parts.get(part):
                by.pick(element, parts[part])
        elif control["kind"] in ("radio", "checkbox"):
            if (parts.get(part) == value) if part else (value in chosen):
                by.tick(element)
        else:
            by.write(element, parts.get(part, given))


def check(form: Locator, by: Hand = POINTER) -> None:
    """Press the question's button: to check it, or to begin it again."""
    by.press(form.locator("button[type=submit]"))


def question(page: Page, name: str) -> Locator:
    """One question on the page that shows every type."""
    return page.locator(f"[id='all-types.{name}']")


def edit_page(page: Page, edit: Callable[[str], str]) -> None:
    """Serve that page with its HTML changed before the browser gets it."""

    def serve(route: Route) -> None:
        response = route.fetch()
        text = response.text().replace("&#34;", "&quot;")  # either is what an attribute may have
        edited = edit(text)
        assert edited != text
        route.fulfill(response=response, body=edited)

    page.route("**/questions/", serve)


def lead_to(form: Locator) -> None:
    """Let Tab go on from this question, as after following a link to it."""
    form.page.goto(f"{form.page.url.split('#')[0]}#{form.get_attribute('id')}")
    form.page.evaluate(FRAMES)  # in the first of them the focus is taken away


def open_question(page: Page, site: Site, name: str, language: str = "") -> Locator:
    """Open that page where Tab leads into this question."""
    open_page(page, site.url(f"{language}questions/#all-types.{name}"))
    return question(page, name)


def state(form: Locator) -> str | None:
    """How it was marked; nothing before that."""
    return form.get_attribute("data-state")


def said(form: Locator) -> str:
    """What it has told last, on the screen and to screen readers."""
    return form.get_by_role("status").inner_text()


def stored(page: Page, name: str) -> Any:
    """What is kept of a question of that page, once it is."""
    return page.wait_for_function(STORED, arg=name).json_value()


def has_focus(element: Locator) -> bool:
    return bool(element.evaluate("element => element === document.activeElement"))
