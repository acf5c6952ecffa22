"""The modes of a quiz: practice, test, warm-up, and the check in a lesson."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from support.browsing import open_page
from support.quiz_pages import (
    focused_question,
    has_focus,
    kept,
    lines,
    open_quiz,
    parts,
    press,
    question,
    reloaded,
    shown,
    states,
)
from support.quizzes import answer, check
from support.sites import Site

LESSON, TEST = "lessons/leaf-and-cup/brewing/", "test/"


# Practice


def test_practice_checks_each_question_at_once(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(LESSON), "brewing.")
    bitter, counts = question(quiz, "bitter"), question(quiz, "what-counts")
    assert lines(quiz) == []
    bitter.locator(".cw-hint-box summary").click()
    assert bitter.get_by_text("想一想水。").is_visible()

    answer(bitter, "right")
    check(bitter)
    assert lines(quiz) == ["已答1题，共6题；答对1题，得1分。"]
    answer(counts, "partly")
    check(counts)
    assert lines(quiz) == ["已答2题，共6题；答对1题，得1.67分。"]
    assert states(quiz) == ["right", "partly"]

    check(bitter)
    assert lines(quiz) == ["已答1题，共6题；答对0题，得0.67分。"]
    assert bitter.locator(":checked, .cw-note, [data-right='true']:not(.cw-verdict)").count() == 0
    assert has_focus(bitter.locator("input").first)


def test_the_running_result_is_quiet(small_site: Site, page: Page) -> None:
    """One thing is announced: what is said about the question itself."""
    quiz = open_quiz(page, small_site.url(LESSON), "brewing.")
    answer(question(quiz, "bitter"), "right")
    check(question(quiz, "bitter"))

    assert has_focus(question(quiz, "bitter").locator("button[type=submit]"))
    live = "element => Boolean(element.closest('[aria-live], [role=status], [role=alert]'))"
    assert not quiz.locator(".cw-result").evaluate(live)
    assert question(quiz, "bitter").get_by_role("status").inner_text() == "答对了"


def test_practice_ends_with_a_result(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(LESSON), "brewing.")
    for form in shown(quiz):
        name = (form.get_attribute("id") or "").partition(".")[2]
        answer(form, {"bitter": "wrong", "what-counts": "partly"}.get(name, "right"))
        check(form)
    letter = question(quiz, "letter")
    letter.locator(".cw-criterion input").last.check()
    assert quiz.get_by_role("heading", name="结果").is_visible()
    assert lines(quiz) == [
        "得4.67分，满分7分（66%）",
        "各项目标的得分",
        "解释绿茶为什么用凉一些的水：0／1分",
        "说出影响茶味的三件事：0.67／2分",
        "自评（不计入总分）：1／3分",
        "最好一次：4.67／7分",
    ]
    assert question(quiz, "hot-or-cool").get_by_role("status").inner_text() == "答对了 · 全部答完，结果在下面。"
    before = lines(quiz)
    quiz = reloaded(page, "brewing.")
    assert lines(quiz) == before

    # Only what was missed is begun again.
    press(quiz, "只重做没全对的题")
    assert states(quiz) == ["right"] * 4 + ["scored"]
    assert focused_question(page) == "brewing.bitter"
    assert lines(quiz)[0] == "已答4题，共6题；答对4题，得4分。"
    for name in ("bitter", "what-counts"):
        answer(question(quiz, name), "right")
        check(question(quiz, name))
    assert lines(quiz)[0] == "得7分，满分7分（100%）"
    assert quiz.get_by_role("button", name="只重做没全对的题").count() == 0

    press(quiz, "重新开始")
    assert states(quiz) == []
    assert focused_question(page) == "brewing.bitter"
    for form in shown(quiz)[:-1]:
        answer(form, "wrong")
        check(form)
    assert lines(quiz)[0] == "得0分，满分7分（0%）"
    press(quiz, "重新开始")
    assert lines(quiz) == ["上一次：0／7分", "最好一次：7／7分"]
    assert lines(reloaded(page, "brewing.")) == ["上一次：0／7分", "最好一次：7／7分"]


def test_the_result_speaks_the_language_of_the_page(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url("en/" + LESSON), "brewing.")
    for form in shown(quiz)[:-1]:
        answer(form, "right")
        check(form)
    assert lines(quiz)[0] == "Points: 7 of 7 (100%)"
    assert "Name three things that make the taste: 2 of 2" in lines(quiz)
    assert quiz.get_by_role("button", name="Start again").is_visible()


# Test


def test_a_test_tells_nothing_before_it_is_handed_in(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(TEST), "tea-test.")
    bitter = question(quiz, "bitter")
    bitter.locator("input").first.check()
    page.keyboard.press("Enter")
    bitter.locator("input").first.press("ArrowDown")
    question(quiz, "gaps").locator("input").first.fill("80")
    page.keyboard.press("Enter")

    hidden = ("button[type=submit]", ".cw-answer", ".cw-hint-box", ".cw-note", "[role=status]:has-text('对')")
    assert [name for name in hidden if quiz.locator(f"{name}:visible").count()] == []
    assert states(quiz) == []
    assert lines(quiz) == []


def test_what_is_unanswered_is_shown_before_handing_in(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(TEST), "tea-test.")
    forms = shown(quiz)
    for form in (forms[1], forms[4]):
        answer(form, "right")
    press(quiz, "交卷")
    title = quiz.locator(".cw-unanswered p")
    assert title.inner_text() == "还有6题没有作答："
    assert has_focus(title)
    assert states(quiz) == []

    links = quiz.locator(".cw-unanswered a")
    assert links.all_inner_texts() == [f"第{number}题" for number in (1, 3, 4, 6, 7, 8)]
    for link, form in zip(links.all(), (forms[n] for n in (0, 2, 3, 5, 6, 7)), strict=True):
        link.click()
        assert focused_question(page) == form.get_attribute("id")
        expect(page.locator(":focus")).to_be_in_viewport()

    press(quiz, "继续答题")
    assert focused_question(page) == forms[0].get_attribute("id")
    assert quiz.locator(".cw-unanswered").count() == 0

    press(quiz, "交卷")
    press(quiz, "就这样交卷")
    assert has_focus(quiz.locator(".cw-result-title"))
    assert len(states(quiz)) == 8
    assert forms[0].locator(".cw-status").inner_text().startswith("没有作答")


def test_a_test_is_marked_as_a_whole(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(TEST), "tea-test.")
    for form in shown(quiz):
        answer(form, "right")
    bitter = question(quiz, "bitter")
    bitter.locator(".cw-option", has_text="换一罐更贵的茶").click()
    order = parts(quiz)
    quiz = reloaded(page, "tea-test.")
    assert parts(quiz) == order
    press(quiz, "交卷")

    assert quiz.locator(".cw-unanswered").count() == 0, "the answers are there after the reload"
    assert has_focus(quiz.locator(".cw-result-title"))
    assert lines(quiz) == [
        "得7分，满分8分（87%）",
        "及格（60%及格）",
        "各项目标的得分",
        "说出六大茶类：1／1分",
        "解释绿茶为什么用凉一些的水：0／1分",
        "说出影响茶味的三件事：2／2分",
        "最好一次：7／8分",
    ]
    assert sorted(states(quiz)) == ["right"] * 6 + ["scoring", "wrong"]
    assert bitter.locator(".cw-hint-box").is_visible()
    assert bitter.locator(".cw-answer").is_visible()
    assert "贵的茶用开水久泡也会苦。" in bitter.locator(".cw-note").inner_text()

    # Its text is scored after the test was handed in, and is not part of the points.
    question(quiz, "letter").locator(".cw-criterion input").first.check()
    assert "自评（不计入总分）：3／3分" in lines(quiz)
    before = (lines(quiz), states(quiz), quiz.locator(".cw-note").all_inner_texts())
    quiz = reloaded(page, "tea-test.")
    assert (lines(quiz), states(quiz), quiz.locator(".cw-note").all_inner_texts()) == before

    press(quiz, "只重做没全对的题")
    assert focused_question(page) == "tea-test.brewing.bitter"
    assert len(states(quiz)) == 7
    answer(question(quiz, "bitter"), "right")
    press(quiz, "交卷")
    assert lines(quiz)[0] == "得8分，满分8分（100%）"

    press(quiz, "重新开始")
    assert states(quiz) == []
    assert lines(quiz) == ["上一次：8／8分", "最好一次：8／8分"]
    assert parts(quiz) != order
    assert focused_question(page) == parts(quiz)[0]


# Warm-up and check


def test_a_warm_up_has_no_score(small_site: Site, page: Page) -> None:
    quiz = open_quiz(page, small_site.url(TEST), "six-teas-")
    form = shown(quiz)[0]
    answer(form, "wrong")
    check(form)

    assert states(quiz) == ["wrong"]
    assert lines(quiz) == []
    assert "全部答完" not in quiz.inner_text()
    assert kept(quiz).keys() == {"v", "questions"}
    quiz = reloaded(page, "six-teas-")
    assert (states(quiz), lines(quiz)) == (["wrong"], [])


def test_a_check_is_one_question(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(LESSON))
    checks = page.locator(".cw-quiz--check")
    for form, how in zip(checks.locator("form").all(), ("wrong", "right"), strict=True):
        answer(form, how)
        check(form)
    for address in (LESSON, "en/" + LESSON):
        open_page(page, small_site.url(address))
        expect(checks.locator("form[data-state]")).to_have_count(2)
        assert [states(one) for one in checks.all()] == [["wrong"], ["right"]]

    assert checks.locator(".cw-forget").count() == 0
    assert lines(checks) == []
    check(checks.locator("form").first)
    page.reload()
    expect(checks.locator("form[data-state]")).to_have_count(1)
    assert checks.locator("form").first.locator(":checked").count() == 0
