"""What is right for each part of a question, in words: on the page under the question, and in the teachers' key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup

from courseware.quizzes.html import passages
from courseware.quizzes.html.views import Text, View, letter
from courseware.quizzes.parts import identity_of
from courseware.quizzes.rules import Blank


class Answer(NamedTuple):
    """A part, what leads from its words to the right answer (nothing when it is the only part), and why it is right."""

    part: str
    about: Markup | str
    right: Markup
    why: Text | None = None


def answers_of(view: View) -> list[Answer]:
    """The answers of a question that is not chosen from options."""
    return ANSWERS[view.type](view)


def _markup(words: str) -> Markup:
    return Markup("{}").format(words)


def _to(words: Markup) -> Markup:
    return words + " → "


def _number(view: View, rule: Any, unit: Text | None = None) -> Markup:
    """A number with its unit and what it may differ by, or a range."""
    given = {name: getattr(rule, name) for name in ("answer", "min", "max")}
    value = {
        name: view.number_span(name) if name in view.numbers else _markup(passages.with_minus(text))
        for name, text in given.items()
        if text is not None
    }
    number = _markup(view.words["between"]).format(**value) if "min" in value else value["answer"]
    if unit:
        together = view.words["with_unit"] if view.plain(unit)[:1].isalpha() else "{number}{unit}"
        number = _markup(together).format(number=number, unit=view.say(unit))
    if rule.tolerance and rule.tolerance != "0":
        number += _markup(view.words["within"]).format(tolerance=rule.tolerance)
    return number


def _text(view: View, rule: Any) -> Markup:
    """The accepted answers in the page's language, else in the first."""
    return Markup(" / ").join(view.say({code: answer}) for code, answer in view.accepted(rule))


def _gap(view: View, blank: Blank) -> Markup:
    if blank.kind == "text":
        return _text(view, blank)
    if blank.kind == "numeric":
        return _number(view, blank)  # its unit stands in the text around it
    return view.say(next(option.text for option in blank.options or [] if option.correct))


def _cloze(view: View) -> list[Answer]:
    return [
        Answer(name, f"{view.words['gap'].format(number=number)} → ", _gap(view, blank))
        for name, (number, blank) in view.blanks.items()
    ]


def _matching(view: View) -> list[Answer]:
    letters = {identity: letter(index) for index, (identity, _) in enumerate(view.right_sides)}

    def right(pair: Any) -> Markup:
        return Markup("{}. {}").format(letters[identity_of(None, pair.right)], view.say(pair.right))

    return [Answer(pair.identity, _to(view.say(pair.left)), right(pair), pair.feedback) for pair in view.q.pairs]


def _categorize(view: View) -> list[Answer]:
    names = {category.id: view.say(category.text) for category in view.q.categories}
    return [
        Answer(item.identity, _to(view.say(item.text)), names[item.category], item.feedback) for item in view.q.items
    ]


def _matrix(view: View) -> list[Answer]:
    names = {column.id: view.say(column.text) for column in view.q.columns}
    return [Answer(row.identity, _to(view.say(row.text)), names[row.answer], row.feedback) for row in view.q.rows]


def _highlight(view: View) -> list[Answer]:
    names = {category.id: view.say(category.text) for category in view.q.categories}
    right = view.q.right()

    def verdict(phrase: Any) -> Markup:
        return names.get(phrase.category) or _markup(view.words["to_mark" if phrase in right else "not_to_mark"])

    return [Answer(p.id, _to(view.phrases[p.id]), verdict(p), p.feedback) for p in view.q.phrases]


ANSWERS: dict[str, Callable[[View], list[Answer]]] = {
    "numeric": lambda view: [Answer("value", "", _number(view, view.q, view.q.unit))],
    "text": lambda view: [Answer("value", "", _text(view, view.q))],
    "cloze": _cloze,
    "matching": _matching,
    "ordering": lambda view: [Answer(item.identity, "", view.say(item.text), item.feedback) for item in view.q.items],
    "categorize": _categorize,
    "matrix": _matrix,
    "highlight": _highlight,
}
