"""What can be wrong with an assignment beyond the form of its keys: references, ends, sums and names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

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
from courseware.assignments.model import (
    Agreement,
    Assignment,
    Distribution,
    Gaps,
    ImportancePerformance,
    Means,
    Pareto,
    Quadrants,
    Rate,
    Ratio,
    Rubric,
)
from courseware.problems import Place, Problem
from courseware.sources import Key
from courseware.validation import closest, doubles

PlaceOf = Callable[..., Place]
RATED = (NumberItem, ScaleItem)
NAMES_OF_FILES = ("task", "report", "rubric", "letter", "workbook", "workbook-sample", "kit")
"""What no instrument can be called: its files would have the names of others."""


def check_assignment(assignment: Assignment, place: PlaceOf, lacking: Collection[str]) -> list[Problem]:
    """Everything wrong within the assignment; what hangs on keys that are `lacking`, if only in part, is not judged."""
    problems = [*_ids(assignment, place, lacking), *_ends(assignment, place, lacking)]
    if "scales" not in lacking:
        for n, scale in enumerate(assignment.scales):
            problems += _scale(scale, partial(place, "scales", n))
    if not {"scales", "instruments", "groups"} & {*lacking}:
        found = [*_instruments(assignment, place)]
        problems += found
        if not found and "statistics" not in lacking:
            problems += _Statistics(assignment, place).problems()
    if "rubric" not in lacking:
        problems += _rubric(assignment.rubric, partial(place, "rubric"))
    return problems


def unknown(place: Place, value: str, allowed: Iterable[str]) -> Problem:
    """An id that names nothing."""
    names = list(allowed)
    values = {"value": value, "allowed": ", ".join(names) or "–", "close": closest(value, names)}
    return Problem("assignment-reference", place, values)


def _ids(assignment: Assignment, place: PlaceOf, lacking: Collection[str]) -> Iterator[Problem]:
    """Ids that stand twice where only one may."""
    for name in ("roles", "steps", "groups", "scales", "instruments", "statistics"):
        if name not in lacking:
            yield from _doubles(getattr(assignment, name), partial(place, name))


def _doubles(parts: Sequence[Any], place: PlaceOf) -> list[Problem]:
    return doubles([part.id for part in parts], lambda n: place(n, "id"))


def _ends(assignment: Assignment, place: PlaceOf, lacking: Collection[str]) -> Iterator[Problem]:
    """Ranges that run backwards."""
    if "group" not in lacking:
        yield from _backwards(assignment.group.min, assignment.group.max, place("group", "max"))
    if "hours" not in lacking:
        yield from _backwards(*_both(assignment.hours.field), place("hours", "field"))
    for n, step in enumerate(assignment.steps if "steps" not in lacking else ()):
        yield from _backwards(*_both(step.days), place("steps", n, "days"))


def _both(ends: Sequence[int]) -> tuple[int, int]:
    return ends[0], ends[-1]


def _backwards(least: float, most: float, place: Place) -> Iterator[Problem]:
    if least > most:
        yield Problem("assignment-range", place, {"min": f"{least:g}", "max": f"{most:g}"})


def _scale(scale: Scale, place: PlaceOf) -> Iterator[Problem]:
    if scale.min >= scale.max:
        yield Problem("assignment-range", place("max"), {"min": str(scale.min), "max": str(scale.max)})
        return
    numbers = [str(value) for value in scale.values]
    for end in (scale.min, scale.max):
        if str(end) not in scale.labels:
            yield Problem("assignment-scale-end", place("labels"), {"value": str(end)})
    for label in scale.labels:
        if label not in numbers:
            values = {"value": label, "min": numbers[0], "max": numbers[-1]}
            yield Problem("assignment-scale-label", place("labels", label), values)


def _instruments(assignment: Assignment, place: PlaceOf) -> Iterator[Problem]:
    scales, groups = [s.id for s in assignment.scales], [g.id for g in assignment.groups]
    for i, instrument in enumerate(assignment.instruments):
        if instrument.id in NAMES_OF_FILES:
            yield _reserved(place("instruments", i, "id"), instrument.id, NAMES_OF_FILES)
        seen: dict[str, Place] = {}
        for p, part in enumerate(instrument.parts):
            for n, item in enumerate(part.items):
                at = partial(place, "instruments", i, "parts", p, "items", n)
                yield from _item(item, at, scales, groups)
                yield from _names(item, at, seen)


def _item(item: Any, at: PlaceOf, scales: Sequence[str], groups: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with an item by itself."""
    if isinstance(item, SingleItem | MultipleItem):
        yield from _doubles(item.options, partial(at, "options"))
    elif isinstance(item, SumItem):
        yield from _doubles(item.shares, partial(at, "shares"))
    elif isinstance(item, NumberItem):
        if item.min is not None and item.max is not None:
            yield from _backwards(item.min, item.max, at("max"))
    elif isinstance(item, ScaleItem) and item.scale not in scales:
        yield unknown(at("scale"), item.scale, scales)
    elif isinstance(item, MatrixItem):
        yield from _matrix(item, at, scales, groups)


