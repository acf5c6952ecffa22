"""A course built strictly and served as a school serves it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.server import StaticHost

ROOT = Path(__file__).parents[2]
SMALL_COURSE = ROOT / "tests" / "engine" / "course"


@dataclass
class Site:
    """A built site and its host; addresses are relative to the site's own."""

    folder: Path
    host: StaticHost

    def url(self, address: str = "") -> str:
        return self.host.url + address

    def pages(self) -> list[str]:
        """The addresses of all pages but the 404 pages."""
        files = sorted(self.folder.rglob("index.html"))
        return [file.relative_to(self.folder).as_posix().removesuffix("index.html") for file in files]

    def scripts(self) -> Path:
        """The folder of the package's scripts and styles."""
        return next((self.folder / "assets" / "courseware").iterdir())


def build_site(course: Path, folder: Path, base: str = "/") -> Site:
    """Build the course for the address it is then served at: instant navigation asks for that."""
    site = Site(folder, StaticHost(folder, base))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)]
    result = subprocess.run(
        [*command, "-f", str(course / "mkdocs.yml")],
        cwd=course,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": site.url()},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return site
