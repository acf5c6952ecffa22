"""Building and serving: where the output goes, what is passed on to the other languages, and what is left behind."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_course import Project, environment

pytestmark = pytest.mark.without_assignments

# A hook that lets one language's build do something of its own.
IN_ENGLISH = """
import os, pathlib, threading
from mkdocs.exceptions import PluginError

def on_page_markdown(markdown, page, **_):
    if os.environ.get("COURSEWARE_LANGUAGE") == "en" and page.file.src_uri == "about.md":
        {action}
    return markdown
"""
AT_THE_END = """
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_post_build(config, **_):
    print("built", config.site_dir, flush=True)
"""
STAY = 'pathlib.Path("child").write_text(str(os.getpid())); threading.Event().wait()'


def hook(project: Project, action: str) -> None:
    project.write("hook.py", IN_ENGLISH.format(action=action))
    project.edit("mkdocs.yml", "plugins:\n", "hooks: [hook.py]\nplugins:\n")


def files_of(site: Path) -> dict[str, bytes]:
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in site.rglob("*") if f.is_file()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "two/other"):
        project = Project.copy_to(tmp_path / name)
        sites.append(files_of(project.build(SITE_URL="https://example.org/tea/")))
    one, two = sites
    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_a_site_can_be_built_from_another_folder_into_another(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    site = elsewhere / "out put"
    configuration = os.path.relpath(project.root / "mkdocs.yml", elsewhere)
    result = project.mkdocs("build", "--strict", "-q", "-f", configuration, "-d", str(site), cwd=elsewhere)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    for page in ("index.html", "en/index.html", "en/lessons/leaf-and-cup/brewing/index.html"):
        assert (site / page).is_file()
    assert not (project.root / "site").exists()


def test_a_project_behind_a_link_is_told_by_the_paths_within_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project.root, target_is_directory=True)
    project.edit("docs/about.md", "lessons/leaf-and-cup/brewing.md", "lessons/brewing.md")
    result = project.mkdocs("build", "-f", str(tmp_path / "link" / "mkdocs.yml"))
    assert result.returncode == 0
    assert "WARNING -  docs/about.md:5:22: error missing-link" in result.stderr


def test_pages_may_stand_in_another_folder(project: Project) -> None:
    (project.root / "docs").rename(project.root / "pages")
    project.edit("mkdocs.yml", "site_name: 茶的入门\n", "site_name: 茶的入门\ndocs_dir: pages\n")
    assert (project.build() / "en/index.html").is_file()


def test_a_course_in_one_language_starts_no_other_build(project: Project) -> None:
    project.edit("mkdocs.yml", "languages: [zh, en]", "languages: [zh]")
    for file in (project.root / "docs").rglob("*.en.md"):
        file.unlink()
    site = project.build(SITE_URL="https://example.org/")
    assert not (site / "en").exists()
    text = (site / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'hreflang="([^"]+)"', text) in (["zh-Hans", "x-default"], [])


def test_a_failing_language_fails_the_build_and_is_named(project: Project) -> None:
    hook(project, 'raise PluginError("no tea today")')
    result = project.mkdocs("build")
    assert result.returncode == 1
    assert re.search(r"(?m)^(?:ERROR|WARNING)\s+-  \[en\] .*about\.md", result.stderr)
    assert "[en]" in result.stderr.partition("no tea today")[0]
    assert "no tea today" in result.stderr
    assert "the build of these languages failed: en" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_language_that_crashes_fails_the_build_too(project: Project) -> None:
    hook(project, "os._exit(7)")
    result = project.mkdocs("build")
    assert result.returncode == 1
    assert "the build of these languages failed: en" in result.stderr


def test_a_warning_in_one_language_has_its_mark_and_fails_a_strict_build_alone(project: Project) -> None:
    hook(project, '__import__("logging").getLogger("mkdocs.test").warning("weak tea")')
    result = project.mkdocs("build", "--strict")
    assert result.returncode == 1
    assert "WARNING -  [en] weak tea" in result.stderr


def test_verbosity_is_passed_on(project: Project) -> None:
    assert re.search(r"(?m)^DEBUG\s+-  \[en\] ", project.mkdocs("build", "-v").stderr)


def test_a_configuration_that_is_no_file_is_refused_in_a_sentence(project: Project) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", "-"],
        cwd=project.root,
        env=environment(),
        input=project.read("mkdocs.yml"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert "must be a file" in result.stderr
    assert "Traceback" not in result.stderr


class Running:
    """A command that runs, and what it has printed so far."""

    def __init__(self, project: Project, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=project.root,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines: list[str] = []
        self.printed = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.printed:
                self.lines.append(line)
                self.printed.notify_all()

    def wait_for(self, words: str) -> None:
        with self.printed:
            assert self.printed.wait_for(lambda: any(words in line for line in self.lines), timeout=120), self.lines


@pytest.fixture
def running() -> Iterator[list[Running]]:
    """Commands that a test starts; whatever is left of them is ended."""
    started: list[Running] = []
    yield started
    for one in started:
        with contextlib.suppress(ProcessLookupError):  # the group outlives its first process, if a child does
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.wait()


def child_of(project: Project, run: Running) -> int:
    """The process of the English build, once it waits."""
    file = project.root / "child"
    while not (file.is_file() and file.read_text(encoding="utf-8")):
        assert run.process.poll() is None, "".join(run.lines)
    return int(file.read_text(encoding="utf-8"))


def is_alive(process: int) -> bool:
    """Whether the process runs; one that has ended and waits to be collected does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", ["build", "serve"])
def test_ctrl_c_leaves_no_language_build_behind(project: Project, running: list[Running], command: str) -> None:
    hook(project, STAY)
    address = ["-a", f"127.0.0.1:{free_port()}"] if command == "serve" else []
    run = Running(project, command, *address)
    running.append(run)
    child = child_of(project, run)
    assert is_alive(child)
    run.process.send_signal(signal.SIGINT)
    run.process.wait(timeout=60)
    assert not is_alive(child)
    assert "Traceback" not in "".join(run.lines)


def test_a_failing_build_ends_the_other_languages(project: Project, running: list[Running]) -> None:
    hook(project, STAY)
    text = project.read("hook.py") + (
        "\ndef on_env(env, **_):\n"
        '    if not os.environ.get("COURSEWARE_LANGUAGE"):\n'
        '        while not pathlib.Path("child").is_file() or not pathlib.Path("child").read_text():\n'
        "            pass\n"
        '        raise PluginError("the pot is broken")\n'
    )
    project.write("hook.py", text)
    run = Running(project, "build")
    running.append(run)
    assert run.process.wait(timeout=120) == 1
    assert not is_alive(int(project.read("child")))


def test_serving_builds_both_languages_again_after_an_edit(project: Project, running: list[Running]) -> None:
    project.write("hook.py", AT_THE_END)
    project.edit("mkdocs.yml", "plugins:\n", "hooks: [hook.py]\nplugins:\n")
    run = Running(project, "serve", "-a", f"127.0.0.1:{free_port()}")
    running.append(run)
    run.wait_for("Serving on")
    site = Path(next(line for line in run.lines if line.startswith("built")).split()[1])
    project.edit("quizzes/six-teas.yml", "oolong", "half-oxidised tea")
    run.lines.clear()
    run.wait_for("built")
    page = (site / "en/lessons/leaf-and-cup/six-teas/index.html").read_text(encoding="utf-8")
    assert "half-oxidised tea" in page
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=60) == 0
