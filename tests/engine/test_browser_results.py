"""Live results: the sample's as the server made them, the group's own as they change, and what a report shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courseware.assignments.data import kit_json
from courseware.assignments.figures import shown
from courseware.assignments.responses import Response
from courseware.assignments.scoring import score
from support import figures
from support.assignments import responses, tea_visit
from support.browsing import FRAMES, PHONE, faults, open_page, overflow
from support.field_forms import fill, form, put, ready, save
from support.sites import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
ADDRESS = "assignments/tea-visit/"
REPORT = "assignments/tea-visit-report/"
KIT = tea_visit()
OWN = [
    *responses(
        KIT,
        "workshop",
        [{"a.importance": 9, "a.performance": 3, "b.importance": 2, "b.performance": 8, "c.importance": 5}],
    ),
    *responses(KIT, "complaints", [{"cause": "place"}, {"cause": "place"}, {"cause": "tea", "words": "=1+1"}]),
    *responses(KIT, "observation", [{"house": "east", "period": "busy", "r1": 4, "h1": 2}]),
]


def records(found: list[Response]) -> list[dict[str, Any]]:
    """Responses as the device's database has them."""
    names = ("response", "instrument", "digest", "recorded", "member")
    rows = [
        {**{name: getattr(one, name) for name in names}, "consent": "yes" if one.consent else "", **one.answers}
        for one in found
    ]
    return [{"assignment": KIT.id, "response": row["response"], "made": n, "row": row} for n, row in enumerate(rows)]


def open_results(page: Page, site: Site, address: str = ADDRESS) -> None:
    open_page(page, site.url(address))
    ready(page)
    figures.wait(page)


def bring(page: Page, found: list[Response] = OWN) -> None:
    """Put responses on the device and come again."""
    put(page, records(found))
    page.reload()
    ready(page)
    figures.wait(page)


def expected(found: list[Response], code: str) -> list[Any]:
    """The rows of each table as they should be shown."""
    data = json.loads(kit_json(KIT, code))
    tables = []
    for one in score(KIT.plans, found):
        for table in one.tables:
            labels = data["labels"][one.statistic][table.name]
            names = data["quadrants"].get(one.statistic, {})
            rows = [
                [labels["rows"][row]]
                + [
                    names[value] if isinstance(value, str) else shown(row if column == "value" else column, value)
                    for column, value in zip(table.columns, values, strict=True)
                ]
                for row, values in zip(table.rows, table.values, strict=True)
            ]
            tables.append([one.statistic, table.name, *rows])
    return tables


def without_heads(tables: list[Any]) -> list[Any]:
    """Tables without their captions and heads."""
    return [[*table[:2], *table[4:]] for table in tables]


def choice(page: Page) -> str:
    """Which data are chosen."""
    return str(page.locator(".cw-which input:checked").get_attribute("value"))


@LANGUAGES
def test_the_scripts_show_the_sample_as_the_server_does(
    small_site: Site, new_page: Callable[..., Page], page: Page, language: str
) -> None:
    plain = new_page(java_script_enabled=False)
    plain.goto(small_site.url(language + ADDRESS))
    open_results(page, small_site, language + ADDRESS)
    assert choice(page) == "sample"
    found = page.locator("courseware-results .cw-statistic table")
    assert found.count() == plain.locator("courseware-results .cw-statistic table").count() > 0
    assert found.all_inner_texts() == plain.locator("courseware-results .cw-statistic table").all_inner_texts()
    small = plain.locator(".cw-small").all_inner_texts()
    assert page.locator(".cw-small:visible").all_inner_texts() == small != []


@LANGUAGES
def test_own_data_are_shown_as_soon_as_there_are_any(small_site: Site, page: Page, language: str) -> None:
    open_results(page, small_site, language + ADDRESS)
    bring(page)
    assert choice(page) == "own"
    found = figures.tables(page)
    assert without_heads(found) == expected(OWN, "en" if language else "zh")
    note = page.locator(".cw-sample-note").inner_text()
    assert str(len(OWN)) in note
    captions = [table[2] for table in found if table[0] == "causes"]
    assert captions == ["Our data, n = 3" if language else "本组数据，3条记录"]


