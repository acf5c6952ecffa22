"""Fixtures of the browser tests: one Chromium, each course built once, and pages that are watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.browsing import DESKTOP
from support.chromium import ARGUMENTS, NoChromiumError, find_or_install
from support.sites import ROOT, SMALL_COURSE, Site, build_site

OpenPage = Callable[..., Page]

# Machines that test are slow and shared: what is waited for comes, or does not come at all.
WAIT = 30_000
"""Milliseconds."""
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this run."""
    try:
        path = find_or_install()
    except NoChromiumError as error:
        pytest.exit(str(error), returncode=1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page in a context of its own (options as for a context); no script may fail in it."""
    contexts = []
    errors: list[str] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce", "viewport": DESKTOP, **options})
        context.set_default_timeout(WAIT)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_page: OpenPage) -> Page:
    """A desktop page."""
    return new_page()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This repository's own course."""
    site = build_site(ROOT, tmp_path_factory.mktemp("course") / "site", "/base/")
    yield site
    site.host.close()


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The engine's small course."""
    site = build_site(SMALL_COURSE, tmp_path_factory.mktemp("small-course") / "site", "/base/")
    yield site
    site.host.close()
