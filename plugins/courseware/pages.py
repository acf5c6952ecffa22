"""Pages of the course as files: their source, body and language, and the links between them."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from courseware.languages import split_language
from courseware.lessons.body import Body, read_body
from courseware.problems import Place, Problem
from courseware.sources import PageSource, read_page

# Blocks that come with the Markdown extensions a course may switch on.
FOREIGN_BLOCKS = ("admonition", "details", "html", "tab", "caption", "figure-caption", "table-caption", "definition")


@dataclass
class CoursePage:
    """One Markdown file under `docs/`: `uri` is its path there without the language (`lessons/a.md`)."""

    uri: str
    language: str
    source: PageSource
    body: Body

    @property
    def path(self) -> str:
        """The file's path in the project."""
        return self.source.path

    @property
    def title(self) -> str:
        """The title from the head, or the file's name."""
        title = self.source.head.data.get("title")
        return str(title) if title else Path(self.uri).stem


Versions = dict[str, dict[str, CoursePage]]
"""Pages by neutral path and language."""


def read_pages(root: Path, docs: Path, languages: Sequence[str]) -> tuple[Versions, list[Problem]]:
    """Every page under `docs`, by neutral path and language."""
    pages: Versions = {}
    problems: list[Problem] = []
    for file in sorted(docs.rglob("*.md")):
        name = file.relative_to(docs).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        source, more = read_page(root, file)
        problems += more
        uri, language = split_language(name, languages)
        page = CoursePage(uri, language, source, read_body(source.body, source.first_line))
        pages.setdefault(uri, {})[language] = page
        problems += _own_problems(page)
    # The first language first: it is the original.
    ordered = {uri: {c: versions[c] for c in languages if c in versions} for uri, versions in pages.items()}
    return ordered, problems


def _own_problems(page: CoursePage) -> list[Problem]:
    problems = []
    seen: dict[str, int] = {}
    for identifier, line in page.body.ids:
        if identifier in seen:
            values = {"id": identifier, "first": f"{page.path}:{seen[identifier]}"}
            problems.append(Problem("duplicate-id", Place(page.path, line), values))
        seen.setdefault(identifier, line)
    for _, block in page.body.blocks:
        if not block.closed:
            problems.append(Problem("block-open", Place(page.path, block.line), {"kind": block.kind}))
    return problems


def check_blocks(page: CoursePage, known: Sequence[str]) -> list[Problem]:
    """A `///` block of a kind that nobody knows would be printed as text."""
    problems = []
    for _, block in page.body.blocks:
        if block.kind not in known and block.kind not in FOREIGN_BLOCKS:
            close = difflib.get_close_matches(block.kind, known, n=1)
            values = {"kind": block.kind, "allowed": ", ".join(known), "close": close[0] if close else "–"}
            problems.append(Problem("unknown-block", Place(page.path, block.line), values))
    return problems


def check_links(page: CoursePage, docs: Path, uris: Collection[str], languages: Sequence[str]) -> list[Problem]:
    """Links and pictures that lead to no page (`uris`: every neutral path) and to no file under `docs`."""
    problems = []
    for link in page.body.links:
        parts = urlsplit(link.target)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), unquote(parts.path)))
        neutral, language = split_language(target, languages)
        if target in uris or (language == languages[0] and (docs / target).is_file()):
            continue
        if neutral in uris:
            close = neutral
        else:
            matches = difflib.get_close_matches(neutral, list(uris), n=1, cutoff=0.5)
            close = matches[0] if matches else ""
        suggestion = posixpath.relpath(close, posixpath.dirname(page.uri) or ".") if close else "–"
        values = {"target": link.target, "resolved": f"{docs.name}/{target}", "close": suggestion}
        problems.append(Problem("missing-link", Place(page.path, link.line, link.column), values))
    return problems
