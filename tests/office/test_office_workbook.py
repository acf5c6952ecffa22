"""The workbook in LibreOffice: its figures are those of the reference in every kit and both languages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from courseware.assignments.kits import Kit
from courseware.assignments.responses import Response
from courseware.assignments.workbook import workbook
from courseware.assignments.workbook.entries import USED
from courseware.assignments.workbook.layout import FIRST_ROW, layout_of
from courseware.languages import language
from support.assignments import LANGUAGES, tea_visit
from support.office import NEVER, convert
from support.workbooks import differences, generated, kits, read

pytestmark = pytest.mark.office
ROWS = 40


def forgotten(data: bytes) -> bytes:
    """The workbook without the values that it shows before it is recalculated."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(b"</f><v>[^<]*</v>", b"</f>", old.read(name)))
    return made.getvalue()


def reference_sets() -> dict[str, dict[str, tuple[Kit, str, list[Response]]]]:
    """What is computed together, by name: a kit in both languages and without responses, and generated responses."""
    sets = {
        name: {**{code: (kit, code, kit.sample) for code in LANGUAGES}, "none": (kit, "zh", [])}
        for name, kit in kits().items()
    }
    tea = tea_visit()
    return {**sets, "generated": {f"seed {seed}": (tea, "zh", generated(tea, seed, ROWS)) for seed in range(10)}}


@pytest.mark.parametrize("group", [*kits(), "generated"])
def test_figures_are_those_of_the_reference(group: str, tmp_path: Path) -> None:
    sets = reference_sets()[group]
    for name, (kit, code, data) in sets.items():
        (tmp_path / f"{name}.xlsx").write_bytes(forgotten(workbook(kit, code, data)))
    sources = [tmp_path / f"{name}.xlsx" for name in sets]
    made = convert(sources, tmp_path / "opened", "xlsx")
    wrong = {
        name: differences(kit, code, data, read(file))
        for (name, (kit, code, data)), file in zip(sets.items(), made, strict=True)
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_it_is_computed_where_nothing_is_recalculated_on_opening(tmp_path: Path) -> None:
    """LibreOffice leaves the values alone that a file brings along: what has none is computed all the same."""
    kit = tea_visit()
    source = tmp_path / "book.xlsx"
    source.write_bytes(workbook(kit, "zh", kit.sample))
    cells = read(convert([source], tmp_path / "opened", "xlsx", NEVER)[0])
    assert differences(kit, "zh", kit.sample, cells) == []
    words = language("zh")["assignment.workbook"]
    for name, sheet in layout_of(kit, "zh", 200).data.items():
        if kit.samples.get(name):
            assert cells(sheet.hidden, f"A{FIRST_ROW}") == USED
            assert cells(sheet.name, f"A{FIRST_ROW}") == words["used"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_opens_to_be_printed(code: str, tmp_path: Path) -> None:
    kit = tea_visit()
    source = tmp_path / "book.xlsx"
    source.write_bytes(workbook(kit, code, kit.sample))
    made = convert([source], tmp_path / "opened", "pdf")[0]
    assert made.read_bytes().startswith(b"%PDF")
