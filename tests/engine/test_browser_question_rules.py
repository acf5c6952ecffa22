"""What types of questions have of their own: numbers as they are typed, drawn numbers, order, pictures, texts."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from courseware.quizzes.expressions import instance, show
from support.browsing import focused, open_page
from support.quizzes import KEYBOARD, answer, check, edit_page, has_focus, open_question, said, state, stored
from support.sites import Site

NOT_A_NUMBER = "请只写一个数，例如 7.5。"
TYPED_NUMBERS = {
    "numeric": {
        "right": ["250", "２５０", " 250毫升。", "250 ML", "+ 250", "２５０．０", "2.5e2", "245", "255", "25000%"],
        "wrong": ["-250", "−250", "－２５０", "250％", "256", "2,500", "244.9", "250 250"],
        "": ["250元", "二百五十", "2,50", "毫升", "25O", "1/4"],
    },
    "range": {
        "right": ["75", "85", "80 ℃", "８０。５", "７５°C"],
        "wrong": ["74.9", "－80", "85.1", "80%"],
        "": ["80度", "75-85", "约80"],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TYPED_NUMBERS)
def test_numbers_as_they_are_typed(small_site: Site, page: Page, name: str) -> None:
    form = open_question(page, small_site, name)
    box = form.locator("input")
    for expected, numbers in TYPED_NUMBERS[name].items():
        for typed in numbers:
            box.fill(typed)
            box.press("Enter")
            assert (typed, state(form) or "") == (typed, expected)
            if expected:
                assert form.locator(".cw-answer[open]").count() == (expected == "wrong")  # the solution is read at once
                check(form)
            else:
                assert said(form) == NOT_A_NUMBER
                assert has_focus(box)


def test_gaps_of_a_group_in_any_order(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "cloze")

    def fill_in(**words: str) -> None:
        answer(form, "right")
        for gap, typed in words.items():
            form.locator(f"input[data-part={gap}]").fill(typed)
        check(form)

    fill_in(green="八十")
    assert (state(form), said(form)) == (None, NOT_A_NUMBER)
    assert has_focus(form.locator("input[data-part=green]"))

    fill_in(green="８０度", first="时间", second=" 水温。")
    assert state(form) == "right"
    check(form)
    fill_in(first="水温", second="水温")
    assert state(form) == "partly"
    marks = form.locator("fieldset [data-part]").evaluate_all("gaps => gaps.map(gap => gap.dataset.right)")
    assert marks == ["true", "true", "true", "true", "false"]


def note(form: Locator) -> str:
    return re.sub(r"\s+", " ", form.locator(".cw-note").inner_text()).strip()


NAMED = {
    "90": "不对 方向反了，茶多水也多。",
    "９０毫升": "不对 方向反了，茶多水也多。",
    "-90": "不对",
    "91.9": "不对",
    "250": "答对了",
}


def test_a_named_wrong_number_has_its_own_feedback(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "numeric")
    for typed, expected in NAMED.items():
        form.locator("fieldset input").fill(typed)
        check(form)
        assert note(form) == expected
        check(form)


def test_what_is_near_enough_to_the_answer_is_no_named_mistake(small_site: Site, page: Page) -> None:
    """The tolerance holds for both: 246 is near 250 and near 243."""
    edit_page(page, lambda text: text.replace("wrong&quot;:[&quot;90", "wrong&quot;:[&quot;243"))
    form = open_question(page, small_site, "numeric")
    form.locator("fieldset input").fill("246")
    check(form)

    assert note(form) == "答对了"


def shown_numbers(form: Locator) -> dict[str, str]:
    spans = form.locator("[data-parameter]")
    return dict(spans.evaluate_all("spans => spans.map(span => [span.dataset.parameter, span.textContent])"))


def test_each_attempt_has_the_numbers_of_its_seed(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "parameters")
    key = json.loads(form.get_attribute("data-key") or "")
    seen = [{}]
    for _ in range(4):
        drawn = instance(key, stored(page, "parameters")["r"]["seed"])
        numbers = {name: show(value) for name, value in drawn["names"].items()}
        assert shown_numbers(form) == {**numbers, "answer": drawn["key"]["answer"]}
        assert numbers != seen[-1]
        seen.append(numbers)

        form.locator("fieldset input").fill(show(drawn["names"]["guests"] * 50))
        check(form)
        assert (state(form), note(form)) == ("wrong", "不对 只算了每人一杯。")
        check(form)

    drawn = instance(key, stored(page, "parameters")["r"]["seed"])
    form.locator("fieldset input").fill(f"{drawn['key']['answer']}毫升")
    check(form)
    assert state(form) == "right"
    numbers = shown_numbers(form)
    open_page(page, page.url.split("#")[0])
    assert (state(form), shown_numbers(form)) == ("right", numbers)


@pytest.mark.parametrize(
    ("language", "told"), [("", "“{item}”：第{position}位，共4位"), ("en/", "“{item}”: position {position} of 4")]
)
def test_ordering_tells_positions(small_site: Site, page: Page, language: str, told: str) -> None:
    form = open_question(page, small_site, "ordering", language)
    first = form.locator(".cw-order-item").evaluate_all("items => items.map(item => item.dataset.id)")
    assert first != ["boil", "cool", "pour", "serve"]
    item = form.locator(f"li.cw-order-item[data-id={first[2]}]")
    words = item.locator(".cw-order-text").inner_text()

    for button, key, positions in ((0, "Enter", (2, 1, 1)), (1, " ", (2, 3, 4, 4))):
        control = item.locator(".cw-move").nth(button)
        KEYBOARD.reach(control)
        assert words in (control.get_attribute("aria-label") or "")
        for position in positions:
            page.keyboard.press(key)
            assert item.evaluate("item => [...item.parentElement.children].indexOf(item) + 1") == position
            assert said(form) == told.format(item=words, position=position)
            assert has_focus(control)
        assert control.get_attribute("aria-disabled") == "true"
    assert state(form) is None


def test_ordering_by_pointing(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "ordering")
    items = form.locator(".cw-order-item")
    first, last = items.first.get_attribute("data-id"), items.last.locator(".cw-grip")
    box = items.first.locator(".cw-grip").bounding_box()
    end = last.bounding_box()
    assert box
    assert end
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + end["height"], steps=20)
    page.mouse.up()

    assert items.last.get_attribute("data-id") == first


def test_categories_are_asked_for_marked_phrases_alone(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "rules")
    phrase, row = form.locator(".cw-phrase").first, form.locator(".cw-row[data-phrase=late]")
    assert form.locator(".cw-row:visible").count() == 0
    phrase.click()
    assert form.locator(".cw-row:visible").count() == 1
    check(form)
    assert state(form) is None
    assert said(form) == "请先选择答案。"
    assert has_focus(row.locator("select"))

    row.locator("select").select_option("safety")
    check(form)
    assert state(form) == "partly"
    assert "部分正确" in row.inner_text()
    assert "正确答案：不让客人久等" in row.inner_text()
    check(form)
    assert form.locator(".cw-row:visible").count() == 0


@pytest.mark.parametrize(("name", "kind"), [("hotspot", "radio"), ("hotspots", "checkbox")])
def test_places_in_the_picture_are_those_in_the_list(small_site: Site, page: Page, name: str, kind: str) -> None:
    form = open_question(page, small_site, name)
    spots, options = form.locator(".cw-spot"), form.locator(".cw-option")
    assert spots.count() == options.count() > 2
    for n in range(spots.count()):
        box = options.nth(n).locator(f"input[type={kind}]")
        spots.nth(n).click()
        assert box.is_checked()
        assert spots.nth(n).get_attribute("data-chosen") is not None
        assert options.nth(n).inner_text().startswith(f"{spots.nth(n).inner_text().split()[0]}. ")
    KEYBOARD.reach(options.first.locator("input"))
    assert form.locator(".cw-spot[data-focus]").count() == 1
    check(form)
    marked = "elements => elements.map(element => element.dataset.right)"
    assert spots.evaluate_all(marked) == options.evaluate_all(marked)
    assert "false" in spots.evaluate_all(marked)


def test_opinions_are_kept_and_not_graded(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "scale")
    answer(form, "", KEYBOARD)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert state(form) is None
    assert form.locator("button:visible, .cw-answer:visible, [data-right]").count() == 0
    assert page.locator(".cw-result:visible").count() == 0

    open_page(page, page.url.split("#")[0])
    assert form.locator("[value='4']").is_checked()
    assert stored(page, "scale")["r"] == "4"


MODEL = "水烧开后等三分钟"


def reads(form: Locator, words: str) -> bool:
    """Whether the words are on the screen, and whether a screen reader finds them: both or none."""
    seen, read = form.get_by_text(words).is_visible(), words in form.aria_snapshot()
    assert seen == read
    return seen


def test_the_model_answer_comes_after_the_own_score(small_site: Site, page: Page) -> None:
    form = open_question(page, small_site, "essay")
    text, levels = form.locator("textarea"), form.locator(".cw-criterion input")
    check(form, KEYBOARD)
    assert said(form) == "请先写答案。"
    assert has_focus(text)
    form.locator(".cw-rubric summary").click()
    KEYBOARD.reach(levels.first)
    page.keyboard.press(" ")  # it can be read, but not yet chosen
    assert not levels.first.is_checked()
    assert said(form) == "写完以后再给自己打分。"

    answer(form, "", KEYBOARD)
    check(form, KEYBOARD)
    assert state(form) == "scoring"
    assert text.get_attribute("readonly") is not None
    assert focused(page)["seen"]
    for criterion in form.locator(".cw-criterion").all():
        assert not reads(form, MODEL)
        assert not form.locator(".cw-answer").is_visible()
        KEYBOARD.tick(criterion.locator("input").first)
    assert said(form) == "自评5分，满分5分。现在可以看参考答案。"
    KEYBOARD.press(form.locator(".cw-answer > summary"))
    assert reads(form, MODEL)

    check(form, KEYBOARD)
    assert text.input_value() == "先等三分钟，再泡两分钟。"
    assert has_focus(text)
    assert not reads(form, MODEL)
    assert form.locator(":checked").count() == 0
    page.keyboard.press("Enter")
    assert "\n" in text.input_value()


LENGTHS = {
    "": {
        "先等三分钟，再泡。": "9字，最多120字",
        "“80 °C”——在2024年，don’t rush！\n\n": "13字，最多120字",
        "𠮷野家": "3字，最多120字",
        "茶" * 120: "120字，最多120字",
        "茶" * 123: "123字，超出3字",
    },
    "en/": {
        "Don’t pour boiling water – wait, it's well-known: 80 °C!": "Words: 9 (at most 90)",
        "tea\n\n“  ” 茶叶": "Words: 3 (at most 90)",
        "tea " * 92: "Words: 92 (2 too many)",
    },
}


@pytest.mark.parametrize("language", LENGTHS)
def test_the_length_of_a_text(small_site: Site, page: Page, language: str) -> None:
    form = open_question(page, small_site, "essay", language)
    for text, told in LENGTHS[language].items():
        form.locator("textarea").fill(text)
        assert form.locator(".cw-count").inner_text() == told

    expect(form.locator("[aria-live=polite]")).to_have_text(told)  # once the typing pauses
