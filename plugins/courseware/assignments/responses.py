"""Responses to an assignment's instruments: read from CSV and JSON, checked, merged and written.

The browser does the same (`web/responses.js`); the same cases test both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from courseware.assignments.fields import Field, Form, HasInstruments, Limits, forms_of
from courseware.assignments.instruments import NOT_APPLICABLE, Instrument
from courseware.assignments.rows import SHOWN, RowProblem, cell_of, decimal, plain, read_rows

LONGEST = 2000
LONGEST_MEMBER = 100
LONGEST_DIGEST = 40
LONGEST_COLUMN = 100
RESPONSE_ID = re.compile("[A-Za-z0-9-]{1,40}")
COLUMN_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")
RECORDED = re.compile(r"([12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,6})?Z")
DAY = re.compile("([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
SAYS_NOT_APPLICABLE = (NOT_APPLICABLE, "n/a")
ALLOWANCE = 1e-9
"""What two numbers may differ by and still count as equal."""

Refusal = tuple[str, str, str]
"""A column, a code, and the value that is not used."""


@dataclass(frozen=True)
class Response:
    """One filled-in form; blanks are not among its answers."""

    response: str
    instrument: str
    digest: str
    recorded: str = ""
    member: str = ""
    consent: bool = False
    answers: dict[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What a file held: responses, those to another version of the instrument, and what was not used."""

    responses: list[Response] = field(default_factory=list)
    apart: list[Response] = field(default_factory=list)
    rejected: list[RowProblem] = field(default_factory=list)


def read_responses(data: bytes, kit: HasInstruments) -> Reading:
    """Read a CSV or JSON file; nothing is raised, and nothing is dropped without being named.

    A value out of its limits is blanked; a row without an id, of another instrument, without the consent that the
    instrument asks for, or cut short is left out.
    """
    forms = forms_of(kit)
    rows = read_rows(data, Instrument.FIXED[:2])
    rejected, strange = list(rows.problems), set[str]()
    found: list[tuple[int, Response]] = []
    for number, cells in rows.rows:
        fault = _fault(cells, forms)
        if fault is not None:
            rejected.append(RowProblem(number, *fault))
            continue
        response, refused = _response(cells, forms[cells["instrument"]])
        for column, code, value in refused:
            if code != "unknown-column" or column not in strange:
                rejected.append(RowProblem(number, column, code, value[:SHOWN]))
        strange |= {column for column, code, _ in refused if code == "unknown-column"}
        found.append((number, response))
    kept, replaced = merge([response for _, response in found])
    older = {id(response) for response in replaced}
    rejected += [
        RowProblem(number, "response", "replaced", response.response)
        for number, response in found
        if id(response) in older
    ]
    current = {name: form["digest"] for name, form in forms.items()}
    return Reading(
        [response for response in kept if response.digest == current[response.instrument]],
        [response for response in kept if response.digest != current[response.instrument]],
        sorted(rejected, key=lambda problem: problem.row),
    )


def _fault(cells: Mapping[str, str], forms: Mapping[str, Form]) -> Refusal | None:
    """Why the row cannot be used at all."""
    name, instrument = cells.get("response", ""), cells.get("instrument", "")
    if not RESPONSE_ID.fullmatch(name):
        return "response", "no-id", name[:SHOWN]
    if instrument not in forms:
        return "instrument", "unknown-instrument", instrument[:SHOWN]
    if forms[instrument]["consent"] and not _agrees(cells):
        return "consent", "no-consent", cells.get("consent", "")[:SHOWN]
    return None


def _agrees(cells: Mapping[str, str]) -> bool:
    return plain(cells.get("consent", "")) == "yes"


def _response(cells: Mapping[str, str], form: Form) -> tuple[Response, list[Refusal]]:
    """The row as a response, and what of it is not used."""
    refused: list[Refusal] = []
    digest = plain(cells.get("digest", ""))[:LONGEST_DIGEST]
    recorded = _recorded(cells.get("recorded", ""))
    if recorded is None:
        refused.append(("recorded", "not-a-time", cells["recorded"]))
    member = cells.get("member", "")
    if len(member) > LONGEST_MEMBER:
        refused.append(("member", "too-long", member))
    given = {name: cell for name, cell in cells.items() if cell and name not in Instrument.FIXED}
    if digest == form["digest"]:
        answers, more = checked(form, given)
    else:
        answers, more = _of_another_version(given)
    response = Response(
        cells["response"], cells["instrument"], digest, recorded or "", member[:LONGEST_MEMBER], _agrees(cells), answers
    )
    return response, refused + more


