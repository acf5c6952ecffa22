"""Every document opened in LibreOffice: its pages, and that each letter finds its way to paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from courseware.assignments.documents import documents
from courseware.assignments.documents.paper import NOT_XML
from courseware.assignments.kits import Kit
from support.assignments import LANGUAGES
from support.office import convert
from support.workbooks import kits

pytestmark = pytest.mark.office
PAGES = {"task": 4, "report": 6, "rubric": 2, "letter": 1}
FORM_PAGES = 4
LEAST_LETTERS = 60
"""On each page but the last: what is pushed to a page of its own leaves an empty one."""

HYPHEN = {"-"}  # which `pdftotext` takes out at the end of a line


def told(command: str, file: Path, *more: str) -> str:
    return subprocess.run([command, str(file), *more], capture_output=True, text=True, check=True).stdout


def words_of(kit: Kit, code: str, name: str) -> str:
    """What has to stand in the document, without spaces."""
    a = kit.assignment
    said = {
        "task": [a.purpose, a.place, *a.ethics, *a.checklist, *(step.output for step in a.steps)],
        "report": [text for one in a.report.sections for text in (one.text, one.hint or one.text)],
        "rubric": [text for one in a.rubric.criteria for text in one.levels.values()],
        "letter": a.letter,
    }.get(name)
    if said is None:
        items = list(kit.instruments[name].items())
        said = [one.text for item in items for one in (*getattr(item, "rows", []), *getattr(item, "options", []))]
    return "".join("".join(NOT_XML.sub("", text[code]).replace("**", "").split()) for text in said)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", sorted(kits()))
def test_documents_print(name: str, code: str, tmp_path: Path) -> None:
    kit = kits()[name]
    files = []
    for file, data in documents(kit, code).items():
        files.append(tmp_path / file)
        files[-1].write_bytes(data)
    for made in convert(files, tmp_path / "pdf", "pdf"):
        pages = told("pdftotext", made, "-").split("\f")[:-1]
        assert len(pages) <= PAGES.get(made.stem, FORM_PAGES), made.name
        assert [page for page in pages[:-1] if len(page) < LEAST_LETTERS] == [], made.name
        shown = set("".join(pages))
        assert "\ufffd" not in shown
        assert set(words_of(kit, code, made.stem)) - shown - HYPHEN == set(), made.name
        assert "(A4)" in told("pdfinfo", made)
        fonts = told("pdffonts", made).splitlines()[2:]
        assert fonts
        assert all(line.split()[-5] == "yes" for line in fonts), made.name  # embedded
