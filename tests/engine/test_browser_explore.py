"""A figure to explore in a browser: sliders, and the drawing, the table and the sentence that follow them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from support.browsing import faults, focused, open_page, states
from support.sites import Site

CARDS = "cards/"
SERIES = "[data-series='{}'] polygon"


@pytest.fixture
def figure(small_site: Site, page: Page) -> Locator:
    return open_figure(page, small_site)


def open_figure(page: Page, site: Site, language: str = "") -> Locator:
    open_page(page, site.url(language + CARDS))
    return page.locator("courseware-explore")


def cells(figure: Locator, row: int) -> list[str]:
    return figure.locator("tr").nth(row).locator("th, td").all_inner_texts()


def points(figure: Locator, series: int) -> list[tuple[float, float]]:
    text = figure.locator(SERIES.format(series)).get_attribute("points") or ""
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+),([\d.]+)", text)]


def sentence(figure: Locator) -> str:
    return figure.locator(".cw-explore-said").inner_text()


def test_at_the_start_it_is_what_the_page_was_made_with(
    new_page: Callable[..., Page], small_site: Site, figure: Locator
) -> None:
    plain = new_page(java_script_enabled=False)
    plain.goto(small_site.url(CARDS))
    before = plain.locator("courseware-explore")
    assert figure.locator("table").inner_text() == before.locator("table").inner_text()
    assert sentence(figure) == sentence(before)
    for series in (0, 1):
        assert points(figure, series) == [pytest.approx(point, abs=0.11) for point in points(before, series)]
    assert before.locator("svg, table").first.is_visible()
    assert before.locator("input").count() == 0


def test_the_drawing_the_table_and_the_sentence_follow_a_slider(figure: Locator) -> None:
    assert figure.locator("input").count() == 10
    slider = figure.get_by_role("group", name="冲泡").get_by_label("感知")
    slider.fill("6.9")
    assert cells(figure, 2) == ["冲泡", "6.8", "6.9", "+0.1"]
    assert cells(figure, 6) == ["平均", "6.06", "6.14", "+0.08"]
    assert sentence(figure) == "差距最大的是关心：感知比期望高0.6。"
    assert figure.get_by_role("group", name="冲泡").locator(".cw-slider-value").nth(1).inner_text() == "6.9"
    figure.get_by_role("group", name="反应").get_by_label("期望").fill("6.5")
    assert sentence(figure) == "差距最大的有2项：反应、关心，感知和期望都相差0.6。"


def test_a_value_stands_where_its_number_says(figure: Locator) -> None:
    """The centre is the scale's least number, and the first axis goes straight up."""
    slider = figure.get_by_role("group", name="茶具").get_by_label("期望")
    slider.fill("1")
    centre = points(figure, 0)[0]
    slider.fill("7")
    top = points(figure, 0)[0]
    assert centre[0] == top[0]
    slider.fill("4")
    assert points(figure, 0)[0][1] == pytest.approx((centre[1] + top[1]) / 2, abs=0.1)
    mark = figure.locator("[data-series='0'] path").first.get_attribute("transform") or ""
    assert [float(n) for n in re.findall(r"[\d.]+", mark)] == pytest.approx(list(points(figure, 0)[0]))


def test_all_alike(figure: Locator) -> None:
    for slider in figure.locator("input").all():
        slider.fill("5")
    assert sentence(figure) == "各项的感知和期望都一样。"
    assert cells(figure, 1) == ["茶具", "5.0", "5.0", "0.0"]


def test_by_keyboard_alone(figure: Locator, page: Page) -> None:
    slider = figure.get_by_role("slider").nth(2)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert cells(figure, 2)[1] == "6.6"
    page.keyboard.press("Home")
    assert cells(figure, 2)[1] == "1.0"
    page.keyboard.press("End")
    assert cells(figure, 2)[1] == "7.0"
    figure.get_by_role("button", name="回到开始的数").focus()
    page.keyboard.press("Enter")
    assert cells(figure, 2)[1] == "6.8"
    assert sentence(figure) == "差距最大的是冲泡：感知比期望低1.3。"
    assert focused(page)["name"] == "回到开始的数"


def test_the_sentence_is_spoken_once_the_slider_rests(small_site: Site, page: Page) -> None:
    page.clock.install(time="2026-03-30T08:00:00")
    figure = open_figure(page, small_site)
    page.clock.pause_at("2026-03-30T09:00:00")
    status = figure.get_by_role("status")
    assert status.inner_text() == "", "nothing is said when the page opens"
    slider = figure.get_by_role("slider").nth(3)
    for value in ("5.6", "5.7", "6.8"):
        slider.fill(value)
        page.clock.run_for(500)
        assert status.inner_text() == ""
    page.clock.run_for(200)
    assert status.inner_text() == "差距最大的是关心：感知比期望高0.6。"


def test_a_second_visit_begins_with_the_page_s_numbers(figure: Locator, page: Page) -> None:
    figure.get_by_role("slider").first.fill("2")
    page.reload()
    assert cells(figure, 1) == ["茶具", "6.0", "6.2", "+0.2"]
    assert figure.get_by_role("slider").first.input_value() == "6"


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_state_in_every_scheme_and_width(small_site: Site, page: Page, language: str) -> None:
    figure = open_figure(page, small_site, language)
    figure.get_by_role("slider").first.fill("1")
    assert faults(page) == []
    for _ in states(page):
        heights = figure.locator("input, button").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 43.9


@pytest.mark.parametrize("language", ["", "en/"])
def test_names_keep_their_size_and_their_room_on_a_phone(small_site: Site, page: Page, language: str) -> None:
    figure = open_figure(page, small_site, language)
    for _ in states(page):
        names = figure.locator("svg text:not(.cw-radar-number)")
        size = names.first.evaluate(
            "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a / devicePixelRatio"
        )
        assert size >= 14
        found = names.evaluate_all(
            "all => all.map(text => text.getBoundingClientRect()).map(b => [b.left, b.right, b.top, b.bottom])"
        )
        frame = figure.locator("svg").bounding_box()
        assert frame is not None
        for n, (left, right, top, bottom) in enumerate(found):
            assert frame["x"] - 1 <= left
            assert right <= frame["x"] + frame["width"] + 1
            for other in found[:n]:
                apart = right <= other[0] or other[1] <= left or bottom <= other[2] + 4 or other[3] <= top + 4
                assert apart, (found[n], other)
        assert figure.locator(".cw-table--wide").count() == 0, "the table fits"


def test_on_paper_there_are_drawing_and_table_and_no_slider(figure: Locator, page: Page) -> None:
    figure.get_by_role("slider").first.fill("2")
    page.emulate_media(media="print")
    assert figure.locator("input:visible, button:visible").count() == 0
    assert figure.locator("svg").is_visible()
    assert cells(figure, 1)[1] == "2.0"