def _of_another_version(given: Mapping[str, str]) -> tuple[dict[str, str], list[Refusal]]:
    """Answers whose limits nobody knows any more, as they are."""
    named = {name: cell for name, cell in given.items() if len(name) <= LONGEST_COLUMN and COLUMN_NAME.fullmatch(name)}
    strange = [(name, "unknown-column", cell) for name, cell in given.items() if name not in named]
    long = [(name, "too-long", cell) for name, cell in named.items() if len(cell) > LONGEST]
    return {name: cell[:LONGEST] for name, cell in named.items()}, strange + long


def _recorded(text: str) -> str | None:
    """The time to the second; None where it is none."""
    found = RECORDED.fullmatch(text)
    if found is None:
        return None if text else ""
    try:
        datetime.fromisoformat(found[1])
    except ValueError:
        return None
    return f"{found[1]}Z"


def checked(form: Form, answers: Mapping[str, str]) -> tuple[dict[str, str], list[Refusal]]:
    """The answers in their plain form, in the form's order, and what is not used of them."""
    good: dict[str, str] = {}
    refused: list[Refusal] = []
    for column in form["columns"]:
        name = column["name"]
        value, code = _value(column, form["limits"].get(name, {}), answers.get(name, ""))
        if code:
            refused.append((name, code, answers[name]))
        if value:
            good[name] = value
    for total in form["sums"]:
        parts = {name: good[name] for name in total["columns"] if name in good}
        is_whole = len(parts) == len(total["columns"])
        if parts and not (is_whole and abs(sum(map(float, parts.values())) - total["total"]) <= ALLOWANCE):
            for name in parts:
                del good[name]
            refused.append((total["columns"][0], "sum", " ".join(parts.values())))
    names = {column["name"] for column in form["columns"]}
    refused += [(name, "unknown-column", value) for name, value in answers.items() if value and name not in names]
    return good, refused


def _value(column: Field, limits: Limits, text: str) -> tuple[str, str]:
    """What the column holds, and why it is not all that was given."""
    if not text:
        return "", ""
    kind = column["kind"]
    if kind == "text":
        return text[:LONGEST], "too-long" if len(text) > LONGEST else ""
    if kind == "date":
        day = _day(text)
        return day, "" if day else "not-a-date"
    if kind in ("single", "multiple"):
        given = re.split("[ \n\t]+", plain(text)) if kind == "multiple" else [plain(text)]
        listed = [option for option in limits["options"] if option in given]
        return " ".join(listed), "" if set(given) <= set(listed) else "not-an-option"
    return _number(limits, text)


def _number(limits: Limits, text: str) -> tuple[str, str]:
    if limits.get("na") and plain(text) in SAYS_NOT_APPLICABLE:
        return NOT_APPLICABLE, ""
    value = decimal(text)
    if value is None:
        return "", "not-a-number"
    if "." in value and not limits.get("decimals"):
        return "", "not-whole"
    least, most = limits.get("min"), limits.get("max")
    if (least is not None and float(value) < least) or (most is not None and float(value) > most):
        return "", "out-of-range"
    return value, ""


def _day(text: str) -> str:
    found = DAY.fullmatch(plain(text))
    try:
        return str(date(int(found[1]), int(found[2]), int(found[3]))) if found else ""
    except ValueError:
        return ""


def merge(responses: Iterable[Response]) -> tuple[list[Response], list[Response]]:
    """Responses without doubles, and those that a later version took the place of.

    Of responses with the same id and other content the one recorded last stays, of two at the same second the one
    that was read last.
    """
    kept: dict[str, Response] = {}
    replaced: list[Response] = []
    for response in responses:
        other = kept.get(response.response, response)
        if other is not response and other != response:
            older, response = (response, other) if response.recorded < other.recorded else (other, response)
            replaced.append(older)
        kept[response.response] = response
    return list(kept.values()), replaced


def write_csv(form: Form, responses: Sequence[Response]) -> bytes:
    """Responses to one instrument as CSV; columns of its other versions stand behind its own."""
    names = [column["name"] for column in form["columns"]]
    names += sorted({name for response in responses for name in response.answers} - set(names))
    lines = [[*Instrument.FIXED, *names], *(list(_cells(response, names)) for response in responses)]
    text = "".join(",".join(map(cell_of, line)) + "\r\n" for line in lines)
    return text.encode("utf-8-sig")


def write_json(kit: HasInstruments, responses: Sequence[Response]) -> bytes:
    """Responses as a JSON list of flat objects, one a line, so that half a file is still worth reading."""
    entries = []
    for response in responses:
        names = [column.name for column in kit.instruments[response.instrument].columns()]
        names += sorted(set(response.answers) - set(names))
        entry = dict(zip([*Instrument.FIXED, *names], _cells(response, names), strict=True))
        entries.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
    return ("[\n" + ",\n".join(entries) + "\n]\n").encode()


def _cells(response: Response, names: Sequence[str]) -> Iterator[str]:
    yield from (response.response, response.instrument, response.digest, response.recorded, response.member)
    yield "yes" if response.consent else ""
    yield from (response.answers.get(name, "") for name in names)
