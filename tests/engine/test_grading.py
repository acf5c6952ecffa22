"""How questions are scored: the cases that Python and the browser share, and what holds for every question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.quizzes.grading import RULES, grade

CASES = sorted((Path(__file__).parent / "grading").glob("*.json"))
ALL = [(file.stem, case) for file in CASES for case in json.loads(file.read_text(encoding="utf-8"))]

ids = st.text("abcdefghij0123456789-", min_size=1, max_size=8)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
lists_of_ids = st.lists(ids, min_size=1, max_size=8, unique=True)
keys = st.one_of(
    st.builds(lambda answer: {"type": "single", "answer": answer}, ids),
    st.builds(lambda answer: {"type": "true-false", "answer": answer}, st.sampled_from(["true", "false"])),
    st.builds(lambda answer: {"type": "multiple", "answer": answer}, lists_of_ids),
)
multiple_keys = keys.filter(lambda key: key["type"] == "multiple")


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{kind}: {case['name']}" for kind, case in ALL])
def test_a_response_has_the_score_of_the_shared_cases(kind: str, case: dict[str, Any]) -> None:
    assert case["key"]["type"] == kind
    assert grade(case["key"], case["response"]) == pytest.approx(case["score"], abs=1e-9)


def test_every_type_that_is_graded_has_cases() -> None:
    assert {kind for kind, _ in ALL} == set(RULES)
    assert len({(kind, case["name"]) for kind, case in ALL}) == len(ALL) >= 60


@given(keys)
def test_every_key_scores_1(key: dict[str, Any]) -> None:
    assert grade(key, key["answer"]) == 1


@given(keys, anything | st.lists(ids))
def test_no_response_leaves_the_scale_or_raises(key: dict[str, Any], response: object) -> None:
    assert 0 <= grade(key, response) <= 1


@given(multiple_keys, st.data())
def test_a_wrong_option_more_lowers_the_score_of_a_multiple_question(key: dict[str, Any], data: st.DataObject) -> None:
    ticked = data.draw(st.lists(st.sampled_from(key["answer"]), unique=True))
    wrong = data.draw(ids.filter(lambda name: name not in key["answer"]))
    before, after = grade(key, ticked), grade(key, [*ticked, wrong])
    assert after == pytest.approx(max(0, before - 1 / len(key["answer"])), abs=1e-9)
    assert after < before or before == 0


@given(multiple_keys, st.data())
def test_the_order_of_ticks_and_doubled_ticks_make_no_difference(key: dict[str, Any], data: st.DataObject) -> None:
    ticked = data.draw(st.lists(st.sampled_from(key["answer"]) | ids))
    again = data.draw(st.permutations(ticked + ticked))
    assert grade(key, again) == grade(key, ticked)


@given(multiple_keys)
def test_leaving_out_a_right_option_costs_its_share(key: dict[str, Any]) -> None:
    count = len(key["answer"])
    assert grade(key, key["answer"][1:]) == pytest.approx((count - 1) / count, abs=1e-9)
