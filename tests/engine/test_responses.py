"""Responses: what is read of files, what is named as not used, merging, and files that read back as they were."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest
import response_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.assignments.fields import forms_of
from courseware.assignments.responses import Response, checked, merge, read_responses, write_csv, write_json
from courseware.assignments.rows import MOST_BYTES, MOST_ROWS, cell_of
from support.assignments import responses, tea_visit

KIT = response_cases.kit()
FORMS = forms_of(KIT)
CASES = response_cases.cases()
HEAD = b"response,instrument,digest,wait\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    reading = read_responses(response_cases.data_of(case), KIT)
    assert response_cases.plain(reading) == response_cases.expected(case)


def test_every_reason_has_a_case() -> None:
    named = {problem["code"] for case in CASES for problem in case.get("rejected", [])}
    assert named == {
        *("empty", "not-text", "not-json", "missing-column", "column-twice", "cut-short", "open-quote", "encoding"),
        *("too-many-cells", "not-an-object", "no-id", "unknown-instrument", "no-consent", "replaced", "sum"),
        *("unknown-column", "not-a-time", "too-long", "not-an-option", "not-a-number", "not-whole", "out-of-range"),
        *("not-a-date", "not-a-text"),
    }  # and `too-large` and `too-many-rows` below


def codes(data: bytes) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in read_responses(data, KIT).rejected]


def test_files_that_no_course_collects_are_refused() -> None:
    assert codes(b"x" * (MOST_BYTES + 1)) == [(0, "too-large")]
    assert codes(HEAD + b"\n" * MOST_BYTES)[:1] == [(0, "too-large")]
    row = f"a,log,{KIT.digests['log']},1\n".encode()
    assert codes(HEAD + row * (MOST_ROWS - 1)) == []
    assert codes(HEAD + row * (MOST_ROWS + 5)) == [(MOST_ROWS + 1, "too-many-rows")]
    assert codes(b"[" + b"1," * MOST_ROWS + b"1]")[-1] == (MOST_ROWS + 1, "too-many-rows")


@pytest.mark.parametrize(
    "data",
    [
        *(b" " * 5_000_000 + b"x", HEAD + b" " * 5_000_000 + b"x,log,,1", HEAD + b'a,log,,"' + b'""' * 5_000_000),
        *(b"," * 5_000_000, b"\n" * 5_000_000 + b"x", b"[" * 5_000_000, b'{"a":' * 100_000, b"[" + b"9" * 5_000_000),
        *(HEAD.replace(b"wait", b"a-" * 2_000_000 + b"!") + b"a,log,,1", HEAD + b"a,log,,0" + b"0" * 5_000_000 + b"x"),
    ],
    ids=range(10),
)
def test_long_files_are_read_in_no_time(data: bytes) -> None:
    read_responses(data, KIT)  # a pattern that goes back and forth would take hours


def test_rubbish_is_read_without_a_traceback() -> None:
    rng = random.Random(41)
    for _ in range(200):
        reading = read_responses(rng.randbytes(rng.randint(1, 400)), KIT)
        assert reading.responses == []
        assert reading.rejected


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_back(data: st.DataObject) -> None:
    written = [data.draw(DRAWN[name]) for name in data.draw(st.lists(st.sampled_from(["form", "log"]), max_size=6))]
    written = [Response(f"r-{n}", *rest) for n, rest in enumerate(written)]

    read = read_responses(write_json(KIT, written), KIT)
    assert (read.responses, read.apart, read.rejected) == (written, [], [])
    for name, form in FORMS.items():
        some = [response for response in written if response.instrument == name]
        read = read_responses(write_csv(form, some), KIT)
        assert (read.responses, read.apart, read.rejected) == (some, [], [])


WORDS = st.text("=+-@'\"\t,;\n ＝茶x5.𪚥<>", max_size=9).map(lambda text: text.strip(" \t\n"))
ANSWERS = {
    "form": {"rating": st.sampled_from(["1", "5", "na"]), "drinks": st.sampled_from(["green", "green other"])},
    "log": {"day": st.just("2026-03-31"), "change": st.integers(-999, 999).map(str), "words": WORDS},
}
DRAWN = {
    name: st.tuples(
        *(st.just(name), st.just(KIT.digests[name]), st.just("2026-03-31T08:15:00Z"), WORDS, st.just(True)),
        st.fixed_dictionaries({}, optional=ANSWERS[name]).map(lambda a: {k: v for k, v in a.items() if v}),
    )
    for name in ANSWERS
}  # fmt: skip


def test_a_file_for_spreadsheets_runs_nothing() -> None:
    formulas = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "'=1", "-5", "x=1"]
    rows = [Response(f"r-{n}", "log", "v1", "", "=1", False, {"words": text}) for n, text in enumerate(formulas)]
    data = write_csv(FORMS["log"], rows)

    assert data.startswith(b"\xef\xbb\xbfresponse,")
    assert data.count(b"\r\n") == len(rows) + 1
    cells = [row["words"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert cells == ["'=HYPERLINK(1)", "'+1+1", "'-1+1", "'@SUM(A1)", "'＝1+1", "''=1", "-5", "x=1"]
    assert b",'=1," in data


def test_cells_are_quoted_where_they_must_be() -> None:
    assert [cell_of(text) for text in ('a"b', "a,b", "a\nb", "\t=1", "plain")] == [
        *('"a""b"', '"a,b"', '"a\nb"', "'\t=1", "plain"),
    ]


def test_columns_of_other_versions_are_kept_behind_the_form_s() -> None:
    row = Response("a", "log", "v0", answers={"wait": "5", "gone": "x", "also.gone": "y"})
    head, line = write_csv(FORMS["log"], [row]).decode("utf-8-sig").splitlines()
    assert head == "response,instrument,digest,recorded,member,consent,day,wait,change,words,also.gone,gone"
    assert line == "a,log,v0,,,,,5,,,y,x"
    assert read_responses(write_csv(FORMS["log"], [row]), KIT).apart == [row]
    assert json.loads(write_json(KIT, [row]))[0]["gone"] == "x"


def test_merging_takes_the_later_of_two_and_keeps_the_order() -> None:
    a, b, later = (Response(name, "log", "v", when) for name, when in (("a", "1"), ("b", "1"), ("a", "2")))
    assert merge([a, b, later, a]) == ([later, b], [a, a])
    assert merge([later, b, a]) == ([later, b], [a])
    assert merge([a, b, a, b]) == ([a, b], [])
    assert merge([]) == ([], [])


def test_answers_of_a_form_are_checked_like_those_of_a_file() -> None:
    answers, refused = checked(FORMS["log"], {"wait": "７", "change": "1.5", "strange": "x"})
    assert answers == {"wait": "7"}
    assert refused == [("change", "not-whole", "1.5"), ("strange", "unknown-column", "x")]


def test_the_small_course_s_samples_read_without_a_remark() -> None:
    kit = tea_visit()
    every = [response for sample in kit.samples.values() for response in sample]
    assert len(every) > 20
    reading = read_responses(write_json(kit, every), kit)
    assert (reading.responses, reading.apart, reading.rejected) == (every, [], [])
    assert responses(kit, "volumes", [{"pots": 3}])[0].answers == {"pots": "3"}
