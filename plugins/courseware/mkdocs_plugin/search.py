"""Search in Chinese: words from the glossary stay whole, and a query's last character counts.

Material's browser worker splits a query of Chinese characters by the words of its index, but never looks at the last
character (服务质量 is searched as 服务). A character that no text holds, added behind each run, takes that place.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

import jieba
from mkdocs.structure.files import Files

WIDGET = re.compile(r"<(courseware-(?:quiz|instrument|results|rubric|flashcards|explore))\b.*?</\1>", re.DOTALL)
WORKER = "assets/javascripts/workers/search."
WHOLE_QUERY = (
    'addEventListener("message",({data:m})=>{if(m.type===2)m.data=m.data.replace(/\\p{sc=Han}+/gu,"$&\\u3007")});\n'
)
# Material's default splits neither at Chinese punctuation nor at the zero-width spaces between segmented words.
SEPARATOR = r"[\s\u200b\u3000\-、。，．？！；：（）《》“”(),;:!?\[\]/|]+"


def keep_words(words: Iterable[str]) -> None:
    """Tell the segmenter which words it must not cut apart."""
    jieba.setLogLevel(logging.WARNING)
    for word in words:
        jieba.add_word(word)


def without_widgets(html: str) -> str:
    """What the search reads of a page: going through every option, only to leave it out, takes longer than the rest."""
    return WIDGET.sub("", html)


def mend_worker(files: Files) -> None:
    """Copy Material's search worker with the mend in front of it."""
    for file in files:
        if file.src_uri.startswith(WORKER) and file.src_uri.endswith(".js"):
            file.content_string = WHOLE_QUERY + file.content_string
