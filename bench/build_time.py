"""Build times as ratios, measured in one run on one machine: `make bench`.

A generated course of 100 pages a language (a home page, a module's first page, 49 lessons and what the plugin makes of
them: 49 lesson plans) is built by plain Material, with the plugin in one language, and in two. Plain Material gets a
copy of each lesson in place of its plan, so that every build writes the same number of pages with about the same text.
Then the time from saving an edit to seeing it under `mkdocs serve` is taken on the real course.
"""

from __future__ import annotations

import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from generated_course import ENVIRONMENT, SITE, WORDS

ROOT = Path(__file__).resolve().parent.parent
LESSONS = 49
RUNS = 5
ENGLISH = "customer service quality promise staff shop call visit price time answer need team problem result".split()
STEPS = (("case", "lead-in", 5), ("first", "teach", 20), ("second", "teach", 15), ("end", "summary", 5))


COURSE = """title: {zh: 课程}
description: {zh: 课程}
modules:
  - id: module
    title: {zh: 模块}
    lessons:
"""


def paragraph(source: random.Random, language: str) -> str:
    """About as much text as a paragraph of a lesson."""
    if language == "zh":
        return "，".join("".join(source.choices(WORDS, k=5)) for _ in range(9)) + "。"
    return " ".join(source.choices(ENGLISH, k=70)).capitalize() + "."


def lesson(number: int, language: str) -> str:
    """A lesson with four sections, a case, a table and a check."""
    source = random.Random(f"{number} {language}")
    neutral = "hours: 1\nmethods: [lecture]\n" if language == "zh" else ""
    title = f"第{number}课" if language == "zh" else f"Lesson {number}"
    parts = [f"---\ntitle: {title}\n{neutral}knowledge:\n  - know: {WORDS[0]}\n---\n"]
    for name, step, minutes in STEPS:
        mark = f"#{name} step={step} minutes={minutes}" if language == "zh" else f"#{name}"
        parts.append(f"## {source.choice(WORDS)} {{{mark}}}")
        parts += [paragraph(source, language) for _ in range(3)]
        rows = "\n".join(f"| {a} | {b} |" for a, b in zip(WORDS, WORDS[5:], strict=False))
        parts.append(f"| 一 | 二 |\n|---|---|\n{rows}")
    parts.append(f"/// case | {source.choice(WORDS)}\n\n{paragraph(source, language)}\n\n///")
    parts.append("/// check | one\n\n问题\n\n- [ ] 甲\n    不是。\n- [x] 乙\n    是。\n\n///")
    return "\n\n".join(parts) + "\n"


def write_course(folder: Path, *, plugin: bool, languages: list[str]) -> None:
    """The generated course with its configuration."""
    lessons = folder / "docs/lessons/module"
    lessons.mkdir(parents=True)
    options = f"  - search\n  - courseware: {{languages: [{', '.join(languages)}]}}" if plugin else "  - search"
    (folder / "mkdocs.yml").write_text(SITE.format(plugins=options), encoding="utf-8")
    for language in languages:
        end = ".md" if language == "zh" else f".{language}.md"
        (folder / f"docs/index{end}").write_text("---\ntitle: 首页\n---\n\n正文。\n", encoding="utf-8")
        (lessons / f"index{end}").write_text("---\ntitle: 模块\n---\n\n正文。\n", encoding="utf-8")
        for number in range(LESSONS):
            text = lesson(number, language)
            (lessons / f"lesson-{number}{end}").write_text(text, encoding="utf-8")
            if not plugin:
                plans = folder / "docs/teachers/plans"
                plans.mkdir(parents=True, exist_ok=True)
                (plans / f"lesson-{number}{end}").write_text(text, encoding="utf-8")
    names = "".join(f"      - lesson-{number}\n" for number in range(LESSONS))
    (folder / "course.yml").write_text(COURSE + names, encoding="utf-8")
    shutil.copy(ROOT / "glossary.yml", folder)


def build_seconds(folder: Path) -> float:
    """Seconds of one `mkdocs build`, start of Python included."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def measure_builds(work: Path) -> dict[str, float]:
    """Median seconds of each kind of build; the kinds take turns, so that a slow moment hits all alike."""
    kinds = {
        "plain Material": (False, ["zh"]),
        "one language": (True, ["zh"]),
        "two languages": (True, ["zh", "en"]),
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind, (plugin, languages) in kinds.items():
        write_course(work / kind, plugin=plugin, languages=languages)
        build_seconds(work / kind)  # caches of Python and of the segmenter
    for _ in range(RUNS):
        for kind in kinds:
            times[kind].append(build_seconds(work / kind))
    return {kind: statistics.median(values) for kind, values in times.items()}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page(address: str) -> str:
    """The page at the address, or nothing while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def seconds_until(address: str, words: str) -> float:
    """Seconds until the page has the words."""
    start = time.perf_counter()
    while words not in page(address):
        if time.perf_counter() - start > 120:
            raise TimeoutError(f"{words!r} did not appear at {address}")
        time.sleep(0.05)
    return time.perf_counter() - start


def measure_edit(work: Path) -> tuple[float, float]:
    """Median seconds from saving a lesson of the real course to seeing it under `serve`, original and translation."""
    course = work / "real"
    ignore = shutil.ignore_patterns(".git", ".venv", "site", "audit", "tests", ".*_cache")
    shutil.copytree(ROOT, course, ignore=ignore)
    lessons = sorted((course / "docs/lessons").rglob("*.md"))
    original = next(p for p in lessons if p.stem != "index" and "." not in p.stem)
    address = f"127.0.0.1:{free_port()}"
    uri = original.relative_to(course / "docs").with_suffix("").as_posix()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address]
    server = subprocess.Popen(command, cwd=course, env=ENVIRONMENT)
    results = []
    try:
        for file, url in (
            (original, f"http://{address}/{uri}/"),
            (original.with_suffix(".en.md"), f"http://{address}/en/{uri}/"),
        ):
            seconds_until(url, "<h1")
            waits = []
            for run in range(RUNS):
                words = f"bench-{file.stem}-{run}"
                file.write_text(file.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
                waits.append(seconds_until(url, words))
                time.sleep(0.5)
            results.append(statistics.median(waits))
    finally:
        server.terminate()
        server.wait()
    return results[0], results[1]


def main() -> None:
    """Measure and print; the targets stand behind the figures."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        builds = measure_builds(work)
        edit_original, edit_translation = measure_edit(work)
    for kind, seconds in builds.items():
        print(f"{kind:<16} {seconds:6.2f} s")
    print(f"one language / plain Material   {builds['one language'] / builds['plain Material']:.2f}   (target 1.15)")
    print(f"two languages / one language    {builds['two languages'] / builds['one language']:.2f}   (target 1.30)")
    print(f"edit to page, original          {edit_original:.1f} s (target 3 s)")
    print(f"edit to page, translation       {edit_translation:.1f} s (target 3 s)")


if __name__ == "__main__":
    main()
