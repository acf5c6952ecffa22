"""`mkdocs serve`: a lesson that is edited changes in the open page, in both languages."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page
from small_course import Project, environment

LESSON = "lessons/leaf-and-cup/brewing"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(project: Project, tmp_path: Path) -> Iterator[str]:
    """The address of a running `mkdocs serve`."""
    port = free_port()
    log = tmp_path / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=project.root,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_until_it_answers(address, server, log)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    while server.poll() is None:
        try:
            with urlopen(address, timeout=20):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.mark.without_assignments
@pytest.mark.parametrize(
    ("page_path", "file", "old"),
    [(f"{LESSON}/", f"docs/{LESSON}.md", "出汤要快"), (f"en/{LESSON}/", f"docs/{LESSON}.en.md", "Brewing a cup")],
    ids=["zh", "en"],
)
def test_an_edit_changes_the_open_page(
    served: str, project: Project, page: Page, page_path: str, file: str, old: str
) -> None:
    page.goto(served + page_path)
    page.get_by_text(old).first.wait_for()
    text = project.read(file)
    project.write(file, text.replace(old, "Edited words"))

    page.get_by_text("Edited words").first.wait_for(timeout=20_000)


def test_no_page_names_a_service_worker(served: str) -> None:
    """What is being written must not be answered from a stored copy."""
    for language in ("", "en/"):
        with urlopen(f"{served}{language}assignments/tea-visit/", timeout=20) as answer:
            text = answer.read().decode()
        assert "courseware-languages" in text
        assert "data-worker" not in text
    with pytest.raises(HTTPError):
        urlopen(f"{served}service-worker.js", timeout=20)
