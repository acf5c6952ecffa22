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

from courseware.body import Block, Body
from courseware.problems import Place, Problem
from courseware.quizzes.parts import Option, identity_of
from courseware.quizzes.questions import Multiple, Single
from courseware.validation import ID_PATTERN

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

    def question(self, language: str, original: Check) -> Single | Multiple:
        """The question that the quiz's grader and page take.

        Saved answers know options by their words in the original, the check in the course's first language: the pair
        in another language has the same options in the same order.
        """
        options = [
            Option.model_construct(
                id=identity_of(None, {"": named.text}),
                text={language: choice.text},
                correct=choice.correct,
                feedback={language: choice.feedback} if choice.feedback else None,
            )
            for choice, named in zip(self.choices, original.choices, strict=True)
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
    problems = _check_rules(check)
    return None if problems else check, problems


def _check_rules(check: Check) -> list[Problem]:
    """What a bank's questions may not do either: an id that is none, equal options, nothing but right ones."""
    problems = []
    if not re.fullmatch(ID_PATTERN, check.id):
        problems.append(Problem("not-an-id", check.place, {"value": check.id}))
    words = [choice.text for choice in check.choices]
    for n, choice in enumerate(check.choices):
        if choice.text in words[:n]:
            problems.append(Problem("quiz-same-words", Place(check.place.path, choice.line), {"value": choice.text}))
    if all(check.key):
        problems.append(Problem("quiz-multiple-key", check.place, {"count": str(len(check.choices))}))
    return problems


def original_of(check: Check, body: Body) -> Check:
    """The check of this id in the original page's text; the check itself where that has none with the same options."""
    block = next((b for _, b in body.blocks if b.kind == "check" and b.argument == check.id), None)
    original = read_check(block, "")[0] if block is not None else None
    return original if original is not None and len(original.choices) == len(check.choices) else check
