"""How far a translation lags behind its original: by section, from the digests in its head."""

from __future__ import annotations

import re
from pathlib import Path

from courseware.course import Course
from courseware.languages import split_language
from courseware.lessons.head import TRANSLATION_KEY
from courseware.pages import CoursePage

MARK = re.compile(rf"(?m)^{TRANSLATION_KEY}:.*\n(?:[ \t]+.*\n)*")


def original_of(course: Course, page: CoursePage) -> CoursePage | None:
    """The page that this page translates; None for an original."""
    versions = course.pages.get(page.uri, {})
    original = next(iter(versions.values()), None)
    return original if original is not page else None


def lagging_sections(course: Course, page: CoursePage) -> list[str]:
    """Ids of the original's sections that changed since the page was marked as translated.

    A page that was never marked is taken as it is: nothing is known of it.
    """
    original = original_of(course, page)
    marked = page.source.head.data.get(TRANSLATION_KEY)
    if original is None or not isinstance(marked, dict):
        return []
    now = original.body.digests()
    return [name for name in {**now, **marked} if now.get(name) != marked.get(name)]


def mark_translated(course: Course, file: Path) -> bool:
    """Write the digests of the original's sections into the head of the translation at `file`.

    Returns whether there was anything to write; raises `LookupError` when the file is no translation.
    """
    name = file.resolve().relative_to(course.docs.resolve()).as_posix()
    uri, code = split_language(name, course.languages)
    page = course.pages.get(uri, {}).get(code)
    original = original_of(course, page) if page else None
    if page is None or original is None:
        raise LookupError(name)
    digests = original.body.digests()
    line = f"{TRANSLATION_KEY}: {{{', '.join(f'{k}: {v!r}' for k, v in digests.items())}}}\n"
    text = file.read_text(encoding="utf-8-sig")
    if not text.startswith("---"):
        text = "---\n---\n\n" + text
    head, end, body = text.partition("\n---")
    head = MARK.sub("", head + "\n")
    written = head + line.rstrip("\n") + end + body
    if written == text:
        return False
    file.write_text(written, encoding="utf-8")
    return True
