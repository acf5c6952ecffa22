"""Typed words: the form in which an answer is compared, and the patterns an author may write.

The browser does the same (`web/texts.js`); the same cases test both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, Literal, get_args

Rule = Literal["case", "width", "spaces", "edges", "traditional"]
"""What is forgiven in a typed answer, unless the author switches it off (`strict: [case]`)."""
RULES: tuple[str, ...] = get_args(Rule)

LONGEST = 1000
"""Characters of an answer that are looked at; a longer one matches nothing."""
WHITE = "\\t-\\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
SPACES = re.compile(f"[{WHITE}]+")
SPACE_BESIDE_HAN = re.compile(f"(?<=[{HAN}]) | (?=[{HAN}])")
SPACE_AT_EDGES = re.compile(f"^[{WHITE}]+|[{WHITE}]+$")


def _folded(text: str) -> str:
    """Without the difference of cases; by way of capitals, so that ß, ẞ and ss are one."""
    return text.lower().upper().lower()


def without_invisible(text: str) -> str:
    """Without characters that take no room, such as the zero-width space that comes along with a copied word."""
    return INVISIBLE.sub("", text)


def _trimmed(text: str) -> str:
    return SPACE_AT_EDGES.sub("", text)


def _is_edge(character: str) -> bool:
    return unicodedata.category(character).startswith("P") or SPACES.match(character) is not None


def _without_edges(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    return text[start:end] or text


def normal_form(text: str, strict: Collection[str] = ()) -> str:
    """The form in which answers are compared; rules named in `strict` are left out."""
    text = without_invisible(text)
    if "width" not in strict:
        text = unicodedata.normalize("NFKC", text)
    if "case" not in strict:
        text = _folded(text)
    if "spaces" not in strict:
        text = SPACE_BESIDE_HAN.sub("", SPACES.sub(" ", text))
    text = _trimmed(text)
    return text if "edges" in strict else _without_edges(text)


def matches(key: dict[str, Any], text: str) -> bool:
    """Whether a typed text is one of the accepted answers of a text key, or fits one of its patterns."""
    if len(text) > LONGEST:
        return False
    strict = key.get("strict", ())
    typed = normal_form(text, strict)
    if not typed:
        return False
    if any(normal_form(accepted, strict) == typed for accepted in key["accept"]):
        return True
    return any(re.fullmatch(pattern, typed, re.DOTALL) for pattern in key.get("patterns", ()))


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


@cache
def chinese_forms(text: str) -> tuple[str, ...]:
    """The words, and how they are written in Traditional characters (general, Taiwan, Hong Kong) or simplified."""
    if not re.search(f"[{HAN}]", text):
        return (text,)
    return tuple(dict.fromkeys([text, *(_converter(name).convert(text) for name in ("s2t", "s2tw", "s2hk", "t2s"))]))


def with_chinese_forms(texts: Iterable[str]) -> list[str]:
    """All forms of all texts, each once."""
    return list(dict.fromkeys(form for text in texts for form in chinese_forms(text)))


class PatternError(ValueError):
    """A pattern that is not made of what Python and JavaScript read alike; `values` have the reason, for sentences."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.values = {"reason": reason, **values}


TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<group>\(\?:|\()|\{(?P<least>[0-9]{1,3})(?P<to>,(?P<most>[0-9]{0,3}))?\}|(?P<other>.)", re.S
)
META = set(".*+?()[]{}|\\^$/-")


MOST_REPEATS, MOST_CHOICES = 3, 8
"""Repetitions, and parts that match in a few ways, in one pattern: each multiplies the time of a text that fits not."""


def _is_repeat(token: re.Match[str]) -> bool:
    return bool(token["least"] or (token["other"] and token["other"] in "*+?"))


