"""What every question has, and the parts that questions are made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from courseware.sources import Key
from courseware.validation import COMMA, Id, Strict, Text, Truth, Worded

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
MARK = re.compile(r"\[\[([a-z0-9_-]+)\]\]")
"""`[[id]]` in words: a blank of a cloze, a number of a parameter question."""


class Mistake(NamedTuple):
    """Something wrong with a question: the problem's code, the part of the question, what fills the sentences."""

    code: str
    at: Key = ()
    values: dict[str, str] = {}  # noqa: RUF012 - never changed


def identity_of(own: str | None, text: dict[str, str]) -> str:
    """The author's id, or the digest of the words in the course's first language."""
    return own or hashlib.sha256(next(iter(text.values())).encode()).hexdigest()[:8]


def shared_language(words: dict[str, str], others: Sequence[dict[str, str]]) -> str | None:
    """The language in which these words are also those of another; what is empty has been reported."""
    return next((code for code in words if words[code] and any(words[code] == o.get(code) for o in others)), None)


class Part(Worded):
    """A part with words of its own, known to saved answers by its id or by its words."""

    id: Id | None = None
    feedback: Text | None = None

    @property
    def identity(self) -> str:
        """What saved answers call this part."""
        return identity_of(self.id, self.text)


class Option(Part):
    """One option of a choice; feedback says why it is right or wrong; `last` keeps it behind shuffled ones."""

    correct: Truth = False
    last: Truth = False


class Item(Part):
    """A thing to put in order."""


class SortedItem(Part):
    """A thing to sort, and the id of the category it belongs to."""

    category: Id


class Row(Part):
    """A row of a matrix, and the id of its right column."""

    answer: Id


class Pair(Strict):
    """Two things that belong together."""

    id: Id | None = None
    left: Text
    right: Text
    feedback: Text | None = None

    @property
    def identity(self) -> str:
        """What saved answers call this pair."""
        return identity_of(self.id, self.left)


class Category(Worded):
    """A box that items are sorted into, a column of a matrix, a rule that a phrase breaks."""

    id: Id


class Phrase(Strict):
    """A phrase that can be marked; right to mark when it is `correct` or has a category."""

    id: Id
    correct: Truth = False
    category: Id | None = None
    feedback: Text | None = None


Percent = Annotated[float, Field(ge=0, le=100)]


class Region(Part):
    """A part of a picture, in per cent of its width and height from the upper left corner."""

    id: Id
    left: Percent
    top: Percent
    width: Annotated[float, Field(gt=0, le=100)]
    height: Annotated[float, Field(gt=0, le=100)]
    correct: Truth = False

    @property
    def is_within(self) -> bool:
        """Whether all of it lies on the picture."""
        return self.left + self.width <= 100 and self.top + self.height <= 100


def _tag(value: Any) -> Any:
    if isinstance(value, str) and COMMA.search(value):
        raise PydanticCustomError("full_width_comma", "two tags in one")
    return value


TagName = Annotated[str, BeforeValidator(_tag)]
"""A word that a draw can ask for."""


class QuestionBase(Strict):
    """What every question has."""

    PARTS: ClassVar[tuple[str, ...]] = ()
    """The lists of parts that saved answers tell apart."""

    id: Id
    type: str
    stem: Text
    case: Id | None = None
    objective: Id | None = None
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    bloom: Bloom | None = None
    tags: list[TagName] = Field(default_factory=list)
    points: Annotated[float, Field(gt=0, le=1000)] = 1
    hint: Text | None = None
    solution: Text | None = None

    def part_lists(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        """Every list of parts whose ids and words have to differ, and where it stands."""
        for name in self.PARTS:
            yield (name,), getattr(self, name)

    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong with it beyond the form of its keys."""
        yield from ()


class WithFeedback(QuestionBase):
    """A question with one feedback for every answer."""

    feedback: Text | None = None
