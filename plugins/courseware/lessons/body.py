"""The body of a page, read as source: its sections, its blocks and its links, each with its line.

This is not a Markdown parser: it knows just enough of the form (headings with attributes, `///` blocks, fenced code,
links) to check a lesson, to write its plan, and to tell which section changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

HEADING = re.compile(r"^(#{2,3})\s+(.*?)\s*(?:\{([^}]*)\}\s*)?$")
ATTRIBUTE = re.compile(r"#(?P<id>[^\s}]+)|(?P<key>[\w-]+)=(?P<value>\"[^\"]*\"|\S+)")
BLOCK_START = re.compile(r"^(/{3,})[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*$")
BLOCK_END = re.compile(r"^(/{3,})[ \t]*$")
FENCE = re.compile(r"^\s*(`{3,}(?=[^`]*$)|~{3,})")  # ```x``` alone is code in a line
OPTION = re.compile(r"^ {4}([\w-]+): *(.*)$")
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)")
LINK_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s*<?([^\s>]+)")  # `[^1]:` is a footnote
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)(?:\s+\"([^\"]*)\")?\)")


@dataclass
class Block:
    """A `///` block: its kind, argument, options and inner text; `line` is the file's line of its opening."""

    kind: str
    argument: str
    line: int
    options: dict[str, str] = field(default_factory=dict)
    text: str = ""
    text_line: int = 0
    closed: bool = True


@dataclass
class Section:
    """A `##` section: heading, id and attributes, with all its source text."""

    id: str
    title: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    subheadings: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change when the section's text does (not when lines are wrapped)."""
        words = " ".join(f"{self.title}\n{self.text}".split())
        return hashlib.sha256(words.encode()).hexdigest()[:8]

    @property
    def figures(self) -> list[tuple[str, str]]:
        """Text alternative and caption of each picture."""
        return [(alt, caption or "") for alt, _, caption in IMAGE.findall(self.text)]


@dataclass(frozen=True)
class Link:
    """A link or picture target as written, with its line and column."""

    target: str
    line: int
    column: int


@dataclass
class Body:
    """A page's body: what stands before the first section, the sections, and all links."""

    opening: Section
    sections: list[Section] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ids: list[tuple[str, int]] = field(default_factory=list)

    @property
    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block with its section, in order."""
        for section in [self.opening, *self.sections]:
            for block in section.blocks:
                yield section, block

    def first(self, kind: str, argument: str | None = None) -> Block | None:
        """The first block of this kind (and with this argument)."""
        for _, block in self.blocks:
            if block.kind == kind and argument in (None, block.argument):
                return block
        return None

    def digests(self) -> dict[str, str]:
        """Digest of each section by id; what stands before the first section is `opening`."""
        return {s.id: s.digest for s in [self.opening, *self.sections] if s.id}


def _attributes(text: str) -> tuple[str, dict[str, str]]:
    identifier, attributes = "", {}
    for match in ATTRIBUTE.finditer(text):
        if match["id"]:
            identifier = match["id"]
        else:
            attributes[match["key"]] = match["value"].strip('"')
    return identifier, attributes


def _links(line: str, number: int) -> Iterator[Link]:
    visible = INLINE_CODE.sub(lambda m: " " * len(m.group()), line)
    for pattern in (LINK, LINK_DEFINITION):
        for match in pattern.finditer(visible):
            yield Link(match.group(1), number, match.start(1) + 1)


class _Reader:
    """Walks the lines once; knows whether it is inside code or inside a block."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.body = Body(Section("opening", "", first_line))
        self.section = self.body.opening
        self.block: Block | None = None
        self.block_fence = ""
        self.code_fence = ""

    def read(self) -> Body:
        gathered: list[str] = []
        for index, line in enumerate(self.lines):
            number = index + self.first_line
            if self.starts_section(line):
                self.section.text = "\n".join(gathered)
                gathered = []
                self.open_section(line, number)
                continue
            gathered.append(line)
            self.read_line(line, number)
        self.section.text = "\n".join(gathered)
        if self.block is not None:
            self.block.closed = False
        return self.body

    def starts_section(self, line: str) -> bool:
        return line.startswith("## ") and not self.code_fence and self.block is None

    def open_section(self, line: str, number: int) -> None:
        match = HEADING.match(line)
        assert match is not None  # it starts with "## "
        identifier, attributes = _attributes(match[3] or "")
        self.section = Section(identifier, match[2], number, attributes)
        self.body.sections.append(self.section)
        if identifier:
            self.body.ids.append((identifier, number))

    def read_line(self, line: str, number: int) -> None:
        fence = FENCE.match(line)
        if fence and (not self.code_fence or line.strip().startswith(self.code_fence)):
            self.code_fence = "" if self.code_fence else fence[1]
            self.into_block(line, number)
            return
        if self.code_fence:
            self.into_block(line, number)
            return
        self.body.links.extend(_links(line, number))
        if self.block is not None:
            end = BLOCK_END.match(line)
            if end and end[1] == self.block_fence:
                self.block = None
            else:
                self.into_block(line, number)
        elif start := BLOCK_START.match(line):
            self.block = Block(start[2], start[3] or "", number)
            self.block_fence = start[1]
            self.section.blocks.append(self.block)
        elif line.startswith("### "):
            self.read_subheading(line, number)

    def into_block(self, line: str, number: int) -> None:
        block = self.block
        if block is None:
            return
        if not block.text and (option := OPTION.match(line)):
            block.options[option[1]] = option[2]
        elif block.text or line.strip():
            block.text_line = block.text_line or number
            block.text += line + "\n"

    def read_subheading(self, line: str, number: int) -> None:
        match = HEADING.match(line)
        assert match is not None  # it starts with "### "
        identifier, _ = _attributes(match[3] or "")
        self.section.subheadings.append(match[2])
        if identifier:
            self.body.ids.append((identifier, number))


def read_body(text: str, first_line: int = 1) -> Body:
    """Read the source of a page's body that starts on `first_line` of its file."""
    return _Reader(text, first_line).read()
