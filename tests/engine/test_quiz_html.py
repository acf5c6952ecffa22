"""Quizzes as HTML: what each type of question has in its form, what its answers say, and that words stay words."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import rcssmin
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from small_course import LANGUAGES, SMALL_COURSE

import courseware
from courseware.languages import available, language
from courseware.quizzes.banks import Quiz
from courseware.quizzes.expressions import instance, show
from courseware.quizzes.grading import digest_of, key_of
from courseware.quizzes.html import passages
from courseware.quizzes.html.forms import check_html, key_html, quiz_html
from courseware.quizzes.html.views import Asked, letter, scrambled
from courseware.quizzes.parts import Item
from courseware.quizzes.questions import QUESTION_TYPES, Ordering
from courseware.quizzes.reading import read_quiz
from courseware.rendering import fragment
from courseware.sources import Document, read_yaml

Tree = Element
HOSTILE = """ <script>alert("1")</script> & ]]> ' <b>"""


def read(data: dict[str, Any]) -> Quiz:
    quiz, problems = read_quiz(Document("quizzes/all-types.yml", deepcopy(data)), "all-types", LANGUAGES)
    assert problems == []
    assert quiz is not None
    return quiz


def asked_of(quiz: Quiz, **values: Any) -> list[Asked]:
    return [Asked(question, question.id, quiz.cases.get(question.case or ""), **values) for question in quiz.questions]


def picture(question: Any) -> Markup:
    return Markup('<img src="{}" alt="{}"/>').format(question.image, next(iter(question.alt.values())))


def html_of(quiz: Quiz, code: str, **values: Any) -> str:
    return quiz_html(quiz, asked_of(quiz, **values), code, picture)


def tree_of(html: str) -> Tree:
    (tree,) = fragment(html)
    return tree


def with_class(tree: Tree, name: str) -> list[Tree]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def text_of(element: Tree) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """The bank with a question of every type, as written."""
    document, _ = read_yaml(SMALL_COURSE, SMALL_COURSE / "quizzes/all-types.yml")
    return dict(document.data)


@pytest.fixture(scope="module")
def quiz(data: dict[str, Any]) -> Quiz:
    return read(data)


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


def test_the_quiz_carries_what_the_scripts_need(quiz: Quiz) -> None:
    objective = ("why-cooler", {"zh": "说明理由", "en": "say why"})
    tree = tree_of(html_of(quiz, "en", objective=objective))
    assert tree.tag == "courseware-quiz"
    assert json.loads(tree.get("data-words", "")) == language("en")["quiz.script"]
    assert json.loads(tree.get("data-quiz", "")) == {
        "id": "all-types",
        "mode": "practice",
        "pass": 60,
        "draw": None,
        "shuffle": [],
        "objectives": {"why-cooler": "say why"},
    }
    assert {form.get("data-objective") for form in tree.iter("form")} == {"why-cooler"}


def test_every_language_has_the_same_words() -> None:
    def keys(words: dict[str, Any], before: str = "") -> set[str]:
        found = set()
        for name, value in words.items():
            found |= keys(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}"}
        return found

    def gaps(words: dict[str, Any]) -> dict[str, set[str]]:
        return {name: set(re.findall(r"\{\w+\}", value)) for name, value in words["script"].items()}

    quiz_words = {code: language(code)["quiz"] for code in available()}
    assert keys(quiz_words["zh"]) == keys(quiz_words["en"])
    assert gaps(quiz_words["zh"]) == gaps(quiz_words["en"])
    assert set(quiz_words["zh"]["types"]) == set(QUESTION_TYPES)


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


def test_a_case_stands_once_before_its_questions(quiz: Quiz) -> None:
    tree = tree_of(html_of(quiz, "zh"))
    order = [e.get("id") or e.get("data-case") for e in tree if e.tag in ("section", "form")]
    at = order.index("office")
    assert order[at + 1 : at + 3] == ["all-types.first-cup", "all-types.remedy"], "brought together"
    assert order.count("office") == 1
    numbers = [text_of(number) for number in with_class(tree, "cw-number")]
    assert numbers == [str(n) for n in range(1, len(quiz.questions) + 1)]


