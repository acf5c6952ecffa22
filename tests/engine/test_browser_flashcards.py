"""Flashcards in a browser: studied by pointer and by keyboard alone, boxes and days, in every state, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from courseware.languages import language
from support import axe
from support.browsing import FRAMES, PHONE, faults, focused, open_page, states
from support.decks import (
    AGAIN,
    CARDS,
    FRONTS,
    KNEW,
    MORNING,
    SHOW,
    START,
    answer,
    boxes,
    due,
    front,
    kept,
    on_day,
    open_deck,
    press,
)
from support.sites import Site

# Studying


def test_a_round(deck: Locator, page: Page) -> None:
    assert due(deck) == "今天要看4张，其中新卡片4张。"
    press(deck, START)
    assert deck.locator(".cw-face-back").count() == 0, "the back is hidden"
    assert answer(deck) == FRONTS[0]
    assert deck.locator(".cw-deck-status").inner_text() == "上一张放进第2盒，明天再看。"
    assert answer(deck, AGAIN) == FRONTS[1]
    assert "第1盒" in deck.locator(".cw-deck-status").inner_text()
    assert [answer(deck), answer(deck)] == FRONTS[2:]
    assert answer(deck) == FRONTS[1], "what was not known comes again"
    assert deck.locator(".cw-deck-rest").inner_text().split("\n")[0] == "这一轮看完了，共4张。"
    assert "下一批：明天，4张。" in due(deck)
    assert boxes(page) == dict.fromkeys(kept(page), (2, "2026-03-31"))


def test_a_card_that_was_not_known_comes_after_five_others(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(CARDS))
    deck = page.locator("courseware-flashcards").last
    deck.locator(".cw-deck-start").click()
    order = [answer(deck, AGAIN)] + [answer(deck) for _ in range(6)]
    assert order[0] not in order[1:6]
    assert order[6] == order[0]


def test_the_boxes_of_a_card_and_their_days(deck: Locator, page: Page, small_site: Site) -> None:
    """Known on every day that it comes back: 1, 2, 4, 8, 16 days, and 16 again."""
    expected = ["2026-03-31", "2026-04-02", "2026-04-06", "2026-04-14", "2026-04-30", "2026-05-16"]
    for box, day in zip((2, 3, 4, 5, 6, 6), expected, strict=True):
        press(deck, START)
        for _ in FRONTS:
            answer(deck)
        assert set(boxes(page).values()) == {(box, day)}
        deck = on_day(page, small_site, day)
    press(deck, START)
    answer(deck, AGAIN)
    assert boxes(page)["have-a-seat"] == (1, "2026-05-16")


def test_nothing_is_due_before_its_day_and_all_of_it_after(deck: Locator, page: Page, small_site: Site) -> None:
    press(deck, START)
    answer(deck)
    press(deck, "结束这一轮")
    assert due(deck) == "今天要看3张，其中新卡片3张。"
    deck = on_day(page, small_site, "2026-03-31")
    press(deck, START)
    assert front(deck) == FRONTS[0], "what was seen before comes first"
    assert due(on_day(page, small_site, "2027-01-01")) == "今天要看4张，其中新卡片3张。"


MANY = """() => {
    const [card] = document.querySelectorAll("courseware-flashcards .cw-card");
    const copies = Array.from({ length: 21 }, () => card.cloneNode(true));
    copies.forEach((copy, n) => { copy.dataset.card = `copy-${n}`; });
    card.after(...copies);
}"""


def test_a_round_has_twenty_new_cards_at_most(small_site: Site, page: Page) -> None:
    page.add_init_script(f"document.addEventListener('readystatechange', {MANY}, {{ once: true }})")
    page.clock.install(time=MORNING)
    deck = open_deck(page, small_site)
    assert due(deck) == "今天要看20张，其中新卡片20张。还有5张新卡片先等着：一轮最多学20张新的。"
    press(deck, START)
    for _ in range(20):
        answer(deck)
    assert due(deck) == "今天要看5张，其中新卡片5张。"
    assert due(on_day(page, small_site, "2026-03-31")) == "今天要看25张，其中新卡片5张。"


def test_all_cards_may_be_gone_through_at_any_time(deck: Locator, page: Page) -> None:
    press(deck, START)
    for _ in FRONTS:
        answer(deck)
    press(deck, "全部过一遍")
    answer(deck)
    assert deck.locator(".cw-deck-status").inner_text() == "上一张留在第2盒，明天再看。"
    answer(deck, AGAIN)
    assert boxes(page)["have-a-seat"] == (2, "2026-03-31"), "known before its day: it stays"
    assert boxes(page)["which-tea"] == (1, "2026-03-30")


def test_a_group_by_itself(deck: Locator) -> None:
    choice = deck.get_by_label("分组")
    choice.select_option("倒茶")
    assert due(deck) == "今天要看2张，其中新卡片2张。"
    press(deck, START)
    assert [answer(deck), answer(deck)] == FRONTS[2:]
    press(deck, "看全部卡片")
    assert deck.locator(".cw-card:visible").count() == 2
    choice.focus()
    choice.select_option("")
    assert focused(deck.page)["tag"] == "SELECT"
    assert due(deck) == "今天要看2张，其中新卡片2张。"
    assert deck.locator(".cw-card:visible").count() == 4


def test_the_list_says_in_which_box_each_card_is(deck: Locator) -> None:
    press(deck, START)
    answer(deck)
    answer(deck, AGAIN)
    button = deck.locator("[aria-expanded]")
    assert (button.get_attribute("aria-expanded"), deck.locator(".cw-card:visible").count()) == ("false", 0)
    button.click()
    assert (button.get_attribute("aria-expanded"), button.inner_text()) == ("true", "收起卡片")
    said = deck.locator(".cw-card-state").all_inner_texts()
    assert said == ["第2盒，明天", "第1盒，今天看", "新卡片", "新卡片"]
    deck.locator(".cw-card summary").first.click()
    assert deck.locator(".cw-card-back").first.is_visible()


def test_a_tap_on_the_card_turns_it(new_page: Callable[..., Page], small_site: Site) -> None:
    page = new_page(has_touch=True, viewport=PHONE)
    deck = open_deck(page, small_site)
    deck.get_by_role("button", name=START).tap()
    deck.locator(".cw-face").tap()
    assert deck.locator(".cw-face-back dd").first.inner_text() == "先让客人安顿下来。"
    deck.locator(".cw-face").tap()
    assert deck.locator(".cw-face-back").count() == 1
    deck.get_by_role("button", name=KNEW).tap()
    assert front(deck) == FRONTS[1]


def test_by_keyboard_alone_the_focus_is_never_lost(deck: Locator, page: Page) -> None:
    start = deck.get_by_role("button", name=START)
    start.focus()
    for key, turn in (("Enter", "Space"), ("Space", "Enter"), ("Enter", "Enter"), ("Enter", "Space")):
        page.keyboard.press(key)
        assert focused(page)["name"] == SHOW
        described = page.evaluate(
            "() => document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
        )
        assert described == front(deck), "the button says of which card it is"
        page.keyboard.press(turn)
        assert focused(page)["name"] == "背面"
        page.keyboard.press("Tab")
        assert focused(page)["name"] == AGAIN
        page.keyboard.press("Tab")
        assert focused(page)["name"] == KNEW
    page.keyboard.press("Enter")
    assert focused(page)["name"].startswith("这一轮看完了")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "全部过一遍"


def test_what_is_announced(deck: Locator) -> None:
    assert deck.get_by_role("status").count() == 2
    press(deck, START)
    press(deck, SHOW)
    assert deck.get_by_role("group", name="背面").is_visible()
    press(deck, KNEW)
    assert "第2盒" in " ".join(deck.get_by_role("status").all_inner_texts())


# Every state for everybody


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_state_in_every_scheme_and_width(small_site: Site, page: Page, code: str) -> None:
    words = language(code)["flashcards.script"]
    deck = open_deck(page, small_site, "" if code == "zh" else "en/")
    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    press(deck, words["list_open"])
    assert faults(page) == []
    press(deck, words["start"])
    assert faults(page) == []
    press(deck, words["show"])
    assert faults(page) == []
    press(deck, words["knew"])
    press(deck, words["stop"])
    press(deck, words["forget"])
    assert faults(page) == []


def test_targets_are_44_pixels(small_site: Site, page: Page) -> None:
    deck = open_deck(page, small_site)
    press(deck, "看全部卡片")
    press(deck, START)
    press(deck, SHOW)
    for _ in states(page):
        small = deck.evaluate(
            """deck => [...deck.querySelectorAll("button, select, summary")].filter(one => one.checkVisibility()
                && one.getBoundingClientRect().height < 43.9).map(one => one.textContent)"""
        )
        assert small == []


def test_without_scripts_it_is_a_list(new_page: Callable[..., Page], small_site: Site) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(small_site.url(CARDS))
    deck = page.locator("courseware-flashcards").first
    assert [one.inner_text() for one in deck.locator(".cw-card-front").all()] == FRONTS
    assert "点开一张卡片" in deck.inner_text()
    deck.locator("summary").first.click()
    assert deck.get_by_text("坐那儿吧。").is_visible()


# On paper


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_each_card_has_front_and_back_side_by_side(
    new_page: Callable[..., Page], small_site: Site, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(small_site.url(CARDS))
    if scripts:
        press(open_deck(page, small_site), START)
    page.emulate_media(media="print")
    cards = page.locator("courseware-flashcards").first.locator(".cw-card")
    assert cards.count() == 4
    for card in cards.all():
        left, right, whole = (
            card.locator(part).bounding_box() for part in (".cw-card-front", ".cw-card-back", "details")
        )
        assert left is not None
        assert right is not None
        assert whole is not None
        assert left["x"] + left["width"] <= right["x"] + 1
        assert right["x"] == pytest.approx(whole["x"] + whole["width"] / 2, abs=2)
        assert right["height"] == pytest.approx(whole["height"], abs=1), "the fold reaches from edge to edge"
        assert whole["height"] >= 150
    for hidden in ("button", ".cw-live", ".cw-card-state", "select"):
        assert page.locator(f"courseware-flashcards {hidden}:visible").count() == 0, hidden


def test_no_card_is_split_between_two_sheets(small_site: Site, page: Page) -> None:
    """With every card as high as a third of a sheet, a sheet holds two and never a part of the third."""
    open_page(page, small_site.url(CARDS))
    assert page.locator(".cw-card").first.evaluate("card => getComputedStyle(card).breakInside") == "auto"
    page.emulate_media(media="print")
    assert set(page.locator(".cw-card").evaluate_all("all => all.map(card => getComputedStyle(card).breakInside)")) == {
        "avoid"
    }
    before = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.add_style_tag(content="@media print { .cw-card { height: 9cm !important; } }")
    after = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert after >= before + 3, "ten cards, two a sheet"


def test_one_deck_can_be_printed_by_itself(small_site: Site, page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = document.body.className; };")
    deck = open_deck(page, small_site)
    deck.get_by_label("分组").select_option("倒茶")
    press(deck, "打印这组卡片")
    assert "cw-printing" in page.evaluate("() => window.printed")
    page.emulate_media(media="print")
    assert page.locator(".cw-card:visible").count() == 2, "the chosen group"
    assert page.locator("courseware-explore:visible").count() == 0
    assert page.get_by_text("泡茶的几句话").is_visible()
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator(".cw-card:visible").count() == 2 + 6


def test_axe_while_a_card_waits_on_a_phone(deck: Locator, page: Page) -> None:
    page.set_viewport_size(PHONE)
    press(deck, START)
    page.evaluate(FRAMES)
    assert axe.findings(page) == []
