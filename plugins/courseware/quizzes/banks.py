"""Quiz banks: `quizzes/<id>.yml`, every language of a question in one place so that keys exist once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, Tag

from courseware.problems import Place, Problem
from courseware.quizzes.matching import most_matched
from courseware.quizzes.parts import QuestionBase
from courseware.sources import Document
from courseware.validation import BY_FORM, Id, Strict, Text

Mode = Literal["practice", "test", "warm-up"]
Count = Annotated[int, Field(ge=1)]
Draw = Annotated[Annotated[Count, Tag("text")] | Annotated[dict[str, Count], Tag("other")], BY_FORM]
"""How many questions an attempt draws: in all, or of each tag."""


class Case(Strict):
    """A scenario that several questions share."""

    id: Id
    title: Text | None = None
    text: Text


class QuizHead(Strict):
    """A bank's own keys; its questions are checked one by one, so that one mistake hides no other."""

    title: Text
    pass_mark: Annotated[float, Field(alias="pass", ge=0, le=100)] = 60
    mode: Mode = "practice"
    draw: Draw | None = None
    shuffle: list[Literal["questions", "options"]] = Field(default_factory=list)
    cases: list[Case] = Field(default_factory=list)
    questions: Annotated[list[Any], Field(min_length=1)] | None = None
    sources: Annotated[list[Id], Field(min_length=1)] | None = Field(default=None, alias="from")


@dataclass(frozen=True)
class Quiz:
    """A bank of questions, or (`sources`) a quiz that draws from banks; `pass_mark` is in per cent of the points."""

    id: str
    path: str
    title: dict[str, str]
    pass_mark: float
    mode: Mode
    draw: int | dict[str, int] | None
    shuffle: list[Literal["questions", "options"]]
    cases: dict[str, Case]
    sources: list[str]
    questions: list[QuestionBase]
    document: Document
    indexes: dict[str, int]
    """Where each question stands in the file's list, by its id."""
    sound: bool
    """Whether nothing is wrong with it by itself."""

    def place(self, question: str, *key: str | int) -> Place:
        """The place of a question, or of a part of it."""
        return self.document.place("questions", self.indexes[question], *key)


def draw_problems(
    draw: int | dict[str, int] | None, questions: Sequence[QuestionBase], place: Callable[[str], Place]
) -> list[Problem]:
    """A draw of more questions than there are: in all, of a tag, or of all tags, as no question is drawn for two.

    `place` tells where the draw of a tag stands.
    """
    counts = {"": draw} if isinstance(draw, int) else draw or {}
    fits = {tag: [n for n, q in enumerate(questions) if not tag or tag in q.tags] for tag in counts}
    short = [(tag, counts[tag], len(fits[tag])) for tag in counts if counts[tag] > len(fits[tag])]
    if not short:
        total, there = sum(counts.values()), most_matched([fits[tag] for tag in counts for _ in range(counts[tag])])
        short = [(", ".join(counts), total, there)] if total > there else []
    return [
        Problem("quiz-draw", place(tag), {"tag": tag or "–", "count": str(count), "there": str(there)})
        for tag, count, there in short
    ]
