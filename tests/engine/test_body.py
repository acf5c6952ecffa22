"""The source of a page's body: sections, blocks and links, each with its line."""

from __future__ import annotations

import pytest

from courseware.body import Block, read_body

LESSON = """\
开头的话，见[首页](../index.md)。

## 案例 {#case step=lead-in minutes=10 method="group-discussion"}

### 小节 {#part}

/// case | 一个故事
    source: lu-yu

故事。

///

##没有空格，不是标题

## 第二节

正文
"""


def blocks(text: str) -> list[Block]:
    return [block for _, block in read_body(text).blocks]


def test_sections_have_ids_attributes_and_lines() -> None:
    body = read_body(LESSON, first_line=10)
    assert [(s.id, s.title, s.line, s.attributes, s.subheadings) for s in body.sections] == [
        (
            "case",
            "案例",
            12,
            {"step": "lead-in", "minutes": "10", "method": "group-discussion"},
            [("小节", "part", 14)],
        ),
        ("", "第二节", 25, {}, []),
    ]
    assert body.opening.text.strip() == "开头的话，见[首页](../index.md)。"
    assert body.ids == [("case", 12), ("part", 14)]


def test_a_block_has_its_kind_argument_options_and_text() -> None:
    (block,) = blocks(LESSON)
    assert (block.kind, block.argument, block.line, block.options) == ("case", "一个故事", 7, {"source": "lu-yu"})
    assert (block.text, block.text_line, block.closed) == ("故事。\n\n", 10, True)


def test_a_line_that_only_looks_like_an_option_is_text() -> None:
    (block,) = blocks("/// case\n\n    source: x\n\n///\n")
    assert (block.options, block.text) == ({}, "    source: x\n\n")


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "  ```python"])
def test_nothing_in_a_code_fence_counts(fence: str) -> None:
    text = (
        f"{fence}\n## 不是标题 {{#x}}\n/// case\n[x](y.md)\n{fence.strip().removesuffix('python')}\n\n## 标题 {{#z}}\n"
    )
    body = read_body(text)
    assert ([s.id for s in body.sections], list(body.blocks), body.links) == (["z"], [], [])


def test_a_longer_fence_holds_a_shorter_one() -> None:
    body = read_body("````\n```\n[x](y.md)\n```\n[x](y.md)\n````\n[x](z.md)\n")
    assert [link.target for link in body.links] == ["z.md"]


def test_code_in_a_line_that_begins_with_three_marks_opens_no_fence() -> None:
    body = read_body("```a``` 是代码。\n\n## 标题 {#z}\n")
    assert [s.id for s in body.sections] == ["z"]


def test_a_fence_inside_a_block_may_hold_the_end_of_a_block() -> None:
    (block,) = blocks("/// activity\n\n```\n///\n```\n\n做。\n\n///\n\n之后\n")
    assert block.text == "```\n///\n```\n\n做。\n\n"


def test_blocks_inside_blocks_are_found_and_belong_to_the_outer_text() -> None:
    body = read_body("//// activity | 外\n\n/// think\n\n想\n\n///\n\n做\n\n////\n\n之后\n")
    outer, inner = [block for _, block in body.blocks]
    assert [b.kind for b in body.opening.blocks] == ["activity"]
    assert (outer.kind, outer.text) == ("activity", "/// think\n\n想\n\n///\n\n做\n\n")
    assert (inner.kind, inner.text, inner.line) == ("think", "想\n\n", 3)


def test_a_block_of_the_same_length_nests_as_markdown_nests_it() -> None:
    outer, inner = blocks("/// activity\n\n/// think\n\n想\n\n///\n\n做\n\n///\n")
    assert outer.closed
    assert inner.closed
    assert outer.text.endswith("做\n\n")


def test_notes_for_teachers_are_taken_as_they_are() -> None:
    (block,) = blocks("/// teacher\n\n/// think\n\n///\n")
    assert (block.text, block.closed) == ("/// think\n\n", True)


def test_a_block_without_an_end_stops_at_the_next_section() -> None:
    body = read_body("## 一 {#a}\n\n/// case\n\n故事\n\n## 二 {#b}\n\n/// think\n\n想\n")
    assert [s.id for s in body.sections] == ["a", "b"]
    assert [(b.kind, b.closed) for _, b in body.blocks] == [("case", False), ("think", False)]


def test_a_heading_inside_a_block_is_the_blocks() -> None:
    body = read_body("/// activity\n\n## 步骤\n\n做\n\n///\n")
    assert body.sections == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("见[一](a.md)和[二](b.md#x)", [("a.md", 6), ("b.md#x", 16)]),
        ('![图](images/a.svg "说明")', [("images/a.svg", 6)]),
        ("[x](<a.md>)", [("a.md", 6)]),
        ("[名]: a.md", [("a.md", 6)]),
        ("[^1]: 脚注", []),
        ("`[x](a.md)`", []),
        ("`` `[x](a.md)` `` [y](b.md)", [("b.md", 23)]),
        ("没有结束的 ` [x](a.md)", [("a.md", 13)]),
        ("[x](https://example.org/a.md)", [("https://example.org/a.md", 5)]),
    ],
)
def test_links_have_their_column(line: str, expected: list[tuple[str, int]]) -> None:
    body = read_body("\n" + line)
    assert [(link.target, link.column) for link in body.links] == expected
    assert {link.line for link in body.links} <= {2}


def test_pictures_of_a_section_give_their_words() -> None:
    body = read_body('## 节 {#a}\n\n![树](a.svg "一棵树")\n![叶](b.svg)\n')
    assert body.sections[0].figures == [("树", "一棵树"), ("叶", "")]


def test_the_digest_of_a_section_follows_its_words_not_its_lines() -> None:
    one = read_body("## A {#a}\n\none two\nthree\n").digests()
    assert read_body("## A {#a}\n\none\ntwo three\n\n").digests() == one
    assert read_body("## A {#a step=teach}\n\none two three\n").digests() == one
    assert read_body("## A {#a}\n\none two four\n").digests() != one
    assert read_body("## B {#a}\n\none two three\n").digests() != one
    assert set(one) == {"opening", "a"}


def test_first_finds_a_block_by_kind_and_argument() -> None:
    body = read_body("/// teacher\n\n甲\n\n///\n\n/// teacher | board\n\n乙\n\n///\n")
    board = body.first("teacher", "board")
    assert board is not None
    assert board.text == "乙\n\n"
    assert body.first("quiz") is None
