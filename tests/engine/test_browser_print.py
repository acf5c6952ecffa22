"""On paper: no navigation, no key, A4."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from support.browsing import open_page
from support.quiz_pages import open_quiz, press, question, shown
from support.quizzes import answer, can_be_partly_right, check
from support.sites import Site

# How long the line is on which an answer is written.
RULED = """fields => fields.map(field =>
    getComputedStyle(field).borderBottomStyle === "solid" && field.offsetWidth)"""
A4 = (595, 842)  # points


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_lesson_on_paper(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + "lessons/leaf-and-cup/brewing/"))
    question = page.locator("[id='brewing.bitter']")
    question.locator("input").nth(1).check()
    question.locator("button[type=submit]").click()
    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    page.emulate_media(media="print")

    for hidden in (
        ".md-header",
        ".md-sidebar",
        ".md-footer",
        ".md-skip",
        ".cw-answer",
        ".cw-note",
        ".cw-status",
        "button",
    ):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert question.locator(".cw-option:visible").count() == 3
    assert page.locator("h1").is_visible()
    text = page.locator(".md-content").inner_text()
    assert not re.search("答对|答错|正确答案|Right|Wrong", text)


def test_a_quiz_is_printed_as_if_nobody_had_answered_it(small_site: Site, page: Page) -> None:
    """To the last pixel: no choice, text, order or number that was given, no mark, no reason, no result."""
    quiz = open_quiz(page, small_site.url("questions/"), "all-types.")
    page.emulate_media(media="print")
    untouched = quiz.screenshot()
    page.emulate_media(media="screen")
    for number, form in enumerate(shown(quiz)):
        how = ("right", "partly", "wrong")[number % 3]
        answer(form, "wrong" if how == "partly" and not can_be_partly_right(form) else how)
        if form.get_attribute("data-type") != "scale":
            check(form)
    page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    quiz.locator(".cw-criterion input").first.check()
    page.emulate_media(media="print")

    for hidden in ("button", ".cw-result", ".cw-status", ".cw-note", ".cw-answer", ".cw-hint-box", ".cw-rubric"):
        assert quiz.locator(f"{hidden}:visible").count() == 0, hidden
    assert quiz.screenshot() == untouched


def test_a_printed_quiz_has_room_to_write(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url("questions/"), "all-types.")
    page.emulate_media(media="print")
    fields = quiz.locator("input[type=text]:visible, select:visible")
    assert fields.count() > 15
    assert min(fields.evaluate_all(RULED)) > 70  # px
    room = "fieldset => parseFloat(getComputedStyle(fieldset, '::after').height)"
    assert question(quiz, "essay").locator("fieldset").first.evaluate(room) > 200


def test_a_test_that_was_handed_in_is_printed_clean(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url("test/"), "tea-test.")
    press(quiz, "交卷")
    press(quiz, "就这样交卷")
    page.emulate_media(media="print")
    assert not re.search("没有作答|答对|不对|结果|得0分", quiz.inner_text())


@pytest.mark.parametrize(("language", "words"), [("", "用凉一些的水 公道杯 完全"), ("en/", "cooler jug fully")])
def test_the_key_is_printed(small_site: Site, page: Page, language: str, words: str) -> None:
    open_page(page, small_site.url(f"{language}teachers/keys/all-types/"))
    page.emulate_media(media="print")
    key = page.locator(".cw-key")
    assert key.is_visible()
    text = key.inner_text()
    assert [word for word in words.split() if word not in text] == []


def test_a_drawing_keeps_its_size(small_site: Site, page: Page) -> None:
    """At most 22 rem (440 px) on the screen and 9 cm (340 px) on paper, against the theme's own rule for figures."""
    open_page(page, small_site.url("lessons/leaf-and-cup/brewing/"))
    width = "() => document.querySelector('.cw-figure').getBoundingClientRect().width"
    assert page.evaluate(width) == pytest.approx(440, abs=1)
    page.emulate_media(media="print")
    assert page.evaluate(width) == pytest.approx(340, abs=1)


def test_dark_pages_are_printed_dark_on_light(small_site: Site, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, small_site.url("lessons/leaf-and-cup/brewing/"))
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_plan_is_printed_on_a4(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + "teachers/plans/brewing/"))
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", paper)

    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}


def test_the_print_button_prints(small_site: Site, page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; };")
    open_page(page, small_site.url("teachers/plans/brewing/"))
    page.locator("courseware-print button").click()

    assert page.evaluate("() => window.printed")
