"""Instruments: sheets, questionnaires and logs, their items, and the columns that a response has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Discriminator, Field, Tag

from courseware.validation import Id, Strict, Text, Truth, Worded

NOT_APPLICABLE = "na"
"""What a response holds where an item does not apply; a blank is an empty text."""


class Scale(Strict):
    """Whole numbers from `min` to `max`; the labels of both ends are always there."""

    id: Id
    title: Text
    stem: Text | None = None
    """The words that rows rated on this scale go on from."""
    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(le=100)]
    labels: dict[str, Text]
    na: Truth = False
    """Whether "not applicable" may be chosen."""

    @property
    def values(self) -> range:
        """The numbers, lowest first."""
        return range(self.min, self.max + 1)


class Group(Worded):
    """What items have in common: a dimension, a side of service."""

    id: Id


class Choice(Worded):
    """One option of a choice."""

    id: Id


class Row(Worded):
    """A line of a matrix."""

    id: Id
    group: Id | None = None


class Share(Worded):
    """One of the things that a sum is shared out to."""

    id: Id


class Column(NamedTuple):
    """A column of the data: what a response holds for an item, or for a part of one."""

    name: str
    """`h1`, `t1.expectation`, `weights.empathy`, `h1.evidence`."""
    kind: Literal["scale", "single", "multiple", "number", "text", "date"]
    item: str
    """The item's id, for a matrix its row's."""
    part: str = ""
    """The scale of a row that is rated on several, the thing a sum is shared out to, or `evidence`."""


class Item(Worded):
    """What every item has; its words are what is asked."""

    id: Id
    hint: Text | None = None

    def columns(self) -> Iterator[Column]:
        """The columns of the item, in order."""
        raise NotImplementedError


class SingleItem(Item):
    """One of the options."""

    type: Literal["single"]
    options: Annotated[list[Choice], Field(min_length=2)]

    def columns(self) -> Iterator[Column]:
        """The option's id."""
        yield Column(self.id, "single", self.id)


class MultipleItem(Item):
    """Any of the options."""

    type: Literal["multiple"]
    options: Annotated[list[Choice], Field(min_length=2)]

    def columns(self) -> Iterator[Column]:
        """The options' ids with a space between them."""
        yield Column(self.id, "multiple", self.id)


class ScaleItem(Item):
    """One rating."""

    type: Literal["scale"]
    scale: Id

    def columns(self) -> Iterator[Column]:
        """The number, or `na`."""
        yield Column(self.id, "scale", self.id)


class MatrixItem(Item):
    """Rows that are rated on one scale or on several."""

    type: Literal["matrix"]
    scales: Annotated[list[Id], Field(min_length=1)]
    rows: Annotated[list[Row], Field(min_length=1)]
    evidence: Truth = False
    """Whether each row has room for what was seen."""

    def columns(self) -> Iterator[Column]:
        """A number a row and scale, scale by scale as they are asked; what was seen after the numbers."""
        for scale in self.scales:
            for row in self.rows:
                yield self.column(row.id, scale)
        for row in self.rows if self.evidence else ():
            yield Column(f"{row.id}.evidence", "text", row.id, "evidence")

    def column(self, row: str, scale: str) -> Column:
        """The column of a row on a scale."""
        several = len(self.scales) > 1
        return Column(f"{row}.{scale}" if several else row, "scale", row, scale if several else "")


class NumberItem(Item):
    """A number, a count unless `decimals` are allowed."""

    type: Literal["number"]
    min: float | None = None
    max: float | None = None
    decimals: Truth = False
    unit: Text | None = None

    def columns(self) -> Iterator[Column]:
        """The number."""
        yield Column(self.id, "number", self.id)


class TextItem(Item):
    """Words; `lines` is the room on paper."""

    type: Literal["text"]
    lines: Annotated[int, Field(ge=1, le=20)] = 1

    def columns(self) -> Iterator[Column]:
        """The words."""
        yield Column(self.id, "text", self.id)


class DateItem(Item):
    """A day."""

    type: Literal["date"]

    def columns(self) -> Iterator[Column]:
        """The day as `2026-03-31`."""
        yield Column(self.id, "date", self.id)


class SumItem(Item):
    """A number of points that is shared out."""

    type: Literal["sum"]
    total: Annotated[int, Field(gt=0)] = 100
    shares: Annotated[list[Share], Field(min_length=2)]

    def columns(self) -> Iterator[Column]:
        """A number a share."""
        for share in self.shares:
            yield Column(f"{self.id}.{share.id}", "number", self.id, share.id)


ITEM_MODELS: tuple[type[Item], ...] = (
    *(SingleItem, MultipleItem, ScaleItem, MatrixItem, NumberItem, TextItem, DateItem, SumItem),
)
AnyItem = Annotated[
    Annotated[SingleItem, Tag("single")]
    | Annotated[MultipleItem, Tag("multiple")]
    | Annotated[ScaleItem, Tag("scale")]
    | Annotated[MatrixItem, Tag("matrix")]
    | Annotated[NumberItem, Tag("number")]
    | Annotated[TextItem, Tag("text")]
    | Annotated[DateItem, Tag("date")]
    | Annotated[SumItem, Tag("sum")],
    Discriminator("type"),
]


class Part(Strict):
    """A page of an instrument."""

    title: Text | None = None
    intro: Text | None = None
    items: Annotated[list[AnyItem], Field(min_length=1)]


class Instrument(Strict):
    """A form that is filled in many times: once a response."""

    FIXED: ClassVar = ("response", "instrument", "digest", "recorded", "member", "consent")
    """Columns that every response has."""

    id: Id
    kind: Literal["observation", "questionnaire", "interview", "log", "workshop", "counts"]
    title: Text
    intro: Text | None = None
    consent: Truth = False
    """Whether who answers has to agree first."""
    least: Annotated[int, Field(ge=1)] = 1
    """With fewer responses than these every figure is marked as that of a small sample."""
    parts: Annotated[list[Part], Field(min_length=1)]

    def items(self) -> Iterator[Any]:
        """Every item of every part."""
        for part in self.parts:
            yield from part.items

    def item(self, name: str) -> Any:
        """The item with this id; KeyError if there is none."""
        return {item.id: item for item in self.items()}[name]

    def columns(self) -> list[Column]:
        """The columns of a response's answers, in order."""
        return [column for item in self.items() for column in item.columns()]

    def digest(self, scales: dict[str, Scale]) -> str:
        """What the data hang on: columns, options and limits; wording and order of parts are not among it.

        It begins with a letter: a spreadsheet takes `12345678` and `1234e567` for numbers and writes others back.
        """
        limits = [(item.id, *_limits(item, scales)) for item in self.items()]
        plain = json.dumps([[list(column) for column in self.columns()], limits], separators=(",", ":"))
        return "v" + hashlib.sha256(plain.encode()).hexdigest()[:7]


def _limits(item: Any, scales: dict[str, Scale]) -> list[Any]:
    """What an item's values may be."""
    if isinstance(item, SingleItem | MultipleItem):
        return [option.id for option in item.options]
    if isinstance(item, ScaleItem | MatrixItem):
        names = [item.scale] if isinstance(item, ScaleItem) else item.scales
        return [[scales[name].min, scales[name].max, scales[name].na] for name in names]
    if isinstance(item, NumberItem):
        return [item.min, item.max, item.decimals]
    return [item.total] if isinstance(item, SumItem) else []
