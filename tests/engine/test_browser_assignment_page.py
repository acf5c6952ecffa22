"""An assignment's page in a browser: without scripts, on paper, with axe, in both languages and schemes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from support import figures
from support.browsing import FRAMES, PHONE, faults, hits, open_page, overflow
from support.sites import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
ADDRESS = "assignments/tea-visit/"
# Below each other on a phone, a row's boxes are as large as a finger.
SMALL_TARGETS = """() => {
    const isBig = ({ width, height }) => width >= 44 && height >= 44;
    const targets = element => [element, ...element.labels ?? [], element.closest("label")].filter(Boolean);
    return [...document.querySelectorAll(".cw-form :is(input, textarea), .cw-checklist input, .cw-downloads li")]
        .filter(element => !targets(element).some(one => isBig(one.getBoundingClientRect())))
        .map(element => element.outerHTML.slice(0, 120));
}"""


def open_forms(page: Page) -> None:
    """Every instrument's form, where the scripts have folded it away."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('courseware-instrument')].every(one => 'ready' in one.dataset)"
    )
    page.evaluate("() => document.querySelectorAll('.cw-opener [aria-expanded=false]').forEach(one => one.click())")
    page.evaluate(FRAMES)


def fill(form: Locator) -> int:
    """Answers everything that is asked, and says how many controls were filled in."""
    fields = form.locator("input, textarea").all()
    for field in fields:
        if field.get_attribute("type") in ("radio", "checkbox"):
            field.check()
        else:
            field.fill("2026-03-31" if field.get_attribute("type") == "date" else "50")
    return len(fields)


@LANGUAGES
def test_axe_finds_nothing(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + ADDRESS))
    open_forms(page)
    assert faults(page) == []


@LANGUAGES
def test_axe_finds_nothing_in_a_report(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + "assignments/tea-visit-report/"))
    assert faults(page) == []


@LANGUAGES
def test_targets_on_a_phone(small_site: Site, new_page: Callable[..., Page], language: str) -> None:
    page = new_page(viewport=PHONE)
    open_page(page, small_site.url(language + ADDRESS))
    open_forms(page)
    assert page.evaluate(SMALL_TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate(FRAMES)
    assert overflow(page) == 0


@LANGUAGES
def test_the_contents_list_the_parts(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + ADDRESS))
    links = page.locator(".md-sidebar--secondary .md-nav__link")
    anchors = [href.partition("#")[2] for link in links.all() if (href := link.get_attribute("href") or "")]
    assert "assignment-brief" in anchors
    assert "instrument-questionnaire" in anchors
    for anchor in anchors:
        assert page.locator(f"[id='{anchor}']").count() == 1


@LANGUAGES
def test_what_the_page_names_is_there(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + ADDRESS))
    links = page.locator(".cw-downloads a")
    assert links.count() > 0
    for link in links.all():
        answer = page.request.get(link.evaluate("link => link.href"))
        assert answer.ok
        size = int((link.locator("xpath=..").locator(".cw-size").inner_text().split("·")[1]).split()[0])
        assert size == max(1, round(len(answer.body()) / 1024))
    data = page.evaluate("() => new URL(document.querySelector('courseware-instrument').dataset.kit, location).href")
    kit = page.request.get(data).json()
    assert (kit["id"], kit["language"]) == ("tea-visit", "en" if language else "zh")
    addresses = page.eval_on_selector_all("[data-kit]", "all => [...new Set(all.map(one => one.dataset.kit))]")
    assert len(addresses) == 1


@pytest.fixture
def plain(small_site: Site, new_page: Callable[..., Page]) -> Page:
    page = new_page(java_script_enabled=False)
    page.goto(small_site.url(ADDRESS))
    return page


def test_without_scripts_every_form_can_be_filled_in(plain: Page) -> None:
    forms = plain.locator("form.cw-form").all()
    assert len(forms) == 6
    assert all(fill(form) for form in forms)


def test_without_scripts_all_is_there_and_nothing_is_promised(plain: Page) -> None:
    for words in ("先征得店主同意", "门口看得懂指引", "差（繁忙－空闲）", "缺失或编造", "每个数都能在数据里找到"):
        assert plain.get_by_text(words).first.is_visible(), words
    assert plain.locator(".md-content button:visible, .cw-live:visible").count() == 0


@LANGUAGES
def test_a_form_is_printed_as_if_nobody_had_filled_it_in(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + ADDRESS))
    open_forms(page)
    page.emulate_media(media="print")
    forms = [page.locator(f"[data-instrument='{name}'] form") for name in ("observation", "questionnaire", "interview")]
    untouched = [form.screenshot() for form in forms]
    page.emulate_media(media="screen")
    for form in forms:
        fill(form)
    page.evaluate("() => document.activeElement.blur()")
    page.emulate_media(media="print")

    assert [form.screenshot() for form in forms] == untouched
    assert page.locator(".cw-live:visible, .cw-downloads:visible, button:visible").count() == 0


@LANGUAGES
def test_paper_has_every_form_with_room_to_write(small_site: Site, page: Page, language: str) -> None:
    """Those too that the scripts have folded away."""
    open_page(page, small_site.url(language + ADDRESS))
    page.emulate_media(media="print")
    assert page.locator("form.cw-form:visible").count() == 6
    assert page.locator(".cw-respondent:visible").count() == 6
    heights = page.eval_on_selector_all(".cw-form textarea", "all => all.map(one => one.offsetHeight)")
    assert len(heights) == 8
    assert min(heights) >= 30  # px: a line of 9 mm
    evidence = page.eval_on_selector_all(
        ".cw-evidence textarea", "all => all.map(one => [one.offsetWidth, one.offsetHeight])"
    )
    assert all(width > 300 and height > 60 for width, height in evidence)


def test_a_questionnaire_is_printed_on_a4(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url(ADDRESS))
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", paper)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


LENGTHEN = """() => {
    const rows = document.querySelector("#instrument-questionnaire ~ * .cw-ratings tbody");
    const last = rows.rows[rows.rows.length - 1];
    for (let n = rows.rows.length; n < 24; n += 1) rows.append(last.cloneNode(true));
}"""


def test_a_long_table_begins_on_the_page_of_its_heading(small_site: Site, page: Page) -> None:
    """And does not leave that page, and then another one, all but blank."""
    open_page(page, small_site.url(ADDRESS))
    figures.wait(page)  # they have pages of their own

    def pages() -> int:
        return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    before = pages()
    page.evaluate(LENGTHEN)
    assert pages() == before + 1


def test_the_search_finds_forms_and_not_their_rows(small_site: Site, page: Page) -> None:
    open_page(page, small_site.url())
    page.evaluate("() => document.getElementById('__search').click()")
    assert any(ADDRESS in address for address in hits(page, "客人问卷"))
    index = page.request.get(small_site.url("search/search_index.json")).json()
    words = " ".join(f"{entry['title']} {entry['text']}" for entry in index["docs"]).replace("\u200b", "")
    assert "店主访谈" in words
    assert "看得懂指引" not in words
