"""Questions as HTML: what each type of question has in its form, and what its answers say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_trees import Tree, html_of, read, text_of, tree_of, with_class
from small_course import LANGUAGES

from courseware.quizzes.banks import Quiz
from courseware.quizzes.expressions import instance, show
from courseware.quizzes.grading import digest_of, key_of
from courseware.quizzes.html.views import letter, scrambled
from courseware.quizzes.parts import Item
from courseware.quizzes.questions import QUESTION_TYPES, Ordering


@pytest.fixture(scope="module")
def forms(quiz: Quiz) -> dict[tuple[str, str], Tree]:
    """Every form by language and the question's id."""
    trees = {code: tree_of(html_of(quiz, code)) for code in LANGUAGES}
    return {(code, form.get("id", "").partition(".")[2]): form for code in trees for form in trees[code].iter("form")}


@pytest.fixture(params=LANGUAGES)
def form(request: pytest.FixtureRequest, forms: dict[tuple[str, str], Tree]) -> Callable[[str], Tree]:
    return lambda name: forms[request.param, name]


def values(form: Tree, tag: str, **attributes: str) -> list[str]:
    """The values of the inputs (or options) that have these attributes."""
    found = [e for e in form.iter(tag) if all(e.get(name) == value for name, value in attributes.items())]
    return [element.get("value", "") for element in found]


def parts(form: Tree, tag: str) -> list[str]:
    return [element.get("data-part", "") for element in form.find("fieldset").iter(tag)]  # type: ignore[union-attr]


def answers(form: Tree) -> dict[str, str]:
    """What is right for each part, as the answers tell."""
    (box,) = with_class(form, "cw-answer")
    return {
        line.get("data-part", ""): text_of(with_class(line, "cw-right-answer")[0])
        for line in box.iter("li")
        if line.get("data-part")
    }


