"""Rubrics: criteria with levels of points, shared by essays and assignments."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from courseware.validation import Id, Strict, Text, Worded


class Level(Worded):
    """A level of a criterion and the points it gives."""

    points: Annotated[int, Field(ge=0)]


class Criterion(Strict):
    """A line of a rubric; `points` is what the best work gets."""

    id: Id
    criterion: Text
    points: Annotated[int, Field(gt=0)]
    levels: Annotated[list[Level], Field(min_length=1)]
