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


GROUPS = {
    "stance": [1, 2, 16],
    "language": [3, 4, 5, 12],
    "phone-and-time": [6, 7, 8, 11],
    "unhappy-customers": [9, 10, 13, 14],
    "closure": [15, 17, 18],
}
RULES = {
    "zh": (r"法则(\d+)：(.+)", ["别这样", "这样更好", "限度"]),
    "en": (r"Rule (\d+): (.+)", ["Not like this", "Better", "Limit"]),
}


def rules_of_the_deck(course: Course, language: str) -> dict[int, str]:
    """Number and title of each rule, from the fronts of the flashcards."""
    found = [re.fullmatch(RULES[language][0], card.front[language]) for card in course.decks["eighteen-rules"].cards]
    return {int(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_deck_has_all_eighteen_rules_in_their_groups(course: Course, language: str) -> None:
    deck = course.decks["eighteen-rules"]
    assert list(rules_of_the_deck(course, language)) == list(range(1, 19))
    assert [side.id for side in deck.sides] == ["meaning", "bad", "better", "limit"]
    groups: dict[str, list[int]] = {name: [] for name in GROUPS}
    for number, card in enumerate(deck.cards, start=1):
        groups[card.group or ""].append(number)
        assert all(words[language] for words in card.back.values())
        assert len(card.back) == 4
    assert groups == GROUPS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("lesson", "numbers"), [("eighteen-rules-part-1", (1, 9)), ("eighteen-rules-part-2", (10, 18))]
)
def test_each_rule_has_meaning_lines_and_limit(
    course: Course, lesson: str, numbers: tuple[int, int], language: str
) -> None:
    sections = cards(page(course, lesson, language))
    titles = rules_of_the_deck(course, language)
    pattern, parts = RULES[language]
    for number in range(numbers[0], numbers[1] + 1):
        heading, text = sections[f"rule-{number}"]
        match = re.fullmatch(pattern, heading)
        assert match is not None
        assert (int(match[1]), match[2]) == (number, titles[number])
        meaning = text.split("\n- ")[0].strip()
        assert len(meaning) >= 50, heading
        assert re.findall(r"^- \*\*(.+?)\*\*[：:] ?.", text, flags=re.MULTILINE) == parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_conversation_breaks_and_keeps_each_of_the_first_nine_rules(course: Course, language: str) -> None:
    text = page(course, "eighteen-rules-part-1", language)
    speakers = dict(re.findall(r"^\| (\d+) \| (邵师傅|小季|Shao|Ji) \| .+ \|$", text, flags=re.MULTILINE))
    assert [int(n) for n in speakers] == list(range(1, 31))
    marks = dict(re.findall(r"^\| (\d+) \| ([✓✗][✓✗\d ]*) \| [^|]+ \|$", text, flags=re.MULTILINE))
    assert list(marks) == [n for n, name in speakers.items() if name in ("小季", "Ji")]
    for sign in "✓✗":
        assert {int(n) for mark in marks.values() for n in re.findall(rf"{sign}(\d+)", mark)} == set(range(1, 10))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_shows_every_rule_in_its_group(language: str) -> None:
    text = (ROOT / "docs/lessons/customer-behaviour/images/eighteen-rules.svg").read_text(encoding="utf-8")
    described = re.search(rf'<desc lang="{language}">(.+?)</desc>', text)
    assert described is not None
    drawn = [int(n) for n in re.findall(r'fig-bold" x="26" y="\d+" text-anchor="middle">(\d+)<', text)]
    assert drawn == [number for group in GROUPS.values() for number in group]
    assert all(re.search(rf"(?<!\d){number} ?\D", described[1]) for number in range(1, 19))
