"""The service worker at the site's root: the course for times without network."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import rjsmin

from courseware.mkdocs_plugin.assets import WORKER

ADDRESS = WORKER.name
FOLDER = "assignments"
WIDGET = re.compile(r"<courseware-(?:instrument|results|rubric)\b")
LINK = re.compile(r'\b(?:src|href|data-kit)="([^"]*)"')
NEEDED = (".css", ".js", ".json", ".svg", ".png", ".jpg", ".webp", ".ico")
"""What a page shows or runs; what it offers for download is fetched when it is asked for."""
ALSO = (
    *("assets/courseware/*/*", "assets/javascripts/workers/*.js", "search/search_index.json", "sitemap.xml"),
    f"{FOLDER}/files/*/*.csv",
)
"""What scripts load by themselves, in every language's part of the site."""
CHANGING = (".gz", ".map")
"""Files that say nothing about the pages: the sitemap's archive holds the time of the build."""


def write_worker(site: Path, languages: Sequence[str]) -> None:
    """Write the worker for the finished site: its version is the digest of all other files.

    Every assignment's pages, in all languages, and what they need are kept from the first visit of one of them on.
    """
    digest = hashlib.sha256()
    kept: set[str] = set()
    parts = ["", *(f"{code}/" for code in languages[1:])]
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path == ADDRESS or file.suffix in CHANGING:
            continue
        data = file.read_bytes()
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
        if file.suffix == ".html":
            text = data.decode()
            if path.startswith(tuple(f"{part}{FOLDER}/" for part in parts)) or WIDGET.search(text):
                kept |= {_address(path), *_needed(site, path, text)}
    for part in parts if kept else ():
        kept |= {file.relative_to(site).as_posix() for also in ALSO for file in (site / part).glob(also)}
    worker = WORKER.read_text(encoding="utf-8")
    worker = worker.replace("{version}", digest.hexdigest()[:8]).replace("{kept}", json.dumps(sorted(kept)))
    (site / ADDRESS).write_text(rjsmin.jsmin(worker), encoding="utf-8")


def _address(path: str) -> str:
    return path.removesuffix("index.html") or "./"


def _needed(site: Path, page: str, text: str) -> Iterator[str]:
    """The site's own files that the page loads."""
    for link in LINK.findall(text):
        url = urlsplit(link)
        if url.scheme or url.netloc or not url.path.endswith(NEEDED):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(url.path)))
        if (site / path).is_file():
            yield path