def _matrix(item: MatrixItem, at: PlaceOf, scales: Sequence[str], groups: Sequence[str]) -> Iterator[Problem]:
    yield from doubles(item.scales, partial(at, "scales"))
    for n, name in enumerate(item.scales):
        if name not in scales:
            yield unknown(at("scales", n), name, scales)
    for n, row in enumerate(item.rows):
        if row.group is not None and row.group not in groups:
            yield unknown(at("rows", n, "group"), row.group, groups)


def _names(item: Any, at: PlaceOf, seen: dict[str, Place]) -> Iterator[Problem]:
    """Ids of items and rows: each names columns, so that none may stand twice in an instrument."""
    named = [(item.id, at("id"))]
    if isinstance(item, MatrixItem):
        named += [(row.id, at("rows", n, "id")) for n, row in enumerate(item.rows)]
    for name, here in named:
        if name in Instrument.FIXED:
            yield _reserved(here, name, Instrument.FIXED)
        elif name in seen:
            first = seen[name]
            yield Problem("duplicate-id", here, {"id": name, "first": f"{first.path}:{first.line}"})
        seen.setdefault(name, here)


def _reserved(place: Place, name: str, reserved: Sequence[str]) -> Problem:
    return Problem("assignment-reserved", place, {"id": name, "reserved": ", ".join(reserved)})


def _rubric(rubric: Rubric, place: PlaceOf) -> Iterator[Problem]:
    yield from _doubles(rubric.levels, partial(place, "levels"))
    yield from _doubles(rubric.criteria, partial(place, "criteria"))
    weights = [criterion.weight for criterion in rubric.criteria]
    mix = [rubric.mix.teacher, rubric.mix.groups, rubric.mix.self]
    for name, numbers in (("criteria", weights), ("mix", mix)):
        if sum(numbers) != 100:
            values = {"sum": str(sum(numbers)), "numbers": " + ".join(map(str, numbers))}
            yield Problem("assignment-hundred", place(name), values)
    for n, (above, level) in enumerate(zip(rubric.levels, rubric.levels[1:], strict=False), 1):
        if level.least >= above.least:
            values = {"value": str(level.least), "above": str(above.least)}
            yield Problem("assignment-levels", place("levels", n, "least"), values)
    names = [level.id for level in rubric.levels]
    for n, criterion in enumerate(rubric.criteria):
        at = partial(place, "criteria", n, "levels")
        strange = [name for name in criterion.levels if name not in names]
        for name in strange:
            yield unknown(at(name), name, names)
        for name in names:
            if name not in criterion.levels and closest(name, strange) == "–":
                yield Problem("missing-key", at(), {"key": name})


