"""Reads the project's folders into a course, each file once, and gathers everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from courseware.assignments.kits import read_kits
from courseware.course import Course, CourseFile, PlannedLesson, lesson_page
from courseware.course_checks import check_course
from courseware.glossary import load_glossary
from courseware.glossary_deck import glossary_deck
from courseware.lessons.lesson import Lesson, read_lesson_page
from courseware.pages import read_pages
from courseware.problems import Place, Problem, in_order
from courseware.quizzes.decks import GLOSSARY, read_deck
from courseware.quizzes.reading import read_quiz
from courseware.references import load_references
from courseware.sources import Document, read_yaml
from courseware.validation import ID_PATTERN, doubles, validate


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
    problems += _read_quizzes(course) + _read_decks(course)
    course.assignments, more = read_kits(root, languages)
    problems += more
    problems += check_course(course, document)
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
    problems += doubles([m.id for m in course.modules], lambda m: document.place("modules", m, "id"))
    problems += doubles([r.id for r in course.routes], lambda r: document.place("routes", r, "id"))
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
    for file in sorted((course.root / "quizzes").glob("*.y*ml")):
        here = Place(file.relative_to(course.root).as_posix())
        # Answers to the checks in lessons are kept as those of a bank `check`.
        if file.suffix != ".yml" or not re.match(ID_PATTERN, file.stem) or file.stem == "check":
            problems.append(Problem("quiz-file-name", here, {"name": file.name}))
            continue
        document, more = read_yaml(course.root, file)
        problems += more
        if document.data is None and more:
            continue
        quiz, more = read_quiz(document, file.stem, course.languages)
        problems += more
        if quiz is None:
            continue
        course.quizzes[quiz.id] = quiz
    return problems


def _read_decks(course: Course) -> list[Problem]:
    problems: list[Problem] = []
    for file in sorted((course.root / "quizzes" / "decks").glob("*.y*ml")):
        if file.suffix != ".yml" or not re.match(ID_PATTERN, file.stem) or file.stem == GLOSSARY:
            here = Place(file.relative_to(course.root).as_posix())
            problems.append(Problem("deck-file-name", here, {"name": file.name}))
            continue
        document, more = read_yaml(course.root, file)
        problems += more
        if document.data is None and more:
            continue
        deck, more = read_deck(document, file.stem, course.languages)
        problems += more
        if deck is not None:
            course.decks[deck.id] = deck
    terms = glossary_deck(course.glossary, course.languages)
    if terms is not None:
        course.decks[GLOSSARY] = terms
    return problems
