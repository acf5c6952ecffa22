"""Scoring by the rubric: how marks are computed, and the form that keeps the scores."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browsing import PHONE, faults, open_page
from support.field_forms import downloaded
from support.sites import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
ADDRESS = "assignments/tea-visit/"
MARKS = """async ([folder, rubric, state]) => {
    const { marksOf, shownMark } = await import(folder + "rubric-marks.js");
    const marks = marksOf(rubric, state);
    return { ...marks, shown: shownMark(marks.mark), members: marks.members.map(shownMark) };
}"""
MIDDLES = """async ([folder, levels]) => {
    const { levelOf, middleOf } = await import(folder + "rubric-marks.js");
    const reached = [100, 90, 89.5, 75, 60, 59.9, 0, NaN].map(score => levelOf(levels, score));
    return [levels.map(({ id }) => middleOf(levels, id)), reached];
}"""
HAS_ROOT = "() => document.querySelector('courseware-rubric')?.dataset.ready !== undefined"
# Weights and levels as of the course's own rubric.
CRITERIA = [{"id": f"c{n}", "weight": weight} for n, weight in enumerate((20, 20, 25, 15, 10, 10))]
LEVELS = [{"id": name, "least": least} for name, least in (("a", 90), ("b", 75), ("c", 60), ("d", 0))]
RUBRIC = {
    "criteria": CRITERIA,
    "mix": {"teacher": 60, "groups": 25, "self": 15},
    "contribution": {"min": 0.8, "max": 1.1},
}
EXAMPLE = (90, 80, 84, 70, 88, 90)


def scores(*values: object) -> dict[str, str]:
    """Scores of the criteria in order."""
    return {f"c{n}": str(value) for n, value in enumerate(values)}


def state(**parts: Any) -> dict[str, Any]:
    return {"teacher": {}, "self": {}, "groups": [], "members": [], **parts}


@pytest.fixture
def blank(page: Page, small_site: Site) -> Page:
    """A page from which the modules can be imported."""
    page.goto(small_site.url("about/"))
    return page


def folder(site: Site) -> str:
    path = site.scripts().relative_to(site.folder).as_posix()
    return f"/base/{path}/"


ALL = scores(*EXAMPLE)
CASES = [
    # One scorer alone: the worked example of the rubric; the others are left out.
    (state(teacher=ALL), "83.3", ["groups", "self"], [1, 0, 0]),
    # 0.6 × 83.3 + 0.25 × (90 + 70) ÷ 2 + 0.15 × 100
    (
        state(teacher=ALL, groups=[scores(*[90] * 6), scores(*[70] * 6)], self=scores(*[100] * 6)),
        "85.0",
        [],
        [0.6, 0.25, 0.15],
    ),
    # Without the other groups 60 and 15 are four fifths and one fifth.
    (state(teacher=scores(*[80] * 6), self=scores(*[90] * 6)), "82.0", ["groups"], [0.8, 0, 0.2]),
    # Half-filled, or with something that is no score: not counted yet.
    (state(teacher=ALL, self=scores(100, 100, 100)), "83.3", ["groups", "self"], [1, 0, 0]),
    (state(teacher=ALL, self=scores(100, 100, 100, 100, 100, 101)), "83.3", ["groups", "self"], [1, 0, 0]),
    (state(teacher=ALL, groups=[scores(0, 0), scores(*[50] * 6)]), "73.5", ["self"], [60 / 85, 25 / 85, 0]),
    # Full-width digits and a decimal point.
    (state(teacher=scores("９０", " 80 ", "84.0", "70", "88", "90")), "83.3", ["groups", "self"], [1, 0, 0]),
    (state(), "–", [], [0, 0, 0]),
    (state(teacher=scores(*[0] * 6)), "0.0", ["groups", "self"], [1, 0, 0]),
]


@pytest.mark.parametrize(("given", "mark", "left_out", "counts"), CASES)
def test_the_groups_mark(
    blank: Page, small_site: Site, given: dict[str, Any], mark: str, left_out: list[str], counts: list[float]
) -> None:
    found = blank.evaluate(MARKS, [folder(small_site), RUBRIC, given])
    assert (found["shown"], found["leftOut"]) == (mark, left_out)
    assert [part["share"] for part in found["parts"]] == pytest.approx(counts)


def test_individual_marks(blank: Page, small_site: Site) -> None:
    factors = ["1", "1.1", "0.8", "1.05", "1.11", "0.79", "", "x", "１．１"]
    members = [{"name": "", "factor": factor} for factor in factors]
    given = state(teacher=scores(*[95] * 6), members=members)
    found = blank.evaluate(MARKS, [folder(small_site), RUBRIC, given])
    assert found["members"] == ["95.0", "100.0", "76.0", "99.8", "–", "–", "–", "–", "100.0"]
    assert blank.evaluate(MARKS, [folder(small_site), RUBRIC, state(members=members)])["members"] == ["–"] * 9


def test_a_part_that_counts_nothing(blank: Page, small_site: Site) -> None:
    rubric = {**RUBRIC, "mix": {"teacher": 100, "groups": 0, "self": 0}}
    found = blank.evaluate(MARKS, [folder(small_site), rubric, state(self=ALL)])
    assert (found["shown"], found["leftOut"]) == ("–", [])
    found = blank.evaluate(MARKS, [folder(small_site), rubric, state(teacher=ALL, self=scores(*[0] * 6))])
    assert (found["shown"], found["leftOut"]) == ("83.3", [])


def test_levels_and_scores(blank: Page, small_site: Site) -> None:
    middles, levels = blank.evaluate(MIDDLES, [folder(small_site), LEVELS])
    assert middles == [95, 82, 67, 30]
    assert levels == ["a", "a", "b", "b", "c", "d", "d", ""]


# The form


@pytest.fixture
def rubric(page: Page, small_site: Site) -> Page:
    open_rubric(page, small_site)
    return page


def open_rubric(page: Page, site: Site, language: str = "") -> None:
    open_page(page, site.url(language + ADDRESS))
    page.wait_for_function(HAS_ROOT)


def scorer(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def mark(page: Page) -> Locator:
    return page.locator(".cw-marking-mark")


def rate(page: Page, name: str, *values: str) -> None:
    for box, value in zip(scorer(page, name).locator("input").all(), values, strict=True):
        box.fill(value)


def test_a_level_gives_the_middle_and_a_score_its_level(rubric: Page) -> None:
    teacher = scorer(rubric, "教师")
    teacher.get_by_label("教师，数据：等级").select_option("fair")
    expect(teacher.get_by_label("教师，数据：分数")).to_have_value("70")
    expect(teacher.locator(".cw-scorer-mark")).to_have_text("还有1项没有打分，暂不计入")
    expect(mark(rubric)).to_have_text("打完至少一方的全部标准，就会算出成绩。")
    teacher.get_by_label("教师，建议：分数").fill("85")
    expect(teacher.get_by_label("教师，建议：等级")).to_have_value("good")
    expect(teacher.locator(".cw-scorer-mark")).to_have_text("得分：76.0")
    expect(mark(rubric)).to_have_text("小组成绩：76.0")
    left = rubric.locator(".cw-marking-left")
    expect(left).to_have_text("没有计入：其他小组、本组自评。其余各方按原来的比例折算为100%。")
    said = rubric.locator(".cw-marking-result [role=status]")
    expect(said).to_contain_text("小组成绩：76.0")
    teacher.get_by_label("教师，数据：等级").select_option("")
    expect(teacher.get_by_label("教师，数据：分数")).to_have_value("")


def test_a_score_out_of_range_is_named(rubric: Page) -> None:
    box = rubric.get_by_label("本组自评，数据：分数")
    box.fill("120")
    box.blur()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("请写0到100之间的数。"))
    box.fill("12")
    expect(box).not_to_have_attribute("aria-invalid", "true")


def test_groups_come_and_go(rubric: Page) -> None:
    rate(rubric, "教师", "80", "80")
    rate(rubric, "其他小组1", "90", "90")
    rubric.get_by_role("button", name="增加一个小组").click()
    expect(rubric.get_by_label("其他小组2，数据：等级")).to_be_focused()
    rate(rubric, "其他小组2", "70", "70")
    rows = rubric.locator(".cw-marking-result tbody tr")
    assert rows.all_inner_texts() == ["教师\t80.0\t70.6%", "其他小组（2组的平均）\t80.0\t29.4%", "本组自评\t–\t–"]
    rubric.get_by_role("button", name="去掉其他小组1").click()
    expect(rows.nth(1)).to_have_text("其他小组（1组的平均）70.029.4%")
    undo = rubric.locator("courseware-rubric").get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    undo.click()
    expect(rows.nth(1)).to_have_text("其他小组（2组的平均）80.029.4%")


def test_individual_marks_in_the_form(rubric: Page) -> None:
    rate(rubric, "教师", "95", "95")
    rubric.get_by_role("button", name="增加组员").click()
    expect(rubric.get_by_label("组员1：姓名")).to_be_focused()
    rubric.get_by_label("组员1：姓名").fill("<b>小林</b>")
    factor = rubric.get_by_label("<b>小林</b>：贡献系数")
    factor.fill("1.1")
    expect(rubric.locator(".cw-member-mark")).to_have_text("100.0")
    factor.fill("1.2")
    factor.blur()
    expect(factor).to_have_accessible_description(re.compile("请写0.8到1.1之间的数。"))
    expect(rubric.locator(".cw-member-mark")).to_have_text("–")
    assert rubric.locator(".cw-marking b").count() == 0
    rubric.get_by_role("button", name="去掉<b>小林</b>").click()
    assert rubric.locator(".cw-marking-members li").count() == 0


def test_scores_stay_on_the_device_in_both_languages(small_site: Site, rubric: Page) -> None:
    rate(rubric, "教师", "80", "90")
    open_rubric(rubric, small_site, "en/")
    expect(mark(rubric)).to_have_text("Group mark: 84.0")
    rubric.get_by_role("button", name="Clear all scores").click()
    expect(rubric.locator(".cw-marking > .cw-live .cw-status")).to_have_text("All scores have been cleared.")
    assert all(not box.input_value() for box in rubric.locator(".cw-scorer input").all())
    rubric.reload()
    rubric.wait_for_function(HAS_ROOT)
    assert all(not box.input_value() for box in rubric.locator(".cw-scorer input").all())


def test_clearing_can_be_undone(rubric: Page) -> None:
    rate(rubric, "教师", "80", "90")
    rubric.get_by_role("button", name="清空打分").click()
    expect(mark(rubric)).not_to_contain_text("84.0")
    rubric.locator("courseware-rubric").get_by_role("button", name="撤销").press("Enter")
    expect(mark(rubric)).to_have_text("小组成绩：84.0")
    expect(rubric.get_by_role("button", name="清空打分")).to_be_focused()


def test_another_tab_is_followed(small_site: Site, rubric: Page) -> None:
    other = rubric.context.new_page()
    open_rubric(other, small_site)
    rate(rubric, "教师", "80", "90")
    expect(mark(other)).to_have_text("小组成绩：84.0")


def test_tabs_do_not_undo_each_other(small_site: Site, rubric: Page) -> None:
    rate(rubric, "教师", "80", "90")
    other = rubric.context.new_page()
    open_rubric(other, small_site)
    rate(other, "本组自评", "60", "60")

    field = rubric.locator(".cw-scorer input").first
    expect(rubric.locator(".cw-scorer").last.locator("input").first).to_have_value("60")
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert "教师" in rubric.evaluate(focused), "the focus stays where it was"
    field.fill("70")
    expect(other.locator(".cw-scorer input").first).to_have_value("70")
    expect(other.locator(".cw-scorer").last.locator("input").first).to_have_value("60")


HOSTILE = [
    "{",
    "null",
    "[]",
    '"x"',
    '{"v": 2, "teacher": {"data": "1", "advice": "1"}}',
    json.dumps({"v": 1, "teacher": [], "self": "x", "groups": "x", "members": {"length": 1e9}}),
    json.dumps(
        {"v": 1, "teacher": {"data": 5, "advice": {}, "__proto__": "1"}, "groups": [None, 1], "members": [1, "x"]}
    ),
    '{"v": 1, "teacher": {"__proto__": {"data": "90", "advice": "90"}, "constructor": "x"}}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_others_wrote_is_not_taken(small_site: Site, rubric: Page, text: str) -> None:
    rate(rubric, "教师", "80", "90")
    write = "text => localStorage.setItem(Object.keys(localStorage).find(key => key.includes(':rubric:')), text)"
    rubric.evaluate(write, text)
    open_rubric(rubric, small_site)
    assert all(not box.input_value() for box in rubric.locator(".cw-scorer input").all())
    rate(rubric, "教师", "80", "90")
    expect(mark(rubric)).to_have_text("小组成绩：84.0")


def test_hostile_scores_are_shown_as_they_are(small_site: Site, rubric: Page) -> None:
    rate(rubric, "教师", "80", "90")
    text = json.dumps(
        {
            "v": 1,
            "teacher": {"data": "<img src=x>" * 9, "advice": "-5"},
            "groups": [{}] * 99,
            "members": [{"name": "x" * 999, "factor": 3}],
        }
    )
    write = "text => localStorage.setItem(Object.keys(localStorage).find(key => key.includes(':rubric:')), text)"
    rubric.evaluate(write, text)
    open_rubric(rubric, small_site)
    assert rubric.get_by_label("教师，数据：分数").input_value() == ("<img src=x>" * 9)[:20]
    assert rubric.locator(".cw-scorer").count() == 30 + 2
    expect(rubric.get_by_role("button", name="增加一个小组")).to_be_hidden()
    assert len(rubric.get_by_label("组员1：姓名").input_value()) == 100
    expect(mark(rubric)).not_to_contain_text("小组成绩")


def test_storage_that_is_blocked_is_said(small_site: Site, page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    open_rubric(page, small_site)
    expect(page.locator(".cw-marking .cw-not-kept")).to_be_hidden()
    rate(page, "教师", "80", "90")
    expect(mark(page)).to_have_text("小组成绩：84.0")
    expect(page.locator(".cw-marking .cw-not-kept")).to_contain_text("关闭页面就会丢失")


def test_the_csv_holds_everything(rubric: Page) -> None:
    rate(rubric, "教师", "80", "90")
    rate(rubric, "其他小组1", "70", "")
    rubric.get_by_role("button", name="增加组员").click()
    rubric.get_by_label("组员1：姓名").fill("=HYPERLINK(1)")
    button = rubric.locator("courseware-rubric").get_by_role("button", name="导出CSV")
    name, data = downloaded(rubric, button)
    assert name.startswith("tea-visit-")
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["项目", "标准", "权重（%）", "分数"],
        ["教师", "数据", "60", "80"],
        ["教师", "建议", "40", "90"],
        ["教师", "合计", "", "84"],
        ["其他小组1", "数据", "60", "70"],
        ["其他小组1", "建议", "40", ""],
        ["其他小组1", "合计", "", ""],
        ["本组自评", "数据", "60", ""],
        ["本组自评", "建议", "40", ""],
        ["本组自评", "合计", "", ""],
        ["综合成绩", "", "", "84"],
        ["'=HYPERLINK(1)", "贡献系数 1", "", "84"],
    ]


def test_by_keyboard_alone(rubric: Page) -> None:
    rubric.get_by_label("教师，数据：等级").focus()
    for key in ("ArrowDown", "Tab", "Tab", "ArrowDown", "Tab"):
        rubric.keyboard.press(key)
    expect(mark(rubric)).to_have_text("小组成绩：90.0")
    expect(rubric.get_by_label("教师，建议：分数")).to_be_focused()


@LANGUAGES
def test_axe_finds_nothing(small_site: Site, page: Page, language: str) -> None:
    open_rubric(page, small_site, language)
    page.locator(".cw-scorer").first.locator("input").first.fill("120")
    page.locator(".cw-scorer").first.locator("input").first.blur()
    page.locator(".cw-marking-individual button").click()
    page.locator(".cw-scorer").nth(1).locator("select").first.select_option(index=1)
    assert faults(page) == []


def test_targets_on_a_phone(small_site: Site, page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_rubric(page, small_site)
    page.locator(".cw-marking-individual button").click()
    boxes = [one.bounding_box() for one in page.locator(".cw-marking :is(input, select, button):visible").all()]
    assert len(boxes) > 15
    assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in boxes)


def test_on_paper(rubric: Page) -> None:
    rubric.emulate_media(media="print")
    assert not rubric.locator(".cw-marking").is_visible(), "an empty form for marks is no use on paper"
    rubric.emulate_media(media="screen")
    rate(rubric, "教师", "80", "90")
    rubric.emulate_media(media="print")
    assert mark(rubric).is_visible()
    assert rubric.locator("courseware-rubric button:visible").count() == 0
