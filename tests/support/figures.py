"""What a page shows of figures: its tables and its charts."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

READY = "() => [...document.querySelectorAll('courseware-results')].every(one => 'ready' in one.dataset)"
TABLES = """() => [...document.querySelectorAll("courseware-results .cw-statistic table")].map(table => [
    table.closest("section").dataset.statistic, table.dataset.table, table.caption.textContent,
    ...[...table.rows].map(row => [...row.cells].map(cell => cell.textContent)),
])"""
# Pairs of words that cover each other by more than a hair, and words that stick out of their chart.
COLLISIONS = """charts => charts.flatMap(chart => {
    const frame = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")];
    const all = texts.map(text => ({ said: text.textContent, at: text.getBoundingClientRect() }));
    const hair = 1.5;
    const out = all.filter(({ at }) => at.left < frame.left - hair || at.right > frame.right + hair
        || at.top < frame.top - 4 || at.bottom > frame.bottom + 4);
    // Lines are set tighter than their boxes are high.
    const covers = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > hair
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
    const over = (one, n) => all.slice(n + 1).filter(other => covers(one.at, other.at)).map(other => [one, other]);
    const title = chart.querySelector("title").textContent;
    const pairs = all.flatMap(over).map(([a, b]) => `${a.said} / ${b.said}`);
    return [...out.map(({ said }) => `outside: ${said}`), ...pairs].map(said => `${title}: ${said}`);
})"""


def wait(page: Page) -> None:
    """Until the scripts of the results are done."""
    page.wait_for_function(READY)


def tables(page: Page) -> list[Any]:
    """Every table: statistic, name, caption, rows of words."""
    found: list[Any] = page.evaluate(TABLES)
    return found


def collisions(page: Page, charts: str = ".cw-chart:not([hidden]) svg") -> list[str]:
    """Words in charts that cover others, or that stick out."""
    found: list[str] = page.eval_on_selector_all(charts, COLLISIONS)
    return found
