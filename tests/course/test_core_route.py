"""The core route: the question banks of its lessons and the test drawn from them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from courseware.course import Course
from courseware.loading import load_course
from courseware.quizzes.parts import QuestionBase
from courseware.quizzes.questions import Essay, Multiple, Single, TrueFalse

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
TYPES = ("single", "multiple", "true-false", "matching", "ordering", "numeric", "cloze", "categorize", "essay")
# The least number of questions of each type, in the order of TYPES: the blueprint's table.
BANKS = {
    "pre-and-in-sales-service": (3, 1, 1, 0, 1, 0, 0, 1, 0),
    "after-sales-service": (4, 2, 2, 0, 0, 0, 1, 0, 1),
    "nine-customer-types": (3, 1, 2, 1, 0, 0, 0, 0, 2),
    "eighteen-rules-part-1": (5, 1, 2, 1, 0, 0, 0, 0, 1),
    "eighteen-rules-part-2": (5, 1, 2, 0, 0, 0, 0, 1, 1),
    "perceived-service-quality": (3, 1, 2, 0, 0, 0, 2, 1, 1),
    "five-dimensions": (4, 1, 2, 1, 0, 0, 1, 0, 0),
}
# What the test draws, and the lessons whose questions carry each tag.
DRAWN = {
    "rules": (6, ["eighteen-rules-part-1", "eighteen-rules-part-2"]),
    "quality": (5, ["perceived-service-quality", "five-dimensions"]),
    "content": (5, ["pre-and-in-sales-service", "after-sales-service"]),
    "customers": (4, ["customer-classifications", "nine-customer-types"]),
}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT, ROOT / "docs", LANGUAGES)


def _graded(questions: list[QuestionBase]) -> list[QuestionBase]:
    return [question for question in questions if not isinstance(question, Essay)]


def test_the_table_asks_for_65_questions() -> None:
    assert sum(map(sum, BANKS.values())) == 65


@pytest.mark.parametrize("name", BANKS)
def test_each_bank_has_the_questions_of_the_blueprint(course: Course, name: str) -> None:
    counts = Counter(question.type for question in course.quizzes[name].questions)
    least = dict(zip(TYPES, BANKS[name], strict=True))
    assert {kind: counts[kind] for kind in TYPES if counts[kind] < least[kind]} == {}


@pytest.mark.parametrize("name", BANKS)
def test_each_objective_is_tested_and_each_question_has_one(course: Course, name: str) -> None:
    questions = course.quizzes[name].questions
    objectives = [objective.id for objective in course.lessons[name].original.head.objectives]
    assert [question.id for question in questions if question.objective not in objectives] == []
    assert sorted(set(objectives) - {question.objective for question in questions}) == []


@pytest.mark.parametrize("name", BANKS)
def test_every_option_has_feedback_in_both_languages(course: Course, name: str) -> None:
    for question in course.quizzes[name].questions:
        if isinstance(question, Single | Multiple):
            said = [option.feedback or {} for option in question.options]
        elif isinstance(question, TrueFalse):
            assert question.feedback is not None, question.id
            said = [question.feedback.if_true, question.feedback.if_false]
        elif isinstance(question, Essay):
            said = [question.model_answer or {}]
        else:
            said = [getattr(question, "feedback", None) or question.solution or {}]
        assert all(words.get(language, "").strip() for words in said for language in LANGUAGES), question.id


@pytest.mark.parametrize("name", BANKS)
def test_feedback_says_more_than_right_or_wrong(course: Course, name: str) -> None:
    for question in course.quizzes[name].questions:
        if isinstance(question, Single | Multiple):
            for option in question.options:
                assert option.feedback is not None, question.id
                assert len(option.feedback["zh"]) >= 8, (question.id, option.feedback["zh"])
                assert len(option.feedback["en"].split()) >= 4, (question.id, option.feedback["en"])


@pytest.mark.parametrize("name", BANKS)
def test_right_answers_are_spread_over_the_positions(course: Course, name: str) -> None:
    """No position has more than half of a bank's right answers, and true and false differ by one at most."""
    questions = course.quizzes[name].questions
    singles = [question for question in questions if isinstance(question, Single)]
    positions = Counter(next(n for n, option in enumerate(q.options) if option.correct) for q in singles)
    assert max(positions.values()) <= (len(singles) + 1) // 2, positions
    assert len(positions) >= min(3, len(singles)), positions
    answers = Counter(question.answer for question in questions if isinstance(question, TrueFalse))
    assert abs(answers[True] - answers[False]) <= 1, answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_third_call_has_the_lines_and_tags_that_its_solution_counts(course: Course, language: str) -> None:
    """30 lines, 16 of them the firm's: 7 break rules, 8 keep them, 1 has no tag; rules 10 to 18 are all met."""
    text = course.lessons["eighteen-rules-part-2"].versions[language].page.source.body
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    third = [row for row in rows if re.fullmatch(r"\d+", row[0]) and len(row) == 3]
    lines = [row for row in third if not re.match("[✓✗]", row[1])]
    assert [int(row[0]) for row in lines] == list(range(1, 31))
    customer = "方女士" if language == "zh" else "Fang"
    firm = {int(row[0]) for row in lines if row[1] != customer}
    tags = {int(row[0]): re.findall(r"([✓✗])(\d+)", row[1]) for row in third if row not in lines}
    assert (len(firm), set(tags)) == (16, firm - {1})
    marks = Counter(found[0][0] for found in tags.values())
    assert (marks["✗"], marks["✓"]) == (7, 8)
    assert all(len({mark for mark, _ in found}) == 1 for found in tags.values())
    assert {int(rule) for found in tags.values() for _, rule in found} >= set(range(10, 19))


def test_difficulty_is_balanced_over_the_banks(course: Course) -> None:
    """Near two fifths easy, two fifths medium and one fifth hard."""
    levels = Counter(question.difficulty for name in BANKS for question in course.quizzes[name].questions)
    total = sum(levels.values())
    for level, share in {1: 0.4, 2: 0.4, 3: 0.2}.items():
        assert abs(levels[level] / total - share) <= 0.12, levels


def test_the_route_s_test_draws_from_its_lessons(course: Course) -> None:
    quiz = course.quizzes["core-route"]
    route = next(route for route in course.routes if route.id == "core")
    assert quiz.sources == [lesson.id for lesson in course.route_lessons(route)]
    assert (quiz.mode, quiz.shuffle) == ("test", ["questions", "options"])


def test_the_route_s_test_draws_twenty_with_enough_of_rules_and_quality(course: Course) -> None:
    draw = course.quizzes["core-route"].draw
    assert draw == {tag: count for tag, (count, _) in DRAWN.items()}
    assert sum(draw.values()) == 20
    assert draw["rules"] >= 5
    assert draw["quality"] >= 5


def test_every_graded_question_of_the_route_can_be_drawn_for_its_own_subject_alone(course: Course) -> None:
    for tag, (count, lessons) in DRAWN.items():
        banks = [_graded(course.quizzes[lesson].questions) for lesson in lessons]
        assert [q.id for bank in banks for q in bank if set(q.tags) & set(DRAWN) != {tag}] == []
        assert sum(map(len, banks)) >= 2 * count, tag


def test_the_route_s_test_has_a_page_in_both_languages(course: Course) -> None:
    assert set(course.pages["practice/core-route.md"]) == set(LANGUAGES)
    for page in course.pages["practice/core-route.md"].values():
        assert [block.argument for _, block in page.body.blocks if block.kind == "quiz"] == ["core-route"]
