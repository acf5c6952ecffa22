"""What was collected: corrected, deleted, exported, merged from several phones."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from courseware.assignments.responses import read_responses
from support import field_forms as field
from support.assignments import tea_visit
from support.field_forms import (
    HOSTILE,
    bring,
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

LONG = HOSTILE + "长" * 10_000
MOST = 2000  # characters that a box takes


# Correcting and deleting


def test_a_response_is_corrected(forms: Page) -> None:
    guest = collect(forms, "1", "2")
    before = {entry["response"]: entry for entry in field.responses(forms)}
    fill(guest, {"wish": "还没写完"})
    press(guest, "修改第1份")
    expect(now(guest)).to_have_text("修改第1份")
    expect(now(guest)).to_be_focused()
    expect(field.field(guest, "wait")).to_have_value("1")
    fill(guest, {"wait": "3"})
    guest.locator(".cw-save").click()

    expect(now(guest)).to_have_text("第3份")
    assert waits(forms) == ["2", "3"]
    expect(items(guest)).to_have_count(2)
    (changed,) = [entry for entry in field.responses(forms) if entry["wait"] == "3"]
    assert changed["recorded"] > before[changed["response"]]["recorded"], "it wins wherever the earlier one is"
    assert "第1份" in items(guest).last.inner_text(), "it keeps its place"
    expect(field.field(guest, "wish")).to_have_value("还没写完")
    expect(notes(guest)).to_contain_text("上次没有保存的内容已恢复")


def test_a_correction_is_dropped(forms: Page) -> None:
    guest = collect(forms, "1")
    press(guest, "修改第1份")
    fill(guest, {"wait": "3"})
    press(guest, "放弃修改")

    expect(notes(guest)).to_have_text("已放弃修改，原来的内容没有变。")
    assert waits(forms) == ["1"]
    press(guest, "撤销")
    expect(field.field(guest, "wait")).to_have_value("3")
    expect(now(guest)).to_have_text("修改第1份")


def test_deleting_is_undone(forms: Page) -> None:
    guest = collect(forms, "1", "2", "3")
    before = field.responses(forms)
    press(guest, "删除第3份")
    undo = guest.locator(".cw-list").get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    expect(guest.locator(".cw-list [role=status]")).to_have_text("第3份已删除。")
    expect(guest.locator(".cw-progress")).to_contain_text("已收2份")
    press(guest, "删除第1份")
    expect(items(guest)).to_have_count(1)
    assert len(field.responses(forms)) == 1
    undo.click()
    undo.click()

    expect(items(guest)).to_have_count(3)
    assert field.responses(forms) == before
    expect(undo).to_be_hidden()
    expect(guest.locator(".cw-list-title")).to_be_focused()


def test_everything_is_deleted_at_the_second_press(forms: Page) -> None:
    guest = collect(forms, "1", "2")
    fill(guest, {"wish": "草稿"})
    data = forms.locator(".cw-data")
    control = data.locator(".cw-forget")
    control.click()
    expect(control).to_have_text("再按一次，全部删除")
    control.blur()
    expect(control).to_have_text("删除本任务的全部数据")
    assert len(field.responses(forms)) == 2
    control.click()
    control.click()
    undo = data.get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    assert field.responses(forms) == []
    assert forms.evaluate(field.KEPT, "drafts") == []
    expect(items(guest)).to_have_count(0)
    expect(field.field(guest, "wish")).to_have_value("")

    undo.click()
    expect(items(guest)).to_have_count(2)
    expect(field.field(guest, "wish")).to_have_value("草稿")
    assert waits(forms) == ["1", "2"]


def test_hundreds_are_listed_part_by_part(forms: Page) -> None:
    rows = [
        row(f"g-{number}", "5", recorded=f"2026-03-31T08:{number // 60:02}:{number % 60:02}Z") for number in range(500)
    ]
    bring(forms, {"many.json": field.as_json(rows)})
    guest = form(forms)

    expect(guest.locator(".cw-list-title")).to_have_text("已保存500份")
    expect(items(guest)).to_have_count(20)
    assert "第500份" in items(guest).first.inner_text()
    press(guest, "显示更早的")
    expect(items(guest)).to_have_count(40)
    expect(guest.get_by_role("button", name="修改第480份")).to_be_focused()


# Files


def test_exported_files_are_read_again(forms: Page) -> None:
    guest = form(forms)
    guest.locator(".cw-member input").fill("小林")
    collect(forms, "1", "2.5")
    complaints = form(forms, "complaints")
    fill(complaints, {"cause": "tea", "words": HOSTILE})
    save(complaints)
    name, table = downloaded(forms, guest.get_by_role("button", name="导出CSV"))
    assert name.startswith("tea-visit-questionnaire-20")
    assert name.endswith(".csv")
    assert [one.answers["wait"] for one in read_responses(table, tea_visit()).responses] == ["1", "2.5"]
    name, everything = downloaded(forms, forms.get_by_role("button", name="导出全部数据（JSON）"))
    assert name.startswith("tea-visit-20")
    assert json.loads(everything) == [entry for entry in json.loads(everything) if isinstance(entry, dict)]
    reading = read_responses(everything, tea_visit())

    assert reading.rejected == reading.apart == []
    assert [one.member for one in reading.responses] == ["小林"] * 3
    assert reading.responses[-1].answers["words"] == HOSTILE


def test_other_phones_files_are_merged(forms: Page) -> None:
    files = {
        "a.json": field.as_json([row("g-1", "1"), row("g-2", "2")]),
        "b.json": field.as_json([row("g-2", "2"), row("g-3", "3"), row("g-1", "9", recorded="2026-04-01T08:15:00Z")]),
    }
    data = bring(forms, files)

    expect(data.locator("> .cw-status")).to_contain_text("读了2个文件：新增3份，重复1份，更新1份，保留本机较新的0份")
    assert waits(forms) == ["2", "3", "9"]
    expect(items(form(forms))).to_have_count(3)
    data = bring(forms, files)
    expect(data.locator("> .cw-status")).to_contain_text("新增0份，重复4份，更新0份，保留本机较新的1份")
    assert waits(forms) == ["2", "3", "9"]


def test_two_phones_become_one(new_page: Callable[..., Page], small_site: Site) -> None:
    first, second = new_page(), new_page()
    for page, *own in ((first, "1", "2"), (second, "3")):
        open_forms(page, small_site)
        collect(page, *own)
    files = [downloaded(page, form(page).get_by_role("button", name="导出CSV")) for page in (first, second)]
    for page in (first, second, first):
        bring(page, {f"{number}-{name}": data for number, (name, data) in enumerate(files)})

    assert waits(first) == waits(second) == ["1", "2", "3"]
    assert {entry["response"] for entry in field.responses(first)} == {
        entry["response"] for entry in field.responses(second)
    }


def test_what_cannot_be_imported_is_named(forms: Page) -> None:
    guest = collect(forms, "1")
    own = field.responses(forms)[0]["response"]
    bad = [
        row("g-1", "500"),
        row("g-2", "2", consent=""),
        row("g-3", "2", instrument="nothing"),
        row("g 4", "2"),
        row(own, "", instrument="complaints", digest="v0000000"),
        row("g-5", "4", wish=HOSTILE),
    ]
    data = bring(
        forms, {"bad.json": field.as_json(bad), "half.csv": b"response,instrument\ng-9", "photo.jpg": b"\x89PNG\0\0"}
    )

    told = data.locator(".cw-report").inner_text()
    for file in ("bad.json", "half.csv", "photo.jpg"):
        assert file in told
    assert told.count("第") >= 5, told
    assert "500" in told
    assert waits(forms) == ["", "1", "4"], "what is right of them is taken"
    expect(items(guest)).to_have_count(3)
    name, report = downloaded(forms, data.get_by_role("button", name="导出未采用的清单"))
    assert name.endswith(".txt")
    assert "bad.json" in report.decode("utf-8-sig")
    assert forms.evaluate("() => window.hacked") is None


def test_another_version_of_the_form_is_set_apart(forms: Page) -> None:
    old = row("g-1", "7", digest="v1234567", gone="yes")
    data = bring(forms, {"old.json": field.as_json([old, row("g-2", "2")])})
    guest = form(forms)

    expect(data.locator("> .cw-status")).to_contain_text("其中另一版表单1份")
    expect(items(guest)).to_have_count(1)
    expect(guest.locator(".cw-progress")).to_contain_text("已收1份")
    expect(guest.locator(".cw-apart")).to_contain_text("有1份是用另一版表单填的")
    _, table = downloaded(forms, guest.get_by_role("button", name="导出另一版的数据"))
    (apart,) = read_responses(table, tea_visit()).apart
    assert apart.answers == {"wait": "7", "gone": "yes"}


def test_hostile_words_stay_words(forms: Page) -> None:
    guest = form(forms)
    guest.locator(".cw-member input").fill(HOSTILE[:90])
    for instrument in ("questionnaire", "observation", "complaints", "interview"):
        one = form(forms, instrument)
        consent = field.field(one, "consent")
        if consent.count():
            consent.check()
        for box in one.locator("form textarea").all():
            box.fill(LONG)
        numbers = one.locator("form input[type=text]").all()
        for box in numbers:
            box.fill(LONG)
        if numbers:
            one.locator(".cw-save").click()
            assert len(field.faults(one)) > 0
        for box in numbers:
            box.fill("")
        save(one)
    forms.reload()
    field.ready(forms)
    form(forms, "complaints")

    shown = items(form(forms, "complaints")).inner_text()
    assert "<img src=x" in shown
    assert forms.locator(".cw-live img, .cw-live script").count() == 0
    assert forms.evaluate("() => window.hacked") is None
    _, table = downloaded(forms, form(forms, "complaints").get_by_role("button", name="导出CSV"))
    text = table.decode("utf-8-sig")
    assert ',"=HYPERLINK' not in text
    assert """"'=HYPERLINK(""http""" in text
    (read,) = read_responses(table, tea_visit()).responses
    assert read.answers["words"] == LONG[:MOST]
