"""What an assignment's page offers to download, and the data for its scripts: made with the site, in each language."""

from __future__ import annotations

import hashlib

from courseware.assignments.data import kit_json, sample_name
from courseware.assignments.documents import documents
from courseware.assignments.fields import form_of
from courseware.assignments.kits import Kit
from courseware.assignments.platforms import platform_files
from courseware.assignments.responses import write_csv
from courseware.assignments.workbook import workbook

FOLDER = "assignments/files"
"""Where the files lie on the site: a folder an assignment."""

_made: dict[tuple[str, str], tuple[str, dict[str, bytes]]] = {}
"""By id and language: what the files were made of, and the files. They take long, and `serve` builds over and over."""


def downloads(kit: Kit, code: str) -> dict[str, bytes]:
    """Every file by its name; the names are the same in all languages."""
    state, (made_of, files) = repr(kit), _made.get((kit.id, code), ("", {}))
    if state != made_of:
        files = _files(kit, code)
        _made[kit.id, code] = state, files
    return files


def _files(kit: Kit, code: str) -> dict[str, bytes]:
    data = kit_json(kit, code)
    files = {
        f"kit.{hashlib.sha256(data).hexdigest()[:8]}.json": data,
        **documents(kit, code),
        **platform_files(kit, code),
    }
    files["workbook.xlsx"] = workbook(kit, code)
    if kit.sample:
        files["workbook-sample.xlsx"] = workbook(kit, code, kit.sample)
    for name, responses in kit.samples.items():
        files[sample_name(name)] = write_csv(form_of(kit.instruments[name], kit.scales), responses)
    return files
