"""Problems as MkDocs messages, and MkDocs' own link warnings without what was said already."""

from __future__ import annotations

import logging
import re

from courseware.course import Course
from courseware.problems import Problem

log = logging.getLogger("mkdocs.plugins.courseware")
PAGES_LOG = logging.getLogger("mkdocs.structure.pages")
LINK_WARNING = re.compile(r"^Doc file '(?P<uri>[^']+)' contains a(?:n unrecognized relative)? link '(?P<target>[^']+)'")


def report(problems: list[Problem]) -> None:
    """One warning each: a strict build fails, an ordinary one goes on."""
    for problem in problems:
        log.warning("%s", problem)


class LinkWarnings(logging.Filter):
    """Names the author's file in MkDocs' link warnings, and drops those that a problem says better.

    A page of another language is built under its neutral name; MkDocs knows no other.
    """

    def __init__(self, course: Course, spoken_in: dict[str, str]) -> None:
        super().__init__()
        self.course = course
        self.spoken_in = spoken_in
        self.said = {(p.place.path, p.values["target"]) for p in course.problems if p.code == "missing-link"}

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message; False drops it."""
        match = LINK_WARNING.match(record.getMessage())
        versions = self.course.pages.get(match["uri"]) if match else None
        if match is None or versions is None:
            return True
        page = versions[self.spoken_in.get(match["uri"], next(iter(versions)))]
        if (page.path, match["target"]) in self.said:
            return False
        record.msg = record.getMessage().replace(f"'{match['uri']}'", f"'{page.path}'", 1)
        record.args = ()
        return True


def translate_link_warnings(course: Course, spoken_in: dict[str, str]) -> None:
    """Install the filter for this build (under `serve`, in place of the last build's)."""
    for old in [f for f in PAGES_LOG.filters if isinstance(f, LinkWarnings)]:
        PAGES_LOG.removeFilter(old)
    PAGES_LOG.addFilter(LinkWarnings(course, spoken_in))
