"""What becomes of a page's tree after its blocks are read: drawings, tables, terms, and what stands around a lesson.

The order: blocks give placeholders while the text is parsed; after inline markup come drawings, tables and terms;
then the placeholders are filled; then the lesson's head and foot are set around it all.
"""

from __future__ import annotations

import posixpath
import re
from itertools import zip_longest
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from courseware.course import PLANS
from courseware.figures import figure, inline_svg
from courseware.languages import Language, language, width_of
from courseware.lessons import html as lesson_html
from courseware.lessons.lesson import LessonPage
from courseware.quizzes.html.placing import place_quiz
from courseware.rendering import PageContext, current_page, fragment
from courseware.tooltips import Marker

PLACEHOLDER = "courseware-placeholder"
SILENT = "courseware-silent"
STEP_ATTRIBUTES = ("step", "minutes", "method")
WIDGETS = tuple(f"courseware-{name}" for name in ("quiz", "instrument", "results", "rubric", "flashcards", "explore"))
"""Elements that scripts bring to life. Their HTML is final as it is."""
WORDY_COLUMNS, WORDY_WIDTH = 4, 80
"""A phone has room for 44 letters beside each other: twice as many take two lines a cell."""
WIDGET = re.compile(rf"<({'|'.join(WIDGETS)})\b.*?</\1>", re.DOTALL)


def words_of_text() -> Language:
    """The words of the language of the text: a lesson without a translation keeps its own."""
    context = current_page.get()
    return context.language if context else language("en")


def elements_of(html: str, md: Markdown) -> list[Element]:
    """A fragment as elements of the page.

    A quiz or a form is final as it is and goes in as text when all else is done: Markdown's later steps would look at
    each of its hundreds of elements. With a picture it is a part of the tree like any other, because the picture's link
    depends on where the page will be.
    """
    kept: dict[str, str] = {}

    def keep(match: re.Match[str]) -> str:
        if "<img" in match[0]:
            return match[0]
        kept[str(len(kept))] = match[0]
        return f'<p data-kept="{len(kept) - 1}"/>'

    elements = fragment(WIDGET.sub(keep, html))
    for place in [part for element in elements for part in element.iter("p")] if kept else ():
        number = place.attrib.pop("data-kept", None)
        if number is not None:
            place.text = md.htmlStash.store(kept[number])
    return elements


class BodyProcessor(Treeprocessor):
    """After inline markup: drawings, tables, step attributes, silent notes, terms."""

    def run(self, root: Element) -> None:
        """Work on the author's text, before anything of the course is set into it."""
        context = current_page.get()
        for parent in root.iter():
            for index, child in enumerate(list(parent)):
                self._one(context, parent, index, child)
            for child in [c for c in parent if c.tag == SILENT]:
                _remove(parent, child)
        if context and context.course.glossary and not context.uri.startswith(PLANS):
            Marker(context.course.glossary, context.language.code, context.link("glossary.md")).run(root)

    def _one(self, context: PageContext | None, parent: Element, index: int, child: Element) -> None:
        if child.tag == "p" and len(child) == 1 and child[0].tag == "img" and not (child.text or "").strip():
            drawing = self._drawing(context, child[0])
            if drawing is not None:
                parent[index] = drawing
        elif child.tag == "a" and child.get("href", "").startswith(("http://", "https://")):
            child.set("rel", "external")  # spelled out on paper
        elif child.tag == "table" and not child.get("class"):
            box = Element("div", {"class": "cw-table", "data-label": str(words_of_text()["page.scroll"])})
            # The theme's script wraps tables without a class in a box of its own.
            child.set("class", f"cw-grid cw-grid--{'wordy' if _is_wordy(child) else 'short'}")
            box.append(child)
            box.tail, child.tail = child.tail, None
            parent[index] = box
            _name_rows(child)

    @staticmethod
    def _drawing(context: PageContext | None, image: Element) -> Element | None:
        source = image.get("src", "")
        if context is None or not source.endswith(".svg") or "://" in source:
            return None
        file = context.course.docs / posixpath.join(posixpath.dirname(context.uri), source)
        if not file.is_file():
            return None
        svg = inline_svg(file, image.get("alt", ""), context.language.code, context.course.languages)
        return figure(svg, image.get("title", "")) if svg is not None else None


