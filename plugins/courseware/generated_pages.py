"""Pages that no author writes: each is Markdown with one block, which makes all of it."""

from __future__ import annotations

import json

from courseware.course import Course, GeneratedPage
from courseware.languages import Language
from courseware.validation import words_in


def generated_source(course: Course, page: GeneratedPage, words: Language) -> str:
    """The Markdown of a page that is made of one block."""
    title, head = words["plan.list_title"], ""
    if page.block == "lesson-plan":
        title = words["plan.title"].format(title=course.lessons[page.name].title(words.code))
        # A plan repeats its lesson's words: in the search it stands behind the lesson.
        head = "hide: [toc]\nsearch: {boost: 0.1}\n"
    elif page.block == "quiz-key":
        title = words["plan.key_title"].format(title=words_in(course.quizzes[page.name].title, words.code)[0])
        head = "hide: [toc]\nsearch: {exclude: true}\n"
    quoted = json.dumps(title, ensure_ascii=False)
    argument = f" | {page.name}" if page.name else ""
    return f"---\ntitle: {quoted}\n{head}---\n\n/// {page.block}{argument}\n\n///\n"
