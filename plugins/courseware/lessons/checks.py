"""A quick check written in a lesson: a sentence and a task list become a single or multiple question.

/// check | who-pays

谁是付款人？

- [ ] 孩子
他是使用者。
- [x] 外婆
她付钱。

///
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from courseware.body import Block
from courseware.problems import Place, Problem
from courseware.quizzes.parts import Option
from courseware.quizzes.questions import Multiple, Single

NEAR_CHOICE = re.compile(r"^[-*+] *[［【\[][^\]］】]*[］】\]]")  # what an input method makes of the brackets
CHOICE = re.compile(r"^[-*+] +\[([^\]]?)\](?: +(.*))?$")


@dataclass
class Choice:
    """An option as written in one language."""

    text: str
    correct: bool
    feedback: str
    line: int


@dataclass
class Check:
    """A check as written in one language; `question` pairs it with the other languages' words."""

    id: str
    place: Place
    stem: str
    choices: list[Choice] = field(default_factory=list)

    @property
    def key(self) -> list[bool]:
        """Which options are right, in order."""
        return [choice.correct for choice in self.choices]

    def question(self, language: str) -> Single | Multiple:
        """The question that the quiz's grader and page take.

        Options are known by their position: the pair in the other language has the same options in the same order.
        """
        options = [
            Option.model_construct(
                id=f"option-{number}",
                text={language: choice.text},
                correct=choice.correct,
                feedback={language: choice.feedback} if choice.feedback else None,
            )
            for number, choice in enumerate(self.choices, 1)
        ]
        stem = {language: self.stem}
        if sum(self.key) == 1:
            return Single.model_construct(id=self.id, type="single", stem=stem, options=options)
        return Multiple.model_construct(id=self.id, type="multiple", stem=stem, options=options)


def _read_lines(block: Block, path: str) -> tuple[str, list[Choice], list[Problem]]:
    """The stem, the options, and marks that are neither `[x]` nor `[ ]`."""
    stem: list[str] = []
    choices: list[Choice] = []
    problems: list[Problem] = []
    for number, line in enumerate(block.text.splitlines(), block.text_line):
        match = CHOICE.match(line)
        if match:
            mark = match[1].strip()
            if mark not in ("", "x", "X"):
                problems.append(Problem("check-mark", Place(path, number, 3), {"mark": mark}))
            choices.append(Choice((match[2] or "").strip(), mark in ("x", "X"), "", number))
        elif NEAR_CHOICE.match(line):
            problems.append(Problem("check-mark", Place(path, number, 3), {"mark": line[1:].strip()[:5]}))
        elif choices and line.strip():
            last = choices[-1]
            last.feedback = f"{last.feedback} {line.strip()}".strip()
        elif not choices:
            stem.append(line)
    return "\n".join(stem).strip(), choices, problems


def read_check(block: Block, path: str) -> tuple[Check | None, list[Problem]]:
    """The check in a block of the page at `path`."""
    here = Place(path, block.line)
    if not block.argument:
        return None, [Problem("check-without-id", here)]
    stem, choices, problems = _read_lines(block, path)
    if problems:  # a mark that is no x was meant as one
        return None, problems
    if len(choices) < 2:
        return None, [Problem("check-options", here, {"id": block.argument})]
    check = Check(block.argument, here, stem, choices)
    if not any(check.key):
        return None, [Problem("check-no-key", here, {"id": check.id})]
    return check, []
