"""Quizzes as HTML: what stands around the questions, and the key on paper."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from quiz_trees import asked_of, html_of, picture, sorted_by_form, text_of, tree_of, with_class
from small_course import LANGUAGES

from courseware.languages import available, language
from courseware.quizzes.banks import Quiz
from courseware.quizzes.html import passages
from courseware.quizzes.html.forms import check_html, key_html, quiz_html
from courseware.quizzes.html.views import Asked, letter
from courseware.quizzes.questions import QUESTION_TYPES, Essay


def test_the_quiz_carries_what_the_scripts_need(quiz: Quiz) -> None:
    objective = ("why-cooler", {"zh": "说明理由", "en": "say why"})
    tree = tree_of(html_of(quiz, "en", objective=objective))
    assert tree.tag == "courseware-quiz"
    assert json.loads(tree.get("data-words", "")) == language("en")["quiz.script"]
    assert json.loads(tree.get("data-quiz", "")) == {
        "id": "all-types",
        "mode": "practice",
        "pass": 60,
        "draw": None,
        "shuffle": [],
        "objectives": {"why-cooler": "say why"},
    }
    assert {form.get("data-objective") for form in tree.iter("form")} == {"why-cooler"}


def test_every_language_has_the_same_words() -> None:
    def keys(words: dict[str, Any], before: str = "") -> set[str]:
        found = set()
        for name, value in words.items():
            found |= keys(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}"}
        return found

    def gaps(words: dict[str, Any]) -> dict[str, set[str]]:
        return {name: set(re.findall(r"\{\w+\}", value)) for name, value in words["script"].items()}

    quiz_words = {code: language(code)["quiz"] for code in available()}
    assert keys(quiz_words["zh"]) == keys(quiz_words["en"])
    assert gaps(quiz_words["zh"]) == gaps(quiz_words["en"])
    assert set(quiz_words["zh"]["types"]) == set(QUESTION_TYPES)


def test_a_case_stands_once_before_its_questions(quiz: Quiz) -> None:
    tree = tree_of(html_of(quiz, "zh"))
    order = [e.get("id") or e.get("data-case") for e in tree if e.tag in ("section", "form")]
    at = order.index("office")
    assert order[at + 1 : at + 3] == ["all-types.first-cup", "all-types.remedy"], "brought together"
    assert order.count("office") == 1
    numbers = [text_of(number) for number in with_class(tree, "cw-number")]
    assert numbers == [str(n) for n in range(1, len(quiz.questions) + 1)]


def test_two_parts_of_a_quiz_that_share_a_case_share_no_id(quiz: Quiz) -> None:
    parts = [[one] for one in asked_of(quiz) if one.case_name == "office"]
    trees = [tree_of(quiz_html(quiz, part, "zh", picture)) for part in parts]
    ids = [element.get("id") for tree in trees for element in tree.iter() if element.get("id")]
    assert len(parts) == len(set(ids) & {"all-types.first-cup", "all-types.remedy"}) == 2
    assert len(ids) == len(set(ids))


def test_cases_of_two_banks_with_one_id_are_two(quiz: Quiz) -> None:
    question = next(q for q in quiz.questions if q.case)
    asked = [Asked(question, f"{bank}.{question.id}", quiz.cases["office"]) for bank in ("a", "b")]
    tree = tree_of(quiz_html(quiz, asked, "zh", picture))
    assert [section.get("data-case") for section in tree.iter("section")] == ["a.office", "b.office"]
    assert [form.get("id") for form in tree.iter("form")] == ["all-types.a.first-cup", "all-types.b.first-cup"]


def intro(quiz: Quiz, code: str = "en") -> str:
    return text_of(with_class(tree_of(html_of(quiz, code)), "cw-quiz-intro")[0])


def test_the_line_before_the_first_question(quiz: Quiz) -> None:
    privacy = "Your answers are kept in this browser only. Nothing is uploaded."
    assert intro(quiz) == f"21 questions · 24 points in all · {privacy}"
    assert intro(replace(quiz, mode="test")) == (
        f"21 questions · 24 points in all · 60% of the points to pass · {privacy}"
    )
    assert intro(replace(quiz, mode="warm-up")) == f"21 questions · not graded · {privacy}"
    drawn = replace(quiz, draw={"water": 2, "tools": 1})
    assert intro(drawn) == f"21 questions · 3 of them are drawn each time · {privacy}"
    plain = replace(quiz, questions=quiz.questions[:1])
    assert intro(plain) == f"1 question · {privacy}"
    assert intro(quiz, "zh").startswith("共21题 · 满分24分 · 答案只保存在这台设备的浏览器里")


def test_a_check_is_one_question_without_a_line_or_a_number(quiz: Quiz) -> None:
    tree = tree_of(check_html(quiz.questions[0], "zh", "check:lessons/a/b"))
    assert tree.get("class") == "cw-quiz cw-quiz--check"
    settings = json.loads(tree.get("data-quiz", ""))
    assert (settings["id"], settings["mode"]) == ("check:lessons/a/b", "check")
    assert [form.get("id") for form in tree.iter("form")] == ["check.single"]
    assert with_class(tree, "cw-number") == with_class(tree, "cw-quiz-intro") == []


def test_a_question_can_be_edited_and_its_source_shown(quiz: Quiz) -> None:
    plain = tree_of(html_of(quiz, "zh"))
    assert with_class(plain, "cw-edit") == with_class(plain, "cw-source") == []
    tree = tree_of(html_of(quiz, "zh", edit="https://example.org/a?b=1&c=2#L3", source="- id: a\n  stem: <b>"))
    links = with_class(tree, "cw-edit")
    assert [link.get("href") for link in links] == ["https://example.org/a?b=1&c=2#L3"] * len(quiz.questions)
    for form in tree.iter("form"):
        answer = with_class(form, "cw-answer")
        assert len(with_class(answer[0] if answer else form, "cw-edit")) == 1
        assert "".join(with_class(form, "cw-source")[0].find("pre").itertext()) == "- id: a\n  stem: <b>"  # type: ignore[union-attr]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_key_on_paper(quiz: Quiz, code: str) -> None:
    tree = tree_of(key_html(quiz, asked_of(quiz), code))
    rows = {row[0].text: [text_of(cell) for cell in row[1:]] for row in tree.iter("tr") if row[0].tag == "td"}
    assert list(rows) == [str(n) for n in range(1, len(quiz.questions) + 1)]
    numbers = {one.question.id: str(n) for n, one in enumerate(sorted_by_form(tree_of(html_of(quiz, code)), quiz), 1)}
    expected = {
        "single": ("用凉一些的水", "use cooler water"),
        "true-false": ("错", "False"),
        "numeric": ("250毫升（相差不超过2%）", "250 ml (give or take 2%)"),
        "parameters": ("all = guests * cups", "all * 50"),
        "ordering": ("烧水", "boil the water"),
        "hotspot": ("2. 左起第二个", "2. second from the left"),
        "essay": ("水温和时间都对", "water and time are right"),
        "scale": ("没有标准答案", "There is no right answer."),
    }
    for name, words in expected.items():
        assert any(word in rows[numbers[name]][1] for word in words), name
    assert "换一罐更贵的茶" not in rows[numbers["single"]][1]
    assert "____" in rows[numbers["cloze"]][0]
    essay = next(one.question for one in asked_of(quiz) if one.question.id == "essay")
    assert isinstance(essay, Essay)
    levels = [level for criterion in essay.rubric for level in criterion.levels]
    lines = [text_of(line) for line in tree.findall(".//li/ul/li")]
    assert [line.split({"zh": "：", "en": ":"}[code])[0] for line in lines] == [str(level.points) for level in levels]


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_passages() -> None:
    text = "before\n| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |\nafter\n\n| x | y |\n| | 5 |\n\n|---|\n"
    assert passages.passage(text) == [
        "before",
        passages.Table(["a", "b"], [["1", "2"], ["3", ""]]),
        "after",
        passages.Table([], [["x", "y"], ["", "5"]]),
    ]
    assert passages.phrases("a [[b|c d]], [[e|f]]") == [("a ", ""), ("c d", "b"), (", ", ""), ("f", "e")]
    assert passages.paragraphs("\na\nb\n \n\nc\n") == ["a\nb", "c"]


def test_a_stem_on_one_line() -> None:
    assert passages.on_one_line("绿茶用[[green]]度的水。\n\n| a | **b** |\n|---|---|") == "绿茶用____度的水。 a b"
    assert passages.on_one_line("换一双鞋。\n店员：“等等。”") == "换一双鞋。店员：“等等。”", "no space in Chinese"
    assert passages.on_one_line("New shoes.\n\n**Shop:** wait.") == "New shoes. Shop: wait."
    assert passages.on_one_line("茶" * 300) == "茶" * 300
