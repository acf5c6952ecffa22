"""The term list as a deck of flashcards: on the front the term, on the back its other language and its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from courseware.glossary import Glossary, Term
from courseware.languages import language
from courseware.quizzes.decks import GLOSSARY, Card, Deck, Side

PINYIN = "zh-Latn-pinyin"


def glossary_deck(glossary: Glossary, languages: Sequence[str]) -> Deck | None:
    """The deck; None without terms. A page's front is in its own language, and so is the definition on the back."""
    if not glossary:
        return None
    sides = {"other": "term", "pinyin": "pinyin", "definition": "definition"}
    return Deck(
        id=GLOSSARY,
        path=glossary.document.path,
        title={code: str(language(code)["flashcards.glossary.title"]) for code in languages},
        sides=[
            Side.model_construct(
                id=name,
                text={code: str(language(code)[f"flashcards.glossary.{words}"]) for code in languages},
                optional=name == "pinyin",
            )
            for name, words in sides.items()
        ],
        groups=[],
        cards=[_card(term, languages) for term in glossary.sorted_for(languages[0])],
        tags={
            "other": {code: language(_other(code, languages)).tag for code in languages},
            "pinyin": dict.fromkeys(languages, PINYIN),
        },
    )


def _other(code: str, languages: Sequence[str]) -> str:
    """The language that a page in `code` asks for: the course's first one, or the second on the first one's pages."""
    return next((other for other in languages if other != code), code)


def _card(term: Term, languages: Sequence[str]) -> Card:
    back = {"definition": term.definition}
    if term.pinyin:
        back = {"pinyin": dict.fromkeys(languages, term.pinyin), **back}
    other = {code: term.text.get(_other(code, languages), "") for code in languages}
    if all(other.values()) and len(languages) > 1:
        back = {"other": other, **back}
    return Card.model_construct(id=term.id, group=None, front=term.text, back=back)
