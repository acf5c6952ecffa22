"""Drawings set into the page."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small_course import SMALL_COURSE

from courseware.figures import figure, inline_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">'


def drawing(folder: Path, inside: str, code: str = "en") -> str:
    file = folder / "a.svg"
    file.write_text(f"{HEAD}{inside}</svg>", encoding="utf-8")
    svg = inline_svg(file, "alternative", code, ("zh", "en"))
    assert svg is not None
    return ElementTree.tostring(svg, encoding="unicode")


@pytest.mark.parametrize(("code", "own", "other"), [("zh", "绿茶80°C", "Green 80"), ("en", "Green 80", "绿茶80°C")])
def test_a_drawing_speaks_one_language(code: str, own: str, other: str) -> None:
    file = SMALL_COURSE / "docs/lessons/leaf-and-cup/images/temperatures.svg"
    svg = inline_svg(file, "温度计", code, ("zh", "en"))
    assert svg is not None
    text = ElementTree.tostring(svg, encoding="unicode")
    assert own in text
    assert other not in text
    assert [e.tag for e in svg.iter() if e.tag in ("line", "circle")] == ["line", "circle", "circle"]


def test_a_language_that_the_course_does_not_have_stays(tmp_path: Path) -> None:
    assert "thé" in drawing(tmp_path, '<text lang="fr">thé</text>')


@pytest.mark.parametrize(
    "dangerous",
    [
        "<script>alert(1)</script>",
        '<g><script href="https://example.org/x.js"/></g>',
        "<style>@import 'https://example.org/x.css';</style>",
        "<foreignObject><p/></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<rect onclick="alert(1)"/>',
        '<g><rect onLoad="alert(1)"/></g>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<use href="https://example.org/x.svg#a"/>',
        '<rect fill="url(https://example.org/x.svg#a)"/>',
        '<rect style="fill: url(https://example.org/x)"/>',
        '<x:note xmlns:x="urn:some-program">alert(1)</x:note>',
        '<rect xmlns:x="urn:some-program" x:note="alert(1)"/>',
    ],
)
def test_a_drawing_runs_nothing_and_fetches_nothing(tmp_path: Path, dangerous: str) -> None:
    text = drawing(tmp_path, dangerous)
    for sign in ("alert", "example.org", "script", "some-program"):
        assert sign not in text


def test_a_drawing_may_refer_to_its_own_parts(tmp_path: Path) -> None:
    text = drawing(tmp_path, '<defs><g id="a"/></defs><use href="#a"/><rect fill="url(#a)"/>')
    assert 'href="#a"' in text
    assert 'fill="url(#a)"' in text


def test_a_drawing_has_a_name_and_a_description(tmp_path: Path) -> None:
    text = drawing(tmp_path, '<title>T</title><desc lang="en">A tree.</desc><desc lang="zh">树。</desc><rect/>')
    svg = ElementTree.fromstring(text)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "alternative")
    (described,) = svg.findall("desc")
    assert described.text == "A tree."
    assert svg.get("aria-describedby") == described.get("id")
    assert svg.find("title") is None


@pytest.mark.parametrize("content", [b"<svg", b"no drawing", b"\xcb\xae", b""])
def test_a_file_that_is_no_drawing_is_left_to_the_browser(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.svg").write_bytes(content)
    assert inline_svg(tmp_path / "a.svg", "", "zh", ("zh", "en")) is None


def test_a_drawing_in_another_encoding_is_read(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?>{HEAD}<text>茶</text></svg>'
    (tmp_path / "a.svg").write_bytes(text.encode("utf-16"))
    svg = inline_svg(tmp_path / "a.svg", "", "zh", ("zh", "en"))
    assert svg is not None
    assert "茶" in "".join(svg.itertext())


def test_a_changed_drawing_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    for time, word in enumerate(("one", "two")):
        file.write_text(f"{HEAD}<text>{word}</text></svg>", encoding="utf-8")
        os.utime(file, (time, time))
        svg = inline_svg(file, "", "en", ("zh", "en"))
        assert svg is not None
        assert "".join(svg.itertext()) == word


def test_a_caption_stands_below() -> None:
    svg = ElementTree.Element("svg")
    assert [e.tag for e in figure(svg, "说明")] == ["svg", "figcaption"]
    assert [e.tag for e in figure(svg, "")] == ["svg"]


def test_a_part_that_is_used_again_keeps_its_place(tmp_path: Path) -> None:
    """Older drawing programs point with `xlink:href`; a link around a part is no link on the page."""
    text = drawing(tmp_path, '<a xlink:href="https://example.org"><path id="p"/></a><use xlink:href="#p"/>')
    assert '<use href="#p"' in text
    assert "<a" not in text
    assert "example.org" not in text
    assert '<g><path id="p"' in text
