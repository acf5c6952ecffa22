"""How far a translation lags, and how it is marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from small_course import Project

from courseware.cli import main
from courseware.course import Course
from courseware.sources import parse_page
from courseware.translations import lagging_sections, mark_translated, original_of

URI = "lessons/leaf-and-cup/six-teas.md"
ORIGINAL, TRANSLATION = f"docs/{URI}", "docs/lessons/leaf-and-cup/six-teas.en.md"
SECTIONS = ["opening", "counter", "oxidation", "sort", "summary", "homework"]


def lagging(project: Project, uri: str = URI) -> list[str]:
    course = project.load()
    assert course.problems == []
    return lagging_sections(course, course.pages[uri]["en"])


@pytest.fixture
def marked(project: Project) -> Project:
    """The course with one lesson marked as translated."""
    assert mark_translated(project.load(), project.root / TRANSLATION)
    return project


def test_a_page_that_was_never_marked_is_taken_as_it_is(project: Project) -> None:
    assert lagging(project) == []


def test_marking_writes_a_digest_for_each_section_and_nothing_else(project: Project) -> None:
    before = project.read(TRANSLATION)
    assert mark_translated(project.load(), project.root / TRANSLATION)
    after = project.read(TRANSLATION)
    head = parse_page(after, TRANSLATION)[0].head.data
    assert list(head["translation_of"]) == SECTIONS
    (line,) = [line for line in after.splitlines() if line.startswith("translation_of:")]
    assert after.replace(line + "\n", "") == before
    assert lagging(project) == []


def test_marking_again_changes_nothing(marked: Project) -> None:
    before = marked.read(TRANSLATION)
    assert not mark_translated(marked.load(), marked.root / TRANSLATION)
    assert marked.read(TRANSLATION) == before


@pytest.mark.parametrize(
    ("old", "new", "sections"),
    [
        ("同一种叶子，", "同样的叶子，", ["oxidation"]),
        ("## 小结 {#summary", "## 总结 {#summary", ["summary"]),
        ("差别在做法，不在树。", "差别在做法。", ["oxidation"]),
        ("## 一个柜台", "新的开头。\n\n## 一个柜台", ["opening"]),
        ("两人一组，把六碟茶从浅到深排好，说出理由。", "两人一组，把六碟茶\n从浅到深排好，说出理由。", ["sort"]),
    ],
)
def test_a_change_of_the_original_makes_its_section_lag(
    marked: Project, old: str, new: str, sections: list[str]
) -> None:
    marked.edit(ORIGINAL, old, new)
    assert lagging(marked) == sections


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("说出理由。\n", "说出理由。\n\n\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("step=activity minutes=15", "step=activity minutes=14").replace(": 2}", ": 3}"),
        lambda text: text.replace("title: 六大茶类", "title: 六类茶"),
    ],
    ids=["empty lines", "line ends", "minutes", "title"],
)
def test_what_a_reader_of_the_translation_does_not_miss_makes_nothing_lag(
    marked: Project, change: Callable[[str], str]
) -> None:
    marked.write(ORIGINAL, change(marked.read(ORIGINAL)))
    assert lagging(marked) == []


def test_wrapping_the_lines_of_latin_text_makes_nothing_lag(project: Project) -> None:
    project.write("docs/a.md", "---\ntitle: A\n---\n\none two three\n\n## B {#b}\n\nfour five\n")
    project.write("docs/a.en.md", "---\ntitle: A\n---\n\nx\n")
    mark_translated(project.load(), project.root / "docs/a.en.md")
    project.write("docs/a.md", "---\ntitle: A\n---\n\none two\nthree\n\n## B {#b}\n\nfour\nfive\n")
    assert lagging(project, "a.md") == []


def test_a_new_section_and_a_section_that_is_gone_lag(marked: Project) -> None:
    for path in (ORIGINAL, TRANSLATION):
        text = marked.read(path).replace("{#summary", "{#the-end")
        marked.write(path, text)
    assert lagging(marked) == ["the-end", "summary"]


def test_an_original_lags_behind_nothing(small_course: Course) -> None:
    page = small_course.pages[URI]["zh"]
    assert original_of(small_course, page) is None
    assert lagging_sections(small_course, page) == []


@pytest.mark.parametrize(
    "text",
    [
        "only words\n",
        "---\n---\n\nwords\n",
        "\ufeff---\ntitle: A\n---\n\nwords\n",
        "---\r\ntitle: A\r\n---\r\n\r\nwords\r\n",
        "---\ntitle: A\ntranslation_of: {opening: '0'}\ndescription: b\n---\n\n---\n\nwords\n",
        "---\ntitle: A\ntranslation_of:\n  opening: '0'\n  gone: '1'\n...\nwords\n",
        "---\ntranslation_of: {opening: '0'}\ntitle: --- A\n---\nwords\n",
    ],
)
def test_any_head_can_be_marked_and_keeps_the_rest(project: Project, text: str) -> None:
    project.write("docs/a.md", "---\ntitle: 甲\n---\n\n字\n\n## 节 {#b}\n\n字\n")
    project.write("docs/a.en.md", text)
    before, _ = parse_page(text.lstrip("\ufeff").replace("\r\n", "\n"), "a")
    assert mark_translated(project.load(), project.root / "docs/a.en.md")
    course = project.load()
    assert course.problems == []
    page = course.pages["a.md"]["en"]
    assert lagging_sections(course, page) == []
    data = dict(page.source.head.data)
    assert list(data.pop("translation_of")) == ["opening", "b"]
    assert data == {k: v for k, v in before.head.data.items() if k != "translation_of"}
    assert page.source.body.strip() == before.body.strip()


def test_line_ends_are_kept(project: Project) -> None:
    project.write(TRANSLATION, project.read(TRANSLATION).replace("\n", "\r\n"))
    mark_translated(project.load(), project.root / TRANSLATION)
    raw = (project.root / TRANSLATION).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_the_command_marks_pages_and_says_so(project: Project) -> None:
    command = ["translated", "-C", str(project.root), str(project.root / TRANSLATION)]
    first, second = CliRunner().invoke(main, command), CliRunner().invoke(main, command)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "marked" in first.output
    assert "unchanged" in second.output
    assert lagging(project) == []


@pytest.mark.parametrize("path", [ORIGINAL, "docs/lessons/tea-for-guests/serving-guests.md", "course.yml"])
def test_the_command_refuses_what_is_no_translation(project: Project, path: str) -> None:
    before = project.read(path)
    result = CliRunner().invoke(main, ["translated", "-C", str(project.root), str(project.root / path)])
    assert result.exit_code == 2
    assert "不是译文" in result.output
    assert "is not a translation" in result.output
    assert project.read(path) == before


def test_the_command_leaves_a_page_with_a_broken_head_alone(project: Project) -> None:
    project.write(TRANSLATION, "---\ntitle: x\n\nwords\n")
    result = CliRunner().invoke(main, ["translated", "-C", str(project.root), str(project.root / TRANSLATION)])
    assert result.exit_code == 1
    assert "cannot be read" in result.output
    assert project.read(TRANSLATION) == "---\ntitle: x\n\nwords\n"
