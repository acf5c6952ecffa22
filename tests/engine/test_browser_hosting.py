"""The site under different base paths: every link and file is there, the 404 page works, and pages stay light."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from support import axe
from support.browsing import open_page
from support.sites import SMALL_COURSE, Site, build_site

LESSON = "lessons/leaf-and-cup/brewing/"


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small course, built for and served under a base path."""
    site = build_site(SMALL_COURSE, tmp_path_factory.mktemp("hosted") / "site", request.param)
    yield site
    site.host.close()


class References(HTMLParser):
    """What a page leads to or loads, and the ids that can be led to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.found.add(value)
            if name == "id" and value:
                self.ids.add(value)


def fetch(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=20) as answer:
            return answer.status, answer.read().decode("utf-8", errors="replace")
    except HTTPError as error:
        return error.code, error.read().decode("utf-8", errors="replace")


def crawl(site: Site, starts: list[str]) -> list[str]:
    """Follow every internal link and file from `starts`; returns what leads nowhere."""
    broken: list[str] = []
    pages: dict[str, References] = {}
    waiting = [(site.url(start), "start") for start in starts]
    seen = set()
    anchors: list[tuple[str, str, str]] = []
    while waiting:
        url, source = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        status, text = fetch(url)
        if status != 200 and source != "start":
            broken.append(f"{source} leads to {url}: {status}")
        if "<html" not in text[:500].lower():
            continue
        pages[url] = References(text)
        for reference in pages[url].found:
            target, anchor = urldefrag(urljoin(url, reference))
            if urlsplit(target).netloc == urlsplit(site.url()).netloc:
                waiting.append((target, url))
                anchors.append((target, unquote(anchor), url))
    missing = [f"{page} leads to {target}#{a}" for target, a, page in anchors if a and a not in pages[target].ids]
    return broken + missing


def test_every_link_and_file_is_there(hosted: Site) -> None:
    # The missing addresses answer with the 404 page, whose own links are followed from there.
    assert crawl(hosted, ["", "en/", "no-such-page/", "en/deep/no-such-page/"]) == []


@pytest.mark.parametrize("address", ["no-such-page/", "en/nope/", "lessons/leaf-and-cup/nope/deeper/x.html"])
def test_404_page_works_wherever_it_is_shown(hosted: Site, page: Page, address: str) -> None:
    loaded: list[int] = []
    page.on("response", lambda answer: loaded.append(answer.status))
    open_page(page, hosted.url(address))

    assert loaded[0] == 404
    assert set(loaded[1:]) == {200}
    assert page.get_by_role("heading", name="没有这个页面").is_visible()
    assert page.get_by_role("heading", name="Page not found").is_visible()
    assert axe.findings(page) == []
    page.get_by_role("link", name="Go to the home page").click()
    page.wait_for_url(hosted.url("en/"))
    page.locator("h1", has_text="tea").wait_for()


def test_links_work_in_the_browser(hosted: Site, page: Page) -> None:
    open_page(page, hosted.url())
    page.evaluate("() => { window.here = true; }")
    page.locator(".md-content").get_by_role("link", name="泡一杯茶").first.click()
    page.wait_for_url(hosted.url(LESSON))
    page.locator("courseware-quiz:defined").first.wait_for()

    assert page.evaluate("() => window.here"), "the page was loaded whole"
