"""How questions are scored: the cases that Python and the browser share, and what holds for every question."""

from __future__ import annotations

import json
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from generated_questions import GENERATED, Written, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.quizzes.grading import RULES, grade, key_of

CASES = sorted((Path(__file__).parent / "grading").glob("*.json"))
ALL = [(file.stem, case) for file in CASES for case in json.loads(file.read_text(encoding="utf-8"))]
# The first question of a run reads the tables of Chinese characters: no measure of anything.
generated = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
each_type = pytest.mark.parametrize("kind", GENERATED)

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["1" * 2000, "茶" * 2000, "(" * 999, "1e99", "__proto__", "\ud800", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["__proto__", "constructor", "seed", "value", "b0", "g0", "p0"]) | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def key_on_the_page(written: Written) -> dict[str, Any]:
    """The key as a page carries it."""
    key: dict[str, Any] = json.loads(json.dumps(key_of(read(written.data))))
    return key


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{kind}: {case['name']}" for kind, case in ALL])
def test_a_response_has_the_score_of_the_shared_cases(kind: str, case: dict[str, Any]) -> None:
    assert case["key"]["type"] == kind
    assert grade(case["key"], case["response"]) == pytest.approx(case["score"], abs=1e-9)


def test_every_type_that_is_graded_has_cases() -> None:
    assert {kind for kind, _ in ALL} == set(RULES)
    assert len({(kind, case["name"]) for kind, case in ALL}) == len(ALL) >= 300


def test_every_type_that_is_graded_is_generated() -> None:
    assert set(GENERATED) - {"parameters"} == set(RULES)


@each_type
@generated
@given(data=st.data())
def test_what_an_author_declares_right_scores_1_and_what_is_changed_does_not(kind: str, data: st.DataObject) -> None:
    written = data.draw(GENERATED[kind])
    key = key_on_the_page(written)
    assert [response for response in written.right if grade(key, response) != 1] == []
    assert [response for response in written.wrong if not 0 <= grade(key, response) < 1 - 1e-3] == []


@each_type
@generated
@given(data=st.data())
def test_no_response_leaves_the_scale_or_raises(kind: str, data: st.DataObject) -> None:
    written = data.draw(GENERATED[kind])
    key = key_on_the_page(written)
    right = written.right[0]
    spoilt: st.SearchStrategy[Any] = junk
    if isinstance(right, dict):
        spoilt |= st.dictionaries(st.sampled_from(sorted(right)), junk, max_size=4).map(lambda part: {**right, **part})
    elif isinstance(right, list):
        spoilt |= st.lists(st.sampled_from(right) | junk, max_size=6)
    assert 0 <= grade(key, data.draw(spoilt)) <= 1


@pytest.mark.parametrize("kind", ["multiple", "hotspot"])
@generated
@given(data=st.data())
def test_a_wrong_tick_costs_what_a_right_one_gives(kind: str, data: st.DataObject) -> None:
    written = data.draw(GENERATED[kind])
    key = key_on_the_page(written)
    right = written.right[0]
    given_ticks = data.draw(st.lists(st.sampled_from([*right, "x", "y"]), unique=True))
    before, after = grade(key, given_ticks), grade(key, [*given_ticks, "z"])
    assert after == pytest.approx(max(0, before - 1 / len(right)), abs=1e-9)
    assert grade(key, data.draw(st.permutations(given_ticks * 2))) == before


@generated
@given(GENERATED["highlight"], st.data())
def test_marking_more_never_helps_unless_it_is_right(written: Written, data: st.DataObject) -> None:
    key = key_on_the_page(written)
    marked = data.draw(st.dictionaries(st.sampled_from([*key["answer"], *key["others"]]), st.just("late")))
    other = data.draw(st.sampled_from([*key["others"], "unknown"]))
    before = grade(key, {k: v for k, v in marked.items() if k != other})
    assert grade(key, {**marked, other: "late"}) == pytest.approx(max(0, before - 1 / len(key["answer"])), abs=1e-9)


