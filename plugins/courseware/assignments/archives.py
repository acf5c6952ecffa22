"""Zip archives (.docx, .xlsx) that are the same bytes whenever they are made from the same parts."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


def reproducible(archive: bytes) -> bytes:
    """The archive with its files in the same order, without times and rights.

    Raises:
        zipfile.BadZipFile: it is no zip archive.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 0  # else it names the system it was made on
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
