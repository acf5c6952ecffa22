"""Reads a bank: its head, its questions one by one, and what is wrong between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from courseware.languages import available, language
from courseware.problems import Problem
from courseware.quizzes.banks import Quiz, QuizHead, draw_problems
from courseware.quizzes.parts import Mistake, QuestionBase, shared_language
from courseware.quizzes.questions import QUESTION_TYPES
from courseware.sources import Document, Key
from courseware.validation import closest, doubles, is_like, untranslated, validate_dropping

ASIDE = (
    *("stem", "hint", "solution", "feedback", "case", "objective", "difficulty", "bloom", "tags", "points"),
    *("tolerance", "unit"),
)
"""Keys without which the rules of a question still hold."""
BY_ITSELF = (
    *("quiz-range", "quiz-accept-empty", "quiz-pattern", "quiz-distractor", "quiz-same-words"),
    *("quiz-formula", "quiz-parameter-name", "quiz-parameter-range", "quiz-region", "quiz-level"),
)
"""Mistakes that are some whatever else was left out of the question."""

WITHOUT_WORDS = ("draw", "length", "parameters")
"""Keys whose mappings are no words, whatever their keys are called."""


def _closest_type(kind: str) -> str:
    """The type that is called most like this, by its own name or as pages call it."""
    names = {name: name for name in QUESTION_TYPES}
    for code in available():
        names |= {words: name for name, words in language(code)["quiz.types"].items()}
    return names.get(closest(kind.lower(), names, cutoff=0.5), "–")


def _is_aside(key: Key) -> bool:
    first, *within = [part for part in key if isinstance(part, str)]
    return is_like(first, ASIDE) or any(is_like(part, ("feedback",)) for part in within)


def _type_problem(document: Document, base: Key, kind: Any) -> Problem:
    if kind is None:
        return Problem("missing-key", document.place(*base), {"key": "type"})
    place = document.place(*base, "type")
    if not isinstance(kind, str):
        return Problem("not-a-text", place, {"key": "type"})
    return Problem(
        "quiz-type", place, {"value": kind, "allowed": ", ".join(QUESTION_TYPES), "close": _closest_type(kind)}
    )


def _question(document: Document, index: int, languages: Sequence[str]) -> tuple[QuestionBase | None, list[Problem]]:
    """The question at this place of the list; None when it cannot be used."""
    data = document.data["questions"][index]
    base = ("questions", index)
    if not isinstance(data, dict):
        return None, [Problem("not-a-mapping", document.place(*base), {"key": "questions"})] if data != "" else []
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in QUESTION_TYPES:
        return None, [_type_problem(document, base, kind)] if kind != "" else []
    question, problems, dropped = validate_dropping(QUESTION_TYPES[kind], document, languages, base)
    if question is None:
        return None, problems
    mistakes = list(question.mistakes())
    # What a part that was left out would have had is no mistake of its own.
    complete = all(_is_aside(key[len(base) :]) for key in dropped)
    problems += [_problem(mistake, document, base) for mistake in mistakes if complete or mistake.code in BY_ITSELF]
    problems += _double_parts(question, document, base)
    return (None if mistakes else question), problems


def _problem(mistake: Mistake, document: Document, base: Key) -> Problem:
    return Problem(mistake.code, document.place(*base, *mistake.at), mistake.values)


def _double_parts(question: QuestionBase, document: Document, base: Key) -> list[Problem]:
    """Parts that saved answers, or readers, could not tell apart."""
    problems = []
    for at, parts in question.part_lists():
        named = [n for n, part in enumerate(parts) if part.id]
        place = partial(document.place, *base, *at)
        problems += doubles([parts[n].id for n in named], lambda i: place(named[i], "id"))  # noqa: B023 - called here
        words = [getattr(part, "text", None) or getattr(part, "left", {}) for part in parts]
        for n, text in enumerate(words):
            if shared := shared_language(text, words[:n]):
                problems.append(Problem("quiz-same-words", place(n, "left", shared), {"value": text[shared]}))
    return problems


def read_quiz(document: Document, name: str, languages: Sequence[str]) -> tuple[Quiz | None, list[Problem]]:
    """The bank in `document`, with every question that can be used, and the problems of the others."""
    written = document.data if isinstance(document.data, dict) else {}
    forms = [key for key in ("questions", "from") if key in written]
    missing_words = untranslated(document, languages, WITHOUT_WORDS)
    cases, double_cases = _known_cases(document, written), _double_ids(document, "cases")
    head, problems, dropped = validate_dropping(QuizHead, document, languages)
    questions, indexes, more = _questions(document, languages)
    problems += double_cases + more + _double_ids(document, "questions")
    problems += _unknown_cases(document, cases) + missing_words
    if len(forms) == 2:
        problems.append(Problem("quiz-questions", document.place("from")))
    elif not forms and not any(problem.code in ("unknown-key", "not-a-mapping") for problem in problems):
        problems.append(Problem("quiz-questions", document.place()))
    if head is None:
        return None, problems
    problems += doubles(head.sources or [], partial(document.place, "from"))
    if head.sources is None and len(questions) == len(head.questions or []):  # else what is there is not known yet
        problems += draw_problems(head.draw, questions, partial(document.place, "draw"))
    quiz = Quiz(
        id=name,
        path=document.path,
        title=head.title,
        pass_mark=head.pass_mark,
        mode=head.mode,
        draw=head.draw,
        shuffle=head.shuffle,
        cases={case.id: case for case in head.cases},
        sources=head.sources or [],
        questions=[q for n, q in enumerate(questions) if q.id not in {p.id for p in questions[:n]}],
        document=document,
        indexes={q.id: i for q, i in reversed(list(zip(questions, indexes, strict=True)))},
        sound=not problems and not dropped,
    )
    return quiz, problems


def _questions(document: Document, languages: Sequence[str]) -> tuple[list[QuestionBase], list[int], list[Problem]]:
    """The questions that can be used, where each stands in the list, and what is wrong with the others."""
    questions: list[QuestionBase] = []
    indexes: list[int] = []
    problems: list[Problem] = []
    for index in range(len(document.listed("questions"))):
        question, more = _question(document, index, languages)
        problems += more
        if question is not None:
            questions.append(question)
            indexes.append(index)
    return questions, indexes, problems


def _named(document: Document, key: str) -> list[tuple[int, str]]:
    """Where an id stands in a list, and the id, whatever else is wrong there."""
    ids = [(n, entry.get("id")) for n, entry in document.entries(key)]
    return [(n, name) for n, name in ids if isinstance(name, str) and name]


def _double_ids(document: Document, key: str) -> list[Problem]:
    """Ids that stand twice in a list."""
    named = _named(document, key)
    return doubles([name for _, name in named], lambda i: document.place(key, named[i][0], "id"))


def _known_cases(document: Document, written: dict[str, Any]) -> list[str] | None:
    """The ids of the cases; None when they cannot be told."""
    if any(key != "cases" and is_like(key, ("cases",)) for key in written):
        return None
    ids = [name for _, name in _named(document, "cases")]
    return ids if len(ids) == len(written.get("cases", [])) else None


def _unknown_cases(document: Document, cases: list[str] | None) -> list[Problem]:
    allowed = ", ".join(cases or []) or "–"
    return [
        Problem("quiz-case", document.place("questions", n, "case"), {"case": str(case), "allowed": allowed})
        for n, case in ((n, entry.get("case")) for n, entry in document.entries("questions"))
        if case and cases is not None and case not in cases
    ]
