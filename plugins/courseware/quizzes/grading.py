"""How a question is scored. The same rules run in the browser (`web/grading.js`); the same cases test both.

A question's key is plain data made by `key_of`; a response is what the form gives, or what a device kept: it may be
anything, and what has not the form of a response scores 0. Scores run from 0 to 1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from courseware.quizzes.expressions import SEEDS, FormulaError, instance
from courseware.quizzes.matching import most_matched
from courseware.quizzes.numbers import is_right, read_number
from courseware.quizzes.numeric import Numeric
from courseware.quizzes.parts import QuestionBase, identity_of
from courseware.quizzes.questions import (
    Choice,
    Cloze,
    Essay,
    Highlight,
    Hotspot,
    Matching,
    Multiple,
    TextQuestion,
)
from courseware.quizzes.rules import Blank, TextRule, author_number, plain_decimals
from courseware.quizzes.texts import canonical_pattern, matches, with_chinese_forms

Key = dict[str, Any]
FULL = 1 - 1e-9
"""A score from here on is full marks."""


def _text_key(rule: TextRule) -> Key:
    # The answers of every language: what was typed on one language's page counts on the other's, too.
    listed = [answer for answers in (rule.accept or {}).values() for answer in answers]
    accept = listed if "traditional" in rule.strict else with_chinese_forms(listed)
    key: Key = {"type": "text", "accept": list(dict.fromkeys(accept))}
    if rule.patterns:
        key["patterns"] = [canonical_pattern(pattern, rule.strict) for pattern in rule.patterns]
    if rule.strict:
        key["strict"] = sorted(rule.strict)
    return key


def _choice_key(question: Choice) -> Key:
    right = [option.identity for option in question.options if option.correct]
    return {"type": question.type, "answer": right if isinstance(question, Multiple) else right[0]}


def _numeric_key(question: Numeric) -> Key:
    key = question.number_key()
    if question.wrong:
        key["wrong"] = [wrong.value for wrong in question.wrong]
    if question.parameters is not None:
        return {**key, "parameters": [list(parameter) for parameter in question.listed_parameters()]}
    key = plain_decimals(key)
    if question.wrong:
        key["wrong"] = [author_number(value) for value in key["wrong"]]
    return key


def _blank_key(blank: Blank) -> Key:
    if blank.kind == "text":
        return _text_key(blank)
    if blank.kind == "numeric":
        return plain_decimals(blank.number_key())
    right = next(option for option in blank.options or [] if option.correct)
    return {"type": "single", "answer": right.identity}


def _cloze_key(question: Cloze) -> Key:
    key: Key = {"type": "cloze", "blanks": {blank.id: _blank_key(blank) for blank in question.blanks}}
    groups = question.groups()
    return {**key, "groups": groups} if groups else key


def _matching_key(question: Matching) -> Key:
    return {"type": "matching", "answer": {p.identity: identity_of(None, p.right) for p in question.pairs}}


def _highlight_key(question: Highlight) -> Key:
    right = question.right()
    others = [phrase.id for phrase in question.phrases if phrase not in right]
    return {"type": "highlight", "answer": {phrase.id: phrase.category or "" for phrase in right}, "others": others}


KEYS: dict[str, Callable[[Any], Key]] = {
    "single": _choice_key,
    "multiple": _choice_key,
    "true-false": lambda q: {"type": "true-false", "answer": "true" if q.answer else "false"},
    "numeric": _numeric_key,
    "text": lambda q: _text_key(q),
    "cloze": _cloze_key,
    "matching": _matching_key,
    "ordering": lambda q: {"type": "ordering", "answer": [item.identity for item in q.items]},
    "categorize": lambda q: {"type": "categorize", "answer": {item.identity: item.category for item in q.items}},
    "matrix": lambda q: {"type": "matrix", "answer": {row.identity: row.answer for row in q.rows}},
    "highlight": _highlight_key,
    "hotspot": lambda q: {"type": "hotspot", "answer": [region.id for region in q.regions if region.correct]},
}


def is_graded(question: QuestionBase) -> bool:
    """Whether answers to it are right or wrong: an essay is scored by its writer, an opinion not at all."""
    return question.type in KEYS


def key_of(question: QuestionBase) -> Key | None:
    """The key that the browser grades with; None for what is not graded."""
    return KEYS[question.type](question) if is_graded(question) else None


def _graded(question: QuestionBase, key: Key) -> Key:
    """The key without what has no part in it: the order of options, words for wrong numbers, forms that are added."""
    key = dict(key)
    if isinstance(question, Multiple | Hotspot):
        key["answer"] = sorted(key["answer"])
    if isinstance(question, TextQuestion):
        key["accept"] = _as_written(question)
    if isinstance(question, Cloze):
        key["blanks"] = {
            blank.id: {**key["blanks"][blank.id], "units": None, "accept": _as_written(blank)}
            for blank in question.blanks
        }
    return {name: value for name, value in key.items() if name not in ("wrong", "units")}


def _as_written(rule: TextRule) -> list[str]:
    return sorted(answer for answers in (rule.accept or {}).values() for answer in answers)


def digest_of(question: QuestionBase, key: Key | None) -> str:
    """Changes when what is graded changes (type, parts, key, points), not with the wording of stem and feedback.

    `key` is the question's own, from `key_of`.
    """
    names = () if isinstance(question, Essay) else question.PARTS  # a text outlives a change of its rubric
    parts = [sorted(str(getattr(part, "identity", part.id)) for part in getattr(question, name)) for name in names]
    steps = getattr(question, "steps", None)
    graded = [question.type, _graded(question, key or {}), parts, float(question.points), steps]
    return hashlib.sha256(json.dumps(graded, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:8]


def _same(key: Key, response: Any) -> float:
    return 1.0 if response == key["answer"] else 0.0


def _marked(key: Key, response: Any) -> float:
    """(right ticked − wrong ticked) ÷ number right, never below 0."""
    ticked = {r for r in response if isinstance(r, str)} if isinstance(response, list) else set()
    right = set(key["answer"])
    return max(0.0, (len(ticked & right) - len(ticked - right)) / len(right))


def _assigned(key: Key, response: Any) -> float:
    """Right ÷ all."""
    if not isinstance(response, dict):
        return 0.0
    right: int = sum(response.get(part) == answer for part, answer in key["answer"].items())
    return right / len(key["answer"])


def _ordered(key: Key, response: Any) -> float:
    """The share of the key's neighbours that stand next to each other, in that order, in the response."""
    answer = key["answer"]
    if not isinstance(response, list) or not all(isinstance(r, str) for r in response):
        return 0.0
    if sorted(response) != sorted(answer):
        return 0.0
    given = set(pairwise(response))
    return sum(pair in given for pair in pairwise(answer)) / (len(answer) - 1)


