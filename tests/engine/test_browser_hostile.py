"""Words that look like HTML stay words, wherever an author, a data file or the browser's storage puts them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page
from small_course import Project

from support.browsing import hits, open_page
from support.quiz_pages import begun, kept, lines, open_quiz, press, question, reloaded, shown, states
from support.quizzes import answer, check
from support.sites import Site, build_site

HOSTILE = (
    """zzz<img src=x onerror="window.hacked='img'"> '"</script></title></textarea>"""
    "<script>window.hacked=1</script> A&B {{ 7 * 7 }} ]]>"
)
TOLD = """(forms, words) => forms.filter(form => [...form.querySelectorAll(".cw-note")]
    .some(note => note.textContent.includes(words))).map(form => form.dataset.type)"""
QUOTED = json.dumps(HOSTILE)  # a JSON text is a YAML text
QUESTION = f"""
  - id: hostile
    type: single
    hint: {{zh: {QUOTED}, en: {QUOTED}}}
    solution: {{zh: {QUOTED}, en: {QUOTED}}}
    feedback: {{zh: {QUOTED}, en: {QUOTED}}}
    stem: {{zh: {QUOTED}, en: {QUOTED}}}
    options:
      - {{zh: {QUOTED}, en: {QUOTED}, correct: true, feedback: {{zh: {QUOTED}, en: {QUOTED}}}}}
      - {{zh: other, en: other}}
"""
TERM = f"""
- id: hostile
  zh: 坏词
  en: bad word
  pinyin: {QUOTED}
  also: {{zh: [{QUOTED}], en: [{QUOTED}]}}
  definition: {{zh: {QUOTED}, en: {QUOTED}}}
"""
LESSON = "docs/lessons/leaf-and-cup/brewing.md"


