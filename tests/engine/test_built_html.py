"""The built site of the small course: what search engines, links and readers find in its pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from small_course import Project

ADDRESS = "https://tea.example.org/course/"
FALLBACKS = {"lessons/tea-for-guests/serving-guests/", "teachers/plans/serving-guests/"}


@dataclass
class Html(HTMLParser):
    """A page's elements that matter here."""

    text: str
    links: list[dict[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = attributes["lang"]
        if tag == "link":
            self.links.append(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        self.targets += [attributes[name] for name in ("href", "src") if name in attributes and tag != "base"]

    def linked(self, rel: str) -> list[str]:
        return [link["href"] for link in self.links if link.get("rel", "").split() == [rel] and "hreflang" not in link]

    @property
    def alternates(self) -> dict[str, str]:
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}


@dataclass
class BuiltSite:
    """Every page of a built site by its address below the site's own."""

    folder: Path
    pages: dict[str, Html]


def read(folder: Path) -> BuiltSite:
    files = {f.relative_to(folder).as_posix(): f for f in folder.rglob("*.html")}
    pages = {name.removesuffix("index.html"): Html(file.read_text(encoding="utf-8")) for name, file in files.items()}
    return BuiltSite(folder, pages)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    project = Project.copy_to(tmp_path_factory.mktemp("built") / "project")
    return read(project.build(SITE_URL=ADDRESS.removesuffix("/")))


def contents(built: BuiltSite) -> list[str]:
    """Addresses of the pages in the first language."""
    return [name for name in built.pages if not name.startswith("en/") and name != "404.html"]


def test_both_languages_have_the_same_pages(built: BuiltSite) -> None:
    assert {f"en/{name}" for name in contents(built)} == {name for name in built.pages if name.startswith("en/")}
    assert len(contents(built)) == 21


def test_a_page_says_its_language(built: BuiltSite) -> None:
    assert {name: page.language for name, page in built.pages.items()} == {
        name: "en" if name.startswith("en/") else "zh" for name in built.pages
    }


def test_the_canonical_address_is_the_pages_own_or_that_of_its_original(built: BuiltSite) -> None:
    for name in contents(built):
        assert built.pages[name].linked("canonical") == [ADDRESS + name]
        english = name if name in FALLBACKS else f"en/{name}"
        assert built.pages[f"en/{name}"].linked("canonical") == [ADDRESS + english]


def test_the_languages_of_a_page_name_each_other(built: BuiltSite) -> None:
    for name in contents(built):
        both = {"zh-Hans": ADDRESS + name, "x-default": ADDRESS + name, "en": f"{ADDRESS}en/{name}"}
        if name in FALLBACKS:
            assert "en" not in built.pages[name].alternates
            assert built.pages[f"en/{name}"].alternates == {}
        else:
            assert built.pages[name].alternates == both
            assert built.pages[f"en/{name}"].alternates == both


def test_the_theme_does_not_see_the_alternates(built: BuiltSite) -> None:
    rels = {link["rel"] for page in built.pages.values() for link in page.links if "hreflang" in link}
    assert rels == {"alternate "}, "Material asks for the sitemap of every rel=alternate"


def sitemap(folder: Path) -> list[str]:
    root = ElementTree.parse(folder / "sitemap.xml").getroot()
    return [str(element.text) for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_a_sitemap_has_each_page_of_its_language_once_and_no_fallback(built: BuiltSite) -> None:
    public = [name for name in contents(built) if not name.startswith("teachers/keys/")]
    assert sorted(sitemap(built.folder)) == sorted(ADDRESS + name for name in public)
    english = sorted(f"{ADDRESS}en/{name}" for name in public if name not in FALLBACKS)
    assert sorted(sitemap(built.folder / "en")) == english


@pytest.mark.parametrize("name", sorted(FALLBACKS))
def test_a_fallback_says_what_it_is(built: BuiltSite, name: str) -> None:
    text = built.pages[f"en/{name}"].text
    assert '<p class="cw-notice" role="note">This page is not available in English yet.' in text
    assert '<div lang="zh-Hans">' in text
    assert "cw-notice" not in built.pages[name].text


def test_the_search_finds_a_languages_own_pages(built: BuiltSite) -> None:
    def found(folder: Path) -> set[str]:
        index = json.loads((folder / "search/search_index.json").read_text(encoding="utf-8"))
        return {entry["location"].partition("#")[0] for entry in index["docs"]}

    lessons = {f"lessons/{name}/" for name in ("leaf-and-cup/six-teas", "leaf-and-cup/brewing")}
    assert found(built.folder) >= lessons | FALLBACKS
    assert found(built.folder / "en") >= lessons
    assert not found(built.folder / "en") & FALLBACKS


def assert_every_link_leads_somewhere(site: BuiltSite, base: str) -> None:
    for name, page in site.pages.items():
        for target in page.targets:
            parts = urlsplit(urljoin(base + name, target))
            if not f"{parts.scheme}://{parts.netloc}{parts.path}".startswith(base):
                assert urlsplit(target).netloc or parts.scheme == "mailto", f"{name}: {target} leaves the site"
                continue
            path = unquote(f"{parts.scheme}://{parts.netloc}{parts.path}".removeprefix(base))
            file = site.folder / path
            assert (file / "index.html").is_file() if file.is_dir() else file.is_file(), f"{name}: {target}"
            if parts.fragment and file.suffix in ("", ".html"):
                ids = site.pages[path if path in site.pages else path.removesuffix("index.html")].ids
                assert unquote(parts.fragment) in [*ids, "__skip"], f"{name}: {target}"


def test_every_link_leads_somewhere(built: BuiltSite) -> None:
    assert_every_link_leads_somewhere(built, ADDRESS)


def test_no_page_has_an_id_twice(built: BuiltSite) -> None:
    for name, page in built.pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def test_nothing_of_the_source_is_left_over(built: BuiltSite) -> None:
    for name, page in built.pages.items():
        article = re.sub(r"(?s)<(code|script|style)\b.*?</\1>", "", page.text)
        article = re.sub(r' data-key="[^"]*"', "", article)  # a list in a list is two brackets
        for left in ("///", "courseware-placeholder", "courseware-silent", "data-markdown", "[[", "None", "wzxhzdk"):
            assert left not in article, f"{left} in {name}"
        assert not re.search(r"<h2[^>]*\b(step|minutes|method)=", article), name


@pytest.mark.parametrize(
    ("prefix", "note", "solution", "board"),
    [
        ("", "先不评对错", "苦味少，香味也淡", "泡茶三件事"),
        ("en/", "Do not judge yet", "Less bitterness, less scent", "Three things"),
    ],
)
def test_notes_for_teachers_stand_in_the_plan_alone(
    built: BuiltSite, prefix: str, note: str, solution: str, board: str
) -> None:
    lesson = built.pages[f"{prefix}lessons/leaf-and-cup/brewing/"].text
    plan = built.pages[f"{prefix}teachers/plans/brewing/"].text
    assert note not in lesson
    assert solution in lesson
    for words in (note, solution, board):
        assert words in plan


def test_a_page_can_be_edited_in_the_file_of_its_language(built: BuiltSite) -> None:
    def edited(name: str) -> list[str]:
        return re.findall(r'href="(https://example\.org/tea/edit/main/[^"]*)"', built.pages[name].text)

    base = "https://example.org/tea/edit/main/docs/"
    assert edited("about/") == [f"{base}about.md"]
    assert edited("en/about/") == [f"{base}about.en.md"]
    assert edited("en/lessons/tea-for-guests/serving-guests/") == [f"{base}lessons/tea-for-guests/serving-guests.md"]
    assert edited("teachers/plans/brewing/") == [f"{base}lessons/leaf-and-cup/brewing.md"]


def test_the_page_for_missing_addresses_speaks_every_language(built: BuiltSite) -> None:
    page = built.pages["404.html"]
    assert "没有这个页面" in page.text
    assert "Page not found" in page.text
    assert page.alternates == {}
    # A host shows this page at any address: nothing in it may be relative.
    assert not [t for t in page.targets if not t.startswith(("/course/", "https://", "#", "data:"))]
    assert {"/course/", "/course/en/"} <= set(page.targets) | {t.removesuffix(".") for t in page.targets}


def test_nothing_but_pages_and_pictures_is_published(built: BuiltSite) -> None:
    files = [f.relative_to(built.folder) for f in built.folder.rglob("*") if f.is_file() and "assets" not in f.parts]
    made = {f for f in files if "assignments/files/tea-visit/" in f.as_posix()}
    assert {f.suffix for f in files if f not in made} - {".js"} == {".html", ".svg", ".json", ".xml", ".gz"}
    assert {f.as_posix() for f in files if f.suffix == ".js"} == {"service-worker.js"}
    assert {f.suffix for f in made} <= {".json", ".csv", ".docx", ".xlsx", ".txt"}


def test_without_an_address_nothing_absolute_is_written(project: Project) -> None:
    site = read(project.build())
    for name, page in site.pages.items():
        assert page.alternates == {}, name
        assert page.linked("canonical") == [], name
    assert sitemap(site.folder) == []


def test_without_folders_for_addresses_every_link_leads_somewhere_too(project: Project) -> None:
    site = read(project.build("--no-directory-urls", SITE_URL=ADDRESS))
    assert (site.folder / "en/lessons/leaf-and-cup/brewing.html").is_file()
    assert not (site.folder / "about").exists()
    assert_every_link_leads_somewhere(site, ADDRESS)
    page = site.pages["en/about.html"]
    assert page.linked("canonical") == [f"{ADDRESS}en/about.html"]
    assert page.alternates["x-default"] == f"{ADDRESS}about.html"