@given(st.integers(2, 7).flatmap(lambda n: st.permutations(range(n))))
def test_an_order_scores_the_neighbours_it_keeps(order: list[int]) -> None:
    key = {"type": "ordering", "answer": [str(n) for n in range(len(order))]}
    kept = sum(after == before + 1 for before, after in pairwise(order))
    assert grade(key, [str(n) for n in order]) == pytest.approx(kept / (len(order) - 1), abs=1e-9)


ACCEPTED = st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=3, unique=True)


@given(st.lists(st.tuples(ACCEPTED, st.sampled_from("甲乙丙丁戊")), min_size=2, max_size=5))
def test_a_group_of_blanks_takes_its_answers_in_any_order(written: list[tuple[list[str], str]]) -> None:
    names = [f"b{n}" for n in range(len(written))]
    blanks = {n: {"type": "text", "accept": accept} for n, (accept, _) in zip(names, written, strict=True)}
    typed = {n: word for n, (_, word) in zip(names, written, strict=True)}
    key = {"type": "cloze", "blanks": blanks, "groups": [names]}
    best = max(
        sum(typed[name] in blanks[place]["accept"] for name, place in zip(names, order, strict=True))
        for order in permutations(names)
    )
    assert grade(key, typed) == pytest.approx(best / len(names), abs=1e-9)


MATCHING = {"type": "matching", "answer": {"a": "1", "b": "2", "c": "1"}}
HIGHLIGHT = {"type": "highlight", "answer": {"a": "late", "b": "rude"}, "others": ["c", "d"]}
ORDER = {"type": "ordering", "answer": ["a", "b", "c", "d"]}
CLOZE = {
    "type": "cloze",
    "blanks": {
        "word": {"type": "text", "accept": ["茶"]},
        "number": {"type": "numeric", "answer": "80", "units": ["度"]},
        "choice": {"type": "single", "answer": "x"},
        "one": {"type": "text", "accept": ["水温"]},
        "two": {"type": "text", "accept": ["时间"]},
    },
    "groups": [["one", "two"]],
}


@pytest.mark.parametrize(
    ("key", "response", "score"),
    [
        ({"type": "multiple", "answer": ["a", "b", "c"]}, ["a", "b"], 2 / 3),
        ({"type": "multiple", "answer": ["a", "b", "c"]}, ["a", "b", "x"], 1 / 3),
        ({"type": "multiple", "answer": ["a", "b", "c"]}, ["a", "x", "y"], 0),
        (MATCHING, {"a": "1", "b": "1", "c": "1"}, 2 / 3),
        (MATCHING, {"a": "1"}, 1 / 3),
        (ORDER, ["a", "b", "d", "c"], 1 / 3),
        (ORDER, ["d", "a", "b", "c"], 2 / 3),
        (ORDER, ["d", "c", "b", "a"], 0),
        (ORDER, ["a", "b", "c"], 0),
        (ORDER, ["a", "b", "c", "c"], 0),
        (HIGHLIGHT, {"a": "late"}, 1 / 2),
        (HIGHLIGHT, {"a": "late", "b": "late"}, 3 / 4),
        (HIGHLIGHT, {"a": "late", "b": "late", "c": "late"}, 1 / 4),
        (HIGHLIGHT, {"a": "late", "c": "late", "d": "rude"}, 0),
        (HIGHLIGHT, {"a": "late", "b": "rude", "nowhere": ""}, 1 / 2),
        (CLOZE, {"word": "茶。", "number": "８０度", "choice": "y", "one": "时间", "two": "水温"}, 4 / 5),
        (CLOZE, {"word": "水", "number": "80", "choice": "x", "one": "时间", "two": "时间"}, 3 / 5),
        (CLOZE, {"word": "水温", "one": "茶"}, 0),
    ],
)
def test_partial_credit_follows_the_table(key: dict[str, Any], response: Any, score: float) -> None:
    assert grade(key, response) == pytest.approx(score, abs=1e-9)
