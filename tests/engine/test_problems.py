"""The catalogue of mistakes, and the forms in which a mistake is told."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from string import Formatter

import pytest

import courseware
from courseware.problems import Place, Problem, as_json, catalogue, in_order, reasons
from courseware.validation import LIMITS

PACKAGE = Path(courseware.__file__).parent
CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)+$")


def texts_in_the_package() -> set[str]:
    """Every text constant of the package's modules."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py")]
    constants = (n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def given_to(*makers: str) -> set[str]:
    """The first argument of every call of these that is written out."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py")]
    calls = (n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args)
    names = (c.args[0] for c in calls if isinstance(c.func, ast.Name) and c.func.id in makers)
    return {str(name.value) for name in names if isinstance(name, ast.Constant)}


@pytest.mark.parametrize("code", list(catalogue()))
def test_every_code_says_in_both_languages_what_is_wrong_and_how_to_mend_it(code: str) -> None:
    entry = dict(catalogue()[code])
    assert entry.pop("severity", "error") in ("error", "warning")
    assert list(entry) == ["zh", "en"]
    for language, sentences in entry.items():
        assert list(sentences) == ["message", "mend"]
        for sentence in sentences.values():
            assert sentence.strip()
            assert bool(re.search("[一-鿿]", sentence)) == (language == "zh") or "：" in sentence
    fields = [
        {name.removesuffix(f"_{language}") for _, name, _, _ in Formatter().parse(sentences["message"]) if name}
        for language, sentences in entry.items()
    ]
    assert fields[0] == fields[1], "both languages name the same values"


def test_every_code_of_the_package_is_in_the_catalogue_and_every_entry_is_used() -> None:
    assert given_to("Problem", "Mistake") <= set(catalogue())
    assert set(catalogue()) <= {text for text in texts_in_the_package() if CODE.match(text)}


def test_every_reason_is_written_in_both_languages_and_used() -> None:
    named = given_to("FormulaError", "PatternError") | {reason for _, reason in LIMITS.values()}
    assert named == set(reasons())
    for words in reasons().values():
        assert list(words) == ["zh", "en"]
        fields = [{name for _, name, _, _ in Formatter().parse(sentence) if name} for sentence in words.values()]
        assert fields[0] == fields[1]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"reason": "unknown-name", "name": "b"}, "没有叫“b”的数"),
        ({"reason": "nothing-to-repeat"}, "* + ? {…} 前面要有内容"),
    ],
)
def test_a_reason_is_said_in_words(values: dict[str, str], message: str) -> None:
    assert f"：{message}" in Problem("quiz-formula", Place("a.yml"), {"value": "b", **values}).message["zh"]


PROBLEM = Problem("unknown-key", Place("a/b.yml", 3, 7), {"key": "titel", "allowed": "id, title", "close": "title"})


def test_a_problem_as_text() -> None:
    assert str(PROBLEM) == (
        "a/b.yml:3:7: error unknown-key: 不认识“titel”这个键 / the key “titel” is not known\n"
        "    → 可以用的键：id, title。最接近的是：title。\n"
        "    → Known keys: id, title. The closest is: title."
    )


def test_a_problem_as_json() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "code": "unknown-key",
            "severity": "error",
            "path": "a/b.yml",
            "line": 3,
            "column": 7,
            "message": {"zh": "不认识“titel”这个键", "en": "the key “titel” is not known"},
            "mend": {
                "zh": "可以用的键：id, title。最接近的是：title。",
                "en": "Known keys: id, title. The closest is: title.",
            },
        }
    ]
    assert as_json([]) == "[]"


def test_a_problem_beside_its_line_on_github() -> None:
    command = Problem(
        "not-one-of", Place("a.yml", 2, 1), {"key": "k", "value": "100%\r\nx", "allowed": "a"}
    ).as_github()
    assert "\n" not in command
    head, _, text = command.partition("::")[2].partition("::")
    assert head == "error file=a.yml,line=2,col=1,title=not-one-of"
    assert text == ("“k”不能是“100%25%0D%0Ax” / “k” cannot be “100%25%0D%0Ax”%0A从这些里选一个：a。%0AUse one of: a.")


def test_a_file_name_cannot_break_a_github_command() -> None:
    command = Problem("not-utf-8", Place("a,b:c%.md")).as_github()
    assert command.startswith("::error file=a%2Cb%3Ac%25.md,line=1,col=1,")


def test_a_warning_is_no_error() -> None:
    warning = Problem("lesson-not-in-course", Place("a.md"), {"id": "a"})
    assert warning.severity == "warning"
    assert warning.as_github().startswith("::warning ")


def test_problems_are_told_once_and_in_the_order_of_the_files() -> None:
    places = [Place("b.md", 1, 1), Place("a.md", 10, 1), Place("a.md", 9, 2), Place("a.md", 9, 1)]
    problems = [Problem("not-utf-8", place) for place in places]
    assert [p.place for p in in_order(problems + problems)] == places[::-1]


def test_words_in_braces_from_an_author_are_told_as_they_are() -> None:
    problem = Problem("not-an-id", Place("a.yml"), {"value": "{value} {0} {x!r}"})
    assert problem.message["en"] == "“{value} {0} {x!r}” cannot be an id"
