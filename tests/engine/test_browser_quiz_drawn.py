"""Quizzes that draw some of their questions, shuffle them, and are passed or not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from small_course import Project

from support.quiz_pages import focused_question, lines, open_quiz, parts, press, reloaded, shown
from support.quizzes import answer, check
from support.sites import Site, build_site

OPTIONS = "form => [...form.querySelectorAll('.cw-option input')].map(input => input.value)"


def both(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def single(name: str, **more: Any) -> dict[str, Any]:
    options = [{"id": one, **both(one)} for one in ("right", "other", "third", "none")]
    options[0]["correct"] = options[3]["last"] = True
    return {"id": name, "type": "single", "stem": both(name), "options": options, **more}


def true_false(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "true-false", "stem": both(name), "answer": True, **more}


def opinion(name: str) -> dict[str, Any]:
    return {"id": name, "type": "scale", "stem": both(name), "steps": 3, "low": both("low"), "high": both("high")}


def text(name: str) -> dict[str, Any]:
    levels = [{"points": 2, **both("good")}, {"points": 0, **both("poor")}]
    rubric = [{"id": "facts", "criterion": both("facts"), "points": 2, "levels": levels}]
    return {"id": name, "type": "essay", "stem": both(name), "rubric": rubric, "model_answer": both("One. Two. Three.")}


BANKS: dict[str, dict[str, Any]] = {
    "pool": {
        "mode": "test",
        "draw": 4,
        "shuffle": ["questions", "options"],
        "cases": [{"id": "cake", "text": both("A cake.")}, {"id": "tart", "text": both("A tart.")}],
        "questions": [
            *(single(f"cake-{n}", case="cake") for n in range(3)),
            *(single(f"alone-{n}") for n in range(3)),
            *(single(f"tart-{n}", case="tart") for n in range(2)),
        ],
    },
    # One question alone is about law, and it is about the basics too.
    "tagged": {
        "draw": {"basics": 2, "law": 1},
        "questions": [
            single("plain"),
            single("law", tags=["law", "basics"]),
            single("basics-1", tags=["basics"]),
            single("basics-2", tags=["basics"]),
            single("other", tags=["other"]),
        ],
    },
    # Whichever question is drawn for the first tag, the others have to be found.
    "overlapping": {
        "draw": {"a": 1, "b": 1, "c": 1},
        "questions": [single("ab", tags=["a", "b"]), single("ac", tags=["a", "c"]), single("bc", tags=["b", "c"])],
    },
    # Three of five are 60 %, though 2.1 ÷ 3.5 is a little less in a computer's numbers.
    "exact": {"mode": "test", "pass": 60, "questions": [true_false(f"q{n}", points=0.7) for n in range(5)]},
    "almost": {"mode": "test", "pass": 60, "questions": [true_false("q0", points=149), true_false("q1", points=101)]},
    "opinions": {"mode": "test", "questions": [opinion("q0")]},
    "texts": {"mode": "test", "questions": [text("q0"), opinion("q1")]},
}


@pytest.fixture(scope="module")
def drawn_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small course and a page of more quizzes for each of the banks."""
    project = Project.without_assignments(tmp_path_factory.mktemp("drawn") / "project")
    for name, bank in BANKS.items():
        # A JSON text is a YAML text.
        project.write(f"quizzes/{name}.yml", json.dumps({"title": both(name), **bank}))
        project.write(f"docs/{name}.md", f"---\ntitle: {name}\n---\n\n/// quiz | {name}\n\n///\n")
        project.write("course.yml", project.read("course.yml") + f"  - {name}.md\n")
    site = build_site(project.root, project.root.parent / "site", "/base/")
    yield site
    site.host.close()


def arranged_well(quiz: Locator) -> list[str]:
    """The questions that are shown, after a look at their numbers, their options and the cases they belong to."""
    ids = parts(quiz)
    for case in ("cake", "tart"):
        places = [place for place, name in enumerate(ids) if name == case or name.startswith(f"pool.{case}-")]
        together = ids[places[0] : places[-1] + 1] if places else []
        assert len(together) == len(places) != 1, ids
        assert together[:1] in ([], [case])
        assert together[1:] == sorted(together[1:]), "in the author's order"
    names = [name for name in ids if name not in ("cake", "tart")]
    numbers = quiz.locator("form:not([hidden]) .cw-number").all_inner_texts()
    assert numbers == [str(number + 1) for number in range(len(names))]
    for form in shown(quiz):
        assert form.evaluate(OPTIONS)[-1] == "none", "the last option stays last"
    return names


def drawings(quiz: Locator, count: int) -> Iterator[list[str]]:
    """The questions of so many drawings, in the order of their ids; then there is another one to answer."""
    for _ in range(count):
        yield sorted(arranged_well(quiz))
        press(quiz, "清除我的答案")
        press(quiz, "再按一次，全部清除")


