"""The course: everything the project's folders hold, read once and checked against itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, Tag

from courseware.glossary import Glossary, load_glossary
from courseware.lessons.body import Body
from courseware.lessons.lesson import SILENT_BLOCKS, STUDENT_BLOCKS, Lesson, check_lesson, read_lesson_page
from courseware.pages import CoursePage, check_blocks, check_links, read_pages
from courseware.problems import Place, Problem, in_order
from courseware.quizzes.model import Quiz, place_of_question, read_quiz
from courseware.references import Reference, load_references
from courseware.sources import Document, read_yaml
from courseware.validation import BY_FORM, Id, Strict, Text, doubles, validate

PLACED_BLOCKS = ("start", "course-map", "routes", "glossary", "lesson-plans", "lesson-plan", "quiz")
KNOWN_BLOCKS = (*STUDENT_BLOCKS, *SILENT_BLOCKS, *PLACED_BLOCKS)
PLANS = "teachers/plans"


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

    def generated_pages(self) -> dict[str, str]:
        """Pages that no author writes: neutral path → the lesson whose plan it is, or nothing for the list of plans."""
        if not self.lessons:
            return {}
        return {f"{PLANS}/index.md": "", **{plan_page(name): name for name in self.lessons}}

    def uris(self) -> set[str]:
        """The neutral path of every page of the site."""
        return {*self.pages, *self.generated_pages()}

    def problems_in(self, path: str) -> list[Problem]:
        """The problems of one file."""
        return [problem for problem in self.problems if problem.place.path == path]


def module_page(module: str) -> str:
    """Neutral path of a module's first page."""
    return f"lessons/{module}/index.md"


def lesson_page(module: str, lesson: str) -> str:
    """Neutral path of a lesson's page."""
    return f"lessons/{module}/{lesson}.md"


def assignment_page(assignment: str) -> str:
    """Neutral path of an assignment's page."""
    return f"assignments/{assignment}.md"


def plan_page(lesson: str) -> str:
    """Neutral path of a lesson's plan."""
    return f"{PLANS}/{lesson}.md"


def load_course(root: Path, docs: Path, languages: Sequence[str]) -> Course:
    """Read the course in the project folder `root`; whatever is wrong is in the result's `problems`."""
    document, problems = read_yaml(root, root / "course.yml")
    file = None
    if document.data is not None or not problems:
        file, more = validate(CourseFile, document, languages)
        problems += more
    file_sound = not problems
    pages, more = read_pages(root, docs, languages)
    course = Course(root, docs, tuple(languages), file, pages, file_sound=file_sound)
    problems += more
    course.glossary, more = load_glossary(root, languages)
    problems += more
    course.references, more = load_references(root, languages)
    problems += more
    problems += _read_lessons(course, document)
    problems += _read_quizzes(course)
    problems += _check_pages(course, document)
    for lesson in course.lessons.values():
        problems += check_lesson(lesson) + _check_references(course, lesson)
    course.problems = in_order(problems)
    return course


def _read_lessons(course: Course, document: Document) -> list[Problem]:
    problems: list[Problem] = []
    places: list[Place] = []
    ids: list[str] = []
    for m, module in enumerate(course.modules):
        for n, entry in enumerate(module.lessons):
            place = document.place("modules", m, "lessons", n)
            name = entry if isinstance(entry, str) else entry.id
            places.append(place)
            ids.append(name)
            uri = lesson_page(module.id, name)
            if isinstance(entry, PlannedLesson):
                if uri in course.pages:
                    problems.append(Problem("planned-lesson-written", place, {"id": name, "page": uri}))
                continue
            lesson = Lesson(name, module.id, f"{m + 1}.{n + 1}", uri)
            problems += _read_versions(course, lesson, place)
            if lesson.versions and name not in course.lessons:
                course.lessons[name] = lesson
    return problems + doubles(ids, lambda i: places[i])


def _read_versions(course: Course, lesson: Lesson, place: Place) -> list[Problem]:
    versions = course.pages.get(lesson.path, {})
    if course.languages[0] not in versions:
        return [Problem("lesson-without-page", place, {"id": lesson.id, "page": f"docs/{lesson.path}"})]
    problems = []
    for language, page in versions.items():
        version, more = read_lesson_page(page, course.languages)
        problems += more
        if version is not None:
            lesson.versions[language] = version
        elif language == course.languages[0]:
            break
    return problems


