"""The browser grades as Python does: the cases of `grading/` through `web/grading.js` in Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.sites import Site

FILES = sorted((Path(__file__).parent / "grading").glob("*.json"))
GRADE = """async ([script, cases]) => {
    const { grade } = await import(script);
    return cases.map(({ key, response }) => grade(key, response));
}"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cases(small_site: Site, page: Page, file: Path) -> None:
    cases = json.loads(file.read_text(encoding="utf-8"))
    page.goto(small_site.url("404.html"))
    script = small_site.url((small_site.scripts() / "grading.js").relative_to(small_site.folder).as_posix())
    scores = page.evaluate(GRADE, [script, cases])

    assert cases
    assert {case["name"]: score for case, score in zip(cases, scores, strict=True)} == pytest.approx(
        {case["name"]: case["score"] for case in cases}, abs=1e-9
    )


def test_there_are_cases() -> None:
    assert FILES
