"""The workbook: its formulas give the figures of the reference, whatever is typed, and nothing typed is computed."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from courseware.assignments import workbook as package
from courseware.assignments.archives import reproducible
from courseware.assignments.kits import Kit
from courseware.assignments.responses import Response
from courseware.assignments.workbook import result_cells, workbook
from courseware.assignments.workbook.layout import FIRST_ROW, layout_of, letters, sheet_names
from courseware.assignments.workbook.options import options_of
from courseware.languages import language
from support.assignments import LANGUAGES, kit_of, responses, tea_visit
from support.workbooks import Recalculated, differences, generated, kits, read

ROWS = 7
FEW_ROWS = 4
"""Of the larger assignments: LibreOffice computes all rows of theirs (tests/office)."""
# Known to Excel since 2010, to WPS and to LibreOffice, and none of them an array of its own.
FUNCTIONS = set(
    "ABS AND AVERAGE AVERAGEIFS COUNT COUNTA COUNTIF COUNTIFS IF IFERROR INDEX INT ISNUMBER LOWER MATCH MAX MEDIAN MIN "
    "NA OR SQRT STDEV SUM SUMPRODUCT TINV VALUE".split()
)
HOSTILE = (
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<img src=x onerror=alert(1)>",
    "{=1}",
    "x" * 2000,
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    return Recalculated(tea_visit(), "zh", tmp_path_factory.mktemp("tea"), ROWS)


@cache
def loaded(code: str, formulas: bool = True) -> Any:
    kit = tea_visit()
    return openpyxl.load_workbook(io.BytesIO(workbook(kit, code, kit.sample)), data_only=not formulas)


def first(data: list[Response], rows: int) -> list[Response]:
    """The first responses to each instrument."""
    found: dict[str, list[Response]] = {}
    for one in data:
        found.setdefault(one.instrument, []).append(one)
    return [one for some in found.values() for one in some[:rows]]


@pytest.mark.parametrize("name", kits())
def test_sample_figures_are_those_of_the_reference(name: str, tmp_path: Path) -> None:
    kit = kits()[name]
    data = first(kit.sample, FEW_ROWS)
    assert differences(kit, "en", data, Recalculated(kit, "en", tmp_path, FEW_ROWS)(data)) == []


@pytest.mark.parametrize("seed", range(10))
def test_generated_figures_are_those_of_the_reference(tea: Recalculated, seed: int) -> None:
    data = generated(tea.kit, seed, ROWS)
    assert differences(tea.kit, "zh", data, tea(data)) == []


def answers(kit: Kit, value: str, rows: int) -> list[Response]:
    """Responses that hold the same everywhere: a rating's lowest or highest value, or `na` where it may be."""
    made = []
    for name, sheet in layout_of(kit, "zh", ROWS).data.items():
        row = {}
        for column in sheet.form["columns"]:
            limits = sheet.form["limits"].get(column["name"], {})
            if value == "na":
                row[column["name"]] = "na" if limits.get("na") else ""
            elif column["kind"] == "single":
                row[column["name"]] = limits["options"][0 if value == "min" else -1]
            elif column["kind"] in ("scale", "number"):
                row[column["name"]] = f"{limits.get(value) or 0:g}"
        made += responses(kit, name, [row] * rows)
    return made


@pytest.mark.parametrize("value", ["min", "max", "na"])
@pytest.mark.parametrize("rows", [0, 1, 2, ROWS])
def test_edges_are_those_of_the_reference(tea: Recalculated, value: str, rows: int) -> None:
    data = answers(tea.kit, value, rows)
    assert differences(tea.kit, "zh", data, tea(data)) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_shows_the_figures_before_it_is_recalculated(code: str) -> None:
    kit = tea_visit()
    assert differences(kit, code, kit.sample, read(workbook(kit, code, kit.sample))) == []


def test_codes_and_numbers_pasted_as_text_count_like_what_is_chosen(tea: Recalculated) -> None:
    kit, data = tea.kit, first(tea.kit.sample, ROWS)
    typed: dict[tuple[str, str], Any] = {}
    for name, sheet in tea.layout.data.items():
        for row, response in zip(sheet.rows, [one for one in data if one.instrument == name], strict=False):
            for column, value in response.answers.items():
                typed[sheet.name, f"{letters(sheet.columns[column])}{row}"] = value
    assert any(isinstance(value, str) and value.isdigit() for value in typed.values())
    assert differences(kit, "zh", data, tea(data, typed)) == []


def cell(tea: Recalculated, instrument: str, column: str, row: int) -> tuple[str, str]:
    sheet = tea.layout.data[instrument]
    index = (sheet.columns | sheet.fixed)[column]
    return sheet.name, f"{letters(index)}{FIRST_ROW + row}"


