"""Checks between the parts of a course: ids that name nothing, pages that are missing, names that collide."""

from __future__ import annotations

from pathlib import Path

from courseware.assignments.placement import OPTIONS as ASSIGNMENT_OPTIONS
from courseware.assignments.placement import PARTS, ids_on_page
from courseware.body import Block, Body
from courseware.course import PLANS, Course, assignment_page, lesson_page, module_page
from courseware.deck_checks import check_decks, check_placed_deck
from courseware.explore import OPTIONS as EXPLORE_OPTIONS
from courseware.explore import read_figure
from courseware.lessons.lesson import SILENT_BLOCKS, STUDENT_BLOCKS, Lesson, check_lesson, pair_checks, read_checks
from courseware.pages import (
    CoursePage,
    check_anchors,
    check_blocks,
    check_head,
    check_headings,
    check_links,
    check_marks,
    check_pictures,
)
from courseware.problems import Place, Problem
from courseware.quiz_checks import check_placed_quiz, check_quizzes, check_quizzes_on
from courseware.quizzes.decks import OPTIONS as DECK_OPTIONS
from courseware.quizzes.placement import OPTIONS as QUIZ_OPTIONS
from courseware.sources import Document
from courseware.validation import closest

PLACED_BLOCKS = (
    *("start", "course-map", "routes", "glossary", "lesson-plans", "lesson-plan", "quiz", "quiz-key", "assignment"),
    *("flashcards", "explore"),
)
KNOWN_BLOCKS: dict[str, tuple[str, ...]] = dict.fromkeys((*STUDENT_BLOCKS, *SILENT_BLOCKS, *PLACED_BLOCKS), ())
KNOWN_BLOCKS["case"] = ("source",)
KNOWN_BLOCKS["quiz"] = QUIZ_OPTIONS
KNOWN_BLOCKS["assignment"] = ASSIGNMENT_OPTIONS
KNOWN_BLOCKS["flashcards"] = DECK_OPTIONS
KNOWN_BLOCKS["explore"] = EXPLORE_OPTIONS


def _check_files(course: Course) -> list[Problem]:
    """Files whose place or name would collide with what the site makes."""
    problems = []
    generated = course.generated_pages()
    first = course.languages[0]
    for file in sorted(course.docs.rglob("*")) if course.docs.is_dir() else []:
        name = file.relative_to(course.docs).as_posix()
        here = Place(file.relative_to(course.root).as_posix())
        folder = name.split("/")[0]
        if not file.is_file():
            continue
        if "/" in name and folder in course.languages:
            problems.append(Problem("language-folder", here, {"folder": folder}))
        if file.stem.endswith(f".{first}"):
            values = {"language": first, "name": file.name.replace(f".{first}.", ".")}
            problems.append(Problem("first-language-in-name", here, values))
        if name in generated:
            problems.append(Problem("page-of-the-engine", here, {"page": f"docs/{name}"}))
    return problems


def _ids_made(course: Course) -> dict[str, set[str]]:
    """Ids that the engine puts on pages, by neutral path."""
    made = {lesson.path: {"title", "objectives", "key-terms", "quiz"} for lesson in course.lessons.values()}
    made |= {module_page(module.id): {"title", "lessons"} for module in course.modules}
    made["glossary.md"] = {"title", *course.glossary.terms}
    for uri, versions in course.pages.items():
        blocks = {block.argument for page in versions.values() for _, block in page.body.blocks}
        for kit in (kit for name, kit in course.assignments.items() if name in blocks):
            made[uri] = made.get(uri, set()) | ids_on_page(kit.assignment)
    return made


def check_course(course: Course, document: Document) -> list[Problem]:
    """Everything wrong between the parts of the course; `document` is `course.yml`."""
    problems = _check_pages(course) + _check_needed_pages(course, document)
    problems += _check_files(course) + _check_navigation(course, document)
    problems += check_quizzes(course) + check_decks(course) + _check_assignments(course)
    for lesson in course.lessons.values():
        problems += check_lesson(lesson) + _check_references(course, lesson)
    return problems


def _check_pages(course: Course) -> list[Problem]:
    problems: list[Problem] = []
    uris = course.uris() | (set() if course.file_sound else {f"{PLANS}/index.md"})
    lesson_uris = {lesson_page(module.id, name) for module in course.modules for name in module.lesson_ids}
    module_uris = {module_page(module.id) for module in course.modules}
    made = _ids_made(course)
    for uri, versions in course.pages.items():
        first = next(iter(versions.values()))
        if course.languages[0] not in versions:
            problems.append(Problem("translation-alone", Place(first.path), {"original": f"docs/{uri}"}))
        if uri.startswith("lessons/") and uri not in lesson_uris | module_uris and course.file_sound:
            problems.append(Problem("lesson-not-in-course", Place(first.path), {"id": Path(uri).stem}))
        for page in versions.values():
            problems += check_links(page, course.docs, uris, course.languages)
            problems += check_anchors(page, course.pages, made) + check_pictures(page, course.docs)
            problems += check_blocks(page, KNOWN_BLOCKS) + check_marks(page) + check_headings(page)
            problems += _check_named_blocks(course, page.body, page.path)
            if uri in lesson_uris | module_uris:
                problems += _check_ids_made(page, made.get(uri, set()))
            if uri in module_uris or not uri.startswith("lessons/"):  # else it is a lesson, or was meant as one
                problems += check_head(page)
        if uri not in lesson_uris:  # a lesson's own are read with it
            problems += _check_checks(course, versions)
        problems += _check_figures(versions)
    return problems


