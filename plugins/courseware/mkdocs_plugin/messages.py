"""Problems as MkDocs messages, and MkDocs' own link warnings without what was said already."""

from __future__ import annotations

import logging
import posixpath
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
    """Names the author's file in MkDocs' link warnings, and drops those that were said already.

    A page of another language is built under its neutral name, and a lesson's links stand in its plan again; MkDocs
    knows no other names.
    """

    def __init__(self, course: Course, spoken_in: dict[str, str]) -> None:
        super().__init__()
        self.course = course
        self.spoken_in = spoken_in
        generated = course.generated_pages().items()
        self.plans = {uri: course.lessons[p.name].path for uri, p in generated if p.block == "lesson-plan"}
        self.problems = {
            (p.place.path, p.values["target"]) for p in course.problems if p.code in ("missing-link", "missing-anchor")
        }
        self.said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message; False drops it."""
        match = LINK_WARNING.match(record.getMessage())
        if match is None:
            return True
        uri, target = match["uri"], match["target"]
        if uri in self.plans:
            lesson = self.plans[uri]
            above = posixpath.relpath(posixpath.dirname(lesson), posixpath.dirname(uri)) + "/"
            uri, target = lesson, target.removeprefix(above)
        versions = self.course.pages.get(uri)
        if versions is None:
            return True
        page = versions[self.spoken_in.get(uri, next(iter(versions)))]
        message = record.getMessage().replace(f"'{match['uri']}'", f"'{page.path}'", 1)
        message = message.replace(f"'{match['target']}'", f"'{target}'", 1)
        if (page.path, target) in self.problems or message in self.said:
            return False
        self.said.add(message)
        record.msg, record.args = message, ()
        return True


def translate_link_warnings(course: Course, spoken_in: dict[str, str]) -> None:
    """Install the filter for this build (under `serve`, in place of the last build's)."""
    for old in [f for f in PAGES_LOG.filters if isinstance(f, LinkWarnings)]:
        PAGES_LOG.removeFilter(old)
    PAGES_LOG.addFilter(LinkWarnings(course, spoken_in))
