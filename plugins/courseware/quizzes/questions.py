"""The types of questions (`numeric.py` has the one for numbers).

What an author can get wrong within one question is told by its `mistakes`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field

from courseware.quizzes.numeric import Numeric
from courseware.quizzes.parts import (
    MARK,
    Category,
    Item,
    Mistake,
    Option,
    Pair,
    Phrase,
    QuestionBase,
    Region,
    Row,
    SortedItem,
    WithFeedback,
    shared_language,
)
from courseware.quizzes.rules import Blank, TextRule
from courseware.rubric import Criterion
from courseware.sources import Key
from courseware.validation import Strict, Text, Truth, languages_alone

PHRASE = re.compile(r"\[\[([a-z0-9-]+)\|(.+?)\]\]")
"""`[[id|words]]` in a text: a phrase that can be marked."""


def unmarked(words: dict[str, str], ids: Sequence[str], pattern: re.Pattern[str], at: str) -> Iterator[Mistake]:
    """Languages whose words do not mark every id once."""
    listed = Counter(set(ids))
    for language, text in words.items():
        marked = Counter(match[1] for match in pattern.finditer(text))
        if text and marked != listed:  # an empty text is reported as such
            differing = sorted(set((marked - listed) + (listed - marked)))
            yield Mistake("quiz-blanks", (at, language), {"language": language, "blanks": ", ".join(differing)})


class Choice(WithFeedback):
    """A question with options."""

    PARTS = ("options",)

    options: Annotated[list[Option], Field(min_length=2)]


class Single(Choice):
    """One option is right."""

    type: Literal["single"]

    def mistakes(self) -> Iterator[Mistake]:
        """Not exactly one right option."""
        right = sum(option.correct for option in self.options)
        if right != 1:
            yield Mistake("quiz-single-key", ("options",), {"count": str(right)})


class Multiple(Choice):
    """Several options are right, but not all."""

    type: Literal["multiple"]

    def mistakes(self) -> Iterator[Mistake]:
        """Fewer than two right options, or nothing but right ones."""
        right = sum(option.correct for option in self.options)
        if not 1 < right < len(self.options):
            yield Mistake("quiz-multiple-key", ("options",), {"count": str(right)})


class TrueFalseFeedback(Strict):
    """What is said to who answered true, and to who answered false."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    if_true: Text = Field(alias="true")
    if_false: Text = Field(alias="false")


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    type: Literal["true-false"]
    answer: Truth
    feedback: TrueFalseFeedback | None = None


class TextQuestion(TextRule, WithFeedback):
    """Words to type."""

    type: Literal["text"]

    def mistakes(self) -> Iterator[Mistake]:
        """No answer, or one that no one could give."""
        if self.accept is None:
            yield Mistake("missing-key", (), {"key": "accept"})
        yield from self.text_mistakes()


class Cloze(WithFeedback):
    """A text with gaps for words, numbers or choices."""

    PARTS = ("blanks",)

    type: Literal["cloze"]
    blanks: Annotated[list[Blank], Field(min_length=1)]

    def mistakes(self) -> Iterator[Mistake]:
        """Gaps that are not marked, blanks without an answer, groups of one."""
        yield from unmarked(self.stem, [blank.id for blank in self.blanks], MARK, "stem")
        for n, blank in enumerate(self.blanks):
            yield from blank.mistakes(("blanks", n))
        sizes = Counter(blank.group for blank in self.blanks if blank.group)
        for n, blank in enumerate(self.blanks):
            if blank.group and sizes[blank.group] == 1:
                yield Mistake("quiz-blank-group", ("blanks", n, "group"), {"id": blank.id})
            forms = blank.normal_forms()
            for other in self.blanks[:n] if blank.group else []:
                if other.group == blank.group and (shared := [f for f in forms if f in other.normal_forms()]):
                    values = {"value": forms[shared[0]], "id": blank.id, "other": other.id}
                    yield Mistake("quiz-group-same", ("blanks", n, "accept"), values)

    def part_lists(self) -> Iterator[tuple[Key, Sequence[Any]]]:
        """The blanks, and the options of each."""
        yield from super().part_lists()
        yield from ((("blanks", n, "options"), blank.options or []) for n, blank in enumerate(self.blanks))

    def groups(self) -> list[list[str]]:
        """Ids of the blanks that take their answers in any order, by group."""
        names = dict.fromkeys(blank.group for blank in self.blanks if blank.group)
        return [[blank.id for blank in self.blanks if blank.group == name] for name in names]


class Matching(WithFeedback):
    """Each left side has its right side; distractors are right sides that belong to none."""

    PARTS = ("pairs",)

    type: Literal["matching"]
    pairs: Annotated[list[Pair], Field(min_length=2)]
    distractors: list[Text] = Field(default_factory=list)

    def mistakes(self) -> Iterator[Mistake]:
        """Right sides with words in common: equal ones are one, others could not be told apart."""
        right = [pair.right for pair in self.pairs]
        for n, side in enumerate(right):
            if language := shared_language(side, [other for other in right[:n] if _differ(side, other)]):
                yield Mistake("quiz-same-words", ("pairs", n, "right", language), {"value": side[language]})
        for n, side in enumerate(self.distractors):
            for code, others in (("quiz-distractor", right), ("quiz-same-words", self.distractors[:n])):
                if language := shared_language(side, others):
                    yield Mistake(code, ("distractors", n, language), {"value": side[language]})
                    break


