"""What pages with and without quizzes load, compressed: from what Chromium asks for and from the built site's files."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page
from rcssmin import cssmin

from support.browsing import open_page
from support.quizzes import answer, check, edit_page
from support.sites import ROOT, Site

SHELL, CHOICES, ALL, STYLES = 4 * 1024, 8 * 1024, 20 * 1024, 4 * 1024
QUESTION = re.compile(r'<form[^>]*data-type="([a-z-]+)".*?</form>', re.DOTALL)


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


class Requests:
    """Everything that a page asks for."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site = site
        self.urls: list[str] = []
        page.on("request", lambda request: self.urls.append(request.url))

    def scripts(self) -> dict[str, int]:
        """The package's own scripts, each with its compressed size."""
        folder = self.site.scripts()
        prefix = self.site.url(folder.relative_to(self.site.folder).as_posix()) + "/"
        asked = {url.removeprefix(prefix) for url in self.urls if url.startswith(prefix)}
        names = sorted(name for name in asked if name.endswith(".js"))
        return {name: compressed((folder / name).read_bytes()) for name in names}

    def of_others(self) -> list[str]:
        """What is asked from anywhere else; data: is in the page itself."""
        return [url for url in self.urls if not url.startswith((self.site.url(), "data:"))]


@pytest.fixture
def requests(small_site: Site, page: Page) -> Requests:
    return Requests(small_site, page)


@pytest.mark.parametrize("address", ["about/", "glossary/", "teachers/", "lessons/leaf-and-cup/"])
def test_a_page_without_a_quiz_loads_the_shell(small_site: Site, page: Page, requests: Requests, address: str) -> None:
    open_page(page, small_site.url(address))

    assert list(requests.scripts()) == ["shell.js"]
    assert sum(requests.scripts().values()) <= SHELL
    assert requests.of_others() == []


def test_choices_alone(small_site: Site, page: Page, requests: Requests) -> None:
    choices = ("single", "multiple", "true-false")
    edit_page(page, lambda text: QUESTION.sub(lambda form: form[0] if form[1] in choices else "", text))
    open_page(page, small_site.url("questions/"))
    for form in page.locator("form.cw-question").all():
        answer(form, "wrong")
        check(form)
    assert page.locator(".cw-result-title").is_visible()

    assert "shell.js" in requests.scripts()
    assert sum(requests.scripts().values()) <= CHOICES, requests.scripts()
    assert requests.of_others() == []


def test_every_type_in_the_largest_quiz(small_site: Site, page: Page, requests: Requests) -> None:
    """As a test whose questions are shuffled."""
    settings = {'"mode":"practice"': '"mode":"test"', '"shuffle":[]': '"shuffle":["questions"]'}

    def edit(text: str) -> str:
        for old, new in settings.items():
            text = text.replace(old.replace('"', "&quot;"), new.replace('"', "&quot;"))
        return text

    edit_page(page, edit)
    open_page(page, small_site.url("questions/"))
    assert page.locator(".cw-hand-in").is_visible()

    scripts = requests.scripts()
    assert {"hand-in.js", "draw.js", "answers.js", "essay.js"} <= set(scripts)
    assert sum(scripts.values()) <= ALL, scripts
    assert requests.of_others() == []


def test_styles() -> None:
    source = ROOT / "plugins/courseware/web/styles/c-quiz.css"

    assert compressed(cssmin(source.read_text(encoding="utf-8")).encode()) <= STYLES