def test_two_parts_of_a_quiz_that_share_a_case_share_no_id(quiz: Quiz) -> None:
    parts = [[one] for one in asked_of(quiz) if one.case_name == "office"]
    trees = [tree_of(quiz_html(quiz, part, "zh", picture)) for part in parts]
    ids = [element.get("id") for tree in trees for element in tree.iter() if element.get("id")]
    assert len(parts) == len(set(ids) & {"all-types.first-cup", "all-types.remedy"}) == 2
    assert len(ids) == len(set(ids))


def test_cases_of_two_banks_with_one_id_are_two(quiz: Quiz) -> None:
    question = next(q for q in quiz.questions if q.case)
    asked = [Asked(question, f"{bank}.{question.id}", quiz.cases["office"]) for bank in ("a", "b")]
    tree = tree_of(quiz_html(quiz, asked, "zh", picture))
    assert [section.get("data-case") for section in tree.iter("section")] == ["a.office", "b.office"]
    assert [form.get("id") for form in tree.iter("form")] == ["all-types.a.first-cup", "all-types.b.first-cup"]


def intro(quiz: Quiz, code: str = "en") -> str:
    return text_of(with_class(tree_of(html_of(quiz, code)), "cw-quiz-intro")[0])


def test_the_line_before_the_first_question(quiz: Quiz) -> None:
    privacy = "Your answers are kept in this browser only. Nothing is uploaded."
    assert intro(quiz) == f"21 questions · 24 points in all · {privacy}"
    assert intro(replace(quiz, mode="test")) == (
        f"21 questions · 24 points in all · 60% of the points to pass · {privacy}"
    )
    assert intro(replace(quiz, mode="warm-up")) == f"21 questions · not graded · {privacy}"
    drawn = replace(quiz, draw={"water": 2, "tools": 1})
    assert intro(drawn) == f"21 questions · 3 of them are drawn each time · {privacy}"
    plain = replace(quiz, questions=quiz.questions[:1])
    assert intro(plain) == f"1 question · {privacy}"
    assert intro(quiz, "zh").startswith("共21题 · 满分24分 · 答案只保存在这台设备的浏览器里")


def test_a_check_is_one_question_without_a_line_or_a_number(quiz: Quiz) -> None:
    tree = tree_of(check_html(quiz.questions[0], "zh", "check:lessons/a/b"))
    assert tree.get("class") == "cw-quiz cw-quiz--check"
    settings = json.loads(tree.get("data-quiz", ""))
    assert (settings["id"], settings["mode"]) == ("check:lessons/a/b", "check")
    assert [form.get("id") for form in tree.iter("form")] == ["check.single"]
    assert with_class(tree, "cw-number") == with_class(tree, "cw-quiz-intro") == []


def test_a_question_can_be_edited_and_its_source_shown(quiz: Quiz) -> None:
    plain = tree_of(html_of(quiz, "zh"))
    assert with_class(plain, "cw-edit") == with_class(plain, "cw-source") == []
    tree = tree_of(html_of(quiz, "zh", edit="https://example.org/a?b=1&c=2#L3", source="- id: a\n  stem: <b>"))
    links = with_class(tree, "cw-edit")
    assert [link.get("href") for link in links] == ["https://example.org/a?b=1&c=2#L3"] * len(quiz.questions)
    for form in tree.iter("form"):
        answer = with_class(form, "cw-answer")
        assert len(with_class(answer[0] if answer else form, "cw-edit")) == 1
        assert "".join(with_class(form, "cw-source")[0].find("pre").itertext()) == "- id: a\n  stem: <b>"  # type: ignore[union-attr]


def without_answers(html: str) -> str:
    """The page as it is before any answer is looked at."""
    html = re.sub(r'(?s)<details class="cw-answer">.*?</details>', "", html)
    return re.sub(r' data-(key|digest)="[^"]*"', "", html)