class _Statistics:
    """Checks that statistics name what is there, and that it can be computed with."""

    def __init__(self, assignment: Assignment, place: PlaceOf) -> None:
        self.assignment = assignment
        self.instruments = {instrument.id: instrument for instrument in assignment.instruments}
        self.scales = {scale.id: scale for scale in assignment.scales}
        self.groups = [group.id for group in assignment.groups]
        self.place = place

    def problems(self) -> Iterator[Problem]:
        """What is wrong with each."""
        for n, statistic in enumerate(self.assignment.statistics):
            at = partial(self.place, "statistics", n)
            instrument = self.instruments.get(statistic.instrument)
            if instrument is None:
                yield unknown(at("instrument"), statistic.instrument, self.instruments)
            else:
                yield from self._one(statistic, instrument, at)

    def _one(self, s: Any, instrument: Instrument, at: PlaceOf) -> Iterator[Problem]:
        items = {item.id: item for item in instrument.items()}
        item = partial(self._item, items, at)
        match s:
            case Means():
                yield from self._groups(instrument, s.groups, at)
                yield from item(s.by, "by", (SingleItem,)) if s.by else ()
            case Agreement():
                yield from self._groups(instrument, s.groups, at)
                yield from self._raters(s, instrument, items, at)
            case Gaps() | ImportancePerformance():
                yield from self._pairs(s, items, at)
            case Quadrants():
                yield from item(s.by, "by", (SingleItem,))
                yield from self._group(instrument, s.x, at("x"))
                yield from self._group(instrument, s.y, at("y"))
                yield from self._within(s.cut, self._scales_of(instrument, (s.x, s.y)), at("cut"))
            case Pareto():
                yield from item(s.item, "item", (SingleItem,))
            case Rate():
                yield from self._base(s, at)
            case Ratio():
                yield from item(s.part, "part", (NumberItem,))
                yield from item(s.whole, "whole", (NumberItem,))
            case Distribution():
                yield from item(s.item, "item", RATED)

    def _base(self, s: Rate, at: PlaceOf) -> Iterator[Problem]:
        base = self.instruments.get(s.base_instrument)
        if base is None:
            yield unknown(at("base_instrument"), s.base_instrument, self.instruments)
        else:
            yield from self._item({i.id: i for i in base.items()}, at, s.base, "base", (NumberItem,))

    def _raters(self, s: Agreement, instrument: Instrument, items: Mapping[str, Any], at: PlaceOf) -> Iterator[Problem]:
        for n, name in enumerate(s.same):
            yield from self._item(items, at, name, ("same", n), (SingleItem,))
        yield from self._item(items, at, s.rater, "rater", (SingleItem,))
        rater = items.get(s.rater)
        if isinstance(rater, SingleItem) and len(rater.options) != 2:
            yield Problem("assignment-raters", at("rater"), {"id": s.rater, "count": str(len(rater.options))})
        yield from self._within(s.threshold, self._scales_of(instrument, s.groups), at("threshold"))

    def _groups(self, instrument: Instrument, groups: Sequence[str], at: PlaceOf) -> Iterator[Problem]:
        for n, group in enumerate(groups):
            yield from self._group(instrument, group, at("groups", n))

    def _item(
        self, items: Mapping[str, Any], at: PlaceOf, name: str, key: str | Key, kinds: tuple[type[Any], ...]
    ) -> Iterator[Problem]:
        """An item that is not there, or of a kind that this cannot be computed from."""
        place = at(*(key if isinstance(key, tuple) else (key,)))
        fitting = [i.id for i in items.values() if isinstance(i, kinds)]
        if name not in items:
            yield unknown(place, name, fitting)
        elif not isinstance(items[name], kinds):
            values = {"id": name, "type": items[name].type, "allowed": ", ".join(fitting) or "–"}
            yield Problem("assignment-item-type", place, values)

    def _group(self, instrument: Instrument, group: str, place: Place) -> Iterator[Problem]:
        if group not in self.groups:
            yield unknown(place, group, self.groups)
        elif not self._scales_of(instrument, (group,)):
            yield Problem("assignment-group-empty", place, {"id": group, "instrument": instrument.id})

    def _scales_of(self, instrument: Instrument, groups: Sequence[str]) -> list[Scale]:
        """The scales on which rows of these groups are rated once."""
        matrices = [item for item in instrument.items() if isinstance(item, MatrixItem) and len(item.scales) == 1]
        return [self.scales[m.scales[0]] for m in matrices if any(row.group in groups for row in m.rows)]

    def _within(self, value: float, scales: Sequence[Scale], place: Place) -> Iterator[Problem]:
        """A limit that no rating can reach."""
        for scale in scales:
            if not scale.min <= value <= scale.max:
                values = {"value": f"{value:g}", "min": str(scale.min), "max": str(scale.max)}
                yield Problem("assignment-outside", place, values)
                return

    def _pairs(self, s: Gaps | ImportancePerformance, items: Mapping[str, Any], at: PlaceOf) -> Iterator[Problem]:
        found = list(self._item(items, at, s.matrix, "matrix", (MatrixItem,)))
        yield from found
        if found:
            return
        matrix = items[s.matrix]
        names = ("expected", "perceived") if isinstance(s, Gaps) else ("importance", "performance")
        for name in names:
            if getattr(s, name) not in matrix.scales:
                yield unknown(at(name), getattr(s, name), matrix.scales)
        if isinstance(s, ImportancePerformance):
            yield from self._within(s.midpoint, [self.scales[name] for name in matrix.scales], at("midpoint"))
            return
        for row in matrix.rows:
            if row.group is None:
                yield Problem("assignment-row-group", at("matrix"), {"id": row.id})
        if s.weights:
            yield from self._weights(s, matrix, items, at)

    def _weights(self, s: Gaps, matrix: MatrixItem, items: Mapping[str, Any], at: PlaceOf) -> Iterator[Problem]:
        """Shares that are not those of the rows' groups."""
        found = list(self._item(items, at, s.weights or "", "weights", (SumItem,)))
        yield from found
        if found:
            return
        groups = sorted({row.group for row in matrix.rows if row.group})
        shares = sorted(share.id for share in items[s.weights or ""].shares)
        if groups != shares:
            values = {"shares": ", ".join(shares), "groups": ", ".join(groups)}
            yield Problem("assignment-weights", at("weights"), values)
