"""The .docx files: all that is to be said stands in them, as text, in styles that Word and screen readers know."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm

from courseware.assignments.documents import documents
from courseware.assignments.documents.paper import BLANK, BOX
from courseware.assignments.form_view import FormView
from courseware.assignments.instruments import MatrixItem, MultipleItem, SingleItem, SumItem
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.scoring import score
from courseware.languages import language
from support.assignments import LANGUAGES, kit_of, tea_visit
from support.sites import ROOT

INSTRUMENTS = ["observation", "questionnaire", "workshop", "complaints", "volumes", "interview"]
SHEETS = ["task", "report", "rubric", "letter"]
NAMES = [f"{name}.docx" for name in (*SHEETS, *INSTRUMENTS)]
HOSTILE = "<w:p/>&amp; {{ 7*7 }} ${x} =HYPERLINK(1) <img src=x onerror=alert(1)>"


@cache
def files(code: str) -> dict[str, bytes]:
    return documents(tea_visit(), code)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text_of(document: Document) -> str:
    """All words in order, those in tables too; a line a paragraph."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(_shown(part) for part in one.iter()) for one in paragraphs)


def _shown(part: Any) -> str:
    if part.tag == qn("w:t"):
        return part.text or ""
    return {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(part.tag, "")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("**", ""))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_document_is_made(code: str) -> None:
    assert sorted(files(code)) == sorted(NAMES)


def test_the_bytes_are_the_same_in_another_process() -> None:
    script = (
        "import hashlib\nfrom courseware.assignments.documents import documents\n"
        "from support.assignments import tea_visit\n"
        "made = documents(tea_visit(), 'zh')\n"
        "print(hashlib.sha256(b''.join(made[name] for name in sorted(made))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONPATH": str(ROOT / "tests")}
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert made.stdout.strip() == hashlib.sha256(b"".join(files("zh")[name] for name in sorted(NAMES))).hexdigest()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_a4_and_numbered_and_the_document_says_what_it_is(code: str, name: str) -> None:
    document = opened(files(code)[name])
    section = document.sections[0]
    sides = tuple(round(side.cm, 1) for side in (section.page_width, section.page_height))
    assert sides == ((29.7, 21) if name == "rubric.docx" else (21, 29.7))
    assert (section.orientation == WD_ORIENT.LANDSCAPE) == (name == "rubric.docx")
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    properties = document.core_properties
    assert properties.language == language(code)["assignment.paper.lang"]
    assert properties.title
    assert properties.title in text_of(document)
    assert document.paragraphs[0].style.name == "Title"
    assert "python-docx" not in part(files(code)[name], "docProps/core.xml")
    assert "thumbnail" not in part(files(code)[name], "_rels/.rels")


@pytest.mark.parametrize("code", LANGUAGES)
def test_fonts_of_both_scripts_are_named_and_hang_on_no_theme(code: str) -> None:
    document = opened(files(code)["task.docx"])
    fonts = language(code)["assignment.paper.fonts"]
    defaults = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Hint", "Cell", "Footer"):
        style = document.styles[name]
        while (own := style.element.find(f".//{qn('w:rFonts')}")) is None and style.base_style is not None:
            style = style.base_style
        found = defaults if own is None else own
        kind = "_heading" if name.startswith(("Title", "Heading")) else ""
        assert found.get(qn("w:ascii")) == found.get(qn("w:hAnsi")) == fonts[f"latin{kind}"], name
        assert found.get(qn("w:eastAsia")) == fonts[f"han{kind}"], name
        assert not [key for key in dict(found.items()) if "heme" in key], name
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == {"zh": "zh-CN", "en": "en-GB"}[code]
    assert lang.get(qn("w:eastAsia")) == "zh-CN"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_rows_stay_whole_and_heads_come_back_on_the_next_page(code: str, name: str) -> None:
    for table in opened(files(code)[name]).tables:
        rows = table._tbl.tr_lst
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        has_head = len(table.columns) > 2 and len(rows) > 1
        assert heads[0] or not has_head
        assert not any(heads[1:])


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", INSTRUMENTS)
def test_all_that_is_asked_stands_in_the_form(code: str, name: str) -> None:
    kit = tea_visit()
    instrument = kit.instruments[name]
    said = plain(text_of(opened(files(code)[f"{name}.docx"]))).replace("\u00a0", " ")
    for item in instrument.items():
        if not isinstance(item, MatrixItem) or len(item.scales) == 1:
            assert plain(item.text[code]) in said
        if item.hint:
            assert plain(item.hint[code]) in said
        if isinstance(item, SingleItem | MultipleItem):
            assert all(f"{BOX} {option.text[code]}" in said for option in item.options)
        for one in [*getattr(item, "rows", []), *getattr(item, "shares", [])]:
            assert said.count(one.text[code]) >= len(getattr(item, "scales", [1]))
    for page in FormView(kit, instrument, code).pages:
        for words in (page.title, page.intro):
            assert not words or plain(words[code]) in said


