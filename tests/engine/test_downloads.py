"""What is made of an assignment beside its page: the data for scripts, and files that are made when they have to be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from small_course import LANGUAGES

from courseware.assignments.data import kit_json
from courseware.assignments.downloads import downloads
from courseware.assignments.fields import form_of
from courseware.assignments.responses import read_responses
from courseware.assignments.scoring import score
from courseware.course import Course
from courseware.languages import language


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_data_for_scripts(small_course: Course, code: str) -> None:
    kit = small_course.assignments["tea-visit"]
    data = json.loads(kit_json(kit, code))
    assert (data["id"], data["language"], data["title"]) == ("tea-visit", code, kit.assignment.title[code])
    assert data["plans"] == json.loads(json.dumps(kit.plans))
    for name, instrument in data["instruments"].items():
        form = json.loads(json.dumps(form_of(kit.instruments[name], kit.scales)))
        assert {key: instrument[key] for key in form if key != "columns"} == {
            k: form[k] for k in form if k != "columns"
        }
        assert [column["name"] for column in instrument["columns"]] == [column["name"] for column in form["columns"]]
        assert all(column["label"] for column in instrument["columns"])
        assert instrument["digest"] == kit.digests[name]
    for figures in score(kit.plans, kit.sample):
        for table in figures.tables:
            labels = data["labels"][figures.statistic][table.name]
            assert set(labels["rows"]) == set(table.rows)
            assert set(labels["columns"]) == set(table.columns)
            values = {value for row in table.values for value in row if isinstance(value, str)}
            assert values <= set(data["quadrants"].get(figures.statistic, {}))
    assert data["words"]["form"] == language(code)["assignment.form"]
    assert data["words"]["figures"]["small"] == language(code)["assignment.small"]
    said = {"zh": "好（80—100%）", "en": "Good (80–100%)"}
    assert data["rubric"]["levels"][0] == {"id": "good", "title": said[code], "least": 80}
    assert set(data["samples"].values()) <= set(downloads(kit, code))


def test_the_files_are_made_again_when_the_assignment_has_changed(small_course: Course) -> None:
    kit = small_course.assignments["tea-visit"]
    first = downloads(kit, "zh")
    assert downloads(replace(kit), "zh") is first
    changed = kit.assignment.model_copy(update={"title": {"zh": "换了", "en": "changed"}})
    other = downloads(replace(kit, assignment=changed), "zh")
    assert first["task.docx"] != other["task.docx"]
    assert first["workbook.xlsx"] != other["workbook.xlsx"]


def test_samples_are_read_back_as_they_were(small_course: Course) -> None:
    kit = small_course.assignments["tea-visit"]
    files = downloads(kit, "zh")
    for name, responses in kit.samples.items():
        reading = read_responses(files[f"{name}.sample.csv"], kit)
        assert (reading.responses, reading.rejected) == (responses, [])
