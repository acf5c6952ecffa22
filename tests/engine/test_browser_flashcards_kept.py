"""What is kept of flashcards: across languages, tabs and edits, whatever else the device holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from small_course import Project

from support.browsing import focused
from support.decks import FRONTS, NAME, START, answer, boxes, due, kept, open_deck, press
from support.sites import Site, build_site


def test_both_languages_share_what_is_known(deck: Locator, page: Page, small_site: Site) -> None:
    press(deck, START)
    answer(deck)
    deck = open_deck(page, small_site, "en/")
    assert due(deck) == "Due today: 3 (3 new)."
    deck.get_by_role("button", name="Show all cards").click()
    assert deck.locator(".cw-card-state").first.inner_text() == "box 2, tomorrow"
    other = page.locator("courseware-flashcards").last
    assert "(6 new)" in due(other), "another deck has its own memory"


def test_forgetting_can_be_taken_back(deck: Locator, page: Page) -> None:
    press(deck, START)
    answer(deck)
    before = kept(page)
    press(deck, "结束这一轮")
    press(deck, "清除复习记录")
    assert kept(page) == {}
    assert due(deck) == "今天要看4张，其中新卡片4张。"
    assert focused(page)["name"] == "撤销"
    page.keyboard.press("Enter")
    assert kept(page) == before
    assert due(deck) == "今天要看3张，其中新卡片3张。"
    assert focused(page)["name"] == "清除复习记录"

    press(deck, "清除复习记录")
    press(deck, START)
    answer(deck)
    assert deck.get_by_role("button", name="撤销").count() == 0, (
        "what was forgotten does not come back over new answers"
    )


def test_two_tabs_keep_the_cards_of_both(deck: Locator, page: Page, small_site: Site) -> None:
    other = page.context.new_page()
    two = open_deck(other, small_site)
    two.get_by_label("分组").select_option("倒茶")
    press(two, START)
    answer(two)
    page.bring_to_front()
    press(deck, START)
    answer(deck)
    assert set(kept(page)) == {"have-a-seat", "mind-the-heat"}


def test_a_changed_card_forgets_its_own_alone(deck: Locator, page: Page, tmp_path: Path) -> None:
    press(deck, START)
    for _ in FRONTS:
        answer(deck)
    record = page.evaluate("name => localStorage.getItem(name)", NAME)
    project = Project.without_assignments(tmp_path / "project")
    project.edit("quizzes/decks/tea-words.yml", "zh: 小心烫", "zh: 当心烫")
    site = build_site(project.root, tmp_path / "site", "/base/")
    page.goto(site.url("about/"))
    page.evaluate("([name, record]) => localStorage.setItem(name, record)", [NAME, record])
    assert due(open_deck(page, site)) == "今天要看1张，其中新卡片1张。"
    site.host.close()


DAY = "2026-03-31"
HOSTILE: list[Any] = [
    None, 1, "x", [], {}, {"v": 2, "cards": {}}, {"v": 1}, {"v": 1, "cards": []}, {"v": 1, "cards": "<img src=x>"},
    *(
        {"v": 1, "cards": {"have-a-seat": entry, "__proto__": entry, "constructor": entry}}
        for entry in (
            None, 7, [], {"h": 1}, {"h": "DIGEST", "b": 0, "n": DAY}, {"h": "DIGEST", "b": 7, "n": DAY},
            {"h": "DIGEST", "b": "2", "n": DAY}, {"h": "DIGEST", "b": 2.5, "n": DAY}, {"h": "DIGEST", "b": 2, "n": 5},
            {"h": "DIGEST", "b": 2, "n": "soon"}, {"h": "DIGEST", "b": 2, "n": "2026-99-99"},
            {"h": "x", "b": 2, "n": DAY}, {"h": "DIGEST", "b": 2, "n": "<img src=x onerror=hacked()>"},
        )
    ),
]  # fmt: skip


def test_whatever_stands_in_the_storage(deck: Locator, page: Page, small_site: Site) -> None:
    digest = deck.locator("[data-card=have-a-seat]").get_attribute("data-digest") or ""
    for record in [*map(json.dumps, HOSTILE), "{", "\0"]:
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, record.replace("DIGEST", digest)])
        deck = open_deck(page, small_site)
        assert due(deck) == "今天要看4张，其中新卡片4张。", record
        assert page.locator("img[src=x]").count() == 0
    press(deck, START)
    answer(deck)
    assert boxes(page)["have-a-seat"] == (2, DAY)


def test_a_day_that_no_box_can_name_is_today(deck: Locator, page: Page, small_site: Site) -> None:
    """The clock was wrong: a card must not be away for years."""
    press(deck, START)
    answer(deck)
    record = page.evaluate("name => localStorage.getItem(name)", NAME).replace(DAY, "2066-01-01")
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [NAME, record])
    assert due(open_deck(page, small_site)) == "今天要看4张，其中新卡片3张。"


BLOCKED = """const storage = localStorage;
Object.defineProperty(window, "localStorage", {get() {
    if (new Error().stack.includes("/assets/courseware/")) throw new DOMException("no", "SecurityError");
    return storage;
}});"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("storage", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_storage_cards_can_be_studied_and_it_says_that_nothing_is_kept(
    small_site: Site, page: Page, storage: str
) -> None:
    page.add_init_script(storage)
    deck = open_deck(page, small_site)
    press(deck, START)
    for _ in FRONTS:
        answer(deck)
    assert "下一批：明天，4张。" in due(deck)
    assert deck.locator(".cw-not-kept").inner_text() == "这个浏览器不保存复习记录，离开页面就清空。"


def test_nothing_is_sent_anywhere(small_site: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    deck = open_deck(page, small_site)
    press(deck, START)
    answer(deck)
    assert [one for one in asked if not one.startswith(f"GET {small_site.url()}") or "?" in one] == []
