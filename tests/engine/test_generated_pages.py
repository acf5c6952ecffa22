"""Pages that no author writes: plans, the list of plans, answers."""

from __future__ import annotations

import pytest
from small_course import Project

from courseware.generated_pages import generated_source
from courseware.languages import language
from courseware.sources import parse_page


@pytest.mark.parametrize("title", ["茶", 'A "good" cup', "C:\\bin", "a: b # c", "'", "{x}"])
def test_a_page_has_its_title_whatever_it_is(project: Project, title: str) -> None:
    course = project.load()
    words = language("zh")
    course.quizzes["brewing"].title["zh"] = title
    course.lessons["brewing"].versions["zh"].head.__dict__["title"] = title
    expected = {"lesson-plan": words["plan.title"].format(title=title), "lesson-plans": words["plan.list_title"]}
    expected["quiz-key"] = words["plan.key_title"].format(title=title)
    for made in course.generated_pages().values():
        if made.name in ("", "brewing"):
            page, problems = parse_page(generated_source(course, made, words), "a.md")
            assert problems == []
            assert page.head.data["title"] == expected[made.block]