def test_results_follow_the_form(small_site: Site, page: Page) -> None:
    open_results(page, small_site)
    log = form(page, "complaints")
    fill(log, {"cause": "place", "days": "3"})
    save(log)
    said = page.locator("courseware-results [role=status]")
    expect(said).to_have_text("结果已按本组的1条记录重新算出。")
    assert choice(page) == "own"
    (causes,) = [table for table in figures.tables(page) if table[0] == "causes"]
    assert causes[4] == ["场地", "1", "100%", "100%"], "the most frequent first"
    log.get_by_role("button", name="删除第1份").click()
    expect(page.locator(".cw-sample-note")).to_contain_text("示例")
    assert choice(page) == "sample"


def test_the_choice_is_kept_for_both_languages(small_site: Site, page: Page) -> None:
    open_results(page, small_site)
    bring(page)
    sample = page.get_by_role("radio", name="示例数据（虚构）")
    sample.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(sample).to_be_focused()
    expect(page.locator("courseware-results [role=status]")).to_have_text("现在显示示例数据的结果。")
    assert "示例" in figures.tables(page)[0][2]
    open_results(page, small_site, "en/" + ADDRESS)
    assert choice(page) == "sample"
    page.evaluate("() => localStorage.setItem(Object.keys(localStorage).find(key => key.includes(':results:')), '<b>')")
    open_results(page, small_site)
    assert choice(page) == "own"


def test_own_data_that_are_gone_say_so(small_site: Site, page: Page) -> None:
    open_results(page, small_site)
    page.get_by_role("radio", name="本组数据（0条记录）").check()
    expect(page.locator(".cw-sample-note")).to_contain_text("还没有本组的数据")
    assert without_heads(figures.tables(page)) == expected([], "zh")
    assert page.locator(".cw-chart:visible").count() == 0
    assert page.locator(".cw-few:visible").count() == 5


def test_another_version_of_a_form_does_not_count(small_site: Site, page: Page) -> None:
    open_results(page, small_site)
    older = records(OWN[1:3])
    for record in older:
        record["row"]["digest"] = "v0000000"
    put(page, older)
    bring(page, OWN[3:4])
    assert without_heads(figures.tables(page)) == expected(OWN[3:4], "zh")


@LANGUAGES
def test_a_report_shows_the_sample_whatever_the_device_holds(small_site: Site, page: Page, language: str) -> None:
    open_results(page, small_site, language + ADDRESS)
    bring(page)
    open_results(page, small_site, language + REPORT)
    assert page.locator(".cw-which:visible").count() == 0
    assert without_heads(figures.tables(page)) == expected(KIT.sample, "en" if language else "zh")
    assert page.locator(".cw-chart:visible").count() > 0


def test_without_the_samples_files_the_servers_tables_stay(
    small_site: Site, new_page: Callable[..., Page], page: Page
) -> None:
    page.route("**/*.sample.csv", lambda route: route.abort())
    open_results(page, small_site)
    plain = new_page(java_script_enabled=False)
    plain.goto(small_site.url(ADDRESS))
    assert figures.tables(page)[0][4][0] == "环境"
    tables = "courseware-results .cw-statistic table"
    assert page.locator(tables).all_inner_texts() == plain.locator(tables).all_inner_texts()
    page.locator(".cw-which input[value=own]").check()
    assert without_heads(figures.tables(page)) == expected([], "zh")


@LANGUAGES
def test_axe_finds_nothing_with_own_data(small_site: Site, page: Page, language: str) -> None:
    open_results(page, small_site, language + ADDRESS)
    bring(page)
    assert faults(page) == []


def test_targets_on_a_phone(small_site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE)
    open_results(page, small_site)
    boxes = [one.bounding_box() for one in page.locator(".cw-which .cw-option, .cw-chart button").all()]
    assert len(boxes) > 10
    assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate(FRAMES)
    assert overflow(page) == 0


def test_on_paper_there_are_charts_and_no_buttons(small_site: Site, page: Page) -> None:
    open_results(page, small_site)
    page.emulate_media(media="print")
    assert page.locator("courseware-results :is(button, input):visible").count() == 0
    charts = page.locator(".cw-chart svg")
    assert charts.count() > 0
    assert all(one.is_visible() for one in charts.all())
    colours = "svg => getComputedStyle(svg.querySelector('text')).fill + getComputedStyle(svg.parentElement).color"
    assert set(charts.evaluate_all(f"all => all.map({colours})")) == {"rgb(0, 0, 0)rgb(0, 0, 0)"}
