"""How far a translation lags behind its original: by section, from the digests in its head."""

from __future__ import annotations

import re
from pathlib import Path

from courseware.course import Course
from courseware.languages import split_language
from courseware.lessons.head import TRANSLATION_KEY
from courseware.pages import CoursePage
from courseware.sources import FRONT_MATTER_END

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


class BrokenHeadError(Exception):
    """The head of a page cannot be read, so that nothing can be written into it."""


def mark_translated(course: Course, file: Path) -> bool:
    """Write the digests of the original's sections into the head of the translation at `file`.

    Returns whether there was anything to write.

    Raises:
        LookupError: the file is no translation.
        BrokenHeadError: its head cannot be read.
    """
    docs = course.docs.resolve()
    name = file.resolve().relative_to(docs).as_posix() if file.resolve().is_relative_to(docs) else ""
    uri, code = split_language(name, course.languages)
    page = course.pages.get(uri, {}).get(code)
    original = original_of(course, page) if page else None
    if page is None or original is None:
        raise LookupError(name)
    if page.source.broken_head:
        raise BrokenHeadError(page.path)
    raw = file.read_bytes()
    written = _with_mark(raw.decode("utf-8-sig"), original.body.digests()).encode()
    if written == raw:
        return False
    file.write_bytes(written)
    return True


def _with_mark(text: str, digests: dict[str, str]) -> str:
    """The text of a page with the digests as the last line of its head; its line ends stay."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---":
        lines = ["---", "---", "", *lines]
    end = next(number for number, line in enumerate(lines[1:], 1) if FRONT_MATTER_END.match(line))
    head = MARK.sub("", "\n".join([*lines[:end], ""])).removesuffix("\n").split("\n")
    mark = f"{TRANSLATION_KEY}: {{{', '.join(f'{name}: {digest!r}' for name, digest in digests.items())}}}"
    return newline.join([*head, mark, *lines[end:]])
