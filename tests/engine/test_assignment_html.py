"""Assignments as HTML: every part, forms that hold what a response has, figures, files, and that words stay words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from small_course import LANGUAGES, Project

from courseware.assignments.data import kit_json
from courseware.assignments.downloads import FOLDER, downloads
from courseware.assignments.fields import form_of
from courseware.assignments.figures import shown
from courseware.assignments.html.placing import place_assignment
from courseware.assignments.kits import Kit
from courseware.assignments.labels import numbered
from courseware.assignments.placement import PARTS
from courseware.assignments.scoring import score
from courseware.course import Course
from courseware.languages import available, language
from courseware.mkdocs_plugin.search import without_widgets
from courseware.rendering import PageContext, fragment
from courseware.sources import read_yaml
from support.assignments import kit_of, tea_visit

PAGE = "assignments/tea-visit.md"
HOSTILE = """ <script>alert("1")</script> & ]]> ' <b> {0} {n}"""
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def context_of(course: Course, code: str, kit: Kit | None = None) -> PageContext:
    kit = kit or course.assignments["tea-visit"]
    made = {f"{FOLDER}/{kit.id}/{name}": len(content) for name, content in downloads(kit, code).items()}
    changed = replace(course, assignments={kit.id: kit})
    return PageContext(changed, PAGE, language(code), root="../..", made=made)


def placed(course: Course, code: str, kit: Kit | None = None, **options: str) -> Element:
    tree = Element("div")
    tree.extend(fragment(place_assignment(context_of(course, code, kit), "tea-visit", options)))
    return tree


def with_class(tree: Element, name: str) -> list[Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def forms(tree: Element) -> dict[str, Element]:
    return {one.get("data-instrument", ""): one for one in tree.iter("courseware-instrument")}


def controls(form: Element) -> Iterator[Element]:
    return (element for element in form.iter() if element.tag in ("input", "textarea", "select"))


@BOTH
def test_all_parts_stand_under_headings_in_order(small_course: Course, code: str) -> None:
    tree = placed(small_course, code)
    assert [heading.get("id") for heading in tree.findall("h2")] == [f"assignment-{part}" for part in PARTS]
    assert [text_of(heading) for heading in tree.findall("h2")] == [*language(code)["assignment.parts"].values()]
    assert [heading.get("id") for heading in tree.findall("h3")] == [
        f"instrument-{name}" for name in tea_visit().instruments
    ]


@BOTH
@pytest.mark.parametrize("part", PARTS)
def test_a_part_alone_is_the_same_without_its_heading(small_course: Course, code: str, part: str) -> None:
    alone = placed(small_course, code, part=part)
    assert alone.findall("h2") == []
    assert text_of(alone)
    assert text_of(alone) in text_of(placed(small_course, code))


def test_what_is_not_there_leaves_no_trace(small_course: Course) -> None:
    assert placed(small_course, "zh", part="steps").findall("ol")
    assert list(placed(small_course, "zh", part="step")) == []
    assert place_assignment(context_of(small_course, "zh"), "no-such", {}) == ""


@BOTH
def test_each_part_says_what_the_file_says(small_course: Course, code: str) -> None:
    a = tea_visit().assignment
    expected: dict[str, list[dict[str, str]]] = {
        "brief": [a.purpose, a.place, a.sample],
        "steps": [words for step in a.steps for words in (step.text, step.output)],
        "roles": [words for role in a.roles for words in (role.text, role.does, role.in_small_group) if words],
        "ethics": a.ethics,
        "rubric": [w for c in a.rubric.criteria for w in (c.text, *c.levels.values())],
        "report": [a.report.length, *(s.text for s in (*a.report.sections, *a.talk.slides))],
        "hand-in": a.hand_in,
        "checklist": a.checklist,
    }
    for part, words in expected.items():
        said = text_of(placed(small_course, code, part=part))
        assert [one[code] for one in words if one[code] not in said] == [], part
    assert text_of(placed(small_course, "en", part="brief")).count("3–4 students") == 1
    assert "2–3" in text_of(placed(small_course, "en", part="brief"))
    assert "Day 2–4" in text_of(placed(small_course, "en", part="steps"))


@BOTH
def test_a_form_holds_what_a_response_has(small_course: Course, code: str) -> None:
    kit = tea_visit()
    found = forms(placed(small_course, code, part="instruments"))
    assert list(found) == list(kit.instruments)
    for name, element in found.items():
        form = form_of(kit.instruments[name], kit.scales)
        values: dict[str, list[str]] = {}
        for control in controls(element):
            values.setdefault(control.get("name", ""), []).append(control.get("value", ""))
        assert values.pop("consent", []) == (["yes"] if form["consent"] else [])
        assert sorted(values) == sorted(column["name"] for column in form["columns"])
        for column in form["columns"]:
            limits = form["limits"].get(column["name"], {})
            if "options" in limits:
                assert values[column["name"]] == limits["options"]
            elif column["kind"] == "scale":
                numbers = range(int(limits["min"] or 0), int(limits["max"] or 0) + 1)
                assert values[column["name"]] == [*map(str, numbers), *(["na"] if limits["na"] else [])]


@BOTH
def test_every_control_has_a_name_and_every_id_stands_once(small_course: Course, code: str) -> None:
    tree = placed(small_course, code)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))  # type: ignore[type-var]
    within = {control for label in tree.iter("label") for control in controls(label)}
    labelled = {label.get("for") for label in tree.iter("label")} - {None}
    assert labelled <= set(ids)
    for control in controls(tree):
        assert control in within or control.get("id") in labelled, control.attrib
    for element in tree.iter():
        for name in ("aria-labelledby", "aria-describedby", "headers"):
            assert set(element.get(name, "").split()) <= set(ids), element.attrib


