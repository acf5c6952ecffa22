"""The term list: tooltips, the glossary page, and the dictionary that splits Chinese text for search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from unicodedata import combining, normalize

from pydantic import Field

from courseware.languages import HAN
from courseware.problems import Problem
from courseware.sources import Document
from courseware.validation import Id, Text, Worded, load_entries, words_in


class Term(Worded):
    """A term: its words by language, a definition, and other forms that mean the same."""

    id: Id
    definition: Text
    also: dict[str, list[str]] = Field(default_factory=dict)
    traditional: str = ""
    pinyin: str = ""

    def forms(self, language: str) -> list[str]:
        """Everything the term is called in this language."""
        own = [self.text[language]] if language in self.text else []
        return own + self.also.get(language, [])


def _expression(forms: list[str]) -> str:
    r"""Any of the forms. Latin ones stand alone (also between Chinese characters, which `\b` takes for letters) and may
    be plural; the test for that stands before them all, so that most places in a text are passed over at once.
    """
    latin = "|".join(re.escape(f) for f in forms if f[0].isascii())
    others = [re.escape(f) for f in forms if not f[0].isascii()]
    alone = [rf"(?<![A-Za-z0-9])(?:{latin})s?(?![A-Za-z0-9])"] if latin else []
    return "|".join(alone + others)


@dataclass
class Glossary:
    """All terms of the course, by id."""

    terms: dict[str, Term] = field(default_factory=dict)
    document: Document = field(default_factory=lambda: Document("glossary.yml", []))
    _patterns: dict[str, re.Pattern[str] | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def _by_form(self) -> dict[tuple[str, str], str]:
        index: dict[tuple[str, str], str] = {}
        for term in self.terms.values():
            for language in {*term.text, *term.also}:
                for form in term.forms(language):
                    index.setdefault((language, form.casefold()), term.id)
        return index

    def pattern(self, language: str) -> re.Pattern[str] | None:
        """One expression that finds every term of the language in lower-case text, longest first."""
        if language not in self._patterns:
            forms = {f.lower() for t in self.terms.values() for f in t.forms(language)}
            # A form of one Han character would match inside other words.
            usable = sorted((f for f in forms if len(f) > 1), key=lambda f: (-len(f), f))
            self._patterns[language] = re.compile(_expression(usable)) if usable else None
        return self._patterns[language]

    def find(self, words: str, language: str) -> Term | None:
        """The term that is called so (an English plural with s included)."""
        key = words.casefold()
        found = self._by_form.get((language, key)) or self._by_form.get((language, key.removesuffix("s")))
        return self.terms[found] if found else None

    def sorted_for(self, language: str) -> list[Term]:
        """The terms in reading order: by pinyin where the language is written so, else by alphabet."""

        def key(term: Term) -> tuple[str, str]:
            words, spoken = words_in(term.text, language)
            name = (term.pinyin if spoken == "zh" and term.pinyin else words).casefold()
            # Tones decide only between words that are alike without them.
            return "".join(letter for letter in normalize("NFD", name) if not combining(letter)), name

        return sorted(self.terms.values(), key=key)

    def search_words(self, language: str) -> list[str]:
        """Words of a language without spaces that a search must not cut apart."""
        return sorted({f for t in self.terms.values() for f in t.forms(language) if HAN.search(f)})


def load_glossary(root: Path, languages: Sequence[str]) -> tuple[Glossary, list[Problem]]:
    """Read `glossary.yml`; a course without one has no terms."""
    terms, document, problems = load_entries(Term, root, "glossary.yml", languages)
    return Glossary(terms, document), problems