def _differ(one: dict[str, str], other: dict[str, str]) -> bool:
    return any(one[code] and other.get(code) and one[code] != other[code] for code in one)


class Ordering(WithFeedback):
    """Things to put in order; they are written in the right one."""

    PARTS = ("items",)

    type: Literal["ordering"]
    items: Annotated[list[Item], Field(min_length=2)]


def _unknown_categories(names: Sequence[str | None], known: Sequence[str], at: str, key: str) -> Iterator[Mistake]:
    for n, name in enumerate(names):
        if name is not None and name not in known:
            yield Mistake("quiz-category", (at, n, key), {"category": name, "allowed": ", ".join(known) or "–"})


class Categorize(WithFeedback):
    """Items to sort into categories."""

    PARTS = ("categories", "items")

    type: Literal["categorize"]
    categories: Annotated[list[Category], Field(min_length=2)]
    items: Annotated[list[SortedItem], Field(min_length=2)]

    def mistakes(self) -> Iterator[Mistake]:
        """Items of a category that is not there."""
        known = [category.id for category in self.categories]
        yield from _unknown_categories([item.category for item in self.items], known, "items", "category")


class Matrix(WithFeedback):
    """Rows with one right column each."""

    PARTS = ("columns", "rows")

    type: Literal["matrix"]
    columns: Annotated[list[Category], Field(min_length=2)]
    rows: Annotated[list[Row], Field(min_length=2)]

    def mistakes(self) -> Iterator[Mistake]:
        """Rows whose column is not there."""
        yield from _unknown_categories(
            [row.answer for row in self.rows], [c.id for c in self.columns], "rows", "answer"
        )


class Highlight(WithFeedback):
    """Phrases of a text to mark; with categories the student says which rule each one breaks."""

    PARTS = ("phrases", "categories")

    type: Literal["highlight"]
    text: Text
    phrases: Annotated[list[Phrase], Field(min_length=2)]
    categories: list[Category] = Field(default_factory=list)

    def mistakes(self) -> Iterator[Mistake]:
        """Phrases that are not marked in the text, none or all of them right, a category that is not there."""
        yield from unmarked(self.text, [phrase.id for phrase in self.phrases], PHRASE, "text")
        known = [category.id for category in self.categories]
        yield from _unknown_categories([phrase.category for phrase in self.phrases], known, "phrases", "category")
        for n, phrase in enumerate(self.phrases):
            if self.categories and phrase.correct and not phrase.category:
                yield Mistake("missing-key", ("phrases", n), {"key": "category"})
        if not self.right() or (len(self.right()) == len(self.phrases) and not self.categories):
            yield Mistake("quiz-phrases", ("phrases",))

    def right(self) -> list[Phrase]:
        """The phrases that are right to mark."""
        return [phrase for phrase in self.phrases if phrase.category or (phrase.correct and not self.categories)]


class Hotspot(WithFeedback):
    """Regions of a picture to find."""

    PARTS = ("regions",)

    type: Literal["hotspot"]
    image: str
    alt: Text
    regions: Annotated[list[Region], Field(min_length=2)]

    def mistakes(self) -> Iterator[Mistake]:
        """Regions beside the picture; none or all of them right."""
        for n, region in enumerate(self.regions):
            if not region.is_within:
                yield Mistake("quiz-region", ("regions", n), {"id": region.id})
        right = sum(region.correct for region in self.regions)
        if not 0 < right < len(self.regions):
            yield Mistake("quiz-regions", ("regions",), {"count": str(right)})


class Scale(QuestionBase):
    """An opinion between two ends; it is never graded."""

    type: Literal["scale"]
    steps: Annotated[int, Field(ge=2, le=10)] = 5
    low: Text
    high: Text


class Essay(QuestionBase):
    """Free writing, scored by the writer against a rubric before the model answer is shown."""

    PARTS = ("rubric",)

    type: Literal["essay"]
    tasks: list[Text] = Field(default_factory=list)
    rubric: Annotated[list[Criterion], Field(min_length=1)]
    model_answer: Text
    length: Annotated[dict[str, Annotated[int, Field(gt=0)]], BeforeValidator(languages_alone)] = Field(
        default_factory=dict
    )

    def mistakes(self) -> Iterator[Mistake]:
        """Levels that give the same points, or more than the criterion has."""
        for n, criterion in enumerate(self.rubric):
            points = [level.points for level in criterion.levels]
            for m, value in enumerate(points):
                if value in points[:m] or value > criterion.points:
                    yield Mistake(
                        "quiz-level", ("rubric", n, "levels", m), {"points": str(value), "most": str(criterion.points)}
                    )


MODELS: tuple[type[QuestionBase], ...] = (
    *(Single, Multiple, TrueFalse, Numeric, TextQuestion, Cloze, Matching, Ordering, Categorize),
    *(Matrix, Highlight, Hotspot, Scale, Essay),
)
QUESTION_TYPES: dict[str, type[QuestionBase]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in MODELS
}
"""The model of each type, by the name that authors write."""
