"""What is said of an assignment in one language, on its page as on paper: time, group, levels, kinds of instruments."""

from __future__ import annotations

from typing import Any, NamedTuple

from courseware.assignments.instruments import Instrument
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.model import Level, Rubric
from courseware.languages import language


class NamedLevel(NamedTuple):
    """A level, its name, and the per cent that it reaches from and to, as they stand behind the name."""

    level: Level
    title: str
    ends: str

    @property
    def said(self) -> str:
        """All of it."""
        return self.title + self.ends


class Wording:
    """The words for one assignment in one language."""

    def __init__(self, kit: Kit, code: str) -> None:
        self.kit = kit
        self.code = code
        self.words: dict[str, Any] = language(code)["assignment"]
        self.labels = Labels(kit, code)

    @property
    def hours(self) -> list[str]:
        """Time in class and outside."""
        hours = self.kit.assignment.hours
        said = [self.words["hours_class"].format(count=hours.in_class)] if hours.in_class else []
        if any(hours.field):
            said.append(self.words["hours_field"].format(count=self.between(hours.field)))
        return said

    @property
    def group(self) -> str:
        """How many work together."""
        size = self.kit.assignment.group
        return str(self.words["group_fixed" if size.min == size.max else "group_size"]).format(
            min=size.min, max=size.max
        )

    def between(self, ends: list[int]) -> str:
        """A number, or a range of them."""
        if ends[0] == ends[-1]:
            return str(ends[0])
        return str(self.words["range"]).format(**{"from": ends[0], "to": ends[-1]})

    def facts(self, instrument: Instrument) -> list[str]:
        """What an instrument is, and how often it is to be filled in."""
        kind = str(self.words["kinds"][instrument.kind])
        said = [] if kind in self.labels.say(instrument.title).lower() else [kind]
        return [*said, self.words["least"].format(count=instrument.least)] if instrument.least > 1 else said

    def levels(self, rubric: Rubric) -> list[NamedLevel]:
        """The levels from the best one down."""
        named = []
        above = 101
        for level in rubric.levels:
            ends = self.words["level_range" if level.least else "level_below"]
            said = ends.format(least=level.least, most=min(above - 1, 100), above=above)
            named.append(NamedLevel(level, self.labels.say(level.title), said))
            above = level.least
        return named

    def mix(self) -> str:
        """What each scorer counts."""
        return str(self.words["mix"]).format(**self.kit.assignment.rubric.mix.model_dump())

    def factor(self) -> str:
        """How an individual mark is made of the group's."""
        ends = self.kit.assignment.rubric.contribution
        return str(self.words["factor"]).format(min=ends.min, max=ends.max)
