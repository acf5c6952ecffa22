"""Files of responses as rows of text: CSV and JSON, forgiving in form; what cannot be used is named.

The browser does the same (`web/rows.js`); the same cases test both.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
"""Larger files are none that a course collects, and would only stop the machine."""
LONGEST_NUMBER = 100
SHOWN = 40
"""How many characters of a wrong value are shown."""
# What no text needs and files cannot hold, lone halves of characters among it.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES = (
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
DASH = re.compile("[\u2212\u2012-\u2014]")
NUMBER = re.compile(r"([+-]?)0*([0-9]{1,15})(?:\.([0-9]{1,15}))?")
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DANGEROUS = re.compile("'*[=+\\-@\t\r＝＋－＠]")
"""How a cell begins that a spreadsheet would run, with the marks before it that keep it from that."""


@dataclass(frozen=True)
class RowProblem:
    """What of a file was not used: the row as a spreadsheet counts it (0: the file), the column, a code, the value."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass
class Rows:
    """The rows of a file, each with its number and its cells by column name."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def refuse(self, row: int, code: str, column: str = "", value: str = "") -> None:
        """Name what is not used."""
        self.problems.append(RowProblem(row, column, code, value[:SHOWN]))


def plain(text: str) -> str:
    """Full-width letters and digits as ordinary ones, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def decimal(text: str) -> str | None:
    """A number as a plain decimal (`−０４.50` is `-4.5`); None where it is none."""
    if len(text) > LONGEST_NUMBER:
        return None
    found = NUMBER.fullmatch(DASH.sub("-", unicodedata.normalize("NFKC", text)))
    if found is None:
        return None
    part = (found[3] or "").rstrip("0")
    value = f"{found[2]}.{part}" if part else found[2]
    return f"-{value}" if found[1] == "-" and value != "0" else value


def read_rows(data: bytes, needed: Sequence[str]) -> Rows:
    """The rows of a CSV or JSON file; without one of the columns in `needed` it has none."""
    rows = Rows()
    if len(data) > MOST_BYTES:
        rows.refuse(0, "too-large")
        return rows
    text = _decoded(data)
    start = text.strip(SPACES)[:1]
    if "\0" in text:
        rows.refuse(0, "not-text")
    elif not start:
        rows.refuse(0, "empty")
    elif start in "[{":
        _read_json(text, rows)
    else:
        _read_csv(text, needed, rows)
    return rows


def _decoded(data: bytes) -> str:
    """UTF-8, else GB18030; where neither fits, the one that loses less."""
    data = data.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    texts = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return min(texts, key=lambda text: text.count("\ufffd"))


def _read_csv(text: str, needed: Sequence[str], rows: Rows) -> None:
    first = text.strip(SPACES).replace("\r", "\n").partition("\n")[0]
    records = _filled(_records(text, max(",;\t", key=first.count)))
    number, names, _ = next(records, (0, [], True))
    names = [plain(name) for name in names]
    lacking = [name for name in needed if name not in names]
    for name in lacking:
        rows.refuse(number, "missing-column", name)
    if lacking:
        return
    for n, name in enumerate(names):
        if name in names[:n]:
            rows.refuse(number, "column-twice", name)
        if not name or name in names[:n]:
            names[n] = f"({n + 1})"
    for number, cells, whole in records:
        if number > MOST_ROWS:
            rows.refuse(number, "too-many-rows")
            return
        _read_record(number, [_unguarded(cell) for cell in cells], whole, names, rows)


def _read_record(number: int, cells: list[str], whole: bool, names: list[str], rows: Rows) -> None:
    if not whole or len(cells) < len(names):
        rows.refuse(number, "cut-short" if whole else "open-quote", value=cells[0])
    elif any(cells[len(names) :]):
        rows.refuse(number, "too-many-cells", value=cells[0])
    elif any("\ufffd" in cell for cell in cells):
        rows.refuse(number, "encoding", value=cells[0])
    else:
        rows.rows.append((number, dict(zip(names, cells, strict=False))))


