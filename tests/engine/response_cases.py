"""Files of responses and what is read of them (`responses/*.json`), for both readers: Python's and the browser's."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from courseware.assignments.kits import Kit
from courseware.assignments.responses import Reading
from support.assignments import kit_of

FOLDER = Path(__file__).parent / "responses"
REPEATED = re.compile(r"@(\d+)(.)@")
DIGEST = re.compile("@([a-z]+)@")


@cache
def kit() -> Kit:
    """The instruments that the cases are read with."""
    return kit_of((FOLDER / "kit.yml").read_text(encoding="utf-8"))


def cases() -> list[dict[str, Any]]:
    """All cases; `@form@` is the digest of the instrument `form`, `@40x@` forty times x."""
    found = []
    for file in sorted(FOLDER.glob("*.json")):
        text = REPEATED.sub(lambda match: match[2] * int(match[1]), file.read_text(encoding="utf-8"))
        found += json.loads(DIGEST.sub(lambda match: kit().digests[match[1]], text))
    return found


def data_of(case: dict[str, Any]) -> bytes:
    """The file's bytes."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    text: str = case["text"]
    data = text.encode(case.get("encoding", "utf-8"))
    return data[: len(data) - case.get("cut", 0)]


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """What is read of the file, as plain data."""
    return {name: case.get(name, []) for name in ("responses", "apart", "rejected")}


def plain(reading: Reading) -> dict[str, Any]:
    """A reading as plain data."""
    return {name: [dict(vars(one)) for one in getattr(reading, name)] for name in ("responses", "apart", "rejected")}
