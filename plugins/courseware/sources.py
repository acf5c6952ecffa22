"""Files of the course as data with places: YAML without its surprises, and Markdown pages with a YAML head.

Every scalar is text (`no`, `3.10` and `012` stay what the author typed). Duplicate keys, empty values and aliases are
problems, not surprises.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from courseware.problems import Place, Problem

Key = tuple[str | int, ...]
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BORROWING = re.compile(r"(?:^|[\s\[{,:-])[&*!]")
FRONT_MATTER_END = re.compile(r"^(---|\.\.\.)\s*$")
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FULL_WIDTH_MARKS = dict(zip("，、：｛｝［］“”", ',,:{}[]""', strict=True))
FULL_WIDTH_COLON = re.compile(r"^\s*(?:- )?[\w-]+\s*：")


@dataclass
class Document:
    """Plain data read from YAML, and where each part of it stands in its file."""

    path: str
    data: Any
    places: dict[Key, Place] = field(default_factory=dict)

    def listed(self, key: str) -> list[Any]:
        """The list of that name; none where there is something else."""
        found = self.data.get(key) if isinstance(self.data, dict) else None
        return found if isinstance(found, list) else []

    def entries(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        """The mappings in the list of that name, each with its index; other things in it are passed over."""
        return [(n, entry) for n, entry in enumerate(self.listed(key)) if isinstance(entry, dict)]

    def place(self, *key: str | int) -> Place:
        """The place of the value at `key`, or of the nearest part around it that the file has.

        Parts of the key that the file does not have (a validator's own steps) are passed over.
        """
        return self.places.get(self.known_key(*key), Place(self.path))

    def known_key(self, *key: str | int) -> Key:
        """The longest part of `key` that the file has, without a validator's own steps."""
        known: Key = ()
        for part in key:
            if (*known, part) in self.places:
                known = (*known, part)
        return known

    def drop(self, *key: str | int) -> None:
        """Take a part out as if it had not been written; what stands behind it in a list moves up."""
        *around, last = key
        holder = self.data
        for part in around:
            holder = holder[part]
        del holder[last]
        depth, places = len(around), {}
        for name, place in self.places.items():
            if name[:depth] == key[:depth] and len(name) > depth:
                step = name[depth]
                if step == last:
                    continue
                if isinstance(last, int) and isinstance(step, int) and step > last:
                    name = (*name[:depth], step - 1, *name[depth + 1 :])
            places[name] = place
        self.places = places


@dataclass
class PageSource:
    """A Markdown page: its head as data, its body, and the line of the file on which the body starts."""

    path: str
    head: Document
    body: str
    first_line: int
    broken_head: bool = False


class _Reader:
    """Turns YAML nodes into plain data and notes places and problems on the way."""

    def __init__(self, document: Document, line_offset: int) -> None:
        self.document = document
        self.line_offset = line_offset
        self.problems: list[Problem] = []

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.document.path, mark.line + 1 + self.line_offset, mark.column + 1)

    def read(self, node: yaml.Node, key: Key, seen: frozenset[int]) -> Any:
        here = self.place(node.start_mark)
        self.document.places.setdefault(key, here)
        if id(node) in seen:
            self.problems.append(Problem("yaml-alias", here))
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.read_mapping(node, key, seen | {id(node)})
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*key, i), seen | {id(node)}) for i, item in enumerate(node.value)]
        return self.read_scalar(str(node.value), key, here)

    def read_scalar(self, text: str, key: Key, here: Place) -> str:
        if not text.strip():
            name = next((part for part in reversed(key) if isinstance(part, str)), self.document.path)
            self.problems.append(Problem("empty-value", here, {"key": name}))
            return ""
        if CONTROL_CHARACTER.search(text):  # "C:\bin" in double quotes: the backslash and the b are a backspace
            detail = "in double quotes a backslash begins a control character"
            self.problems.append(Problem("yaml-syntax", here, {"detail": detail}))
        return CONTROL_CHARACTER.sub("", text)

    def read_mapping(self, node: yaml.MappingNode, key: Key, seen: frozenset[int]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            here = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem("yaml-syntax", here, {"detail": "a key must be text"}))
                continue
            name = key_node.value
            if name in result:
                self.problems.append(Problem("duplicate-key", here, {"key": name}))
                continue
            self.document.places[(*key, name)] = here
            result[name] = self.read(value_node, (*key, name), seen)
        return result


def _compose(text: str) -> yaml.Node | None:
    """The tree of the text. The compiled reader is many times as fast; the other one says better what is wrong.

    But that one stumbles over a question mark before a brace (`{en: What?}`), which is none.
    """
    try:
        return yaml.compose(text, Loader=FAST_LOADER)
    except yaml.YAMLError as error:
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as other:
            raise (error if "'?'" in str(getattr(other, "problem", "")) else other) from None


def _borrowed(text: str, path: str, line_offset: int) -> Problem | None:
    """The first alias, anchor or tag: YAML would take it out of the words, or let the same data stand in two places."""
    for event in yaml.parse(text, Loader=FAST_LOADER):
        mark = event.start_mark
        if mark is None:
            continue
        place = Place(path, mark.line + 1 + line_offset, mark.column + 1)
        if getattr(event, "anchor", None) is not None:  # an alias holds its name as `anchor`
            return Problem("yaml-alias", place)
        if getattr(event, "tag", None) is not None:
            return Problem("yaml-syntax", place, {"detail": "words that begin with ! need double quotes"})
    return None


