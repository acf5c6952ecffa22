"""How fast a phone answers with 500 responses on it (part of `make bench`).

The small course of the engine's tests is built and opened in Chromium at a quarter of this machine's speed, as wide as
a phone. Its questionnaire has 500 responses. Measured, as medians:

- the statistics: all of the assignment's figures computed;
- a response saved: until it stands in the list, and until the tables and charts of the results count it;
- the switch between sample data and own data: until the tables and charts are drawn.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.assignments import responses, tea_visit  # noqa: E402
from support.browsing import PHONE, open_page  # noqa: E402
from support.chromium import ARGUMENTS, find_or_install  # noqa: E402
from support.sites import SMALL_COURSE, Site, build_site  # noqa: E402

COUNT = 500
RUNS = 9
SCALES = ("expectation", "perception")
SLOWER = 4
TARGET = 200  # milliseconds
READY = """() => [...document.querySelectorAll("courseware-instrument, courseware-results")]
    .every(one => "ready" in one.dataset)"""
PREPARE = """async ([folder, rows]) => {
    const { loadKit } = await import(folder + "kit.js");
    const store = await import(folder + "response-store.js");
    const { score } = await import(folder + "statistics.js");
    const results = document.querySelector("courseware-results");
    const kit = await loadKit(results);
    await store.save(kit, rows, 0);
    window.bench = { kit, store, score, results, row: rows[0] };
}"""
SCORE = """async () => {
    const { kit, store, score } = window.bench;
    const { responses } = await store.read(kit);
    const start = performance.now();
    score(kit.plans, responses);
    return performance.now() - start;
}"""
# When the list, and when the results, are up to date.
SAVE = """async number => {
    const { kit, store, row, results } = window.bench;
    const list = document.querySelector("[data-instrument=questionnaire] .cw-list-title");
    const start = performance.now();
    const changed = element => new Promise(done => new MutationObserver((_, observer) => {
        observer.disconnect();
        done(performance.now() - start);
    }).observe(element, { childList: true }));
    const both = Promise.all([changed(list), changed(results.note)]);
    await store.save(kit, [{ ...row, response: `bench-${number}` }], number);
    return both;
}"""
SWITCH = """async () => {
    const other = document.querySelector(".cw-which input:not(:checked)");
    const start = performance.now();
    other.click();
    document.body.getBoundingClientRect();
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""


def rows() -> list[dict[str, Any]]:
    """Responses as the page's scripts have them."""
    source = random.Random(7)
    answers = []
    for _ in range(COUNT):
        leaf = source.randrange(101)
        ratings = {f"{row}.{scale}": source.randint(1, 7) for row in ("l1", "l2", "c1", "c2") for scale in SCALES}
        more = {"recommend": source.randrange(11), "wait": source.randrange(60), "wish": "多一些座位" * 4}
        answers.append({**ratings, **more, "weights.leaf": leaf, "weights.cup": 100 - leaf})
    made = responses(tea_visit(), "questionnaire", answers)
    names = ("response", "instrument", "digest", "recorded", "member", "consent", "answers")
    return [{name: getattr(one, name) for name in names} for one in made]


def median(values: list[float]) -> float:
    """The middle one."""
    return sorted(values)[len(values) // 2]


def measure(page: Page, site: Site) -> dict[str, float]:
    """Milliseconds of each."""
    open_page(page, site.url("assignments/tea-visit/"))
    page.wait_for_function(READY)
    folder = "/" + site.scripts().relative_to(site.folder).as_posix() + "/"
    page.evaluate(PREPARE, [folder, rows()])
    page.wait_for_function("count => window.bench.results.note.textContent.includes(count)", arg=str(COUNT))
    page.locator("[data-instrument=questionnaire] .cw-opener button").click()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    saved = [page.evaluate(SAVE, number) for number in range(RUNS)]
    return {
        "statistics": median([page.evaluate(SCORE) for _ in range(RUNS)]),
        "saved: the list": median([shown for shown, _ in saved]),
        "saved: the results": median([computed for _, computed in saved]),
        "sample or own data": median([page.evaluate(SWITCH) for _ in range(RUNS)]),
    }


def main() -> None:
    """Measure and print; the target stands behind the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build_site(SMALL_COURSE, Path(folder) / "site")
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=ARGUMENTS)
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        for name, time in measure(page, site).items():
            print(f"{name:<20} {time:6.0f} ms   (target {TARGET} ms, {COUNT} responses, {SLOWER} times slower)")
        browser.close()
        site.host.close()


if __name__ == "__main__":
    main()
