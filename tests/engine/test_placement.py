"""How a page places a quiz: the options of `/// quiz`, and what they make of the bank."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from generated_questions import bank
from hypothesis import given
from hypothesis import strategies as st

from courseware.quizzes.banks import Quiz
from courseware.quizzes.placement import OPTIONS, Placement, read_placement


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    found, problems = bank(*({"id": name, "type": "true-false", "answer": "true"} for name in ("one", "two", "three")))
    assert problems == []
    assert found is not None
    return replace(found, draw=2)


@pytest.mark.parametrize(
    ("options", "placement"),
    [
        ({}, Placement()),
        ({"questions": "one"}, Placement(questions=("one",))),
        ({"questions": "one, two，three、four five"}, Placement(questions=("one", "two", "three", "four", "five"))),
        ({"questions": ["one", "two"]}, Placement(questions=("one", "two"))),
        ({"questions": "[one, two]"}, Placement(questions=("one", "two"))),
        ({"draw": "3"}, Placement(draw=3)),
        ({"draw": 3}, Placement(draw=3)),
        ({"mode": "warm-up"}, Placement(mode="warm-up")),
        ({"source": True}, Placement(source=True)),
        ({"source": "true"}, Placement(source=True)),
        ({"source": "false"}, Placement()),
        ({"draw": None, "mode": None}, Placement()),
    ],
)
def test_options_are_read_as_written_and_as_the_markdown_library_reads_them(
    options: dict[str, Any], placement: Placement
) -> None:
    assert read_placement(options) == placement


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({"draw": "0"}, "draw"),
        ({"draw": "-1"}, "draw"),
        ({"draw": "two"}, "draw"),
        ({"draw": "1.5"}, "draw"),
        ({"draw": True}, "draw"),
        ({"draw": "99999"}, "draw"),
        ({"mode": "exam"}, "mode"),
        ({"mode": ""}, "mode"),
        ({"source": "yes"}, "source"),
    ],
)
def test_an_option_that_cannot_be_read_is_told_and_left_out(options: dict[str, Any], wrong: str) -> None:
    placement = read_placement(options)
    assert list(placement.wrong) == [wrong]
    assert placement.wrong[wrong]
    assert getattr(placement, wrong) == getattr(Placement(), wrong)


@given(
    st.dictionaries(
        st.sampled_from(OPTIONS) | st.text(max_size=4),
        st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.text(max_size=4), max_size=3),
    )
)
def test_no_option_raises(options: dict[str, Any]) -> None:
    assert set(read_placement(options).wrong) <= set(OPTIONS)


def test_a_quiz_without_options_is_the_bank_itself(quiz: Quiz) -> None:
    assert Placement().of(quiz) is quiz


@pytest.mark.parametrize(
    ("placement", "names", "draw", "mode"),
    [
        (Placement(questions=("three", "one")), ["one", "three"], None, "practice"),
        (Placement(questions=("one", "two"), draw=1), ["one", "two"], 1, "practice"),
        (Placement(questions=("one", "unknown")), ["one"], None, "practice"),
        (Placement(draw=1), ["one", "two", "three"], 1, "practice"),
        (Placement(mode="test"), ["one", "two", "three"], 2, "test"),
    ],
)
def test_options_apply_to_the_page_and_leave_the_bank(
    quiz: Quiz, placement: Placement, names: list[str], draw: int | None, mode: str
) -> None:
    placed = placement.of(quiz)
    assert ([q.id for q in placed.questions], placed.draw, placed.mode) == (names, draw, mode)
    assert [q.id for q in quiz.questions] == ["one", "two", "three"]
    assert (quiz.draw, quiz.mode) == (2, "practice")
    assert [str(placed.place(q.id)) for q in placed.questions] == [str(quiz.place(q.id)) for q in placed.questions]


def test_a_part_or_another_mode_has_answers_of_its_own_whatever_is_listed(quiz: Quiz) -> None:
    ids = {
        Placement(source=True): quiz.id,
        Placement(mode="practice"): quiz.id,
        Placement(draw=1): f"{quiz.id}-part",
        Placement(questions=("one",)): f"{quiz.id}-part",
        Placement(questions=("two", "one")): f"{quiz.id}-part",
        Placement(mode="test"): f"{quiz.id}-test",
        Placement(mode="warm-up", questions=("one",)): f"{quiz.id}-warm-up",
    }
    assert {placement: placement.of(quiz).id for placement in ids} == ids
