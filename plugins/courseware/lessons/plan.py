"""The lesson plan (教案): made from the lesson's own page, so that the two never disagree.

The plan's running text is Markdown taken from the lesson; the template marks where each piece goes by its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from courseware.body import Block, Section
from courseware.course import Course
from courseware.languages import Language
from courseware.lessons.checks import read_check
from courseware.lessons.head import USUAL_METHOD
from courseware.lessons.lesson import Lesson, LessonPage, blocks_of

RELATIVE_TARGET = re.compile(r"(?<=\]\()(?![a-z]+:|/)([^)\s]+)")
TABLE = re.compile(r"^[ \t]*\|", re.MULTILINE)


@dataclass
class Row:
    """A step in the process table; `content` and `notes` are numbers of Markdown pieces."""

    step: str
    minutes: int
    title: str
    content: int | None
    notes: int | None
    method: str
    wide: bool = False
    """Whether a table stands in it: its notes then stand below its content, each as wide as both columns."""


@dataclass
class Plan:
    """What the plan's template shows, and the pieces of Markdown that stand in it."""

    values: dict[str, Any]
    pieces: list[str] = field(default_factory=list)

    def piece(self, markdown: str) -> int | None:
        """Keep a piece of Markdown; its number stands in the template, and nothing for an empty one."""
        if not markdown:
            return None
        self.pieces.append(markdown)
        return len(self.pieces) - 1


def _labelled(label: str, language: Language, title: str, text: str = "") -> str:
    head = language["colon"].join(part for part in (label, title) if part)
    return "\n\n".join(part for part in (f"**{head}**" if head else "", text.strip()) if part)


def _check(block: Block, language: Language, path: str) -> str:
    check, _ = read_check(block, path)
    if check is None:
        return ""
    right = language["separator"].join(c.text for c in check.choices if c.correct)
    answer = f"{language['quiz.answer_label']}{language['colon']}{right}"
    return _labelled(language["blocks.check"], language, "", f"{check.stem}\n\n{answer}")


def _content(section: Section, language: Language, path: str) -> str:
    """What happens in a section: its sub-headings, figures, and what the blocks ask."""
    parts = [f"- {title}" for title, _, _ in section.subheadings]
    parts += [f"- {language['plan.figure']}{language['colon']}{caption or alt}" for alt, caption in section.figures]
    return "\n\n".join((["\n".join(parts)] if parts else []) + _asked(section, language, path))


def _asked(section: Section, language: Language, path: str) -> list[str]:
    """What the blocks of a section tell and ask the students."""
    pieces = []
    for block in section.blocks:
        label = language[f"blocks.{block.kind}"] if block.kind in language["blocks"] else ""
        if not block.argument and section.title.startswith(label):
            label = ""  # the section's own title says it
        if block.kind == "case":
            documented = "case_documented" if "source" in block.options else "case"
            pieces.append(_labelled(language[f"blocks.{documented}"], language, block.argument))
        elif block.kind in ("think", "discuss", "activity", "takeaways", "challenge"):
            pieces.append(_labelled(label, language, block.argument, block.text))
        elif block.kind == "check":
            pieces.append(_check(block, language, path))
    return pieces


def _notes(section: Section, language: Language) -> str:
    """The teacher's notes of a section, and the solutions of its challenges."""
    pieces = [b.text.strip() for b in blocks_of(section, "teacher") if b.argument != "board"]
    for block in blocks_of(section, "solution"):
        pieces.append(_labelled(language["quiz.model_answer"], language, block.argument, block.text))
    return "\n\n".join(pieces)


def _step_rows(plan: Plan, lesson: Lesson, version: LessonPage, language: Language) -> list[Row]:
    minutes = lesson.original.head.minutes
    rows = []

    def row_without_section(step: str) -> Row:
        words = language[f"plan.{step}_content"] if f"{step}_content" in language["plan"] else ""
        return Row(step, minutes[step], "", plan.piece(words), None, USUAL_METHOD[step])  # type: ignore[index]

    if "organise" in minutes:
        rows.append(row_without_section("organise"))
    for section in version.body.sections:
        neutral = lesson.neutral_section(section.id) or section
        step = neutral.attributes.get("step", "teach")
        number = neutral.attributes.get("minutes", "0")
        content, notes = _content(section, language, version.page.path), _notes(section, language)
        rows.append(
            Row(
                step=step,
                minutes=int(number) if number.isdecimal() else 0,
                title=section.title,
                content=plan.piece(content),
                notes=plan.piece(notes),
                method=neutral.attributes.get("method", USUAL_METHOD.get(step, "lecture")),
                wide=any(TABLE.search(markdown) for markdown in (content, notes)),
            )
        )
    rows += [row_without_section(step) for step in minutes if step != "organise"]
    return rows


def _rebase(markdown: str, to_lesson: str) -> str:
    """Links of the lesson's text as seen from the plan's page; those within the lesson lead to the lesson."""
    folder = to_lesson.rpartition("/")[0] + "/"
    return RELATIVE_TARGET.sub(lambda m: (to_lesson if m[1].startswith("#") else folder) + m[1], markdown)


def make_plan(course: Course, lesson: Lesson, language: Language, to_lesson: str) -> Plan:
    """The plan of a lesson in this language; `to_lesson` is the relative link to the lesson's page."""
    version, _ = lesson.version(language.code)
    neutral = lesson.original.head
    module = next(m for m in course.modules if m.id == lesson.module)
    plan = Plan({})
    rows = _step_rows(plan, lesson, version, language)
    root = to_lesson.removesuffix(lesson.path)
    board = version.body.first("teacher", "board")
    sections = [s for s in version.body.sections if _step_of(lesson, s) == "homework"]
    homework = "\n\n".join(t for s in sections for t in (s.prose.strip(), *_asked(s, language, version.page.path)) if t)
    plan.values = {
        "lesson": lesson,
        "head": version.head,
        "module_title": module.title.get(language.code) or next(iter(module.title.values())),
        "methods": neutral.methods,
        "prerequisites": [
            (before.title(language.code), root + before.path)
            for before in map(course.lessons.get, neutral.prerequisites)
            if before
        ],
        "rows": rows,
        "total": sum(row.minutes for row in rows),
        "board": plan.piece(board.text) if board else None,
        "homework": plan.piece(homework) if homework else None,
        "references": [course.references[r] for r in neutral.references if r in course.references],
        "lesson_link": to_lesson,
    }
    plan.pieces = [_rebase(piece, to_lesson) for piece in plan.pieces]
    return plan


def _step_of(lesson: Lesson, section: Section) -> str:
    neutral = lesson.neutral_section(section.id) or section
    return neutral.attributes.get("step", "")
