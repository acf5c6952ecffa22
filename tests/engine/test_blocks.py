"""The Markdown extension by itself, without MkDocs: what a page's blocks become."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from courseware.course import Course, plan_page
from courseware.languages import language
from courseware.quizzes.grading import RULES
from courseware.rendering import PageContext, current_page, inline, spoken

Render = Callable[..., str]
EXTENSIONS = ["attr_list", "footnotes", "tables", "pymdownx.superfences", "courseware"]


@pytest.fixture
def render(small_course: Course) -> Render:
    def one(text: str, uri: str = "about.md", code: str = "zh") -> str:
        token = current_page.set(PageContext(small_course, uri, language(code)))
        try:
            return str(Markdown(extensions=EXTENSIONS).convert(text))
        finally:
            current_page.reset(token)

    return one


def page_html(render: Render, course: Course, uri: str, code: str = "zh") -> str:
    return render(course.pages[uri][code].source.body, uri, code)


BREWING = "lessons/leaf-and-cup/brewing.md"


@pytest.mark.parametrize("kind", ["think", "discuss", "activity", "takeaways", "challenge", "case"])
def test_a_block_has_its_label_and_title(render: Render, kind: str) -> None:
    html = render(f"/// {kind} | 标题\n\n**字**\n\n///\n")
    assert f'<div class="cw-block cw-{kind}">' in html
    assert '<p class="cw-block-title">标题</p>' in html
    assert "<strong>字</strong>" in html
    assert "///" not in html


def test_a_case_is_fictional_unless_it_has_a_source(render: Render) -> None:
    assert "虚构案例" in render("/// case\n\n字\n\n///\n")
    assert "真实案例" in render("/// case\n    source: lu-yu-780\n\n字\n\n///\n")


def test_below_an_empty_corner_the_first_column_names_the_rows(render: Render) -> None:
    cells = re.compile(r"<(t[hd](?: scope=\"row\")?)>")
    assert cells.findall(render("| | 闲时 |\n|---|---|\n| 等候 | |\n")) == ["td", "th", 'th scope="row"', "td"]
    assert cells.findall(render("| 题 | |\n|---|---|\n| 等候 | |\n")) == ["th", "th", "td", "td"]


def test_a_table_of_long_words_scrolls_on_a_phone(render: Render) -> None:
    rule = "|---" * 4 + "|\n"
    wordy = "| 一 | 二 | 三 | 四 |\n" + rule + f"| 1 | {'长' * 20} | {'短' * 20} | 4 |\n"
    short = "| 方面 | 期望 | 感知 | 差距 |\n" + rule + "| 可靠性 | 6.60 | 5.70 | −0.90 |\n"
    assert 'class="cw-grid cw-grid--wordy"' in render(wordy)
    assert 'class="cw-grid cw-grid--short"' in render(short)


def test_a_solution_is_folded_away(render: Render) -> None:
    html = render("/// solution\n\n字\n\n///\n")
    assert '<details class="cw-solution">\n<summary>看参考答案</summary>' in html


def test_notes_for_teachers_are_not_on_the_page(render: Render) -> None:
    html = render("前\n\n/// teacher\n\n秘密\n\n/// think\n\n///\n\n后\n\n/// teacher | board\n\n板书\n\n///\n")
    assert "秘密" not in html
    assert "板书" not in html
    assert re.sub(r"<[^>]*>|\s", "", html).endswith("前后")


def test_a_check_escapes_what_its_author_wrote(render: Render) -> None:
    html = render('/// check | a\n\n<b>1</b> & "2"\n\n- [x] <script>x</script>\n    a < b\n- [ ] `y`\n\n///\n')
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;1&lt;/b&gt; &amp; " in html
    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_a_lesson_has_its_head_quiz_and_way_on(render: Render, small_course: Course) -> None:
    html = page_html(render, small_course, "lessons/leaf-and-cup/six-teas.md")
    assert html.count("<h1") == 1
    assert html.index("cw-objectives") < html.index("一个柜台") < html.index('<h2 id="quiz"') < html.index("cw-onward")
    assert "哪一种茶不发酵？" in html


def test_a_quiz_that_the_author_placed_is_not_placed_again(render: Render, small_course: Course) -> None:
    html = page_html(render, small_course, BREWING)
    assert html.count('class="cw-quiz-intro"') == 1
    assert '<h2 id="quiz"' not in html
    assert html.index('id="test"') < html.index("cw-quiz-intro") < html.index('id="homework"')


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_type_of_question_is_on_the_page_with_its_answer(render: Render, small_course: Course, code: str) -> None:
    root = ElementTree.fromstring(f"<div>{page_html(render, small_course, BREWING, code)}</div>".replace("&nbsp;", " "))
    forms: dict[str, Any] = {}
    for form in root.iter("form"):
        if form.get("id", "").startswith("brewing."):
            forms[form.get("data-type", "")] = form
    quiz = small_course.quizzes["brewing"]
    assert list(forms) == [q.type for q in quiz.questions]
    for kind, form in forms.items():
        assert form.find(".//legend") is not None
        assert form.find("details[@class='cw-answer']") is not None, kind
        assert (form.get("data-key") is not None) == (kind in RULES)
    boxes = {kind: [i.get("type") for i in form.iter("input")] for kind, form in forms.items()}
    assert boxes["single"] == ["radio"] * 3
    assert boxes["multiple"] == ["checkbox"] * 5
    assert boxes["true-false"] == ["radio"] * 2


def test_a_question_keeps_its_ids_in_every_language(render: Render, small_course: Course) -> None:
    def values(code: str) -> list[str]:
        html = page_html(render, small_course, BREWING, code)
        return re.findall(r'(?: value| data-key| id="brewing\.)="?([^"]*)"', html)

    assert values("zh") == values("en")
    assert values("zh")


def test_step_minutes_and_method_are_not_in_the_headings(render: Render, small_course: Course) -> None:
    html = page_html(render, small_course, BREWING)
    assert '<h2 id="talk">' in html
    assert not re.search(r"<h2[^>]*(?:step|minutes|method)", html)


def test_a_drawing_is_set_into_the_page_with_its_caption(render: Render, small_course: Course) -> None:
    html = page_html(render, small_course, BREWING, "en")
    figure = html.partition("<figure")[2].partition("</figure>")[0]
    assert "Green 80 °C" in figure
    assert "绿茶" not in figure
    assert "<figcaption>Water for two teas</figcaption>" in figure


def test_a_picture_that_is_no_drawing_stays_a_picture(render: Render) -> None:
    assert '<img alt="x" src="no-such.svg"' in render("![x](no-such.svg)\n")
    assert '<img alt="x" src="https://example.org/a.svg"' in render("![x](https://example.org/a.svg)\n")


def test_the_map_and_the_routes_know_what_is_planned(render: Render) -> None:
    for block in ("course-map", "routes"):
        html = render(f"/// {block}\n\n///\n", "index.md")
        assert 'href="lessons/leaf-and-cup/brewing.md"' in html
        assert "逛一次茶市" in html
        assert "tea-market.md" not in html


def test_the_list_of_plans_leads_to_each_plan(render: Render, small_course: Course) -> None:
    html = render("/// lesson-plans\n\n///\n", "teachers/plans/index.md")
    links = re.findall(r'href="([^"]*)"', html)
    assert [link for link in links if "keys" not in link] == [f"{name}.md" for name in small_course.lessons]
    assert [link for link in links if "keys" in link] == ["../keys/six-teas.md", "../keys/brewing.md"]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_plan_parses_the_lessons_words(render: Render, code: str) -> None:
    html = render("/// lesson-plan | brewing\n\n///\n", plan_page("brewing"), code)
    assert "data-markdown" not in html
    assert {"zh": "<strong>凉一些</strong>", "en": "<strong>cooler</strong>"}[code] in html
    assert 'href="../../lessons/leaf-and-cup/six-teas.md"' in html
    assert "cw-term" not in html


def test_the_glossary_lists_every_term(render: Render, small_course: Course) -> None:
    html = render("/// glossary\n\n///\n", "glossary.md", "en")
    assert re.findall(r'<div id="([^"]*)"', html) == [t.id for t in small_course.glossary.sorted_for("en")]


def test_without_a_course_the_blocks_still_render() -> None:
    text = "/// think\n\nx\n\n///\n\n/// routes\n\n///\n\n/// lesson-plan | a\n\n///\n"
    html = Markdown(extensions=EXTENSIONS).convert(text)
    assert "cw-think" in html
    assert "placeholder" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a & <b>", "a &amp; &lt;b&gt;"),
        ("**b** c **d**", "<strong>b</strong> c <strong>d</strong>"),
        ("一\n二", "一<br/>二"),
        ("**<i>**", "<strong>&lt;i&gt;</strong>"),
        ("2 ** 3", "2 ** 3"),
    ],
)
def test_words_from_a_file_are_escaped(text: str, html: str) -> None:
    assert inline(text) == html


def test_words_in_another_language_say_so() -> None:
    assert spoken({"zh": "茶"}, "en") == '<span lang="zh-Hans">茶</span>'
    assert spoken({"zh": "茶", "en": "tea"}, "en") == "tea"
