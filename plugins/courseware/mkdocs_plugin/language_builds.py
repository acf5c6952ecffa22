"""The other languages' builds: ordinary `mkdocs build` processes beside the build of the first language."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

LANGUAGE_VARIABLE = "COURSEWARE_LANGUAGE"
SITE_URL_VARIABLE = "COURSEWARE_SITE_URL"
SERVED_VARIABLE = "COURSEWARE_SERVED"
LOG_LINE = re.compile(r"^(DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+-\s+(.*)$")

log = logging.getLogger("mkdocs.plugins.courseware")


def build_language() -> str | None:
    """The language that this process was started for; None in the first language's build."""
    return os.environ.get(LANGUAGE_VARIABLE)


def is_served() -> bool:
    """Whether this process was started by a build for `mkdocs serve`."""
    return bool(os.environ.get(SERVED_VARIABLE))


def end_with_parent() -> None:
    """In a language's build: stop when the build that started it is gone (killed, say), and write no more."""

    def wait() -> None:
        # Not `sys.stdin`: its lock, held by this thread, would break an ordinary end of the process.
        while os.read(0, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@dataclass
class LanguageBuild:
    """One running build; its messages wait until the end, so that languages do not mix."""

    code: str
    process: subprocess.Popen[str]
    lines: SimpleQueue[str] = field(default_factory=SimpleQueue)
    reader: threading.Thread | None = None

    def read(self) -> None:
        """Read what the build prints, in a thread of its own so that it never waits for us."""

        def drain() -> None:
            assert self.process.stdout is not None  # opened as a pipe
            for line in self.process.stdout:
                self.lines.put(line.rstrip("\n"))

        self.reader = threading.Thread(target=drain, daemon=True)
        self.reader.start()

    def relay(self) -> None:
        """Pass the messages on under the language's mark; what is not a warning is of interest with `-v` only."""
        level, text = logging.DEBUG, ""
        entries: list[tuple[int, str]] = []
        while not self.lines.empty():
            line = self.lines.get()
            match = LOG_LINE.match(line)
            if match:
                level = getattr(logging, match[1])
                text = match[2]
                entries.append((level, text))
            elif entries:
                entries[-1] = (entries[-1][0], entries[-1][1] + "\n" + line)
            elif line.strip():
                # Something that did not come through the log: a crash before logging was set up, say.
                entries.append((logging.ERROR if self.process.returncode else logging.DEBUG, line))
        # A build that failed without saying why in the log: show all of it.
        silent = self.process.returncode and not any(level >= logging.WARNING for level, _ in entries)
        for level, text in entries:
            shown = logging.ERROR if silent else level if level >= logging.WARNING else logging.DEBUG
            log.log(shown, "[%s] %s", self.code, text.rstrip())


def start(code: str, config: MkDocsConfig, served: bool) -> LanguageBuild:
    """Start the build of a language into its folder of the site; the flags of this build are passed on."""
    if config.config_file_path is None or not Path(config.config_file_path).is_file():
        raise PluginError("the configuration must be a file, so that the other languages' builds can read it")
    command = [sys.executable, "-m", "mkdocs", "build", "-f", config.config_file_path]
    command += ["-d", str(Path(config.site_dir) / code)]
    command += ["--strict" if config.strict else "--no-strict"]
    command += ["--use-directory-urls" if config.use_directory_urls else "--no-directory-urls"]
    level = logging.getLogger("mkdocs").level
    if level == logging.DEBUG:
        command.append("-v")
    environment = {
        **os.environ,
        LANGUAGE_VARIABLE: code,
        SITE_URL_VARIABLE: config.site_url or "",
        SERVED_VARIABLE: "1" if served else "",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
    }
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command,
        env=environment,
        stdin=subprocess.PIPE,  # closed when this process ends, however it ends: see `end_with_parent`
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    build = LanguageBuild(code, process)
    build.read()
    return build


def finish(builds: list[LanguageBuild]) -> list[str]:
    """Wait for all builds and relay their messages; returns the codes of those that failed."""
    failed = []
    for build in builds:
        build.process.wait()
        if build.reader is not None:
            build.reader.join()
        build.relay()
        if build.process.returncode:
            failed.append(build.code)
    return failed


def stop(builds: list[LanguageBuild]) -> None:
    """End builds that still run, and relay what they said."""
    for build in builds:
        if build.process.poll() is None:
            build.process.terminate()
            try:
                build.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                build.process.kill()
                build.process.wait()
        if build.reader is not None:
            build.reader.join(timeout=5)
        build.relay()
