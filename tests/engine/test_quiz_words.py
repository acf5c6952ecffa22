"""Words of a quiz on its page: they stay words, say their language, and give no answer away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import pytest
from quiz_trees import Tree, asked_of, html_of, read, sorted_by_form, tree_of
from small_course import LANGUAGES

from courseware.quizzes.banks import Quiz
from courseware.quizzes.grading import key_of
from courseware.quizzes.html.forms import key_html

HOSTILE = """ <script>alert("1")</script> & ]]> ' <b>"""


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
