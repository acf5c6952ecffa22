"""Quizzes, checks and their keys as HTML: real forms, readable without scripts, with the answers in a `<details>`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from courseware.languages import language
from courseware.quizzes.banks import Quiz
from courseware.quizzes.html import passages
from courseware.quizzes.html.answers import answers_of
from courseware.quizzes.html.views import Asked, Picture, View, as_json, letter, plain_number
from courseware.quizzes.parts import QuestionBase
from courseware.rendering import inline, render
from courseware.validation import words_in


def quiz_html(quiz: Quiz, asked: Sequence[Asked], code: str, picture: Picture) -> str:
    """The quiz with its questions in this language; `picture` gives the picture of a hotspot."""
    data = {
        "id": quiz.id,
        "mode": quiz.mode,
        "pass": plain_number(quiz.pass_mark),
        "draw": quiz.draw,
        "shuffle": quiz.shuffle,
        "objectives": {one.objective[0]: words_in(one.objective[1], code)[0] for one in asked if one.objective},
    }
    views = [View(one, quiz.id, code, number, picture) for number, one in enumerate(_by_case(asked), 1)]
    return _page("quiz.html", views, code, data=data, intro=_intro(quiz, views, code))


def check_html(question: QuestionBase, code: str, quiz_id: str) -> str:
    """One question inside a lesson; its answer is kept under `quiz_id`."""
    data = {"id": quiz_id, "mode": "check", "pass": 100, "draw": None, "shuffle": [], "objectives": {}}
    return _page("quiz.html", [View(Asked(question, question.id), "check", code)], code, data=data, intro=[])


class Way(NamedTuple):
    """Where a key's page leads on to, and the name of the words that say so."""

    label: str
    link: str


def key_html(quiz: Quiz, asked: Sequence[Asked], code: str, way: Way | None = None) -> str:
    """The answers of a quiz on paper, for teachers; the questions are numbered as in the quiz."""
    views = [View(one, quiz.id, code, number) for number, one in enumerate(_by_case(asked), 1)]
    return _page("quiz_key.html", views, code, way=way)


def _page(template: str, views: list[View], code: str, data: dict[str, Any] | None = None, **values: Any) -> str:
    return render(
        template,
        code,
        views=views,
        data=as_json(data),
        is_check=data is not None and data["mode"] == "check",
        script_words=_script_words(code),
        answers_of=answers_of,
        passages=passages,
        letter=letter,
        inline=inline,
        **values,
    )


@cache
def _script_words(code: str) -> str:
    return as_json(language(code)["quiz.script"])


def _by_case(asked: Sequence[Asked]) -> list[Asked]:
    """The questions of a case together, at the place of its first."""
    places: dict[str, int] = {}
    for index, one in enumerate(asked):
        places.setdefault(one.case_name, index)
    order = [places[one.case_name] if one.case else index for index, one in enumerate(asked)]
    return [asked[index] for index in sorted(range(len(asked)), key=order.__getitem__)]


def _intro(quiz: Quiz, views: list[View], code: str) -> list[str]:
    """What to know before the first question."""
    words = language(code)["quiz"]
    said = [words["one_question"] if len(views) == 1 else words["questions"].format(count=len(views))]
    if quiz.draw:
        count = quiz.draw if isinstance(quiz.draw, int) else sum(quiz.draw.values())
        said.append(words["drawn"].format(count=count))
    points = [view.points for view in views if view.key]
    if quiz.mode != "warm-up" and not quiz.draw and set(points) - {1}:
        said.append(words["total"].format(points=plain_number(sum(points))))
    if quiz.mode == "test":
        said.append(words["pass_mark"].format(percent=plain_number(quiz.pass_mark)))
    if quiz.mode == "warm-up":
        said.append(words["not_graded"])
    return [*said, words["privacy"]]