def test_some_questions_are_drawn(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("pool/"), "pool.")
    seen, options = [], set()
    for _ in range(5):
        seen.append(arranged_well(quiz))
        options |= {tuple(form.evaluate(OPTIONS)) for form in shown(quiz)}
        assert len(seen[-1]) == 4
        press(quiz, "交卷")
        assert quiz.locator(".cw-unanswered p").inner_text() == "还有4题没有作答："
        press(quiz, "就这样交卷")
        assert lines(quiz)[0] == "得0分，满分4分（0%）"
        press(quiz, "重新开始")
    assert len({tuple(names) for names in seen}) > 1
    assert len({name for names in seen for name in names}) > 4
    assert len(options) > 1


def test_what_was_drawn_is_kept(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("pool/"), "pool.")
    for form in shown(quiz)[:2]:
        answer(form, "right")
    before = [parts(quiz), *(form.evaluate(OPTIONS) for form in shown(quiz))]
    quiz = reloaded(page, "pool.")

    assert [parts(quiz), *(form.evaluate(OPTIONS) for form in shown(quiz))] == before
    assert [form.locator("[value=right]").is_checked() for form in shown(quiz)] == [True, True, False, False]
    press(quiz, "交卷")
    press(quiz, "就这样交卷")
    quiz = reloaded(page, "pool.")
    assert [parts(quiz), *(form.evaluate(OPTIONS) for form in shown(quiz))] == before
    assert lines(quiz)[0] == "得2分，满分4分（50%）"


def test_a_new_question_leaves_what_was_drawn(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("pool/"), "pool.")
    before = parts(quiz)
    answer(shown(quiz)[3], "right")
    html = (drawn_site.folder / "pool" / "index.html").read_text(encoding="utf-8")
    (form,) = re.findall(r'<form[^>]* id="pool\.cake-0".*?</form>', html, re.DOTALL)
    edited = html.replace(form, form.replace("pool.cake-0", "pool.cake-new") + form)
    page.route("**/pool/", lambda route: route.fulfill(body=edited, content_type="text/html; charset=utf-8"))
    quiz = reloaded(page, "pool.")

    assert quiz.locator("form").count() == 9
    assert parts(quiz) == before
    assert [form.locator(":checked").count() for form in shown(quiz)] == [0, 0, 0, 1]


def test_what_was_not_drawn_cannot_be_reached(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("pool/"), "pool.")
    reached = set()
    quiz.locator("form:not([hidden]) input").first.focus()
    while (form := focused_question(page)) is not None:
        reached.add(form)
        page.keyboard.press("Tab")

    assert reached == set(arranged_well(quiz))
    assert quiz.locator("form[hidden]").count() == 4
    assert quiz.locator("form[hidden]:visible").count() == 0


def test_questions_are_drawn_by_tag(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("tagged/"), "tagged.")
    for names in drawings(quiz, 5):
        assert names == ["tagged.basics-1", "tagged.basics-2", "tagged.law"]
    for form in shown(quiz):
        answer(form, "right")
        check(form)
    assert lines(quiz)[0] == "得3分，满分3分（100%）"


def test_the_number_of_each_tag_is_always_drawn(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("overlapping/"), "overlapping.")
    for names in drawings(quiz, 12):
        assert names == ["overlapping.ab", "overlapping.ac", "overlapping.bc"]


@pytest.mark.parametrize(
    ("name", "right", "line", "passed"),
    [
        ("exact", 3, "得2.1分，满分3.5分（60%）", True),
        ("exact", 2, "得1.4分，满分3.5分（40%）", False),
        ("almost", 1, "得149分，满分250分（59%）", False),
    ],
)
def test_the_pass_mark_is_exact(drawn_site: Site, page: Page, name: str, right: int, line: str, passed: bool) -> None:
    quiz = open_quiz(page, drawn_site.url(f"{name}/"), f"{name}.")
    for number, form in enumerate(shown(quiz)):
        answer(form, "right" if number < right else "wrong")
    press(quiz, "交卷")

    assert lines(quiz)[:2] == [line, "及格（60%及格）" if passed else "未及格（60%及格）"]
    assert quiz.locator(".cw-result-verdict").get_attribute("data-right") == str(passed).lower()


def test_a_test_of_opinions_has_nothing_to_hand_in(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("opinions/"), "opinions.")
    answer(shown(quiz)[0], "right")
    assert quiz.get_by_role("button", name="交卷").count() == 0
    assert reloaded(page, "opinions.").locator("input:checked").count() == 1


def test_a_test_of_texts_has_no_points(drawn_site: Site, page: Page) -> None:
    quiz = open_quiz(page, drawn_site.url("texts/"), "texts.")
    answer(shown(quiz)[0], "right")
    press(quiz, "交卷")
    assert quiz.locator(".cw-unanswered li").all_inner_texts() == ["第2题"]
    press(quiz, "就这样交卷")
    assert lines(quiz) == []
    shown(quiz)[0].locator(".cw-criterion input").first.check()
    assert lines(quiz) == ["自评（不计入总分）：2／2分"]
    assert shown(quiz)[0].get_by_text("Two.").is_hidden(), "the model answer is folded away, not gone"
    shown(quiz)[0].locator(".cw-answer summary").click()
    assert shown(quiz)[0].get_by_text("Two.").is_visible()
