"""Steps that browser tests share: open a page and wait for its scripts, switch schemes and widths, search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, ViewportSize

from support import axe

PHONE = ViewportSize(width=375, height=800)
DESKTOP = ViewportSize(width=1280, height=800)
# The shell has turned the theme's labels into buttons, and every widget on the page has its script.
SETTLED = "() => document.querySelector('.md-header button[for=__drawer]') && !document.querySelector(':not(:defined)')"
# Two frames: the first lays out, the second has seen what observers did about it.
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FOCUSED = """() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.textContent;
    const name = element.getAttribute("aria-label") || label || element.textContent || "";
    return {
        tag: element.tagName,
        name: name.trim(),
        inDrawer: Boolean(element.closest(".md-sidebar--primary")),
        seen: element.checkVisibility({visibilityProperty: true, opacityProperty: true}),
    };
}"""


def settle(page: Page) -> None:
    """Wait for the scripts of the page."""
    page.wait_for_function(SETTLED)
    page.evaluate(FRAMES)


def open_page(page: Page, url: str) -> None:
    """Go to a page by its address."""
    page.goto(url)
    settle(page)


def focused(page: Page) -> dict[str, Any]:
    """Tag and name of the element that has the focus, whether it can be seen, and whether it is in the drawer."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def use_scheme(page: Page, scheme: str) -> None:
    """Switch to `default` (light) or `slate` (dark) by the button in the header."""
    if page.locator("body").get_attribute("data-md-color-scheme") != scheme:
        page.evaluate("() => document.querySelector('[data-md-component=palette] button:not([hidden])').click()")
        page.wait_for_selector(f"body[data-md-color-scheme={scheme}]")


def states(page: Page) -> Iterator[str]:
    """The page as it is now, from its top, in both schemes and both widths."""
    for scheme in ("default", "slate"):
        use_scheme(page, scheme)
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            page.evaluate("() => scrollTo(0, 0)")  # further down the header covers half of a target now and then
            page.evaluate(FRAMES)
            yield f"{scheme}, {size['width']} px"


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    pixels: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, pixels)


def faults(page: Page) -> list[str]:
    """What axe finds in any scheme and width, and what makes the page scroll sideways."""
    found = []
    for state in states(page):
        found += [f"[{state}] {finding}" for finding in axe.findings(page)]
        if overflow(page):
            found.append(f"[{state}] the page is {overflow(page)} px too wide")
    return found


def type_query(page: Page, query: str) -> None:
    """Set the search box's text as an input method does, without a key being pressed."""
    box = page.locator(".md-search__input")
    box.fill("")
    page.wait_for_function("() => !document.querySelector('.md-search-result__item')")
    box.fill(query)


def hits(page: Page, query: str) -> list[str]:
    """The addresses that the search box brings up, best first."""
    type_query(page, query)
    page.wait_for_selector(".md-search-result__item", state="attached")
    script = "items => items.map(item => item.querySelector('a').href.replace(/[?#].*/, ''))"
    found: list[str] = page.eval_on_selector_all(".md-search-result__item", script)
    return found
