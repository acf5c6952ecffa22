"""What a quiz remembers: across visits, languages, edits, sites and tabs, and until it is told to forget."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from small_course import Project

from support.browsing import open_page
from support.quiz_pages import begun, has_focus, kept, lines, open_quiz, press, question, reloaded, shown, states
from support.quizzes import answer, can_be_partly_right, check
from support.server import StaticHost
from support.sites import Site

LESSON, QUESTIONS = "lessons/leaf-and-cup/brewing/", "questions/"
FORGET, SURELY = "清除我的答案", "再按一次，全部清除"
# What a student sees of the own answers, the numbers drawn for them included.
GIVEN = """quiz => Object.fromEntries([...quiz.querySelectorAll("form")].map(form => [form.id.split(".")[1], {
    state: form.dataset.state ?? "",
    answers: [...form.querySelectorAll("fieldset :is(input, select, textarea)")]
        .map(control => /radio|checkbox/.test(control.type) ? control.checked : control.value),
    order: [...form.querySelectorAll(".cw-order-item")].map(item => item.dataset.id),
    numbers: [...form.querySelectorAll("legend [data-parameter]")].map(number => number.textContent),
}]))"""
NOTES = ":is(.cw-note, .cw-status, .cw-result)"


def given(quiz: Locator) -> dict[str, Any]:
    """The answers of each question, and how it is marked."""
    found: dict[str, Any] = quiz.evaluate(GIVEN)
    return found


def answer_all(quiz: Locator) -> None:
    """Every question: some right, some partly, some wrong."""
    for number, form in enumerate(shown(quiz)):
        how = ("right", "partly", "wrong")[number % 3]
        answer(form, "wrong" if how == "partly" and not can_be_partly_right(form) else how)


def check_all(quiz: Locator) -> None:
    for form in shown(quiz):
        if form.get_attribute("data-type") != "scale":
            check(form)


# Across visits and languages


def test_answers_of_every_type_are_kept(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    untouched = given(quiz)
    answer_all(quiz)
    drafts = given(quiz)
    assert [name for name in drafts if drafts[name] == untouched[name]] == []
    assert given(reloaded(page, "all-types.")) == drafts
    quiz = open_quiz(page, small_site.url("en/" + QUESTIONS), "all-types.")
    assert given(quiz) == drafts
    assert states(quiz) == []

    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    check_all(quiz)
    quiz.locator(".cw-criterion input").first.check()
    marked, notes = given(quiz), quiz.locator(NOTES).all_inner_texts()
    assert {name for name in marked if not marked[name]["state"]} == {"scale"}
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(element => element.id)")
    assert [name for name in ids if ids.count(name) > 1] == []
    quiz = reloaded(page, "all-types.")
    assert given(quiz) == marked
    assert quiz.locator(NOTES).all_inner_texts() == [note.replace(" · 全部答完，结果在下面。", "") for note in notes]
    assert has_focus(page.locator("body")), "what was there before takes no focus"
    quiz = open_quiz(page, small_site.url("en/" + QUESTIONS), "all-types.")
    assert given(quiz) == marked


def test_a_draft_is_kept_while_it_is_written(small_site: Site, page: Page) -> None:
    """Nobody has to leave the page for it: a browser may crash, and a telephone's may be put away."""
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    question(quiz, "text").locator("input").fill("公道杯")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('公道杯')")

    assert kept(quiz)["questions"]["text"]["r"] == "公道杯"