def _check_checks(course: Course, versions: dict[str, CoursePage]) -> list[Problem]:
    """The checks on a page, and whether its languages have the same ones."""
    problems = []
    read = {}
    for language, page in versions.items():
        read[language], more = read_checks(page)
        problems += more
    first = course.languages[0]
    for language in read:
        if first in read and language != first:
            problems += pair_checks((versions[first], versions[language]), (read[first], read[language]))
    return problems


def _check_figures(versions: dict[str, CoursePage]) -> list[Problem]:
    """The figures to explore on a page; its languages have the same numbers."""
    problems = []
    seen: dict[str, dict[str, Place]] = {}
    originals: dict[str, tuple[object, str]] = {}
    for code, page in versions.items():
        for block in (block for _, block in page.body.blocks if block.kind == "explore"):
            figure, more = read_figure(block, page.path)
            problems += more
            place = Place(page.path, block.line)
            first = seen.setdefault(code, {}).setdefault(block.argument, place)
            if block.argument and first != place:
                values = {"id": block.argument, "first": f"{page.path}:{first.line}"}
                problems.append(Problem("duplicate-id", place, values))
            elif figure is not None:
                numbers, original = originals.setdefault(figure.id, (figure.numbers, f"{page.path}:{block.line}"))
                if numbers != figure.numbers:
                    problems.append(Problem("explore-differs", place, {"id": figure.id, "original": original}))
    return problems


def _check_ids_made(page: CoursePage, made: set[str]) -> list[Problem]:
    return [
        Problem("id-of-the-engine", Place(page.path, line), {"id": identifier})
        for identifier, line in page.body.ids
        if identifier in made
    ]


def _check_needed_pages(course: Course, document: Document) -> list[Problem]:
    problems = []
    for m, module in enumerate(course.modules):
        if any(isinstance(entry, str) for entry in module.lessons) and module_page(module.id) not in course.pages:
            values = {"id": module.id, "page": f"docs/{module_page(module.id)}"}
            problems.append(Problem("module-without-page", document.place("modules", m, "id"), values))
    if "index.md" not in course.pages:
        problems.append(Problem("missing-page", Place(document.path), {"page": "docs/index.md"}))
    if course.glossary and "glossary.md" not in course.pages:
        problems.append(Problem("missing-page", Place(course.glossary.document.path), {"page": "docs/glossary.md"}))
    return problems


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


def _check_named_blocks(course: Course, body: Body, path: str) -> list[Problem]:
    """Blocks that place a quiz or a plan: there must be one of that name."""
    problems = []
    for _, block in body.blocks:
        if block.kind in ("quiz", "quiz-key"):
            problems += check_placed_quiz(course, block, path)
        if block.kind == "flashcards":
            problems += check_placed_deck(course, block, path)
        if block.kind == "assignment":
            problems += _check_placed_assignment(course, block, path)
        if block.kind == "lesson-plan" and block.argument not in course.lessons:
            problems.append(Problem("unknown-lesson", Place(path, block.line), {"id": block.argument or "–"}))
    return problems + check_quizzes_on(course, body, path)


def _check_placed_assignment(course: Course, block: Block, path: str) -> list[Problem]:
    """An assignment or a part of one that is not there; one whose file has mistakes has been reported."""
    part = block.options.get("part", PARTS[0])
    if part not in PARTS:
        values = {"key": "part", "value": part, "allowed": ", ".join(PARTS)}
        place = Place(path, block.line + 1 + list(block.options).index("part"), 5)
        return [Problem("not-one-of" if part else "empty-value", place, values)]
    if (course.root / "assignments" / f"{block.argument}.yml").is_file():
        return []
    values = {"id": block.argument or "–", "close": closest(block.argument, course.assignments)}
    return [Problem("unknown-kit", Place(path, block.line), values)]


def _check_assignments(course: Course) -> list[Problem]:
    """Assignments that no page shows."""
    pages = [page for versions in course.pages.values() for page in versions.values()]
    shown = {block.argument for page in pages for _, block in page.body.blocks if block.kind == "assignment"}
    return [
        Problem("assignment-without-page", Place(kit.path), {"id": kit.id, "page": f"docs/{assignment_page(kit.id)}"})
        for kit in course.assignments.values()
        if kit.id not in shown
    ]


def _check_references(course: Course, lesson: Lesson) -> list[Problem]:
    """Ids in a lesson's head and blocks that name nothing."""
    original = lesson.original
    head, place = original.head, original.page.source.head.place
    known = {name for module in course.modules for name in module.lesson_ids} - {lesson.id}
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
            source = block.options.get("source") if block.kind == "case" else None
            if source and source not in course.references:
                problems.append(Problem("unknown-reference", Place(version.page.path, block.line), {"id": source}))
    return problems