def spoiled(value: Any) -> Any:
    """A bank whose every text ends in hostile words."""
    if isinstance(value, list):
        return [spoiled(one) for one in value]
    if not isinstance(value, dict):
        return value
    spoilt = {name: one if name in ("unit", "length") else spoiled(one) for name, one in value.items()}
    texts = {code: spoilt[code] for code in ("zh", "en") if isinstance(spoilt.get(code), str)}
    return spoilt | {code: f"{text.rstrip()} {HOSTILE}" for code, text in texts.items()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small course with hostile words in quiz, check, glossary, course file and front matter."""
    project = Project.copy_to(tmp_path_factory.mktemp("hostile") / "project")
    project.write("quizzes/brewing.yml", project.read("quizzes/brewing.yml") + QUESTION)
    every_type = spoiled(yaml.load(project.read("quizzes/all-types.yml"), yaml.BaseLoader))
    project.write("quizzes/every-type.yml", json.dumps(every_type))
    project.write("docs/every-type.md", "---\ntitle: 题\n---\n\n/// quiz | every-type\n\n///\n")
    project.write("course.yml", project.read("course.yml") + "  - every-type.md\n")
    project.write("glossary.yml", project.read("glossary.yml") + TERM)
    project.edit(LESSON, "title: 泡一杯茶", f"title: {QUOTED}")
    project.edit(LESSON, "description: 水温、时间和分茶。", f"description: {QUOTED}")
    project.edit(LESSON, "同一罐茶，为什么有人泡得苦？", QUOTED)
    project.edit(LESSON, "说出影响茶味的三件事", QUOTED)
    project.edit(LESSON, "  - 温度计每组一支", f"  - {QUOTED}")
    project.edit(LESSON, "  - 水温和时间\n", f"  - {QUOTED}\n")
    project.edit(LESSON, "第一次泡茶的人，常常只看茶叶", "坏词。第一次泡茶的人，常常只看茶叶")
    project.edit(LESSON, "- [ ] 省电", f"- [ ] {HOSTILE}")
    project.edit(LESSON, "    这不是茶味的理由。", f"    {HOSTILE}")
    project.edit("course.yml", "{zh: 从叶到杯, en: From leaf to cup}", f"{{zh: {QUOTED}, en: {QUOTED}}}")
    project.edit("course.yml", "en: A first course on tea", f"en: {QUOTED}")
    project.edit("course.yml", "en: Know the six teas, brew a cup, and serve it to a guest.", f"en: {QUOTED}")
    site = build_site(project.root, project.root.parent / "site", "/base/")
    yield site
    site.host.close()


PAGES = {
    "home": "",
    "module": "lessons/leaf-and-cup/",
    "lesson": "lessons/leaf-and-cup/brewing/",
    "plan": "teachers/plans/brewing/",
    "plans": "teachers/plans/",
    "glossary": "glossary/",
    "english lesson": "en/lessons/leaf-and-cup/brewing/",
    "english home": "en/",
    "every type": "every-type/",
    "key": "teachers/keys/every-type/",
}


def assert_harmless(page: Page) -> None:
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("() => window.hacked") is None


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_words_stay_words(hostile: Site, page: Page, address: str) -> None:
    open_page(page, hostile.url(address))

    assert_harmless(page)
    assert HOSTILE in page.locator("body").evaluate("body => body.textContent")


def test_the_title_is_whole(hostile: Site, page: Page) -> None:
    open_page(page, hostile.url("lessons/leaf-and-cup/brewing/"))

    assert page.locator("h1").inner_text() == HOSTILE
    assert page.title().startswith("zzz")
    assert page.locator("meta[name=description]").get_attribute("content") == HOSTILE


def test_an_answered_question(hostile: Site, page: Page) -> None:
    open_page(page, hostile.url("lessons/leaf-and-cup/brewing/"))
    for form in page.locator("form[data-key]").all():
        answer(form, "right")
        check(form)

    assert_harmless(page)
    note = page.locator("[id='brewing.hostile'] .cw-note")
    assert HOSTILE in (note.first.text_content() or "")


def test_answers_to_every_type(hostile: Site, page: Page) -> None:
    quiz = open_quiz(page, hostile.url("every-type/"), "every-type.")
    for form in shown(quiz):
        answer(form, "right" if "hot" in (form.get_attribute("id") or "") else "wrong")
        if form.get_attribute("data-type") != "scale":
            check(form)

    assert_harmless(page)
    told = quiz.locator("form:has(.cw-note)").evaluate_all(TOLD, HOSTILE)
    assert set(told) >= set("single multiple true-false matching ordering categorize matrix hotspot".split())


def test_a_shown_definition(hostile: Site, page: Page) -> None:
    open_page(page, hostile.url("lessons/leaf-and-cup/brewing/"))
    page.locator(".cw-term", has_text="坏词").hover()
    tip = page.get_by_role("tooltip")
    tip.wait_for()

    assert tip.text_content() == HOSTILE
    assert_harmless(page)


def test_search_results(hostile: Site, page: Page) -> None:
    open_page(page, hostile.url())

    assert hits(page, "zzz")
    assert_harmless(page)


def test_continue_on_the_home_page(hostile: Site, page: Page) -> None:
    open_page(page, hostile.url("lessons/leaf-and-cup/brewing/"))
    open_page(page, hostile.url())

    assert page.locator("courseware-continue .cw-action-detail").text_content() == HOSTILE
    assert_harmless(page)


# What the browser's storage holds may come from anybody on the same host.
IMAGE = """<img src=x onerror="window.hacked='stored'">"""
NO_FRAMES = ["{", "null", "1", '"x"', "[]", "true", '{"v":2}']
FRAMES: list[dict[str, Any]] = [
    {"questions": None},
    {"questions": [], "seed": "NaN", "drawn": {"length": 8}, "handed": True},
    {"questions": {"single": 7, "multiple": None, "text": "x", "cloze": [], "__proto__": {"d": "x"}, "constructor": 1}},
    {"questions": {IMAGE: {"d": IMAGE, "r": IMAGE, "c": True}, "unknown": {"d": "x", "r": "x", "c": True}}},
    {"seed": -1e300, "drawn": ["__proto__", 3, None, IMAGE] * 2, "handed": True},
    {"seed": 1.5, "drawn": ["six-teas.not-oxidised"] * 8, "last": IMAGE, "best": {"points": IMAGE, "of": IMAGE}},
    {"seed": IMAGE, "last": {"points": 9, "of": 1}, "best": {"points": None, "of": [], "__proto__": {"of": 5}}},
    {"last": [1, 2], "best": {"points": -5, "of": 0}, "__proto__": {"handed": True}},
]
LONG = "x" * 20_000
RESPONSES: list[Any] = [
    None,
    1,
    True,
    "",
    IMAGE,
    LONG * 5,
    [],
    [IMAGE, "__proto__", 3, None, {"x": 1}],
    [["fully"], ["water"], "water", "water"],
    ["boil", "boil", "cool", "pour"],
    {},
    {"__proto__": IMAGE, "constructor": IMAGE, "toString": "x", "green": IMAGE, "boiling": IMAGE, "blame": IMAGE},
    {"value": IMAGE, "seed": 1e9, "text": IMAGE, "scores": {"facts": IMAGE, "__proto__": 3, "tone": [2]}},
    {"value": [1], "seed": 3, "text": {"x": 1}, "scores": ["3"], "green": {"x": 1}, "boiling": ["bitter"], "blame": 1},
    {"value": LONG, "seed": 3, "text": LONG, "green": LONG, "jug": LONG, "black": LONG, "late": LONG},
]
DIGESTS = "quiz => [...quiz.querySelectorAll('form')].map(form => [form.id.split('.')[1], form.dataset.digest])"
TEXTS = """quiz => [...quiz.querySelectorAll("textarea, input[type=text]")].map(field => field.value.length)"""


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page whose console stays empty."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    yield page
    assert said == []


ANEW = """async (selector) => {
    const page = await (await fetch(location.href)).text();
    const quiz = new DOMParser().parseFromString(page, "text/html").querySelector(selector);
    document.querySelector(selector).replaceWith(document.importNode(quiz, true));
}"""


def put(page: Page, quiz: str, text: str) -> None:
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [f"courseware:/base/:quiz:{quiz}", text])


def anew(page: Page, name: str) -> Locator:
    """The quiz after its page was left and entered again without being loaded."""
    page.evaluate(ANEW, f"courseware-quiz:has(form[id^='{name}'])")
    return begun(page, name)


def assert_sound(quiz: Locator) -> None:
    """The quiz shows nothing strange, and still grades."""
    assert_harmless(quiz.page)
    assert re.findall("NaN|undefined|null|\\[object|Infinity", quiz.inner_text()) == []
    assert max(quiz.evaluate(TEXTS), default=0) <= 10_000


def test_frames_in_the_storage(small_site: Site, watched: Page) -> None:
    quiz = open_quiz(watched, small_site.url("test/"), "tea-test.")
    for text in [*NO_FRAMES, *(json.dumps({"v": 1, **frame}) for frame in FRAMES)]:
        put(watched, "tea-test", text)
        quiz = anew(watched, "tea-test.")
        assert_sound(quiz)
        assert (len(shown(quiz)), states(quiz)) == (8, [])
        assert question(quiz, "bitter").locator("input").count() == 3
    for form in shown(quiz):
        answer(form, "right")
    press(quiz, "交卷")
    assert lines(quiz)[0] == "得8分，满分8分（100%）"
    assert kept(quiz)["best"] == {"points": 8, "of": 8}


def test_responses_in_the_storage(small_site: Site, watched: Page) -> None:
    """Each shape for every type of question."""
    quiz = open_quiz(watched, small_site.url("questions/"), "all-types.")
    digests = quiz.evaluate(DIGESTS)
    for response in RESPONSES:
        entries = {name: {"d": digest, "r": response, "c": True} for name, digest in digests}
        put(watched, "all-types", json.dumps({"v": 1, "questions": entries}))
        quiz = anew(watched, "all-types.")
        assert_sound(quiz)
        assert "right" not in states(quiz)
    quiz.get_by_role("button", name="清除我的答案").dblclick()
    for form in shown(quiz):
        answer(form, "right")
        if form.get_attribute("data-key"):
            check(form)
    assert set(states(quiz)) == {"right"}


def test_entries_that_are_not_quite_right(small_site: Site, watched: Page) -> None:
    quiz = open_quiz(watched, small_site.url("questions/"), "all-types.")
    answer(question(quiz, "multiple"), "right")
    check(question(quiz, "multiple"))
    record = kept(quiz)
    entry = record["questions"]["multiple"]
    for change in ({"c": "yes"}, {"c": 1}, {"c": {}}, {"d": None}, {"d": ["x"]}, {"r": "unknown"}):
        record["questions"]["multiple"] = entry | change
        put(watched, "all-types", json.dumps(record))
        quiz = anew(watched, "all-types.")
        assert_sound(quiz)
        assert states(quiz) == [], change
    put(watched, "all-types", json.dumps(record | {"questions": {"multiple": entry}}))
    assert states(anew(watched, "all-types.")) == ["right"]


def test_what_students_type_stays_text(small_site: Site, watched: Page) -> None:
    quiz = open_quiz(watched, small_site.url("questions/"), "all-types.")
    for name in ("text", "cloze", "essay", "numeric"):
        for field in question(quiz, name).locator("textarea, input[type=text]").all():
            field.fill(IMAGE)
        check(question(quiz, name))
    quiz = reloaded(watched, "all-types.")
    assert_sound(quiz)
    assert question(quiz, "text").locator("input").input_value() == IMAGE


# For the package's scripts alone: without storage some of the theme's own fail.
BLOCKED = """const storage = localStorage;
Object.defineProperty(window, "localStorage", {get() {
    if (new Error().stack.includes("/assets/courseware/")) throw new DOMException("no", "SecurityError");
    return storage;
}});"""
FULL = """const {setItem} = Storage.prototype;
Storage.prototype.setItem = function (...entry) {
    if (!window.hasRoom) throw new DOMException("full", "QuotaExceededError");
    setItem.apply(this, entry);
};"""
NOT_KEPT = "这个浏览器不保存答案，离开页面就清空。"


@pytest.mark.parametrize("storage", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_storage_a_quiz_works_and_says_once_that_nothing_is_kept(
    small_site: Site, watched: Page, storage: str
) -> None:
    watched.add_init_script(storage)
    quiz = open_quiz(watched, small_site.url("lessons/leaf-and-cup/brewing/"), "brewing.")
    for form in watched.locator("form[data-key]").all():
        answer(form, "right")
        check(form)
    assert lines(quiz)[0] == "得7分，满分7分（100%）"
    assert watched.get_by_text(NOT_KEPT).count() == 1
    press(quiz, "重新开始")
    press(quiz, "清除我的答案")
    press(quiz, "再按一次，全部清除")
    assert states(quiz) == []
    assert watched.get_by_text(NOT_KEPT).count() == 1

    # What was forgotten does not come back with the first answer for which there is room.
    watched.evaluate("() => { window.hasRoom = true; }")
    answer(question(quiz, "bitter"), "right")
    check(question(quiz, "bitter"))
    assert "best" not in kept(quiz)


def test_once_there_is_room_again_all_answers_are_kept(small_site: Site, watched: Page) -> None:
    watched.add_init_script(FULL)
    quiz = open_quiz(watched, small_site.url("questions/"), "all-types.")
    answer(question(quiz, "single"), "right")
    check(question(quiz, "single"))
    watched.evaluate("() => { window.hasRoom = true; }")
    answer(question(quiz, "text"), "right")
    quiz = reloaded(watched, "all-types.")
    assert states(quiz) == ["right"]
    assert question(quiz, "text").locator("input").input_value() == "公道杯"