@BOTH
def test_consent_comes_first_where_it_is_asked(small_course: Course, code: str) -> None:
    for name, element in forms(placed(small_course, code, part="instruments")).items():
        asked = tea_visit().instruments[name].consent
        first = next(controls(element))
        assert (first.get("name") == "consent") == asked
        assert [text_of(one) for one in with_class(element, "cw-consent")] == (
            [tea_visit().assignment.consent[code]] if asked else []
        )


@BOTH
def test_a_matrix_with_several_scales_is_asked_on_pages_of_their_own(small_course: Course, code: str) -> None:
    form = forms(placed(small_course, code, part="instruments"))["questionnaire"]
    pages = with_class(form, "cw-form-part")
    kit = tea_visit()
    matrices = [[m.get("data-scale") for m in page.iter("fieldset") if m.get("data-scale")] for page in pages]
    assert matrices == [["expectation"], ["perception"], []]
    for page, scale in zip(pages, ("expectation", "perception"), strict=False):
        stem = kit.scales[scale].stem
        assert stem is not None
        legend = page.find(".//legend")
        assert legend is not None
        assert text_of(legend) == stem[code]
        assert [row.get("data-row") for row in page.iter("tr") if row.get("data-row")] == ["l1", "l2", "c1", "c2"]


def test_a_rating_with_evidence_has_a_line_for_it_and_the_words_of_its_group(small_course: Course) -> None:
    form = forms(placed(small_course, "zh", part="instruments"))["observation"]
    assert [text_of(one) for one in with_class(form, "cw-ratings-group")] == ["环境", "招呼"]
    lines = [line.find(".//textarea") for line in with_class(form, "cw-evidence")]
    assert [line.get("name") for line in lines if line is not None] == [
        f"{row}.evidence" for row in ("r1", "r2", "h1", "h2")
    ]
    assert [text_of(code) for code in with_class(form, "cw-code")] == ["R1", "R2", "H1", "H2"]


def kit_with(item: dict[str, Any], statistic: dict[str, Any]) -> Kit:
    """An assignment with one instrument that asks one thing."""
    parts = [{"items": [item]}]
    instrument = {"id": "sheet", "kind": "log", "title": {"zh": "表"}, "parts": parts}
    statistic = {"id": "one", "title": {"zh": "数"}, "instrument": "sheet", **statistic}
    return kit_of({"instruments": [instrument], "statistics": [statistic]})


