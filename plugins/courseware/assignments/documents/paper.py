"""Building blocks of the .docx files: an A4 document with styles, headings, lists, tables and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from courseware.assignments.archives import reproducible
from courseware.languages import language
from courseware.validation import words_in

Words = str | dict[str, str]
"""Plain words, or words by language."""

SHORT_SIDE, LONG_SIDE, SIDES, ENDS = 21.0, 29.7, 2.0, 1.5
"""A4 and its margins, in centimetres."""
CREATED = datetime(2000, 1, 1)
"""No moment of a build: two builds are to be alike."""
SHORT_TABLE = 12
"""Rows that are kept together."""
BOX = "□"  # in every Chinese font; ☐ is not
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GAP = re.compile("_{2,}")
BLANK = "_" * 10
INK, GREY, LINE, SHADE = "0F5C63", "595959", "808080", "F2F2F2"
LISTS = {"List Number": ("decimal", "%1."), "List Bullet": ("bullet", "•"), "Check List": ("bullet", BOX)}
SIZES = {"Normal": 10.5, "Title": 18.0, "Heading 1": 14.0, "Heading 2": 11.5, "Hint": 9.5, "Cell": 9.5, "Footer": 9.0}


def left_to_fill(words: str) -> str:
    """The words with room to write in each gap."""
    return GAP.sub(BLANK, words)


def width_of(words: str) -> int:
    """How wide the words are set: a Chinese character is as wide as two letters."""
    return sum(2 if letter > "\u2e80" else 1 for letter in words)


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self, title: str, code: str, *, landscape: bool = False) -> None:
        self.code = code
        self.words: dict[str, Any] = language(code)["assignment.paper"]
        self.document: Document = docx.Document(io.BytesIO(_template(code)))
        section = self.document.sections[0]
        sides = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(sides[0]), Cm(sides[1])
        self.width = sides[0] - 2 * SIDES
        """Between the margins, in centimetres."""
        shown = " ".join(NOT_XML.sub("", title).split())
        properties = self.document.core_properties
        properties.title, properties.language = shown[:255], self.words["lang"]  # 255 is the format's limit
        self._footer(shown)

    def save(self) -> bytes:
        """The file, the same bytes whenever it is made of the same words."""
        made = io.BytesIO()
        self.document.save(made)
        return reproducible(made.getvalue())

    def title(self, words: Words) -> Paragraph:
        """The document's own title."""
        return self.paragraph(words, "Title")

    def heading(self, words: Words, level: int = 1, *, new_page: bool = False) -> Paragraph:
        """A heading that stays with what follows it."""
        made = self.paragraph(words, f"Heading {level}", keep=True)
        made.paragraph_format.page_break_before = new_page or None
        return made

    def paragraph(
        self, words: Words = "", style: str = "Normal", *, keep: bool = False, bold: bool = False
    ) -> Paragraph:
        """A paragraph; `keep` holds it on the page of the next one."""
        made = _styled(self.document.add_paragraph(), style)
        made.paragraph_format.keep_with_next = keep or None
        self.write(made, words, bold=bold)
        return made

    def hint(self, words: Words) -> Paragraph:
        """What to do here, in grey."""
        return self.paragraph(words, "Hint", keep=True)

    def listed(self, entries: Sequence[Words], style: str = "List Bullet") -> None:
        """A list; `style` is one of LISTS."""
        for entry in entries:
            self.paragraph(entry, style)

    def lines(self, count: int) -> None:
        """Empty ruled lines across the page."""
        for number in range(count):
            ruled = self.paragraph("\t", "Ruled", keep=number < count - 1)
            ruled.paragraph_format.tab_stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)

    def room(self, count: int = 2) -> None:
        """Empty paragraphs to type in."""
        for _ in range(count):
            self.paragraph()

    def table(
        self, heads: Sequence[Words], rows: Sequence[Sequence[Words]], widths: Sequence[float], least: float = 0
    ) -> Table:
        """A table whose first row repeats on each page; `widths` in centimetres, `least` is the rows' least height."""
        made = self.grid(widths)
        self.row(made, heads, head=True)
        for row in rows:
            self.row(made, row, least=least)
        self.end(made)
        return made

    def grid(self, widths: Sequence[float]) -> Table:
        """A table without rows yet."""
        made: Table = self.document.add_table(0, len(widths), "Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
        return made

    def row(self, table: Table, cells: Sequence[Words], *, head: bool = False, least: float = 0) -> list[_Cell]:
        """One more row, which is never split between pages."""
        made: _Row = table.add_row()  # type: ignore[no-untyped-call]
        _mark(made, "w:cantSplit")
        if head:
            _mark(made, "w:tblHeader")
        if least:
            made.height = Cm(least)
        targets = list(made.cells)
        for cell, words in zip(targets, cells, strict=True):
            self.write(_styled(cell.paragraphs[0], "Cell"), words, bold=head)
            if head:
                shade(cell)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        return targets

    def band(self, table: Table, words: Words) -> None:
        """A row of one cell that names the rows below it, and stays with them."""
        cells = self.row(table, [""] * len(table.columns))
        merged = cells[0].merge(cells[-1])
        for surplus in merged.paragraphs[1:]:
            surplus._element.getparent().remove(surplus._element)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        self.write(merged.paragraphs[0], words, bold=True)
        shade(merged)

    def label(self, cell: _Cell) -> None:
        """Set what is in the cell as the head of its row."""
        for run in cell.paragraphs[0].runs:
            run.bold = True
        shade(cell)

    def end(self, table: Table) -> None:
        """Keep a short table on one page, and leave some room below it."""
        rows = list(table.rows)
        for row in rows[:-1] if len(rows) <= SHORT_TABLE else ():
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        self.space()

    def space(self) -> None:
        """Some room."""
        _styled(self.document.add_paragraph(), "Space")

    def say(self, words: Words) -> str:
        """The words in the document's language."""
        return words if isinstance(words, str) else words_in(words, self.code)[0]

    def write(self, paragraph: Paragraph, words: Words, *, bold: bool = False) -> None:
        """Add the words to a paragraph as they stand: only `**words**` are bold, and lines are kept."""
        found = self.code if isinstance(words, str) else words_in(words, self.code)[1]
        for number, part in enumerate(NOT_XML.sub("", self.say(words)).split("**")):
            if part:
                run = paragraph.add_run(part)
                run.bold = bold or number % 2 == 1 or None
                if found != self.code:
                    run._element.get_or_add_rPr().append(_lang(found))

    def _footer(self, title: str) -> None:
        footer = self.document.sections[0].footer
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = re.split(r"\{pages?\}", self.words["page"])
        paragraph.add_run(f"{title}　{before}")
        _field(paragraph, "PAGE")
        paragraph.add_run(between)
        _field(paragraph, "NUMPAGES")
        paragraph.add_run(after)


def _styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give it a style of our template; the library would look through all styles each time."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def centred(cells: Sequence[_Cell]) -> None:
    """Set what is in these cells in the middle."""
    for cell in cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def shade(cell: _Cell) -> None:
    """A light grey ground."""
    properties = cell._element.get_or_add_tcPr()
    ground = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
    later = properties.find(qn("w:vAlign"))
    if later is None:
        properties.append(ground)
    else:
        later.addprevious(ground)


def boxed(paragraph: Paragraph) -> None:
    """A thin frame around a paragraph."""
    ends = "".join(f'<w:{end} w:val="single" w:sz="4" w:space="4" w:color="808080"/>' for end in _sides())
    paragraph._element.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{ends}</w:pBdr>"))


def _sides() -> Iterator[str]:
    yield from ("top", "left", "bottom", "right")


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the word processor computes."""
    shown = "<w:r><w:t>1</w:t></w:r>"
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}">{shown}</w:fldSimple>'
    paragraph._element.append(parse_xml(field))


def _lang(code: str) -> Any:
    tag = language(code)["assignment.paper.lang"]
    return parse_xml(f'<w:lang {nsdecls("w")} w:val="{tag}" w:eastAsia="{tag}"/>')


@cache
def _template(code: str) -> bytes:
    """An empty document: the library's own without what is not used, with fonts that do not hang on a theme."""
    document: Document = docx.Document()
    words = language(code)["assignment.paper"]
    _drop_parts(document)
    _set_styles(document, words)
    _set_lists(document)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(SIDES)
    section.top_margin = section.bottom_margin = Cm(ENDS)
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = CREATED
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else the word processor calls it a file of an old version
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), words["han_lang"])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _drop_parts(document: Document) -> None:
    """The library's file brings a picture of itself and copies of its styles along."""
    for holder in (document.part.package.rels, document.part.rels):
        for name, relation in list(holder.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("thumbnail", "stylesWithEffects", "customXml"):
                del holder[name]


def _set_styles(document: Document, words: dict[str, Any]) -> None:
    styles = document.styles
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for name in ("Hint", "Cell", "Option", "Ruled", "Space", "Check List"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    fonts = words["fonts"]
    _set_fonts(styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rPr')}"), fonts["latin"], fonts["han"])
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), words["lang"])
        lang.set(qn("w:eastAsia"), words["han_lang"])
    for name in SIZES:
        _set_type(styles[name], name, fonts)
    for border in styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), LINE)
    styles["Hint"].font.color.rgb = RGBColor.from_string(GREY)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    spaces = {
        "Normal": (0, 4), "Title": (0, 8), "Heading 1": (12, 4), "Heading 2": (9, 4), "Hint": (0, 4),
        "Cell": (1.5, 1.5), "Option": (0, 2), "Ruled": (0, 0), "Space": (0, 0),
    }  # fmt: skip
    for name, (before, after) in spaces.items():
        style = styles[name].paragraph_format
        style.space_before, style.space_after = Pt(before), Pt(after)
        style.line_spacing = {"Normal": 1.2, "Ruled": 1.4, "Space": 0.5}.get(name, 1.1)


