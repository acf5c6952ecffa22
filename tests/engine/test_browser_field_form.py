"""A form in the field: one response after another on a phone, with what is missing said, and nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support import field_forms as field
from support.browsing import PHONE, faults, focused
from support.field_forms import fill, form, items, notes, now, open_forms, save
from support.sites import Site

GUEST = {
    "consent": "yes",
    "l1.expectation": "7",
    "l1.perception": "na",
    "weights.leaf": "60",
    "weights.cup": "40",
    "recommend": "9",
    "drinks": "green black",
    "wait": "2.5",
    "wish": "多一些座位",
}


@pytest.fixture
def phone(page: Page, small_site: Site) -> Page:
    """A phone with the assignment open."""
    page.set_viewport_size(PHONE)
    open_forms(page, small_site)
    return page


DESCRIBED = """control => (control.getAttribute("aria-describedby") ?? "").split(" ")
    .map(id => document.getElementById(id)?.textContent).join(" ")"""


def described(control: Locator) -> str:
    """What a screen reader says of the control beside its name."""
    return str(control.evaluate(DESCRIBED))


# Saving


def test_one_response_after_another(phone: Page) -> None:
    guest = form(phone)
    expect(now(guest)).to_have_text("第1份")
    fill(guest, GUEST)
    save(guest)

    expect(now(guest)).to_have_text("第2份")
    expect(notes(guest)).to_have_text("第1份已保存。")
    expect(guest.locator(".cw-progress")).to_have_text("已收1份，至少要10份，还差9份。")
    assert guest.locator("form :is(:checked)").count() == 0, "the next one starts blank"
    assert all(box.input_value() == "" for box in guest.locator("form :is([type=text], textarea)").all())
    fill(guest, {"consent": "yes", "recommend": "3"})
    save(guest)

    expect(items(guest)).to_have_count(2)
    assert "第2份" in items(guest).first.inner_text(), "the last one stands first"
    first, second = sorted(field.responses(phone), key=lambda row: row["recommend"], reverse=True)
    assert {name: value for name, value in first.items() if value and name in GUEST} == GUEST
    assert second["consent"] == "yes"
    assert first["digest"] == second["digest"] != ""
    assert first["response"] != second["response"]


def test_no_response_is_saved_without_consent(phone: Page) -> None:
    guest = form(phone)
    fill(guest, {"recommend": "9"})
    guest.locator(".cw-save").click()

    consent = field.field(guest, "consent")
    expect(consent).to_be_focused()
    expect(consent).to_have_attribute("aria-invalid", "true")
    assert "请先征得对方同意" in described(consent)
    expect(guest.get_by_text("还没有保存，请先改正标出的地方。")).to_be_visible()
    assert field.responses(phone) == []

    consent.check()
    expect(consent).not_to_have_attribute("aria-invalid", "true")
    save(guest)
    assert [row["consent"] for row in field.responses(phone)] == ["yes"]


def test_an_instrument_without_consent_asks_for_none(phone: Page) -> None:
    sheet = form(phone, "observation")
    fill(sheet, {"house": "east", "r1": "4", "r1.evidence": "有牌子", "day": "2026-03-31", "guests": "3"})
    save(sheet)

    (row,) = field.responses(phone)
    assert (row["consent"], row["house"], row["r1"], row["day"]) == ("", "east", "4", "2026-03-31")


def test_a_blank_form_is_not_saved(phone: Page) -> None:
    sheet = form(phone, "observation")
    sheet.locator(".cw-save").click()

    expect(sheet.get_by_text("还没有填写，没有可以保存的内容。")).to_be_visible()
    assert field.responses(phone) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("120.5", "请写0到120之间的数。"),
        ("-1", "请写0到120之间的数。"),
        ("ten", "请只写数字，例如4或2.5。"),
    ],
)
def test_a_wrong_number_is_said_at_its_place(phone: Page, typed: str, said: str) -> None:
    guest = form(phone)
    wait = field.field(guest, "wait")
    fill(guest, {"consent": "yes", "wait": typed})
    wait.blur()
    expect(guest.locator(".cw-fault")).to_have_text(said)
    assert described(wait).endswith(said)

    guest.locator(".cw-save").click()
    expect(wait).to_be_focused()
    assert field.responses(phone) == []
    wait.fill("１２")
    expect(wait).not_to_have_attribute("aria-invalid", "true")
    save(guest)
    assert field.responses(phone)[0]["wait"] == "12"


def test_a_message_does_not_move_the_button_away_from_the_finger(phone: Page) -> None:
    guest = form(phone)
    fill(guest, {"consent": "yes", "recommend": "5"})
    field.field(guest, "wait").fill("1000")
    guest.locator(".cw-save").scroll_into_view_if_needed()
    box = guest.locator(".cw-save").bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)
    phone.mouse.down()
    phone.wait_for_timeout(300)
    phone.mouse.up()

    expect(guest.get_by_text("还没有保存，请先改正标出的地方。")).to_be_visible()
    expect(field.field(guest, "wait")).to_be_focused()


def test_shares_add_up(phone: Page) -> None:
    guest = form(phone)
    total = guest.locator(".cw-total")
    fill(guest, {"consent": "yes", "weights.leaf": "30"})
    expect(total).to_have_text("合计30，还差70。")
    assert total.get_attribute("role") == "status"
    fill(guest, {"weights.cup": "80"})
    expect(total).to_have_text("合计110，超出10。")
    guest.locator(".cw-save").click()
    leaf = field.field(guest, "weights.leaf")
    expect(leaf).to_be_focused()
    assert "各项合计要等于100" in described(leaf)

    fill(guest, {"weights.cup": "x"})
    expect(total).to_have_text("有一格不是数字，算不出合计。")
    fill(guest, {"weights.leaf": "100", "weights.cup": ""})
    expect(total).to_have_text("合计100，正好。")
    save(guest)
    row = field.responses(phone)[0]
    assert (row["weights.leaf"], row["weights.cup"]) == ("100", "0"), "a blank is a share of nothing"
    expect(total).to_be_empty()


def test_a_choice_can_be_taken_back(phone: Page) -> None:
    sheet = form(phone, "observation")
    east = sheet.locator("[name=house][value=east]")
    east.check()
    sheet.locator("label:has([name=house][value=east])").click()
    expect(east).not_to_be_checked()
    expect(sheet.get_by_text("已取消选择。")).to_be_visible()
    east.focus()
    phone.keyboard.press("Space")
    expect(east).to_be_checked()
    phone.keyboard.press("ArrowDown")
    expect(sheet.locator("[name=house][value=west]")).to_be_checked()
    phone.keyboard.press("Space")
    assert sheet.locator("[name=house]:checked").count() == 0


def test_words_are_no_longer_than_a_file_takes_them(phone: Page) -> None:
    guest = form(phone)
    wish = field.field(guest, "wish")
    fill(guest, {"consent": "yes", "wish": "长" * 10_000})
    expect(wish).to_have_value("长" * 2000)
    wish.evaluate("wish => { wish.value = '长'.repeat(10_000); }")
    guest.locator(".cw-save").click()
    expect(guest.locator(".cw-fault")).to_have_text("最多写2000字，请缩短。")
    assert field.responses(phone) == []


# Drafts


def test_a_closed_tab_loses_nothing(phone: Page, small_site: Site) -> None:
    guest = form(phone)
    fill(guest, {**GUEST, "wait": "一二"})
    context: BrowserContext = phone.context
    other = context.new_page()
    phone.close()
    open_forms(other, small_site, "en/")

    guest = form(other)
    expect(notes(guest)).to_have_text("What you had not saved is back. You can go on.")
    expect(field.field(guest, "wait")).to_have_value("一二")
    expect(guest.locator("[name='drinks']:checked")).to_have_count(2)
    expect(field.field(guest, "consent")).to_be_checked()
    expect(guest.locator(".cw-total")).to_have_text("The sum is 100, as it should be.")
    fill(guest, {"wait": "12"})
    save(guest)
    other.reload()
    field.ready(other)
    assert now(form(other)).text_content() == "Record 2"
    expect(notes(form(other))).to_be_empty()


def test_what_was_typed_before_the_scripts_came_stays(page: Page, small_site: Site) -> None:
    held = []
    page.route("**/kit.*.json", lambda route: held.append(route))
    page.goto(small_site.url(field.ADDRESS))
    page.wait_for_function("() => customElements.get('courseware-instrument')")
    page.locator("#questionnaire\\.wish, [name=wish]").first.fill("早")
    for route in held:
        route.continue_()
    field.ready(page)

    expect(field.field(form(page), "wish")).to_have_value("早")


def test_a_cleared_form_can_be_had_back(phone: Page) -> None:
    guest = form(phone)
    fill(guest, GUEST)
    guest.get_by_role("button", name="清空表单").click()
    expect(field.field(guest, "wish")).to_have_value("")
    guest.get_by_role("button", name="撤销").click()
    expect(field.field(guest, "wish")).to_have_value(GUEST["wish"])
    expect(now(guest)).to_be_focused()
    phone.reload()
    field.ready(phone)
    expect(field.field(form(phone), "wish")).to_have_value(GUEST["wish"])


def test_the_members_name_is_remembered(phone: Page, small_site: Site) -> None:
    guest = form(phone)
    guest.locator(".cw-member input").fill(" 小林 ")
    fill(guest, GUEST)
    save(guest)

    assert field.responses(phone)[0]["member"] == "小林"
    open_forms(phone, small_site, "en/")
    expect(form(phone, "observation").locator(".cw-member input")).to_have_value("小林")


# Everyone


def test_by_keyboard_alone(phone: Page) -> None:
    phone.locator("courseware-instrument[data-instrument=complaints] .cw-opener button").focus()
    phone.keyboard.press("Enter")
    complaints = form(phone, "complaints")
    presses = ["Tab", "Tab", "Space", "Tab", "她", "Tab", "3", "Enter", "Tab"]
    for key in presses:
        phone.keyboard.press(key) if key.isascii() else phone.keyboard.insert_text(key)
        if key != "Enter":
            assert focused(phone)["seen"]
    assert field.responses(phone) == [], "Enter in a line of text saves nothing half-way"
    assert focused(phone)["name"] == "保存，填下一份"
    phone.keyboard.press("Enter")
    expect(now(complaints)).to_be_focused()
    (row,) = field.responses(phone)
    assert (row["cause"], row["words"], row["days"]) == ("people", "她", "3")


@pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
def test_every_state_is_accessible(page: Page, small_site: Site, language: str) -> None:
    open_forms(page, small_site, language)
    assert faults(page) == [], "closed"
    guest = form(page)
    guest.locator(".cw-save").click()
    fill(guest, {"wait": "999", "weights.leaf": "2"})
    guest.locator(".cw-save").click()
    assert len(field.faults(guest)) == 3
    assert faults(page) == [], "with messages"
    fill(guest, GUEST)
    save(guest)
    items(guest).get_by_role("button").last.click()
    expect(items(guest)).to_have_count(0)
    assert faults(page) == [], "saved and deleted"
    guest.locator(".cw-list > .cw-controls > .cw-button:visible").first.click()
    expect(items(guest)).to_have_count(1)
    items(guest).get_by_role("button").first.click()
    field.bring(page, {"a.csv": b"nonsense", "b.json": b"[1]"})
    page.locator(".cw-forget").click()
    assert faults(page) == [], "correcting, imported, about to delete"


def test_without_its_file_the_form_is_left_alone(page: Page, small_site: Site) -> None:
    page.route("**/kit.*.json", lambda route: route.abort())
    page.goto(small_site.url(field.ADDRESS))
    page.wait_for_function("() => customElements.get('courseware-instrument')")

    expect(page.locator("courseware-instrument form").first).to_be_visible()
    assert page.locator(".cw-live").count() == 0


def test_paper_has_every_form_and_nothing_of_the_scripts(phone: Page) -> None:
    phone.emulate_media(media="print")

    assert phone.locator("courseware-instrument form:visible").count() == phone.locator("courseware-instrument").count()
    assert phone.locator(".cw-live:visible").count() == 0
