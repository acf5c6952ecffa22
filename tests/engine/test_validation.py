"""Data checked against a model: everything wrong is said once, and as much as possible is kept."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import Field

from courseware.sources import Document, parse_yaml
from courseware.validation import Id, Strict, Text, Worded, doubles, validate, words_in

LANGUAGES = ("zh", "en")


class Leaf(Worded):
    id: Id
    note: Text | None = None


class Tree(Strict):
    title: Text
    height: Annotated[int, Field(gt=0)] = 1
    leaves: Annotated[list[Leaf], Field(min_length=1)]
    tags: list[str] = Field(default_factory=list)


def check(text: str) -> tuple[Tree | None, list[tuple[str, int, int]], Document]:
    document, problems = parse_yaml(text, "a.yml")
    tree, more = validate(Tree, document, LANGUAGES)
    return tree, [(p.code, p.place.line, p.place.column) for p in problems + more], document


GOOD = """\
title: {zh: 树, en: Tree}
height: 2
leaves:
  - id: one
    zh: 一
  - id: two
    zh: 二
    note:
      en: two
      zh: 二
"""


NOTE = "    note:\n      en: two\n      zh: 二\n"


def test_what_fits_has_no_problem() -> None:
    tree, problems, _ = check(GOOD)
    assert problems == []
    assert tree is not None
    assert (tree.height, [leaf.id for leaf in tree.leaves]) == (2, ["one", "two"])


def test_the_first_language_stands_first_however_it_was_written() -> None:
    tree, _, _ = check(GOOD)
    assert tree is not None
    assert tree.leaves[1].note is not None
    assert list(tree.leaves[1].note) == ["zh", "en"]


@pytest.mark.parametrize(
    ("old", "new", "problem", "left"),
    [
        (NOTE, "    note: 二\n", ("text-by-language", 8, 5), {"leaves": ["one", "two"]}),
        ("height: 2", "height: tall", ("not-a-number", 2, 1), {"height": 1}),
        ("height: 2", "heigth: 2", ("unknown-key", 2, 1), {"height": 1}),
        ("height: 2", "tags: x", ("not-a-list", 2, 1), {"tags": []}),
        ("height: 2", "tags: [a, [b], c]", ("not-a-text", 2, 11), {"tags": ["a", "c"]}),
        ("    zh: 一\n", "    zh: 一\n    colour: 绿\n", ("unknown-key", 6, 5), {"leaves": ["one", "two"]}),
        ("  - id: one\n", "  - id: One\n", ("not-an-id", 4, 5), {"leaves": ["two"]}),
        ("  - id: one\n    zh: 一\n", "  - id: one\n    en: one\n", ("language-missing", 4, 5), {"leaves": ["two"]}),
        ("  - id: one\n    zh: 一\n", "  - 一\n", ("text-by-language", 4, 5), {"leaves": ["two"]}),
        ("      zh: 二\n", "      zh: 二\n      cn: 二\n", ("unknown-key", 11, 7), {"leaves": ["one", "two"]}),
    ],
)
def test_one_mistake_is_dropped_and_the_rest_kept(old: str, new: str, problem: Any, left: dict[str, Any]) -> None:
    assert GOOD.count(old) == 1
    tree, problems, _ = check(GOOD.replace(old, new))
    assert problems == [problem]
    assert tree is not None
    found = {"height": tree.height, "tags": tree.tags, "leaves": [leaf.id for leaf in tree.leaves]}
    assert {key: found[key] for key in left} == left


def test_after_a_dropped_entry_the_places_of_the_others_are_right() -> None:
    tree, _, document = check(GOOD.replace("id: one", "id: One"))
    assert tree is not None
    assert document.place("leaves", 0, "id").line == 6
    assert document.place("leaves", 0, "note", "zh").line == 10


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("not-a-mapping", 1, 1)]),
        ("- a\n", [("not-a-mapping", 1, 1)]),
        ("title: {zh: 树}\n", [("missing-key", 1, 1)]),
        ("title: {zh: 树}\nleafs: []\n", [("unknown-key", 2, 1)]),
        ("title: {zh: 树}\nleaves: []\n", [("list-too-short", 2, 1)]),
        ("title: {zh: 树}\nleaves:\n", [("empty-value", 2, 8)]),
        ("titel: {zh: 树}\nleaves: [x]\n", [("text-by-language", 2, 10), ("unknown-key", 1, 1)]),
    ],
)
def test_without_a_needed_key_there_is_nothing(text: str, problems: list[tuple[str, int, int]]) -> None:
    tree, found, _ = check(text)
    assert tree is None
    assert sorted(found) == problems


def test_a_misspelt_key_is_told_with_the_closest() -> None:
    document, _ = parse_yaml(GOOD.replace("height", "hight"), "a.yml")
    _, problems = validate(Tree, document, LANGUAGES)
    assert [p.values["close"] for p in problems] == ["height"]
    assert problems[0].values["allowed"] == "title, height, leaves, tags"


def test_an_id_that_stands_twice_names_the_first() -> None:
    document, _ = parse_yaml("[a, b, a,\n a]\n", "a.yml")
    problems = doubles(["a", "b", "a", "a"], document.place)
    assert [(p.place.line, p.place.column) for p in problems] == [(1, 8), (2, 2)]
    assert [p.values["first"] for p in problems] == ["a.yml:1", "a.yml:1"]


@pytest.mark.parametrize("name", ["a", "a-b", "a1", "2024-notes", "a-1-b"])
def test_an_id(name: str) -> None:
    assert check(GOOD.replace("id: one", f"id: {name}"))[1] == []


@pytest.mark.parametrize("name", ["A", "a_b", "a--b", "-a", "a-", "a b", "茶", "a.b", "a/b"])
def test_no_id(name: str) -> None:
    assert [code for code, _, _ in check(GOOD.replace("id: one", f'id: "{name}"'))[1]] == ["not-an-id"]


def test_words_fall_back_to_the_first_language() -> None:
    assert words_in({"zh": "茶", "en": "tea"}, "en") == ("tea", "en")
    assert words_in({"zh": "茶"}, "en") == ("茶", "zh")