def _set_type(style: Any, name: str, fonts: dict[str, str]) -> None:
    """Size, weight, fonts and colour of a style."""
    style.font.size = Pt(SIZES[name])
    heading = name.startswith(("Title", "Heading"))
    style.font.bold = heading or None
    style.font.italic = None
    latin, han = ("latin_heading", "han_heading") if heading else ("latin", "han")
    _set_fonts(style.element.get_or_add_rPr(), fonts[latin], fonts[han])
    if heading:
        style.font.color.rgb = RGBColor.from_string(INK if name != "Title" else "000000")
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _set_fonts(properties: Any, latin: str, han: str) -> None:
    """Both scripts' fonts by name, without the theme's."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for kind, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", han)):
        fonts.set(qn(f"w:{kind}"), name)
    properties.insert(0, fonts)


def _set_lists(document: Document) -> None:
    """Lists of our own: numbers, points, and boxes to tick."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for number, (kind, mark) in enumerate(LISTS.values(), 1):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
                '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr>'
                '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl></w:abstractNum>'
            )
        )
    for number, name in enumerate(LISTS, 1):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
        properties = document.styles[name].element.get_or_add_pPr()
        for kind in ("w:numPr", "w:ind", "w:tabs"):
            for old in properties.findall(qn(kind)):
                properties.remove(old)
        properties.get_or_add_numPr().get_or_add_numId().val = number