def every_text(value: Any, within: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Every part of a bank that holds words by language, or those under the keys in `within`."""
    if isinstance(value, dict):
        if "zh" in value and not within:
            yield value
        for name, child in value.items():
            yield from every_text(child, () if name in within else within)
    elif isinstance(value, list):
        for child in value:
            yield from every_text(child, within)


def with_other_answers(data: dict[str, Any]) -> dict[str, Any]:
    """The bank with other keys, and with other words about them."""
    data = deepcopy(data)
    for text in every_text(data, within=("feedback", "solution", "model_answer")):
        text |= {"zh": "别的话", "en": "other words"}
    by_id = {question["id"]: question for question in data["questions"]}
    by_id["numeric"].pop("wrong")
    for name in ("single", "multiple", "first-cup"):
        flags = [option.pop("correct", None) for option in by_id[name]["options"]]
        for option, flag in zip(by_id[name]["options"], flags[-1:] + flags[:-1], strict=True):
            option |= {"correct": flag} if flag else {}
    by_id["true-false"]["answer"] = "true"
    by_id["numeric"]["answer"] = "77"
    by_id["range"]["max"] = "99"
    by_id["remedy"]["accept"] = {"zh": ["壶"], "en": ["pot"]}
    black = by_id["cloze"]["blanks"][1]["options"]
    black[2]["correct"] = black[0].pop("correct")
    first, second = by_id["matching"]["pairs"][:2]
    first["right"], second["right"] = second["right"], first["right"]
    by_id["ordering"]["items"].reverse()
    by_id["categorize"]["items"][0]["category"] = "hot"
    by_id["matrix"]["rows"][0]["answer"] = "same"
    by_id["highlight"]["phrases"][1]["correct"] = "true"
    by_id["rules"]["phrases"][0]["category"] = "safety"
    regions = by_id["hotspots"]["regions"]
    regions[0]["correct"] = regions[1].pop("correct")
    return data


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_before_the_answers_tells_the_key(data: dict[str, Any], quiz: Quiz, code: str) -> None:
    other = read(with_other_answers(data))
    same = {q.id for q, o in zip(quiz.questions, other.questions, strict=True) if key_of(q) == key_of(o)}
    assert same == {"parameters", "text", "table", "hotspot", "scale", "essay"}
    assert without_answers(html_of(quiz, code)) == without_answers(html_of(other, code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_stay_words(data: dict[str, Any], code: str) -> None:
    hostile = deepcopy(data)
    for text in every_text(hostile):
        for name in LANGUAGES:
            if isinstance(text.get(name), str) and not text[name].isdecimal():
                text[name] += HOSTILE
            elif isinstance(text.get(name), list):
                text[name] = [answer + HOSTILE for answer in text[name]]
    quiz = read(hostile)
    html = html_of(quiz, code, objective=("brew", {"zh": HOSTILE}), source=HOSTILE, edit="https://example.org/?a=1&b=2")
    assert "<script" not in html
    assert "<b>" not in html
    tree = tree_of(html)
    assert json.loads(tree.get("data-quiz", ""))["objectives"] == {"brew": HOSTILE}
    for form, question in zip(tree.iter("form"), (one.question for one in sorted_by_form(tree, quiz)), strict=True):
        key = key_of(question)
        assert json.loads(form.get("data-key", "null")) == (json.loads(json.dumps(key)) if key else None)
    said = "".join(tree.itertext())
    names = [value for e in tree.iter() for name, value in e.items() if name in ("aria-label", "alt")]
    # Every text of the bank but the quiz's own title stands on the page.
    assert said.count("<script>") + sum(name.count("<script>") for name in names) > 100
    key_tree = tree_of(key_html(quiz, asked_of(quiz), code))
    assert "".join(key_tree.itertext()).count("<script>") > 50


def sorted_by_form(tree: Tree, quiz: Quiz) -> list[Asked]:
    by_id = {f"all-types.{one.name}": one for one in asked_of(quiz)}
    return [by_id[form.get("id", "")] for form in tree.iter("form")]


def test_an_ampersand_in_a_key_is_no_entity(data: dict[str, Any]) -> None:
    """The page is written by a serializer that leaves `&lt;` alone."""
    words = {"zh": "？", "en": "?"}
    entity = {"id": "entity", "type": "text", "stem": words, "accept": {"zh": ["&lt;"], "en": ["&lt;"]}}
    html = html_of(read({**data, "questions": [entity]}), "zh")
    key = re.search('data-key="([^"]*)"', html)
    assert key is not None
    assert "&amp;" not in key[1]
    assert json.loads(next(tree_of(html).iter("form")).get("data-key", ""))["accept"] == ["&lt;"]


def test_words_of_another_language_are_marked(data: dict[str, Any]) -> None:
    chinese = deepcopy(data)
    for text in every_text(chinese):
        text.pop("en", None)
    tree = tree_of(html_of(read(chinese), "en"))
    han = re.compile("[\u4e00-\u9fff]")

    def unmarked(element: Tree, marked: bool) -> Iterator[str]:
        marked = marked or element.get("lang") == "zh-Hans"
        if not marked and han.search(element.text or ""):
            yield str(element.text)
        for child in element:
            yield from unmarked(child, marked)
            if not marked and han.search(child.tail or ""):
                yield str(child.tail)

    assert list(unmarked(tree, marked=False)) == []
    assert tree.findall(".//option[@lang='zh-Hans']")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_key_on_paper(quiz: Quiz, code: str) -> None:
    tree = tree_of(key_html(quiz, asked_of(quiz), code))
    rows = {row[0].text: [text_of(cell) for cell in row[1:]] for row in tree.iter("tr") if row[0].tag == "td"}
    assert list(rows) == [str(n) for n in range(1, len(quiz.questions) + 1)]
    numbers = {one.question.id: str(n) for n, one in enumerate(sorted_by_form(tree_of(html_of(quiz, code)), quiz), 1)}
    expected = {
        "single": ("用凉一些的水", "use cooler water"),
        "true-false": ("错", "False"),
        "numeric": ("250毫升（相差不超过2%）", "250 ml (give or take 2%)"),
        "parameters": ("all = guests * cups", "all * 50"),
        "ordering": ("烧水", "boil the water"),
        "hotspot": ("2. 左起第二个", "2. second from the left"),
        "essay": ("水温和时间都对", "water and time are right"),
        "scale": ("没有标准答案", "There is no right answer."),
    }
    for name, words in expected.items():
        assert any(word in rows[numbers[name]][1] for word in words), name
    assert "换一罐更贵的茶" not in rows[numbers["single"]][1]
    assert "____" in rows[numbers["cloze"]][0]


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_passages() -> None:
    text = "before\n| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |\nafter\n\n| x | y |\n| | 5 |\n\n|---|\n"
    assert passages.passage(text) == [
        "before",
        passages.Table(["a", "b"], [["1", "2"], ["3", ""]]),
        "after",
        passages.Table([], [["x", "y"], ["", "5"]]),
    ]
    assert passages.phrases("a [[b|c d]], [[e|f]]") == [("a ", ""), ("c d", "b"), (", ", ""), ("f", "e")]
    assert passages.paragraphs("\na\nb\n \n\nc\n") == ["a\nb", "c"]


def test_a_stem_in_short() -> None:
    assert passages.in_short("绿茶用[[green]]度的水。\n\n| a | **b** |\n|---|---|") == "绿茶用____度的水。 a b"
    assert passages.in_short("茶" * 80) == "茶" * 59 + "…"
    short = passages.in_short("A word " * 20)
    assert len(short) <= 60
    assert short.endswith(" word…") or short.endswith(" A…")


def test_the_style_sheet_of_quizzes_is_small() -> None:
    sheet = Path(courseware.__file__).parent / "web/styles/c-quiz.css"
    assert len(gzip.compress(rcssmin.cssmin(sheet.read_text(encoding="utf-8")).encode(), 9)) <= 4096