def _filled(records: Iterable[tuple[list[str], bool]]) -> Iterator[tuple[int, list[str], bool]]:
    """The records that hold anything, with their numbers."""
    for number, (cells, whole) in enumerate(records, 1):
        cleaned = [_clean(cell) for cell in cells]
        if any(cleaned):
            yield number, cleaned, whole


def _records(text: str, mark: str) -> Iterator[tuple[list[str], bool]]:
    """The cells of each record, and whether its last quotation mark is closed."""
    bare = re.compile(f"[^{mark}\r\n]*")
    at = 0
    while at < len(text):
        cells: list[str] = []
        whole = True
        while True:
            quoted = ""
            if text.startswith('"', at):
                quoted, at, whole = _quoted(text, at + 1)
            found = bare.match(text, at)
            assert found is not None
            cells.append(quoted + found[0])
            at = found.end()
            if not text.startswith(mark, at):
                break
            at += 1
        at += 2 if text.startswith("\r\n", at) else 1
        yield cells, whole


def _quoted(text: str, at: int) -> tuple[str, int, bool]:
    """What stands in quotation marks from `at` on, where it ends, and whether it does."""
    parts: list[str] = []
    while True:
        end = text.find('"', at)
        if end < 0:
            return "".join([*parts, text[at:]]), len(text), False
        parts.append(text[at:end])
        at = end + 1
        if not text.startswith('"', at):
            return "".join(parts), at, True
        parts.append('"')
        at += 1


def _read_json(text: str, rows: Rows) -> None:
    try:
        found = _loads(text)
    except (ValueError, RecursionError):
        found = _lines(text, rows)
    listed = found if isinstance(found, list) else [found]
    for number, entry in enumerate(listed, 1):
        if number > MOST_ROWS:
            rows.refuse(number, "too-many-rows")
            return
        if isinstance(entry, dict):
            _read_object(number, entry, rows)
        elif entry is not None:
            rows.refuse(number, "not-an-object")


def _loads(text: str) -> Any:
    return json.loads(text, parse_int=float, parse_constant=_refuse)  # a whole number may have any length


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # `NaN` is no JSON


def _lines(text: str, rows: Rows) -> list[Any]:
    """The objects of a file that is cut off or broken, as far as each has a line of its own."""
    found: list[Any] = []
    for line in re.split("[\r\n]+", text):
        entry = line.strip(SPACES).removesuffix(",").strip("[]")
        if entry:
            try:
                found.append(_loads(entry))
            except (ValueError, RecursionError):
                found.append(None)
    if not any(isinstance(entry, dict) for entry in found):
        rows.refuse(0, "not-json")
        return []
    for number, entry in enumerate(found, 1):
        if entry is None:
            rows.refuse(number, "cut-short")
    return found


def _read_object(number: int, entry: dict[str, Any], rows: Rows) -> None:
    cells = {plain(_clean(name)): value for name, value in entry.items()}
    for name, value in cells.items():
        if value is not None and not isinstance(value, str):
            rows.refuse(number, "not-a-text", name)
    texts = {name: _clean(value) for name, value in cells.items() if isinstance(value, str)}
    if any("\ufffd" in cell for cell in texts.values()):
        rows.refuse(number, "encoding")
    else:
        rows.rows.append((number, texts))


def _clean(cell: str) -> str:
    """Without space around it and with one kind of line break."""
    return CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip(SPACES)


def _unguarded(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from running it."""
    return cell[1:].strip(SPACES) if cell.startswith("'") and DANGEROUS.match(cell) else cell


def cell_of(text: str) -> str:
    """A cell of a CSV file that no spreadsheet runs."""
    guarded = f"'{text}" if DANGEROUS.match(text) and not PLAIN.fullmatch(text) else text
    return '"' + guarded.replace('"', '""') + '"' if re.search('[",\r\n]', guarded) else guarded
