"""Find Java for the test of survey forms, or install it; runnable by itself (`python -m tests.support.java`)."""

from __future__ import annotations

import shutil
import sys

from .chromium import apt_install, may_use_apt

PACKAGE = "default-jre-headless"


class NoJavaError(Exception):
    """No Java was found and none could be installed; the sentence says what to do."""


def find_or_install() -> str:
    """The path of Java: the one on PATH, else Debian's.

    Raises:
        NoJavaError: there is none, and none could be installed.
    """
    path = shutil.which("java")
    if path is None and may_use_apt() and apt_install(PACKAGE):
        path = shutil.which("java")
    if path is None:
        raise NoJavaError(
            "These tests need Java for ODK Validate: none is on PATH, and Debian's package could not be installed. "
            "Install Java 11 or later and run the tests again."
        )
    return path


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoJavaError as error:
        sys.exit(str(error))
