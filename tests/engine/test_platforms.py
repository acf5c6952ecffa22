"""Forms for survey platforms: pyxform takes them, names lead back to our columns, and pasted words stay words."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyxform.xls2xform import convert

from courseware.assignments.fields import form_of
from courseware.assignments.instruments import MatrixItem, SumItem
from courseware.assignments.kits import Kit
from courseware.assignments.platforms import platform_files, question_names
from courseware.assignments.responses import read_responses, write_csv
from support.assignments import LANGUAGES, kit_of, tea_visit
from support.sites import ROOT

INSTRUMENTS = ["observation", "questionnaire", "workshop", "complaints", "volumes", "interview"]
HOSTILE = "${x} =HYPERLINK(1) <img src=x onerror=alert(1)> 甲[单选题]\n\n乙\n===\n{_} ___ #1 *x*"
Sheets = dict[str, list[dict[str, str]]]


@cache
def files(code: str) -> dict[str, bytes]:
    return platform_files(tea_visit(), code)


def sheets(data: bytes) -> Sheets:
    """The rows of each sheet of an XLSForm by their heads; formulas would show as such."""
    found: Sheets = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        heads, *rows = sheet.iter_rows()
        for cell in [cell for row in rows for cell in row]:
            assert cell.data_type in ("s", "n")
            assert cell.value is None or isinstance(cell.value, str)
        names = [cell.value for cell in heads]
        found[sheet.title] = [
            {str(name): cell.value for name, cell in zip(names, row, strict=True) if cell.value} for row in rows
        ]
    return found


@cache
def survey(name: str, code: str = "zh") -> Sheets:
    return sheets(files(code)[f"{name}.xlsform.xlsx"])


def asked(name: str) -> dict[str, dict[str, str]]:
    """The questions by their name."""
    return {row["name"]: row for row in survey(name)["survey"] if "name" in row}


def hostile() -> Kit:
    """Every word of the instruments is hostile."""
    words = HOSTILE

    def replaced(model: Any) -> Any:
        if isinstance(model, dict):
            return {"zh": words} if "zh" in model else {key: replaced(one) for key, one in model.items()}
        if isinstance(model, list):
            return [replaced(one) for one in model]
        if hasattr(model, "model_copy"):
            names = type(model).model_fields
            return model.model_copy(update={name: replaced(getattr(model, name)) for name in names})
        return model

    kit = tea_visit()
    return Kit(kit.id, kit.path, replaced(kit.assignment), kit.samples)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_instrument_is_an_xlsform_and_each_questionnaire_a_text(code: str) -> None:
    names = [f"{name}.xlsform.xlsx" for name in INSTRUMENTS]
    assert sorted(files(code)) == sorted([*names, "questionnaire.wjx.txt"])
    assert files(code)["questionnaire.wjx.txt"] == files("zh")["questionnaire.wjx.txt"]


def test_the_bytes_are_the_same_in_another_process() -> None:
    script = (
        "import hashlib\nfrom courseware.assignments.platforms import platform_files\n"
        "from support.assignments import tea_visit\n"
        "made = platform_files(tea_visit(), 'en')\n"
        "print(hashlib.sha256(b''.join(made[name] for name in sorted(made))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONPATH": str(ROOT / "tests")}
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert (
        made.stdout.strip() == hashlib.sha256(b"".join(files("en")[name] for name in sorted(files("en")))).hexdigest()
    )


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_pyxform_takes_it_without_a_warning(name: str, tmp_path: Path) -> None:
    for code in LANGUAGES:
        file = tmp_path / f"{code}.xlsx"
        file.write_bytes(files(code)[f"{name}.xlsform.xlsx"])
        result = convert(file)
        assert result.warnings == []
        assert result.xform.count("<translation ") == len(LANGUAGES)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_column_is_asked_once_by_a_name_that_leads_back_to_it(name: str) -> None:
    kit = tea_visit()
    form = form_of(kit.instruments[name], kit.scales)
    names = question_names(form)
    rows = [row.get("name", "") for row in survey(name)["survey"]]
    assert [rows.count(names[column["name"]]) for column in form["columns"]] == [1] * len(form["columns"])
    assert len(set(names.values())) == len(form["columns"])
    assert all(re.fullmatch("[a-z][a-z0-9_]*", one) for one in rows if one)
    assert len({one for one in rows if one}) == len([one for one in rows if one])


def test_names_that_would_be_alike_are_told_apart() -> None:
    items = "\n".join(f"- {{id: {name}, type: text, zh: 题}}" for name in ("a-b", "a-b-2", "meta", "recorded", "1st"))
    kit = kit_of(
        "instruments:\n- id: one\n  kind: log\n  title: {zh: 表}\n  parts:\n  - items:\n"
        + "".join(f"    {line}\n" for line in items.splitlines())
        + "    - {id: a, type: matrix, zh: 题, scales: [importance, performance], rows: [{id: b, zh: 行}]}\n"
        "    - {id: b-performance, type: text, zh: 题}\n"
    )
    names = question_names(form_of(kit.instruments["one"], kit.scales))
    assert names == {
        "a-b": "a_b",
        "a-b-2": "a_b_2",
        "meta": "meta_2",
        "recorded": "recorded_2",
        "1st": "q_1st",
        "b.importance": "b_importance",
        "b.performance": "b_performance",
        "b-performance": "b_performance_2",
    }


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_what_the_form_collects_is_what_our_reader_takes(name: str) -> None:
    """Each sample answer can be given in the form, and an export reads back once its heads are renamed."""
    kit = tea_visit()
    form = form_of(kit.instruments[name], kit.scales)
    names, questions = question_names(form), asked(name)
    choices = {(row["list_name"], row["name"]) for row in survey(name)["choices"]} if survey(name)["choices"] else set()
    for response in kit.samples.get(name, []):
        for column, answer in response.answers.items():
            kind, _, listed = questions[names[column]]["type"].partition(" ")
            if kind.startswith("select"):
                assert {(listed, one) for one in answer.split()} <= choices, column
    exported = write_csv(form, kit.samples.get(name, [])).decode("utf-8-sig")
    head, *rows = exported.split("\r\n")
    back = {ours: theirs for theirs, ours in names.items()}
    theirs = ",".join(names.get(one, one) for one in head.split(","))
    renamed = ",".join(back.get(one, one) for one in theirs.split(","))
    reading = read_responses("\r\n".join([renamed, *rows]).encode(), kit)
    assert reading.responses == kit.samples.get(name, [])
    for fixed in ("response", "instrument", "digest", "recorded"):
        assert fixed in questions
    assert questions["digest"]["calculation"] == f"'{kit.digests[name]}'"
    assert questions["instrument"]["calculation"] == f"'{name}'"


def test_an_export_of_a_platform_is_read_once_its_heads_are_ours() -> None:
    """As KoBo writes it: semicolons, everything quoted, columns of its own, times with an offset."""
    kit = tea_visit()
    form = form_of(kit.instruments["questionnaire"], kit.scales)
    sample = kit.samples["questionnaire"][0]
    row = {
        "response": "0b1f5c1e-8a3e-4f0e-9f59-3d2f6c1f0a77",
        "instrument": "questionnaire",
        "digest": kit.digests["questionnaire"],
        "recorded": "2026-03-31T16:15:00.000+08:00",
        "consent": "yes",
        "note_1_": "",
        **sample.answers,
        "_id": "17",
        "_uuid": "0b1f5c1e",
    }
    data = "\n".join(";".join(f'"{cell}"' for cell in cells) for cells in (row, row.values()))
    reading = read_responses(data.encode(), kit)
    assert [response.answers for response in reading.responses] == [sample.answers]
    assert {problem.code for problem in reading.rejected} == {"not-a-time", "unknown-column"}
    assert set(sample.answers) <= {column["name"] for column in form["columns"]}


def test_settings_name_the_form_its_version_and_the_first_language() -> None:
    digest = tea_visit().digests["questionnaire"]
    assert survey("questionnaire")["settings"] == [
        {
            "form_title": "客人问卷",
            "form_id": "tea_visit_questionnaire",
            "version": digest,
            "default_language": "中文 (zh)",
        }
    ]
    english = survey("questionnaire", "en")["settings"][0]
    assert (english["form_title"], english["default_language"]) == ("Guest questionnaire", "English (en)")


def test_nothing_is_asked_without_consent() -> None:
    rows = survey("questionnaire")["survey"]
    names = [row.get("name") for row in rows]
    at = names.index("consent")
    assert rows[at]["required"] == "yes"
    assert rows[at + 1] == {"type": "begin group", "name": "consent_group", "relevant": "${consent} = 'yes'"}
    assert rows[-1] == {"type": "end group"}
    assert [row["name"] for row in rows[:at]] == ["response", "instrument", "digest", "recorded"]
    assert "consent" not in asked("observation")


def test_types_ranges_and_sums() -> None:
    questions = asked("questionnaire")
    assert questions["wait"]["type"] == "decimal"
    assert questions["wait"]["constraint"] == ". >= 0 and . <= 120"
    assert questions["wait"]["constraint_message::中文 (zh)"] == "0到120"
    assert questions["drinks"]["type"] == "select_multiple options_drinks"
    assert questions["wish"]["appearance"] == "multiline"
    assert asked("observation")["guests"]["type"] == "integer"
    assert asked("observation")["day"]["type"] == "date"
    leaf, cup = questions["weights_leaf"], questions["weights_cup"]
    assert "required" not in leaf
    assert cup["required"] == "${weights_leaf} != ''"
    assert "abs(. + coalesce(${weights_leaf}, 0) - 100) < 0.000001" in cup["constraint"]
    assert cup["constraint_message::English (en)"] == "The points add up to 100"


def test_a_matrix_is_a_table_where_it_fits_a_phone() -> None:
    def groups(name: str) -> list[str]:
        return [row["appearance"] for row in survey(name)["survey"] if "appearance" in row and "group" in row["type"]]

    assert groups("questionnaire") == ["table-list", "table-list", "field-list"]  # the last one is the sum
    assert groups("workshop") == ["field-list", "field-list"]  # of ten steps
    assert groups("observation") == ["table-list", "table-list", "field-list"]  # a group each, then what was seen


def test_pasted_words_stay_words_in_the_xlsform(tmp_path: Path) -> None:
    for name, data in platform_files(hostile(), "zh").items():
        if name.endswith(".xlsx"):
            found = sheets(data)
            assert any("$ {x} =HYPERLINK(1) <img" in row.get("label::中文 (zh)", "") for row in found["survey"]), name
            file = tmp_path / name
            file.write_bytes(data)
            convert(file)


def blocks(data: bytes) -> list[list[str]]:
    """The text as the platform reads it: blocks with blank lines between; rules of `-`, `=` or `_` are blank to it."""
    lines = [line.strip() for line in data.decode("utf-8-sig").split("\r\n")]
    text = "\n".join("" if re.fullmatch("[-=_]*", line) else line for line in lines)
    return [block.split("\n") for block in re.split("\n{2,}", text.strip("\n"))]


KIND = re.compile(r"\d+\. .+\[(单选题|多选题|量表题|矩阵单选题|矩阵量表题|填空题|比重题)\](（选填）)?")


def test_the_text_has_title_introduction_and_numbered_questions() -> None:
    title, about, *questions = blocks(files("zh")["questionnaire.wjx.txt"])
    kit = tea_visit()
    assert title == ["客人问卷"]
    assert about == [kit.assignment.consent["zh"], "约3分钟。"]
    assert questions[0] == ["1. 您同意参加吗？[单选题]", "同意", "不同意"]
    assert [int(lines[0].partition(".")[0]) for lines in questions] == list(range(1, len(questions) + 1))
    assert all(KIND.fullmatch(lines[0]) for lines in questions)
    kinds = [KIND.fullmatch(lines[0]).group(1) for lines in questions]  # type: ignore[union-attr]
    assert kinds == "单选题 矩阵单选题 矩阵单选题 比重题 量表题 多选题 填空题 填空题".split()
    items = {item.id: item for item in kit.instruments["questionnaire"].items()}
    matrix = items["gap"]
    assert isinstance(matrix, MatrixItem)
    assert questions[1][1].split(" ") == ["1", "2", "3", "4", "5", "6", "7", "不适用"]
    assert [row.split(" ", 1)[1] for row in questions[1][2:]] == [row.text["zh"] for row in matrix.rows]
    weights = items["weights"]
    assert isinstance(weights, SumItem)
    assert questions[3][1:] == [share.text["zh"] for share in weights.shares]
    assert questions[4][1:] == ["0~10"]
    assert questions[5][1:] == ["绿茶", "红茶", "其他"]


def test_a_scale_of_scores_stays_one_and_shares_of_another_total_are_numbers() -> None:
    kit = kit_of(
        "instruments:\n- id: one\n  kind: questionnaire\n  title: {zh: 表}\n  parts:\n  - items:\n"
        "    - {id: m, type: matrix, zh: 打分, scales: [importance], rows: [{id: a, zh: 茶}, {id: b, zh: 水}]}\n"
        "    - {id: s, type: scale, zh: 好吗, scale: five}\n"
        "    - {id: w, type: sum, total: 10, zh: 分十分, shares: [{id: x, zh: 甲}, {id: y, zh: 乙}]}\n"
    )
    _, *questions = blocks(platform_files(kit, "zh")["one.wjx.txt"])
    assert questions[0] == [
        "1. 打分（1＝不重要，10＝最重要）[矩阵量表题]",
        " ".join(map(str, range(1, 11))),
        "A 茶",
        "B 水",
    ]
    assert questions[1] == ["2. S 好吗（1＝没有，3＝可以，5＝很好）[单选题]", "1", "2", "3", "4", "5", "不适用"]
    assert questions[2:] == [["3. 分十分：甲（合计应为10）[填空题]"], ["4. 分十分：乙（合计应为10）[填空题]"]]


def test_pasted_words_make_no_questions_of_their_own() -> None:
    text = platform_files(hostile(), "zh")["questionnaire.wjx.txt"]
    own, theirs = blocks(files("zh")["questionnaire.wjx.txt"]), blocks(text)
    assert [len(lines) for lines in theirs] == [len(lines) for lines in own]
    for mine, other in zip(own[2:], theirs[2:], strict=True):
        assert re.findall(r"\[[^\]]*\]", "\n".join(mine)) == re.findall(r"\[[^\]]*\]", "\n".join(other))
    assert "甲〔单选题〕" in text.decode()
    assert "___" not in text.decode()
