"""Decks of flashcards: how they are read, the deck of the term list, and what stands on a page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from markdown import Markdown
from small_course import LANGUAGES, Project

from courseware.course import Course
from courseware.glossary import Glossary
from courseware.glossary_deck import glossary_deck
from courseware.languages import language
from courseware.mkdocs_plugin.search import without_widgets
from courseware.quizzes.decks import Deck, groups_asked
from courseware.rendering import PageContext, current_page

DECK = "quizzes/decks/tea-words.yml"


def page_html(course: Course, text: str, code: str) -> str:
    token = current_page.set(PageContext(course, "about.md", language(code)))
    try:
        return str(Markdown(extensions=["courseware"]).convert(text))
    finally:
        current_page.reset(token)


def placed(course: Course, name: str, code: str = "zh", options: str = "") -> str:
    return page_html(course, f"/// flashcards | {name}\n{options}\n///\n", code)


def cards_in(html: str) -> list[str]:
    return re.findall(r'data-card="([^"]*)"', html)


def test_a_deck_is_read_in_order_with_words_in_every_language(small_course: Course) -> None:
    deck = small_course.decks["tea-words"]
    assert [card.id for card in deck.cards] == ["have-a-seat", "which-tea", "mind-the-heat", "more-tea"]
    assert [(side.id, side.optional) for side in deck.sides] == [("meaning", False), ("bad", False), ("limit", True)]
    assert [card.id for card in deck.of_groups(["pouring"])] == ["mind-the-heat", "more-tea"]
    assert deck.cards[3].back["meaning"]["en"] == "Ask when you see an empty cup.\nSeven tenths are enough.\n"


def test_sides_are_shown_in_the_deck_s_order(project: Project) -> None:
    text = project.read(DECK)
    (card,) = re.findall(r"      meaning: \{zh: 按.*\n      bad: .*\n", text)
    first, second = card.splitlines(keepends=True)
    project.write(DECK, text.replace(card, second + first))
    course = project.load()
    assert course.problems == []
    assert list(course.decks["tea-words"].cards[1].back) == ["meaning", "bad"]


def digests(deck: Deck) -> dict[str, str]:
    return {card.id: card.digest for card in deck.cards}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("zh: 小心烫", "zh: 当心烫", ["mind-the-heat"]),
        ("zh: 烫了别怪我。", "zh: 烫了不怪我。", ["mind-the-heat"]),
        ("zh: 客人赶时间时不必劝坐。", "zh: 客人赶时间，不劝。", ["have-a-seat"]),
        # What is translated better does not begin again, nor does a card of another group.
        ('en: "Careful, it is hot"', "en: Mind the heat", []),
        ("    group: pouring\n    front: {zh: 小心烫", "    group: greeting\n    front: {zh: 小心烫", []),
        ("{id: bad, zh: 不这样说, en: Not like this}", "{id: bad, zh: 别这么说, en: Avoid}", []),
    ],
)
def test_a_card_whose_words_change_is_another_card(
    project: Project, old: str, new: str, changed: Sequence[str]
) -> None:
    before = digests(project.load().decks["tea-words"])
    project.edit(DECK, old, new)
    after = digests(project.load().decks["tea-words"])
    assert [name for name in before if before[name] != after[name]] == list(changed)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("a", ["a"]),
        ("a, b", ["a", "b"]),
        ("[a，b、c]", ["a", "b", "c"]),
        (["a", "b"], ["a", "b"]),
        (None, []),
        ("", []),
    ],
)
def test_groups_that_a_page_asks_for(written: object, names: list[str]) -> None:
    assert groups_asked({"group": written}) == names


# The term list


def test_the_term_list_is_a_deck(small_course: Course) -> None:
    deck = small_course.decks["glossary"]
    assert {card.id for card in deck.cards} == set(small_course.glossary.terms)
    card = next(card for card in deck.cards if card.id == "green-tea")
    assert card.front == {"zh": "绿茶", "en": "green tea"}
    assert card.back["other"] == {"zh": "green tea", "en": "绿茶"}
    assert card.back["pinyin"]["en"] == "lǜ chá"
    assert list(card.back) == ["other", "pinyin", "definition"]


def test_the_words_of_the_term_list_s_cards_say_in_which_language_they_are(small_course: Course) -> None:
    zh, en = placed(small_course, "glossary"), placed(small_course, "glossary", "en")
    assert '<dt>英文</dt><dd><span lang="en">green tea</span></dd>' in zh
    assert '<dt>Chinese</dt><dd><span lang="zh-Hans">绿茶</span></dd>' in en
    for html in (zh, en):
        assert '<span lang="zh-Latn-pinyin">lǜ chá</span>' in html
    assert digests(small_course.decks["glossary"])["tea"] == re.search(r'"tea" data-digest="(\w+)"', en)[1]  # type: ignore[index]


def test_a_term_without_a_translation_or_without_pinyin(project: Project) -> None:
    project.edit("glossary.yml", "  en: fairness cup\n  pinyin: gōng dào bēi\n", "")
    course = project.load()
    assert course.problems == []
    card = next(card for card in course.decks["glossary"].cards if card.id == "fairness-cup")
    assert list(card.back) == ["definition"]
    assert '<span lang="zh-Hans">公道杯</span>' in placed(course, "glossary", "en")


def test_a_course_without_terms_has_no_deck_of_them() -> None:
    assert glossary_deck(Glossary(), LANGUAGES) is None


# On a page


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_is_on_the_page_without_scripts(small_course: Course, code: str) -> None:
    html = placed(small_course, "tea-words", code)
    words = unescape(re.sub("</?strong>", "", html))
    deck = small_course.decks["tea-words"]
    assert cards_in(html) == [card.id for card in deck.cards]
    for card in deck.cards:
        for text in (card.front, *card.back.values()):
            for line in text[code].strip().split("\n"):
                assert line.replace("**", "") in words
    assert html.count("<details>") == html.count("<summary>") == 4
    assert "<strong>" in html
    assert language(code)["flashcards.no_scripts"] in html


def test_a_page_may_show_some_groups(small_course: Course) -> None:
    html = placed(small_course, "tea-words", options="    group: pouring\n")
    assert cards_in(html) == ["mind-the-heat", "more-tea"]
    data = json.loads(unescape(re.search(r'data-deck="([^"]*)"', html)[1]))  # type: ignore[index]
    assert data == {"id": "tea-words", "groups": {}}, "one group is nothing to choose from"


def test_a_deck_that_is_not_there_is_nothing(small_course: Course) -> None:
    assert "cw-deck" not in placed(small_course, "tea")


def test_search_reads_the_title_alone(small_course: Course) -> None:
    html = without_widgets(placed(small_course, "tea-words") + page_html(small_course, FIGURE, "zh"))
    assert "泡茶的几句话" in html
    assert [words for words in ("请坐", "安顿", "期望", "冲泡") if words in html] == []


FIGURE = (
    "/// explore | x\n    scale: 1-7\n    first: 期望\n    second: 感知\n\n"
    "- 冲泡: 1, 2\n- 乙: 1, 2\n- 丙: 1, 2\n\n///\n"
)


def test_words_that_look_like_html_stay_words(project: Project) -> None:
    hostile = '<img src=x onerror=alert(1)> & \\"</li>'
    project.edit(DECK, "zh: 小心烫", f'zh: "{hostile}"')
    project.edit(DECK, "{zh: 倒茶, en: Pouring}".removeprefix("{"), f'zh: "{hostile}", en: Pouring}}')
    course = project.load()
    assert course.problems == []
    html = placed(course, "tea-words")
    assert "<img" not in html
    assert html.count("&lt;img src=x") == 4, "front, two groups, and the choice of groups"


def test_decks_are_watched_with_the_quizzes() -> None:
    from courseware.mkdocs_plugin.plugin import WATCHED

    assert Path(DECK).parts[0] in WATCHED
