"""What may be typed on a data sheet, and the formulas that make a value that can be used of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from courseware.assignments.fields import Limits, Sum
from courseware.assignments.instruments import NOT_APPLICABLE
from courseware.assignments.workbook.layout import CHECK, DataSheet, letters

EMPTY, USED, TWICE, NO_CONSENT, OTHER = range(5)
"""States of a row: nothing typed, used, the same response again, no consent, of another (version of the) instrument."""
ALLOWANCE = "0.000000001"
"""What two numbers may differ by and still count as equal."""


def quoted(words: str) -> str:
    """Words as a formula writes them."""
    return '"' + words.replace('"', '""') + '"'


def plain(number: float) -> str:
    """A number as a formula writes it."""
    return str(int(number)) if number == int(number) else repr(float(number))


def state(sheet: DataSheet, instrument: str, row: int) -> str:
    """The state of a row. A response's id that comes again counts once, where it stands first."""
    response, digest = sheet.typed("response", row), sheet.typed("digest", row)
    kind, consent = sheet.typed("instrument", row), sheet.typed("consent", row)
    above = sheet.typed_above("response", row)
    refused = f'IF(LOWER({consent})<>"yes",{NO_CONSENT},{USED})' if sheet.form["consent"] else str(USED)
    same = {kind: instrument, digest: sheet.form["digest"]}
    unlike = (f'AND({cell}<>"",{cell}<>{quoted(own)})' for cell, own in same.items())
    other = f"OR({','.join(unlike)})"
    twice = f'IF({response}="",1,SUMPRODUCT(({above}={response})*1))>1'
    return (
        f'=IF(AND({response}="",COUNTA({sheet.typed_answers(row)})=0),{EMPTY},'
        f"IF({twice},{TWICE},IF({other},{OTHER},{refused})))"
    )


def usable(sheet: DataSheet, name: str, row: int, options: tuple[str, str] | None) -> str | None:
    """What is used of a cell: the number or the option's id, else nothing; None where nothing is computed.

    `options` are the ranges of the words that stand for the options and of their ids.
    """
    column = next(column for column in sheet.form["columns"] if column["name"] == name)
    limits = sheet.form["limits"].get(name, {})
    cell, unused = sheet.typed(name, row), f"${letters(CHECK)}{row}<>{USED}"
    if column["kind"] == "single" and options:
        words, ids = options
        found = f'IFERROR(INDEX({ids},MATCH({cell}&"",{ids},0)),"")'
        return f'=IF(OR({unused},{cell}=""),"",IFERROR(INDEX({ids},MATCH({cell}&"",{words},0)),{found}))'
    if column["kind"] in ("scale", "number"):
        value = f"VALUE({cell})"
        return f'=IF(OR({unused},{cell}=""),"",IFERROR(IF({_within(value, limits)},{value},""),""))'
    return None


def _within(value: str, limits: Limits) -> str:
    low, high = limits.get("min"), limits.get("max")
    rules = [f"{value}>={plain(low)}"] if low is not None else []
    rules += [f"{value}<={plain(high)}"] if high is not None else []
    rules += [] if limits.get("decimals") else [f"{value}=INT({value})"]
    return f"AND({','.join(rules)})" if rules else f"ISNUMBER({value})"


def add_sum(sheet: DataSheet, one: Sum) -> str:
    """The further column that says whether a row's shares are all there and add up."""

    def formula(row: int) -> str:
        shares = f"{sheet.here(one['columns'][0], row)}:{sheet.here(one['columns'][-1], row)}"
        whole = f"ABS(SUM({shares})-{one['total']})<={ALLOWANCE}"
        return f"=IF(AND(COUNT({shares})={len(one['columns'])},{whole}),1,0)"

    return sheet.add(f"sum.{one['columns'][0]}", formula)


def add_refused(sheet: DataSheet) -> str:
    """The further column that counts a row's values that cannot be used."""
    parts = []
    columns = [column for column in sheet.form["columns"] if column["kind"] in ("scale", "number", "single")]
    for kind, together in groupby(columns, key=lambda column: _kind(sheet, column["name"], column["kind"])):
        runs = sheet.runs(column["name"] for column in together)
        parts += [(kind, first, last) for first, last in runs]

    def formula(row: int) -> str:
        return f"={'+'.join(_refused(sheet, *part, row) for part in parts) or 0}"

    return sheet.add("refused", formula)


def _kind(sheet: DataSheet, name: str, kind: str) -> str:
    if kind == "single":
        return kind
    return NOT_APPLICABLE if sheet.form["limits"][name].get("na") else "number"


def _refused(sheet: DataSheet, kind: str, first: str, last: str, row: int) -> str:
    typed = sheet.typed_run(first, last, row)
    used = f"{sheet.here(first, row)}:{sheet.here(last, row)}"
    if kind == "single":
        return f'COUNTA({typed})-SUMPRODUCT(({used}<>"")*1)'
    without = f"-COUNTIF({typed},{quoted(NOT_APPLICABLE)})" if kind == NOT_APPLICABLE else ""
    return f"COUNTA({typed})-COUNT({used}){without}"


def verdict(sheet: DataSheet, words: dict[str, str], refused: str, sums: Iterable[tuple[Sum, str]], row: int) -> str:
    """What the first column of the data sheet says of a row.

    `refused` is the further column that counts what cannot be used, and each sum comes with its own.
    """

    def hidden(name: str) -> str:
        return f"'{sheet.hidden}'!{sheet.here(name, row)}"

    where = f"'{sheet.hidden}'!${letters(CHECK)}{row}"
    found = quoted(words["used"])
    for one, fits in sums:
        shares = sheet.typed_run(one["columns"][0], one["columns"][-1], row)
        before, after = words["sum"].split("{sum}")
        says = f"{quoted(before)}&SUM({shares})&{quoted(after.format(total=one['total']))}"
        found = f"IF(AND(COUNTA({shares})>0,{hidden(fits)}=0),{says},{found})"
    before, after = words["refused"].split("{count}")
    count = hidden(refused)
    found = f"IF({count}>0,{quoted(before)}&{count}&{quoted(after)},{found})"
    states = {EMPTY: "", TWICE: words["twice"], NO_CONSENT: words["no_consent"], OTHER: words["other"]}
    for number, says in reversed(states.items()):
        found = f"IF({where}={number},{quoted(says)},{found})"
    return f"={found}"
