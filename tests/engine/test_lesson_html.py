"""What the course sets into its pages."""

from __future__ import annotations

from small_course import Project

from courseware.blocks import BLOCKS, PLACED
from courseware.course_checks import KNOWN_BLOCKS
from courseware.languages import language
from courseware.lessons.html import lesson_foot
from courseware.rendering import PageContext


def test_a_lesson_leads_to_its_assignment(project: Project) -> None:
    lesson = "docs/lessons/tea-for-guests/serving-guests.md"
    project.edit(lesson, "hours: 1\n", "hours: 1\nassignment: tea-party\n")
    project.write("docs/assignments/tea-party.md", "---\ntitle: 办一次茶会\n---\n\n请三位客人。\n")
    course = project.load()
    assert course.problems == []

    serving = course.lessons["serving-guests"]
    foot = lesson_foot(PageContext(course, serving.path, language("zh")), serving)
    assert '<a href="../../assignments/tea-party.md">办一次茶会</a>' in foot
    brewing = course.lessons["brewing"]
    assert "cw-assignment" not in lesson_foot(PageContext(course, brewing.path, language("zh")), brewing)


def test_a_term_is_listed_with_its_traditional_form(project: Project) -> None:
    context = PageContext(project.load(), "glossary.md", language("zh"))
    assert '<span lang="zh-Hant">紅茶</span>' in PLACED["glossary"](context, "")


def test_the_blocks_that_are_made_are_those_that_are_checked() -> None:
    assert {block.NAME for block in BLOCKS} == set(KNOWN_BLOCKS)
    assert {block.NAME: tuple(block.OPTIONS) for block in BLOCKS} == KNOWN_BLOCKS