def _highlighted(key: Key, response: Any) -> float:
    """A right phrase 1 (with another rule than its own ½), any other −1; ÷ number right, never below 0."""
    if not isinstance(response, dict):
        return 0.0
    answer = key["answer"]
    total = sum((1.0 if answer[p] == rule else 0.5) if p in answer else -1.0 for p, rule in response.items())
    return max(0.0, total / len(answer))


def _numeric(key: Key, response: Any) -> float:
    if "parameters" in key:
        seed = response.get("seed") if isinstance(response, dict) else None
        if type(seed) is not int or not 0 <= seed < SEEDS:
            return 0.0
        try:
            return _numeric(instance(key, seed)["key"], response.get("value"))
        except FormulaError:
            return 0.0
    typed = read_number(response, key.get("units", ())) if isinstance(response, str) else None
    return 1.0 if typed is not None and is_right(key, typed) else 0.0


def _text(key: Key, response: Any) -> float:
    return 1.0 if isinstance(response, str) and matches(key, response) else 0.0


def _cloze(key: Key, response: Any) -> float:
    """Right ÷ all; within a group each answer counts once, wherever it stands."""
    if not isinstance(response, dict):
        return 0.0
    blanks, groups = key["blanks"], key.get("groups", [])
    grouped = {name for group in groups for name in group}
    right = sum(grade(blanks[name], response.get(name)) >= FULL for name in blanks if name not in grouped)
    for group in groups:
        fits = [[n for n, to in enumerate(group) if grade(blanks[to], response.get(name)) >= FULL] for name in group]
        right += most_matched(fits)
    return right / len(blanks)


RULES: dict[str, Callable[[Key, Any], float]] = {
    "single": _same,
    "true-false": _same,
    "multiple": _marked,
    "hotspot": _marked,
    "numeric": _numeric,
    "text": _text,
    "cloze": _cloze,
    "matching": _assigned,
    "categorize": _assigned,
    "matrix": _assigned,
    "ordering": _ordered,
    "highlight": _highlighted,
}


def grade(key: Key, response: Any) -> float:
    """The score of a response, from 0 (nothing right) to 1 (all right); an empty response scores 0."""
    return RULES[key["type"]](key, response)
