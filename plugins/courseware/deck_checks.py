"""Checks between decks of flashcards and the pages that show them."""

from __future__ import annotations

from courseware.body import Block
from courseware.course import Course
from courseware.problems import Place, Problem
from courseware.quizzes.decks import GLOSSARY, groups_asked
from courseware.validation import closest


def check_decks(course: Course) -> list[Problem]:
    """Decks that no page shows; the term list has a page of its own."""
    if not course.file_sound:
        return []
    pages = [page for versions in course.pages.values() for page in versions.values()]
    shown = {block.argument for page in pages for _, block in page.body.blocks if block.kind == "flashcards"}
    return [
        Problem("deck-without-page", Place(deck.path), {"id": deck.id})
        for deck in course.decks.values()
        if deck.id not in shown and deck.id != GLOSSARY
    ]


def check_placed_deck(course: Course, block: Block, path: str) -> list[Problem]:
    """A block that names no deck, or a group that the deck has not; a deck with mistakes of its own waits for them."""
    deck = course.decks.get(block.argument)
    if deck is None:
        file = course.root / "quizzes" / "decks" / f"{block.argument}.yml"
        if block.argument and len(block.argument) < 100 and file.is_file():
            return []
        values = {"id": block.argument or "–", "close": closest(block.argument, course.decks)}
        return [Problem("unknown-deck", Place(path, block.line), values)]
    if "group" not in block.options:
        return []
    place = Place(path, block.line + 1 + list(block.options).index("group"), 5)
    names = groups_asked(block.options)
    if not names:
        return [Problem("empty-value", place, {"key": "group"})]
    known = [group.id for group in deck.groups]
    allowed = ", ".join(known) or "–"
    return [Problem("deck-group", place, {"id": name, "allowed": allowed}) for name in names if name not in known]
