"""An instrument as plain data: what a response to it may hold. The browser reads responses by the same data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypedDict

from courseware.assignments.instruments import (
    Instrument,
    MatrixItem,
    MultipleItem,
    NumberItem,
    Scale,
    ScaleItem,
    SingleItem,
    SumItem,
)


class Field(TypedDict):
    """A column; see `instruments.Column`."""

    name: str
    kind: str
    item: str
    part: str


class Limits(TypedDict, total=False):
    """What a column may hold: options, or a number between two ends that may be open."""

    options: list[str]
    min: float | None
    max: float | None
    decimals: bool
    na: bool


class Sum(TypedDict):
    """Columns whose numbers add up to a total."""

    columns: list[str]
    total: int


class Form(TypedDict):
    """An instrument's columns, their limits by name (none for words and days), and its sums."""

    digest: str
    consent: bool
    columns: list[Field]
    limits: dict[str, Limits]
    sums: list[Sum]


class HasInstruments(Protocol):
    """An assignment's instruments and scales by id."""

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """The instruments."""

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The scales."""


def forms_of(kit: HasInstruments) -> dict[str, Form]:
    """Every instrument as plain data, by id."""
    return {name: form_of(instrument, kit.scales) for name, instrument in kit.instruments.items()}


def form_of(instrument: Instrument, scales: Mapping[str, Scale]) -> Form:
    """The instrument as plain data."""
    columns = [Field(name=c.name, kind=c.kind, item=c.item, part=c.part) for c in instrument.columns()]
    limits = {name: found for item in instrument.items() for name, found in _limits(item, scales).items()}
    sums = [
        Sum(columns=[column.name for column in item.columns()], total=item.total)
        for item in instrument.items()
        if isinstance(item, SumItem)
    ]
    digest = instrument.digest(dict(scales))
    return Form(digest=digest, consent=instrument.consent, columns=columns, limits=limits, sums=sums)


def _limits(item: Any, scales: Mapping[str, Scale]) -> dict[str, Limits]:
    """The limits of an item's columns."""
    if isinstance(item, SingleItem | MultipleItem):
        return {item.id: Limits(options=[option.id for option in item.options])}
    if isinstance(item, ScaleItem):
        return {item.id: _of_scale(scales[item.scale])}
    if isinstance(item, MatrixItem):
        return {item.column(row.id, scale).name: _of_scale(scales[scale]) for scale in item.scales for row in item.rows}
    if isinstance(item, NumberItem):
        return {item.id: Limits(min=item.min, max=item.max, decimals=item.decimals)}
    if isinstance(item, SumItem):
        return {column.name: Limits(min=0, max=item.total, decimals=True) for column in item.columns()}
    return {}


def _of_scale(scale: Scale) -> Limits:
    return Limits(min=scale.min, max=scale.max, decimals=False, na=scale.na)