def _is_wordy(table: Element) -> bool:
    """Whether a phone has no room for its columns beside each other."""
    rows = [[width_of(_words(cell)) for cell in row] for row in table.iter("tr")]
    widest = [max(column) for column in zip_longest(*rows, fillvalue=0)]
    return len(widest) >= WORDY_COLUMNS and sum(widest) > WORDY_WIDTH


def _name_rows(table: Element) -> None:
    """Where the corner of a table is empty, the first column names the rows."""
    first = [row[0] for row in table.iter("tr") if len(row)]
    if not first or _words(first[0]):
        return
    first[0].tag = "td"
    for cell in first[1:]:
        if _words(cell):
            cell.tag = "th"
            cell.set("scope", "row")


def _words(cell: Element) -> str:
    return "".join(cell.itertext()).strip()


class StepProcessor(Treeprocessor):
    """Takes step, minutes and method out of the headings: they are for the plan."""

    def run(self, root: Element) -> None:
        """Work after the attribute lists were read."""
        for heading in root.iter("h2"):
            for name in STEP_ATTRIBUTES:
                heading.attrib.pop(name, None)


class PlaceholderProcessor(Treeprocessor):
    """Fills what the blocks left open; their words are final and take no more markup."""

    def run(self, root: Element) -> None:
        """Replace every placeholder by its fragment."""
        for parent in root.iter():
            for child in [c for c in parent if c.tag == PLACEHOLDER]:
                index = list(parent).index(child)
                elements = elements_of(child.get("html", ""), self.md)
                _remove(parent, child)
                for offset, element in enumerate(elements):
                    parent.insert(index + offset, element)


class FrameProcessor(Treeprocessor):
    """Sets the page's title, a lesson's head and foot, and its quiz around the text."""

    def run(self, root: Element) -> None:
        """Put head and foot in place."""
        context = current_page.get()
        if context is None:
            return
        lesson = context.course.lesson_at(context.uri)
        module = context.course.module_at(context.uri)
        if lesson is not None:
            self._insert(root, lesson_html.lesson_head(context, lesson))
            lesson_page = lesson.version(context.language.code)[0]
            if lesson.id in context.course.quizzes and not _places_quiz(lesson_page, lesson.id):
                heading = SubElement(root, "h2", {"id": "quiz"})
                heading.text = str(context.language["lesson.quiz"])
                root.extend(elements_of(place_quiz(context, lesson.id, {}), self.md))
            root.extend(fragment(lesson_html.lesson_foot(context, lesson)))
            return
        if root.find("h1") is None:
            versions = context.course.pages.get(context.uri, {})
            page = versions.get(context.language.code) or next(iter(versions.values()), None)
            if page is not None:
                heading = Element("h1", {"id": "title"})
                heading.text = page.title
                root.insert(0, heading)
        if module is not None:
            root.extend(fragment(lesson_html.module_foot(context, module)))

    @staticmethod
    def _insert(root: Element, html: str) -> None:
        for index, element in enumerate(fragment(html)):
            root.insert(index, element)


def _places_quiz(page: LessonPage, name: str) -> bool:
    """Whether the lesson's text has its whole quiz; a warm-up of some questions is another one."""
    quizzes = [block for _, block in page.body.blocks if block.kind == "quiz" and block.argument == name]
    return any(set(block.options) <= {"source"} for block in quizzes)


def _remove(parent: Element, child: Element) -> None:
    """Take a child out and keep the text behind it."""
    tail = (child.tail or "").strip()
    if tail:
        index = list(parent).index(child)
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(child)