@pytest.mark.parametrize(
    ("instrument", "column", "value", "says"),
    [
        ("observation", "response", "same", "twice"),
        ("observation", "digest", "v0000000", "other"),
        ("observation", "instrument", "questionnaire", "other"),
        ("questionnaire", "consent", "", "no_consent"),
    ],
)
def test_a_row_that_is_not_used_changes_nothing_and_says_why(
    tea: Recalculated, instrument: str, column: str, value: str, says: str
) -> None:
    data = first(tea.kit.sample, 4)
    own = [one for one in data if one.instrument == instrument]
    typed = {cell(tea, instrument, column, 3): own[0].response if value == "same" else value}
    cells = tea(data, typed)
    assert differences(tea.kit, "zh", [one for one in data if one is not own[3]], cells) == []
    sheet = tea.layout.data[instrument].name
    checked = [cells(sheet, f"A{FIRST_ROW + row}") for row in range(ROWS)]
    words = language("zh")["assignment.workbook"]
    assert checked == [words["used"]] * 3 + [words[says]] + [""] * (ROWS - 4)


@pytest.mark.parametrize(
    ("instrument", "column", "value"),
    [
        ("observation", "r1", 6),
        ("observation", "r1", 2.5),
        ("observation", "r1", "=1+1"),
        ("observation", "guests", -1),
        ("observation", "period", "noon"),
    ],
)
def test_a_value_that_cannot_be_used_is_left_out_and_named(
    tea: Recalculated, instrument: str, column: str, value: object
) -> None:
    data = first(tea.kit.sample, 4)
    place = cell(tea, instrument, column, 0)
    cells = tea(data, {place: value})
    at = next(one for one in data if one.instrument == instrument)
    kept = {name: answer for name, answer in at.answers.items() if name != column}
    without = Response(at.response, at.instrument, at.digest, at.recorded, at.member, at.consent, kept)
    assert differences(tea.kit, "zh", [without if one is at else one for one in data], cells) == []
    words = language("zh")["assignment.workbook"]
    assert cells(place[0], f"A{FIRST_ROW}") == words["refused"].format(count=1)


