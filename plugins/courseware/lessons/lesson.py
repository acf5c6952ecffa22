"""A lesson: its page in each language, checked against the course's rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from courseware.body import Block, Body, Section
from courseware.languages import reading_minutes
from courseware.lessons.checks import Check, read_check
from courseware.lessons.head import (
    METHODS,
    MINUTES_PER_HOUR,
    NEUTRAL_KEYS,
    STEPS,
    THEME_KEYS,
    TRANSLATION_KEY,
    LessonHead,
)
from courseware.pages import CoursePage
from courseware.problems import Place, Problem
from courseware.validation import doubles, validate

# Read on the student's page and in the plan.
STUDENT_BLOCKS = ("case", "think", "discuss", "activity", "check", "challenge", "solution", "takeaways")
OBJECTIVE_KEYS = ("knowledge", "ability", "attitude")
SECTION_KEYS = ("step", "minutes", "method")
SILENT_BLOCKS = ("teacher",)  # in the lesson plan alone


@dataclass
class LessonPage:
    """A lesson in one language; a head that is not sound has mistakes of its own, which the rest waits for."""

    page: CoursePage
    head: LessonHead
    checks: dict[str, Check] = field(default_factory=dict)
    sound: bool = True

    @property
    def body(self) -> Body:
        """The page's sections and blocks."""
        return self.page.body

    @property
    def reading_minutes(self) -> int:
        """Minutes to read what a student sees."""
        silent = sum(len(b.text) for _, b in self.body.blocks if b.kind in SILENT_BLOCKS)
        text = self.page.source.body
        return reading_minutes(text[: max(0, len(text) - silent)])


@dataclass
class Lesson:
    """A lesson of the course; language-neutral facts come from the page in the first language."""

    id: str
    module: str
    number: str
    path: str
    versions: dict[str, LessonPage] = field(default_factory=dict)

    @property
    def original(self) -> LessonPage:
        """The page in the course's first language."""
        return next(iter(self.versions.values()))

    def version(self, language: str) -> tuple[LessonPage, str]:
        """The page in this language, or the original, and the language it is in."""
        if language in self.versions:
            return self.versions[language], language
        return self.original, next(iter(self.versions))

    @property
    def titles(self) -> dict[str, str]:
        """The title in each language that the lesson has."""
        return {code: version.head.title for code, version in self.versions.items()}

    def title(self, language: str) -> str:
        """The title in this language, else the original's."""
        return self.version(language)[0].head.title

    @property
    def hours(self) -> int:
        """Class hours of 45 minutes."""
        return self.original.head.hours

    def neutral_section(self, identifier: str) -> Section | None:
        """The original's section of this id: it holds step, minutes and method."""
        return next((s for s in self.original.body.sections if s.id == identifier), None)


def _head(page: CoursePage, languages: Sequence[str]) -> tuple[LessonHead | None, list[Problem]]:
    """The lesson's head; keys that the theme or the translation mark read are set aside."""
    document = page.source.head
    if page.source.broken_head:
        return None, []
    passed_over = set(THEME_KEYS) - {"description"} | {TRANSLATION_KEY}
    problems = []
    if page.language != languages[0]:
        passed_over |= set(NEUTRAL_KEYS)
        for key in NEUTRAL_KEYS:
            if key in document.data:
                problems.append(Problem("neutral-key", document.place(key), {"key": key}))
    head, more = validate(LessonHead, document, languages, passed_over=passed_over)
    return head, problems + more


def read_checks(page: CoursePage) -> tuple[dict[str, Check], list[Problem]]:
    """The quick checks on a page by id, and what is wrong with them."""
    checks: dict[str, Check] = {}
    problems: list[Problem] = []
    for _, block in page.body.blocks:
        if block.kind == "check":
            check, more = read_check(block, page.path)
            problems += more
            if check is None:
                continue
            if check.id in checks:
                first = checks[check.id].place
                values = {"id": check.id, "first": f"{first.path}:{first.line}"}
                problems.append(Problem("duplicate-id", check.place, values))
            checks.setdefault(check.id, check)
    return checks, problems


