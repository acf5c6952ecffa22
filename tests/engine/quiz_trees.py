"""Quizzes as trees of elements, for tests that look at their HTML."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element

from markupsafe import Markup
from small_course import LANGUAGES

from courseware.quizzes.banks import Quiz
from courseware.quizzes.html.forms import quiz_html
from courseware.quizzes.html.views import Asked
from courseware.quizzes.reading import read_quiz
from courseware.rendering import fragment
from courseware.sources import Document

Tree = Element


def read(data: dict[str, Any]) -> Quiz:
    """The bank, which has no mistakes."""
    quiz, problems = read_quiz(Document("quizzes/all-types.yml", deepcopy(data)), "all-types", LANGUAGES)
    assert problems == []
    assert quiz is not None
    return quiz


def asked_of(quiz: Quiz, **values: Any) -> list[Asked]:
    """Its questions as a quiz asks them, each with these values besides."""
    return [Asked(question, question.id, quiz.cases.get(question.case or ""), **values) for question in quiz.questions]


def picture(question: Any) -> Markup:
    """A picture as an image of that address."""
    return Markup('<img src="{}" alt="{}"/>').format(question.image, next(iter(question.alt.values())))


def html_of(quiz: Quiz, code: str, **values: Any) -> str:
    """The quiz in this language."""
    return quiz_html(quiz, asked_of(quiz, **values), code, picture)


def tree_of(html: str) -> Tree:
    """The one element of the HTML."""
    (tree,) = fragment(html)
    return tree


def with_class(tree: Tree, name: str) -> list[Tree]:
    """The elements of this class."""
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def text_of(element: Tree) -> str:
    """The words in it, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def sorted_by_form(tree: Tree, quiz: Quiz) -> list[Asked]:
    """Its questions in the order in which they stand on the page."""
    by_id = {f"all-types.{one.name}": one for one in asked_of(quiz)}
    return [by_id[form.get("id", "")] for form in tree.iter("form")]
