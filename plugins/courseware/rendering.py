"""What every piece of HTML needs: the page being rendered, templates, and fragments as element trees.

Templates give well-formed XML, so that a fragment can be set into the page's tree, where links to `.md` files are
resolved like the author's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from courseware.course import Course
from courseware.languages import Language, language
from courseware.validation import words_in

STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass
class PageContext:
    """The page that is rendered: its neutral path under `docs`, the language of its text, the day it was changed."""

    course: Course
    uri: str
    language: Language
    changed: date | None = None
    source_url: str = ""
    """What stands before a file's path in the address that shows it in its repository."""
    root: str = ".."
    """The address of the site's part in this language, from the page."""
    made: Mapping[str, int] = field(default_factory=dict)
    """Files that are made with the site in this language: path and size in bytes."""

    def link(self, uri: str) -> str:
        """A link from this page to another page's neutral path."""
        return posixpath.relpath(uri, posixpath.dirname(self.uri) or ".")

    def address(self, path: str) -> str:
        """Where a browser finds a file of this language's part of the site: for what is no link of the page's text."""
        return posixpath.join(self.root, path)


current_page: ContextVar[PageContext | None] = ContextVar("current_page", default=None)


def inline(text: str) -> Markup:
    """Words from a data file as HTML: everything escaped, `**words**` strong, lines kept."""
    strong = STRONG.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(strong.replace("\n", "<br/>"))  # noqa: S704 - escaped above


def spoken(text: dict[str, str], code: str) -> Markup:
    """The words in this language; words that exist only in another language are marked as such."""
    words, found = words_in(text, code)
    if found == code:
        return inline(words)
    return Markup('<span lang="{}">{}</span>').format(language(found).tag, inline(words))


def in_words(day: date, spoken: Language) -> str:
    """A date as the language writes it."""
    month_name = spoken["months"][day.month - 1]
    return str(spoken["date"]).format(year=day.year, month=day.month, day=day.day, month_name=month_name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else every macro asks the disk whether its file has changed
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, code: str, **values: Any) -> str:
    """The template in this language; `t` are the interface's words, `say` picks words from data."""
    words = language(code)
    return (
        _environment()
        .get_template(template)
        .render(t=words, say=lambda text: spoken(text, code), language=words, **values)
    )


# Characters that XML does not take; they come in with text pasted from elsewhere and mean nothing.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fragment(html: str) -> list[ElementTree.Element]:
    """The elements of a template's output."""
    html = CONTROL.sub("", html)
    return list(ElementTree.fromstring(f"<div>{html}</div>"))  # noqa: S314 - our own templates, escaped
