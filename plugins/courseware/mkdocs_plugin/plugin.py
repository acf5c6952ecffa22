"""Wires the course into a MkDocs build, event by event."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urljoin

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, meta
from mkdocs.utils.templates import TemplateContext

from courseware.course import Course, plan_page
from courseware.languages import language
from courseware.loading import load_course
from courseware.mkdocs_plugin import language_builds, offline, search
from courseware.mkdocs_plugin.assets import web_files
from courseware.mkdocs_plugin.dates import change_dates
from courseware.mkdocs_plugin.files import generated_files, made_files, navigation, own_files
from courseware.mkdocs_plugin.messages import report, translate_link_warnings
from courseware.mkdocs_plugin.options import CoursewareOptions
from courseware.rendering import PageContext, current_page, in_words, inline
from courseware.translations import lagging_sections
from courseware.validation import words_in

THEME = Path(__file__).parent.parent / "theme"
WATCHED = ("course.yml", "glossary.yml", "references.yml", "quizzes", "assignments")


class CoursewarePlugin(BasePlugin[CoursewareOptions]):
    """One build in one language; the first language's build starts the others."""

    course: Course
    code: str
    site_url: str

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defined so that `mkdocs serve` keeps this instance between rebuilds."""
        self.builds: list[language_builds.LanguageBuild] = []
        self.is_served = command == "serve" or language_builds.is_served()
        if language_builds.build_language():
            language_builds.end_with_parent()

    @property
    def languages(self) -> tuple[str, ...]:
        """The course's languages, the first one first."""
        return tuple(self.config.languages)

    @property
    def is_first(self) -> bool:
        """Whether this build is of the first language, which owns the site's address."""
        return language_builds.build_language() is None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set the theme, the search and the addresses for this build's language."""
        self.code = language_builds.build_language() or self.languages[0]
        self.root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
        words = language(self.code)
        self.site_url = os.environ.get(language_builds.SITE_URL_VARIABLE, config.site_url or "")
        if self.site_url and not self.site_url.endswith("/"):
            self.site_url += "/"
        config.site_url = self._address(self.code) if self.site_url else ""
        config.theme["language"] = words["theme"]
        config.theme.dirs.insert(0, str(THEME))
        if not self.is_first:  # a host answers with the root's page, which speaks every language
            config.theme.static_templates.discard("404.html")
        config.extra["alternate"] = True  # truthy and no list: the theme's own switch would lose the page
        if "courseware" not in config.markdown_extensions:
            config.markdown_extensions.append("courseware")
        searching = config.plugins.get("material/search")
        if searching is not None and not searching.config.separator:
            searching.config.separator = search.SEPARATOR
        for uri in web_files():
            if uri.endswith("/courseware.css"):
                config.extra_css.append(uri)
        config.watch.extend(str(self.root / name) for name in WATCHED if (self.root / name).exists())
        return config

    def _address(self, code: str) -> str:
        """The address of a language's part of the site."""
        return self.site_url if code == self.languages[0] else f"{self.site_url}{code}/"

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the course, start the other languages, and put this language's files in place."""
        if self.is_first:
            self.builds = [language_builds.start(code, config, self.is_served) for code in self.languages[1:]]
        self.course = load_course(self.root, Path(config.docs_dir).resolve(), self.languages)
        if self.is_first:  # the course holds every language: one report is enough
            report(self.course.problems)
        self.dates = change_dates(self.root)
        self._set_words(config)
        self.spoken_in = own_files(files, config.docs_dir, self.code, self.languages)
        contents = made_files(self.course, self.code)
        self.made = {path: len(content) for path, content in contents.items()}
        for file in generated_files(self.course, self.code, config, contents):
            files.append(file)
        self.generated = self.course.generated_pages()
        for uri, made in self.generated.items():
            if made.block == "lesson-plan":  # it is in its lesson's language
                self.spoken_in[uri] = self.course.lessons[made.name].version(self.code)[1]
        self._hide_broken_heads(files)
        search.keep_words(self.course.glossary.search_words(self.code))
        search.mend_worker(files)
        config.nav = navigation(self.course, language(self.code))
        translate_link_warnings(self.course, self.spoken_in)
        return files

    def _set_words(self, config: MkDocsConfig) -> None:
        if self.course.file is not None:
            config.site_name = escape(words_in(self.course.file.title, self.code)[0])
            config.site_description = escape(words_in(self.course.file.description, self.code)[0])
            if self.course.file.footer is not None:
                config.copyright = str(inline(words_in(self.course.file.footer, self.code)[0]))

    def _hide_broken_heads(self, files: Files) -> None:
        """A head that the course or MkDocs cannot read (`title: 2024-13-45` is no date) would be printed as text."""
        for uri, code in self.spoken_in.items():
            source = self.course.pages[uri][code].source if uri in self.course.pages else None
            file = files.get_file_from_path(uri)
            if source is None or file is None:
                continue
            if source.broken_head or (source.head.data and not meta.get_data(file.content_string)[1]):
                file.content_string = source.body

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the Markdown extension which page is rendered, and in which language."""
        uri = page.file.src_uri
        spoken = language(self.spoken_in.get(uri, self.code))
        context = PageContext(
            self.course,
            uri,
            spoken,
            changed=self._changed(page),
            source_url=self._repository(),
            root=get_relative_url(".", page.url or "."),
            made=self.made,
        )
        self._token = current_page.set(context)
        if spoken.code != self.code:
            page.meta["search"] = {"exclude": True}
        if uri in self.spoken_in and uri in self.course.pages:
            page.meta["title"] = self.course.pages[uri][spoken.code].title
        for key in ("title", "description"):  # the theme's templates escape nothing
            if isinstance(page.meta.get(key), str):
                page.meta[key] = escape(page.meta[key])
        page.update_date = str(self._changed(page) or "1970-01-01")
        page.edit_url = self._edit_url(page)
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page is rendered."""
        current_page.reset(self._token)
        return html

    def _source_path(self, page: Page) -> str:
        """The file that an author edits to change this page."""
        uri = page.file.src_uri
        code = self.spoken_in.get(uri, self.code)
        if uri in self.course.pages:
            return self.course.pages[uri][code].path
        for lesson in self.course.lessons.values():
            if plan_page(lesson.id) == uri:
                return lesson.version(self.code)[0].page.path
        return ""

    def _edit_url(self, page: Page) -> str | None:
        path = self._source_path(page)
        return f"{self.config.edit_url.rstrip('/')}/{quote(path)}" if self.config.edit_url and path else None

    def _repository(self) -> str:
        """What stands before a path where a line of the file can be linked to: hosts show it beside an edit button."""
        base = self.config.edit_url.rstrip("/").replace("/edit/", "/blob/", 1)
        return f"{base}/" if base else ""

    def _changed(self, page: Page) -> date | None:
        return self.dates.get(self._source_path(page))

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Give every template the words of the interface (the 404 page has no page of its own)."""
        env.globals["courseware_words"] = language(self.code)
        env.globals["courseware_languages"] = [language(code) for code in self.languages]
        env.globals["courseware_shell"] = next(uri for uri in web_files() if uri.endswith("/shell.js"))
        return env

    @event_priority(100)
    def _before_search(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Take quizzes, forms and figures out while the search reads the page."""
        self._content = page.content
        page.content = search.without_widgets(page.content or "")

    @event_priority(-100)
    def _after_search(self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """What the theme's overrides show around the page."""
        page.content = self._content
        uri = page.file.src_uri
        spoken = self.spoken_in.get(uri, self.code)
        fallback = spoken != self.code
        if fallback and self.site_url:
            page.canonical_url = urljoin(self._address(spoken), page.url)
        page_source = self.course.pages.get(uri, {}).get(self.code)
        changed = self._changed(page)
        here = page.url if self.is_first else f"{self.code}/{page.url}"
        context["courseware"] = {
            "spoken": language(spoken),
            "fallback": fallback,
            "alternates": self._alternates(page),
            "root": get_relative_url(".", here or "."),
            # What is being written must not be answered from a stored copy.
            "worker": "" if self.is_served else get_relative_url(offline.ADDRESS, here),
            # A lesson says it in its head.
            "changed": in_words(changed, language(self.code)) if changed and not self.course.lesson_at(uri) else "",
            "lagging": bool(page_source and lagging_sections(self.course, page_source)),
        }
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    def _alternates(self, page: Page) -> list[dict[str, Any]]:
        """This page in every language: relative link, absolute address, and whether it is really translated."""
        uri = page.file.src_uri
        made = self.generated.get(uri)
        lesson = self.course.lessons.get(made.name) if made and made.block == "lesson-plan" else None
        versions = lesson.versions if lesson else self.course.pages.get(uri)
        here = page.url if self.is_first else f"{self.code}/{page.url}"
        result = []
        for code in self.languages:
            target = page.url if code == self.languages[0] else f"{code}/{page.url}"
            result.append(
                {
                    "language": language(code),
                    "current": code == self.code,
                    "href": get_relative_url(target or ".", here or "."),
                    "address": urljoin(self._address(code), page.url) if self.site_url else "",
                    "translated": versions is None or code in versions,
                }
            )
        return result

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Wait for the other languages; one that failed fails the build. Then the site is whole."""
        if not self.is_first:
            return
        failed = language_builds.finish(self.builds)
        self.builds = []
        if failed:
            raise PluginError(f"the build of these languages failed: {', '.join(failed)}")
        if not self.is_served:
            offline.write_worker(Path(config.site_dir), self.languages)

    def on_build_error(self, error: Exception) -> None:
        """Leave no process behind."""
        language_builds.stop(self.builds)
        self.builds = []

    def on_shutdown(self) -> None:
        """Leave no process behind when the server is stopped."""
        language_builds.stop(self.builds)
        self.builds = []
