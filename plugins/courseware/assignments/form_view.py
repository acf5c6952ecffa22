"""An instrument as the templates see it: pages, questions, the steps of scales, in the page's language."""

from __future__ import annotations

from typing import Any, NamedTuple

from courseware.assignments.instruments import (
    NOT_APPLICABLE,
    Instrument,
    Item,
    MatrixItem,
    NumberItem,
    Row,
    Scale,
)
from courseware.assignments.kits import Kit
from courseware.assignments.labels import numbered
from courseware.languages import language
from courseware.validation import words_in

Text = dict[str, str]


class Question(NamedTuple):
    """An item; a matrix with several scales is asked once for each of them."""

    item: Item
    scale: Scale | None = None


class Page(NamedTuple):
    """What is filled in together, under a title where there is one."""

    title: Text | None
    intro: Text | None
    questions: list[Question]


class Step(NamedTuple):
    """One value of a scale."""

    value: str
    shown: str
    label: Text | None
    """What it means, where the scale says so."""


class FormView:
    """One instrument."""

    def __init__(self, kit: Kit, instrument: Instrument, code: str) -> None:
        self.kit = kit
        self.instrument = instrument
        self.code = code
        self.words: dict[str, Any] = language(code)["assignment"]

    @property
    def pages(self) -> list[Page]:
        """The parts of the instrument; each scale of a matrix that has several is a page of its own."""
        pages = []
        for part in self.instrument.parts:
            title, intro = part.title, part.intro
            together: list[Question] = []
            for item in part.items:
                scales = [self.kit.scales[name] for name in item.scales] if isinstance(item, MatrixItem) else []
                if len(scales) < 2:
                    together.append(Question(item, *scales))
                    continue
                if together:
                    pages.append(Page(title, intro, together))
                    title, intro, together = None, None, []
                for scale in scales:
                    pages.append(Page(title or scale.title, intro, [Question(item, scale)]))
                    title, intro = None, None
            if together:
                pages.append(Page(title, intro, together))
        return pages

    def id(self, *names: str) -> str:
        """An id of the page for a part of the form."""
        return ".".join((self.instrument.id, *names))

    def scale(self, name: str) -> Scale:
        """The scale with this id."""
        return self.kit.scales[name]

    def steps(self, scale: Scale) -> list[Step]:
        """What may be chosen on a scale."""
        steps = [Step(str(value), str(value), scale.labels.get(str(value))) for value in scale.values]
        return [*steps, Step(NOT_APPLICABLE, self.words["na"], None)] if scale.na else steps

    def sections(self, matrix: MatrixItem) -> list[tuple[Text | None, list[Row]]]:
        """The rows of a matrix under the words of their groups, where there are several of them.

        Who compares two things is not told of the groups.
        """
        groups = {group.id: group.text for group in self.kit.assignment.groups}
        if len(matrix.scales) > 1 or len({row.group for row in matrix.rows}) < 2:
            return [(None, matrix.rows)]
        sections: list[tuple[Text | None, list[Row]]] = []
        last: str | None = None
        for row in matrix.rows:
            if not sections or row.group != last:
                sections.append((groups.get(row.group or ""), []))
            sections[-1][1].append(row)
            last = row.group
        return sections

    def code_of(self, name: str) -> str:
        """The code that is shown before the words of an item, or nothing."""
        return numbered(name, "").strip()

    def plain(self, text: Text) -> str:
        """Words for where no element can stand."""
        return " ".join(words_in(text, self.code)[0].replace("**", "").split())

    def keyboard(self, item: NumberItem) -> str:
        """The keyboard of a phone: digits alone, or with a point and, where they may be needed, signs."""
        if item.min is None or item.min < 0:
            return "text"
        return "decimal" if item.decimals else "numeric"

    def limits(self, item: NumberItem) -> str:
        """Between which ends the number is, in words."""
        ends = {name: f"{end:g}" for name, end in (("min", item.min), ("max", item.max)) if end is not None}
        if len(ends) == 2:
            return str(self.words["between"]).format(**ends)
        if "max" in ends:
            return str(self.words["at_most"]).format(**ends)
        return str(self.words["at_least"]).format(**ends) if ends and item.min != 0 else ""
