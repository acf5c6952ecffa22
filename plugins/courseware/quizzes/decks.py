"""Decks of flashcards: `quizzes/decks/<id>.yml`, a front and a back with several sides, in every language."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from courseware.problems import Problem
from courseware.quizzes.parts import shared_language
from courseware.sources import Document
from courseware.validation import (
    ID_PATTERN,
    Id,
    Strict,
    Text,
    Truth,
    Worded,
    closest,
    doubles,
    is_like,
    untranslated,
    validate,
)

GLOSSARY = "glossary"
"""The deck that is made from the term list."""
OPTIONS = ("group",)
"""Options of `/// flashcards`."""


def groups_asked(options: Mapping[str, Any]) -> list[str]:
    """The groups that a page asks for: one, or several with commas between them."""
    asked = options.get("group")
    written = ",".join(map(str, asked)) if isinstance(asked, list) else str(asked or "")
    return [name for name in re.split(r"[,，、\s]+", written.strip("[]［］【】")) if name]


class Side(Worded):
    """What the back of a card says under this name; `optional` where some cards have nothing to say."""

    id: Id
    optional: Truth = False


class Group(Worded):
    """Cards that belong together and can be studied by themselves."""

    id: Id


class Card(Strict):
    """A card; the back holds words by the id of their side."""

    id: Id
    group: Id | None = None
    front: Text
    back: dict[str, Text]

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change with the words in the first language, and with them what is kept."""
        words = [next(iter(text.values())) for text in (self.front, *self.back.values())]
        return hashlib.sha256(json.dumps([*self.back, *words], ensure_ascii=False).encode()).hexdigest()[:8]


class DeckHead(Strict):
    """A deck's own keys; its cards are checked one by one, so that one mistake hides no other."""

    title: Text
    sides: Annotated[list[Side], Field(min_length=1)]
    groups: list[Group] = Field(default_factory=list)
    cards: Annotated[list[Any], Field(min_length=1)]


@dataclass(frozen=True)
class Deck:
    """Cards in order, and what their backs and groups are called."""

    id: str
    path: str
    title: dict[str, str]
    sides: list[Side]
    groups: list[Group]
    cards: list[Card]
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    """Sides whose words are not in the page's language: side, language of the page, tag of the words' language."""

    def of_groups(self, names: Sequence[str]) -> list[Card]:
        """The cards of these groups; without names all of them."""
        return [card for card in self.cards if not names or card.group in names]


def read_deck(document: Document, name: str, languages: Sequence[str]) -> tuple[Deck | None, list[Problem]]:
    """The deck in `document` with every card that can be used, and the problems of the others."""
    written = document.data if isinstance(document.data, dict) else {}
    problems = untranslated(document, languages)
    sides, groups = (_ids(document, key) for key in ("sides", "groups"))
    has_groups = any(is_like(key, ("groups",)) for key in written)
    for key in ("sides", "groups", "cards"):
        named = _named(document, key)
        problems += doubles([one for _, one in named], lambda i, k=key, n=named: document.place(k, n[i][0], "id"))  # type: ignore[misc]
    problems += _group_problems(document, groups, has_groups=has_groups)
    problems += _side_problems(document, sides) + _same_fronts(document)
    head, more = validate(DeckHead, document, languages)
    problems += more
    cards: list[Card] = []
    for index in range(len(document.listed("cards"))):
        card, more = validate(Card, document, languages, ("cards", index))
        problems += more
        if card is not None and card.id not in [other.id for other in cards]:
            cards.append(card)
    if head is None:
        return None, problems
    known = [side.id for side in head.sides]
    # In the order in which the sides are shown; what the deck does not name has been reported.
    ordered = [card.model_copy(update={"back": {s: card.back[s] for s in known if s in card.back}}) for card in cards]
    return Deck(name, document.path, head.title, head.sides, head.groups, ordered), problems


def _named(document: Document, key: str) -> list[tuple[int, str]]:
    """Where an id stands in a list, and the id, whatever else is wrong there."""
    ids = [(n, entry.get("id")) for n, entry in document.entries(key)]
    return [(n, name) for n, name in ids if isinstance(name, str) and name]


def _ids(document: Document, key: str) -> list[str]:
    return [name for _, name in _named(document, key)]


def _group_problems(document: Document, groups: Sequence[str], *, has_groups: bool) -> list[Problem]:
    """Cards without a group where there are groups, or of a group that is not there; groups without cards."""
    problems = []
    used = set()
    for n, card in document.entries("cards"):
        name = card.get("group")
        if isinstance(name, str) and name:
            used.add(name)
            if name not in groups and (groups or not has_groups):
                values = {"id": name, "allowed": ", ".join(groups) or "–"}
                problems.append(Problem("deck-group", document.place("cards", n, "group"), values))
        elif name is None and groups and not any(is_like(key, ("group",)) for key in card):
            problems.append(Problem("missing-key", document.place("cards", n), {"key": "group"}))
    for n, name in _named(document, "groups"):
        if name not in used and document.entries("cards"):
            problems.append(Problem("deck-group-empty", document.place("groups", n, "id"), {"id": name}))
    return problems


def _side_problems(document: Document, sides: Sequence[str]) -> list[Problem]:
    """Sides of a back that the deck does not name, and sides that are missing."""
    problems = []
    needed = [
        entry["id"] for _, entry in document.entries("sides") if entry.get("optional") != "true" and "id" in entry
    ]
    if not sides or len([one for one in sides if re.match(ID_PATTERN, one)]) < len(document.listed("sides")):
        return []  # what is wrong with the list is reported
    for n, card in document.entries("cards"):
        back = card.get("back")
        if not isinstance(back, dict):
            continue
        place = partial(document.place, "cards", n, "back")
        unknown = [name for name in back if name not in sides]
        for name in unknown:
            values = {"key": name, "allowed": ", ".join(sides), "close": closest(name, sides)}
            problems.append(Problem("unknown-key", place(name), values))
        meant = [closest(name, sides) for name in unknown]
        problems += [Problem("missing-key", place(), {"key": s}) for s in needed if s not in back and s not in meant]
    return problems


def _same_fronts(document: Document) -> list[Problem]:
    """Cards that a learner could not tell apart."""
    problems = []
    before: list[dict[str, str]] = []
    for n, card in document.entries("cards"):
        front = card.get("front")
        if not isinstance(front, dict):
            continue
        words = {code: text for code, text in front.items() if isinstance(text, str)}
        if shared := shared_language(words, before):
            place = document.place("cards", n, "front", shared)
            problems.append(Problem("deck-same-front", place, {"value": words[shared]}))
        before.append(words)
    return problems
