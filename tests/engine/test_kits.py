"""Assignments as files: what they share, their sample data, and how pages place them."""

from __future__ import annotations

import pytest
from small_course import Project

from courseware.problems import Place

KIT = "assignments/tea-visit.yml"
DATA = "assignments/tea-visit/volumes.csv"
PAGE = "docs/assignments/tea-visit.md"


def told(project: Project) -> list[tuple[str, int, int, str]]:
    return [(p.place.path, p.place.line, p.place.column, p.code) for p in project.problems()]


def test_the_small_course_has_an_assignment_without_mistakes(project: Project) -> None:
    course = project.load()
    assert course.problems == []
    kit = course.assignments["tea-visit"]
    assert set(kit.samples) <= set(kit.instruments)
    assert kit.sample


def test_what_a_file_leaves_out_is_that_of_the_common_one(project: Project) -> None:
    assert "\nconsent:" not in project.read(KIT)
    common = project.load().assignments["tea-visit"].assignment.consent
    project.write(KIT, project.read(KIT) + "\nconsent: {zh: 另一句, en: another line}\n")
    own = project.load().assignments["tea-visit"].assignment.consent
    assert common["zh"] != own["zh"] == "另一句"


def test_a_mistake_in_the_common_file_is_told_once_and_there(project: Project) -> None:
    project.write("assignments/second.yml", project.read(KIT))
    text = project.read("assignments/common.yml")
    line = text[: text.index("\nmix:") if "\nmix:" in text else text.index("mix:")].count("\n") + 1
    project.write("assignments/common.yml", text.replace("teacher: 60", "teacher: 70", 1))
    found = [place for place in told(project) if place[3] == "assignment-hundred"]
    assert len(found) == 1
    assert found[0][:2] == ("assignments/common.yml", line)


@pytest.mark.parametrize("name", ["Tea.yml", "tea visit.yml", "茶.yml", "tea.yaml"])
def test_a_file_whose_name_is_no_id(project: Project, name: str) -> None:
    project.write(f"assignments/{name}", project.read(KIT))
    assert told(project) == [(f"assignments/{name}", 1, 1, "assignment-file-name")]


@pytest.mark.parametrize("text", ["- a\n- b\n", "words\n", "title: [\n", "\x00\n"])
def test_a_common_file_that_is_no_mapping(project: Project, text: str) -> None:
    project.write("assignments/common.yml", text)
    found = told(project)
    assert found[0][0] == "assignments/common.yml"
    assert {code for path, _, _, code in found if path == KIT} == {"missing-key"}


def test_an_assignment_that_no_page_shows(project: Project) -> None:
    project.write("assignments/second.yml", project.read(KIT))
    assert told(project) == [("assignments/second.yml", 1, 1, "assignment-without-page")]


def test_blocks_that_name_no_assignment_or_no_part(project: Project) -> None:
    text = project.read(PAGE)
    first = text.count("\n") + 2
    blocks = "/// assignment | tea-vist\n\n///\n\n/// assignment | tea-visit\n    part: rubrik\n\n///\n\n"
    blocks += "/// assignment | tea-visit\n    parts: rubric\n\n///\n"
    project.write(PAGE, f"{text}\n{blocks}")
    assert told(project) == [
        (PAGE, first, 1, "unknown-kit"),
        (PAGE, first + 5, 5, "not-one-of"),
        (PAGE, first + 10, 5, "unknown-key"),
    ]
    said = {p.code: str(p) for p in project.problems()}
    assert "tea-visit" in said["unknown-kit"]


def test_a_block_of_an_assignment_with_mistakes_is_no_further_mistake(project: Project) -> None:
    project.write(KIT, project.read(KIT).replace("title:", "titel:", 1))
    assert {(path, code) for path, _, _, code in told(project)} == {(KIT, "unknown-key")}


def test_sample_data_of_no_instrument(project: Project) -> None:
    project.write("assignments/tea-visit/volume.csv", project.read(DATA))
    assert told(project) == [("assignments/tea-visit/volume.csv", 1, 1, "assignment-reference")]
    assert "volumes" in str(project.problems()[0])


def test_sample_data_that_cannot_be_used_are_named_by_their_row(project: Project) -> None:
    rows = project.read(DATA).splitlines()
    number = len(rows) + 1
    project.write(DATA, "\r\n".join([*rows, rows[-1].replace("volumes", "volume")]) + "\r\n")
    (problem,) = project.problems()
    assert problem.place == Place(DATA, number)
    assert "本任务没有“volume”这份表单" in problem.message["zh"]
    assert "volume" in problem.message["en"]


def test_sample_data_of_an_older_instrument(project: Project) -> None:
    digest = project.load().assignments["tea-visit"].digests["volumes"]
    project.write(DATA, project.read(DATA).replace(digest, "v0000000"))
    assert told(project) == [(DATA, 2, 1, "assignment-sample-digest")]
    assert digest in str(project.problems()[0])


def test_links_lead_to_the_headings_of_an_assignment(project: Project) -> None:
    text = project.read(PAGE)
    line = text.count("\n") + 2
    project.write(PAGE, f"{text}\n[表](#instrument-questionnaire) [图](#figures-nothing)\n")
    (problem,) = project.problems()
    assert (problem.code, problem.place.line) == ("missing-anchor", line)
    assert "figures-nothing" in str(problem)
