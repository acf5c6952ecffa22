"""An instrument's form as students use it in the field: open it, fill it in, save, and see what is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from support.assignments import tea_visit
from support.browsing import open_page
from support.sites import Site

ADDRESS = "assignments/tea-visit/"
HOSTILE = """=HYPERLINK("http://x.example","a") @SUM(A1) <img src=x onerror="window.hacked=1"> '"</textarea><script>"""
KEPT = """store => new Promise((done, fail) => {
    const path = new URL(document.getElementById("courseware-languages").dataset.root, location.href).pathname;
    const opening = indexedDB.open(`courseware:${path}:responses`);
    opening.onerror = fail;
    opening.onsuccess = () => {
        const asked = opening.result.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => { opening.result.close(); done(asked.result); };
    };
})"""
PUT = """records => new Promise((done, fail) => {
    const path = new URL(document.getElementById("courseware-languages").dataset.root, location.href).pathname;
    const opening = indexedDB.open(`courseware:${path}:responses`);
    opening.onsuccess = () => {
        const writing = opening.result.transaction("responses", "readwrite");
        for (const record of records) writing.objectStore("responses").put(record);
        writing.oncomplete = () => { opening.result.close(); done(); };
        writing.onerror = fail;
    };
})"""


def open_forms(page: Page, site: Site, language: str = "") -> None:
    """Go to the assignment's page and wait for its forms."""
    open_page(page, site.url(language + ADDRESS))
    ready(page)


def ready(page: Page) -> None:
    """Wait for the scripts of every form."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('courseware-instrument')].every(one => 'ready' in one.dataset)"
    )


def form(page: Page, name: str = "questionnaire") -> Locator:
    """An instrument, with its form open."""
    found = page.locator(f"courseware-instrument[data-instrument={name}]")
    if found.get_attribute("data-closed") is not None:
        found.locator(".cw-opener button").click()
    return found


def field(form: Locator, name: str) -> Locator:
    """The controls of a column."""
    return form.locator(f"[name='{name}']")


def fill(form: Locator, answers: Mapping[str, str]) -> None:
    """Answer as a response has it: a radio's value, or what is typed."""
    for name, value in answers.items():
        controls = field(form, name)
        if controls.first.get_attribute("type") in ("radio", "checkbox"):
            for one in value.split():
                form.locator(f"[name='{name}'][value='{one}']").check()
        else:
            controls.fill(value)


def save(form: Locator) -> None:
    """Press the button, and wait until the next response can be filled in."""
    before = now(form).text_content()
    form.locator(".cw-save").click()
    expect(now(form)).not_to_have_text(before or "")
    expect(now(form)).to_be_focused()


def now(form: Locator) -> Locator:
    """The line that says which response this is."""
    return form.locator(".cw-now")


def notes(form: Locator) -> Locator:
    """What is said above the form."""
    return form.locator(".cw-notes .cw-status")


def items(form: Locator) -> Locator:
    """The saved responses in the list."""
    return form.locator(".cw-responses > li")


def faults(form: Locator) -> list[str]:
    """What is said to be wrong at the controls."""
    return form.locator(".cw-fault").all_text_contents()


def responses(page: Page) -> list[dict[str, Any]]:
    """What this device keeps."""
    return [record["row"] for record in page.evaluate(KEPT, "responses")]


def put(page: Page, records: list[Any]) -> None:
    """Write into the device's database what no form would write."""
    page.evaluate(PUT, records)


def downloaded(page: Page, button: Locator) -> tuple[str, bytes]:
    """The name and content of the file that a button makes."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def bring(page: Page, files: Mapping[str, bytes]) -> Locator:
    """Import files; the report on them."""
    chosen = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
    data = page.locator(".cw-data")
    said = data.locator("> .cw-status")
    said.evaluate("said => { said.textContent = ''; }")
    data.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
    expect(said).not_to_be_empty()
    return data


def as_json(rows: list[dict[str, str]]) -> bytes:
    """Rows as another phone exports them."""
    return json.dumps(rows).encode()


def collect(page: Page, *waits: str) -> Locator:
    """A guest's response for each waiting time."""
    guest = form(page)
    for wait in waits:
        fill(guest, {"consent": "yes", "wait": wait})
        save(guest)
    return guest


def waits(page: Page) -> list[str]:
    """The waiting times that are kept."""
    return sorted(row["wait"] for row in responses(page))


def row(name: str, wait: str, **more: str) -> dict[str, str]:
    """A guest's response as another phone exports it."""
    fixed = {"instrument": "questionnaire", "digest": tea_visit().digests["questionnaire"], "member": "B"}
    return {"response": name, **fixed, "recorded": "2026-03-31T08:15:00Z", "consent": "yes", "wait": wait, **more}


def press(form: Locator, name: str) -> None:
    """Press the button of that name."""
    form.get_by_role("button", name=name, exact=True).click()
