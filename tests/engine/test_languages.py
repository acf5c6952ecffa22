"""Languages: their words, and which file belongs to which."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.languages import available, language, reading_minutes, split_language
from courseware.lessons.head import METHODS, STEPS
from courseware.quizzes.questions import QUESTION_TYPES


@pytest.mark.parametrize(
    ("path", "neutral", "code"),
    [
        ("a.md", "a.md", "zh"),
        ("a.en.md", "a.md", "en"),
        ("lessons/a.en.md", "lessons/a.md", "en"),
        ("images/tree.en.svg", "images/tree.svg", "en"),
        ("a.fr.md", "a.fr.md", "zh"),
        ("en.md", "en.md", "zh"),
        (".en.md", ".en.md", "zh"),
        ("en/a.md", "en/a.md", "zh"),
        ("v1.2.en.md", "v1.2.md", "en"),
        ("README", "README", "zh"),
    ],
)
def test_a_path_names_its_language(path: str, neutral: str, code: str) -> None:
    assert split_language(path, ("zh", "en")) == (neutral, code)


PATHS = st.from_regex(r"([a-z]{1,5}/){0,2}[a-z]{1,6}(-[a-z]{1,3})?\.(md|svg)", fullmatch=True)


@given(PATHS, st.sampled_from(["zh", "en"]))
def test_a_path_finds_back_to_its_language(path: str, code: str) -> None:
    stem, _, suffix = path.rpartition(".")
    file = path if code == "zh" else f"{stem}.{code}.{suffix}"
    assert split_language(file, ("zh", "en")) == (path, code)


def keys(words: dict[str, Any], above: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in words.items():
        found |= keys(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}"}
    return found


def test_every_language_has_the_same_words() -> None:
    assert available() == ("en", "zh")
    assert keys(language("zh").words) == keys(language("en").words)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_language_has_words_for_everything_an_author_can_name(code: str) -> None:
    words = language(code)
    assert set(words["steps"]) == set(STEPS)
    assert set(words["methods"]) == set(METHODS)
    assert set(words["quiz.types"]) == set(QUESTION_TYPES)


def test_a_language_that_the_interface_does_not_speak_is_refused() -> None:
    with pytest.raises(KeyError):
        language("fr")
    with pytest.raises(KeyError):
        language("problems")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 1), ("茶" * 300, 1), ("茶" * 900, 3), ("tea " * 180, 1), ("tea " * 540, 3), ("茶" * 300 + " tea" * 180, 2)],
)
def test_reading_takes_its_time(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes
