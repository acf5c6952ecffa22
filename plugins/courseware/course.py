"""The course: everything the project's folders hold, read once and checked against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, Tag

from courseware.assignments.kits import Kit
from courseware.glossary import Glossary
from courseware.lessons.lesson import Lesson
from courseware.pages import CoursePage
from courseware.problems import Problem
from courseware.quizzes.banks import Quiz
from courseware.quizzes.decks import Deck
from courseware.quizzes.grading import is_graded
from courseware.quizzes.parts import QuestionBase
from courseware.references import Reference
from courseware.validation import BY_FORM, Id, Strict, Text

PLANS = "teachers/plans"
KEYS = "teachers/keys"


class PlannedLesson(Strict):
    """A lesson that has no page yet: the map shows it, nothing links to it."""

    id: Id
    title: Text
    hours: Annotated[int, Field(gt=0)]


LessonEntry = Annotated[Annotated[Id, Tag("text")] | Annotated[PlannedLesson, Tag("other")], BY_FORM]


class Module(Strict):
    """A part of the course; a lesson is named by its id once it has a page."""

    id: Id
    title: Text
    lessons: Annotated[list[LessonEntry], Field(min_length=1)]

    @property
    def lesson_ids(self) -> list[str]:
        """Ids of all lessons, written and planned."""
        return [entry if isinstance(entry, str) else entry.id for entry in self.lessons]


class Route(Strict):
    """A way through the course for a school with fewer hours."""

    id: Id
    title: Text
    summary: Text
    lessons: Annotated[Annotated[Literal["all"], Tag("text")] | Annotated[list[Id], Tag("other")], BY_FORM]


class PageGroup(Strict):
    """Pages that stand together in the navigation."""

    title: Text
    pages: list[str]


PageEntry = Annotated[Annotated[str, Tag("text")] | Annotated[PageGroup, Tag("other")], BY_FORM]


class CourseFile(Strict):
    """`course.yml`."""

    title: Text
    description: Text
    footer: Text | None = None
    modules: Annotated[list[Module], Field(min_length=1)]
    routes: list[Route] = Field(default_factory=list)
    pages: list[PageEntry] = Field(default_factory=list)


class GeneratedPage(NamedTuple):
    """A page that the engine makes of one block: a lesson's plan, the list of plans, the answers of a quiz."""

    block: Literal["lesson-plan", "lesson-plans", "quiz-key"]
    name: str
    """The lesson's or the quiz's id."""


@dataclass
class Course:
    """What the folders hold; `problems` is everything wrong with it, in order."""

    root: Path
    docs: Path
    languages: tuple[str, ...]
    file: CourseFile | None
    pages: dict[str, dict[str, CoursePage]]
    lessons: dict[str, Lesson] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    decks: dict[str, Deck] = field(default_factory=dict)
    """Flashcards; the term list is one of the decks."""
    assignments: dict[str, Kit] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    references: dict[str, Reference] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    file_sound: bool = True
    """Whether `course.yml` is without mistakes: what it leaves out is held against no other file before that."""

    @property
    def modules(self) -> list[Module]:
        """The modules in order."""
        return self.file.modules if self.file else []

    @property
    def routes(self) -> list[Route]:
        """The routes in order."""
        return self.file.routes if self.file else []

    def lessons_of(self, module: Module) -> Iterator[Lesson | PlannedLesson]:
        """The module's lessons in order, planned ones included."""
        for entry in module.lessons:
            if isinstance(entry, PlannedLesson):
                yield entry
            elif entry in self.lessons:
                yield self.lessons[entry]

    def all_lessons(self) -> Iterator[Lesson | PlannedLesson]:
        """Every lesson in order, planned ones included."""
        for module in self.modules:
            yield from self.lessons_of(module)

    def route_lessons(self, route: Route) -> list[Lesson | PlannedLesson]:
        """The route's lessons in order."""
        every = list(self.all_lessons())
        return every if route.lessons == "all" else [lesson for lesson in every if lesson.id in route.lessons]

    def neighbours(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The written lessons before and after this one."""
        written = list(self.lessons.values())
        index = written.index(lesson)
        before = written[index - 1] if index else None
        after = written[index + 1] if index + 1 < len(written) else None
        return before, after

    def lesson_at(self, uri: str) -> Lesson | None:
        """The lesson whose page has this neutral path under `docs`."""
        return next((lesson for lesson in self.lessons.values() if lesson.path == uri), None)

    def module_at(self, uri: str) -> Module | None:
        """The module whose first page has this neutral path under `docs`."""
        return next((module for module in self.modules if uri == module_page(module.id)), None)

    def generated_pages(self) -> dict[str, GeneratedPage]:
        """Pages that no author writes, by neutral path."""
        keys = {
            key_page(name): GeneratedPage("quiz-key", name) for name, quiz in self.quizzes.items() if quiz.questions
        }
        if not self.lessons:
            return keys
        plans = {plan_page(name): GeneratedPage("lesson-plan", name) for name in self.lessons}
        return {f"{PLANS}/index.md": GeneratedPage("lesson-plans", ""), **plans, **keys}

    def asked_by(self, quiz: Quiz) -> list[tuple[Quiz, QuestionBase]]:
        """The questions of a quiz, each with its bank: its own, or those of the banks that it takes them from.

        A draw from other banks is made among graded questions alone: texts and opinions count for nothing, and a short
        quiz would be full of them.
        """
        if not quiz.sources:
            return [(quiz, question) for question in quiz.questions]
        banks = [self.quizzes[name] for name in quiz.sources if name in self.quizzes]
        asked = [(bank, question) for bank in banks for question in bank.questions]
        return asked if quiz.draw is None else [pair for pair in asked if is_graded(pair[1])]

    def uris(self) -> set[str]:
        """The neutral path of every page of the site."""
        return {*self.pages, *self.generated_pages()}


def module_page(module: str) -> str:
    """Neutral path of a module's first page."""
    return f"lessons/{module}/index.md"


def lesson_page(module: str, lesson: str) -> str:
    """Neutral path of a lesson's page."""
    return f"lessons/{module}/{lesson}.md"


def assignment_page(assignment: str) -> str:
    """Neutral path of an assignment's page."""
    return f"assignments/{assignment}.md"


def key_page(quiz: str) -> str:
    """Neutral path of the page with a quiz's answers."""
    return f"{KEYS}/{quiz}.md"


def plan_page(lesson: str) -> str:
    """Neutral path of a lesson's plan."""
    return f"{PLANS}/{lesson}.md"
