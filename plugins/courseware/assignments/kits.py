"""Reads assignments: `assignments/<id>.yml`, what they share in `common.yml`, and their sample data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import create_model
from pydantic.fields import FieldInfo

from courseware.assignments.checks import check_assignment, unknown
from courseware.assignments.instruments import Instrument, Scale
from courseware.assignments.model import Assignment
from courseware.assignments.plans import Plan, plans_of
from courseware.assignments.responses import Response, read_responses
from courseware.assignments.rows import RowProblem
from courseware.languages import available, language
from courseware.problems import Place, Problem
from courseware.sources import Document, read_yaml
from courseware.validation import ID_PATTERN, Strict, untranslated, validate_dropping

FOLDER = "assignments"
COMMON = "common"
"""The file with what assignments share: it is no assignment itself."""
WITHOUT_WORDS = ("mix", "hours", "group", "contribution")
"""Keys whose mappings are no words."""


def _optional(key: FieldInfo) -> Any:
    kind = Annotated[key.annotation, *key.metadata] if key.metadata else key.annotation
    return kind, None if key.is_required() else key


# The assignment with no key required: a mistake that leaves one without a value does not hide those in the others.
_FIELDS: dict[str, Any] = {name: _optional(key) for name, key in Assignment.model_fields.items()}
Draft = create_model("Draft", __base__=Strict, **_FIELDS)


@dataclass(frozen=True)
class Kit:
    """An assignment without mistakes, and its sample data by instrument."""

    id: str
    path: str
    assignment: Assignment
    samples: dict[str, list[Response]] = field(default_factory=dict)

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """The scales by id."""
        return {scale.id: scale for scale in self.assignment.scales}

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The instruments by id."""
        return {instrument.id: instrument for instrument in self.assignment.instruments}

    @cached_property
    def plans(self) -> list[Plan]:
        """How its statistics are computed."""
        return plans_of(self.assignment)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What each instrument's data hang on."""
        return {name: instrument.digest(self.scales) for name, instrument in self.instruments.items()}

    @property
    def sample(self) -> list[Response]:
        """All sample responses."""
        return [response for responses in self.samples.values() for response in responses]


def read_kits(root: Path, languages: Sequence[str]) -> tuple[dict[str, Kit], list[Problem]]:
    """Every assignment of the project at `root`, by id, and what is wrong with them."""
    kits: dict[str, Kit] = {}
    problems: list[Problem] = []
    common, more = _common(root)
    problems += more
    for file in sorted((root / FOLDER).glob("*.y*ml")):
        if file.suffix != ".yml" or not re.match(ID_PATTERN, file.stem):
            place = Place(file.relative_to(root).as_posix())
            problems.append(Problem("assignment-file-name", place, {"name": file.name}))
        elif file.stem != COMMON:
            kit, more = _kit(root, file, common, languages)
            problems += more
            if kit is not None:
                kits[kit.id] = kit
    return kits, problems


def _common(root: Path) -> tuple[Document, list[Problem]]:
    file = root / FOLDER / f"{COMMON}.yml"
    if not file.exists():
        return Document(f"{FOLDER}/{COMMON}.yml", {}), []
    document, problems = read_yaml(root, file)
    if not isinstance(document.data, dict):
        problems += [] if problems else [Problem("not-a-mapping", document.place(), {"key": document.path})]
        document.data = {}
    return document, problems


def _kit(root: Path, file: Path, common: Document, languages: Sequence[str]) -> tuple[Kit | None, list[Problem]]:
    document, problems = read_yaml(root, file)
    if document.data is None and problems:
        return None, problems
    _share(document, common)
    written = document.data if isinstance(document.data, dict) else {}
    missing = [name for name, key in Assignment.model_fields.items() if key.is_required() and name not in written]
    problems += untranslated(document, languages, WITHOUT_WORDS)
    draft, more, dropped = validate_dropping(Draft, document, languages)
    problems += more
    if draft is None:
        return None, problems
    misspelt = [problem.values["close"] for problem in more if problem.code == "unknown-key"]
    problems += [Problem("missing-key", document.place(), {"key": name}) for name in missing if name not in misspelt]
    assignment = Assignment.model_construct(**dict(draft))
    problems += check_assignment(assignment, document.place, {*missing, *(str(key[0]) for key in dropped)})
    if problems:
        return None, problems
    kit = Kit(file.stem, document.path, assignment)
    return kit, _read_samples(root, kit)


def _share(document: Document, common: Document) -> None:
    """Take what the file leaves out from the common one, with its places there."""
    if not isinstance(document.data, dict):
        return
    lacking = [key for key in common.data if key not in document.data]
    document.data |= {key: common.data[key] for key in lacking}
    document.places |= {key: place for key, place in common.places.items() if key and key[0] in lacking}


def _read_samples(root: Path, kit: Kit) -> list[Problem]:
    """Sample data that cannot be used as a whole are mistakes of the author's."""
    problems = []
    for file in sorted((root / FOLDER / kit.id).glob("*.csv")):
        path = file.relative_to(root).as_posix()
        if file.stem not in kit.instruments:
            problems.append(unknown(Place(path), file.stem, kit.instruments))
            continue
        reading = read_responses(file.read_bytes(), kit)
        kit.samples[file.stem] = reading.responses
        for rejected in reading.rejected:
            problems.append(Problem("assignment-sample", Place(path, max(rejected.row, 1)), _in_words(rejected)))
        if reading.apart:
            values = {"count": str(len(reading.apart)), "digest": kit.digests[file.stem]}
            problems.append(Problem("assignment-sample-digest", Place(path, 2), values))
    return problems


def _in_words(problem: RowProblem) -> dict[str, str]:
    """Why a row was not used as it is, as every language says it."""
    said = {code: language(code)["assignment.rejected"][problem.code] for code in available()}
    return {f"said_{code}": words.format(column=problem.column, value=problem.value) for code, words in said.items()}