def _read_quizzes(course: Course) -> list[Problem]:
    problems: list[Problem] = []
    for file in sorted((course.root / "quizzes").glob("*.yml")):
        document, more = read_yaml(course.root, file)
        problems += more
        if document.data is None and more:
            continue
        quiz, more = read_quiz(document, file.stem, course.languages)
        problems += more
        if quiz is None:
            continue
        course.quizzes[quiz.id] = quiz
        lesson = course.lessons.get(quiz.id)
        if lesson is None or not lesson.original.sound:
            continue
        known = [objective.id for objective in lesson.original.head.objectives]
        for question in quiz.questions:
            if question.objective and question.objective not in known:
                values = {"objective": question.objective, "question": question.id, "allowed": ", ".join(known)}
                problems.append(Problem("unknown-objective", place_of_question(quiz, question.id), values))
    return problems


def _check_pages(course: Course, document: Document) -> list[Problem]:
    problems: list[Problem] = []
    uris = course.uris() | (set() if course.file_sound else {f"{PLANS}/index.md"})
    lesson_uris = {lesson_page(module.id, name) for module in course.modules for name in module.lesson_ids}
    module_uris = {module_page(module.id) for module in course.modules}
    for uri, versions in course.pages.items():
        first = next(iter(versions.values()))
        if course.languages[0] not in versions:
            problems.append(Problem("translation-alone", Place(first.path), {"original": f"docs/{uri}"}))
        if uri.split("/")[0] in course.languages:
            problems.append(Problem("language-folder", Place(first.path), {"folder": uri.split("/")[0]}))
        if uri.startswith("lessons/") and uri not in lesson_uris | module_uris and course.file_sound:
            problems.append(Problem("lesson-not-in-course", Place(first.path), {"id": Path(uri).stem}))
        for page in versions.values():
            problems += check_links(page, course.docs, uris, course.languages)
            problems += check_blocks(page, KNOWN_BLOCKS)
            problems += _check_quiz_blocks(course, page.body, page.path)
    for m, module in enumerate(course.modules):
        if any(isinstance(entry, str) for entry in module.lessons) and module_page(module.id) not in course.pages:
            values = {"id": module.id, "page": f"docs/{module_page(module.id)}"}
            problems.append(Problem("module-without-page", document.place("modules", m, "id"), values))
    return problems + _check_navigation(course, document)


def _check_navigation(course: Course, document: Document) -> list[Problem]:
    if course.file is None:
        return []
    problems = []
    known = {name for module in course.modules for name in module.lesson_ids}
    for r, route in enumerate(course.routes):
        for n, name in enumerate(route.lessons if isinstance(route.lessons, list) else []):
            if name not in known and course.file_sound:
                problems.append(Problem("unknown-lesson", document.place("routes", r, "lessons", n), {"id": name}))
    for p, entry in enumerate(course.file.pages):
        listed = [entry] if isinstance(entry, str) else entry.pages
        for n, uri in enumerate(listed):
            if uri not in course.uris() and course.file_sound:
                place = document.place("pages", p, "pages", n)
                problems.append(Problem("missing-page", place, {"page": f"docs/{uri}"}))
    return problems


def _check_quiz_blocks(course: Course, body: Body, path: str) -> list[Problem]:
    problems = []
    for _, block in body.blocks:
        if block.kind == "quiz" and not (course.root / "quizzes" / f"{block.argument}.yml").is_file():
            values = {"id": block.argument or "–", "allowed": ", ".join(course.quizzes) or "–"}
            problems.append(Problem("unknown-quiz", Place(path, block.line), values))
    return problems


def _check_references(course: Course, lesson: Lesson) -> list[Problem]:
    """Ids in a lesson's head and blocks that name nothing."""
    original = lesson.original
    head, place = original.head, original.page.source.head.place
    known = {name for module in course.modules for name in module.lesson_ids}
    problems = []
    for code, key, ids, allowed in (
        ("unknown-lesson", "prerequisites", head.prerequisites, known),
        ("unknown-term", "terms", head.terms, set(course.glossary.terms)),
        ("unknown-reference", "references", head.references, set(course.references)),
    ):
        for n, name in enumerate(ids):
            if name not in allowed and (course.file_sound or code != "unknown-lesson"):
                problems.append(Problem(code, place(key, n), {"id": name}))
    if head.assignment and assignment_page(head.assignment) not in course.pages:
        values = {"id": head.assignment, "page": f"docs/{assignment_page(head.assignment)}"}
        problems.append(Problem("unknown-assignment", place("assignment"), values))
    for version in lesson.versions.values():
        for _, block in version.body.blocks:
            source = block.options.get("source")
            if source and source not in course.references:
                problems.append(Problem("unknown-reference", Place(version.page.path, block.line), {"id": source}))
    return problems
