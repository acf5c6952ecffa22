"""Charts: what they show is where it should be, every word can be read, and the saved picture needs no page."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page

from courseware.assignments.data import kit_json
from support import figures
from support.assignments import tea_visit
from support.browsing import FRAMES, PHONE, open_page, use_scheme
from support.field_forms import downloaded
from support.sites import Site

LANGUAGES = pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
REPORT = "assignments/tea-visit-report/"
WIDTHS = (320, 375, 700, 1280)
SVG = "{http://www.w3.org/2000/svg}"
DRAW = """async ([folder, figures, kit, width]) => {
    const { chartsOf, draw } = await import(folder + "charts.js");
    const charts = chartsOf(figures, kit, "—").map(chart => draw(chart, width));
    const place = document.createElement("div");
    place.className = "cw-chart";
    place.id = "drawn";
    place.style.width = `${width}px`;
    place.append(...charts);
    document.getElementById("drawn")?.remove();
    document.querySelector("article").append(place);
    return charts.length;
}"""
KIT = json.loads(kit_json(tea_visit(), "zh"))


@pytest.fixture
def report(page: Page, small_site: Site) -> Page:
    """The sample report, which has every kind of chart but the radar."""
    open_page(page, small_site.url(REPORT))
    figures.wait(page)
    return page


def chart(page: Page, key: str) -> Locator:
    return page.locator(f".cw-chart[data-chart='{key}'] svg")


def draw(page: Page, site: Site, found: dict[str, Any], kit: dict[str, Any], width: int = 343) -> int:
    """Draw charts of figures that no form made."""
    folder = "/base/" + site.scripts().relative_to(site.folder).as_posix() + "/"
    count: int = page.evaluate(DRAW, [folder, found, kit, width])
    return count


def figures_of(use: str, statistic: str, *tables: dict[str, Any]) -> dict[str, Any]:
    return {"statistic": statistic, "use": use, "n": 9, "least": 1, "tables": list(tables)}


def centres(svg: Locator, kind: str) -> list[tuple[float, float]]:
    boxes = [one.bounding_box() for one in svg.locator(kind).all()]
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]


@LANGUAGES
def test_words_neither_cover_each_other_nor_stick_out(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + REPORT))
    figures.wait(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(FRAMES)
        page.evaluate(FRAMES)
        assert figures.collisions(page) == [], width


def test_words_are_large_enough_on_a_phone(small_site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE)
    open_page(page, small_site.url(REPORT))
    figures.wait(page)
    size = """all => all.map(text => parseFloat(getComputedStyle(text).fontSize)
        * text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width)"""
    sizes = page.eval_on_selector_all(".cw-chart text", size)
    assert len(sizes) > 50
    assert min(sizes) >= 14


@LANGUAGES
def test_charts_say_what_they_show(small_site: Site, page: Page, language: str) -> None:
    open_page(page, small_site.url(language + REPORT))
    figures.wait(page)
    charts = page.get_by_role("img", name="chart" if language else "图）").all()
    assert len(charts) >= 4
    causes = chart(page, "causes-causes-pareto")
    said = causes.locator("desc").text_content() or ""
    assert said.startswith("people: 6, 60% cumulative; " if language else "人员：6次、累计60%；")


def test_every_table_that_a_chart_can_show_has_one(report: Page) -> None:
    keys = report.eval_on_selector_all(".cw-chart", "all => all.map(one => one.dataset.chart)")
    assert keys == [
        "means-groups-bars",
        "means-items-bars",
        "types-places-plane",
        "gaps-items-bars",
        "gaps-groups-bars",
        "priorities-attributes-plane",
        "causes-causes-pareto",
    ]


def test_gaps_lie_on_both_sides_of_zero(report: Page) -> None:
    svg = chart(report, "gaps-items-bars")
    zero = centres(svg, ".cw-chart-axis")[0][0]
    sides = [x < zero for x, _ in centres(svg, ".cw-chart-area")]
    assert sides == [True, True, True, False]  # −1.00, −0.14, −1.88, +0.29
    assert svg.locator(".cw-chart-margin").count() == 3, "a margin of nothing has no line"


def test_points_lie_in_their_quadrants(report: Page) -> None:
    svg = chart(report, "priorities-attributes-plane")
    (_, across), (down, _) = sorted(centres(svg, ".cw-chart-cut"))[::-1]
    points = centres(svg, ".cw-chart-sign")[:4]
    place = [("right" if x > down else "left", "high" if y < across else "low") for x, y in points]
    # A improve, B keep, C overkill, D low: importance goes up, performance to the right.
    assert place == [("left", "high"), ("right", "high"), ("right", "low"), ("left", "low")]
    assert svg.locator(".cw-chart-dashed").count() == 2
    assert len({one.get_attribute("class") for one in svg.locator(".cw-chart-sign").all()}) == 4


def test_crowded_points_keep_their_names_apart(report: Page, small_site: Site) -> None:
    ids = [chr(97 + n) for n in range(20)]
    labels = {
        "title": "x",
        "rows": {one: f"{one.upper()} 属性" for one in ids},
        "columns": {"importance": "重要", "performance": "成效"},
    }
    rows = [[6, 7 + n % 5 * 0.2, 6 + n // 5 * 0.2, 0, 0, "keep", "keep", 1, 1] for n in range(20)]
    names = ["n", "importance", "performance", "difference", "priority", "by-mean", "by-midpoint", "sd-i", "sd-p"]
    found = figures_of(
        "importance-performance",
        "priorities",
        {"name": "attributes", "columns": names, "rows": ids, "values": rows},
        {
            "name": "thresholds",
            "columns": ["importance", "performance"],
            "rows": ["mean", "midpoint"],
            "values": [[7, 6], [5.5, 5.5]],
        },
    )
    kit = {**KIT, "labels": {**KIT["labels"], "priorities": {"attributes": labels}}}
    for width in (343, 680):
        assert draw(report, small_site, found, kit, width) == 1
        assert figures.collisions(report, "#drawn svg") == []
        assert report.locator("#drawn .cw-chart-value").count() == 20
    for row in rows:
        row[1:3] = [7, 6]
    draw(report, small_site, found, kit)
    assert report.locator("#drawn .cw-chart-value").count() == 1, "points at one place share a name"


@pytest.mark.parametrize("width", [343, 680])
def test_a_radar_of_three_groups_and_more(report: Page, small_site: Site, width: int) -> None:
    names = [f"g{n}" for n in range(6)]
    words = dict(
        zip(
            names,
            ["有形性", "可靠性", "Responsiveness", "保证性", "移情性与照顾客户的特殊需要", "Empathy and care"],
            strict=True,
        )
    )
    values = [[6 - n / 3, 4 + n / 3, 1, None, None] for n in range(5)] + [[None, None, None, None, None]]
    columns = {"expected": "期望", "perceived": "感知", "gap": "差距"}
    labels = {
        "items": {"title": "i", "rows": {"l1": "L1"}, "columns": columns},
        "groups": {"title": "g", "rows": words, "columns": columns},
    }
    items = {
        "name": "items",
        "columns": ["n", "expected", "perceived", "gap", "half"],
        "rows": ["l1"],
        "values": [[0, None, None, None, None]],
    }
    groups = {
        "name": "groups",
        "columns": ["expected", "perceived", "gap", "weight", "weighted"],
        "rows": names,
        "values": values,
    }
    kit = {**KIT, "labels": {**KIT["labels"], "gaps": labels}}
    assert draw(report, small_site, figures_of("gaps", "gaps", items, groups), kit, width) == 2
    radar = report.locator("#drawn svg").first
    assert radar.locator("polygon.cw-chart-ring").count() == 2
    assert radar.locator("circle.cw-chart-sign").count() == 5 + 1, (
        "a group without values is left out; one is in the legend"
    )
    assert figures.collisions(report, "#drawn svg") == []


@pytest.mark.parametrize("width", [288, 343, 680])
def test_a_pareto_chart_of_many_causes(report: Page, small_site: Site, width: int) -> None:
    names = [f"c{n}" for n in range(8)]
    words = {one: f"产品、服务和技术的第{n}种原因" if n % 2 else "communication" for n, one in enumerate(names)}
    counts = [90, 40, 20, 9, 5, 1, 0, 0]
    running = [sum(counts[: n + 1]) / 165 for n in range(8)]
    rows = [[count, count / 165, so_far] for count, so_far in zip(counts, running, strict=True)]
    table = {
        "name": "causes",
        "columns": ["count", "share", "cumulative"],
        "rows": [*names, "total"],
        "values": [*rows, [165, 1, None]],
    }
    labels = {
        "title": "x",
        "rows": {**words, "total": "合计"},
        "columns": {"count": "次数", "share": "占比", "cumulative": "累计"},
    }
    kit = {**KIT, "labels": {**KIT["labels"], "causes": {"causes": labels}}}
    assert draw(report, small_site, figures_of("pareto", "causes", table), kit, width) == 1
    assert figures.collisions(report, "#drawn svg") == []
    assert report.locator("#drawn rect.cw-chart-area").count() == 6 + 1, "none for causes that nobody named"


def test_hostile_words_stay_words(report: Page, small_site: Site) -> None:
    words = "<img src=x onerror=alert(1)>&amp;"
    labels = {"title": words, "rows": {"c0": words, "total": ""}, "columns": {"count": words, "cumulative": words}}
    table = {
        "name": "causes",
        "columns": ["count", "share", "cumulative"],
        "rows": ["c0", "total"],
        "values": [[1, 1, 1], [1, 1, None]],
    }
    kit = {**KIT, "labels": {**KIT["labels"], "causes": {"causes": labels}}}
    draw(report, small_site, figures_of("pareto", "causes", table), kit)
    assert report.locator("#drawn img").count() == 0
    assert words in (report.locator("#drawn title").text_content() or "")


def test_a_chart_of_nothing_is_not_drawn(report: Page, small_site: Site) -> None:
    from courseware.assignments.scoring import score

    for found in score(tea_visit().plans, []):
        tables = [{"name": t.name, "columns": t.columns, "rows": t.rows, "values": t.values} for t in found.tables]
        assert draw(report, small_site, figures_of(found.use, found.statistic, *tables), KIT) == 0


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_saved_svg_needs_no_page(report: Page, scheme: str) -> None:
    use_scheme(report, scheme)
    box = report.locator(".cw-chart[data-chart='means-groups-bars']")
    name, data = downloaded(report, box.get_by_role("button", name="保存为SVG"))
    assert name.startswith("tea-visit-means-groups-bars-")
    assert name.endswith(".svg")
    root = ElementTree.fromstring(data)
    first = next(iter(root))
    assert (first.tag, first.get("fill"), first.get("width")) == (f"{SVG}rect", "#fff", root.get("width"))
    text = data.decode()
    assert "var(" not in text
    assert "class=" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    inks = {one.get("fill") for one in root.iter(f"{SVG}text")}
    assert inks <= {"rgb(29, 43, 45)", "rgb(82, 100, 106)"}, "the light scheme's, on white"
    assert all(one.get("font-size") == "14px" and one.get("font-family") for one in root.iter(f"{SVG}text"))
    assert any((one.get("fill") or "").startswith("url(#") for one in root.iter(f"{SVG}rect"))
    assert report.locator(".cw-chart-copy").count() == 0


def test_the_saved_png_is_twice_as_sharp(report: Page) -> None:
    box = report.locator(".cw-chart[data-chart='causes-causes-pareto']")
    name, data = downloaded(report, box.get_by_role("button", name="保存为PNG"))
    assert name.endswith(".png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    frame = box.locator("svg").evaluate("svg => [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]")
    assert (width, height) == (2 * (frame[0] + 32), 2 * (frame[1] + 32))
    assert len(data) > 5_000, "something is drawn"
