"""Every mistake that the catalogue names, made in a copy of the small course: one problem, at the exact place."""

from __future__ import annotations

import re

import pytest
from mistakes import GLOSSARY, IN_FILES_AND_VALUES, MARK, PAGE, Mistake, Place
from mistakes_in_content import IN_CONTENT
from mistakes_in_quizzes import IN_QUIZZES
from mistakes_of_form import OF_FORM
from small_course import Project

from courseware.problems import catalogue

MISTAKES = IN_FILES_AND_VALUES + IN_CONTENT + IN_QUIZZES + OF_FORM
Found = list[tuple[str, Place]]


def name_of(mistake: Mistake) -> str:
    return f"{mistake.code}-{MISTAKES.index(mistake)}"


def found(project: Project) -> Found:
    return [(p.code, (p.place.path, p.place.line, p.place.column)) for p in project.problems()]


def take_marks(project: Project, raw: dict[str, bytes]) -> Found:
    """Take every `§code§` out of the files and tell where each stood; behind some, bytes have to be written."""
    taken = []
    for file in sorted(f for f in project.root.rglob("*") if f.suffix in (".md", ".yml") and f.is_file()):
        path = file.relative_to(project.root).as_posix()
        text, written = file.read_text(encoding="utf-8"), b""
        while match := re.search(f"{MARK}([a-z0-9-]+){MARK}", text):
            before = text[: match.start()]
            taken.append((match[1], (path, before.count("\n") + 1, len(before) - before.rfind("\n"))))
            text = before + text[match.end() :]
            if match[1] in raw:
                written, text = before.encode() + raw[match[1]], text[match.start() :]
        file.write_bytes(written + text.encode())
    return taken


@pytest.mark.parametrize("mistake", MISTAKES, ids=name_of)
def test_a_mistake_is_one_problem_at_its_place(project: Project, mistake: Mistake) -> None:
    mistake.make(project)
    expected = [(mistake.code, mistake.at)] if mistake.at else take_marks(project, {mistake.code: mistake.raw})
    assert found(project) == expected


def test_a_missing_course_file_is_named(project: Project) -> None:
    (project.root / "course.yml").unlink()
    assert found(project) == [("missing-file", ("course.yml", 1, 1))]


def test_the_small_course_itself_has_no_problem(project: Project) -> None:
    assert found(project) == []


VALUES = """
title: {zh: 值}
questions:
  - {§not-an-id§id: Not An Id, type: true-false, stem: {zh: 问}, answer: true}
  - {id: text, type: true-false, §text-by-language§stem: 问, answer: true}
  - {id: language, type: true-false, §language-missing§stem: {en: Why}, answer: true}
  - {id: short, type: multiple, stem: {zh: 问}, §list-too-short§options: [{zh: 甲, correct: true}]}
  - {id: wrong, type: true-false, stem: {zh: 问}, answer: true, tags: [§not-a-text§[a, b]]}
  - {id: commas, type: true-false, stem: {zh: 问}, answer: true, tags: [§full-width-comma§水，时间]}
  - {id: number, type: true-false, stem: {zh: 问}, answer: true, §not-a-number§points: 2分}
"""
POURING = """---
title: 倒茶
hours: 1
§unknown-assignment§assignment: tea-party
---

## 倒 {#pour step=teach minutes=45}

§id-of-the-engine§### 目标 {#objectives}

§check-without-id§/// check

- [x] 甲
- [ ] 乙

///

/// check | mark

- §check-mark§[√] 甲
- [ ] 乙

///

§check-options§/// check | options

- [x] 甲

///
"""
POURING_EN = """---
title: Pouring
---

## Pour {#pour}

§checks-differ§/// check | full

How full?

- [x] Seven tenths
- [ ] To the brim

///
"""
SLIPS = """---
title: 笔误
---

§block-mark§／／／ teacher

§heading-mark§#没有空格

![](§picture-without-words§tea.png)
![茶](§figure-unreadable§bad.svg)
[许可](§missing-anchor§about.md#licens)
"""
MORE_MODULES = """
  - §module-without-page§id: tea-trip
    title: {zh: 出去喝茶}
    lessons:
      - §lesson-without-page§boat

routes:"""


def test_every_mistake_of_the_catalogue_in_one_run(project: Project) -> None:
    together = [m for m in MISTAKES if m.together]
    for mistake in together:
        mistake.make(project)
    project.write("quizzes/values.yml", VALUES)
    project.write("docs/lessons/tea-for-guests/pouring.md", POURING)
    project.edit("course.yml", "- serving-guests\n", "- serving-guests\n      - pouring\n")
    project.edit("course.yml", "\nroutes:", MORE_MODULES)
    project.write("docs/lessons/tea-for-guests/tea-market.md", PAGE)
    project.edit("course.yml", "- id: tea-market", "- §planned-lesson-written§id: tea-market")
    (project.root / "quizzes/lost.yml").symlink_to("nowhere.yml")
    project.write("docs/lessons/tea-for-guests/pouring.en.md", POURING_EN)
    project.write("docs/slips.md", SLIPS)
    project.write("docs/bad.svg", "<svg>&nbsp;</svg>")
    project.write("docs/tea.png", "")
    project.write("docs/tea.zh.md", "§first-language-in-name§" + PAGE)
    (project.root / "docs/folder.md").mkdir()
    expected = take_marks(project, {m.code: m.raw for m in together if m.raw})
    expected += [(m.code, m.at) for m in together if m.at]
    expected += [("unreadable-file", ("docs/folder.md", 1, 1))]
    expected += [("missing-file", ("quizzes/lost.yml", 1, 1))]
    assert sorted(found(project)) == sorted(expected)
    # Made elsewhere: in `invalid/assignments/` and test_kits.py, in `invalid/decks/` and its test, in test_explore.py.
    elsewhere = {code for code in catalogue() if code.startswith(("assignment-", "deck-", "explore-"))}
    elsewhere |= {"unknown-kit", "unknown-deck"}
    assert {code for code, _ in expected} == set(catalogue()) - elsewhere


def test_a_mistake_in_one_entry_leaves_the_others_to_be_used(project: Project) -> None:
    project.edit("course.yml", "hours: 2", "hours: two")
    project.edit(GLOSSARY, "pinyin: hóng chá", "pinyn: hóng chá")
    course = project.load()
    assert list(course.lessons) == ["six-teas", "brewing", "serving-guests"]
    assert [m.lesson_ids for m in course.modules] == [["six-teas", "brewing"], ["serving-guests"]]
    assert course.glossary.terms["black-tea"].pinyin == ""
    assert len(course.quizzes["brewing"].questions) == 7
