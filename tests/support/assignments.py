"""Assignments and responses for tests: the small course's assignment, others made of it, and rows to compute with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from courseware.assignments.instruments import Instrument
from courseware.assignments.kits import Kit, read_kits
from courseware.assignments.model import Assignment
from courseware.assignments.responses import Response
from courseware.sources import parse_yaml, read_yaml
from support.sites import SMALL_COURSE

LANGUAGES = ("zh", "en")


@cache
def tea_visit() -> Kit:
    """The small course's assignment, which has every kind of item and every statistic; not to be changed."""
    return read_kits(SMALL_COURSE, LANGUAGES)[0]["tea-visit"]


def kit_of(parts: str | Mapping[str, Any], name: str = "tea-visit") -> Kit:
    """The small course's assignment with some of its top-level keys replaced, as YAML or as data."""
    changed = parse_yaml(parts, f"assignments/{name}.yml")[0].data if isinstance(parts, str) else dict(parts)
    files = [SMALL_COURSE / "assignments" / file for file in ("common.yml", "tea-visit.yml")]
    common, own = (read_yaml(SMALL_COURSE, file)[0].data for file in files)
    data = {**common, **own, **changed}
    assignment = Assignment.model_validate(data, context={"languages": list(LANGUAGES)})
    return Kit(name, f"assignments/{name}.yml", assignment)


def responses(kit: Kit, instrument: str, rows: Iterable[Mapping[str, object]], prefix: str = "") -> list[Response]:
    """A response for each row of answers, whose ids count on; a key of its fixed columns is taken for that."""
    start = prefix or instrument
    made = []
    for number, row in enumerate(rows, 1):
        fixed = {
            "response": f"{start}-{number}",
            "instrument": instrument,
            "digest": kit.digests[instrument],
            "recorded": "2026-03-31T08:15:00Z",
            "consent": True,
            **{key: value for key, value in row.items() if key in Instrument.FIXED},
        }
        answers = {key: str(value) for key, value in row.items() if key not in Instrument.FIXED and value != ""}
        made.append(Response(**fixed, answers=answers))  # type: ignore[arg-type]
    return made
