"""Quiz banks as the course holds them."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.course import Course
from courseware.quizzes.grading import RULES, key_of
from courseware.quizzes.model import QUESTION_TYPES, Multiple, Quiz, Single, TrueFalse, read_quiz
from courseware.sources import parse_yaml


def quiz(text: str, languages: tuple[str, ...] = ("zh", "en")) -> tuple[Quiz | None, list[str]]:
    document, problems = parse_yaml(text, "quizzes/a.yml")
    assert problems == []
    found, problems = read_quiz(document, "a", languages)
    return found, [p.code for p in problems]


def question(fields: str) -> Any:
    found, problems = quiz(f"title: {{zh: 题}}\nquestions:\n  - {{id: q, stem: {{zh: 问}}, {fields}}}\n")
    assert problems == []
    assert found is not None
    return found.questions[0]


def test_the_small_course_has_a_question_of_every_type(small_course: Course) -> None:
    assert {q.type for q in small_course.quizzes["brewing"].questions} == set(QUESTION_TYPES)


def test_a_bank_and_its_questions_have_their_usual_values() -> None:
    found, problems = quiz("title: {zh: 题}\nquestions:\n  - {id: q, type: true-false, stem: {zh: 问}, answer: true}\n")
    assert problems == []
    assert found is not None
    (only,) = found.questions
    assert (found.id, found.pass_mark, only.points, only.difficulty, only.objective) == ("a", 60, 1, 1, None)


def test_an_option_is_known_by_its_id_or_by_its_words_in_the_first_language() -> None:
    one = question("type: single, options: [{id: a, zh: 甲, correct: true}, {zh: 乙, en: b}]").options
    two = question("type: single, options: [{zh: 甲, correct: true}, {en: other words, zh: 乙}]").options
    assert one[0].identity == "a"
    assert len(two[0].identity) == 8
    assert one[1].identity == two[1].identity


def test_two_options_that_answers_could_not_tell_apart_are_a_problem() -> None:
    text = "title: {zh: 题}\nquestions:\n  - id: q\n    type: single\n    stem: {zh: 问}\n    options:\n"
    _, problems = quiz(text + "      - {zh: 乙, correct: true}\n      - {zh: 甲}\n      - {zh: 乙, en: b}\n")
    assert problems == ["duplicate-id"]


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False)])
def test_the_answer_of_a_statement(written: str, meant: bool) -> None:
    found = question(f"type: true-false, answer: {written}")
    assert found.answer is meant
    assert key_of(found) == {"type": "true-false", "answer": written}


def test_only_questions_that_the_page_grades_have_a_key(small_course: Course) -> None:
    graded = {q.type for q in small_course.quizzes["brewing"].questions if key_of(q) is not None}
    assert graded == set(RULES) == {"single", "multiple", "true-false"}


def test_the_key_holds_identities_and_no_words() -> None:
    single = question("type: single, options: [{id: a, zh: 甲}, {id: b, zh: 乙, correct: true}]")
    multiple = question(
        "type: multiple, options: [{id: a, zh: 甲, correct: true}, {id: b, zh: 乙, correct: true}, {id: c, zh: 丙}]"
    )
    assert isinstance(single, Single)
    assert isinstance(multiple, Multiple)
    assert key_of(single) == {"type": "single", "answer": "b"}
    assert key_of(multiple) == {"type": "multiple", "answer": ["a", "b"]}


def test_a_bank_without_the_second_language_is_no_mistake() -> None:
    _, problems = quiz("title: {zh: 题}\nquestions:\n  - {id: q, type: true-false, stem: {zh: 问}, answer: true}\n")
    assert problems == []


def test_a_site_in_one_language_may_keep_the_words_of_the_other() -> None:
    text = (
        "title: {zh: 题, en: Quiz}\nquestions:\n  - {id: q, type: true-false, stem: {zh: 问, en: Why}, answer: true}\n"
    )
    _, problems = quiz(text, languages=("zh",))
    assert problems == []


def test_one_bad_question_leaves_the_others() -> None:
    good = "  - {id: good, type: true-false, stem: {zh: 问}, answer: true}\n"
    found, problems = quiz("title: {zh: 题}\nquestions:\n  - {id: bad, type: single}\n  - 题\n" + good)
    assert found is not None
    assert [q.id for q in found.questions] == ["good"]
    assert problems == ["missing-key", "missing-key", "not-a-mapping"]


def test_a_question_that_stands_twice_counts_once() -> None:
    twice = "  - {id: q, type: true-false, stem: {zh: 问}, answer: %s}\n"
    found, problems = quiz("title: {zh: 题}\nquestions:\n" + twice % "true" + twice % "false")
    assert found is not None
    (only,) = found.questions
    assert isinstance(only, TrueFalse)
    assert only.answer is True
    assert problems == ["duplicate-id"]


def test_gaps_and_blanks_agree_in_every_language() -> None:
    text = (
        "title: {{zh: 题}}\nquestions:\n  - {{id: q, type: cloze, stem: {{zh: {zh}, en: {en}}}, blanks: [{blanks}]}}\n"
    )
    one, two = "{id: a, accept: {zh: [甲]}}", "{id: b, accept: {zh: [乙]}}"
    gaps = [
        ('"[[a]]"', '"[[a]]"', one, []),
        ('"[[a]][[b]]"', '"[[b]] [[a]]"', f"{one}, {two}", []),
        ('"[[a]]"', '"a"', one, ["quiz-blanks"]),
        ('"[[a]][[a]]"', '"[[a]]"', one, ["quiz-blanks"]),
        ('"[[a]]"', '"[[a]]"', f"{one}, {two}", ["quiz-blanks"]),
    ]
    for zh, en, blanks, expected in gaps:
        assert quiz(text.format(zh=zh, en=en, blanks=blanks))[1] == expected, (zh, en, blanks)
