"""Every instrument's XLSForm through pyxform and ODK Validate."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pyxform.errors import PyXFormError
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert

from courseware.assignments.platforms import platform_files
from support.assignments import tea_visit
from support.java import find_or_install
from support.workbooks import kits

pytestmark = pytest.mark.office


@pytest.fixture(autouse=True, scope="module")
def _java() -> None:
    find_or_install()


def forms(folder: Path) -> list[Path]:
    """The forms of all kits as files. The languages differ in one setting that Validate does not look at."""
    made = []
    for name, kit in kits().items():
        for file, data in platform_files(kit, "zh").items():
            if file.endswith(".xlsx"):
                made.append(folder / f"{name}.{file}")
                made[-1].write_bytes(data)
    return made


def test_odk_validate_takes_every_form(tmp_path: Path) -> None:
    made = forms(tmp_path)
    assert made
    for file in made:
        assert convert(file, validate=True).warnings == [], file.name


def test_odk_validate_would_refuse_shares_that_ask_for_each_other(tmp_path: Path) -> None:
    """The judge judges: this circle was in the form once."""
    file = tmp_path / "form.xlsx"
    file.write_bytes(platform_files(tea_visit(), "zh")["questionnaire.xlsform.xlsx"])
    book = openpyxl.load_workbook(file)
    heads = [cell.value for cell in book["survey"][1]]
    for row in book["survey"].iter_rows():
        if row[heads.index("name")].value == "weights_leaf":
            row[heads.index("required")].value = "${weights_cup} != ''"
    book.save(file)
    with pytest.raises((PyXFormError, ODKValidateError), match="Cycle"):
        convert(file, validate=True)
