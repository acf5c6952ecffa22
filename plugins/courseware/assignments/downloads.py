"""What an assignment's page offers to download, and the data for its scripts: made with the site, in each language."""

from __future__ import annotations

import hashlib

from courseware.assignments.data import kit_json, sample_name
from courseware.assignments.fields import form_of
from courseware.assignments.kits import Kit
from courseware.assignments.responses import write_csv

FOLDER = "assignments/files"
"""Where the files lie on the site: a folder an assignment."""


def downloads(kit: Kit, code: str) -> dict[str, bytes]:
    """Every file by its name; the names are the same in all languages."""
    data = kit_json(kit, code)
    files = {f"kit.{hashlib.sha256(data).hexdigest()[:8]}.json": data}
    for name, responses in kit.samples.items():
        files[sample_name(name)] = write_csv(form_of(kit.instruments[name], kit.scales), responses)
    return files
