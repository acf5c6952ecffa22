"""What a question costs a build, beside the common quiz plugin on the same questions (part of `make bench`).

200 pages with ten questions each (single and multiple choice, four options, an explanation) are built in four ways,
which take turns in one run:

- plain Material: the pages without questions, and with them through `mkdocs-quiz` (from PyPI, for this bench alone);
- this package in one language: the pages without questions, and with them in banks. It also makes a page of answers for
  every bank, so the pages without questions get as many pages of one line.

The cost of a question is what the questions add to the build, divided by their number.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated_course import ENVIRONMENT, SITE, WORDS

PAGES = 200
QUESTIONS = 10
RUNS = 3
COURSE = """title: {zh: 课程}
description: {zh: 课程}
modules:
  - id: m
    title: {zh: 模块}
    lessons:
      - {id: l, title: {zh: 课}, hours: 1}
"""
# Behind the site's own packages, so that both plugins run with the same MkDocs.
MKDOCS = "import sys, runpy; sys.path.append(sys.argv.pop(1)); runpy.run_module('mkdocs', run_name='__main__')"


def words(source: random.Random, count: int) -> str:
    """A sentence of so many words."""
    return "".join(source.choices(WORDS, k=count)) + "。"


def questions(page: int) -> list[tuple[str, list[tuple[str, bool]], str]]:
    """Stem, options and explanation of each question of a page: every third one has two right options."""
    source = random.Random(page)
    result = []
    for number in range(QUESTIONS):
        right = {0, 1} if number % 3 == 2 else {source.randrange(4)}
        options = [(f"{n}{words(source, 4)}", n in right) for n in range(4)]
        result.append((f"{number}{words(source, 8)}", options, words(source, 10)))
    return result


def as_bank(page: int) -> str:
    """The questions as this package's bank."""
    lines = ["title: {zh: 题}", "questions:"]
    for number, (stem, options, why) in enumerate(questions(page)):
        kind = "multiple" if sum(right for _, right in options) > 1 else "single"
        lines += [f"  - id: q-{number}", f"    type: {kind}", f"    stem: {{zh: {stem}}}", "    options:"]
        lines += [f"      - {{zh: {text}{', correct: true' if right else ''}}}" for text, right in options]
        lines.append(f"    feedback: {{zh: {why}}}")
    return "\n".join(lines) + "\n"


def as_markdown(page: int) -> str:
    """The questions as mkdocs-quiz takes them."""
    blocks = []
    for stem, options, why in questions(page):
        choices = "\n".join(f"- [{'x' if right else ' '}] {text}" for text, right in options)
        blocks.append(f"<quiz>\n{stem}\n{choices}\n\n{why}\n</quiz>\n")
    return "\n".join(blocks)


def write_site(folder: Path, kind: str) -> None:
    """The pages, with or without questions, and the configuration of this kind of build."""
    ours = kind.startswith("courseware")
    asks = not kind.endswith("without questions")
    docs = folder / "docs"
    (docs / "teachers/answers").mkdir(parents=True)
    plugin = "\n  - courseware: {languages: [zh]}" if ours else "\n  - mkdocs_quiz" if asks else ""
    (folder / "mkdocs.yml").write_text(SITE.format(plugins="  - search" + plugin), encoding="utf-8")
    (docs / "index.md").write_text("---\ntitle: 首页\n---\n\n正文。\n", encoding="utf-8")
    if ours:
        (folder / "course.yml").write_text(COURSE, encoding="utf-8")
        (folder / "quizzes").mkdir()
    for page in range(PAGES):
        source = random.Random(page)
        text = "\n\n".join(words(source, 40) for _ in range(6))
        name = f"page-{page}"
        if asks and ours:
            (folder / f"quizzes/{name}.yml").write_text(as_bank(page), encoding="utf-8")
            text += f"\n\n/// quiz | {name}\n\n///"
        elif asks:
            text += "\n\n" + as_markdown(page)
        elif ours:
            (docs / f"teachers/answers/{name}.md").write_text(f"---\ntitle: {name}\n---\n\n答案。\n", encoding="utf-8")
        (docs / f"{name}.md").write_text(f"---\ntitle: 第{page}页\n---\n\n{text}\n", encoding="utf-8")


def build_seconds(folder: Path, library: Path) -> float:
    """Seconds of one `mkdocs build`, start of Python included."""
    start = time.perf_counter()
    command = [sys.executable, "-c", MKDOCS, str(library), "build", "-q", "-d", str(folder / "site")]
    result = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(result.stdout + result.stderr)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print; the targets stand behind the figures."""
    kinds = ("plain without questions", "mkdocs-quiz", "courseware without questions", "courseware")
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        library = work / "library"
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--target",
            str(library),
        ]
        subprocess.run([*command, "mkdocs-quiz==1.7.1"], check=True, capture_output=True)
        for kind in kinds:
            write_site(work / kind, kind)
            build_seconds(work / kind, library)  # caches of Python and of the segmenter
        for _ in range(RUNS):
            for kind in kinds:
                times[kind].append(build_seconds(work / kind, library))
        bytes_of = {kind: page_bytes(work / kind) for kind in ("mkdocs-quiz", "courseware")}
    median = {kind: statistics.median(values) for kind, values in times.items()}
    for kind in kinds:
        print(f"{kind:<30} {median[kind]:6.2f} s")
    count = PAGES * QUESTIONS
    ours = (median["courseware"] - median["courseware without questions"]) / count * 1000
    theirs = (median["mkdocs-quiz"] - median["plain without questions"]) / count * 1000
    print(f"a question, courseware    {ours:5.2f} ms   (target 1 ms)")
    print(f"a question, mkdocs-quiz   {theirs:5.2f} ms   (ratio {theirs / ours:.1f})")
    for kind, size in bytes_of.items():
        print(f"a page with ten questions, {kind:<12} {size / 1000:5.0f} KB of HTML")


def page_bytes(folder: Path) -> int:
    """Bytes of the first page's HTML."""
    return (folder / "site/page-0/index.html").stat().st_size


if __name__ == "__main__":
    main()
