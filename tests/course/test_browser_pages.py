"""Every page of this course in the browser: the right language, nothing from elsewhere, nothing too wide."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from support.browsing import PHONE, faults, hits, open_page, overflow
from support.sites import Site

LOOKED_AT = ["", "lessons/customers-and-service/what-is-a-customer/", "teachers/editing/"]


@dataclass
class Visit:
    """What was seen on a page, on a phone."""

    foreign: list[str]
    too_wide: int
    language: str | None


@pytest.fixture(scope="module")
def visits(site: Site, browser: Browser) -> dict[str, Visit]:
    """Every page of the course, and a missing one, opened once."""
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    seen = {}
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for address in [*site.pages(), "no-such-page/"]:
        requests.clear()
        open_page(page, site.url(address))
        foreign = [url for url in requests if not url.startswith(site.url())]
        seen[address] = Visit(foreign, overflow(page), page.locator("html").get_attribute("lang"))
    context.close()
    return seen


def test_no_request_leaves_the_site(visits: dict[str, Visit]) -> None:
    assert {address: visit.foreign for address, visit in visits.items() if visit.foreign} == {}


def test_search_asks_nobody_else(site: Site, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    open_page(page, site.url())
    page.locator(".md-search__input").focus()
    assert hits(page, "客户")

    assert [url for url in requests if not url.startswith(site.url())] == []


def test_pages_fit_a_phone(visits: dict[str, Visit]) -> None:
    assert {address: visit.too_wide for address, visit in visits.items() if visit.too_wide} == {}


def test_every_page_says_its_language(visits: dict[str, Visit]) -> None:
    for address, visit in visits.items():
        assert (visit.language or "").split("-")[0] == ("en" if address.startswith("en/") else "zh"), address


def test_every_page_has_the_other_language(site: Site) -> None:
    pages = set(site.pages())
    english = {address for address in pages if address.startswith("en/")}

    assert english == {"en/" + address for address in pages - english}


@pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("address", LOOKED_AT, ids=["home", "lesson", "editing"])
def test_axe_finds_nothing(site: Site, page: Page, address: str, language: str) -> None:
    open_page(page, site.url(language + address))

    assert faults(page) == []