def _full_width_mark(before: str, error: yaml.YAMLError) -> int | None:
    """Where in the line, before the mistake, a full-width mark stands in place of one of YAML's."""
    within = str(getattr(error, "context", "")).startswith("while parsing a flow")
    opened = re.search(r"(?:: |- )([｛［“])", before)
    if within or opened:
        found = [n for n, character in enumerate(before) if character in "，、｛｝［］："]
        return opened.start(1) if opened else found[-1] if found else None
    return None


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, line_offset: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines()
    if mark is not None:
        line, column = mark.line, mark.column
    else:  # a character that YAML does not take: the reader knows its position alone
        before = text[: getattr(error, "position", 0)]
        line, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
    # The parser stops behind the mistake: a full-width colon or a tab nearby is what a teacher should look at.
    for candidate in (line, line - 1):
        if 0 <= candidate < len(lines):
            found = FULL_WIDTH_COLON.match(lines[candidate])
            if found:
                return Problem("yaml-full-width-colon", Place(path, candidate + 1 + line_offset, found.end()))
            if "\t" in lines[candidate]:
                at = lines[candidate].index("\t") + 1
                return Problem("yaml-tab", Place(path, candidate + 1 + line_offset, at))
    found_mark = _full_width_mark(lines[line][:column] if 0 <= line < len(lines) else "", error)
    if found_mark is not None:
        values = {"mark": lines[line][found_mark], "ordinary": FULL_WIDTH_MARKS[lines[line][found_mark]]}
        return Problem("yaml-full-width-mark", Place(path, line + 1 + line_offset, found_mark + 1), values)
    begun = getattr(error, "context_mark", None)
    if getattr(error, "context", "") in ("while scanning an alias", "while scanning an anchor") and begun is not None:
        return Problem("yaml-alias", Place(path, begun.line + 1 + line_offset, begun.column + 1))
    detail = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem("yaml-syntax", Place(path, line + 1 + line_offset, column + 1), {"detail": str(detail)})


def parse_yaml(text: str, path: str, line_offset: int = 0) -> tuple[Document, list[Problem]]:
    """Read YAML as text scalars with places; `line_offset` lines stand before `text` in the file.

    A text that does not parse gives a document without data and the problem; nothing is raised.
    """
    document = Document(path, None)
    try:
        borrowed = _borrowed(text, path, line_offset) if BORROWING.search(text) else None
        if borrowed is not None:
            return document, [borrowed]
        node = _compose(text)
    except yaml.YAMLError as error:
        return document, [_syntax_problem(error, text, path, line_offset)]
    except RecursionError:
        return document, [Problem("yaml-syntax", Place(path, 1 + line_offset), {"detail": "too many brackets"})]
    if node is None:
        return document, []
    reader = _Reader(document, line_offset)
    document.data = reader.read(node, (), frozenset())
    if isinstance(document.data, str):  # `title：…` alone parses as one long text
        for number, line in enumerate(text.splitlines()):
            if found := FULL_WIDTH_COLON.match(line):
                place = Place(path, number + 1 + line_offset, found.end())
                return Document(path, None), [Problem("yaml-full-width-colon", place)]
    return document, reader.problems


def _path_in(root: Path, file: Path) -> str:
    """The file's path as seen from the project; the pages may lie beside it (`docs_dir: ../docs`)."""
    return Path(os.path.relpath(file, root)).as_posix()


def read_text(file: Path, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, without a byte order mark; bytes that are not UTF-8 are a problem."""
    try:
        raw = file.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError:  # a folder of that name, a dead link, a file of somebody else
        return "", [Problem("unreadable-file", Place(path))]
    try:
        text, problems = raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        column = len(before) - (before.rfind("\n") + 1) + 1
        text, problems = "", [Problem("not-utf-8", Place(path, before.count("\n") + 1, column))]
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def read_yaml(root: Path, file: Path) -> tuple[Document, list[Problem]]:
    """Read a YAML file of the project at `root`; see `parse_yaml`."""
    path = _path_in(root, file)
    if not file.is_file():
        return Document(path, None), [Problem("missing-file", Place(path), {"path": path})]
    text, problems = read_text(file, path)
    document, more = parse_yaml(text, path)
    return document, problems + more


def parse_page(text: str, path: str) -> tuple[PageSource, list[Problem]]:
    """Split a page into its head and its body; a broken head is a problem and leaves the body readable."""
    lines = text.split("\n")  # not every break that Unicode knows: an editor counts these
    if lines[0].rstrip() != "---":
        return PageSource(path, Document(path, {}), text, 1), []
    end = next((i for i, line in enumerate(lines[1:], 1) if FRONT_MATTER_END.match(line)), None)
    if end is None:
        page = PageSource(path, Document(path, {}), "", len(lines) + 1, broken_head=True)
        return page, [Problem("front-matter-open", Place(path, 1, 1))]
    head, problems = parse_yaml("\n".join(lines[1:end]), path, line_offset=1)
    broken = head.data is not None and not isinstance(head.data, dict)
    if broken:
        problems.append(Problem("front-matter-not-keys", Place(path, 2, 1)))
    broken = broken or (head.data is None and bool(problems))
    if not isinstance(head.data, dict):
        head.data = {}
    body = "\n".join(lines[end + 1 :])
    return PageSource(path, head, body, end + 2, broken_head=broken), problems


def read_page(root: Path, file: Path) -> tuple[PageSource, list[Problem]]:
    """Read a Markdown page of the project at `root`; see `parse_page`."""
    path = _path_in(root, file)
    text, problems = read_text(file, path)
    page, more = parse_page(text, path)
    page.broken_head = page.broken_head or bool(problems)
    return page, problems + more
