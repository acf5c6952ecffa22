"""Checks between quizzes and the rest of the course: objectives, banks, pictures, and how pages place them."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath

from courseware.body import Block, Body
from courseware.course import Course
from courseware.problems import Place, Problem
from courseware.quizzes.banks import Quiz, draw_problems
from courseware.quizzes.placement import read_placement
from courseware.validation import closest

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")


def check_quizzes(course: Course) -> list[Problem]:
    """Everything wrong between the quizzes and the course."""
    problems = _check_use(course)
    for quiz in course.quizzes.values():
        problems += _check_sources(course, quiz) + _check_objectives(course, quiz) + _check_pictures(course, quiz)
    return problems


def _check_use(course: Course) -> list[Problem]:
    """Banks that nothing shows."""
    if not course.file_sound:
        return []
    pages = [page for versions in course.pages.values() for page in versions.values()]
    placed = {block.argument for page in pages for _, block in page.body.blocks if block.kind == "quiz"}
    drawn = {name for quiz in course.quizzes.values() for name in quiz.sources}
    used = {*course.lessons, *placed, *drawn}
    return [
        Problem("quiz-not-used", Place(quiz.path), {"id": quiz.id})
        for quiz in course.quizzes.values()
        if quiz.sound and quiz.id not in used
    ]


def _check_sources(course: Course, quiz: Quiz) -> list[Problem]:
    """Banks to draw from that are not there, or draw from others themselves; draws of more than they hold."""
    problems = []
    for n, name in enumerate(quiz.sources):
        bank = course.quizzes.get(name)
        if (bank is None and not _has_file(course, name)) or (bank is not None and bank.sources):
            banks = [other.id for other in course.quizzes.values() if not other.sources]
            values = {"id": name, "close": closest(name, banks)}
            problems.append(Problem("quiz-source", quiz.document.place("from", n), values))
    sound = all(name in course.quizzes and course.quizzes[name].sound for name in quiz.sources)
    if quiz.sources and sound and not problems:
        questions = [question for _, question in course.asked_by(quiz)]
        problems += draw_problems(quiz.draw, questions, partial(quiz.document.place, "draw"))
    return problems


def _check_pictures(course: Course, quiz: Quiz) -> list[Problem]:
    """Pictures that are not there."""
    problems = []
    for n, entry in quiz.document.entries("questions"):
        image = entry.get("image")
        if isinstance(image, str) and image and entry.get("type") == "hotspot" and not _is_picture(course, image):
            problems.append(Problem("quiz-picture", quiz.document.place("questions", n, "image"), {"image": image}))
    return problems


def _check_objectives(course: Course, quiz: Quiz) -> list[Problem]:
    """Objectives that the bank's lesson does not have."""
    lesson = course.lessons.get(quiz.id)
    if lesson is None or not lesson.original.sound:
        return []
    known = [objective.id for objective in lesson.original.head.objectives]
    problems = []
    for n, entry in quiz.document.entries("questions"):
        objective = entry.get("objective")
        if isinstance(objective, str) and objective and objective not in known:
            values = {"objective": objective, "question": str(entry.get("id", "–")), "allowed": ", ".join(known)}
            problems.append(Problem("unknown-objective", quiz.document.place("questions", n, "objective"), values))
    return problems


def _is_picture(course: Course, image: str) -> bool:
    path = PurePosixPath(image)
    within = not path.is_absolute() and ".." not in path.parts and path.suffix.lower() in PICTURES
    return within and _is_file(course.docs / path)


def _has_file(course: Course, name: str) -> bool:
    """Whether the bank's file is there, with mistakes that are reported by themselves."""
    return _is_file(course.root / "quizzes" / f"{name}.yml")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a whole sentence is too long for a name
        return False


def check_quizzes_on(course: Course, body: Body, path: str) -> list[Problem]:
    """Questions that a page places twice: both would have one id, and one memory."""
    problems = []
    placed: dict[str, int] = {}
    for _, block in body.blocks:
        quiz = course.quizzes.get(block.argument) if block.kind == "quiz" else None
        if quiz is None:
            continue
        part = read_placement(block.options).of(quiz)
        asked = [f"{part.id}.{bank.id}.{question.id}" for bank, question in course.asked_by(part)]
        if before := [placed[name] for name in asked if name in placed]:
            values = {"id": quiz.id, "line": str(before[0])}
            problems.append(Problem("quiz-twice", Place(path, block.line), values))
        placed |= {name: block.line for name in asked if name not in placed}
    return problems


def check_placed_quiz(course: Course, block: Block, path: str) -> list[Problem]:
    """A block that names no quiz, or has options that the quiz cannot follow."""
    if not _has_file(course, block.argument):
        values = {"id": block.argument or "–", "close": closest(block.argument, course.quizzes)}
        return [Problem("unknown-quiz", Place(path, block.line), values)]
    quiz = course.quizzes.get(block.argument)
    lines = {name: Place(path, line, 5) for line, name in enumerate(block.options, block.line + 1)}
    placement = read_placement(block.options)
    problems = []
    for name, allowed in placement.wrong.items():
        values = {"key": name, "value": block.options[name], "allowed": allowed}
        problems.append(Problem("not-one-of" if values["value"] else "empty-value", lines[name], values))
    if quiz is None or not quiz.sound:
        return problems
    known = [question.id for question in quiz.questions]
    for name in placement.questions:
        if name not in known:
            values = {"id": name, "close": closest(name, known)}
            problems.append(Problem("quiz-question", lines["questions"], values))
    if placement.draw is not None and all(source in course.quizzes for source in quiz.sources):
        questions = [question for _, question in course.asked_by(placement.of(quiz))]
        problems += draw_problems(placement.draw, questions, lambda _: lines["draw"])
    return problems
