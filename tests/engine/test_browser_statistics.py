"""The browser reads responses and computes figures as Python does: shared cases and generated ones in Chromium."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import asdict
from typing import Any

import pytest
import response_cases
import scoring_cases
from playwright.sync_api import Page

from courseware.assignments.fields import forms_of
from courseware.assignments.figures import shown
from courseware.assignments.responses import Reading, Response, merge, read_responses, write_csv, write_json
from courseware.assignments.rows import MOST_BYTES, MOST_ROWS
from courseware.assignments.scoring import score
from support.sites import Site

SCORE = """async ([folder, text]) => {
    const { score } = await import(folder + "statistics.js");
    return JSON.stringify(JSON.parse(text).map(({ plans, responses }) => score(plans, responses)));
}"""
SHOW = """async ([folder, text]) => {
    const { shown } = await import(folder + "statistics.js");
    return JSON.parse(text).map(([name, value]) => shown(name, value));
}"""
READ = """async ([folder, text]) => {
    const { readResponses } = await import(folder + "responses.js");
    const { kit, files } = JSON.parse(text);
    const bytes = (file) => Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
    return JSON.stringify(files.map((file) => readResponses(bytes(file), kit)));
}"""
WRITE = """async ([folder, text]) => {
    const { merge, readResponses, toCsv, toJson } = await import(folder + "responses.js");
    const { kit, responses } = JSON.parse(text);
    const csv = Object.entries(kit.instruments).map(([name, form]) => [
        name, toCsv(form, responses.filter(({ instrument }) => instrument === name)),
    ]);
    const again = csv.map(([name, file]) => readResponses(file, kit).responses);
    const { kept, replaced } = merge([...responses, ...again.flat()]);
    return JSON.stringify({ csv: Object.fromEntries(csv), json: toJson(kit, responses), kept, replaced });
}"""
MERGE = """async ([folder, text]) => {
    const { merge } = await import(folder + "responses.js");
    return JSON.stringify(merge(JSON.parse(text)));
}"""
LONG = """async ([folder, text]) => {
    const { readResponses } = await import(folder + "responses.js");
    const { kit, most, rows } = JSON.parse(text);
    const head = "response,instrument,digest,wait\\n";
    const row = `a,log,${kit.instruments.log.digest},1\\n`;
    const files = [
        "x".repeat(most + 1), head + row.repeat(rows + 5), " ".repeat(5e6) + "x", head + " ".repeat(5e6) + "x,log,,1",
        head + 'a,log,,"' + '""'.repeat(5e6), ",".repeat(5e6), "\\n".repeat(5e6) + "x", "[".repeat(5e6),
        '{"a":'.repeat(1e5), head.replace("wait", "a-".repeat(2e6) + "!") + "a,log,,1",
        head + "a,log,,0" + "0".repeat(5e6),
    ];
    return files.map((file) => readResponses(file, kit).rejected.map(({ row, code }) => [row, code])[0] ?? null);
}"""
CHECK = """async ([folder, text]) => {
    const { checked } = await import(folder + "responses.js");
    const form = JSON.parse(text).instruments.log;
    const says = { toString: () => "1" };
    const rubbish = [undefined, null, NaN, 0, {}, [], ["1"], says, says.toString, Symbol("1"), new Date(0)];
    return rubbish.map((value) => checked(form, { wait: value, day: value, words: value }).answers)
        .concat(checked(form, { wait: " ７ ", words: "a\\r\\nb\\u0007 " }).answers);
}"""


class Scripts:
    """The scripts of a site, in a page that has loaded none of them."""

    def __init__(self, site: Site, page: Page) -> None:
        page.goto(site.url("404.html"))
        self.page = page
        self.folder = site.url(site.scripts().relative_to(site.folder).as_posix()) + "/"

    def run(self, script: str, what: object) -> Any:
        return self.page.evaluate(script, [self.folder, json.dumps(what)])


@pytest.fixture
def scripts(small_site: Site, page: Page) -> Scripts:
    return Scripts(small_site, page)


def near(found: Any, expected: Any) -> bool:
    """Whether two pieces of plain data are the same but for the last digits of numbers."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(near(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(near, found, expected))
    if isinstance(expected, float):
        return isinstance(found, float | int) and found == pytest.approx(expected, rel=1e-9, abs=1e-9)
    return bool(found == expected)


def as_data(value: Any) -> Any:
    return json.loads(json.dumps(value))


def test_cases_of_figures(scripts: Scripts) -> None:
    cases = scoring_cases.cases()
    sent = [{**case, "responses": [asdict(one) for one in scoring_cases.responses_of(case)]} for case in cases]
    found = json.loads(scripts.run(SCORE, sent))

    assert len(cases) >= 20
    for case, figures in zip(cases, found, strict=True):
        expected = [asdict(one) for one in score(case["plans"], scoring_cases.responses_of(case))]
        assert near(figures, as_data(expected)), case["name"]
        assert {one["statistic"]: one["n"] for one in figures} == case["n"]


def test_figures_of_generated_data(scripts: Scripts) -> None:
    plans = scoring_cases.plans()
    sets = [scoring_cases.generated(seed) for seed in range(200)]
    sent = [{"plans": plans, "responses": [asdict(one) for one in data]} for data in sets]
    found = json.loads(scripts.run(SCORE, sent))
    expected = [as_data([asdict(one) for one in score(plans, data)]) for data in sets]

    kappas = [figures[1]["tables"][0]["values"][-1][0] for figures in expected]
    assert sum(kappa is not None for kappa in kappas) > 30
    assert [seed for seed in range(200) if not near(found[seed], expected[seed])] == []


