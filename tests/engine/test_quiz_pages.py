"""Quizzes on the pages of a built site: what the course, the page and the repository add to them."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from small_course import Project

pytestmark = pytest.mark.without_assignments

EDIT = "https://example.org/tea/blob/main/quizzes/"


@pytest.fixture(scope="module")
def project_of_pages(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.without_assignments(tmp_path_factory.mktemp("quiz-pages") / "project")
    for name in ("answers.md", "answers.en.md"):
        project.write(f"docs/{name}", "---\ntitle: Answers\n---\n\n/// quiz-key | brewing\n\n///\n")
    return project


@pytest.fixture(scope="module")
def site(project_of_pages: Project) -> Path:
    return project_of_pages.build(SITE_URL="https://tea.example.org/course/")


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def quizzes(html: str) -> list[dict[str, Any]]:
    return [json.loads(unescape(found)) for found in re.findall(r'data-quiz="([^"]*)"', html)]


def forms(html: str) -> list[str]:
    return re.findall(r'<form[^<>]* class="cw-question"[^<>]*>', html)


def attributes(tag: str, *names: str) -> list[str]:
    return [re.findall(rf' {name}="([^"]*)"', tag)[0] for name in names]


def test_a_question_leads_to_its_line_in_the_repository(site: Path, project_of_pages: Project) -> None:
    found = re.findall(re.escape(EDIT) + r"brewing\.yml#L(\d+)", page(site, "lessons/leaf-and-cup/brewing"))
    lines = project_of_pages.read("quizzes/brewing.yml").split("\n")
    questions = [n for n, line in enumerate(lines, 1) if line.startswith("  - id: ")]
    assert [int(line) for line in dict.fromkeys(found)] == questions


def test_without_the_repository_s_address_nothing_leads_there(project: Project) -> None:
    project.edit("mkdocs.yml", "      edit_url: https://example.org/tea/edit/main/\n", "")
    assert "cw-edit" not in page(project.build(), "lessons/leaf-and-cup/brewing")


@pytest.mark.parametrize("address", ["test", "en/test", "en/lessons/leaf-and-cup/brewing"])
def test_every_page_knows_the_root_of_the_whole_site(site: Path, address: str) -> None:
    (found,) = re.findall(r'data-root="([^"]*)"', page(site, address))
    assert urljoin(f"https://tea.example.org/course/{address}/", found) == "https://tea.example.org/course/"


def test_a_placement_with_options_is_a_quiz_of_its_own(site: Path) -> None:
    warm_up, test = quizzes(page(site, "test"))
    assert warm_up["mode"] == "warm-up"
    assert warm_up["id"] == "six-teas-warm-up"
    assert (test["id"], test["mode"], test["pass"], test["shuffle"]) == (
        "tea-test",
        "test",
        60,
        ["questions", "options"],
    )


def test_both_languages_have_the_same_quizzes_and_digests(site: Path) -> None:
    for address in ("test", "questions", "lessons/leaf-and-cup/brewing"):
        zh, en = page(site, address), page(site, f"en/{address}")
        assert [q["id"] for q in quizzes(zh)] == [q["id"] for q in quizzes(en)]
        digests, others = ([attributes(f, "id", "data-digest") for f in forms(html)] for html in (zh, en))
        assert digests == others
        assert digests


def test_a_quiz_that_draws_from_banks_has_their_questions(site: Path) -> None:
    names = [attributes(form, "id")[0] for form in forms(page(site, "test"))]
    names = [name.removeprefix("tea-test.") for name in names if name.startswith("tea-test.")]
    assert names[0] == "six-teas.not-oxidised"
    assert {name.partition(".")[0] for name in names} == {"six-teas", "brewing"}


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for address in ("test", "questions", "en/test", "lessons/leaf-and-cup/brewing"):
        ids = re.findall(r'<[a-z][^<>]*? id="([^"]+)"', page(site, address))
        assert [name for name in ids if ids.count(name) > 1] == []


def test_objectives_are_named_in_the_page_s_language(site: Path) -> None:
    zh, en = (quizzes(page(site, f"{code}lessons/leaf-and-cup/brewing"))[-1] for code in ("", "en/"))
    assert set(zh["objectives"]) == set(en["objectives"]) == {"why-cooler"} | set(zh["objectives"])
    assert zh["objectives"] != en["objectives"]


def test_a_question_may_show_its_source(site: Path, project_of_pages: Project) -> None:
    lines = project_of_pages.read("quizzes/six-teas.yml").split("\n")
    start = lines.index("  - id: not-oxidised")
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("  - id: ")), len(lines))
    expected = "\n".join(["id: not-oxidised"] + [line[4:] for line in lines[start + 1 : end]]).strip()
    assert expected in unescape(page(site, "test"))
    assert "id: not-oxidised\ntype:" not in unescape(page(site, "lessons/leaf-and-cup/six-teas"))


def test_a_warm_up_does_not_take_the_place_of_the_lesson_s_quiz(project: Project) -> None:
    lesson = "docs/lessons/leaf-and-cup/brewing.md"
    warm_up = "/// quiz | brewing\n    questions: [bitter]\n    mode: warm-up\n\n///\n"
    text = project.read(lesson).replace("\n## ", f"\n{warm_up}\n## ", 1)
    project.write(lesson, text)
    ids = [q["id"] for q in quizzes(page(project.build(), "lessons/leaf-and-cup/brewing"))]
    assert "brewing" in ids
    assert sum(name.startswith("brewing-") for name in ids) == 1


def test_a_quiz_that_the_lesson_places_stands_there_alone(site: Path, project_of_pages: Project) -> None:
    assert "/// quiz | brewing" in project_of_pages.read("docs/lessons/leaf-and-cup/brewing.md")
    ids = [q["id"] for q in quizzes(page(site, "lessons/leaf-and-cup/brewing"))]
    assert ids.count("brewing") == 1


def test_every_bank_has_a_page_of_answers_that_the_list_of_plans_leads_to(
    site: Path, project_of_pages: Project
) -> None:
    banks = [name for name, quiz in project_of_pages.load().quizzes.items() if quiz.questions]
    for code in ("", "en/"):
        assert {file.parent.name for file in (site / code / "teachers/keys").rglob("index.html")} == set(banks)
    assert 'href="../keys/brewing/"' in page(site, "teachers/plans")
    assert "用凉一些的水" in page(site, "teachers/keys/brewing")
    assert "use cooler water" in page(site, "en/teachers/keys/brewing")
    assert 'href="../../plans/brewing/"' in page(site, "teachers/keys/brewing")
    assert 'href="../../plans/">Lesson plans</a>' in page(site, "en/teachers/keys/all-types"), "the bank of no lesson"


def test_nothing_of_a_question_gets_into_the_search(site: Path) -> None:
    # An option of the quiz, one of a check, which stands in the lesson and with its answer in the plan, and a feedback.
    for code, *words in (
        ("", "用大一些的杯子", "杯子的颜色", "苦味出得慢"),
        ("en/", "use a bigger cup", "colour of the cup", "bitterness slowly"),
    ):
        index = json.loads((site / code / "search/search_index.json").read_text(encoding="utf-8"))
        plain = "".join(doc["title"] + doc["text"] for doc in index["docs"]).replace("\u200b", "").lower()
        assert not [option for option in words if option in plain]
        assert not any("teachers/keys" in doc["location"] for doc in index["docs"])
