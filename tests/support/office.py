"""Find LibreOffice for the tests of documents, or install it; runnable by itself (`python -m tests.support.office`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .chromium import FONTS, apt_install, may_use_apt

NAMES = ("soffice", "libreoffice")
PACKAGES = ("libreoffice-calc", "libreoffice-writer", "poppler-utils", FONTS)
SECONDS = 600
ALWAYS, NEVER = 0, 1
"""Whether formulas are computed when a workbook is opened."""
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
  </item>
</oor:items>
"""


class NoOfficeError(Exception):
    """No LibreOffice was found and none could be installed; the sentence says what to do."""


def _on_path() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def find_or_install() -> str:
    """The path of LibreOffice: the one on PATH, else Debian's.

    Raises:
        NoOfficeError: there is none, and none could be installed.
    """
    path = _on_path()
    if path is None and may_use_apt() and apt_install(*PACKAGES):
        path = _on_path()
    if path is None:
        raise NoOfficeError(
            "These tests need LibreOffice: none is on PATH, and Debian's package could not be installed. "
            "Install LibreOffice and run the tests again."
        )
    return path


def convert(files: Iterable[Path], folder: Path, kind: str, recalculate: int = ALWAYS) -> list[Path]:
    """Open the files in LibreOffice and save them as `pdf` or `xlsx` in a folder that is not their own."""
    sources = list(files)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(mode=recalculate), encoding="utf-8")
    command = [find_or_install(), f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    made = [folder / f"{source.stem}.{kind}" for source in sources]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, f"LibreOffice made no {missing}: {result.stdout}{result.stderr}"
    return made


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoOfficeError as error:
        sys.exit(str(error))
