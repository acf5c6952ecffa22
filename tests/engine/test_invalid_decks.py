"""Decks as teachers get them wrong: each says in its first lines what is to be said of it, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from invalid_files import INVALID, Told, check_sentences, check_told, codes_of, told_by
from small_course import LANGUAGES, Project

from courseware.problems import catalogue
from courseware.quizzes.decks import read_deck
from courseware.sources import parse_yaml

FILES = sorted((INVALID / "decks").glob("*.yml"))
DECK = "quizzes/decks/tea-words.yml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What one run says of the small course with every invalid deck in it, by file; a page places them all."""
    project = Project.copy_to(tmp_path_factory.mktemp("invalid") / "project")
    placed = []
    for file in FILES:
        project.write(f"quizzes/decks/{file.name}", file.read_text(encoding="utf-8"))
        placed.append(f"/// flashcards | {file.stem}\n\n///\n")
    project.write("docs/invalid.md", "---\ntitle: 错卡\n---\n\n" + "\n".join(placed))
    return told_by(project)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_said_of_an_invalid_deck(told: Told, file: Path) -> None:
    check_told(told.get(f"quizzes/decks/{file.name}", []), file)


def test_nothing_is_said_of_the_rest_of_the_course(told: Told) -> None:
    assert set(told) == {f"quizzes/decks/{file.name}" for file in FILES}


def test_every_message_is_complete_in_both_languages(told: Told) -> None:
    check_sentences(told)


def test_the_decks_show_every_mistake_of_a_deck() -> None:
    assert len(FILES) >= 12
    of_decks = {code for code in catalogue() if code.startswith("deck-")}
    assert of_decks - codes_of(FILES) == {"deck-file-name", "deck-without-page"}


def test_every_key_of_a_sound_deck_misspelt_is_one_problem(project: Project) -> None:
    text = project.read(DECK)
    keys = list(re.finditer(r"\b(title|sides|groups|cards|front|back|group|optional): ?", text))
    assert len(keys) > 15
    for match in keys:
        document, _ = parse_yaml(text[: match.end(1)] + "z" + text[match.end(1) :], DECK)
        problems = read_deck(document, "tea-words", LANGUAGES)[1]
        codes = [problem.code for problem in problems if problem.code not in ("deck-group-empty", "missing-key")]
        assert codes == ["unknown-key"], (match[1], problems)


@pytest.mark.parametrize("name", ["Tea.yml", "tea words.yml", "tea.yaml", "glossary.yml"])
def test_a_deck_s_file_name(project: Project, name: str) -> None:
    project.write(f"quizzes/decks/{name}", project.read(DECK))
    (problem,) = project.problems()
    assert (problem.code, problem.place.path) == ("deck-file-name", f"quizzes/decks/{name}")


def test_a_deck_that_no_page_shows(project: Project) -> None:
    project.write("quizzes/decks/lonely.yml", project.read(DECK))
    (problem,) = project.problems()
    assert (problem.code, problem.severity, problem.place.path) == (
        "deck-without-page",
        "warning",
        "quizzes/decks/lonely.yml",
    )


@pytest.mark.parametrize(
    ("block", "code", "line", "column"),
    [
        ("/// flashcards | tea-word\n", "unknown-deck", 5, 1),
        ("/// flashcards\n", "unknown-deck", 5, 1),
        ("/// flashcards | tea-words\n    group: pouring, serving\n", "deck-group", 6, 5),
        ("/// flashcards | glossary\n    group: pouring\n", "deck-group", 6, 5),
        ("/// flashcards | tea-words\n    groups: pouring\n", "unknown-key", 6, 5),
        ("/// flashcards | tea-words\n    group: []\n", "empty-value", 6, 5),
    ],
)
def test_a_block_that_cannot_be_filled(project: Project, block: str, code: str, line: int, column: int) -> None:
    project.write("docs/more.md", f"---\ntitle: 多\n---\n\n{block}\n///\n")
    (problem,) = project.problems()
    assert (problem.code, problem.place.path) == (code, "docs/more.md")
    assert (problem.place.line, problem.place.column) == (line, column)
