"""A copy of the small course that a test may spoil, and the commands run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from courseware.course import Course
from courseware.loading import load_course
from courseware.problems import Problem

SMALL_COURSE = Path(__file__).parent / "course"
LANGUAGES = ("zh", "en")
ASSIGNMENT_PAGES = """  - title: {zh: 实训, en: Assignments}
    pages: [assignments/tea-visit.md, assignments/tea-visit-report.md]
"""


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would change a build's output."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SITE_URL", "EDIT_URL", "COURSEWARE_"))}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONUTF8": "1", **more}


@dataclass
class Project:
    """A course in a folder of its own."""

    root: Path

    @classmethod
    def copy_to(cls, folder: Path) -> Project:
        shutil.copytree(SMALL_COURSE, folder)
        return cls(folder)

    @classmethod
    def without_assignments(cls, folder: Path) -> Project:
        """Half of a build are its assignments' documents: for tests that ask nothing about them."""
        project = cls.copy_to(folder)
        for part in ("assignments", "docs/assignments"):
            shutil.rmtree(project.root / part)
        project.edit("course.yml", ASSIGNMENT_PAGES, "")
        return project

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def load(self) -> Course:
        return load_course(self.root, self.root / "docs", LANGUAGES)

    def problems(self) -> list[Problem]:
        return self.load().problems

    def mkdocs(self, *arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `mkdocs` in the project's folder (or in `cwd`)."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=cwd or self.root,
            env=environment(**variables),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def build(self, *arguments: str, **variables: str) -> Path:
        """Build strictly into the default folder and return it."""
        result = self.mkdocs("build", "--strict", "-q", *arguments, **variables)
        assert result.returncode == 0, result.stdout + result.stderr
        return self.root / "site"