def test_a_matrix_has_each_step_in_each_row_and_room_for_what_was_seen() -> None:
    table = next(table for table in opened(files("zh")["observation.docx"]).tables if len(table.columns) > 3)
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == ["项目", "1", "2", "3", "4", "5", "不适用", "看到了什么"]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert rows[0] == ["环境"] * 8  # one cell across
    assert rows[1] == ["R1 门口看得懂指引", "1", "2", "3", "4", "5", BOX, ""]
    assert table.rows[2].height >= Cm(1)


def test_a_matrix_on_two_scales_is_asked_twice_without_its_groups() -> None:
    document = opened(files("zh")["questionnaire.docx"])
    tables = [table for table in document.tables if len(table.columns) == 9]
    assert [len(table.rows) for table in tables] == [5, 5]
    said = text_of(document)
    assert said.index("一家好茶馆应当做到") < said.index("这家茶馆实际是这样")


@pytest.mark.parametrize("code", LANGUAGES)
def test_consent_comes_before_the_first_question(code: str) -> None:
    kit = tea_visit()
    consent = f"{BOX} {kit.assignment.consent[code]}"
    for name, instrument in kit.instruments.items():
        paragraphs = [paragraph.text for paragraph in opened(files(code)[f"{name}.docx"]).paragraphs]
        assert (paragraphs[1] == consent) == instrument.consent
        assert paragraphs.count(consent) == instrument.consent


def test_a_sum_has_a_row_a_share_and_its_total() -> None:
    item = next(one for one in tea_visit().instruments["questionnaire"].items() if isinstance(one, SumItem))
    table = next(one for one in opened(files("zh")["questionnaire.docx"]).tables if len(one.columns) == 2)
    assert [row.cells[0].text for row in table.rows[1:]] == [*(share.text["zh"] for share in item.shares), "合计"]
    assert table.rows[-1].cells[1].text == "100"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_task_sheet_says_what_the_assignment_says(code: str) -> None:
    a = tea_visit().assignment
    document = opened(files(code)["task.docx"])
    said = plain(text_of(document))
    words = [a.purpose, a.place, a.sample, *a.ethics, *a.hand_in, *a.checklist, a.report.length]
    words += [text for role in a.roles for text in (role.text, role.does)]
    words += [text for step in a.steps for text in (step.text, step.output)]
    assert [text[code] for text in words if plain(text[code]) not in said] == []
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert {styles[plain(rule[code])] for rule in a.ethics} == {"List Number"}
    assert {styles[plain(one[code])] for one in a.checklist} == {"Check List"}
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    parts = language(code)["assignment.parts"]
    assert headings == [parts[one] for one in ("steps", "roles", "ethics", "report", "hand-in", "checklist")]