def test_one_group_alone_is_not_named(small_course: Course) -> None:
    rows = [{"id": name, "group": "room", "zh": "门口"} for name in ("r1", "r2")]
    matrix = {"id": "seen", "type": "matrix", "zh": "打分", "scales": ["five"], "rows": rows}
    kit = kit_with(matrix, {"use": "means", "groups": ["room"]})
    form = forms(placed(small_course, "zh", kit, part="instruments"))["sheet"]
    assert len([row for row in form.iter("tr") if row.get("data-row")]) == 2
    assert with_class(form, "cw-ratings-group") == []


@pytest.mark.parametrize(
    ("limits", "keyboard", "said"),
    [
        ({"min": 0}, "numeric", ""),
        ({"min": 1}, "numeric", "1 or more"),
        ({"min": 0, "max": 9, "decimals": True}, "decimal", "0 to 9"),
        ({"max": 9}, "text", "9 or less"),
        ({"min": -5, "max": 5}, "text", "-5 to 5"),
        ({}, "text", ""),
    ],
)
def test_a_number_has_its_keyboard_and_says_its_limits(
    small_course: Course, limits: dict[str, Any], keyboard: str, said: str
) -> None:
    item = {"id": "x", "type": "number", "zh": "数", "en": "Number", **limits}
    kit = kit_with(item, {"use": "distribution", "item": "x"})
    form = forms(placed(small_course, "en", kit, part="instruments"))["sheet"]
    (control,) = [c for c in controls(form) if c.get("name") == "x"]
    assert control.get("inputmode") == keyboard
    assert [text_of(hint) for hint in with_class(form, "cw-hint")] == ([said] if said else [])
    assert bool(control.get("aria-describedby")) == bool(said)


@BOTH
def test_the_figures_are_those_of_the_sample(small_course: Course, code: str) -> None:
    kit = small_course.assignments["tea-visit"]
    tree = placed(small_course, code, part="results")
    sections = with_class(tree, "cw-statistic")
    words = language(code)["assignment"]
    expected = score(kit.plans, kit.sample)
    assert [section.get("data-statistic") for section in sections] == [one.statistic for one in expected]
    for section, figures in zip(sections, expected, strict=True):
        tables = list(section.iter("table"))
        assert [table.get("data-table") for table in tables] == [table.name for table in figures.tables]
        assert bool(with_class(section, "cw-small")) == figures.is_small
        for element, table in zip(tables, figures.tables, strict=True):
            caption = element.find("caption")
            assert caption is not None
            sample = words["sample_caption"].format(count=figures.n)
            assert text_of(caption).lower().endswith(sample.lower())
            body = element.find("tbody")
            assert body is not None
            cells = [[text_of(cell) for cell in row.iter("td")] for row in body]
            for row, found, values in zip(table.rows, cells, table.values, strict=True):
                for column, cell, value in zip(table.columns, found, values, strict=True):
                    if not isinstance(value, str):
                        assert cell == shown(row if column == "value" else column, value)


def test_figures_are_named_in_words(small_course: Course) -> None:
    tree = placed(small_course, "zh", part="results")
    said = text_of(tree)
    for words in (
        "差（繁忙－空闲）",
        "差（环境－招呼）",
        "R1 门口看得懂指引",
        "优先改进",
        "热心",
        "相差不超过1分",
        "卖出的壶数",
        "−",
    ):
        assert words in said
    assert "fictional sample data" in text_of(placed(small_course, "en", part="results"))


def test_without_samples_the_page_says_so(small_course: Course) -> None:
    kit = replace(small_course.assignments["tea-visit"], samples={})
    assert text_of(placed(small_course, "zh", kit, part="results")) == language("zh")["assignment.no_data"]
    assert with_class(placed(small_course, "zh", kit, part="results"), "cw-statistic") == []


def test_the_levels_of_the_rubric_have_their_ends(small_course: Course) -> None:
    table = placed(small_course, "en", part="rubric").find(".//table")
    assert table is not None
    heads = [text_of(head) for head in table.iter("th") if head.get("scope") == "col"][1:]
    assert heads == ["Good (80–100%)", "Fair (60–79%)", "Poor (below 60%)"]
    assert [text_of(weight) for weight in with_class(table, "cw-weight")] == ["60%", "40%"]


