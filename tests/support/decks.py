"""A deck of the small course in a browser: opened, studied, and what is kept of it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from support.browsing import open_page
from support.sites import Site

CARDS = "cards/"
NAME = "courseware:/base/:deck:tea-words"
SHOW, AGAIN, KNEW, START = "看背面", "再来一次", "记住了", "开始复习"
FRONTS = ["请坐，先喝杯茶", "您平时喝哪种茶", "小心烫", "我给您续一点"]
MORNING = "2026-03-30T08:00:00"


def open_deck(page: Page, site: Site, language: str = "") -> Locator:
    """The deck with groups, once it is ready."""
    open_page(page, site.url(language + CARDS))
    deck = page.locator("courseware-flashcards").first
    expect(deck.locator(".cw-stage > *").first).to_be_visible()
    return deck


def press(deck: Locator, name: str) -> None:
    """Press the button of that name."""
    deck.get_by_role("button", name=name, exact=True).click()


def front(deck: Locator) -> str:
    """What stands on the card."""
    return deck.locator(".cw-face-front").inner_text()


def answer(deck: Locator, name: str = KNEW) -> str:
    """Turn the card and answer; what stood on its front."""
    words = front(deck)
    press(deck, SHOW)
    press(deck, name)
    return words


def kept(page: Page) -> dict[str, Any]:
    """What the device keeps of the deck, by card."""
    found: dict[str, Any] = json.loads(page.evaluate("name => localStorage.getItem(name) ?? '{}'", NAME))
    return found.get("cards", {})


def boxes(page: Page) -> dict[str, tuple[int, str]]:
    """The box of each card, and the day on which it comes back."""
    return {name: (entry["b"], entry["n"]) for name, entry in kept(page).items()}


def on_day(page: Page, site: Site, day: str, language: str = "") -> Locator:
    """The deck on another day."""
    page.clock.set_fixed_time(f"{day}T08:00:00")
    return open_deck(page, site, language)


def due(deck: Locator) -> str:
    """What is said to be due."""
    return deck.locator(".cw-deck-due").inner_text()
