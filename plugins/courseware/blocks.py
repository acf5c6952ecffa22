"""The Markdown extension: `///` blocks, and what `tree.py` does with the page after them.

It needs Python-Markdown and pymdownx alone; whoever renders says which page it is through `rendering.current_page`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any, type_string

from courseware.assignments.html.placing import place_assignment
from courseware.assignments.placement import OPTIONS as ASSIGNMENT_OPTIONS
from courseware.body import Block as SourceBlock
from courseware.explore import OPTIONS as EXPLORE_OPTIONS
from courseware.explore import read_figure, read_options
from courseware.explore_html import figure_html
from courseware.languages import language
from courseware.lessons import html as lesson_html
from courseware.lessons.checks import original_of, read_check
from courseware.lessons.plan import make_plan
from courseware.quizzes.decks import OPTIONS as DECK_OPTIONS
from courseware.quizzes.html.decks import place_deck
from courseware.quizzes.html.placing import place_check, place_key, place_quiz
from courseware.quizzes.placement import OPTIONS as QUIZ_OPTIONS
from courseware.rendering import PageContext, current_page, fragment, render
from courseware.tree import (
    PLACEHOLDER,
    SILENT,
    WIDGETS,
    BodyProcessor,
    FrameProcessor,
    PlaceholderProcessor,
    StepProcessor,
    words_of_text,
)


class TitledBlock(Block):  # type: ignore[misc]
    """A block with a small label, and a title where the author gave one."""

    ARGUMENT = None

    def label(self) -> str:
        """The label above the block."""
        return str(words_of_text()[f"blocks.{self.NAME}"])

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
        return str(words_of_text()["blocks.case_documented" if self.options["source"] else "blocks.case"])


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
        SubElement(element, "summary").text = self.argument or str(words_of_text()["blocks.solution"])
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
            words, context = words_of_text(), current_page.get()
            versions = context.course.pages.get(context.uri, {}) if context else {}
            page = next(iter(versions.values()), None)
            question = check.question(words.code, original_of(check, page.body) if page else check)
            html = place_check(context, question, words.code)
            block.set("html", render("check.html", words.code, question=html))


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


class PlacedAssignment(Placed):
    """An assignment, or a part of it."""

    NAME = "assignment"
    OPTIONS: ClassVar = dict.fromkeys(ASSIGNMENT_OPTIONS, (None, type_any))

    def on_create(self, parent: Element) -> Element:
        """A placeholder with the assignment."""
        element = SubElement(parent, PLACEHOLDER)
        context = current_page.get()
        if context is not None:
            element.set("html", place_assignment(context, self.argument or "", self.options))
        return element


class PlacedDeck(Placed):
    """Flashcards, or some groups of them."""

    NAME = "flashcards"
    OPTIONS: ClassVar = dict.fromkeys(DECK_OPTIONS, (None, type_any))

    def on_create(self, parent: Element) -> Element:
        """A placeholder with the cards."""
        element = SubElement(parent, PLACEHOLDER)
        context = current_page.get()
        if context is not None:
            element.set("html", place_deck(context, self.argument or "", self.options))
        return element


class Explore(Block):  # type: ignore[misc]
    """A figure whose numbers readers can move."""

    NAME = "explore"
    ARGUMENT = None
    OPTIONS: ClassVar = dict.fromkeys(EXPLORE_OPTIONS, (None, type_any))

    def on_markdown(self) -> str:
        """Read as source, by the same reader that checks it."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """A placeholder; it is filled when the rows have been read."""
        return SubElement(parent, PLACEHOLDER)

    def on_end(self, block: Element) -> None:
        """Draw the figure."""
        options = read_options(self.options)
        source = SourceBlock("explore", self.argument or "", 1, options=options, text=block.text or "", text_line=1)
        block.text = None
        figure, _ = read_figure(source, "")
        if figure is not None:
            block.set("html", figure_html(figure, words_of_text()))


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
BLOCKS += [PlacedQuiz, PlacedAssignment, PlacedDeck, Explore, LessonPlan]
BLOCKS += [type(name, (Placed,), {"NAME": name, "make": staticmethod(make)}) for name, make in PLACED.items()]


class CoursewareExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the blocks and the processors of the tree (inline markup runs at 20, the contents list at 5)."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802 - the name is pymdownx's
        """Register the blocks."""
        md.block_level_elements.extend(WIDGETS)
        for block in BLOCKS:
            block_mgr.register(block, {})
        md.treeprocessors.register(BodyProcessor(md), "courseware-body", 14)
        md.treeprocessors.register(PlaceholderProcessor(md), "courseware-placeholders", 13)
        md.treeprocessors.register(FrameProcessor(md), "courseware-frame", 12)
        md.treeprocessors.register(StepProcessor(md), "courseware-steps", 7)  # attribute lists are read at 8


def makeExtension(**options: Any) -> Extension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point for Python-Markdown."""
    return CoursewareExtension(**options)