def test_an_answer_that_is_taken_back_is_not_kept(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    answer(question(quiz, "text"), "wrong")
    check(question(quiz, "text"))
    assert "text" in kept(quiz)["questions"]

    check(question(quiz, "text"))
    assert "text" not in kept(quiz)["questions"]
    assert not question(reloaded(page, "all-types."), "text").locator("input").input_value()


# Across edits and sites


@pytest.fixture(scope="module")
def school(small_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """One host with the same course twice, at /a/ and at /b/."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("a", "b"):
        shutil.copytree(small_site.folder, folder / name)
    shutil.copy(small_site.folder / "404.html", folder)
    host = StaticHost(folder)
    yield host
    host.close()


EDITS = {
    # Those who had answered these keep their answers …
    "numeric": ("三克茶叶配150毫升水，五克茶叶配多少水？", "三克茶叶用150毫升水，五克茶叶用多少？"),
    "multiple": ("叶子多，味道浓。", "叶子越多，味道越浓。"),
    "single": ("zh: 想一想水。", "zh: 想一想水温。"),
    # … and of these each forgets its own: another key, other points, another part.
    "true-false": ("answer: false", "answer: true"),
    "range": ("points: 0.5", "points: 1"),
    "categorize": ("- {zh: 白茶, en: white tea, category: cool}", "- {zh: 黑茶, en: dark tea, category: hot}"),
}
FORGETS = {"true-false", "range", "categorize"}
NEW = """questions:
  - {id: new, type: true-false, stem: {zh: 新题, en: A new one}, answer: true}
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after its questions were edited, as a site at /a/."""
    project = Project.without_assignments(tmp_path_factory.mktemp("edited") / "project")
    for old, new in EDITS.values():
        project.edit("quizzes/all-types.yml", old, new)
    project.edit("quizzes/all-types.yml", "\nquestions:\n", f"\n{NEW}")
    folder = project.root.parent / "school"
    shutil.copytree(project.build(), folder / "a")
    return folder


def test_an_edited_question_forgets_its_own_answer_alone(
    school: StaticHost, edited: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = open_quiz(page, school.url + "a/questions/", "all-types.")
    answer_all(quiz)
    check_all(quiz)
    before = given(quiz)
    monkeypatch.setattr(school, "folder", edited)
    quiz = reloaded(page, "all-types.")
    after = given(quiz)

    assert question(quiz, "new").is_visible()
    forgotten = {name for name in before if after[name]["state"] != before[name]["state"]}
    assert forgotten == FORGETS
    assert {name for name in before if after[name] != before[name]} == FORGETS
    assert quiz.locator("form:not([data-state]) :is(:checked:not(option), .cw-note)").count() == 1, "the opinion"
    assert question(quiz, "range").locator("input").input_value() == ""
    assert set(after["categorize"]["answers"]) == {""}


def test_two_sites_under_one_origin_do_not_mix(school: StaticHost, page: Page) -> None:
    quiz = open_quiz(page, school.url + "a/questions/", "all-types.")
    answer(question(quiz, "single"), "right")
    check(question(quiz, "single"))
    quiz = open_quiz(page, school.url + "b/questions/", "all-types.")
    assert states(quiz) == []
    assert quiz.locator("input:checked").count() == 0

    answer(question(quiz, "single"), "wrong")
    check(question(quiz, "single"))
    assert states(open_quiz(page, school.url + "a/questions/", "all-types.")) == ["right"]
    assert states(open_quiz(page, school.url + "b/en/questions/", "all-types.")) == ["wrong"]


# To forget


def test_a_quiz_forgets_when_it_is_told_twice(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(LESSON), "brewing.")
    for form in shown(quiz)[:-1]:
        answer(form, "right")
        check(form)
    question(quiz, "letter").locator("textarea").fill("水温八十度。")
    assert kept(quiz)["best"] == {"points": 7, "of": 7}
    told = quiz.locator(".cw-quiz-end .cw-status")

    button = quiz.locator(".cw-forget")
    button.press("Enter")
    assert told.inner_text() == "会清除这份测验的全部答案和成绩。"
    button.press("Tab")
    assert (button.inner_text(), told.inner_text()) == (FORGET, "")
    assert len(states(quiz)) == 6, "one press alone does nothing"

    button.press("Enter")
    assert button.inner_text() == SURELY
    button.press("Enter")
    assert told.inner_text() == "答案已清除。"
    assert has_focus(button)
    assert (states(quiz), lines(quiz), kept(quiz)) == ([], [], {})
    assert not question(quiz, "letter").locator("textarea").input_value()
    untouched = given(quiz)
    assert given(reloaded(page, "brewing.")) == untouched
    assert (lines(quiz), kept(quiz)) == ([], {}), "nothing was written when the page was left"


def test_what_was_forgotten_does_not_come_back(small_site: Site, page: Page) -> None:
    """Neither a draft that was still waiting to be kept, nor the numbers and the order of the last attempt."""
    page.clock.install()
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    question(quiz, "text").locator("input").fill("公道杯")
    press(quiz, FORGET)
    press(quiz, SURELY)
    page.clock.run_for(2000)
    assert "text" not in kept(quiz).get("questions", {})

    quiz = open_quiz(page, small_site.url("test/"), "tea-test.")
    seed = kept(quiz)["seed"]
    press(quiz, FORGET)
    press(quiz, SURELY)
    reloaded(page, "tea-test.")
    assert kept(quiz)["seed"] != seed


def test_forgetting_one_quiz_leaves_the_others(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(LESSON), "brewing.")
    for form in page.locator("form[data-type=single]").all():
        answer(form, "right")
        check(form)
    press(quiz, FORGET)
    press(quiz, SURELY)
    assert states(reloaded(page, "brewing.")) == []
    assert states(page.locator(".cw-quiz--check").first) == ["right"]


# Two tabs, and pages without loading


def test_two_tabs_keep_the_answers_of_both(small_site: Site, page: Page) -> None:
    one = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    other = page.context.new_page()
    two = open_quiz(other, small_site.url(QUESTIONS), "all-types.")
    answer(question(two, "multiple"), "partly")
    check(question(two, "multiple"))
    page.bring_to_front()
    answer(question(one, "single"), "right")
    check(question(one, "single"))
    other.bring_to_front()
    answer(question(two, "text"), "right")

    for tab in (other, page):
        tab.bring_to_front()
        quiz = reloaded(tab, "all-types.")
        assert states(quiz) == ["right", "partly"]
        assert question(quiz, "text").locator("input").input_value() == "公道杯"


def items(quiz: Locator) -> list[str | None]:
    return [item.get_attribute("data-id") for item in quiz.locator(".cw-order-item").all()]


def test_another_page_and_back(small_site: Site, page: Page) -> None:
    """Without loading, and at once: the last letter was typed less than a moment ago."""
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    page.evaluate("() => { window.here = true; }")
    first = items(quiz)[0]
    question(quiz, "ordering").locator(".cw-move").nth(1).click()
    answer(question(quiz, "single"), "right")
    check(question(quiz, "single"))
    question(quiz, "essay").locator("textarea").fill("先量水温。")
    for _ in range(2):
        page.locator(".md-content, .md-sidebar").get_by_role("link", name="关于").first.click()
        expect(page.locator("courseware-quiz")).to_have_count(0)
        page.go_back()
        quiz = begun(page, "all-types.")
        assert states(quiz) == ["right"]
        assert question(quiz, "essay").locator("textarea").input_value() == "先量水温。"
        assert items(quiz)[1] == first
    page.go_forward()
    expect(page.locator("courseware-quiz")).to_have_count(0)
    page.go_back()
    quiz = begun(page, "all-types.")
    assert page.evaluate("() => window.here"), "the page was loaded whole"

    # One press is one step, and one answer.
    question(quiz, "ordering").locator(f"[data-id={first}] .cw-move").last.click()
    assert items(quiz)[2] == first
    assert quiz.locator(".cw-forget").count() == 1
    answer(question(quiz, "multiple"), "right")
    check(question(quiz, "multiple"))
    assert states(quiz) == ["right", "right"]
    assert re.fullmatch(r"已答2题，共\d+题；答对2题，得3分。", lines(quiz)[0])
    check(question(quiz, "multiple"))
    assert states(quiz) == ["right"]

    question(quiz, "text").locator("input").fill("公道杯")
    page.goto(small_site.url("about/"))
    page.go_back()
    quiz = begun(page, "all-types.")
    assert (states(quiz), items(quiz)[2]) == (["right"], first)
    assert question(quiz, "text").locator("input").input_value() == "公道杯"


# Nothing leaves the browser


def test_no_answer_is_sent_anywhere(small_site: Site, page: Page) -> None:
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    quiz = open_quiz(page, small_site.url(QUESTIONS), "all-types.")
    for name in ("single", "text", "hotspot", "essay"):
        answer(question(quiz, name), "right")
        check(question(quiz, name))
    quiz = open_quiz(page, small_site.url("en/test/"), "tea-test.")
    press(quiz, "Hand in")
    press(quiz, "Hand in all the same")
    open_page(page, small_site.url())

    assert {method for method, _ in asked} == {"GET"}
    assert [url for _, url in asked if not url.startswith(small_site.url()) or "?" in url] == []
