"""Drawings set into the page: inline SVG takes the page's colours, and its text can be selected and read aloud.

A drawing holds every language: elements with a `lang` of another language are left out.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A drawing must not run anything or fetch anything.
REMOVED = {"script", "style", "foreignObject", "iframe", "image", "metadata", "img", "object", "embed", "link"}
SVG_ROOTS = ("svg", f"{SVG}svg")


@lru_cache(maxsize=256)
def _source(file: Path, _modified: int) -> bytes:
    return file.read_bytes()


def _clean(element: ElementTree.Element, language: str, languages: tuple[str, ...]) -> None:
    element.tag = element.tag.removeprefix(SVG)
    pointed = element.get(XLINK, "")
    if pointed.startswith("#"):  # how older programs point to a part of the drawing
        element.set("href", pointed)
    for name in list(element.attrib):
        if name.startswith("{") or name.lower().startswith("on") or _leads_out(name, element.attrib[name]):
            del element.attrib[name]
    for child in list(element):
        spoken = child.get("lang") or child.get(XML_LANG)
        name = str(child.tag).removeprefix(SVG)
        foreign = spoken is not None and spoken in languages and spoken != language
        # A name that keeps its braces is of another vocabulary: what a drawing program notes for itself.
        if foreign or name in REMOVED or name.startswith("{") or not isinstance(child.tag, str):
            element.remove(child)
        elif name == "a":  # a drawing leads nowhere: what it links is kept as a group
            child.tag = "g"
            _clean(child, language, languages)
        else:
            _clean(child, language, languages)


def _leads_out(name: str, value: str) -> bool:
    """Whether the attribute refers to anything but a part of the drawing."""
    return (name == "href" and not value.startswith("#")) or "url(" in value.replace("url(#", "")


def is_readable(file: Path) -> bool:
    """Whether the file is an SVG that can be set into a page."""
    try:
        return ElementTree.fromstring(file.read_bytes()).tag in SVG_ROOTS  # noqa: S314 - the author's own file
    except (OSError, ElementTree.ParseError):
        return False


def inline_svg(
    file: Path, alternative: str, language: str, languages: tuple[str, ...], identifier: str = ""
) -> ElementTree.Element | None:
    """The drawing as an element with its name and description for assistive technology; None if it is no SVG.

    `identifier` begins the id of the description, where the file's name would stand twice on a page.
    """
    try:
        svg = ElementTree.fromstring(_source(file, file.stat().st_mtime_ns))  # noqa: S314 - the author's own file
    except ElementTree.ParseError:
        return None
    if svg.tag not in SVG_ROOTS:
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
        described.set("id", f"{identifier or file.stem}-description")
        svg.insert(0, described)
        svg.set("aria-describedby", f"{identifier or file.stem}-description")
    return svg


def figure(svg: ElementTree.Element, caption: str) -> ElementTree.Element:
    """The drawing with its caption."""
    element = ElementTree.Element("figure", {"class": "cw-figure", "data-search-exclude": "true"})
    element.append(svg)
    if caption:
        ElementTree.SubElement(element, "figcaption").text = caption
    return element
