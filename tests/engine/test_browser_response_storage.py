"""Responses on a device: in several tabs, without storage, and beside whatever else the device holds."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courseware.assignments.responses import read_responses
from support import field_forms as field
from support.assignments import tea_visit
from support.field_forms import (
    HOSTILE,
    collect,
    downloaded,
    fill,
    form,
    items,
    notes,
    now,
    open_forms,
    press,
    row,
    save,
    waits,
)
from support.sites import Site

# Storage as browsers have it in their stricter modes, and when the device is full.
BLOCKED = """
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
    for (const name of ["getItem", "setItem"]) {
        const plain = Storage.prototype[name];
        Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("courseware:")) throw new DOMException("denied", "SecurityError");
            return plain.call(this, key, ...rest);
        };
    }
"""
FULL = """
    IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
"""
# Another course's or an attacker's database under this site's name.
FOREIGN = """() => new Promise(done => {
    const path = new URL(document.getElementById("courseware-languages").dataset.root, location.href).pathname;
    const opening = indexedDB.open(`courseware:${path}:responses`, 7);
    opening.onupgradeneeded = () => opening.result.createObjectStore("rubbish");
    opening.onsuccess = () => { opening.result.close(); done(); };
})"""


# Tabs


def test_each_tab_has_a_draft_of_its_own(forms: Page, small_site: Site) -> None:
    fill(form(forms), {"wish": "第一页"})
    other = forms.context.new_page()
    open_forms(other, small_site)
    expect(field.field(form(other), "wish")).to_have_value("")
    fill(form(other), {"consent": "yes", "wish": "第二页"})
    save(form(other))

    expect(items(form(forms))).to_have_count(1)
    expect(field.field(form(forms), "wish")).to_have_value("第一页")
    fill(form(forms), {"consent": "yes"})
    form(forms).locator(".cw-save").click()
    expect(items(form(other))).to_have_count(2)
    assert sorted(entry["wish"] for entry in field.responses(forms)) == ["第一页", "第二页"]


def test_a_page_that_was_put_aside_takes_nobody_elses_draft(forms: Page, small_site: Site) -> None:
    event = "([name]) => dispatchEvent(new PageTransitionEvent(name, { persisted: true }))"
    fill(form(forms), {"consent": "yes", "wait": "1"})
    forms.evaluate(event, ["pagehide"])
    other = forms.context.new_page()
    open_forms(other, small_site)
    expect(field.field(form(other), "wait")).to_have_value("1")
    save(form(other))
    forms.evaluate(event, ["pageshow"])

    guest = form(forms)
    expect(now(guest)).to_have_text("第2份")
    expect(field.field(guest, "wait")).to_have_value("")
    collect(forms, "2")
    assert waits(forms) == ["1", "2"]
    fill(guest, {"wish": "三"})
    forms.evaluate(event, ["pagehide"])
    forms.evaluate(event, ["pageshow"])
    expect(notes(guest)).to_have_text("上次没有保存的内容已恢复，可以接着填。")
    expect(field.field(guest, "wish")).to_have_value("三")


def test_of_two_corrections_the_later_one_counts_and_it_is_said(forms: Page, small_site: Site) -> None:
    guest = collect(forms, "1")
    other = forms.context.new_page()
    open_forms(other, small_site)
    for page in (forms, other):
        press(form(page), "修改第1份")
        expect(now(form(page))).to_have_text("修改第1份")
    fill(form(other), {"wait": "2"})
    other.locator("courseware-instrument[data-instrument=questionnaire] .cw-save").click()
    expect(notes(guest)).to_contain_text("刚在另一个页面里保存过")
    fill(guest, {"wait": "3"})
    guest.locator(".cw-save").click()

    expect(notes(guest)).to_contain_text("它在另一个页面里也改过，以这里较晚的内容为准")
    assert waits(forms) == ["3"]
    expect(items(form(other))).to_contain_text("3")


# Storage


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_storage_the_form_still_works(page: Page, small_site: Site, script: str) -> None:
    page.add_init_script(script)
    open_forms(page, small_site)
    guest = form(page)
    guest.locator(".cw-member input").fill("小林")
    collect(page, "1", "2")

    expect(guest.locator(".cw-not-kept")).to_contain_text("关闭页面就会丢失")
    expect(items(guest)).to_have_count(2)
    press(guest, "删除第1份")
    expect(items(guest)).to_have_count(1)
    press(guest, "撤销")
    expect(items(guest)).to_have_count(2)
    _, table = downloaded(page, guest.get_by_role("button", name="导出CSV"))
    assert [one.answers["wait"] for one in read_responses(table, tea_visit()).responses] == ["1", "2"]


def test_a_foreign_database_is_left_alone(page: Page, small_site: Site) -> None:
    page.goto(small_site.url("about/"))
    page.evaluate(FOREIGN)
    open_forms(page, small_site)
    guest = collect(page, "1")

    expect(guest.locator(".cw-not-kept")).to_contain_text("关闭页面就会丢失")
    expect(items(guest)).to_have_count(1)


def test_rubbish_on_the_device_is_counted_and_kept(forms: Page) -> None:
    guest = collect(forms, "1")
    rubbish: list[Any] = [
        None,
        7,
        "text",
        [],
        {},
        {"response": 5},
        row("g-1", "3", instrument="nothing"),
        row("g-2", "2", consent=""),
    ]
    records = [
        {"assignment": "tea-visit", "response": f"x-{n}", "made": {"a": 1}, "row": one} for n, one in enumerate(rubbish)
    ]
    hostile = {
        "assignment": "tea-visit",
        "response": "x-h",
        "made": "never",
        "row": row("x-h", "4", wish=HOSTILE, member=HOSTILE),
    }
    field.put(forms, [*records, hostile, {"assignment": "another", "response": "y", "row": {}}])
    forms.reload()
    field.ready(forms)

    expect(items(form(forms))).to_have_count(2)
    expect(forms.locator(".cw-unusable")).to_contain_text("条记录读不出来")
    assert forms.evaluate("() => window.hacked") is None
    collect(forms, "5")
    assert len(forms.evaluate(field.KEPT, "responses")) == len(records) + 4, "what cannot be read is not thrown away"
    expect(items(guest)).to_have_count(3)


LENGTHEN = """() => new Promise(done => {
    const path = new URL(document.getElementById("courseware-languages").dataset.root, location.href).pathname;
    indexedDB.open(`courseware:${path}:responses`).onsuccess = ({ target: { result } }) => {
        const writing = result.transaction("responses", "readwrite");
        const store = writing.objectStore("responses");
        store.getAll().onsuccess = ({ target: { result: all } }) => {
            for (const one of all.filter(({ response }) => response.startsWith("x-"))) {
                store.put({ ...one, row: { ...one.row, wish: "x".repeat(11e6) } });
            }
        };
        writing.oncomplete = () => { result.close(); done(); };
    };
})"""


def test_too_much_of_it_does_not_hide_what_is_kept(forms: Page) -> None:
    guest = collect(forms, "1")
    field.put(forms, [{"assignment": "tea-visit", "response": f"x-{n}", "row": row("g-1", "3")} for n in range(2)])
    forms.evaluate(LENGTHEN)
    forms.reload()
    field.ready(forms)

    expect(items(form(forms))).to_have_count(3)
    for left in (2, 1):
        press(guest, "删除第1份")
        expect(items(form(forms))).to_have_count(left)
    assert waits(forms) == ["1"], "what is listed can be deleted, whatever its row says"


NO_JSON = f"""() => {{
    const row = {{ wait: 3n }};
    const all = [row, {{ ...row }}].map((row, n) => ({{ assignment: "tea-visit", response: `x-${{n}}`, row }}));
    all[0].row = {{ all }};
    return ({field.PUT})(all);
}}"""


def test_what_has_no_form_in_json_does_not_hide_it_either(forms: Page) -> None:
    collect(forms, "1")
    forms.evaluate(NO_JSON)
    forms.reload()
    field.ready(forms)

    expect(items(form(forms))).to_have_count(1)
    expect(forms.locator(".cw-unusable")).to_contain_text("2")


def test_a_time_that_is_none_does_not_block_saving(forms: Page) -> None:
    none = "2026-13-45T00:00:00Z"
    bad = {"assignment": "tea-visit", "response": "x-1", "row": row("x-1", "3", recorded=none)}
    field.put(forms, [bad])
    forms.reload()
    field.ready(forms)
    guest = form(forms)
    press(guest, "修改第1份")
    fill(guest, {"wait": "4"})
    guest.locator(".cw-save").click()

    expect(notes(guest)).to_have_text("第1份已保存。")
    assert waits(forms) == ["4"]
