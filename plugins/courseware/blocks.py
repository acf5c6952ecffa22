"""The Markdown extension: `///` blocks, drawings, term tooltips, and what stands around a lesson's text.

It needs Python-Markdown and pymdownx alone; whoever renders says which page it is through `rendering.current_page`.
The tree is worked on in this order: blocks give placeholders while the text is parsed, then (after inline markup)
drawings, tables and terms, then the placeholders are filled, then the lesson's head and foot are set around it all.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any, type_string

from courseware.body import Block as SourceBlock
from courseware.course import PLANS
from courseware.figures import figure, inline_svg
from courseware.languages import Language, language
from courseware.lessons import html as lesson_html
from courseware.lessons.checks import read_check
from courseware.lessons.lesson import LessonPage
from courseware.lessons.plan import make_plan
from courseware.quizzes.html.placing import place_check, place_key, place_quiz
from courseware.quizzes.placement import OPTIONS as QUIZ_OPTIONS
from courseware.rendering import PageContext, current_page, fragment, render
from courseware.tooltips import Marker

PLACEHOLDER = "courseware-placeholder"
SILENT = "courseware-silent"
STEP_ATTRIBUTES = ("step", "minutes", "method")


def _words() -> Language:
    """The words of the language of the text: a lesson without a translation keeps its own."""
    context = current_page.get()
    return context.language if context else language("en")


class TitledBlock(Block):  # type: ignore[misc]
    """A block with a small label, and a title where the author gave one."""

    ARGUMENT = None

    def label(self) -> str:
        """The label above the block."""
        return str(_words()[f"blocks.{self.NAME}"])

    def on_create(self, parent: Element) -> Element:
        """The block with its label; the content follows."""
        element = SubElement(parent, "div", {"class": f"cw-block cw-{self.NAME}"})
        SubElement(element, "p", {"class": "cw-label"}).text = self.label()
        if self.argument:
            SubElement(element, "p", {"class": "cw-block-title"}).text = self.argument
        return element


class Case(TitledBlock):
    """A story to think with; without a source it is marked as fictional."""

    NAME = "case"
    OPTIONS: ClassVar = {"source": ("", type_string)}

    def label(self) -> str:
        """Fictional unless a source is named."""
        return str(_words()["blocks.case_documented" if self.options["source"] else "blocks.case"])


class Think(TitledBlock):
    """A question to think about (课堂思考)."""

    NAME = "think"


class Discuss(TitledBlock):
    """Prompts to talk about."""

    NAME = "discuss"


class Activity(TitledBlock):
    """A task for pairs or groups."""

    NAME = "activity"


class Takeaways(TitledBlock):
    """The key points of a lesson (小结)."""

    NAME = "takeaways"


class Challenge(TitledBlock):
    """A harder task; its solution is the next block."""

    NAME = "challenge"


class Solution(Block):  # type: ignore[misc]
    """What the challenge before it asks for, folded away."""

    NAME = "solution"
    ARGUMENT = None

    def on_create(self, parent: Element) -> Element:
        """A `<details>` with the content."""
        element = SubElement(parent, "details", {"class": "cw-solution"})
        SubElement(element, "summary").text = self.argument or str(_words()["blocks.solution"])
        return element


class Teacher(Block):  # type: ignore[misc]
    """Notes for the lesson plan: the student's page does not have them."""

    NAME = "teacher"
    ARGUMENT = None

    def on_markdown(self) -> str:
        """Not parsed: the plan reads the source."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """A mark that is taken out again."""
        return SubElement(parent, SILENT)


class Check(Block):  # type: ignore[misc]
    """A quick check in the text: a sentence and a task list."""

    NAME = "check"
    ARGUMENT = None

    def on_markdown(self) -> str:
        """Read as source, by the same reader that checks it."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """A placeholder; it is filled after inline markup."""
        return SubElement(parent, PLACEHOLDER)

    def on_end(self, block: Element) -> None:
        """Make the question."""
        source = SourceBlock("check", self.argument or "", 1, text=block.text or "", text_line=1)
        block.text = None
        check, _ = read_check(source, "")
        if check is not None:
            words = _words()
            question = place_check(current_page.get(), check.question(words.code), words.code)
            block.set("html", render("check.html", words.code, question=question))


class Placed(Block):  # type: ignore[misc]
    """A block that the course fills: it has no content of its own."""

    ARGUMENT = None

    @staticmethod
    def make(context: PageContext, argument: str) -> str:
        """What stands in its place."""
        raise NotImplementedError

    def on_create(self, parent: Element) -> Element:
        """A placeholder with what the course says."""
        element = SubElement(parent, PLACEHOLDER)
        context = current_page.get()
        if context is not None:
            element.set("html", self.make(context, self.argument or ""))
        return element


def _glossary(context: PageContext, _: str) -> str:
    code = context.language.code
    terms = context.course.glossary.sorted_for(code)
    return render("glossary.html", code, terms=terms, tag=lambda other: language(other).tag)


PLACED: dict[str, Callable[[PageContext, str], str]] = {
    "start": lambda context, _: lesson_html.start(context),
    "course-map": lambda context, _: lesson_html.course_map(context),
    "routes": lambda context, _: lesson_html.routes(context),
    "lesson-plans": lambda context, _: lesson_html.plan_list(context),
    "glossary": _glossary,
    "quiz-key": place_key,
}


class PlacedQuiz(Placed):
    """A quiz, with options for this page."""

    NAME = "quiz"
    # What does not fit has been reported: the block must not become text of the page.
    OPTIONS: ClassVar = dict.fromkeys(QUIZ_OPTIONS, (None, type_any))

    def on_create(self, parent: Element) -> Element:
        """A placeholder with the quiz."""
        element = SubElement(parent, PLACEHOLDER)
        context = current_page.get()
        if context is not None:
            element.set("html", place_quiz(context, self.argument or "", self.options))
        return element


class LessonPlan(Block):  # type: ignore[misc]
    """A lesson's plan: a frame with pieces of the lesson's Markdown in it."""

    NAME = "lesson-plan"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """The frame, with each piece parsed where it belongs."""
        element = SubElement(parent, "div")
        context = current_page.get()
        lesson = context.course.lessons.get(self.argument) if context else None
        if context is None or lesson is None:
            return element
        _, code = lesson.version(context.language.code)
        plan = make_plan(context.course, lesson, language(code), context.link(lesson.path))
        element.extend(fragment(render("plan.html", code, **plan.values)))
        for part in element.iter():  # the frame's words are final and take no more markup
            part.text, part.tail = AtomicString(part.text or ""), AtomicString(part.tail or "")
        for place in element.iter("div"):
            number = place.attrib.pop("data-markdown", None)
            if number is not None:
                self.md.parser.parseChunk(place, plan.pieces[int(number)])
        return element


BLOCKS: list[type[Block]] = [Case, Think, Discuss, Activity, Takeaways, Challenge, Solution, Teacher, Check]
BLOCKS += [PlacedQuiz, LessonPlan]
BLOCKS += [type(name, (Placed,), {"NAME": name, "make": staticmethod(make)}) for name, make in PLACED.items()]


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
            box = Element("div", {"class": "cw-table", "data-label": str(_words()["page.scroll"])})
            child.set("class", "cw-grid")  # the theme's script wraps tables without a class in a box of its own
            box.append(child)
            box.tail, child.tail = child.tail, None
            parent[index] = box

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
                elements = fragment(child.get("html", ""))
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
                root.extend(fragment(place_quiz(context, lesson.id, {})))
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
    return any(b.kind == "quiz" and b.argument == name and not b.options for _, b in page.body.blocks)


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


class CoursewareExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the blocks and the processors of the tree (inline markup runs at 20, the contents list at 5)."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802 - the name is pymdownx's
        """Register the blocks."""
        for block in BLOCKS:
            block_mgr.register(block, {})
        md.treeprocessors.register(BodyProcessor(md), "courseware-body", 14)
        md.treeprocessors.register(PlaceholderProcessor(md), "courseware-placeholders", 13)
        md.treeprocessors.register(FrameProcessor(md), "courseware-frame", 12)
        md.treeprocessors.register(StepProcessor(md), "courseware-steps", 7)  # attribute lists are read at 8


def makeExtension(**options: Any) -> Extension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point for Python-Markdown."""
    return CoursewareExtension(**options)
