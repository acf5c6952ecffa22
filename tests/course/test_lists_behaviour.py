"""Module 5: nine behaviour patterns and eighteen rules, complete in both languages, and the sums in their dialogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courseware.course import Course
from courseware.loading import load_course

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
PATTERNS = {
    "rational-evaluator": (1, "理性比较型", "rational evaluator"),
    "task-executor": (2, "任务执行型", "task-executor"),
    "interest-seeker": (3, "利益诉求型", "interest-seeker"),
    "owner-minded": (4, "当家精算型", "owner-minded"),
    "recognition-seeker": (5, "成果展示型", "recognition-seeker"),
    "cost-guard": (6, "成本控制型", "cost-guard"),
    "forceful-challenger": (7, "强势质疑型", "forceful challenger"),
    "friend-first": (8, "熟人关系型", "friend-first"),
    "mixed": (9, "多面综合型", "mixed"),
}
PARTS = {"zh": ["线索", "需要", "回应", "底线"], "en": ["Cue", "Need", "Response", "Ethical line"]}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT, ROOT / "docs", LANGUAGES)


def page(course: Course, lesson: str, language: str) -> str:
    """The text of a lesson's page."""
    return course.lessons[lesson].versions[language].page.source.body


def cards(text: str) -> dict[str, tuple[str, str]]:
    """Heading and text of every third-level section, by id."""
    found = re.findall(r"^### (.+?) \{#([\w-]+)\}$(.*?)(?=^#{2,3} |\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return {name: (heading, body) for heading, name, body in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pattern_has_cue_need_response_line_and_a_dialogue(course: Course, language: str) -> None:
    sections = cards(page(course, "nine-customer-types", language))
    for name, (number, *names) in PATTERNS.items():
        heading, text = sections[name]
        assert heading.lower() == f"{number} {names[LANGUAGES.index(language)]}"
        assert re.findall(r"^- (.+?)[：:]", text, flags=re.MULTILINE) == PARTS[language]
        dialogue = re.search(r"^/// case \| (?:对话|Dialogue )(\d)[：:].*?^///$", text, flags=re.MULTILINE | re.DOTALL)
        assert dialogue is not None, name
        assert int(dialogue[1]) == number
        lines = dialogue[0].split("\n\n")[1:-1]
        assert len(lines) >= 5, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_pattern_has_two_of_the_eighteen_snippets(course: Course, language: str) -> None:
    text = page(course, "nine-customer-types", language)
    assert [int(n) for n in re.findall(r"^\| (\d+) \| [^|]+ \|$", text, flags=re.MULTILINE)] == list(range(1, 19))
    key = re.findall(r"^\| (\d) (.+?) \| (\d+)[、, ]+(\d+) \|$", text, flags=re.MULTILINE)
    assert [(int(n), name.lower()) for n, name, *_ in key] == [
        (number, names[LANGUAGES.index(language)]) for number, *names in PATTERNS.values()
    ]
    assert sorted(int(n) for row in key for n in row[2:]) == list(range(1, 19))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prices_in_the_dialogues_add_up(course: Course, language: str) -> None:
    sections = cards(page(course, "nine-customer-types", language))
    numbers = {
        name: [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\d", re.sub("一千", "1000", sections[name][1]))]
        for name in ("owner-minded", "cost-guard")
    }
    hall, sound, extra, total, package, saved = 2600, 900, 300, 3800, 3400, 400
    assert (hall + sound + extra, total - package) == (total, saved)
    assert {hall, sound, extra, total, package, saved} <= set(numbers["owner-minded"])
    budget, large, music, tea, asked, small, paid = 1000, 800, 400, 300, 1500, 500, 900
    assert (large + music + tea, small + music) == (asked, paid)
    assert paid <= budget
    assert {budget, large, music, tea, asked, small, paid} <= set(numbers["cost-guard"])
