"""Banks as teachers get them wrong: each says in its first lines what is to be said of it, and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from invalid_files import INVALID, Told, check_sentences, check_told, codes_of, expected_of, told_by
from small_course import LANGUAGES, SMALL_COURSE, Project

from courseware.cli import main
from courseware.problems import catalogue
from courseware.quizzes.reading import read_quiz
from courseware.sources import parse_yaml

FILES = sorted((INVALID / "quizzes").glob("*.yml"))
ABOUT_PAGES_AND_NAMES = {"quiz-file-name", "quiz-not-used", "quiz-question", "quiz-twice"}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small course with every invalid bank in it, and a page that places them all."""
    project = Project.copy_to(tmp_path_factory.mktemp("invalid") / "project")
    placed = []
    for file in FILES:
        project.write(f"quizzes/{file.name}", file.read_text(encoding="utf-8"))
        placed.append(f"/// quiz | {file.stem}\n\n///\n")
    project.write("docs/invalid.md", "---\ntitle: 错题\n---\n\n" + "\n".join(placed))
    return project


@pytest.fixture(scope="module")
def told(spoilt: Project) -> Told:
    return told_by(spoilt)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_said_of_an_invalid_bank(told: Told, file: Path) -> None:
    check_told(told.get(f"quizzes/{file.name}", []), file)


def test_nothing_is_said_of_the_rest_of_the_course(told: Told) -> None:
    assert set(told) <= {f"quizzes/{file.name}" for file in FILES}


def test_every_message_is_complete_in_both_languages(told: Told) -> None:
    check_sentences(told)


def test_the_banks_show_every_mistake_of_a_bank() -> None:
    assert len(FILES) >= 70
    assert {code for code in catalogue() if code.startswith("quiz-")} - codes_of(FILES) == ABOUT_PAGES_AND_NAMES


def test_the_command_lists_them_all(spoilt: Project) -> None:
    result = CliRunner().invoke(main, ["check", "-C", str(spoilt.root), "--format", "json"])
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == sum(len(expected_of(file)) for file in FILES)


def banks_of_one_question() -> dict[str, str]:
    """The questions of the small course's bank of all types, each in a bank of its own."""
    text = (SMALL_COURSE / "quizzes" / "all-types.yml").read_text(encoding="utf-8")
    head, _, rest = text.partition("\nquestions:\n")
    questions = re.split(r"^(?=  - id: )", rest, flags=re.MULTILINE)[1:]
    head = re.sub(r"^draw:.*\n?", "", head, flags=re.MULTILINE)
    return {question.split("\n")[0][8:]: f"{head}\nquestions:\n{question}" for question in questions}


ONE_QUESTION = banks_of_one_question()


def said_of(text: str) -> list[str]:
    document, problems = parse_yaml(text, "quizzes/a.yml")
    return [problem.code for problem in problems + read_quiz(document, "a", LANGUAGES)[1]]


def keys_and_values(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Every key with its value; the names of parameters are the author's."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from keys_and_values(entry)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, value
            if key.value == "parameters":
                for _, parameter in value.value:
                    yield from keys_and_values(parameter)
            else:
                yield from keys_and_values(value)


@pytest.mark.parametrize("bank", ONE_QUESTION.values(), ids=ONE_QUESTION)
def test_one_slip_is_one_problem(bank: str) -> None:
    assert said_of(bank) == []
    slips = 0
    for key, value in keys_and_values(yaml.compose(bank, Loader=yaml.CSafeLoader)):
        at = key.end_mark.index
        (code,) = said_of(f"{bank[:at]}z{bank[at:]}")
        assert code == ("missing-key" if key.value == "type" else "unknown-key"), key
        if isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">"):
            start, end = value.start_mark.index, value.end_mark.index
            assert said_of(f"{bank[:start]}{bank[end:]}") == ["empty-value"], key
            assert len(said_of(f"{bank[:start]}[x]{bank[end:]}")) == 1, key
        slips += 1
    assert slips > 5
