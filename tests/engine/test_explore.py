"""A figure to explore: how its block is read, what is wrong with it, and what stands on the page."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape

import pytest
from markdown import Markdown
from small_course import Project

from courseware.body import read_body
from courseware.course import Course
from courseware.explore import Figure, read_figure
from courseware.explore_html import Drawing, shown, signed, widest, width_of
from courseware.languages import language
from courseware.problems import catalogue
from courseware.rendering import PageContext, current_page

PAGE, PAGE_EN = "docs/cards.md", "docs/cards.en.md"
HEAD = "/// explore | x\n    scale: 1-7\n    first: 期望\n    second: 感知\n"
ROWS = "\n- 甲: 6, 5\n- 乙: 4, 4\n- 丙: 3, 6.5\n"


def read(text: str) -> Figure:
    (block,) = [block for _, block in read_body(text).blocks]
    figure, problems = read_figure(block, "a.md")
    assert problems == []
    assert figure is not None
    return figure


def test_rows_are_read_as_they_are_typed() -> None:
    """With Chinese punctuation or without."""
    typed = "\n说明在上面。\n\n- 甲：6，5\n-  乙 : 4、 4\n- 反应: 快慢: 3 ,6.5\n\n///\n"
    figure = read(HEAD + typed)
    assert [(row.name, row.first, row.second) for row in figure.rows] == [
        ("甲", Decimal(6), Decimal(5)),
        ("乙", Decimal(4), Decimal(4)),
        ("反应: 快慢", Decimal(3), Decimal("6.5")),
    ]
    assert figure.caption == "说明在上面。"
    assert (figure.low, figure.high, figure.step) == (1, 7, Decimal("0.1"))


@pytest.mark.parametrize("scale", ["−2-2", "-2 – 2", "-2～2", "-2至2"])
def test_a_scale_may_begin_below_zero(scale: str) -> None:
    figure = read(HEAD.replace("1-7", scale) + "    step: 0.5\n\n- 甲: -1.5, −2\n- 乙: 0, 1\n- 丙: 1, 2\n\n///\n")
    assert (figure.low, figure.high, figure.rows[0].second) == (-2, 2, -2)


# The block in place of the page's own; `§` marks the place.
WRONG = {
    "explore-id": HEAD.replace("/// explore | x", "§/// explore") + ROWS,
    "explore-scale": HEAD.replace("    scale: 1-7", "    §scale: 7-1") + ROWS,
    "explore-scale in words": HEAD.replace("    scale: 1-7", "    §scale: 七级") + ROWS,
    "explore-step": HEAD + "    §step: 0.7\n" + ROWS,
    "explore-step of nothing": HEAD + "    §step: 0\n" + ROWS,
    "explore-row": HEAD + ROWS.replace("- 乙: 4, 4", "§- 乙: 4"),
    "explore-row without a name": HEAD + ROWS.replace("- 乙: 4, 4", "§- 4, 4"),
    "explore-row of words": HEAD + ROWS + "§多余的话\n",
    "explore-name": HEAD + ROWS.replace("- 丙", "§- 乙"),
    "explore-value": HEAD + ROWS.replace("- 乙: 4, 4", "§- 乙: 4, 7.1"),
    "explore-value between": HEAD + ROWS.replace("- 乙: 4, 4", "§- 乙: 4.55, 4"),
    "explore-count": "§" + HEAD + ROWS.replace("- 丙: 3, 6.5\n", ""),
    "missing-key": "§" + HEAD.replace("    first: 期望\n", "") + ROWS,
    "empty-value": HEAD.replace("    second: 感知", "    §second:") + ROWS,
    "unknown-key": HEAD + "    §third: 别的\n" + ROWS,
    "yaml-full-width-colon": HEAD.replace("    second: 感知\n", "    second: 感知\n    §step：1\n") + ROWS,
}


@pytest.mark.parametrize(("code", "block"), WRONG.items(), ids=WRONG)
def test_a_mistake_is_told_with_its_line(project: Project, code: str, block: str) -> None:
    text = f"---\ntitle: 图\n---\n\n{block}\n///\n"
    before = text[: text.index("§")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    project.write("docs/more.md", text.replace("§", ""))
    assert [(p.place.path, p.place.line, p.place.column, p.code) for p in project.problems()] == [
        ("docs/more.md", *place, code.split(" ")[0])
    ]


def test_a_page_has_each_figure_once_and_with_the_same_numbers_in_every_language(project: Project) -> None:
    project.edit(PAGE_EN, "- Courtesy: 6.1, 6.1", "- Courtesy: 6.1, 6.2")
    project.write(PAGE, project.read(PAGE) + f"\n{HEAD.replace('| x', '| tea-party')}{ROWS}\n///\n")
    found = [(p.code, p.place.path) for p in project.problems()]
    assert found == [("explore-differs", PAGE_EN), ("duplicate-id", PAGE)]


def test_every_mistake_of_a_figure_is_made_here() -> None:
    made = {code.split(" ")[0] for code in WRONG} | {"explore-differs"}
    assert {code for code in catalogue() if code.startswith("explore-")} <= made


def html_of(course: Course, code: str) -> str:
    token = current_page.set(PageContext(course, "cards.md", language(code)))
    try:
        return str(Markdown(extensions=["courseware"]).convert(course.pages["cards.md"][code].source.body))
    finally:
        current_page.reset(token)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("zh", "差距最大的是冲泡：感知比期望低1.3。"),
        ("en", "The widest gap is Reliable brewing: Perceived is 1.3 below Expected."),
    ],
)
def test_the_page_has_table_drawing_and_sentence_without_scripts(
    small_course: Course, code: str, sentence: str
) -> None:
    html = html_of(small_course, code)
    cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", html)
    assert cells[5:8] == ["6.0", "6.2", "+0.2"]
    assert cells[9:12] == ["6.8", "5.5", "−1.3"]
    assert cells[17:20] == ["6.1", "6.1", "0.0"]
    # Means of 6.0 6.8 6.4 6.1 5.0 and of 6.2 5.5 5.9 6.1 5.6.
    assert cells[-3:] == ["6.06", "5.86", "−0.20"]
    assert f'<p class="cw-explore-said">{sentence}</p>' in html
    assert html.count("<polygon") == 3 + 2  # rings, ratings
    assert 'role="img"' in html
    data = json.loads(unescape(re.search(r'data-explore="([^"]*)"', html)[1]))  # type: ignore[index]
    assert [row["values"] for row in data["rows"]][1] == [6.8, 5.5]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("- 甲: 6, 5\n- 乙: 4, 4\n- 丙: 3, 3.9\n", "差距最大的是甲：感知比期望低1.0。"),
        ("- 甲: 6, 5\n- 乙: 4, 4\n- 丙: 3, 4.1\n", "差距最大的是丙：感知比期望高1.1。"),
        ("- 甲: 6, 5\n- 乙: 4, 4\n- 丙: 3, 4\n", "差距最大的有2项：甲、丙，感知和期望都相差1.0。"),
        ("- 甲: 6, 6\n- 乙: 4, 4\n- 丙: 3, 3\n", "各项的感知和期望都一样。"),
        # Decimals are exact: 6.3 − 6.2 and 4.1 − 4.0 are the same.
        ("- 甲: 6.3, 6.2\n- 乙: 4.1, 4\n- 丙: 3, 3\n", "差距最大的有2项：甲、乙，感知和期望都相差0.1。"),
    ],
)
def test_the_sentence_says_where_the_widest_gap_is(rows: str, sentence: str) -> None:
    assert widest(read(f"{HEAD}\n{rows}\n///\n"), language("zh"), 1) == sentence


def test_numbers_as_they_are_shown() -> None:
    assert [shown(Decimal(v), 1) for v in ("6", "0.05", "-0.04", "-1.25")] == ["6.0", "0.1", "0.0", "−1.3"]
    assert shown(Decimal("6.5"), 0) == "7"
    assert [signed(Decimal(v), 1) for v in ("0.2", "0", "0.04", "-0.3")] == ["+0.2", "0.0", "0.0", "−0.3"]


NAMES = ("可靠性", "Responsiveness", "Tangibles and premises", "服务人员的态度和礼貌", "Care")


def test_a_long_name_at_one_side_moves_the_drawing_away_from_it() -> None:
    rows = "- Reliability: 7, 1\n- Assurance: 7, 1\n- Tangibles: 7, 1\n- Empathy: 7, 1\n- Responsiveness: 7, 1\n"
    drawing = Drawing(read(f"{HEAD}\n{rows}\n///\n"))
    assert drawing.radius > 70
    assert drawing.centre[0] > 190


@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_drawing_leaves_it_or_lies_on_another_name(name: str, count: int) -> None:
    rows = "".join(f"- {name} {n}: 7, 1\n" for n in range(count))
    drawing = Drawing(read(f"{HEAD}\n{rows}\n///\n"))
    boxes = []
    for x, y, anchor, words in drawing.labels:
        width = width_of(words)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
        boxes.append((left, left + width, y - 12, y + 3))
        assert left >= -1
        assert left + width <= 361
        assert y >= 12
        assert y + 3 <= drawing.legend[0][1] - 10
    for n, a in enumerate(boxes):
        for b in boxes[:n]:
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], (a, b)
