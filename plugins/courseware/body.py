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
RAW_BLOCKS = ("teacher", "check")  # their content is not parsed for blocks
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
# A target may stand in angle brackets, or hold one pair of parentheses; a backslash makes it plain text.
LINK = re.compile(r"(?<!\\)\]\(\s*(?:<([^<>]*)>|((?:[^()\s]|\([^()\s]*\))+))(?:\s+[\"'][^\n]*?[\"'])?\s*\)")
HTML_LINK = re.compile(r"<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*[\"']([^\"']*)")
COMMENT = re.compile(r"<!--.*?-->")
NEAR_BLOCK = re.compile(r"^[/／]{3,}")  # what an input method makes of a block's line
NEAR_OPTION = re.compile(r"^ {4}[\w-]+\s*：")
UNDERLINE = re.compile(r"^-{2,}\s*$")
NEAR_HEADING = re.compile(r"^(?:#{1,6}[^#\s]|# |={3,}\s*$)")
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
    inner: list[Block] = field(default_factory=list)


@dataclass
class Section:
    """A `##` section: heading, id and attributes, with all its source text."""

    id: str
    title: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    prose: str = ""
    """The text outside all blocks."""
    subheadings: list[tuple[str, str, int]] = field(default_factory=list)
    """Title, id and line of each `###` heading."""
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
    words: str = ""
    """A picture's text alternative."""


@dataclass
class Body:
    """A page's body: what stands before the first section, the sections, and all links."""

    opening: Section
    sections: list[Section] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Link] = field(default_factory=list)
    ids: list[tuple[str, int]] = field(default_factory=list)
    near_blocks: list[int] = field(default_factory=list)
    """Lines that look like a block's first or last line and are neither."""
    near_options: list[int] = field(default_factory=list)
    """Lines that look like a block's option, but for the colon."""
    near_headings: list[int] = field(default_factory=list)
    """Lines that are no `##` heading and yet become one, or one of another level."""

    @property
    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block with its section, in order; blocks inside a block stand behind it."""
        for section in [self.opening, *self.sections]:
            for block in section.blocks:
                yield from ((section, found) for found in _with_inner(block))

    def first(self, kind: str, argument: str | None = None) -> Block | None:
        """The first block of this kind (and with this argument)."""
        for _, block in self.blocks:
            if block.kind == kind and argument in (None, block.argument):
                return block
        return None

    def digests(self) -> dict[str, str]:
        """Digest of each section by id; what stands before the first section is `opening`."""
        return {s.id: s.digest for s in [self.opening, *self.sections] if s.id}


def _with_inner(block: Block) -> Iterator[Block]:
    yield block
    for inner in block.inner:
        yield from _with_inner(inner)


def _attributes(text: str) -> tuple[str, dict[str, str]]:
    identifier, attributes = "", {}
    for match in ATTRIBUTE.finditer(text):
        if match["id"]:
            identifier = match["id"]
        else:
            attributes[match["key"]] = match["value"].strip('"')
    return identifier, attributes


def _links(line: str, number: int) -> Iterator[Link]:
    visible = line
    for hidden in (INLINE_CODE, COMMENT):
        visible = hidden.sub(lambda m: " " * len(m.group()), visible)
    for pattern in (LINK, LINK_DEFINITION, HTML_LINK):
        for match in pattern.finditer(visible):
            group = match.lastindex or 1
            yield Link(match.group(group), number, match.start(group) + 1)


def _pictures(line: str, number: int) -> Iterator[Link]:
    visible = INLINE_CODE.sub(lambda m: " " * len(m.group()), line)
    for match in IMAGE.finditer(visible):
        yield Link(match[2], number, match.start(2) + 1, match[1])


class _Reader:
    """Walks the lines once; knows whether it is inside code or inside blocks."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.body = Body(Section("opening", "", first_line))
        self.section = self.body.opening
        self.open: list[tuple[str, Block]] = []
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
        self.break_off()
        return self.body

    def break_off(self) -> None:
        """What is still open has no end."""
        for _, block in self.open:
            block.closed = False
        self.open = []

    def starts_section(self, line: str) -> bool:
        """A heading inside a block is the block's, but one with an id shows that the block was not closed."""
        return line.startswith("## ") and not self.code_fence and (not self.open or "{#" in line)

    def open_section(self, line: str, number: int) -> None:
        self.break_off()
        match = HEADING.match(line)
        assert match is not None  # it starts with "## "
        self.body.links.extend(_links(line, number))
        identifier, attributes = _attributes(match[3] or "")
        self.section = Section(identifier, match[2], number, attributes)
        self.body.sections.append(self.section)
        if identifier:
            self.body.ids.append((identifier, number))

    def read_line(self, line: str, number: int) -> None:
        fence = FENCE.match(line)
        if fence and (not self.code_fence or line.strip().startswith(self.code_fence)):
            self.code_fence = "" if self.code_fence else fence[1]
            self.keep(line, number)
        elif self.code_fence:
            self.keep(line, number)
        else:
            self.body.links.extend(_links(line, number))
            self.body.pictures.extend(_pictures(line, number))
            if not self.read_block_mark(line, number):
                self.read_text(line, number)

    def read_block_mark(self, line: str, number: int) -> bool:
        """Open or close a block; False for a line that does neither."""
        start, end = BLOCK_START.match(line), BLOCK_END.match(line)
        if self.open and end and end[1] == self.open[-1][0]:
            self.open.pop()
            self.into_blocks(line, number)
        elif start and (not self.open or self.open[-1][1].kind not in RAW_BLOCKS):
            self.into_blocks(line, number)
            block = Block(start[2], start[3] or "", number)
            (self.open[-1][1].inner if self.open else self.section.blocks).append(block)
            self.open.append((start[1], block))
        elif NEAR_BLOCK.match(line):
            self.body.near_blocks.append(number)
            self.into_blocks(line, number)
        else:
            return False
        return True

    def read_text(self, line: str, number: int) -> None:
        self.keep(line, number)
        if self.open:
            block = self.open[-1][1]
            if NEAR_OPTION.match(line) and number == block.line + len(block.options) + 1:
                self.body.near_options.append(number)
        elif line.startswith("### "):
            self.read_subheading(line, number)
        elif NEAR_HEADING.match(line) or self.underlines(line, number):
            self.body.near_headings.append(number)

    def underlines(self, line: str, number: int) -> bool:
        """A row of hyphens makes a heading of the text above it."""
        above = self.lines[number - self.first_line - 1].strip() if number > self.first_line else ""
        return bool(UNDERLINE.match(line) and above and not above.startswith(("|", ">", "-", "*")))

    def keep(self, line: str, number: int) -> None:
        """The line belongs to the blocks around it, or to the section's own text."""
        if self.open:
            self.into_blocks(line, number)
        else:
            self.section.prose += line + "\n"

    def into_blocks(self, line: str, number: int) -> None:
        for _, block in self.open:
            option = OPTION.match(line)
            if option and number == block.line + len(block.options) + 1:
                block.options[option[1]] = option[2]
            elif block.text or line.strip():
                block.text_line = block.text_line or number
                block.text += line + "\n"

    def read_subheading(self, line: str, number: int) -> None:
        match = HEADING.match(line)
        assert match is not None  # it starts with "### "
        identifier, _ = _attributes(match[3] or "")
        self.section.subheadings.append((match[2], identifier, number))
        if identifier:
            self.body.ids.append((identifier, number))


def read_body(text: str, first_line: int = 1) -> Body:
    """Read the source of a page's body that starts on `first_line` of its file."""
    return _Reader(text, first_line).read()
