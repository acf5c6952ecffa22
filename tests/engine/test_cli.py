"""The `courseware` command: what it prints and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_course import Project, environment

from courseware.cli import main


def check(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "-C", str(root), *arguments])


@pytest.fixture
def spoiled(project: Project) -> Project:
    project.edit("course.yml", "- about.md", "- abuot.md")
    project.edit("docs/about.md", "lessons/leaf-and-cup/brewing.md", "lessons/brewing.md")
    return project


def test_a_clean_course_ends_with_0_and_says_so(project: Project) -> None:
    result = check(project.root)
    assert (result.exit_code, result.output) == (0, "没有发现问题。No problems found.\n")
    assert check(project.root, "--format", "json").output == "[]\n"
    assert check(project.root, "--format", "github").output == ""


def test_mistakes_end_with_1_and_are_all_printed(spoiled: Project) -> None:
    result = check(spoiled.root)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    places = [line.split(": ")[0] for line in lines if not line.startswith("    →")]
    assert places == ["course.yml:38:5", "docs/about.md:5:22"]
    assert len([line for line in lines if line.startswith("    →")]) == 4


def test_the_same_as_json(spoiled: Project) -> None:
    result = check(spoiled.root, "--format", "json")
    assert result.exit_code == 1
    problems = json.loads(result.output)
    assert [(p["code"], p["path"], p["line"], p["column"]) for p in problems] == [
        ("missing-page", "course.yml", 38, 5),
        ("missing-link", "docs/about.md", 5, 22),
    ]
    assert all(set(p["message"]) == set(p["mend"]) == {"zh", "en"} for p in problems)


def test_the_same_for_github(spoiled: Project) -> None:
    result = check(spoiled.root, "--format", "github")
    assert result.exit_code == 1
    heads = [line.split("::")[1] for line in result.output.splitlines()]
    assert heads == [
        "error file=course.yml,line=38,col=5,title=missing-page",
        "error file=docs/about.md,line=5,col=22,title=missing-link",
    ]


def test_a_warning_alone_is_printed_and_ends_with_0(project: Project) -> None:
    project.write("docs/lessons/leaf-and-cup/white-tea.md", "---\ntitle: 白茶\n---\n")
    result = check(project.root)
    assert result.exit_code == 0
    assert "warning lesson-not-in-course" in result.output


@pytest.mark.parametrize(
    "arguments",
    [["check", "--format", "xml"], ["check", "-C", "/no/such"], ["chek"], ["translated"], ["translated", "no.md"]],
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_a_folder_without_a_site_is_wrong_use(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "there is no mkdocs.yml" in result.output
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "mkdocs.yml cannot be read" in result.output


def test_the_site_file_says_where_the_pages_are_and_in_which_languages(project: Project) -> None:
    (project.root / "docs").rename(project.root / "pages")
    project.edit("mkdocs.yml", "site_name: 茶的入门\n", "site_name: 茶的入门\ndocs_dir: pages\n")
    project.edit("mkdocs.yml", "languages: [zh, en]", "languages: [zh]")
    result = check(project.root)
    assert "pages/lessons/leaf-and-cup/brewing.en.md:1:1: warning lesson-not-in-course" in result.output


def test_plugins_may_be_written_as_one_mapping(project: Project) -> None:
    before, _, rest = project.read("mkdocs.yml").partition("plugins:\n")
    after = rest.partition("\nmarkdown_extensions")[2]
    plugins = "plugins:\n  search: {}\n  courseware: {languages: [zh]}\n\nmarkdown_extensions"
    project.write("mkdocs.yml", before + plugins + after)
    assert "brewing.en.md:1:1: warning lesson-not-in-course" in check(project.root).output


def test_the_command_is_installed_and_works_in_the_projects_folder(project: Project) -> None:
    command = [str(Path(sys.executable).with_name("courseware")), "check"]
    result = subprocess.run(command, cwd=project.root, env=environment(), capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "没有发现问题。No problems found.\n")
