"""Words that look like HTML stay words, wherever an author or a data file puts them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from small_course import Project

from support.browsing import hits, open_page
from support.sites import Site, build_site

HOSTILE = (
    """zzz<img src=x onerror="window.hacked='img'"> '"</script></title></textarea>"""
    "<script>window.hacked=1</script> A&B {{ 7 * 7 }} ]]>"
)
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


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small course with hostile words in quiz, check, glossary, course file and front matter."""
    project = Project.copy_to(tmp_path_factory.mktemp("hostile") / "project")
    project.write("quizzes/brewing.yml", project.read("quizzes/brewing.yml") + QUESTION)
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
    for question in page.locator("form[data-key]").all():
        question.locator("input").first.check()
        question.locator("button[type=submit]").click()

    assert_harmless(page)
    note = page.locator("[id='brewing.hostile'] .cw-note")
    assert HOSTILE in (note.text_content() or "")


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