def read_lesson_page(page: CoursePage, languages: Sequence[str]) -> tuple[LessonPage | None, list[Problem]]:
    """The lesson on this page, and what is wrong with it by itself."""
    head, problems = _head(page, languages)
    sound = not problems
    checks, more = read_checks(page)
    problems += more
    if page.language != languages[0]:
        for section in page.body.sections:
            for key in section.attributes:
                problems.append(Problem("neutral-key", Place(page.path, section.line), {"key": f"{key}="}))
    objectives = [(g, n, o.id) for g in OBJECTIVE_KEYS if head for n, o in enumerate(getattr(head, g))]
    problems += doubles([o[2] for o in objectives], lambda i: page.source.head.place(*objectives[i]))
    return (LessonPage(page, head, checks, sound) if head else None), problems


def _minutes(lesson: Lesson) -> list[Problem]:
    """Steps and minutes of the original: every section has both, and they fill the hours."""
    page = lesson.original
    path = page.page.path
    problems = []
    total = sum(page.head.minutes.values())
    for section in page.body.sections:
        place = Place(path, section.line)
        step, minutes = section.attributes.get("step", ""), section.attributes.get("minutes", "")
        if step not in STEPS:
            values = {"title": section.title, "step": step or "–", "allowed": ", ".join(STEPS)}
            problems.append(Problem("section-step", place, values))
        problems += _attributes(section, place)
        if not re.fullmatch(r"\d{1,3}", minutes):
            problems.append(Problem("section-minutes", place, {"title": section.title, "minutes": minutes or "–"}))
        else:
            total += int(minutes)
    due = page.head.hours * MINUTES_PER_HOUR
    if page.sound and not problems and total != due:
        values = {"hours": str(page.head.hours), "due": str(due), "total": str(total)}
        problems.append(Problem("lesson-minutes", page.page.source.head.place("hours"), values))
    return problems


def _attributes(section: Section, place: Place) -> list[Problem]:
    """What else stands in the braces of a heading."""
    problems = []
    for key, value in section.attributes.items():
        if key not in SECTION_KEYS:
            values = {"key": key, "allowed": ", ".join(SECTION_KEYS), "close": "–"}
            problems.append(Problem("unknown-key", place, values))
        elif key == "method" and value not in METHODS:
            values = {"key": key, "value": value, "allowed": ", ".join(METHODS)}
            problems.append(Problem("not-one-of", place, values))
    return problems


def _pair(original: LessonPage, other: LessonPage) -> list[Problem]:
    """Two languages of a lesson have the same sections, objectives and checks."""
    pages = original.page, other.page
    sections = [s.id for s in original.body.sections], [s.id for s in other.body.sections]
    lines = [Place(other.page.path, section.line) for section in other.body.sections]
    problems = _differing("sections-differ", pages, sections, lines)
    if original.sound and other.sound:
        objectives = [o.id for o in original.head.objectives], [o.id for o in other.head.objectives]
        problems += _differing("objectives-differ", pages, objectives)
    return problems + pair_checks(pages, (original.checks, other.checks))


def pair_checks(
    pages: tuple[CoursePage, CoursePage], checks: tuple[dict[str, Check], dict[str, Check]]
) -> list[Problem]:
    """Two languages of a page, the original first, have the same checks."""
    ours, theirs = checks
    places = [check.place for check in theirs.values()]
    problems = _differing("checks-differ", pages, (list(ours), list(theirs)), places)
    for name, check in theirs.items():
        twin = ours.get(name)
        if twin and twin.key != check.key:
            values = {"id": name, "original": f"{pages[0].path}:{twin.place.line}"}
            problems.append(Problem("check-differs", check.place, values))
    return problems


def _differing(
    code: str, pages: tuple[CoursePage, CoursePage], ids: tuple[list[str], list[str]], places: Sequence[Place] = ()
) -> list[Problem]:
    """A problem where the other page first departs from the original, or at its top."""
    (original, other), (ours, theirs) = pages, ids
    if ours == theirs:
        return []
    index = next(i for i, pair in enumerate(zip_longest(ours, theirs)) if pair[0] != pair[1])
    place = places[index] if index < len(places) else Place(other.path, other.source.first_line)
    values = {"original": original.path, "ours": ", ".join(ours) or "–", "theirs": ", ".join(theirs) or "–"}
    return [Problem(code, place, values)]


def check_lesson(lesson: Lesson) -> list[Problem]:
    """What is wrong with a lesson beyond its single pages."""
    problems = _minutes(lesson)
    others = [page for language, page in lesson.versions.items() if page is not lesson.original]
    for other in others:
        problems += _pair(lesson.original, other)
    return problems


def blocks_of(section: Section, *kinds: str) -> list[Block]:
    """The section's blocks of these kinds, in order."""
    return [block for block in section.blocks if block.kind in kinds]
