"""Files as data with places: what YAML would make of an author's words, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.problems import Place
from courseware.sources import Document, PageSource, parse_page, parse_yaml, read_page, read_text, read_yaml


def read(text: str) -> tuple[object, list[tuple[str, int, int]]]:
    document, problems = parse_yaml(text, "a.yml")
    return document.data, [(p.code, p.place.line, p.place.column) for p in problems]


def page(text: str) -> tuple[PageSource, list[tuple[str, int, int]]]:
    source, problems = parse_page(text, "a.md")
    return source, [(p.code, p.place.line, p.place.column) for p in problems]


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "yes",
        "on",
        "true",
        "null",
        "~",
        "3.10",
        "012",
        "0x1F",
        "1_000",
        "12:30",
        "1:2:3",
        "2024-01-02",
        ".inf",
        "=",
    ],
)
def test_a_scalar_stays_what_the_author_typed(words: str) -> None:
    assert read(f"key: {words}\nlist: [{words}, a]\n") == ({"key": words, "list": [words, "a"]}, [])


def test_keys_stay_text_too() -> None:
    assert read("true: 对\n012: 八进制\n12:30: 时间\n") == ({"true": "对", "012": "八进制", "12:30": "时间"}, [])


def test_quotes_and_blocks_are_read_as_yaml_means_them() -> None:
    assert read('a: "x: \\u8336"\nb: |-\n  一\n  二\nc: >-\n  one\n  two\n') == (
        {"a": "x: 茶", "b": "一\n二", "c": "one two"},
        [],
    )


def test_a_chinese_comma_makes_no_list() -> None:
    assert read("cities: [北京，上海]\n") == ({"cities": ["北京，上海"]}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a:\n  b: 1\n  b: 2\n  b: 3\n", [("duplicate-key", 3, 3), ("duplicate-key", 4, 3)]),
        ("a:\nb: ''\nc: '　'\n", [("empty-value", 1, 3), ("empty-value", 2, 4), ("empty-value", 3, 4)]),
        ("- a\n-\n- b\n", [("empty-value", 2, 2)]),
        ("a: &x 1\nb: 2\n", [("yaml-alias", 1, 4)]),
        ("a: 1\nb: *x\n", [("yaml-alias", 2, 4)]),
        ("a: *重点*\n", [("yaml-alias", 1, 4)]),
        ("a:\n  <<: *x\n", [("yaml-alias", 2, 7)]),
        ("a: !important x\n", [("yaml-syntax", 1, 4)]),
        ("a: !!python/object:os.system x\n", [("yaml-syntax", 1, 4)]),
        ("title：茶\n", [("yaml-full-width-colon", 1, 6)]),
        ("a: 1\n标题：茶\nb: 2\n", [("yaml-full-width-colon", 2, 3)]),
        ("a:\n  - id：x\n    b: 1\n", [("yaml-full-width-colon", 2, 7)]),
        ("a: 1\n\tb: 2\n", [("yaml-tab", 2, 1)]),
        ("a:\n  \tb: 2\n", [("yaml-tab", 2, 3)]),
        ("a: 1\n? [x, y]\n: 2\n", [("yaml-syntax", 2, 3)]),
        ("a: 1\n---\nb: 2\n", [("yaml-syntax", 2, 1)]),
        ("a: 'x\n", [("yaml-syntax", 2, 1)]),
        ("a: x: y\n", [("yaml-syntax", 1, 5)]),
        ("a: 茶\x00\n", [("yaml-syntax", 1, 5)]),
        ('a: 1\nb: "C:\\bin"\n', [("yaml-syntax", 2, 4)]),
    ],
)
def test_a_mistake_has_its_line_and_column(text: str, expected: list[tuple[str, int, int]]) -> None:
    _, problems = read(text)
    assert problems == expected


def test_after_a_duplicate_key_the_first_value_counts() -> None:
    assert read("a: 1\na: 2\n")[0] == {"a": "1"}


def test_a_colon_within_words_is_no_mistake() -> None:
    assert read("a: 他说：好\nb: 三点：水温\n") == ({"a": "他说：好", "b": "三点：水温"}, [])


def test_a_text_that_does_not_parse_has_no_data() -> None:
    assert read("a: [1\n")[0] is None
    assert read("") == (None, [])
    assert read("# only a note\n") == (None, [])


def test_places_count_lines_before_the_text() -> None:
    document, problems = parse_yaml("a: 1\nb: [x,\n  y]\na: 2\n", "a.yml", line_offset=3)
    assert document.place("a") == Place("a.yml", 4, 1)
    assert document.place("b", 1) == Place("a.yml", 6, 3)
    assert problems[0].place == Place("a.yml", 7, 1)


def test_a_place_that_the_file_does_not_have_is_the_nearest_around_it() -> None:
    document, _ = parse_yaml("a:\n  - b: 1\n", "a.yml")
    assert document.place("a", 0, "tag", "b", "missing") == Place("a.yml", 2, 5)
    assert Document("b.yml", None).place("x") == Place("b.yml", 1, 1)


def test_dropping_an_entry_moves_what_stands_behind_it() -> None:
    document, _ = parse_yaml("a:\n  - x\n  - y: 1\n    z: 2\n  - w\nb: 1\n", "a.yml")
    document.drop("a", 0)
    document.drop("a", 0, "y")
    assert document.data == {"a": [{"z": "2"}, "w"], "b": "1"}
    assert document.place("a", 0, "z") == Place("a.yml", 4, 5)
    assert document.place("a", 1) == Place("a.yml", 5, 5)
    assert document.place("b") == Place("a.yml", 6, 1)


@pytest.mark.parametrize("raw", ["a: 茶\nb: 1\n", "\ufeffa: 茶\nb: 1\n", "a: 茶\r\nb: 1\r\n", "a: 茶\rb: 1\r"])
def test_marks_and_line_ends_of_other_systems_make_no_difference(tmp_path: Path, raw: str) -> None:
    (tmp_path / "a.yml").write_bytes(raw.encode())
    document, problems = read_yaml(tmp_path, tmp_path / "a.yml")
    assert (document.data, problems) == ({"a": "茶", "b": "1"}, [])
    assert document.place("a") == Place("a.yml", 1, 1)
    assert document.place("b") == Place("a.yml", 2, 1)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_bytes_that_are_not_utf8_have_a_place_in_characters(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(f"{mark}标题: x\n茶叶".encode() + "泡".encode("gbk"))
    text, problems = read_text(file, "a.yml")
    assert text == ""
    assert [(p.code, p.place) for p in problems] == [("not-utf-8", Place("a.yml", 2, 3))]


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    document, problems = read_yaml(tmp_path, tmp_path / "course.yml")
    assert document.data is None
    assert [(p.code, p.place) for p in problems] == [("missing-file", Place("course.yml", 1, 1))]


def test_a_page_has_a_head_and_a_body_that_knows_its_line() -> None:
    source, problems = page("---\ntitle: 茶\nhours: 02\n---\n\n正文\n")
    assert problems == []
    assert (source.head.data, source.body, source.first_line) == ({"title": "茶", "hours": "02"}, "\n正文\n", 5)
    assert source.head.place("hours") == Place("a.md", 3, 1)


def test_a_page_without_a_head_is_all_body() -> None:
    source, problems = page("# 茶\n\n---\n\na: b\n")
    assert (source.head.data, source.body, source.first_line, problems) == ({}, "# 茶\n\n---\n\na: b\n", 1, [])


def test_an_empty_head_is_no_mistake() -> None:
    source, problems = page("---\n---\n正文\n")
    assert (source.head.data, source.body, source.broken_head, problems) == ({}, "正文\n", False, [])


@pytest.mark.parametrize(
    ("text", "problem", "body"),
    [
        ("---\ntitle: 茶\n\n正文\n", ("front-matter-open", 1, 1), ""),
        ("---\n一句话\n---\n正文\n", ("front-matter-not-keys", 2, 1), "正文\n"),
        ("---\n- a\n- b\n---\n正文\n", ("front-matter-not-keys", 2, 1), "正文\n"),
        ("---\ntitle：茶\n---\n正文\n", ("yaml-full-width-colon", 2, 6), "正文\n"),
        ("---\ntitle: 茶\n a: b\n---\n正文\n", ("yaml-syntax", 3, 3), "正文\n"),
        ("---\ntitle: [茶\n---\n正文\n", ("yaml-syntax", 2, 10), "正文\n"),
    ],
)
def test_a_broken_head_is_one_problem_and_leaves_the_body(text: str, problem: tuple[str, int, int], body: str) -> None:
    source, problems = page(text)
    assert problems == [problem]
    assert source.broken_head
    assert (source.head.data, source.body) == ({}, body)


def test_a_line_separator_of_unicode_does_not_shift_the_lines_an_editor_counts() -> None:
    source, _ = page("---\ntitle: 茶\n---\n一\u2028二\n三\n")
    assert (source.first_line, source.body) == (4, "一\u2028二\n三\n")


def test_a_page_that_is_not_utf8_has_no_text_to_print(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("---\ntitle: 水温\n---\n".encode("gbk"))
    source, problems = read_page(tmp_path, tmp_path / "a.md")
    assert (source.body, source.broken_head, [p.code for p in problems]) == ("", True, ["not-utf-8"])


@pytest.mark.parametrize(
    "raw", ["\ufeff---\na: 茶\n---\n一\n", "---\r\na: 茶\r\n---\r\n一\r\n", "---\ra: 茶\r---\r一\r"]
)
def test_a_page_of_another_system_is_read_the_same(tmp_path: Path, raw: str) -> None:
    (tmp_path / "a.md").write_bytes(raw.encode())
    source, problems = read_page(tmp_path, tmp_path / "a.md")
    assert (source.head.data, source.body, source.first_line, problems) == ({"a": "茶"}, "一\n", 4, [])


def test_pages_may_lie_beside_the_project(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "a.md").write_text("茶\n", encoding="utf-8")
    assert read_page(tmp_path / "site", tmp_path / "a.md")[0].path == "../a.md"


def test_a_question_mark_before_a_brace_is_no_mistake_and_hides_none() -> None:
    stem = "stem: {en: How many?}\n"
    assert parse_yaml(f"{stem}answer: 2 * 3\n", "a.yml")[1] == []
    (problem,) = parse_yaml(f"{stem}options:\n  - zh：甲\n    en: a\n", "a.yml")[1]
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml-full-width-colon", 3, 7)
