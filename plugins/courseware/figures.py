"""Drawings set into the page: inline SVG takes the page's colours, and its text can be selected and read aloud.

A drawing holds every language: elements with a `lang` of another language are left out.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A drawing must not run anything or fetch anything.
REMOVED = {"script", "style", "foreignObject", "iframe", "image"}


@lru_cache(maxsize=256)
def _source(file: Path, _modified: int) -> str:
    return file.read_text(encoding="utf-8")


def _clean(element: ElementTree.Element, language: str, languages: tuple[str, ...]) -> None:
    element.tag = element.tag.removeprefix(SVG)
    for name in list(element.attrib):
        if name.startswith("{") or name.lower().startswith("on"):
            del element.attrib[name]
    for child in list(element):
        spoken = child.get("lang") or child.get(XML_LANG)
        name = str(child.tag).removeprefix(SVG)
        foreign = spoken is not None and spoken in languages and spoken != language
        if foreign or name in REMOVED or not isinstance(child.tag, str):
            element.remove(child)
        else:
            _clean(child, language, languages)


def inline_svg(file: Path, alternative: str, language: str, languages: tuple[str, ...]) -> ElementTree.Element | None:
    """The drawing as an element with its name and description for assistive technology; None if it is no SVG."""
    try:
        svg = ElementTree.fromstring(_source(file, file.stat().st_mtime_ns))  # noqa: S314 - the author's own file
    except ElementTree.ParseError:
        return None
    _clean(svg, language, languages)
    description = ""
    for name in ("title", "desc"):
        for child in svg.findall(name):
            if name == "desc":
                description = (child.text or "").strip()
            svg.remove(child)
    svg.set("role", "img")
    svg.set("aria-label", alternative)
    svg.set("focusable", "false")
    if description:
        described = ElementTree.Element("desc")
        described.text = description
        described.set("id", f"{file.stem}-description")
        svg.insert(0, described)
        svg.set("aria-describedby", f"{file.stem}-description")
    return svg


def figure(svg: ElementTree.Element, caption: str) -> ElementTree.Element:
    """The drawing with its caption."""
    element = ElementTree.Element("figure", {"class": "cw-figure", "data-search-exclude": "true"})
    element.append(svg)
    if caption:
        ElementTree.SubElement(element, "figcaption").text = caption
    return element
