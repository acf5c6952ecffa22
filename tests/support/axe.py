"""Run axe on a page with all its rules, best practices and target sizes among them."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

SCRIPT = AXE_FILE_PATH.read_text(encoding="utf-8")
# Rules that axe leaves out unless asked: one of WCAG 2.2, and those it calls experimental.
ASKED_FOR = ("target-size", "label-content-name-mismatch", "p-as-heading", "table-fake-caption", "td-has-header")
RUN = """asked => axe.run({
    resultTypes: ["violations"],
    preload: false,  // of style sheets, for rules that are not asked for
    rules: Object.fromEntries(asked.map(rule => [rule, {enabled: true}])),
}).then(results => results.violations)"""


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it is now, one line an element."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    violations: list[dict[str, Any]] = page.evaluate(RUN, list(ASKED_FOR))
    return [_line(violation, node) for violation in violations for node in violation["nodes"]]


def _line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
    return f"{violation['id']}: {' '.join(map(str, node['target']))}: {why}"