@BOTH
def test_the_list_of_files_has_what_was_made(small_course: Course, code: str) -> None:
    context = context_of(small_course, code)
    files = downloads(small_course.assignments["tea-visit"], code)
    tree = placed(small_course, code, part="downloads")
    links = {link.get("href", ""): link.get("download") for link in tree.iter("a")}
    named = [name for name in files if not name.startswith("kit.")]
    assert sorted(links) == sorted(f"files/tea-visit/{name}" for name in named)
    assert all(links[f"files/tea-visit/{name}"] == f"tea-visit-{name}" for name in named)
    context.made = {}
    assert "<a" not in place_assignment(context, "tea-visit", {"part": "downloads"})


def test_sizes_are_in_kilobytes(small_course: Course) -> None:
    context = context_of(small_course, "zh")
    context.made = {f"{FOLDER}/tea-visit/task.docx": 40_000}
    html = place_assignment(context, "tea-visit", {"part": "downloads"})
    assert "39 KB" in html
    assert "DOCX" in html


def test_the_name_of_the_data_tells_its_content(small_course: Course) -> None:
    kit = small_course.assignments["tea-visit"]
    first = downloads(kit, "zh")
    names = {next(name for name in downloads(kit, code) if name.startswith("kit.")) for code in LANGUAGES}
    assert len(names) == 2
    element = next(placed(small_course, "zh", part="instruments").iter("courseware-instrument"))
    (name,) = [name for name in first if name.startswith("kit.")]
    assert element.get("data-kit") == f"../../assignments/files/tea-visit/{name}"


def spoilt(part: Any) -> Any:
    """The data with hostile words behind all that is said in Chinese."""
    if isinstance(part, dict):
        return {key: f"{value}{HOSTILE}" if key == "zh" else spoilt(value) for key, value in part.items()}
    return [spoilt(one) for one in part] if isinstance(part, list) else part


def test_words_stay_words(project: Project) -> None:
    """Every word of the file, in every part, label and attribute."""
    clean = placed(project.load(), "zh")
    for path in ("assignments/tea-visit.yml", "assignments/common.yml"):
        document, _ = read_yaml(project.root, project.root / path)
        project.write(path, json.dumps(spoilt(document.data), ensure_ascii=False))
    course = project.load()
    assert course.problems == []
    tree = placed(course, "zh")

    assert [element.tag for element in tree.iter()] == [element.tag for element in clean.iter()]
    assert [sorted(element.keys()) for element in tree.iter()] == [sorted(element.keys()) for element in clean.iter()]
    assert text_of(tree).count(" ".join(HOSTILE.split())) > 100
    assert "<script>" not in place_assignment(context_of(course, "zh"), "tea-visit", {})
    assert HOSTILE.strip() in json.loads(kit_json(course.assignments["tea-visit"], "zh"))["title"]


def test_every_language_has_the_same_words() -> None:
    def keys(words: dict[str, Any], before: str = "") -> set[str]:
        found = set()
        for name, value in words.items():
            found |= keys(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}"}
        return found

    words = {code: keys(language(code)["assignment"]) for code in available()}
    assert words["zh"] == words["en"]


def test_the_search_reads_the_headings_and_not_the_rows(small_course: Course) -> None:
    html = place_assignment(context_of(small_course, "zh"), "tea-visit", {})
    left = without_widgets(html)
    assert "观察表</h3>" in left
    assert "先征得店主同意" in left
    for words in ("门口看得懂指引", "4.38", "缺失或编造"):
        assert words in html
        assert words not in left


@pytest.mark.parametrize(
    ("name", "shown_as"), [("h1", "H1 x"), ("t12", "T12 x"), ("a", "A x"), ("wait", "x"), ("q-1", "x")]
)
def test_codes_are_shown_before_the_words(name: str, shown_as: str) -> None:
    assert numbered(name, "x") == shown_as
