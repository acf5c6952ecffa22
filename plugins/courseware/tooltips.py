"""Glossary terms in running text: the first use on a page leads to the glossary and carries its definition."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from courseware.glossary import Glossary, Term
from courseware.validation import words_in

# Text in these is left alone: it leads somewhere already, is code, or is not running text.
PASSED_OVER = {"a", "button", "code", "pre", "svg", "h1", "h2", "h3", "h4", "summary", "label", "courseware-quiz", "th"}


class Marker:
    """Marks each term once; `glossary_link` leads to the glossary page."""

    def __init__(self, glossary: Glossary, language: str, glossary_link: str) -> None:
        self.glossary = glossary
        self.language = language
        self.link = glossary_link
        self.pattern = glossary.pattern(language)
        self.seen: set[str] = set()

    def run(self, root: Element) -> None:
        """Mark the terms below `root`."""
        if self.pattern is not None:
            self._walk(root)

    def _walk(self, element: Element) -> None:
        if element.tag in PASSED_OVER or "cw-label" in element.get("class", ""):
            return
        children = list(element)
        element.text, anchors = self._split(element.text)
        position = self._insert(element, 0, anchors)
        for child in children:
            if isinstance(child.tag, str):
                self._walk(child)
            child.tail, anchors = self._split(child.tail)
            position = self._insert(element, position + 1, anchors)

    @staticmethod
    def _insert(element: Element, position: int, anchors: list[Element]) -> int:
        for anchor in anchors:
            element.insert(position, anchor)
            position += 1
        return position

    def _split(self, text: str | None) -> tuple[str | None, list[Element]]:
        """The text before the first new term, and each new term as a link with the text behind it."""
        if not text or self.pattern is None:
            return text, []
        folded = text.lower() if len(text.lower()) == len(text) else text  # one letter (İ) grows when it is lowered
        before, end = text, 0
        anchors: list[Element] = []
        for match in self.pattern.finditer(folded):
            term = self.glossary.find(match.group(), self.language)
            if term is None or term.id in self.seen:
                continue
            self.seen.add(term.id)
            if anchors:
                anchors[-1].tail = text[end : match.start()]
            else:
                before = text[: match.start()]
            anchors.append(self._anchor(term, text[match.start() : match.end()]))
            end = match.end()
        if anchors:
            anchors[-1].tail = text[end:]
        return before, anchors

    def _anchor(self, term: Term, words: str) -> Element:
        definition, _ = words_in(term.definition, self.language)
        anchor = Element("a", {"class": "cw-term", "href": f"{self.link}#{term.id}", "data-definition": definition})
        anchor.text = words
        return anchor