def test_the_bank_has_every_type(quiz: Quiz) -> None:
    assert {question.type for question in quiz.questions} == set(QUESTION_TYPES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_form_has_its_key_its_digest_and_its_points(
    quiz: Quiz, code: str, forms: dict[tuple[str, str], Tree]
) -> None:
    for question in quiz.questions:
        form = forms[code, question.id]
        key = key_of(question)
        assert (json.loads(form.get("data-key", "null"))) == (json.loads(json.dumps(key)) if key else None)
        assert form.get("data-digest") == digest_of(question, key)
        assert form.get("data-type") == question.type
        assert float(form.get("data-points", "")) == question.points
        assert json.loads(form.get("data-tags", "[]")) == question.tags
        assert form.get("data-case") == question.case
    assert forms[code, "scale"].get("data-key") is None
    assert forms[code, "essay"].get("data-key") is None
    assert (forms[code, "single"].get("data-points"), forms[code, "range"].get("data-points")) == ("1", "0.5")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_control_has_a_name_and_every_id_stands_once(quiz: Quiz, code: str) -> None:
    tree = tree_of(html_of(quiz, code))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    within_labels = {control for label in tree.iter("label") for control in label.iter("input")}
    for_labels = {label.get("for") for label in tree.iter("label")} - {None}
    assert for_labels <= set(ids)
    for control in [*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")]:
        named = control.get("aria-label") or control in within_labels or control.get("id") in for_labels
        assert named, control.attrib
        for target in (control.get("aria-labelledby", "") + " " + control.get("aria-describedby", "")).split():
            assert target in ids


def test_a_control_belongs_to_one_question_alone(quiz: Quiz) -> None:
    tree = tree_of(html_of(quiz, "zh"))
    owners: dict[str, str] = {}
    for form in tree.iter("form"):
        for control in form.iter("input"):
            name = control.get("name") or form.get("id", "")
            assert owners.setdefault(name, form.get("id", "")) == form.get("id")
            assert name.startswith(form.get("id", ""))


def test_single(form: Callable[[str], Tree]) -> None:
    single = form("single")
    assert values(single, "input", type="radio", name="all-types.single") == ["562b706d", "edc451c7", "none"]
    assert [label.get("data-last") for label in with_class(single, "cw-option")] == [None, None, "true"]
    (box,) = with_class(single, "cw-answer")
    verdicts = {line.get("data-option"): with_class(line, "cw-verdict")[0].get("data-right") for line in box.iter("li")}
    assert verdicts == {"562b706d": "false", "edc451c7": "true", "none": "false"}
    assert len(with_class(box, "cw-why")) == 2
    assert with_class(box, "cw-solution-text")
    assert with_class(single, "cw-hint-box")


def test_multiple_and_true_false(form: Callable[[str], Tree]) -> None:
    assert values(form("multiple"), "input", type="checkbox") == ["water", "time", "amount", "colour"]
    assert values(form("true-false"), "input", type="radio") == ["true", "false"]
    assert len(with_class(form("multiple"), "cw-feedback")) == 1
    assert len(with_class(form("true-false"), "cw-why")) == 2


def test_numeric_and_text(form: Callable[[str], Tree]) -> None:
    for name, keyboard in (("numeric", "decimal"), ("range", "decimal"), ("text", None)):
        (field,) = with_class(form(name), "cw-field")
        (control,) = field.iter("input")
        assert (control.get("data-part"), control.get("inputmode")) == ("value", keyboard)
        assert control.get("maxlength") == "200"
    assert answers(form("numeric"))["value"] in ("250毫升（相差不超过2%）", "250 ml (give or take 2%)")
    assert answers(form("range"))["value"] in ("从75到85°C", "from 75 to 85°C")
    assert answers(form("text"))["value"] in ("公道杯 / 茶海", "fairness cup / fairness pitcher")
    (wrong,) = [line for line in form("numeric").iter("li") if line.get("data-wrong") == "0"]
    assert text_of(with_class(wrong, "cw-why")[0]) in (
        "方向反了，茶多水也多。",
        "The other way round: more leaves take more water.",
    )


def test_a_negative_answer_can_be_typed_on_a_phone(data: dict[str, Any]) -> None:
    minus = {"id": "minus", "type": "numeric", "stem": {"zh": "？", "en": "?"}, "answer": "－5"}
    tree = tree_of(html_of(read({**data, "questions": [minus]}), "zh"))
    assert next(tree.iter("input")).get("inputmode") == "text"


def test_numbers_of_parameters_stand_in_elements_of_their_own(quiz: Quiz, form: Callable[[str], Tree]) -> None:
    question = next(question for question in quiz.questions if question.id == "parameters")
    drawn = instance(key_of(question), 0)  # type: ignore[arg-type]
    expected = {name: show(value) for name, value in drawn["names"].items()} | {"answer": drawn["key"]["answer"]}
    spans = [span for span in form("parameters").iter("span") if span.get("data-parameter")]
    assert {span.get("data-parameter"): span.text for span in spans} == expected
    assert "[[" not in "".join(form("parameters").itertext())
    assert answers(form("parameters"))["value"] in ("800毫升", "800 ml")
    legend = form("parameters").find("fieldset/legend")
    assert legend is not None
    assert re.search("一桌8位客人，每人2杯|8 guests drink 2 cups", text_of(legend))


def test_cloze(form: Callable[[str], Tree]) -> None:
    cloze = form("cloze")
    assert parts(cloze, "input") == ["green", "jug", "first", "second"]
    assert parts(cloze, "select") == ["black"]
    assert values(cloze, "option") == ["", "fully", "partly", "never"]
    assert [c.get("aria-label", "")[-1] for c in with_class(cloze, "cw-blank")] == ["1", "2", "3", "4", "5"]
    # One width, so that none tells how long its answer is.
    assert len({blank.get("size") for blank in with_class(cloze, "cw-blank") if blank.tag == "input"}) == 1
    paragraphs = with_class(cloze, "cw-cloze")[0].findall("p")
    assert len(paragraphs) == 2
    assert len(list(paragraphs[0].iter("br"))) == 1
    assert answers(cloze)["black"] in ("完全", "fully")
    assert answers(cloze)["green"] in ("80（相差不超过5）", "80 (give or take 5)")


def test_a_table_to_fill_in(form: Callable[[str], Tree]) -> None:
    table = form("table")
    (box,) = with_class(table, "cw-table")
    assert [len(row) for row in box.iter("tr")] == [3, 3, 3]
    assert [cell.get("scope") for cell in box.iter("th")] == ["col", "col", "col"]
    assert parts(table, "input") == ["green-water", "green-time", "black-water"]
    assert "|" not in text_of(table)


def test_matching(form: Callable[[str], Tree]) -> None:
    matching = form("matching")
    key = json.loads(matching.get("data-key", ""))["answer"]
    assert set(parts(matching, "select")) == set(key)
    (letters,) = with_class(matching, "cw-letters")
    sides = [text_of(item) for item in letters.iter("li")]
    assert len(sides) == 3, "equal right sides are one, distractors are among them"
    for select in matching.iter("select"):
        assert [option.text for option in select][1:] == [f"{letter(n)}. {side}" for n, side in enumerate(sides)]
        assert set(key.values()) < {option.get("value") for option in select}
        assert select[0].get("value") == ""
    assert {right[0] for right in answers(matching).values()} <= {"A", "B", "C"}


def test_categorize(form: Callable[[str], Tree]) -> None:
    categorize = form("categorize")
    key = json.loads(categorize.get("data-key", ""))["answer"]
    assert parts(categorize, "select") == list(key)
    for select in categorize.iter("select"):
        assert [option.get("value") for option in select] == ["", "cool", "hot"]
    assert list(answers(categorize)) == list(key)
    assert set(answers(categorize).values()) in ({"凉一些的水", "开水"}, {"cooler water", "boiling water"})


def test_ordering(form: Callable[[str], Tree]) -> None:
    ordering = form("ordering")
    key = json.loads(ordering.get("data-key", ""))["answer"]
    items = [item.get("data-id") for item in with_class(ordering, "cw-order-item")]
    assert sorted(map(str, items)) == sorted(key)
    assert items != key
    assert parts(ordering, "select") == items
    for select in ordering.iter("select"):
        assert [option.get("value") for option in select] == ["", "1", "2", "3", "4"]
    assert list(answers(ordering)) == key


@given(st.lists(st.text(min_size=1), min_size=2, max_size=5, unique=True))
def test_an_ordering_never_starts_in_the_right_order(words: list[str]) -> None:
    items = [Item.model_construct(text={"zh": word}) for word in words]
    question = Ordering.model_construct(id="q", type="ordering", stem={"zh": "？"}, items=items)
    mixed = scrambled(question)
    assert mixed != items
    assert {item.identity for item in mixed} == {item.identity for item in items}


def test_matrix(form: Callable[[str], Tree]) -> None:
    matrix = form("matrix")
    rows = list(json.loads(matrix.get("data-key", ""))["answer"])
    for row in rows:
        assert values(matrix, "input", type="radio", name=f"all-types.matrix.{row}") == ["bitter", "weak", "same"]
        assert values(matrix, "input", **{"data-part": row}) == ["bitter", "weak", "same"]
    assert list(answers(matrix)) == rows


def test_highlight(form: Callable[[str], Tree]) -> None:
    highlight, rules = form("highlight"), form("rules")
    assert values(highlight, "input", type="checkbox") == ["blame", "offer", "rush", "wish"]
    assert len(with_class(highlight, "cw-dialogue")[0].findall("p")) == 4
    assert list(highlight.iter("select")) == []
    assert set(answers(highlight).values()) in ({"应标记", "不用标记"}, {"to be marked", "not to be marked"})

    assert values(rules, "input", type="checkbox") == ["late", "hot", "choice"]
    assert [row.get("data-phrase") for row in with_class(rules, "cw-row")] == parts(rules, "select")
    for select in rules.iter("select"):
        assert [option.get("value") for option in select] == ["", "time", "safety"]
    assert answers(rules)["hot"] in ("不让客人烫着", "Do not let guests burn themselves")
    assert "[[" not in text_of(rules)


def test_hotspot(form: Callable[[str], Tree]) -> None:
    one, several = form("hotspot"), form("hotspots")
    assert values(one, "input", type="radio") == ["kettle", "jug", "cup", "tin"]
    assert values(several, "input", type="checkbox") == ["kettle", "jug", "cup"]
    for tree in (one, several):
        ids = [control.get("id") for control in tree.iter("input")]
        assert [spot.get("for") for spot in with_class(tree, "cw-spot")] == ids
    spot = with_class(one, "cw-spot")[1]
    assert spot.get("style") == "left:37.0%;top:28.8%;width:22.5%;height:59.2%"
    assert text_of(spot) == "2"
    assert text_of(with_class(one, "cw-option")[1]).startswith("2. ")
    assert next(one.iter("img")).get("src") == "images/tea-table.svg"


def test_scale(form: Callable[[str], Tree]) -> None:
    scale = form("scale")
    assert values(scale, "input", type="radio") == ["1", "2", "3", "4", "5", "6", "7"]
    assert with_class(scale, "cw-scale-low")
    assert with_class(scale, "cw-scale-high")
    assert with_class(scale, "cw-answer") == []


def test_essay(quiz: Quiz, form: Callable[[str], Tree]) -> None:
    essay = form("essay")
    (text,) = essay.iter("textarea")
    assert text.get("data-part") == "text"
    assert text.get("data-length") in ("120", "90")
    assert len(list(with_class(essay, "cw-tasks")[0])) == 2
    criteria = with_class(essay, "cw-criterion")
    assert [(c.get("data-criterion"), c.get("data-points")) for c in criteria] == [("facts", "3"), ("tone", "2")]
    assert values(criteria[0], "input", type="radio", name="all-types.essay.facts") == ["3", "1", "0"]
    (answer,) = with_class(essay, "cw-answer")
    assert len(with_class(answer, "cw-model")[0].findall("p")) == 2
