"""Terms of this course, typed into the search box, bring up the page that explains them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from support.browsing import hits, open_page
from support.sites import Site

TERMS: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "search.yml").read_text(encoding="utf-8"))
FOLDER = "lessons/customers-and-service/"
ENOUGH = {"zh": 20, "en": 10}


@pytest.mark.parametrize(("language", "part"), [("zh", ""), ("en", "en/")])
def test_the_right_page_is_among_the_first_three(site: Site, page: Page, language: str, part: str) -> None:
    assert len(TERMS[language]) >= ENOUGH[language]
    open_page(page, site.url(part))
    page.locator(".md-search__input").focus()
    missed = {}
    for term, lesson in TERMS[language].items():
        first = hits(page, term)[:3]
        if site.url(f"{part}{FOLDER}{lesson}/") not in first:
            missed[term] = [address.removeprefix(site.url(part)) for address in first]

    assert missed == {}
