"""Quick checks: a sentence and a task list in a lesson become a question."""

from __future__ import annotations

import pytest
from small_course import Project

from courseware.body import read_body
from courseware.lessons.checks import Check, read_check
from courseware.quizzes.grading import grade, key_of


def check(text: str) -> tuple[Check | None, list[tuple[str, int, int]]]:
    block = read_body(text).first("check")
    assert block is not None
    found, problems = read_check(block, "a.md")
    return found, [(p.code, p.place.line, p.place.column) for p in problems]


def test_a_check_has_a_stem_options_and_reasons() -> None:
    found, problems = check(
        "/// check | water\n\n先看什么？\n再看什么？\n\n"
        "- [ ] 茶\n    不先看。\n    再想。\n- [x] 水\n\n    先看它。\n\n///\n"
    )
    assert problems == []
    assert found is not None
    assert (found.id, found.stem, found.key) == ("water", "先看什么？\n再看什么？", [False, True])
    assert [(c.text, c.feedback, c.line) for c in found.choices] == [
        ("茶", "不先看。 再想。", 6),
        ("水", "先看它。", 9),
    ]


@pytest.mark.parametrize(
    ("options", "kind", "right"),
    [
        ("- [ ] a\n- [x] b\n", "single", [1]),
        ("* [X] a\n+ [ ] b\n", "single", [0]),
        ("- [x] a\n- [x] b\n- [] c\n", "multiple", [0, 1]),
    ],
)
def test_the_marks_make_the_kind_and_the_key(options: str, kind: str, right: list[int]) -> None:
    found, problems = check(f"/// check | a\n\nWhy?\n\n{options}\n///\n")
    assert problems == []
    assert found is not None
    question = found.question("en", found)
    names = [question.options[n].identity for n in right]
    answer = names if kind == "multiple" else names[0]
    key = key_of(question)
    assert key == {"type": kind, "answer": answer}
    assert grade(key, answer) == 1


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("/// check\n\n问\n\n- [x] a\n- [ ] b\n\n///\n", [("check-without-id", 1, 1)]),
        ("/// check | a\n\n问\n\n- [x] a\n\n///\n", [("check-options", 1, 1)]),
        ("/// check | a\n\n问\n\n///\n", [("check-options", 1, 1)]),
        ("/// check | a\n\n问\n\n- [ ] a\n- [ ] b\n\n///\n", [("check-no-key", 1, 1)]),
        ("/// check | a\n\n问\n\n- [x] a\n- [ ] b\n- [ ] a\n\n///\n", [("quiz-same-words", 7, 1)]),
        ("/// check | a\n\n问\n\n- [x] a\n- [x] b\n\n///\n", [("quiz-multiple-key", 1, 1)]),
        ("/// check | A b\n\n问\n\n- [x] a\n- [ ] b\n\n///\n", [("not-an-id", 1, 1)]),
        ("/// check | a\n\n问\n\n- [v] a\n- [ ] b\n- [对] c\n\n///\n", [("check-mark", 5, 3), ("check-mark", 7, 3)]),
    ],
)
def test_a_check_that_cannot_be_asked_is_a_problem(text: str, problems: list[tuple[str, int, int]]) -> None:
    assert check(text) == (None, problems)


def test_a_lesson_may_be_called_like_one_of_its_terms(project: Project) -> None:
    """Only among the lessons to take before it has its own id no place."""
    project.edit("glossary.yml", "- id: black-tea\n", "- id: brewing\n")
    text = project.read("docs/lessons/leaf-and-cup/brewing.md")
    assert "\nterms:" in text
    head = "\n".join("terms: [brewing]" if line.startswith("terms:") else line for line in text.split("\n"))
    project.write("docs/lessons/leaf-and-cup/brewing.md", head)
    places = {problem.place.path for problem in project.problems() if problem.code == "unknown-term"}
    assert "docs/lessons/leaf-and-cup/brewing.md" not in places