class _PatternReader:
    """Reads a pattern once from left to right and writes it in its canonical form."""

    def __init__(self, pattern: str, strict: Collection[str]) -> None:
        self.strict = strict
        self.text = without_invisible(pattern)
        if "width" not in strict:  # é as two characters is one, before each is looked at by itself
            self.text = unicodedata.normalize("NFC", self.text)
        self.at = 0
        self.repeats = self.choices = 0

    def next(self) -> re.Match[str] | None:
        return TOKEN.match(self.text, self.at)

    def literal(self, character: str) -> str:
        """The character as it stands in normal forms; punctuation as a number, so that it means nothing else."""
        if "width" not in self.strict:
            character = unicodedata.normalize("NFKC", character)
        if "case" not in self.strict:
            character = _folded(character)
        written = "".join(f"\\x{ord(c):02x}" if c.isascii() and not c.isalnum() else c for c in character)
        return written if len(character) == 1 else f"(?:{written})"

    def alternatives(self, depth: int) -> tuple[str, bool]:
        """`a|b…` up to the group's end, and whether it can match in several ways, so that it must not be repeated."""
        written, varies = "", False
        while (token := self.next()) is not None and token["other"] != ")":
            if token["other"] == "|":
                self.at = token.end()
                written, varies = written + "|", True
                continue
            atom, within = self.atom(token, depth)
            repeat = self.repeat()
            if within and repeat not in ("", "?"):
                raise PatternError("repeated-repetition")
            written, varies = written + atom + repeat, varies or within or bool(repeat)
        return written, varies

    def atom(self, token: re.Match[str], depth: int) -> tuple[str, bool]:
        """One thing to match."""
        self.at = token.end()
        if token["escaped"]:
            if token["escaped"] not in META:
                raise PatternError("unknown-escape", character=token["escaped"])
            return self.literal(token["escaped"]), False
        if token["group"]:
            return self.group(depth)
        if token["other"] == "[":
            return self.character_class(), False
        if token["other"] == ".":
            return ".", False
        if token["other"] == "\\":
            raise PatternError("empty-escape")
        if token["least"] or token["other"] in "*+?{":
            raise PatternError("nothing-to-repeat")
        if token["other"] in "^$":
            raise PatternError("anchor")
        if token["other"] in "]}":
            raise PatternError("bracket-as-character", character=token["other"])
        return self.literal(token["other"]), False

    def group(self, depth: int) -> tuple[str, bool]:
        if depth > 20 or self.text.startswith("?", self.at):
            raise PatternError("kind-of-group")
        written, varies = self.alternatives(depth + 1)
        if not self.text.startswith(")", self.at):
            raise PatternError("open-bracket")
        self.at += 1
        return f"(?:{written})", varies

    def repeat(self) -> str:
        """`? * + {m,n}` behind an atom."""
        token = self.next()
        if token is None or not _is_repeat(token):
            return ""
        self.at = token.end()
        following = self.next()
        if following is not None and _is_repeat(following):
            raise PatternError("two-repetitions")
        if token["least"] and token["most"] and int(token["most"]) < int(token["least"]):
            raise PatternError("order-of-repetition")
        self.count(token)
        return token[0]

    def count(self, token: re.Match[str]) -> None:
        """Refuse one repetition, or `?`, too many."""
        least, most = int(token["least"] or 0), int(token["most"] or LONGEST)
        ways = 1 if token[0] == "?" else most - least if token["to"] or not token["least"] else 0
        self.repeats += ways > 1
        self.choices += ways == 1
        if self.repeats > MOST_REPEATS:
            raise PatternError("too-many-repetitions")
        if self.choices > MOST_CHOICES:
            raise PatternError("too-many-choices")

    def character_class(self) -> str:
        """`[…]`: single characters and ranges."""
        end = re.compile(r"(?:\\.|[^\]\\])*\]", re.S).match(self.text, self.at)
        if end is None:
            raise PatternError("open-class")
        inside, self.at = end[0][:-1], end.end()
        negated, inside = inside.startswith("^"), inside.removeprefix("^")
        parts = re.findall(r"(\\.|[^\\])(?:(-)(\\.|[^\\]))?", inside, re.S)
        if not parts or any(p[0] == "\\" and p[1] not in META for part in parts for p in (part[0], part[2]) if p):
            raise PatternError("class-content")
        written = ""
        for first, dash, last in parts:
            ends = [self.literal(c[-1]) for c in (first, last) if c]
            plain = [c.encode().decode("unicode_escape") if c.startswith("\\x") else c for c in ends]
            if any(len(c) != 1 for c in plain):
                raise PatternError("class-of-words")
            # [A-z] and [@-Z] would be other sets once case makes no difference.
            if dash and (plain[0] > plain[1] or first[-1].isupper() != last[-1].isupper()):
                raise PatternError("class-range")
            written += dash.join(ends)
        return f"[{'^' if negated else ''}{written}]"


def canonical_pattern(pattern: str, strict: Collection[str] = ()) -> str:
    """The pattern as both graders take it, with its characters in normal form.

    Allowed are literals, `.`, classes, groups and `| ? * + {m,n}`. Raises `PatternError` for anything else.
    """
    reader = _PatternReader(pattern, strict)
    written, _ = reader.alternatives(0)
    if reader.at < len(reader.text):
        raise PatternError("close-bracket")
    return written
