"""Terms: found in running text, marked once on a page, listed in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from courseware.course import Course
from courseware.glossary import Glossary, load_glossary
from courseware.languages import language
from courseware.rendering import PageContext, current_page

TERMS = """
- {id: tea, zh: 茶, en: tea, definition: {zh: 饮料, en: A drink}, pinyin: chá}
- {id: black-tea, zh: 红茶, en: black tea, also: {en: [fully oxidised tea]}, definition: {zh: 茶}, pinyin: hóng chá}
- {id: black-tea-leaf, zh: 红茶叶, en: black tea leaf, definition: {zh: 叶, en: A leaf}, pinyin: hóng chá yè}
- {id: crm, zh: CRM, en: CRM, definition: {zh: 关系, en: Relations}}
- {id: gaiwan, zh: 盖碗, definition: {zh: 带盖的碗}, pinyin: gài wǎn}
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    (tmp_path / "glossary.yml").write_text(TERMS, encoding="utf-8")
    found, problems = load_glossary(tmp_path, ("zh", "en"))
    assert problems == []
    return found


def marked(glossary: Glossary, text: str, code: str = "en", uri: str = "lessons/a/b.md") -> list[tuple[str, str]]:
    """The words that the page marks, and where each leads."""
    course = Course(Path(), Path("docs"), ("zh", "en"), None, {}, glossary=glossary)
    token = current_page.set(PageContext(course, uri, language(code)))
    try:
        md = Markdown(extensions=["attr_list", "tables", "pymdownx.superfences", "courseware"])
        md.convert(text)
        root = md.parser.parseDocument(text.split("\n")).getroot()
        for processor in md.treeprocessors:
            root = processor.run(root) or root
    finally:
        current_page.reset(token)
    return [(a.text or "", a.get("href", "")) for a in root.iter("a") if a.get("class") == "cw-term"]


def words(glossary: Glossary, text: str, code: str = "en") -> list[str]:
    return [found for found, _ in marked(glossary, text, code)]


def test_the_longest_term_wins(glossary: Glossary) -> None:
    assert words(glossary, "A black tea leaf and black tea.") == ["black tea leaf", "black tea"]
    assert words(glossary, "一片红茶叶，一杯红茶。", "zh") == ["红茶叶", "红茶"]


def test_a_term_is_marked_at_its_first_use_alone_whatever_it_is_called(glossary: Glossary) -> None:
    assert words(glossary, "Black teas, fully oxidised tea, black tea.\n\nBlack tea again, and tea, tea.") == [
        "Black teas",
        "tea",
    ]


def test_a_mark_leads_to_the_glossary_and_carries_the_definition(glossary: Glossary) -> None:
    assert marked(glossary, "black tea") == [("black tea", "../../glossary.md#black-tea")]
    assert marked(glossary, "black tea", uri="index.md") == [("black tea", "glossary.md#black-tea")]


def test_a_part_of_a_word_is_no_term(glossary: Glossary) -> None:
    assert words(glossary, "A steam engine, a teapot, XCRM, CRM2, teasing, Ceylontea.") == []
    assert words(glossary, "CRMs, (tea).") == ["CRMs", "tea"]


def test_latin_terms_are_found_between_chinese_characters(glossary: Glossary) -> None:
    assert words(glossary, "用CRM系统", "zh") == ["CRM"]


def test_one_chinese_character_would_match_inside_other_words(glossary: Glossary) -> None:
    assert words(glossary, "喝茶去", "zh") == []


def test_a_term_without_words_in_a_language_is_not_looked_for_in_it(glossary: Glossary) -> None:
    assert words(glossary, "盖碗") == []
    assert words(glossary, "盖碗", "zh") == ["盖碗"]


@pytest.mark.parametrize(
    "text",
    [
        "# Black tea",
        "## Black tea {#x}",
        "### Black tea",
        "[black tea](x.md)",
        "[**black tea**](x.md)",
        "`black tea`",
        "```\nblack tea\n```",
        "    black tea",
        "| black tea |\n|---|\n| x |",
        "/// solution | black tea\n\nx\n\n///",
        "/// check | a\n\nblack tea?\n\n- [x] black tea\n- [ ] b\n\n///",
        "/// teacher\n\nblack tea\n\n///",
    ],
)
def test_some_places_are_left_alone(glossary: Glossary, text: str) -> None:
    assert words(glossary, text) == []
    assert words(glossary, text + "\n\nIt is black tea.") == ["black tea"]


@pytest.mark.parametrize(
    "text",
    ["**black tea**", "> black tea", "- black tea", "| x |\n|---|\n| black tea |", "/// think\n\nblack tea\n\n///"],
)
def test_running_text_in_other_places_is_marked(glossary: Glossary, text: str) -> None:
    assert words(glossary, text) == ["black tea"]


def test_text_around_marks_is_kept_in_order(glossary: Glossary) -> None:
    course = Course(Path(), Path("docs"), ("zh", "en"), None, {}, glossary=glossary)
    token = current_page.set(PageContext(course, "a.md", language("en")))
    try:
        html = Markdown(extensions=["courseware"]).convert("One tea **two black tea three** four CRM five *six* seven.")
    finally:
        current_page.reset(token)
    text = "".join(part.partition(">")[2] for part in ("x>" + html).split("<"))
    assert text == "One tea two black tea three four CRM five six seven."
    assert html.count("cw-term") == 3


def test_the_list_is_in_reading_order(glossary: Glossary) -> None:
    zh = [term.id for term in glossary.sorted_for("zh")]
    assert zh.index("tea") < zh.index("gaiwan") < zh.index("black-tea") < zh.index("black-tea-leaf")
    assert [term.id for term in glossary.sorted_for("en")][:3] == ["black-tea", "black-tea-leaf", "crm"]


def test_tones_decide_between_words_alike_without_them_alone(tmp_path: Path) -> None:
    spoken = ["ān xīn", "àn shí", "chà", "chā jù", "chá", "chéng xù", "èr bā"]
    terms = [f"- {{id: t{n}, zh: 词{n}, definition: {{zh: 义}}, pinyin: {one}}}" for n, one in enumerate(spoken)]
    (tmp_path / "glossary.yml").write_text("\n".join(terms), encoding="utf-8")
    found, _ = load_glossary(tmp_path, ("zh",))
    expected = ["àn shí", "ān xīn", "chà", "chá", "chā jù", "chéng xù", "èr bā"]
    assert [term.pinyin for term in found.sorted_for("zh")] == expected


def test_search_keeps_whole_what_is_not_latin(glossary: Glossary) -> None:
    assert glossary.search_words("zh") == ["盖碗", "红茶", "红茶叶", "茶"]


def test_a_course_without_a_glossary_marks_nothing(tmp_path: Path) -> None:
    empty, problems = load_glossary(tmp_path, ("zh", "en"))
    assert (bool(empty), problems, words(empty, "black tea")) == (False, [], [])
