"""Quizzes on pages: which questions stand there, and what the course adds to them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from markupsafe import Markup

from courseware.course import PLANS, Course, plan_page
from courseware.figures import inline_svg
from courseware.quizzes.banks import Quiz
from courseware.quizzes.html.forms import Way, check_html, key_html, quiz_html
from courseware.quizzes.html.views import Asked
from courseware.quizzes.parts import QuestionBase
from courseware.quizzes.placement import read_placement
from courseware.quizzes.questions import Hotspot
from courseware.rendering import PageContext
from courseware.sources import read_text
from courseware.validation import words_in


def place_quiz(context: PageContext, name: str, options: Mapping[str, Any]) -> str:
    """The quiz as the page places it; nothing where there is no quiz of that name."""
    quiz = context.course.quizzes.get(name)
    if quiz is None:
        return ""
    placement = read_placement(options)
    placed = placement.of(quiz)
    asked = _asked(context, placed, with_source=placement.source)
    return quiz_html(placed, asked, context.language.code, lambda question: _picture(context, placed, question))


def place_check(context: PageContext | None, question: QuestionBase, code: str) -> str:
    """A check in a lesson's text."""
    page = context.uri.removesuffix(".md") if context else ""
    return check_html(question, code, f"check:{page}")


def place_key(context: PageContext, name: str) -> str:
    """The answers of a quiz, for teachers."""
    course = context.course
    quiz = course.quizzes.get(name)
    if quiz is None:
        return ""
    way = None
    if name in course.lessons:
        way = Way("plan.open_plan", context.link(plan_page(name)))
    elif course.lessons:
        way = Way("plan.list_title", context.link(f"{PLANS}/index.md"))
    return key_html(quiz, _asked(context, quiz), context.language.code, way)


def _asked(context: PageContext, quiz: Quiz, *, with_source: bool = False) -> list[Asked]:
    course = context.course
    several = bool(quiz.sources)
    asked = course.asked_by(quiz)
    paths = {bank.path for bank, _ in asked} if with_source else set()
    lines = {path: read_text(course.root / path, path)[0].split("\n") for path in paths}
    return [
        Asked(
            question=question,
            name=f"{bank.id}.{question.id}" if several else question.id,
            case=bank.cases.get(question.case or ""),
            objective=_objective(course, bank, question, several=several),
            edit=_edit_link(context, bank, question),
            source=_source(lines[bank.path], bank, question) if with_source else "",
        )
        for bank, question in asked
    ]


def _objective(
    course: Course, bank: Quiz, question: QuestionBase, *, several: bool
) -> tuple[str, dict[str, str]] | None:
    """What the question tests, in the words of the bank's lesson."""
    lesson = course.lessons.get(bank.id)
    if lesson is None or question.objective is None:
        return None
    words = {
        code: objective.text
        for code, version in lesson.versions.items()
        for objective in version.head.objectives
        if objective.id == question.objective
    }
    name = f"{bank.id}.{question.objective}" if several else question.objective
    return (name, words) if words else None


def _edit_link(context: PageContext, bank: Quiz, question: QuestionBase) -> str:
    if not context.source_url:
        return ""
    return f"{context.source_url}{quote(bank.path)}#L{bank.place(question.id).line}"


def _source(lines: Sequence[str], bank: Quiz, question: QuestionBase) -> str:
    """The question's lines of its file, as if it were the only one."""
    start = bank.place(question.id)
    first = " " * (start.column - 1) + lines[start.line - 1][start.column - 1 :]
    following = lines[start.line :]
    end = next((n for n, line in enumerate(following) if _is_outside(line, start.column - 1)), len(following))
    return textwrap.dedent("\n".join([first, *following[:end]])).strip()


def _is_outside(line: str, indent: int) -> bool:
    """Whether a line stands further left than the question's keys, as the next question's hyphen does."""
    return bool(line.strip()) and len(line) - len(line.lstrip()) < indent


def _picture(context: PageContext, quiz: Quiz, question: Hotspot) -> Markup:
    """The picture of a hotspot: a drawing stands in the page itself, with the page's language and colours."""
    code = context.language.code
    alt = words_in(question.alt, code)[0]
    file = context.course.docs / question.image
    if file.suffix == ".svg" and file.is_file():
        svg = inline_svg(file, alt, code, context.course.languages, f"{quiz.id}.{question.id}")
        if svg is not None:
            return Markup(ElementTree.tostring(svg, encoding="unicode"))  # noqa: S704 - XML that was read and cleaned
    return Markup('<img src="{}" alt="{}"/>').format(context.link(question.image), alt)
