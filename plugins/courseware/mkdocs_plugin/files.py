"""Which file of the tree a language's build uses, and the navigation made from the course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from courseware.assignments.downloads import FOLDER, downloads
from courseware.course import Course, PageGroup, module_page
from courseware.generated_pages import generated_source
from courseware.languages import Language, language, split_language
from courseware.mkdocs_plugin.assets import web_files
from courseware.validation import words_in


def own_files(files: Files, docs: str, code: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Keep this language's files under their neutral names; returns neutral page path → language of its file.

    `a.en.md` takes the place of `a.md`, so that a link to `a.md` means the right page in every language.
    """
    found: dict[str, dict[str, File]] = {}
    for file in list(files):
        if file.src_dir != docs:  # the theme's, or a plugin's
            continue
        neutral, spoken = split_language(file.src_uri, languages)
        if neutral != file.src_uri or spoken != languages[0] or file.is_documentation_page():
            found.setdefault(neutral, {})[spoken] = file
    spoken_in: dict[str, str] = {}
    for neutral, versions in found.items():
        chosen = code if code in versions else next(c for c in languages if c in versions)
        for file in versions.values():
            files.remove(file)
        files.append(_renamed(versions[chosen], neutral))
        if versions[chosen].is_documentation_page():
            spoken_in[neutral] = chosen
    return spoken_in


def _renamed(file: File, neutral: str) -> File:
    if file.src_uri == neutral:
        return file
    renamed = File(neutral, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
    renamed.abs_src_path = file.abs_src_path
    return renamed


def made_files(course: Course, code: str) -> dict[str, bytes]:
    """What assignments offer to download, and the data for their pages' scripts, by path."""
    return {
        f"{FOLDER}/{kit.id}/{name}": content
        for kit in course.assignments.values()
        for name, content in downloads(kit, code).items()
    }


def generated_files(course: Course, code: str, config: MkDocsConfig, made: Mapping[str, bytes]) -> list[File]:
    """Lesson plans, answers of quizzes, the package's scripts and styles, and `made`."""
    words = language(code)
    files = []
    for uri, page in course.generated_pages().items():
        source = generated_source(course, page, words)
        inclusion = InclusionLevel.INCLUDED if page.block == "lesson-plans" else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, uri, content=source, inclusion=inclusion))
    contents: dict[str, str | bytes] = {**web_files(), **made}
    return files + [File.generated(config, uri, content=content) for uri, content in contents.items()]


def navigation(course: Course, words: Language) -> list[Any]:
    """The site's navigation: home, the modules with their lessons, then the other pages in the course file's order.

    Titles are escaped, because the theme's templates do not.
    """
    entries: list[Any] = [{words["home.title"]: "index.md"}] if "index.md" in course.pages else []
    for number, module in enumerate(course.modules, 1):
        written = [lesson.path for lesson in course.lessons.values() if lesson.module == module.id]
        first = [module_page(module.id)] if module_page(module.id) in course.pages else []
        if written:
            title = escape(f"{number} {words_in(module.title, words.code)[0]}")
            entries.append({title: first + written})
    known = course.uris()  # a page that is not there has been reported
    for entry in course.file.pages if course.file else []:
        if isinstance(entry, PageGroup):
            entries.append({escape(words_in(entry.title, words.code)[0]): [uri for uri in entry.pages if uri in known]})
        elif entry in known:
            entries.append(entry)
    return entries
