"""How a question is scored. The same rules run in the browser (`web/grading.js`); the same cases test both.

A question's key is plain data made by `key_of`; a response is what the form gives. Scores run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courseware.quizzes.model import Multiple, QuestionBase, Single, TrueFalse

Key = dict[str, Any]


def key_of(question: QuestionBase) -> Key | None:
    """The key that the browser grades with; None for a question that is not graded in the page."""
    if isinstance(question, Single):
        right = next(option for option in question.options if option.correct)
        return {"type": "single", "answer": right.identity}
    if isinstance(question, Multiple):
        return {"type": "multiple", "answer": [option.identity for option in question.options if option.correct]}
    if isinstance(question, TrueFalse):
        return {"type": "true-false", "answer": "true" if question.answer else "false"}
    return None


def _choice(key: Key, response: Any) -> float:
    return 1.0 if response == key["answer"] else 0.0


def _multiple(key: Key, response: Any) -> float:
    """(right ticked − wrong ticked) ÷ number right, never below 0."""
    ticked = {r for r in response if isinstance(r, str)} if isinstance(response, list) else set()
    right = set(key["answer"])
    return max(0.0, (len(ticked & right) - len(ticked - right)) / len(right))


RULES: dict[str, Callable[[Key, Any], float]] = {
    "single": _choice,
    "true-false": _choice,
    "multiple": _multiple,
}


def grade(key: Key, response: Any) -> float:
    """The score of a response, from 0 (nothing right) to 1 (all right); an empty response scores 0."""
    return RULES[key["type"]](key, response)
