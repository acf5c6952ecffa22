"""When each file was last changed, from git where its history is there."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return result.stdout


def change_dates(root: Path) -> dict[str, date]:
    """The day (UTC) of the last commit of each file below `root`, by path; empty without a whole history.

    A shallow clone has one commit for all files: its date would be wrong for every one of them.
    """
    if (_git(root, "rev-parse", "--is-shallow-repository") or "true").strip() != "false":
        return {}
    log = _git(root, "log", "--relative", "--format=%x00%ct", "--name-only", "--", ".") or ""
    dates: dict[str, date] = {}
    for commit in log.split("\0")[1:]:
        stamp, *paths = commit.split("\n")
        day = datetime.fromtimestamp(int(stamp), UTC).date()
        for path in filter(None, paths):
            dates.setdefault(path, day)
    return dates
