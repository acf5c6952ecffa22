"""Flashcards on pages: a readable list, of which scripts make cards to study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from courseware.languages import language
from courseware.quizzes.decks import Card, Deck, groups_asked
from courseware.quizzes.html.views import as_json
from courseware.rendering import PageContext, inline, render
from courseware.validation import words_in


@dataclass(frozen=True)
class SideView:
    """What a back says: the side's name, and its words with the language that they are in."""

    id: str
    name: str
    words: Markup


class CardView:
    """A card in the page's language."""

    def __init__(self, deck: Deck, card: Card, code: str) -> None:
        self.id = card.id
        self.digest = card.digest
        self.group = card.group or ""
        names = {group.id: words_in(group.text, code)[0] for group in deck.groups}
        self.group_name = names.get(self.group, "")
        self.front = _spoken(card.front, code)
        self.sides = [
            SideView(side.id, words_in(side.text, code)[0], _spoken(card.back[side.id], code, deck.tags.get(side.id)))
            for side in deck.sides
            if side.id in card.back
        ]


def place_deck(context: PageContext, name: str, options: Mapping[str, Any]) -> str:
    """The deck, or some of its groups, as the page places it; nothing where there is no deck of that name."""
    deck = context.course.decks.get(name)
    if deck is None:
        return ""
    code = context.language.code
    asked = groups_asked(options)
    cards = deck.of_groups(asked)
    groups = {group.id: words_in(group.text, code)[0] for group in deck.groups if not asked or group.id in asked}
    return render(
        "flashcards.html",
        code,
        deck=deck,
        title=words_in(deck.title, code)[0],
        cards=[CardView(deck, card, code) for card in cards],
        data=as_json({"id": deck.id, "groups": groups if len(groups) > 1 else {}}),
        script_words=_script_words(code),
    )


@cache
def _script_words(code: str) -> str:
    return as_json(language(code)["flashcards.script"])


def _spoken(text: dict[str, str], code: str, tags: Mapping[str, str] | None = None) -> Markup:
    """The words, marked with their language when it is not the page's."""
    words, found = words_in(text, code)
    tag = (tags or {}).get(code) or ("" if found == code else language(found).tag)
    return Markup('<span lang="{}">{}</span>').format(tag, inline(words)) if tag else inline(words)
