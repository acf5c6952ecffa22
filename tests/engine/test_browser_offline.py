"""Without network what was opened once is there and says that it is a stored copy; a newer site is never kept back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from courseware.mkdocs_plugin.offline import write_worker
from support import field_forms as field
from support.browsing import faults, open_page
from support.field_forms import fill, form, items, open_forms, save
from support.server import StaticHost
from support.sites import Site

LANGUAGES = ("zh", "en")
CONTROLLED = """() => {
    const { controller } = navigator.serviceWorker;
    const { worker } = document.getElementById("courseware-languages").dataset;
    return controller?.state === "activated" && controller.scriptURL === new URL(worker, location.href).href;
}"""
CACHES = "() => caches.keys()"
STORED = """() => caches.keys().then(([name]) => caches.open(name)).then(cache => cache.keys())
    .then(all => all.map(one => one.url))"""


def kept(page: Page) -> None:
    """Wait until this site's worker has all that it keeps."""
    page.wait_for_function(CONTROLLED)


def is_copy(page: Page) -> bool:
    """Whether the page says that it is a stored copy."""
    return page.locator(".cw-stored").is_visible()


@pytest.fixture
def copy(small_site: Site, tmp_path: Path) -> Iterator[Site]:
    """The small course on a host of its own, to be changed."""
    folder = tmp_path / "site"
    shutil.copytree(small_site.folder, folder)
    site = Site(folder, StaticHost(folder, "/base/"))
    yield site
    site.host.close()


def publish(site: Site, path: str, old: str, new: str) -> None:
    """A newer version of the site, in which a page has other words."""
    file = site.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    write_worker(site.folder, LANGUAGES)


def test_the_assignment_works_without_network(small_site: Site, page: Page) -> None:
    open_forms(page, small_site)
    kept(page)
    open_page(page, small_site.url("about/"))
    assert not is_copy(page)
    page.context.set_offline(True)

    open_page(page, small_site.url("about/"))
    assert is_copy(page), "what was visited is kept"
    for address, said in (("", "没有网络"), ("en/", "The network is missing")):
        open_forms(page, small_site, address)
        assert is_copy(page)
        assert said in page.locator(".cw-stored").inner_text()
        assert "{time}" not in page.locator(".cw-stored").inner_text()
        assert faults(page) == []
    open_forms(page, small_site)
    guest = form(page)
    fill(guest, {"consent": "yes", "wait": "5"})
    save(guest)
    page.reload()
    field.ready(page)
    expect(items(form(page))).to_have_count(1)
    open_page(page, small_site.url("assignments/tea-visit-report/"))
    assert is_copy(page), "every assignment page is kept"
    with pytest.raises(Error):
        page.goto(small_site.url("glossary/"))

    page.context.set_offline(False)
    open_forms(page, small_site)
    assert not is_copy(page)


def test_a_page_is_left_for_one_that_is_stored(small_site: Site, page: Page) -> None:
    """By the theme's own navigation, which loads the content alone."""
    open_page(page, small_site.url("about/"))
    open_forms(page, small_site)
    kept(page)
    open_page(page, small_site.url("about/"))
    open_forms(page, small_site)
    page.context.set_offline(True)
    page.evaluate("() => document.querySelector('.md-nav__link[href$=\"about/\"]').click()")

    page.wait_for_url("**/about/")
    expect(page.locator(".cw-stored")).to_be_visible()