def test_figures_as_they_are_shown(scripts: Scripts) -> None:
    rng = random.Random(42)
    names = ["mean", "share", "n", "weighted", "kappa"]
    asked: list[list[Any]] = [["mean", 1.005], ["gap", -0.004], ["gap", -0.0], ["x", None], ["quadrant", "keep"]]
    asked += [
        [name, rng.choice([-1, 1]) * rng.random() * 10 ** rng.uniform(-4, 6)] for name in names for _ in range(200)
    ]
    asked += [[name, n / 8] for name in names for n in range(-80, 80)]

    assert list(zip(asked, scripts.run(SHOW, asked), strict=True)) == [(one, shown(*one)) for one in asked]


def test_cases_of_files(scripts: Scripts) -> None:
    cases = response_cases.cases()
    found = read(scripts, [response_cases.data_of(case) for case in cases])

    assert {case["name"]: reading for case, reading in zip(cases, found, strict=True)} == {
        case["name"]: response_cases.expected(case) for case in cases
    }


def read(scripts: Scripts, files: list[bytes]) -> Any:
    kit = {"instruments": forms_of(response_cases.kit())}
    return json.loads(scripts.run(READ, {"kit": kit, "files": [base64.b64encode(file).decode() for file in files]}))


def spoiled(rng: random.Random, data: bytes) -> bytes:
    """The file with a few bytes changed, taken out, put in, moved or cut off."""
    for _ in range(rng.randint(0, 4)):
        at, to = sorted(rng.randint(0, len(data)) for _ in range(2))
        piece = rng.choice(
            [b",", b'"', b"\n", b"\r", b"\t", b";", b"'", b"=", b" ", b"0", b"x", b"-", "。".encode(), b"[", b"{"]
        )
        data = rng.choice([
            data[:at] + piece + data[at:], data[:at] + data[at + 1 :], data[:to] + data[at:], data[:at] + data[to:],
            data[:to], data[:at] + piece + data[at + 1 :],
        ])  # fmt: skip
    return data


def test_files_that_were_spoiled_are_read_alike(scripts: Scripts) -> None:
    rng = random.Random(43)
    whole = [response_cases.data_of(case) for case in response_cases.cases() if "responses" in case]
    files = [spoiled(rng, rng.choice(whole)) for _ in range(1500)]
    # Where neither encoding fits, the two decoders may put another number of marks for what is broken.
    files = [file for file in files if decodes(file)]
    found = read(scripts, files)

    assert len(files) > 1000
    for file, reading in zip(files, found, strict=True):
        assert reading == response_cases.plain(read_responses(file, response_cases.kit())), file


def decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_what_is_written_is_the_same_and_reads_back(scripts: Scripts) -> None:
    kit = scoring_cases.kit()
    forms = forms_of(kit)
    hostile = ["=HYPERLINK(1)", "'=1", '<img src=x onerror="x">', "a,b\nc", "＋1", "\u2028\u007f\u0007é𪚥", "x" * 2000]
    data = scoring_cases.generated(8)
    data += [Response(f"h-{n}", "questionnaire", "v0", "", text, True, {"wish": text, "gone.b": text, "a": "1"})
             for n, text in enumerate(hostile)]  # fmt: skip
    sent = {"kit": {"instruments": forms}, "responses": [asdict(one) for one in data]}
    found = json.loads(scripts.run(WRITE, sent))

    of = {name: [one for one in data if one.instrument == name] for name in forms}
    assert found["csv"] == {name: write_csv(form, of[name]).decode() for name, form in forms.items()}
    assert found["json"] == write_json(kit, data).decode()
    assert (found["kept"], found["replaced"]) == (sent["responses"], [])


def test_merging(scripts: Scripts) -> None:
    rng = random.Random(44)
    data = [
        Response(
            rng.choice("abcde"), "log", rng.choice("vw"), rng.choice(["", "1", "2"]), answers={"a": rng.choice("xy")}
        )
        for _ in range(200)
    ]
    kept, replaced = merge(data)
    expected = {"kept": [asdict(one) for one in kept], "replaced": [asdict(one) for one in replaced]}
    assert json.loads(scripts.run(MERGE, [asdict(one) for one in data])) == expected


def test_files_that_no_course_collects_do_not_stop_the_page(scripts: Scripts) -> None:
    kit = {"instruments": forms_of(response_cases.kit())}
    found = scripts.run(LONG, {"kit": kit, "most": MOST_BYTES, "rows": MOST_ROWS})
    codes = [problem and problem[1] for problem in found]
    assert found[:2] == [[0, "too-large"], [MOST_ROWS + 1, "too-many-rows"]]
    assert codes[2:8] == ["missing-column", None, "open-quote", "missing-column", "missing-column", "not-json"]
    assert codes[8:] == ["not-json", "unknown-column", "too-long"]


def test_rubbish_in_place_of_answers_is_none(scripts: Scripts) -> None:
    *rubbish, good = scripts.run(CHECK, {"instruments": forms_of(response_cases.kit())})
    assert len(rubbish) > 8
    assert all(answers == {} for answers in rubbish)
    assert good == {"wait": "7", "words": "a\nb"}


def test_readings_have_the_same_parts() -> None:
    assert list(response_cases.plain(Reading())) == ["responses", "apart", "rejected"]
