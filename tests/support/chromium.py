"""Find a Chromium for the browser tests, or install one; runnable by itself (`python tests/support/chromium.py`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
"""Chromium without its windows: the same pages in little more than half the time. Debian's package, and its command."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS = "fonts-noto-cjk"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class NoChromiumError(Exception):
    """No Chromium was found and none could be installed; the sentence says what to do."""


def _runs(path: str) -> bool:
    """Whether it starts: some systems put a command on PATH that only says what to install."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def on_path() -> str | None:
    """The Chromium on PATH, if there is one that starts."""
    return next((path for path in map(shutil.which, NAMES) if path and _runs(path)), None)


def may_use_apt() -> bool:
    """Whether this is a Debian where packages may be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> bool:
    """Whether Debian's packages could be installed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    return all(subprocess.run(command, env=environment, check=False).returncode == 0 for command in commands)


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _from_playwright() -> str | None:
    """Playwright's own Chromium, downloaded if it is not there yet."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False).returncode != 0:
        return None
    question = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and _runs(path) else None


def find_or_install() -> str:
    """The path of a Chromium that starts: the one on PATH, else Debian's, else Playwright's.

    Raises:
        NoChromiumError: there is none, and none could be installed.
    """
    path = on_path()
    if path is None and may_use_apt() and apt_install(SHELL, FONTS):
        path = on_path()
    path = path or _from_playwright()
    if path is None:
        raise NoChromiumError(
            "The browser tests need Chromium: none is on PATH, and neither Debian's package nor Playwright's "
            "could be installed. Install Chromium or Google Chrome and run the tests again."
        )
    # Without a Chinese font the tests still hold, but screenshots show boxes.
    if may_use_apt() and not _has_chinese_font():
        apt_install(FONTS)
    return path


if __name__ == "__main__":
    # Once, at the set-up: where Debian has it the tests take two thirds of the time; elsewhere another will do.
    if shutil.which(SHELL) is None and may_use_apt():
        apt_install(SHELL)
    try:
        print(find_or_install())
    except NoChromiumError as error:
        sys.exit(str(error))
