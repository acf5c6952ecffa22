"""The first two lessons on quality: every list in full in both languages, and every worked number recomputed."""

from __future__ import annotations

import cmath
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest

from courseware.course import Course
from courseware.loading import load_course
from courseware.quizzes.questions import Single

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
PERCEIVED, FIVE = "perceived-service-quality", "five-dimensions"
DIMENSIONS = {
    "zh": ["可靠性", "保证性", "有形性", "移情性", "响应性"],
    "en": ["reliability", "assurance", "tangibles", "empathy", "responsiveness"],
}
LISTS = {
    (PERCEIVED, "the two qualities and the filter"): (
        ["技术质量", "功能质量", "企业形象"],
        ["technical quality", "functional quality", "image"],
    ),
    (PERCEIVED, "the three cases"): (
        ["| 惊喜 | PS＞ES |", "| 满意 | PS＝ES |", "| 不可接受 | PS＜ES |"],
        ["| pleasant surprise | ps > es |", "| satisfactory | ps = es |", "| unacceptable | ps < es |"],
    ),
    (PERCEIVED, "what shapes expectations"): (
        ["| 口碑 |", "| 过去的经验 |", "| 个人需要 |", "| 外部沟通 |"],
        ["| word of mouth |", "| past experience |", "| personal needs |", "| external communications |"],
    ),
    (PERCEIVED, "whose model, and with what caution"): (
        ["1982，1984", "最早提出的人之一", "不是用来测量的"],
        ["(1982, 1984)", "one of the first", "not meant for measuring"],
    ),
    (FIVE, "the five, each defined and in the complete table"): (
        [word for name in DIMENSIONS["zh"] for word in (f"**{name}**", f"| {name}")],
        [word for name in DIMENSIONS["en"] for word in (f"**{name}**", f"| {name} |")],
    ),
    (FIVE, "the ten of 1985"): (
        "有形性 可靠性 响应性 胜任 礼貌 信誉 安全 沟通 接近 了解顾客".split(),
        "tangibles|reliability|responsiveness|competence|courtesy|credibility|security|communication|access"
        "|understanding the customer".split("|"),
    ),
    (FIVE, "whose dimensions, and the older name"): (
        ["Parasuraman、Zeithaml和Berry", "1985", "1988", "RATER", "旧译安全性", "格朗鲁斯"],
        ["parasuraman, zeithaml and berry", "1985", "1988", "rater", "older name", "not from grönroos"],
    ),
    (FIVE, "the pairs that are mixed up"): (
        ["| 可靠性与响应性 |", "| 保证性与移情性 |", "| 保证性与人身安全 |"],
        ["| reliability and responsiveness |", "| assurance and empathy |", "| assurance and physical safety |"],
    ),
}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT, ROOT / "docs", LANGUAGES)


def text_of(course: Course, lesson: str, language: str) -> str:
    return course.lessons[lesson].versions[language].page.source.body


