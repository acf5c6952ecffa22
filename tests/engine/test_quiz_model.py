"""Quiz banks as the course holds them."""

from __future__ import annotations

import pytest
from generated_questions import bank

from courseware.course import Course
from courseware.quizzes.banks import Quiz
from courseware.quizzes.grading import RULES, key_of
from courseware.quizzes.questions import QUESTION_TYPES, TrueFalse
from courseware.quizzes.reading import read_quiz
from courseware.sources import parse_yaml


def quiz(text: str, languages: tuple[str, ...] = ("zh", "en")) -> tuple[Quiz | None, list[str]]:
    document, problems = parse_yaml(text, "quizzes/a.yml")
    assert problems == []
    found, problems = read_quiz(document, "a", languages)
    return found, [p.code for p in problems]


def test_the_small_course_has_a_question_of_every_type(small_course: Course) -> None:
    found = {q.type for quiz in small_course.quizzes.values() for q in quiz.questions}
    assert found == set(QUESTION_TYPES)
    assert {q.type for quiz in small_course.quizzes.values() for q in quiz.questions if key_of(q)} == set(RULES)


def test_a_bank_and_its_questions_have_their_usual_values() -> None:
    found, problems = quiz("title: {zh: 题}\nquestions:\n  - {id: q, type: true-false, stem: {zh: 问}, answer: true}\n")
    assert problems == []
    assert found is not None
    (only,) = found.questions
    assert (found.id, found.pass_mark, found.mode, found.draw, found.shuffle) == ("a", 60, "practice", None, [])
    assert (found.cases, found.sources) == ({}, [])
    assert (only.points, only.difficulty, only.objective, only.bloom, only.tags) == (1, 1, None, None, [])


def test_a_bank_says_how_it_is_asked() -> None:
    found, problems = quiz(
        "title: {zh: 题}\npass: 72.5\nmode: test\ndraw: {law: 1, tea: 1}\nshuffle: [questions, options]\n"
        "cases:\n  - {id: cake, text: {zh: 蛋糕}}\n"
        "questions:\n"
        "  - {id: q, type: true-false, stem: {zh: 问}, answer: true, tags: [law], case: cake, points: 2.5}\n"
        "  - {id: r, type: true-false, stem: {zh: 问}, answer: false, tags: [law, tea], bloom: apply, difficulty: 3}\n"
    )
    assert problems == []
    assert found is not None
    assert (found.pass_mark, found.mode, found.draw) == (72.5, "test", {"law": 1, "tea": 1})
    assert found.shuffle == ["questions", "options"]
    assert found.cases["cake"].text == {"zh": "蛋糕"}
    assert [(q.case, q.points, q.tags, q.bloom, q.difficulty) for q in found.questions] == [
        ("cake", 2.5, ["law"], None, 1),
        (None, 1, ["law", "tea"], "apply", 3),
    ]
    assert str(found.place("r", "answer")) == str(found.document.place("questions", 1, "answer"))


def test_a_quiz_may_draw_from_banks_instead() -> None:
    found, problems = quiz("title: {zh: 题}\nfrom: [one, two]\ndraw: 12\n")
    assert problems == []
    assert found is not None
    assert (found.sources, found.draw, found.questions) == (["one", "two"], 12, [])


@pytest.mark.parametrize("languages", [("zh", "en"), ("zh",)])
def test_words_in_one_language_are_enough_and_those_of_another_may_stay(languages: tuple[str, ...]) -> None:
    question = "  - {id: %s, type: true-false, stem: {%s}, answer: true}\n"
    text = "title: {zh: 题}\nquestions:\n" + question % ("q", "zh: 问") + question % ("r", "en: Why, zh: 问")
    assert quiz(text, languages=languages)[1] == []


def test_one_bad_question_leaves_the_others() -> None:
    good = "  - {id: good, type: true-false, stem: {zh: 问}, answer: true}\n"
    found, problems = quiz("title: {zh: 题}\nquestions:\n  - {id: bad, type: single}\n  - 题\n" + good)
    assert found is not None
    assert [q.id for q in found.questions] == ["good"]
    assert problems == ["missing-key", "missing-key", "not-a-mapping"]
    assert not found.sound


def test_a_question_that_stands_twice_counts_once() -> None:
    twice = "  - {id: q, type: true-false, stem: {zh: 问}, answer: %s}\n"
    found, problems = quiz("title: {zh: 题}\nquestions:\n" + twice % "true" + twice % "false")
    assert found is not None
    (only,) = found.questions
    assert isinstance(only, TrueFalse)
    assert only.answer is True
    assert problems == ["duplicate-id"]


@pytest.mark.parametrize(
    ("zh", "en", "blanks", "expected"),
    [
        ("[[a]]", "[[a]]", "a", []),
        ("[[a]][[b]]", "[[b]] [[a]]", "ab", []),
        ("[[a]]", "a", "a", ["quiz-blanks"]),
        ("[[a]][[a]]", "[[a]]", "a", ["quiz-blanks"]),
        ("[[a]]", "[[a]]", "ab", ["quiz-blanks", "quiz-blanks"]),
    ],
)
def test_gaps_and_blanks_agree_in_every_language(zh: str, en: str, blanks: str, expected: list[str]) -> None:
    listed = [{"id": name, "accept": {"zh": [name]}} for name in blanks]
    problems = bank({"type": "cloze", "stem": {"zh": zh, "en": en}, "blanks": listed})[1]
    assert [problem.code for problem in problems] == expected
