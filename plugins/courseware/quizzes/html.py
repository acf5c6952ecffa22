"""Quizzes and checks as HTML: a real form, readable without scripts, with the answers in a `<details>`."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from markupsafe import Markup

from courseware.languages import language as words_of
from courseware.quizzes.grading import key_of
from courseware.quizzes.model import BLANK, Cloze, Matching, QuestionBase, Quiz
from courseware.rendering import inline, render
from courseware.validation import words_in

# The words that the script shows; the page carries them in its own language.
SCRIPT_WORDS = ("check", "again", "right", "partly", "wrong", "missed", "choose", "result", "hint")


def _stem(question: QuestionBase, language: str) -> Markup:
    """The question's words; the gaps of a cloze become lines to write on."""
    words, _ = words_in(question.stem, language)
    if not isinstance(question, Cloze):
        return inline(words)
    numbers = {blank.id: n for n, blank in enumerate(question.blanks, 1)}
    parts = BLANK.split(words)
    html = [inline(p) if i % 2 == 0 else _gap(numbers[p]) for i, p in enumerate(parts)]
    return Markup("").join(html)


def _gap(number: int) -> Markup:
    return Markup('<span class="cw-gap">({})</span>').format(number)


def _right_sides(question: Matching) -> list[dict[str, str]]:
    """All right sides in an order that gives nothing away and is the same in every language and build."""
    sides = [pair.right for pair in question.pairs] + list(question.distractors)
    return sorted(sides, key=lambda side: hashlib.sha256(next(iter(side.values())).encode()).digest())


def _question(question: QuestionBase, language: str, name: str, number: int | None) -> dict[str, Any]:
    key = key_of(question)
    return {
        "q": question,
        "type": question.type,
        "name": name,
        "number": number,
        "stem": _stem(question, language),
        "right_sides": _right_sides(question) if isinstance(question, Matching) else [],
        "key": json.dumps(key, ensure_ascii=False) if key else "",
    }


def _script_words(words: dict[str, Any]) -> str:
    return json.dumps({name: words[name] for name in SCRIPT_WORDS}, ensure_ascii=False)


def quiz_html(quiz: Quiz, language: str) -> str:
    """The whole bank as a quiz."""
    questions = [_question(q, language, f"{quiz.id}.{q.id}", n) for n, q in enumerate(quiz.questions, 1)]
    return _page(questions, language, quiz=quiz)


def check_html(question: QuestionBase, language: str) -> str:
    """One question by itself, as it stands inside a lesson."""
    return _page([_question(question, language, f"check.{question.id}", None)], language, quiz=None)


def _page(questions: list[dict[str, Any]], code: str, **values: Any) -> str:
    return render("quiz.html", code, questions=questions, words=_script_words(words_of(code)["quiz"]), **values)
