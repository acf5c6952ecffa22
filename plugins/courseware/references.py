"""What the lessons cite: `references.yml`, one entry a work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import HttpUrl

from courseware.problems import Problem
from courseware.validation import Id, Strict, load_entries


class Reference(Strict):
    """A cited work: its full citation, the language it is in (a BCP 47 tag), and where it can be read."""

    id: Id
    text: str
    url: HttpUrl | None = None
    lang: str = "en"


def load_references(root: Path, languages: Sequence[str]) -> tuple[dict[str, Reference], list[Problem]]:
    """Read `references.yml`; a course without one cites nothing."""
    references, _, problems = load_entries(Reference, root, "references.yml", languages)
    return references, problems