def test_lists_are_lists() -> None:
    document = opened(files("zh")["task.docx"])
    numbering = document.part.numbering_part.element
    marks = {}
    for name in ("List Number", "List Bullet", "Check List"):
        number = document.styles[name].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
        found = numbering.find(f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{number}']")
        marks[name] = found.find(f".//{qn('w:lvlText')}").get(qn("w:val"))
    assert marks == {"List Number": "%1.", "List Bullet": "•", "Check List": BOX}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_has_headings_hints_and_a_table_for_every_figure(code: str) -> None:
    kit = tea_visit()
    document = opened(files(code)["report.docx"])
    paragraphs = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    for section in kit.assignment.report.sections:
        at = paragraphs.index(("Heading 1", section.text[code]))
        if section.hint:
            assert paragraphs[at + 1] == ("Hint", section.hint[code])
    labels = Labels(kit, code)
    tables = iter(document.tables[1:])
    for figures in score(kit.plans, []):
        for one in figures.tables:
            table = next(tables)
            name = figures.statistic
            assert ("Heading 2", labels.table(name, one.name)) in paragraphs
            heads = [cell.text for cell in table.rows[0].cells[1:]]
            assert heads == [labels.column(name, one.name, column) for column in one.columns]
            rows = [row.cells[0].text for row in table.rows[1:]]
            assert rows == [labels.row(name, one.name, row) for row in one.rows]
            assert {cell.text for row in table.rows[1:] for cell in row.cells[1:]} == {""}
    assert next(tables, None) is None
    assert len(document.tables[0].rows) == 1 + kit.assignment.group.max


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_grading_sheet_has_levels_weights_the_mix_and_a_line_a_member(code: str) -> None:
    kit = tea_visit()
    levels, scores, members = opened(files(code)["rubric.docx"]).tables
    rubric = kit.assignment.rubric
    for criterion, row in zip(rubric.criteria, levels.rows[1:], strict=True):
        told = [criterion.levels[level.id][code] for level in rubric.levels]
        assert [cell.text for cell in row.cells] == [f"{criterion.text[code]} {criterion.weight}%", *told]
    assert [row.cells[1].text for row in scores.rows[1:3]] == ["60%", "40%"]
    assert [cell.text for cell in scores.rows[-2].cells[2:]] == ["60%", "25%", "15%"]
    assert len(members.rows) == 1 + kit.assignment.group.max


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_letter_has_room_to_write_in_each_gap(code: str) -> None:
    said = text_of(opened(files(code)["letter.docx"]))
    letter = tea_visit().assignment.letter
    for paragraph in letter:
        assert paragraph[code].replace("____", BLANK) in said
    assert language(code)["assignment.paper.school"] in said


def test_what_an_author_pasted_stays_text() -> None:
    words = f"{HOSTILE}\x00\x0b\x1f\ud800\ufffe **bold** {'长' * 10000}"
    kit = tea_visit()
    hostile = Kit(kit.id, kit.path, _replaced(kit.assignment, words), kit.samples)
    for name, data in documents(hostile, "zh").items():
        said = text_of(opened(data))
        assert HOSTILE in said, name
        assert "bold" in said
        assert "**" not in said
        assert "长" * 10000 in said.replace("\t", "")


def _replaced(model: Any, words: str) -> Any:
    """The model with these words in place of all that are a language's."""
    if isinstance(model, dict):
        return {"zh": words} if "zh" in model else {key: _replaced(one, words) for key, one in model.items()}
    if isinstance(model, list):
        return [_replaced(one, words) for one in model]
    if hasattr(model, "model_copy"):
        fields = type(model).model_fields
        return model.model_copy(update={name: _replaced(getattr(model, name), words) for name in fields})
    return model


def test_words_in_another_language_are_marked_as_such() -> None:
    kit = kit_of("purpose:\n  zh: 看一看\n")
    document = opened(documents(kit, "en")["task.docx"])
    run = next(paragraph for paragraph in document.paragraphs if paragraph.text == "看一看").runs[0]
    assert run._element.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"
    own = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Ask the owner")).runs[0]
    assert own._element.find(f".//{qn('w:lang')}") is None