def rows_of(text: str, first: str, width: int) -> list[list[str]]:
    """The table rows of a width whose first cell matches, without their emphasis."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row for row in rows if len(row) == width and re.fullmatch(first, row[0], re.I)]


def number(cell: str) -> Fraction:
    return Fraction(cell.replace("−", "-").replace("+", "").strip("%"))


@pytest.mark.parametrize(("lesson", "what"), LISTS)
def test_lists_are_complete_in_both_languages(course: Course, lesson: str, what: str) -> None:
    for language, members in zip(LANGUAGES, LISTS[lesson, what], strict=True):
        text = text_of(course, lesson, language)
        text = text.lower() if language == "en" else text
        assert [member for member in members if member not in text] == [], (what, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_patients_differences_and_cases(course: Course, language: str) -> None:
    text = text_of(course, PERCEIVED, language)
    cases = dict(zip(("惊喜", "满意", "不可接受"), (1, 0, -1), strict=True))
    cases |= dict(zip(("pleasant surprise", "satisfactory", "unacceptable"), (1, 0, -1), strict=True))
    rows = rows_of(text, "(小丁|小许|小谭|郑师傅)（.+）|(Ding|Ms Xu|Tan|Mr Zheng) .+", 5)
    assert len(rows) == 4
    for _, expected, perceived, difference, case in rows:
        gap = number(perceived) - number(expected)
        assert number(difference) == gap
        assert (gap > 0) - (gap < 0) == cases[case]
    scores = {re.split(r"（| \(", row[0])[0]: (row[1], row[2]) for row in rows}
    ding, xu, tan, zheng = (
        ("小丁", "小许", "小谭", "郑师傅") if language == "zh" else ("Ding", "Ms Xu", "Tan", "Mr Zheng")
    )
    assert scores[ding][1] == scores[xu][1] == "5"  # one experience, two expectations
    assert scores[tan][0] == scores[zheng][0] == "5"  # one expectation, two experiences
    assert number(scores[zheng][1]) - number(scores[tan][1]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_advertisement_and_the_two_plans(course: Course, language: str) -> None:
    text = text_of(course, PERCEIVED, language)
    assert (5 - 4, 5 - 7, 6 - 7) == (1, -2, -1)
    if language == "zh":
        words = [
            "原来ES是4，PS是5，差距+1",
            "ES升到7，PS还是5，差距变成−2",
            "PS升到6，差距仍是−1",
            "6−7＝−1",
            "6−5＝+1",
        ]
    else:
        words = [
            "ES was 4 and PS 5: a difference of +1",
            "ES rises to 7 while PS stays at 5: −2",
            "6 − 7 = −1",
            "6 − 5 = +1",
        ]
        words += ["PS rises to 6. The difference is still −1"]
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_statements_have_each_one_place(course: Course, language: str) -> None:
    text = text_of(course, PERCEIVED, language)
    assert [row[0] for row in rows_of(text, r"\d+", 2)] == [str(n) for n in range(1, 13)]
    start = "**十二句**" if language == "zh" else "**Twelve statements**"
    key = re.split("第4句|Some put", next(line for line in text.splitlines() if line.startswith(start)))[0]
    assert sorted(int(n) for n in re.findall(r"\d+", key)) == list(range(1, 13))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forty_notes_add_up(course: Course, language: str) -> None:
    text = text_of(course, FIVE, language)
    rows = rows_of(text, "|".join(DIMENSIONS[language]), 5)
    assert [row[0].lower() for row in rows] == DIMENSIONS[language]
    total = rows_of(text, "合计|Total", 5)[0]
    for row in [*rows, total]:
        good, bad, both, share = map(number, row[1:])
        assert good + bad == both
        assert share == 100 * good / both
    for column in (1, 2, 3):
        assert sum(number(row[column]) for row in rows) == number(total[column])
    assert total[1:4] == ["24", "16", "40"]
    complaints = {row[0].lower(): number(row[2]) for row in rows}
    worst = complaints[DIMENSIONS[language][0]] + complaints[DIMENSIONS[language][4]]
    assert worst == 12
    assert 100 * worst / 16 == 75
    assert "75%" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_radar_s_gaps_and_means(course: Course, language: str) -> None:
    text = text_of(course, FIVE, language)
    rows = rows_of(text, "|".join(DIMENSIONS[language]), 4)
    rows = [row for row in rows if re.fullmatch(r"[\d.]+", row[1])]
    assert [row[0].lower() for row in rows] == DIMENSIONS[language]
    mean = rows_of(text, "平均|Mean", 4)[0]
    for row in [*rows, mean]:
        assert number(row[3]) == number(row[2]) - number(row[1]), row
    for column in (1, 2, 3):
        assert sum(number(row[column]) for row in rows) / 5 == number(mean[column])
    assert min(rows, key=lambda row: number(row[3])) == max(rows, key=lambda row: number(row[1])) == rows[0]
    drawing = (ROOT / "docs/lessons/service-quality/images/mufeng-radar.svg").read_text(encoding="utf-8")
    described = re.search(f'<desc lang="{language}">(.*?)</desc>', drawing)
    assert described
    for row in rows:
        assert row[1] in described[1], row
        assert row[2] in described[1], row


def test_the_radar_is_drawn_where_its_numbers_say(course: Course) -> None:
    """Each point stands on its axis, at a distance from the centre that is in proportion to its score."""
    drawing = (ROOT / "docs/lessons/service-quality/images/mufeng-radar.svg").read_text(encoding="utf-8")
    squares = re.findall(r'<rect class="fig-fill" x="([\d.]+)" y="([\d.]+)" width="9"', drawing)
    circles = re.findall(r'<circle class="fig-fill-warm" cx="([\d.]+)" cy="([\d.]+)"', drawing)
    expected = [complex(float(x) - 183.5, float(y) - 173.5) for x, y in squares]
    perceived = [complex(float(x) - 188, float(y) - 178) for x, y in circles]
    rows = rows_of(text_of(course, FIVE, "zh"), "|".join(DIMENSIONS["zh"]), 4)
    rows = [row for row in rows if re.fullmatch(r"[\d.]+", row[1])]
    for column, points in ((1, expected), (2, perceived)):
        for nth, (row, point) in enumerate(zip(rows, points[:5], strict=True)):
            there = cmath.rect(float((number(row[column]) - 1) / 6 * 104), math.radians(72 * nth - 90))
            assert abs(point - there) < 0.2, row


@pytest.mark.parametrize("language", LANGUAGES)
def test_25_comments_have_each_one_dimension_and_are_among_the_forty(course: Course, language: str) -> None:
    text = text_of(course, FIVE, language)
    assert [row[0] for row in rows_of(text, r"\d+", 2)] == [str(n) for n in range(1, 26)]
    key = rows_of(text, "|".join(DIMENSIONS[language]), 4)
    key = [row for row in key if re.fullmatch(r"\d+", row[3]) and "." not in row[1]]
    assert [row[0].lower() for row in key] == DIMENSIONS[language]
    notes = {row[0]: row for row in rows_of(text, "|".join(DIMENSIONS[language]), 5)}
    placed: list[int] = []
    for row in key:
        good, bad = ([int(n) for n in re.findall(r"\d+", cell)] for cell in row[1:3])
        assert len(good) + len(bad) == int(row[3])
        assert len(good) <= int(notes[row[0]][1])
        assert len(bad) <= int(notes[row[0]][2])
        placed += good + bad
    assert sorted(placed) == list(range(1, 26))
    total = rows_of(text, "合计|Total", 4)[0]
    assert total[1:] == ["14", "11", "25"]
    assert sum(len(re.findall(r"\d+", row[1])) for row in key) == 14


def test_the_quizzes_numbers_are_right(course: Course) -> None:
    question = next(q for q in course.quizzes[PERCEIVED].questions if q.id == "better-but-worse")
    assert isinstance(question, Single)
    right = next(option for option in question.options if option.correct)
    assert (4.5 - 4, 5.5 - 6.5) == (0.5, -1)
    assert "+0.5" in right.text["zh"]
    assert "−1" in right.text["zh"]
    stem = next(q for q in course.quizzes[FIVE].questions if q.id == "barber-radar").stem
    for language in LANGUAGES:
        scores = [Fraction(n) for n in re.findall(r"\d\.\d", stem[language])]
        gaps = [after - before for before, after in zip(scores[::2], scores[1::2], strict=True)]
        assert [float(gap) for gap in gaps] == [-0.2, -0.3, 1.2, -1.6, -0.2]
        assert float(sum(gaps)) == -1.1


def test_each_question_tests_an_objective_of_its_lesson(course: Course) -> None:
    for name, count in ((PERCEIVED, 10), (FIVE, 9)):
        questions = course.quizzes[name].questions
        assert len(questions) >= count
        assert all(question.objective for question in questions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_to_explore_has_the_table_s_numbers_and_its_two_means(course: Course, language: str) -> None:
    text = text_of(course, FIVE, language)
    block = re.search(r"/// explore \| mufeng\n(.*?)\n///\n", text, re.S)
    assert block
    rated = re.findall(r"^- (.+): ([\d.]+), ([\d.]+)$", block[1], re.M)
    table = [row for row in rows_of(text, "|".join(DIMENSIONS[language]), 4) if "." in row[1]]
    assert [list(row) for row in rated] == [row[:3] for row in table]
    for moved, to in ((0, Fraction(6)), (2, Fraction(7))):
        after = [to if nth == moved else number(row[2]) for nth, row in enumerate(table)]
        gaps = [here - number(row[1]) for here, row in zip(after, table, strict=True)]
        assert sum(gaps) / 5 == Fraction("-0.32")
    assert "−0.32" in text
