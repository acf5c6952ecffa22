"""Every page in every language, scheme and width: axe, width, and a picture of each in `audit/` (`make audit`)."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import Page

from support import axe
from support.browsing import open_page, overflow, states
from support.sites import ROOT, Site

PICTURES = ROOT / "audit"

pytestmark = pytest.mark.audit


def test_every_page_in_every_state(site: Site, page: Page) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    found = []
    for address in [*site.pages(), "no-such-page/", "en/no-such-page/"]:
        open_page(page, site.url(address))
        for state in states(page):
            found += [f"{address} [{state}] {finding}" for finding in axe.findings(page)]
            if overflow(page):
                found.append(f"{address} [{state}] {overflow(page)} px too wide")
            name = f"{address or 'home'} {state}".replace("/", "_").replace(", ", "_").replace(" ", "_")
            page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    (PICTURES / "findings.txt").write_text("\n".join(found), encoding="utf-8")

    assert found == []


def test_open_parts_of_every_page(site: Site, page: Page) -> None:
    """What is folded away when a page opens."""
    found = []
    for address in site.pages():
        open_page(page, site.url(address))
        if page.locator("details:not([open])").count() == 0:
            continue
        page.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
        for state in states(page):
            found += [f"{address} [{state}] {finding}" for finding in axe.findings(page)]
            if overflow(page):
                found.append(f"{address} [{state}] {overflow(page)} px too wide")

    assert found == []
