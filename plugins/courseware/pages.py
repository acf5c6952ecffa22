"""Pages of the course as files: their source, body and language, and the links between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from courseware.body import Body, Link, read_body
from courseware.figures import is_readable
from courseware.languages import split_language
from courseware.lessons.head import THEME_KEYS, TRANSLATION_KEY
from courseware.problems import Place, Problem
from courseware.sources import PageSource, read_page
from courseware.validation import ID_PATTERN, closest

# Blocks that come with the Markdown extensions a course may switch on.
FOREIGN_BLOCKS = ("admonition", "details", "html", "tab", "caption", "figure-caption", "table-caption", "definition")

PAGE_KEYS = ("title", *THEME_KEYS, TRANSLATION_KEY)


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
        return title if isinstance(title, str) and title else Path(self.uri).stem


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


def check_head(page: CoursePage) -> list[Problem]:
    """Keys in the head of a page that is no lesson."""
    problems = []
    for key, value in page.source.head.data.items():
        place = page.source.head.place(key)
        if key not in PAGE_KEYS:
            problems.append(Problem("unknown-key", place, {"key": key, **_choices(key, PAGE_KEYS)}))
        elif key in ("title", "description") and not isinstance(value, str):
            problems.append(Problem("not-a-text", place, {"key": key}))
    return problems


def check_blocks(page: CoursePage, known: Mapping[str, Sequence[str]]) -> list[Problem]:
    """A `///` block of a kind that nobody knows, or with an option that its kind does not take, is printed as text.

    `known` are the course's own kinds, each with its options.
    """
    problems = []
    for _, block in page.body.blocks:
        if block.kind in FOREIGN_BLOCKS:
            continue
        if block.kind not in known:
            values = {"kind": block.kind, **_choices(block.kind, list(known))}
            problems.append(Problem("unknown-block", Place(page.path, block.line), values))
            continue
        if block.kind == "teacher" and block.argument not in ("", "board"):
            values = {"key": "/// teacher |", "value": block.argument, "allowed": "board"}
            problems.append(Problem("not-one-of", Place(page.path, block.line), values))
        nested = [inner for inner in block.inner if block.closed and inner.kind in known]
        problems += [Problem("block-mark", Place(page.path, inner.line)) for inner in nested]
        for line, option in enumerate(block.options, block.line + 1):
            if option not in known[block.kind]:
                values = {"key": option, **_choices(option, known[block.kind])}
                problems.append(Problem("unknown-key", Place(page.path, line, 5), values))
    return problems


def _choices(name: str, allowed: Sequence[str]) -> dict[str, str]:
    return {"allowed": ", ".join(allowed) or "–", "close": closest(name, allowed)}


def check_marks(page: CoursePage) -> list[Problem]:
    """Lines that an author meant as a block, an option or a heading, and that would be read as something else."""
    marks = (
        ("block-mark", page.body.near_blocks, 1),
        ("yaml-full-width-colon", page.body.near_options, 5),
        ("heading-mark", page.body.near_headings, 1),
    )
    return [Problem(code, Place(page.path, line, column)) for code, lines, column in marks for line in lines]


def check_headings(page: CoursePage) -> list[Problem]:
    """Every heading has an id of the author's own: one made from Chinese words would hang on its position."""
    headings = [(s.title, s.id, s.line) for s in page.body.sections]
    headings += [sub for s in [page.body.opening, *page.body.sections] for sub in s.subheadings]
    problems = []
    for title, identifier, line in headings:
        place = Place(page.path, line)
        if not identifier:
            problems.append(Problem("section-without-id", place, {"title": title}))
        elif not re.match(ID_PATTERN, identifier):
            problems.append(Problem("not-an-id", place, {"value": identifier}))
    return problems


def check_links(page: CoursePage, docs: Path, uris: Collection[str], languages: Sequence[str]) -> list[Problem]:
    """Links and pictures that lead to no page (`uris`: every neutral path) and to no file under `docs`."""
    return [p for link in page.body.links if (p := _check_link(page, link, docs, uris, languages)) is not None]


def _check_link(
    page: CoursePage, link: Link, docs: Path, uris: Collection[str], languages: Sequence[str]
) -> Problem | None:
    place = Place(page.path, link.line, link.column)
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return Problem("missing-link", place, {"target": link.target, "resolved": link.target, "close": "–"})
    if parts.scheme or parts.netloc or not parts.path:
        return None
    if parts.path.startswith("/"):
        return Problem("absolute-link", place, {"target": link.target})
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), unquote(parts.path)))
    neutral, language = split_language(target, languages)
    if target in uris or (language == languages[0] and (docs / target).is_file()):
        return None
    close = closest(neutral, uris, cutoff=0.5)
    suggestion = posixpath.relpath(close, posixpath.dirname(page.uri) or ".") if close in uris else "–"
    values = {"target": link.target, "resolved": f"{docs.name}/{target}", "close": suggestion}
    return Problem("missing-link", place, values)


def check_pictures(page: CoursePage, docs: Path) -> list[Problem]:
    """Pictures without words, and drawings that cannot be read."""
    problems = []
    for link in page.body.pictures:
        place = Place(page.path, link.line, link.column)
        file = docs / posixpath.join(posixpath.dirname(page.uri), unquote(link.target))
        if not link.words.strip():
            problems.append(Problem("picture-without-words", place, {"target": link.target}))
        if file.suffix.lower() == ".svg" and file.is_file() and not is_readable(file):
            problems.append(Problem("figure-unreadable", place, {"target": link.target}))
    return problems


def check_anchors(page: CoursePage, versions: Versions, known: Mapping[str, Collection[str]]) -> list[Problem]:
    """Links to a place in a page that the page does not have; `known` are the ids that the course makes, by page."""
    problems = []
    for link in page.body.links:
        path, _, anchor = link.target.partition("#")
        if not anchor or "://" in path or path.startswith("/"):
            continue
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), unquote(path))) if path else page.uri
        target = versions.get(uri)
        if target is None:
            continue
        shown = target.get(page.language) or next(iter(target.values()))
        ids = {identifier for identifier, _ in shown.body.ids} | set(known.get(uri, ()))
        if unquote(anchor) not in ids:
            values = {"target": link.target, **_choices(unquote(anchor), sorted(ids))}
            problems.append(Problem("missing-anchor", Place(page.path, link.line, link.column), values))
    return problems
