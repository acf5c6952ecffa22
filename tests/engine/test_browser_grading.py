"""The browser grades as Python does: shared cases and generated ones through the site's scripts in Chromium."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from courseware.quizzes import expressions
from courseware.quizzes.grading import RULES
from courseware.quizzes.numbers import read_number
from courseware.quizzes.texts import normal_form
from support.sites import Site

FOLDER = Path(__file__).parent
FILES = sorted((FOLDER / "grading").glob("*.json"))
# Everything goes as text: only JSON.parse makes `__proto__` a field like any other, as it does with what a device kept.
GRADE = """async ([folder, text]) => {
    const { ready, grade } = await import(folder + "grading.js");
    const cases = JSON.parse(text);
    await ready(cases.map(({ key }) => key.type));
    return cases.map(({ key, response }) => grade(key, response));
}"""
GRADE_RUBBISH = """async ([folder, text]) => {
    const { ready, grade } = await import(folder + "grading.js");
    const keys = JSON.parse(text);
    await ready(keys.map((key) => key.type));
    const circle = {};
    circle.self = circle;
    let deep = [];
    for (let i = 0; i < 100000; i++) deep = [deep];
    const many = Object.fromEntries(Array.from({ length: 100000 }, (_, i) => [`p${i}`, "x"]));
    const names = ["a", "\\ud842", " ", "\\u3000", "9", "9,", "-", "。", "(", "%", "\\u200b", "ﷺ"];
    const rubbish = [
        undefined, NaN, Infinity, 0n, -0, Symbol("a"), () => "a", new Date(0), /a/, circle, deep, many, names, [names],
        Object.create(null), Object.create({ a: "a" }), new String("a"), new Set("a"), new Map([["a", "a"]]),
        Array(1e6), new Uint8Array(3), { get seed() { return 1; } }, { value: "1" }, Object.values(many),
        ...names.map((name) => name.repeat(1e6)),
    ];
    return keys.flatMap((key) => rubbish.map((response) => grade(key, response)));
}"""
EVALUATE = """async ([folder, text]) => {
    const { evaluate } = await import(folder + "expressions.js");
    const value = ({ formula, names }) => { try { return evaluate(formula, names); } catch { return null; } };
    return JSON.stringify(JSON.parse(text).map(value));
}"""
DRAW = """async ([folder, text]) => {
    const { instance } = await import(folder + "expressions.js");
    return JSON.stringify(JSON.parse(text).map(({ key, seed }) => instance(key, seed)));
}"""
SHOW = """async ([folder, text]) => {
    const { show } = await import(folder + "expressions.js");
    return JSON.parse(text).map(show);
}"""
NORMALIZE = """async ([folder, text]) => {
    const { normalForm } = await import(folder + "texts.js");
    const [texts, stricts] = JSON.parse(text);
    return texts.map((typed) => stricts.map((strict) => normalForm(typed, strict)));
}"""
READ = """async ([folder, text]) => {
    const { readNumber } = await import(folder + "numbers.js");
    return JSON.parse(text).map(([typed, units]) => {
        const number = readNumber(typed, units);
        return number && [String(number.n), number.scale];
    });
}"""

STRICTS = [list(some) for n in range(5) for some in itertools.combinations(["width", "case", "spaces", "edges"], n)]
SPACES = " \t\n\r\u0085\u00a0\u1680\u2002\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2069\ufe00\ufe0f\ufeff"
WORDS = [
    *"服务质量客户人元件响應〇㐀𠮷𪚥\uf9dc⼈あサｻﾞ한", "\u1112\u1161\u11ab",
    *"abCDxyz", *"ａＢｚ", *"éßİıſΣσςЖжǅﬁ½²①Ⅳ㎏℃㈱ﷺ", "e\u0301", "a\u0323\u0302", "\u0301", "CRM", "service", "ＡＰＰ",
    *"0123456789", *"０５９", *"٣៣", *".,;:!?'\"()[]{}#%&*-/@\\_", *"。，、；：！？（）【】《》「」“”‘’…—–·～％‰．｡､",
    *"+<=>^`|~$¥＋＜＝＞￥×÷−±°", "👍", "👍🏽", "👩\u200d👧", "❤\ufe0f", *SPACES, *INVISIBLE,
]  # fmt: skip
FIGURES = [
    *"0123456789", *"０１２３４５６７８９", *".．。｡", *",，'’ \u3000\u00a0\u202f\u2009\t", *"-−－–—‒﹣⁻‐+＋",
    *"eEｅ%％‰\u200b\ufeff\u00ad", "1,234", "４，８００", "4 800", "1'000'000", "12.5", "７。５", "e3", "e-2",
    "人", " agents", "AGENTS", "元", "元/人", "℃", "per 1 000",
]  # fmt: skip
# What numbers, and what is nearly one, are made of; each part from left to right.
PARTS = [
    ["", "", " ", "\ufeff"],
    ["", "", "-", "−", "－ ", "+", "＋"],
    ["", "0", "7", "480", "4800", "1,234", "1 234 567", "12'345", "1,23", "４，８００", "123,4567", "9" * 38],
    ["", "", ".5", "。25", "．０", ".", "。", ",5"],
    ["", "", "", "e3", "E-2", "e+30", "e31", "e5.", "e"],
    ["", "", "%", " ％", "‰", "%%", "。"],
    ["", "", "人", " 人。", "Agents", "元／人", "\u3000元", "℃", "個"],
]
UNITS = [[], ["人", "agents"], ["%"], ["‰", "元"], ["°C"], ["元/人", "per 1 000"]]


def strings(rng: random.Random, pieces: list[str], count: int) -> list[str]:
    return ["".join(rng.choices(pieces, k=rng.randint(0, 9))) for _ in range(count)]


def numbers(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choice(part) for part in PARTS) for _ in range(count)]


def formula(rng: random.Random, depth: int = 0) -> str:
    kinds = ["number", "name", "sum", "product", "minus", "power", "call", "brackets"]
    kind = rng.choice(kinds if depth < 4 else kinds[:2])
    one, other = (formula(rng, depth + 1), formula(rng, depth + 1)) if depth < 4 else ("", "")
    if kind == "number":
        return rng.choice([str(rng.randint(0, 60)), f"{rng.uniform(0, 50):.3f}", ".25", "0.1", "４．５"])
    if kind == "name":
        return rng.choice(["orders", "share", "a_1"])
    if kind == "sum":
        return f"{one} {rng.choice('+-−＋')} {other}"
    if kind == "product":
        return f"{one} {rng.choice('*/×÷')} {other}"
    if kind == "minus":
        return f"-{one}"
    if kind == "power":
        return f"({one})^{rng.choice(['2', '3', '-1', '-2', '0', '7', '(1 + 1)'])}"
    if kind == "brackets":
        return f"（{one}）" if rng.random() < 0.3 else f"({one})"
    name = rng.choice(["round", "round2", "floor", "ceil", "abs", "sqrt", "min", "max"])
    if name == "round2":
        return f"round({one}, {rng.randint(0, 9)})"
    return f"{name}({one}, {other})" if name in ("min", "max") else f"{name}({one})"


def value_of(text: str, names: dict[str, float]) -> float | None:
    try:
        return expressions.evaluate(text, names)
    except expressions.FormulaError:
        return None


def table(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "expressions" / f"{name}.json").read_text(encoding="utf-8"))
    return found


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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cases(scripts: Scripts, file: Path) -> None:
    cases = json.loads(file.read_text(encoding="utf-8"))
    scores = scripts.run(GRADE, cases)

    assert cases
    assert {case["name"]: score for case, score in zip(cases, scores, strict=True)} == pytest.approx(
        {case["name"]: case["score"] for case in cases}, abs=1e-9
    )


def test_there_are_cases_of_every_type_that_is_graded() -> None:
    assert {file.stem for file in FILES} == set(RULES)


def test_rubbish_in_place_of_a_response_scores_nothing(scripts: Scripts) -> None:
    keys = [json.loads(file.read_text(encoding="utf-8"))[0]["key"] for file in FILES]
    keys += [{"type": "numeric", "parameters": [["n", {"values": ["3"]}]], "answer": "n"}]
    scores = scripts.run(GRADE_RUBBISH, keys)

    assert len(scores) > 30 * len(keys)
    assert set(scores) == {0}


def test_formulas(scripts: Scripts) -> None:
    cases = table("formulas")
    expected = [None if "error" in case else case["value"] for case in cases]
    named = [case["formula"] for case in cases]

    assert len(cases) >= 60
    assert dict(zip(named, json.loads(scripts.run(EVALUATE, cases)), strict=True)) == dict(
        zip(named, expected, strict=True)
    )
    assert [value_of(case["formula"], case["names"]) for case in cases] == expected


def test_drawn_parameters(scripts: Scripts) -> None:
    cases = table("parameters")
    drawings = [
        {"key": {"type": "numeric", "parameters": case["parameters"], "answer": "1"}, "seed": case["seed"]}
        for case in cases
    ]

    found = {
        case["name"]: drawn["names"] for case, drawn in zip(cases, json.loads(scripts.run(DRAW, drawings)), strict=True)
    }
    assert found == {case["name"]: case["names"] for case in cases}
    assert [expressions.instance(drawing["key"], drawing["seed"])["names"] for drawing in drawings] == list(
        found.values()
    )


def test_numbers_as_they_are_shown(scripts: Scripts) -> None:
    cases = table("shown")
    values = [case["value"] for case in cases]

    assert dict(zip(values, scripts.run(SHOW, values), strict=True)) == {case["value"]: case["text"] for case in cases}
    assert [expressions.show(value) for value in values] == [case["text"] for case in cases]


def test_normal_forms_of_generated_texts(scripts: Scripts) -> None:
    texts = strings(random.Random(31), WORDS, 3000)
    forms = scripts.run(NORMALIZE, [texts, STRICTS])

    assert [
        (text, strict, form)
        for text, found in zip(texts, forms, strict=True)
        for strict, form in zip(STRICTS, found, strict=True)
    ] == [(text, strict, normal_form(text, strict)) for text in texts for strict in STRICTS]


def test_numbers_of_generated_texts(scripts: Scripts) -> None:
    rng = random.Random(32)
    texts = [*strings(rng, FIGURES, 3000), *strings(rng, WORDS, 500), *numbers(rng, 1500)]
    questions = [(text, rng.choice(UNITS)) for text in texts]
    found = [number and Fraction(int(number[0]), 10 ** number[1]) for number in scripts.run(READ, questions)]

    assert sum(number is not None for number in found) > 400
    assert list(zip(questions, found, strict=True)) == [(question, read_number(*question)) for question in questions]


def test_values_of_generated_formulas(scripts: Scripts) -> None:
    rng = random.Random(33)
    cases = [
        {
            "formula": formula(rng),
            "names": {"orders": rng.randint(1, 9000), "share": rng.uniform(-1, 1), "a_1": rng.uniform(-99, 99)},
        }
        for _ in range(1000)
    ]
    found = json.loads(scripts.run(EVALUATE, cases))

    assert sum(value is not None for value in found) > 500
    assert [(case, value) for case, value in zip(cases, found, strict=True)] == [
        (case, value_of(case["formula"], case["names"])) for case in cases
    ]


def test_parameters_of_every_seed(scripts: Scripts) -> None:
    key = {
        "type": "numeric",
        "parameters": [
            ["orders", {"min": "2000", "max": "6000", "step": "400"}],
            ["share", {"values": ["0.1", "0.15", "0.2"]}],
            ["complaints", "orders * share / 7"],
            ["price", {"min": "-0.95", "max": "20", "step": "0.05"}],
        ],
        "answer": "complaints * price",
        "wrong": ["complaints + price", "round(complaints)"],
        "tolerance": "2%",
        "units": ["元"],
    }
    range_key = {
        **{name: key[name] for name in ("type", "parameters")},
        "min": "price - 1",
        "max": "price + complaints",
    }
    drawings = [{"key": one, "seed": seed} for one in (key, range_key) for seed in range(expressions.SEEDS)]
    found = json.loads(scripts.run(DRAW, drawings))

    assert found == [expressions.instance(drawing["key"], drawing["seed"]) for drawing in drawings]
    assert found[0]["key"].keys() == key.keys() - {"parameters"}


def test_shown_numbers_of_generated_values(scripts: Scripts) -> None:
    rng = random.Random(34)
    values = [rng.choice([-1, 1]) * rng.random() * 10 ** rng.uniform(-9, 15) for _ in range(2000)]
    values += [rng.randint(-(10**9), 10**9) / 2**7 for _ in range(500)] + [2.0**45 + n / 2**7 for n in range(300)]

    assert list(zip(values, scripts.run(SHOW, values), strict=True)) == [
        (value, expressions.show(value)) for value in values
    ]


def test_what_reads_typed_answers_is_loaded_when_it_is_needed(small_site: Site, scripts: Scripts) -> None:
    requested: list[str] = []
    scripts.page.on("request", lambda request: requested.append(request.url))

    def loaded() -> list[str]:
        return sorted(url.removeprefix(scripts.folder) for url in requested if url.startswith(scripts.folder))

    load = """async ([folder, types]) => (await import(folder + "grading.js")).ready(JSON.parse(types))"""

    scripts.run(load, ["single", "multiple", "true-false", "matching", "ordering"])
    assert loaded() == ["grading.js"]
    scripts.run(load, ["cloze"])
    assert loaded() == ["answers.js", "expressions.js", "grading.js", "numbers.js", "random.js", "texts.js"]
    assert len(gzip.compress((small_site.scripts() / "grading.js").read_bytes())) <= 1024