def test_only_assignments_bring_the_worker(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url("lessons/leaf-and-cup/brewing/"))
    page.wait_for_load_state("networkidle")

    assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_a_network_that_does_not_answer(copy: Site, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    open_forms(page, copy)
    kept(page)
    answer = threading.Event()
    translate = copy.host._server.RequestHandlerClass.translate_path  # type: ignore[attr-defined]

    def wait(self: object, path: str) -> str:
        if path.endswith("tea-visit/"):
            answer.wait(60)
        return str(translate(self, path))

    monkeypatch.setattr(copy.host._server.RequestHandlerClass, "translate_path", wait)
    try:
        open_forms(page, copy)
        assert is_copy(page)
    finally:
        answer.set()


def test_a_newer_site_is_shown_at_once_and_offered_where_a_page_is_open(copy: Site, page: Page) -> None:
    open_forms(page, copy)
    kept(page)
    open_page(page, copy.url("about/"))
    open_forms(page, copy)
    old = page.evaluate(CACHES)
    publish(copy, "about/index.html", "<h1", "<p>Newer words</p><h1")
    open_page(page, copy.url("about/"))
    assert page.get_by_text("Newer words").is_visible()
    assert not is_copy(page)

    open_forms(page, copy)
    fill(form(page), {"wish": "草稿"})
    offer = page.locator(".cw-updated")
    expect(offer).to_contain_text("课程有了新版本。")
    assert faults(page) == []
    with page.expect_navigation():
        offer.get_by_role("button", name="重新载入").click()
    field.ready(page)
    expect(field.field(form(page), "wish")).to_have_value("草稿")
    expect(offer).to_have_count(0)
    page.wait_for_function(f"() => caches.keys().then(names => !names.includes('{old[0]}'))")
    assert len(page.evaluate(CACHES)) == 1
    page.context.set_offline(True)
    open_page(page, copy.url("about/"))
    assert page.get_by_text("Newer words").is_visible(), "what was visited is kept in its newer version"


def test_a_page_that_is_gone_is_not_kept(copy: Site, page: Page) -> None:
    open_forms(page, copy)
    kept(page)
    open_page(page, copy.url("about/"))
    (copy.folder / "about/index.html").unlink()
    publish(copy, "assignments/tea-visit/index.html", "<h1", "<p>Newer</p><h1")
    open_forms(page, copy)
    with page.expect_navigation():
        page.locator(".cw-updated button").click()
    field.ready(page)
    page.context.set_offline(True)

    with pytest.raises(Error):
        page.goto(copy.url("about/"))


def test_two_sites_of_one_host_keep_to_themselves(small_site: Site, tmp_path: Path, page: Page) -> None:
    for name in ("a", "a/b"):
        shutil.copytree(small_site.folder, tmp_path / name, dirs_exist_ok=True)
    host = StaticHost(tmp_path)
    one, two = Site(tmp_path / "a", host), Site(tmp_path / "a/b", host)
    host.url = f"{host.origin}/a/"
    try:
        open_forms(page, one)
        kept(page)
        foreign = page.evaluate("() => caches.open('someone else').then(cache => caches.keys())")
        host.url = f"{host.origin}/a/b/"
        open_forms(page, two)
        kept(page)
        publish(two, "about/index.html", "<h1", "<p>Newer words</p><h1")
        open_forms(page, two)
        with page.expect_navigation():
            page.locator(".cw-updated button").click()
        field.ready(page)
        names = page.evaluate(CACHES)
        assert set(foreign) <= set(names)
        assert sorted(name.rsplit(":", 2)[0] for name in names) == [
            "courseware:/a/",
            "courseware:/a/b/",
            "someone else",
        ]
        assert page.evaluate(field.KEPT, "responses") == []
    finally:
        host.close()


def test_nothing_but_own_pages_is_kept(small_site: Site, page: Page) -> None:
    open_forms(page, small_site)
    kept(page)
    page.evaluate("() => fetch('../../about/', { method: 'POST', body: 'x' }).catch(() => {})")
    page.evaluate("() => fetch('../../no-such-page/')")
    page.evaluate("() => fetch('/outside/')")

    addresses = page.evaluate(STORED)
    assert [one for one in addresses if not one.startswith(small_site.url())] == []
    assert [one for one in addresses if "no-such-page" in one or one.endswith("/about/")] == []


def test_a_site_being_written_is_never_answered_from_a_copy(copy: Site, page: Page) -> None:
    """`mkdocs serve` writes no worker and names none: what an earlier site left at the same address goes."""
    open_forms(page, copy)
    kept(page)
    (copy.folder / "service-worker.js").unlink()
    file = copy.folder / "assignments/tea-visit/index.html"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(' data-worker="../../service-worker.js"', ""), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    open_forms(page, copy)

    page.wait_for_function("() => navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")


def test_the_worker_is_named_for_the_site(copy: Site) -> None:
    worker = copy.folder / "service-worker.js"
    first = worker.read_bytes()
    write_worker(copy.folder, LANGUAGES)
    assert worker.read_bytes() == first, "the same site has the same worker"

    publish(copy, "en/about/index.html", "<h1", "<p>Newer words</p><h1")
    assert worker.read_bytes() != first
