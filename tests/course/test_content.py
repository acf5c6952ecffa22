"""This course's content: complete lists, figures and numbers. Whoever replaces the content replaces these tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from courseware.course import Course
from courseware.loading import load_course
from courseware.quizzes.expressions import SEEDS, instance
from courseware.quizzes.grading import grade, key_of
from courseware.quizzes.numeric import Numeric
from courseware.quizzes.questions import QUESTION_TYPES, Multiple, Single, TrueFalse

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
QUESTIONS = {  # single, multiple, true-false, matching, ordering, cloze, categorize, essay
    "what-is-a-customer": (3, 1, 2, 1, 0, 1, 0, 0),
    "customer-classifications": (4, 2, 1, 1, 0, 0, 1, 1),
    "what-is-customer-service": (3, 2, 2, 0, 0, 1, 0, 1),
    "service-levels": (2, 1, 2, 0, 0, 1, 1, 0),
    "why-service-matters": (3, 2, 2, 1, 0, 0, 0, 1),
    "pre-and-in-sales-service": (3, 1, 1, 0, 1, 0, 1, 0),
    "after-sales-service": (4, 2, 2, 0, 0, 1, 0, 1),
    "nine-customer-types": (3, 1, 2, 1, 0, 0, 0, 2),
    "eighteen-rules-part-1": (5, 1, 2, 1, 0, 0, 0, 1),
    "eighteen-rules-part-2": (5, 1, 2, 0, 0, 0, 1, 1),
    "perceived-service-quality": (3, 1, 2, 0, 0, 2, 1, 1),
    "five-dimensions": (5, 1, 2, 1, 0, 1, 0, 0),
}
TYPES = ("single", "multiple", "true-false", "matching", "ordering", "cloze", "categorize", "essay")
# The blueprint's examples for lessons that are planned.
EXAMPLES = {
    "four-service-types": "2 single, 1 matching, 1 essay",
    "service-cycle": "1 single, 1 ordering",
    "follow-up-and-timing": "1 single, 1 true-false",
    "seven-challenges": "1 single",
    "requirements-and-golden-skills": "1 multiple",
    "eight-methods": "1 multiple, 1 categorize",
    "kinship-service-moves": "1 single",
    "complaints-and-recovery": "1 multiple, 1 true-false, 1 ordering, 1 essay",
    "gap-model-and-expectations": "1 single, 1 matching",
    "measuring-with-gap-scores": "3 numeric",
    "improving-service-quality": "1 single",
    "crm-foundations": "1 single",
    "customer-value-and-8020": "1 true-false, 1 numeric",
    "customer-lifecycle": "1 ordering, 1 numeric",
    "customer-lifetime-value": "2 numeric",
    "retention-and-learning-relationships": "1 essay",
    "relationship-facets-and-value-matrix": "1 single",
    "demand-and-capacity": "1 single, 1 multiple, 1 numeric, 1 categorize",
    "objection-log": "1 numeric",
    "goals-indicators-service-chain": "1 ordering",
    "service-trends": "1 single",
    "capstone-service-survey": "1 single",
}
# Every calculation of the lessons' quizzes, from the numbers that an attempt draws.
CALCULATIONS: dict[tuple[str, str], Callable[..., float]] = {
    ("customer-lifecycle", "retention"): lambda start, share, joined, finish: 100 * (finish - joined) / start,
    ("customer-lifetime-value", "value-of-a-subscriber"): lambda: 900 * 0.75 / (1 + 0.10 - 0.75),
    ("customer-lifetime-value", "net-of-acquisition"): lambda: 900 * 0.75 / (1 + 0.10 - 0.75) - 500,
    ("customer-value-and-8020", "top-two-share"): lambda: (
        100 * (420 + 310) / sum([420, 310, 150, 90, 70, 50, 40, 30, 20, 20])
    ),
    ("demand-and-capacity", "agents-needed"): lambda calls, minutes, load: next(
        agents for agents in range(99) if 100 * calls * minutes <= 85 * 60 * agents
    ),
    ("measuring-with-gap-scores", "item-gap"): lambda expectation, perception: perception - expectation,
    ("measuring-with-gap-scores", "weighted-gap"): lambda: (
        sum(g * w for g, w in [(0.2, 12), (-0.9, 30), (-1.1, 24), (-0.3, 19), (-0.5, 15)]) / 100
    ),
    ("measuring-with-gap-scores", "promoter-score"): lambda: 100 * (66 - 24) / 120,
    ("objection-log", "complaints-per-thousand"): lambda orders, rate, complaints: 1000 * complaints / orders,
}

# What a page must name in full, in each language.
LISTS = {
    "customer-classifications": (
        "内部客户 外部客户 潜在客户 临时客户 一般客户 忠诚客户 中间客户 终端客户 公利客户 关键客户 普通客户".split(),
        [
            "internal customer",
            "external customer",
            "potential customer",
            "occasional customer",
            "regular customer",
            "loyal customer",
            "intermediate customer",
            "end customer",
            "public-interest part",
            "key account",
            "ordinary customer",
        ],
    ),
    "what-is-a-customer": (
        "最终消费者 企业客户 中间商 内部客户 付款人 决策人 用户 影响者".split(),
        "final consumer|business customer|intermediar|internal customer|payer|decider|user|influencer".split("|"),
    ),
    "what-is-customer-service": (
        "无形性 不可分 异质性 易逝性 所有权".split(),
        "intangib|inseparab|heterogen|perishab|ownership".split("|"),
    ),
    "service-levels": (
        "硬服务 软服务 价值服务 超额服务".split(),
        "hard service|soft service|value service|service beyond expectation".split("|"),
    ),
    "why-service-matters": (
        "价格 不便 核心服务失误 服务接触失败 对失误的应对 竞争者 道德 非自愿".split(),
        "pric|inconvenien|core service failure|encounter|response|compet|ethic|involuntary".split("|"),
    ),
}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT, ROOT / "docs", LANGUAGES)


def test_nothing_is_wrong_with_the_course(course: Course) -> None:
    assert [str(problem) for problem in course.problems] == []


def test_the_first_module_and_the_core_route_are_written_in_both_languages(course: Course) -> None:
    assert list(course.lessons) == list(QUESTIONS)
    assert all(tuple(lesson.versions) == LANGUAGES for lesson in course.lessons.values())
    core = next(route for route in course.routes if route.id == "core")
    assert {lesson.id for lesson in course.route_lessons(core)} <= set(course.lessons)
    first = [lesson.hours for lesson in course.lessons.values() if lesson.module == course.modules[0].id]
    assert sum(first) == 8


def test_the_map_holds_the_whole_course_and_its_routes(course: Course) -> None:
    lessons = list(course.all_lessons())
    assert (len(course.modules), len(lessons), sum(lesson.hours for lesson in lessons)) == (9, 34, 64)
    hours = {route.id: sum(lesson.hours for lesson in course.route_lessons(route)) for route in course.routes}
    assert hours == {"full": 64, "standard": 32, "core": 16, "manager": 25}


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_quiz_has_the_questions_of_its_blueprint(course: Course, name: str) -> None:
    counts = Counter(question.type for question in course.quizzes[name].questions)
    assert tuple(counts[kind] for kind in TYPES) == QUESTIONS[name]


def test_each_planned_lesson_has_the_blueprint_s_examples(course: Course) -> None:
    lessons = [lesson.id for lesson in course.all_lessons()]
    assert [name for name in lessons if name not in QUESTIONS] == list(EXAMPLES)
    for name, expected in EXAMPLES.items():
        counts = Counter(question.type for question in course.quizzes[name].questions)
        assert {f"{count} {kind}" for kind, count in counts.items()} == set(expected.split(", ")), name


def test_practice_is_for_each_module_and_the_test_for_the_whole_course(course: Course) -> None:
    lessons = [lesson.id for lesson in course.all_lessons()]
    for module in course.modules[1:]:
        assert course.quizzes[f"{module.id}-practice"].sources == module.lesson_ids
    assert course.quizzes["course-mix"].sources == course.quizzes["course-test"].sources == lessons
    assert (course.quizzes["course-test"].mode, course.quizzes["course-test"].draw) == ("test", 20)


def test_a_page_shows_every_type_in_both_languages(course: Course) -> None:
    assert {question.type for question in course.quizzes["question-types"].questions} == set(QUESTION_TYPES)
    for language in LANGUAGES:
        blocks = [block for _, block in course.pages["teachers/question-types.md"][language].body.blocks]
        assert [(b.argument, dict(b.options)) for b in blocks if b.kind == "quiz"] == [
            ("question-types", {"source": "true"})
        ]


def test_calculations_are_right_with_all_their_numbers(course: Course) -> None:
    numeric = {
        (quiz.id, question.id): question
        for quiz in course.quizzes.values()
        for question in quiz.questions
        if isinstance(question, Numeric) and quiz.id != "question-types"
    }
    assert set(numeric) == set(CALCULATIONS)
    for name, question in numeric.items():
        key = key_of(question)
        assert key is not None
        for seed in range(SEEDS):
            names = instance(key, seed)["names"] if "parameters" in key else {}
            value = f"{CALCULATIONS[name](**names):.6f}"
            assert grade(key, {"seed": seed, "value": value} if names else value) == 1, (name, names)


def test_every_option_says_why_in_both_languages(course: Course) -> None:
    for quiz in course.quizzes.values():
        for question in quiz.questions:
            if isinstance(question, Single | Multiple):
                feedback = [option.feedback or {} for option in question.options]
            elif isinstance(question, TrueFalse):
                assert question.feedback is not None, question.id
                feedback = [question.feedback.if_true, question.feedback.if_false]
            else:
                continue
            assert all(set(words) == set(LANGUAGES) for words in feedback), f"{quiz.id}.{question.id}"


def test_right_answers_stand_in_every_position(course: Course) -> None:
    singles = [q for quiz in course.quizzes.values() for q in quiz.questions if isinstance(q, Single)]
    positions = Counter(next(n for n, o in enumerate(q.options) if o.correct) for q in singles)
    assert set(positions) >= {0, 1, 2, 3}
    assert max(positions.values()) <= len(singles) / 2
    answers = Counter(q.answer for quiz in course.quizzes.values() for q in quiz.questions if isinstance(q, TrueFalse))
    assert abs(answers[True] - answers[False]) <= 2


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_complete_in_both_languages(course: Course, name: str) -> None:
    for language, members in zip(LANGUAGES, LISTS[name], strict=True):
        text = course.lessons[name].versions[language].page.source.body.lower()
        assert [member for member in members if member not in text] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_lesson_has_its_parts(course: Course, name: str) -> None:
    for language, version in course.lessons[name].versions.items():
        kinds = Counter(block.kind for _, block in version.body.blocks)
        where = f"{name} {language}"
        assert kinds["case"] >= 1, where
        assert 2 <= kinds["check"] <= 4 * course.lessons[name].hours, where
        assert kinds["discuss"] >= 1, where
        assert kinds["activity"] >= 1, where
        assert kinds["takeaways"] == 1, where
        assert version.body.first("teacher", "board"), where
        assert any(section.figures for section in version.body.sections), where


def test_every_drawing_speaks_both_languages() -> None:
    drawings = sorted((ROOT / "docs").rglob("*.svg"))
    assert drawings
    for drawing in drawings:
        text = drawing.read_text(encoding="utf-8")
        for language in LANGUAGES:
            assert f'<title lang="{language}">' in text, drawing.name
            assert f'<desc lang="{language}">' in text, drawing.name
        assert len(re.findall('<text[^>]*lang="zh"|<g[^>]*lang="zh"', text)) > 0, drawing.name
        assert not re.search(r"#[0-9a-fA-F]{3,6}\b|font-family|<style", text), drawing.name


def _rows(course: Course, name: str, language: str, first_cell: str) -> list[list[str]]:
    """The cells of every table row whose first cell matches."""
    text = course.lessons[name].versions[language].page.source.body
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row for row in rows if re.fullmatch(first_cell, row[0])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exit_reasons_add_up(course: Course, language: str) -> None:
    rows = _rows(course, "why-service-matters", language, r"[A-H][：: ].*")
    counts = [int(row[1]) for row in rows]
    assert sum(counts) == 40
    assert counts == sorted(counts, reverse=True)
    running = 0
    for row, count in zip(rows, counts, strict=True):
        running += count
        assert [float(re.sub(r"[\s%]", "", cell)) for cell in row[2:4]] == [count / 0.4, running / 0.4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_shop_s_margins_add_up(course: Course, language: str) -> None:
    """Key accounts' and ordinary customers' margins are the sums of the twelve customers' table."""
    text = course.lessons["customer-classifications"].versions[language].page.source.body
    margins = {}
    for row in _rows(course, "customer-classifications", language, r"\d+ .*"):
        figures = re.findall(r"[\d,]+", row[2]) if len(row) == 4 else []
        if len(figures) == 4:
            margins[int(row[0].split()[0])] = sum(int(figure.replace(",", "")) for figure in figures[2:])
    assert len(margins) == 8
    assert sum(margins.values()) == 72_000
    assert sum(margins[number] for number in (2, 3, 7)) == 63_000
    assert 63_000 / 72_000 == 0.875
    assert "87.5" in text
