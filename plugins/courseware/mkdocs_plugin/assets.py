"""Scripts and styles of the package, minified, in a folder named for their content: browsers never mix versions."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import rcssmin
import rjsmin

WEB = Path(__file__).parent.parent / "web"
WORKER = WEB / "service-worker.js"
"""It lies at the site's root: see `offline`."""


def _sources() -> list[Path]:
    return sorted(file for file in WEB.rglob("*") if file.suffix in (".js", ".css") and file != WORKER)


@lru_cache(maxsize=1)
def _minified(_stamp: tuple[int, ...]) -> dict[str, str]:
    texts = {"courseware.css": ""}
    for file in _sources():
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".js":
            texts[file.name] = rjsmin.jsmin(text, keep_bang_comments=True)  # licences
        else:  # the style sheets are one file in the order of their names
            texts["courseware.css"] += rcssmin.cssmin(text)
    return texts


def web_files() -> dict[str, str]:
    """Path on the site → content, for every script and the style sheet."""
    texts = _minified(tuple(file.stat().st_mtime_ns for file in _sources()))
    digest = hashlib.sha256("\0".join(f"{n}\0{t}" for n, t in texts.items()).encode()).hexdigest()[:8]
    return {f"assets/courseware/{digest}/{name}": text for name, text in texts.items()}
