"""What is right in a question: its key, and the digest that changes with what is graded."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from generated_questions import GENERATED, Written, digest, read
from hypothesis import given, settings
from hypothesis import strategies as st
from small_course import Project

from courseware.quizzes.grading import digest_of, grade, key_of
from courseware.quizzes.questions import QUESTION_TYPES

FORMULA = "(a + b) * 2"
EVERY: dict[str, dict[str, Any]] = {
    "single": {"type": "single", "options": [{"id": "a", "zh": "甲"}, {"zh": "乙", "en": "b", "correct": "true"}]},
    "multiple": {
        "type": "multiple",
        "options": [{"id": i, "zh": i, **({"correct": "true"} if i != "c" else {})} for i in ("a", "b", "c")],
    },
    "true-false": {"type": "true-false", "answer": "false"},
    "numeric": {
        "type": "numeric",
        "answer": "１,２３４.50",
        "tolerance": "2%",
        "unit": {"en": "people", "zh": "人"},
        "wrong": [{"value": "1,000", "feedback": {"zh": "少了"}}],
    },
    "range": {"type": "numeric", "min": "-0.5", "max": "+3"},
    "parameters": {
        "type": "numeric",
        "parameters": {"a": {"min": "1", "max": "5", "step": "2"}, "b": {"values": ["0.1", "0.2"]}, "c": FORMULA},
        "answer": "c * 10",
        "tolerance": "0.1",
    },
    "text": {
        "type": "text",
        "accept": {"en": ["tangibles"], "zh": ["响应性", "响应"]},
        "patterns": ["响应(性|力)", "Ｔangible"],
        "strict": ["edges", "case"],
    },
    "cloze": {
        "type": "cloze",
        "stem": {"zh": "[[w]]，[[n]]，[[c]]，[[x]]和[[y]]"},
        "blanks": [
            {"id": "w", "accept": {"zh": ["茶"]}},
            {"id": "n", "min": "1", "max": "2", "unit": {"zh": "度"}},
            {"id": "c", "options": [{"zh": "甲", "correct": "true"}, {"zh": "乙"}]},
            {"id": "x", "accept": {"zh": ["水"]}, "group": "g"},
            {"id": "y", "accept": {"zh": ["火"]}, "group": "g"},
        ],
    },
    "matching": {
        "type": "matching",
        "pairs": [
            {"id": "p", "left": {"zh": "壶"}, "right": {"zh": "泡"}},
            {"left": {"zh": "杯"}, "right": {"zh": "泡"}},
        ],
        "distractors": [{"zh": "煮"}],
    },
    "ordering": {"type": "ordering", "items": [{"zh": "一"}, {"id": "two", "zh": "二"}, {"zh": "三"}]},
    "categorize": {
        "type": "categorize",
        "categories": [{"id": "hot", "zh": "热"}, {"id": "cold", "zh": "冷"}],
        "items": [{"zh": "红茶", "category": "hot"}, {"id": "ice", "zh": "冰", "category": "cold"}],
    },
    "matrix": {
        "type": "matrix",
        "columns": [{"id": "yes", "zh": "是"}, {"id": "no", "zh": "否"}],
        "rows": [{"zh": "红茶", "answer": "yes"}, {"id": "ice", "zh": "冰", "answer": "no"}],
    },
    "highlight": {
        "type": "highlight",
        "text": {"zh": "甲：[[late|等着]]。乙：[[hello|你好]]，[[rude|快点]]。"},
        "phrases": [{"id": "late", "category": "speed"}, {"id": "hello"}, {"id": "rude", "category": "tone"}],
        "categories": [{"id": "speed", "zh": "快"}, {"id": "tone", "zh": "语气"}],
    },
    "marks": {
        "type": "highlight",
        "text": {"zh": "[[late|等着]]，[[hello|你好]]"},
        "phrases": [{"id": "late", "correct": "true"}, {"id": "hello"}],
    },
    "hotspot": {
        "type": "hotspot",
        "image": "cup.svg",
        "alt": {"zh": "杯子"},
        "regions": [
            {"id": "lid", "zh": "盖", "left": "0", "top": "0", "width": "50", "height": "10", "correct": "true"},
            {"id": "foot", "zh": "底", "left": "0", "top": "90", "width": "50", "height": "10"},
        ],
    },
    "scale": {"type": "scale", "steps": "7", "low": {"zh": "不"}, "high": {"zh": "很"}},
    "essay": {
        "type": "essay",
        "rubric": [
            {"id": "facts", "criterion": {"zh": "对"}, "points": "3", "levels": [{"points": "3", "zh": "都对"}]},
        ],
        "model_answer": {"zh": "茶"},
    },
}
KEYS: dict[str, Any] = {
    "single": {"type": "single", "answer": digest("乙")},
    "multiple": {"type": "multiple", "answer": ["a", "b"]},
    "true-false": {"type": "true-false", "answer": "false"},
    "range": {"type": "numeric", "min": "-0.5", "max": "3"},
    "text": {
        "type": "text",
        "accept": ["响应性", "響應性", "响应", "響應", "tangibles"],
        "patterns": ["响应(?:性|力)", "Tangible"],
        "strict": ["case", "edges"],
    },
    "cloze": {
        "type": "cloze",
        "blanks": {
            "w": {"type": "text", "accept": ["茶"]},
            "n": {"type": "numeric", "min": "1", "max": "2", "units": ["度"]},
            "c": {"type": "single", "answer": digest("甲")},
            "x": {"type": "text", "accept": ["水"]},
            "y": {"type": "text", "accept": ["火"]},
        },
        "groups": [["x", "y"]],
    },
    "matching": {"type": "matching", "answer": {"p": digest("泡"), digest("杯"): digest("泡")}},
    "ordering": {"type": "ordering", "answer": [digest("一"), "two", digest("三")]},
    "categorize": {"type": "categorize", "answer": {digest("红茶"): "hot", "ice": "cold"}},
    "matrix": {"type": "matrix", "answer": {digest("红茶"): "yes", "ice": "no"}},
    "highlight": {"type": "highlight", "answer": {"late": "speed", "rude": "tone"}, "others": ["hello"]},
    "marks": {"type": "highlight", "answer": {"late": ""}, "others": ["hello"]},
    "hotspot": {"type": "hotspot", "answer": ["lid"]},
    "scale": None,
    "essay": None,
}


def test_every_type_is_tested_here() -> None:
    assert {question["type"] for question in EVERY.values()} == set(QUESTION_TYPES)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_what_the_graders_take(name: str) -> None:
    assert key_of(read(EVERY[name])) == KEYS[name]


def test_the_key_of_a_number_has_plain_decimals_and_every_language_s_unit() -> None:
    key = key_of(read(EVERY["numeric"]))
    assert key is not None
    assert {name: key[name] for name in ("type", "answer", "tolerance", "units")} == {
        "type": "numeric",
        "answer": "1234.5",
        "tolerance": "2%",
        "units": ["人", "people"],
    }


def test_the_key_of_drawn_numbers_has_them_in_order_and_its_formulas_as_written() -> None:
    key = key_of(read(EVERY["parameters"]))
    assert key is not None
    assert key["parameters"] == [
        ["a", {"min": "1", "max": "5", "step": "2"}],
        ["b", {"values": ["0.1", "0.2"]}],
        ["c", FORMULA],
    ]
    assert (key["answer"], key["tolerance"]) == ("c * 10", "0.1")


@pytest.mark.parametrize(
    ("strict", "score"), [([], 1), (["traditional"], 0), (["case", "width", "spaces", "edges"], 1)]
)
def test_an_answer_in_traditional_characters_counts_unless_the_author_forbids_it(
    strict: list[str], score: float
) -> None:
    question: dict[str, Any] = {"type": "text", "accept": {"zh": ["响应性"]}}
    key = key_of(read({**question, **({"strict": strict} if strict else {})}))
    assert key is not None
    assert grade(key, "響應性") == score
    assert grade(key, "响应性") == 1


@pytest.mark.parametrize("name", ["text", "cloze"])
def test_an_answer_of_the_other_language_counts_on_both_languages_pages(name: str) -> None:
    rule = {"accept": {"zh": ["有形性"], "en": ["tangibles"]}}
    question: dict[str, Any] = {"type": "text", **rule}
    if name == "cloze":
        question = {"type": "cloze", "stem": {"zh": "[[a]]", "en": "[[a]]"}, "blanks": [{"id": "a", **rule}]}
    for languages in (("zh", "en"), ("zh",)):
        key = key_of(read(question, languages))
        assert key is not None
        typed = [{"a": word} if name == "cloze" else word for word in ("Tangibles", "有形性")]
        assert [grade(key, word) for word in typed] == [1, 1]


Place = tuple[str | int, ...]


def digest_in(data: Any, *languages: tuple[str, ...]) -> str:
    """The digest of a question as written."""
    question = read(data, *languages)
    return digest_of(question, key_of(question))


def digest_with(name: str, place: Place, value: Any) -> str:
    """The digest of a question that has another value in one place; None takes it away."""
    data: Any = copy.deepcopy(EVERY[name])
    *around, last = place
    part = data
    for key in around:
        part = part[key]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return digest_in(data)


ASIDE = {
    "stem": {"zh": "换一种问法", "en": "Asked otherwise"},
    "hint": {"zh": "想一想"},
    "solution": {"en": "So", "zh": "所以"},
    "difficulty": "3",
    "bloom": "create",
    "tags": ["law"],
    "objective": "brew",
    "points": "1",
}


@pytest.mark.parametrize("name", EVERY)
def test_what_is_not_graded_leaves_the_digest(name: str) -> None:
    before = digest_in(EVERY[name])
    for key, value in ASIDE.items():
        if not (name == "cloze" and key == "stem"):
            assert digest_with(name, (key,), value) == before, key
    if name not in ("true-false", "scale", "essay"):
        assert digest_with(name, ("feedback",), {"zh": "对了"}) == before
    assert digest_in(EVERY[name], ("zh",)) == before


@pytest.mark.parametrize("name", EVERY)
def test_points_belong_to_the_digest(name: str) -> None:
    assert digest_with(name, ("points",), "2") != digest_in(EVERY[name])


SAME: list[tuple[str, Place, Any]] = [
    ("single", ("options", 1), {"en": "other", "correct": "true", "zh": "乙"}),
    ("single", ("options", 0), {"id": "a", "zh": "改了", "feedback": {"zh": "错"}}),
    ("true-false", ("feedback",), {"true": {"zh": "错"}, "false": {"zh": "对"}}),
    ("numeric", ("answer",), "1234.5"),
    ("numeric", ("unit",), {"zh": "个"}),
    ("numeric", ("wrong",), [{"value": "1", "feedback": {"zh": "少了"}}]),
    ("single", ("options",), EVERY["single"]["options"][::-1]),
    ("multiple", ("options",), EVERY["multiple"]["options"][::-1]),
    ("matching", ("pairs",), EVERY["matching"]["pairs"][::-1]),
    ("essay", ("rubric", 0, "id"), "words"),
    ("text", ("accept",), {"zh": ["响应性", "响应"], "en": ["tangibles"]}),
    ("text", ("strict",), ["case", "edges"]),
    ("cloze", ("stem",), {"zh": "[[y]] [[x]] [[w]] [[n]] [[c]]"}),
    ("matching", ("pairs", 0, "left"), {"zh": "大壶", "en": "pot"}),
    ("ordering", ("items", 1), {"id": "two", "zh": "贰", "en": "two"}),
    ("categorize", ("categories", 0, "zh"), "烫"),
    ("matrix", ("rows", 1, "zh"), "冰块"),
    ("highlight", ("text",), {"zh": "[[rude|快]][[late|等]][[hello|好]]"}),
    ("hotspot", ("regions", 0, "zh"), "杯盖"),
    ("scale", ("low",), {"zh": "很不"}),
    ("essay", ("model_answer",), {"zh": "水"}),
]
OTHER: list[tuple[str, Place, Any]] = [
    ("single", ("options",), [{"id": "a", "zh": "甲", "correct": "true"}, {"zh": "乙", "en": "b"}]),
    ("single", ("options", 0, "id"), "b"),
    ("single", ("options", 1, "zh"), "丙"),
    ("single", ("options",), [*EVERY["single"]["options"], {"zh": "丙"}]),
    ("multiple", ("options", 2, "id"), "d"),
    ("true-false", ("answer",), "true"),
    ("numeric", ("answer",), "1234.6"),
    ("numeric", ("tolerance",), "3%"),
    ("numeric", ("tolerance",), "0.02"),
    ("range", ("max",), "4"),
    ("parameters", ("parameters", "a", "max"), "7"),
    ("parameters", ("parameters", "c"), "a"),
    ("parameters", ("answer",), "c * 11"),
    ("text", ("accept", "en"), ["reliability"]),
    ("text", ("patterns",), ["响应(性|度)"]),
    ("text", ("strict",), ["edges"]),
    ("text", ("strict",), None),
    ("cloze", ("blanks", 0, "accept"), {"zh": ["水"]}),
    ("cloze", ("blanks", 1, "max"), "3"),
    ("cloze", ("blanks", 2, "options", 0, "zh"), "丙"),
    ("matching", ("pairs", 0, "right"), {"zh": "煮着"}),
    ("matching", ("pairs", 0, "id"), "q"),
    ("ordering", ("items",), EVERY["ordering"]["items"][::-1]),
    ("categorize", ("items", 0, "category"), "cold"),
    ("matrix", ("rows", 0, "answer"), "no"),
    ("highlight", ("phrases", 0, "category"), "tone"),
    ("hotspot", ("regions",), [
        {k: v for k, v in EVERY["hotspot"]["regions"][0].items() if k != "correct"},
        {**EVERY["hotspot"]["regions"][1], "correct": "true"},
    ]),
    ("scale", ("steps",), "5"),
    ("essay", ("points",), "2"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "place", "value"), SAME)
def test_other_words_for_the_same_parts_leave_the_digest(name: str, place: Place, value: Any) -> None:
    assert digest_with(name, place, value) == digest_in(EVERY[name])


@pytest.mark.parametrize(("name", "place", "value"), OTHER)
def test_another_key_or_part_makes_another_digest(name: str, place: Place, value: Any) -> None:
    assert digest_with(name, place, value) != digest_in(EVERY[name])


@pytest.mark.parametrize("kind", GENERATED)
@given(data=st.data())
@settings(deadline=None, max_examples=15)
def test_a_digest_hangs_on_nothing_but_the_question(kind: str, data: st.DataObject) -> None:
    written: Written = data.draw(GENERATED[kind])
    found = digest_in(written.data)
    assert len(found) == 8
    assert digest_in(dict(reversed(written.data.items()))) == found
    assert digest_in(written.data, ("zh",)) == found


def test_texts_and_opinions_are_not_drawn_from_other_banks(project: Project) -> None:
    text = "title: {zh: 混合, en: Mixed}\nfrom: [all-types]\n"
    project.write("quizzes/whole.yml", text)
    project.write("quizzes/drawn.yml", f"{text}draw: 2\n")
    course = project.load()
    whole, drawn = ({q.type for _, q in course.asked_by(course.quizzes[name])} for name in ("whole", "drawn"))
    assert whole - drawn == {"essay", "scale"}
    assert drawn < whole