def test_shares_that_do_not_add_up_are_named(tea: Recalculated) -> None:
    data = first(tea.kit.sample, 4)
    sheet = tea.layout.data["questionnaire"]
    one = sheet.form["sums"][0]
    typed = {cell(tea, "questionnaire", name, 0): 7 for name in one["columns"]}
    said = tea(data, typed)(sheet.name, f"A{FIRST_ROW}")
    words = language("zh")["assignment.workbook"]
    assert said == words["sum"].format(sum=7 * len(one["columns"]), total=one["total"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_small_sample_says_so(code: str, tmp_path: Path) -> None:
    kit = tea_visit()
    sheet = layout_of(kit, code, ROWS).results["gaps"]
    least = next(plan["least"] for plan in kit.plans if plan["id"] == "gaps")
    assert least > ROWS
    data = first(kit.sample, 3)
    flag = language(code)["assignment.small"].format(n=3, least=least)
    assert Recalculated(kit, code, tmp_path, 3)(data)(sheet, "A3") == flag
    assert read(workbook(kit, code, data))(sheet, "A3") == flag


def test_every_figure_is_a_formula() -> None:
    kit, book = tea_visit(), loaded("zh")
    blank = {("gaps", "groups", "overall", "expected"), ("gaps", "groups", "overall", "perceived")}
    blank |= {("causes", "causes", "total", "cumulative")}
    plain = {
        key
        for key, (sheet, at) in result_cells(kit, "zh").items()
        if book[sheet][at].data_type != "f" and key[2:] != ("total", "")
    }
    assert plain == blank


def test_formulas_use_what_every_program_knows() -> None:
    for page in loaded("zh"):
        for row in page.iter_rows():
            for one in row:
                if one.data_type == "f":
                    code = re.sub(r'"[^"]*"|\'[^\']*\'', "", str(one.value))
                    assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", code)) <= FUNCTIONS, one.value
                    assert len(str(one.value)) < 8192


def test_what_somebody_typed_is_never_a_formula() -> None:
    kit = tea_visit()
    sheet = layout_of(kit, "zh", ROWS).data["interview"]
    columns = [column["name"] for column in sheet.form["columns"] if column["kind"] == "text"]
    rows = [{"member": text, columns[0]: text, columns[1]: text} for text in HOSTILE]
    data = responses(kit, "interview", rows)
    page = openpyxl.load_workbook(io.BytesIO(workbook(kit, "zh", data)))[sheet.name]
    for number, text in enumerate(HOSTILE):
        for name in ("member", columns[0], columns[1]):
            index = (sheet.columns | sheet.fixed)[name]
            found = page.cell(FIRST_ROW + number, index + 1)
            assert (found.value, found.data_type) == (text, "s")
            assert found.hyperlink is None


def test_words_of_the_assignment_are_never_a_formula() -> None:
    parts = {"title": {"zh": "=1+1", "en": "=1+1"}, "groups": [
        {"id": name, "zh": f'=HYPERLINK("{name}")', "en": f"@{name}"} for name in ("room", "host", "leaf", "cup")
    ]}  # fmt: skip
    kit = kit_of(parts)
    book = openpyxl.load_workbook(io.BytesIO(workbook(kit, "zh")))
    sheet, at = result_cells(kit, "zh")["means", "groups", "room", "quiet"]
    label = book[sheet][f"A{at[1:]}"]
    assert (label.value, label.data_type) == ('=HYPERLINK("room")', "s")


def test_entry_cells_are_open_and_all_others_protected_without_a_password() -> None:
    kit, book = tea_visit(), loaded("zh")
    layout = layout_of(kit, "zh", package.ROWS)
    for page in book:
        assert page.protection.sheet
        assert page.protection.password is None
    open_cells = 0
    for sheet in layout.data.values():
        entries = {*sheet.fixed.values(), *sheet.columns.values()}
        for row in book[sheet.name].iter_rows():
            for one in row:
                is_entry = one.row in sheet.rows and one.column - 1 in entries
                assert one.protection.locked != is_entry, one.coordinate
                open_cells += is_entry
        assert len(sheet.rows) >= 200
        assert book[sheet.name].freeze_panes == f"C{FIRST_ROW}"
        assert book[sheet.hidden].sheet_state == "hidden"
    assert open_cells > 200 * len(layout.data)


def test_each_column_takes_what_its_limits_allow() -> None:
    kit, book = tea_visit(), loaded("en")
    sheet = layout_of(kit, "en", package.ROWS).data["observation"]
    page = book[sheet.name]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}

    def rule(column: str) -> Any:
        letter = letters(sheet.columns[column])
        return rules[f"{letter}{sheet.rows[0]}:{letter}{sheet.rows[-1]}"]

    assert rule("r1").formula1 == '"1,2,3,4,5,na"'
    house = next(one for one in options_of(kit, "en") if one.column == "house")
    assert rule("house").formula1 == house.ranges("Options")[0]
    assert [book["Options"].cell(house.top + n, 3).value for n in range(2)] == list(house.words.values())
    guests = f"{letters(sheet.columns['guests'])}{FIRST_ROW}"
    assert rule("guests").formula1 == f"IF(ISNUMBER({guests}),AND({guests}>=0,{guests}=INT({guests})),FALSE)"
    assert rule("day").type == "date"


def test_pages_are_a4_and_fonts_those_of_the_language() -> None:
    for code, font in (("zh", "Microsoft YaHei"), ("en", "Calibri")):
        book = loaded(code)
        for page in book:
            assert page.page_setup.paperSize == package.A4
            fonts = {one.font.name for row in page.iter_rows(max_row=20) for one in row}
            assert fonts == {font}
    charts = [name for name in archive("zh").namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 7
    assert all(b"Microsoft YaHei" in archive("zh").read(name) for name in charts)


def archive(code: str) -> zipfile.ZipFile:
    kit = tea_visit()
    return zipfile.ZipFile(io.BytesIO(workbook(kit, code, kit.sample)))


def test_it_has_no_macros_and_links_to_nothing_outside() -> None:
    names = archive("zh").namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]
    links = [name for name in names if name.endswith(".rels")]
    assert not [name for name in links if b'TargetMode="External"' in archive("zh").read(name)]


def test_the_same_data_make_the_same_bytes() -> None:
    kit = tea_visit()
    assert workbook(kit, "zh", kit.sample) == workbook(kit, "zh", list(kit.sample))


def test_an_archive_is_the_same_whenever_it_was_made() -> None:
    def made(year: int, system: int) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as new:
            for name in ("b", "a"):
                entry = zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0))
                entry.create_system, entry.external_attr = system, system << 16
                new.writestr(entry, name * 100)
        return data.getvalue()

    assert made(2001, 3) != made(2002, 0)
    assert reproducible(made(2001, 3)) == reproducible(made(2002, 0))
    assert zipfile.ZipFile(io.BytesIO(reproducible(made(2001, 3)))).namelist() == ["b", "a"]


def test_there_is_room_for_more_than_the_responses_that_it_is_made_with() -> None:
    kit = tea_visit()
    data = responses(kit, "volumes", [{"pots": 1}] * 250)
    book = openpyxl.load_workbook(io.BytesIO(workbook(kit, "zh", data)))
    page = book[layout_of(kit, "zh", 200).data["volumes"].name]
    assert page.max_row == FIRST_ROW - 1 + 250 + package.SPARE_ROWS


def test_names_of_sheets_are_short_and_no_two_alike() -> None:
    long = "A rather long title of a statistic"
    assert sheet_names(["Log", "log", "a/b: c?", "''", long, long]) == [
        *("Log", "log 2", "a b c", "–", "A rather long title of a statis", "A rather long title of a stat 2"),
    ]  # fmt: skip


def test_options_with_like_words_can_be_told_apart() -> None:
    instruments = """
instruments:
  - id: volumes
    kind: counts
    title: {zh: 数, en: Counts}
    parts:
      - items:
          - id: kind
            type: single
            zh: 哪种？
            en: Which?
            options:
              - {id: one, zh: 茶, en: Tea}
              - {id: two, zh: 茶, en: TEA}
              - {id: three, zh: 红茶?, en: one}
"""
    kit = kit_of(instruments)
    assert list(options_of(kit, "zh")[0].words.values()) == ["茶 (one)", "茶 (two)", "红茶？"]
    assert list(options_of(kit, "en")[0].words.values()) == ["Tea (one)", "TEA (two)", "one (three)"]
