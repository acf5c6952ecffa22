"""Questions of every type as an author might write them, each with responses that are right and changed ones.

What is right is told here from what was written, not from the key that the engine makes of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from courseware.problems import Problem
from courseware.quizzes.banks import Quiz
from courseware.quizzes.expressions import Parameters
from courseware.quizzes.reading import read_quiz
from courseware.quizzes.texts import RULES, normal_form
from courseware.sources import Document

ALLOWED = Decimal("0.000000001")
# No 茶: a word with it is never one of these. Nothing here has the same Traditional form as another word.
LETTERS = "客户服务响应性abcXY12 ＡＢ３（）.,。！-—'’é"
words = st.text(LETTERS, min_size=1, max_size=8).filter(normal_form)
decimals = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-(10**9), 10**9), st.integers(0, 6)
)


@dataclass
class Written:
    """A question's keys; responses that score 1, and responses that score less."""

    data: dict[str, Any]
    right: list[Any]
    wrong: list[Any]


def bank(*questions: dict[str, Any], languages: Sequence[str] = ("zh", "en")) -> tuple[Quiz | None, list[Problem]]:
    """A bank of these questions, read as if it stood in a file."""
    listed = [{"id": f"q{n}", "stem": {"zh": "问"}, **question} for n, question in enumerate(questions)]
    return read_quiz(Document("quizzes/a.yml", {"title": {"zh": "题"}, "questions": listed}), "a", languages)


def read(question: dict[str, Any], languages: Sequence[str] = ("zh", "en")) -> Any:
    """The one question of a bank."""
    found, problems = bank(question, languages=languages)
    assert [f"{problem.code} {problem.values}" for problem in problems] == []
    assert found is not None
    return found.questions[0]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def names(parts: Sequence[dict[str, Any]]) -> list[str]:
    """What responses call the parts."""
    return [part.get("id") or digest(part["zh"]) for part in parts]


def several(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Words that no rule makes one."""
    return st.lists(words, min_size=least, max_size=most, unique_by=normal_form)


@st.composite
def parts(draw: st.DrawFn, least: int, most: int) -> list[dict[str, Any]]:
    """Options, items, rows: in one language or two, with an id of their own or none."""
    listed = []
    for n, word in enumerate(draw(several(least, most))):
        english = {"en": f"{word} en"} if draw(st.booleans()) else {}
        own = {"id": f"part-{n}"} if draw(st.booleans()) else {}
        listed.append({"zh": word, **english, **own})
    return listed


def ticked(data: dict[str, Any], name: str, marked: Sequence[int]) -> Written:
    """A question whose right parts are to be ticked."""
    for n in marked:
        data[name][n]["correct"] = "true"
    all_names = names(data[name])
    right = [all_names[n] for n in marked]
    others = [one for one in all_names if one not in right]
    fewer = [[one for one in right if one != left_out] for left_out in right]
    more = [[*right, other] for other in others]
    swapped = [[*right[1:], other] for other in others]
    return Written(data, [right, right[::-1], right * 2], [*fewer, *more, *swapped, all_names, [], None, {}])


@st.composite
def single(draw: st.DrawFn) -> Written:
    options = draw(parts(2, 6))
    answer = draw(st.sampled_from(options))
    answer["correct"] = "true"
    (right,) = names([answer])
    others = [name for name in names(options) if name != right]
    return Written({"type": "single", "options": options}, [right], [*others, "", None, [right], f"{right}x"])


@st.composite
def multiple(draw: st.DrawFn) -> Written:
    options = draw(parts(3, 7))
    marked = draw(st.permutations(range(len(options))))[: draw(st.integers(2, len(options) - 1))]
    return ticked({"type": "multiple", "options": options}, "options", sorted(marked))


@st.composite
def hotspot(draw: st.DrawFn) -> Written:
    regions = draw(parts(2, 6))
    for n, region in enumerate(regions):
        region |= {"id": f"region-{n}", "left": str(n * 10), "top": "12.5", "width": "10", "height": "87.5"}
    marked = draw(st.permutations(range(len(regions))))[: draw(st.integers(1, len(regions) - 1))]
    data = {"type": "hotspot", "image": "a.svg", "alt": {"zh": "图"}, "regions": regions}
    return ticked(data, "regions", sorted(marked))


@st.composite
def true_false(draw: st.DrawFn) -> Written:
    right, wrong = draw(st.permutations(["true", "false"]))
    return Written({"type": "true-false", "answer": right}, [right], [wrong, right == "true", None, ["true"], ""])


@st.composite
def numeric(draw: st.DrawFn) -> Written:
    value = draw(decimals)
    way = draw(st.sampled_from(["exact", "absolute", "share", "range"]))
    within = draw(st.integers(0, 500)) * Decimal("0.01")
    low, high = value, value
    data: dict[str, Any] = {"type": "numeric", "answer": f"{value:f}"}
    if way == "absolute":
        data["tolerance"], low, high = f"{within:f}", value - within, value + within
    elif way == "share":
        data["tolerance"] = f"{within:f}%"
        low, high = value - abs(value) * within / 100, value + abs(value) * within / 100
    elif way == "range":
        low, high = value, value + within
        data = {"type": "numeric", "min": f"{low:f}", "max": f"{high:f}"}
    right = [value, low, high, low - ALLOWED, high + ALLOWED]
    wrong = [low - ALLOWED * 2, high + ALLOWED * 2, low - 1, high + 1]
    if draw(st.booleans()):
        data["unit"] = {"zh": "元", "en": "yuan"}
        written = [f"{number:f}{unit}" for number in right for unit in ("元", " yuan", " YUAN.", "")]
    else:
        written = [f"{number:f}" for number in right]
    others = [f"{number:f}" for number in wrong]
    return Written(data, written, [*others, f"{value:f}人", "", None, f"{value:f} {value}"])


@st.composite
def parameters(draw: st.DrawFn) -> Written:
    least, step, count = draw(st.integers(-50, 50)), draw(st.integers(1, 9)), draw(st.integers(1, 20))
    values = draw(st.lists(st.integers(1, 99), min_size=2, max_size=5, unique=True))
    written: dict[str, Any] = {
        "a": {"min": str(least), "max": str(least + step * count), "step": str(step)},
        "b": {"values": [str(value) for value in values]},
        "c": "a * b",
    }
    data = {"type": "numeric", "parameters": written, "answer": "c + 1", "tolerance": "0.5"}
    seed = draw(st.integers(0, 249))
    drawn = Parameters(list(written.items())).of(seed)
    value = int(drawn["a"]) * int(drawn["b"]) + 1
    right = [{"seed": seed, "value": f"{number}"} for number in (value, value + 0.5, value - 0.5)]
    wrong = [{"seed": seed, "value": f"{value + 1}"}, {"seed": 250, "value": f"{value}"}, {"value": f"{value}"}]
    return Written(data, right, [*wrong, f"{value}", {"seed": str(seed), "value": f"{value}"}, {"seed": seed}])


def in_full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


FORGIVEN: dict[str, Callable[[str], str]] = {
    "case": str.swapcase,
    "width": in_full_width,
    "spaces": lambda text: text.replace(" ", " \u3000 "),
    "edges": lambda text: f"“{text}”。",
}


@st.composite
def text(draw: st.DrawFn) -> Written:
    chinese = draw(several(1, 4))
    *accepted, other = chinese if len(chinese) > 1 else [*chinese, "茶"]
    english = draw(st.lists(st.sampled_from(["Tangibles", "after-sales", "24 h"]), max_size=2, unique=True))
    strict = draw(st.lists(st.sampled_from(RULES), max_size=3, unique=True))
    data: dict[str, Any] = {"type": "text", "accept": {"zh": accepted, **({"en": english} if english else {})}}
    if strict:
        data["strict"] = strict
    accepted = [word for word in [*accepted, *english] if normal_form(word, strict)]
    forgiven = [
        change(word)
        for rule, change in FORGIVEN.items()
        if rule not in strict
        for word in accepted
        if any(c.isalnum() for c in word)  # where there is nothing but punctuation, none is cut
    ]
    wrong = [other, "", None, " ", *(f"{word}茶" for word in accepted), [*accepted]]
    return Written(data, [*accepted, *(f" {word}\u200b\n" for word in accepted), *forgiven], wrong)


def changed(right: dict[str, Any], others: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """The response with one part changed, or left out."""
    fewer = [{name: right[name] for name in right if name != left_out} for left_out in right]
    return [{**right, name: other} for name in right for other in others[name]] + fewer


@st.composite
def cloze(draw: st.DrawFn) -> Written:
    alone = draw(st.lists(st.one_of(text(), numeric(), single()), min_size=1, max_size=4))
    grouped = draw(several(2, 3)) if draw(st.booleans()) else []
    blanks = [{**{k: v for k, v in one.data.items() if k != "type"}, "id": f"b{n}"} for n, one in enumerate(alone)]
    blanks += [{"id": f"g{n}", "group": "any", "accept": {"zh": [word]}} for n, word in enumerate(grouped)]
    blanks = draw(st.permutations(blanks))
    stem = "\n".join(f"| 茶 | [[{blank['id']}]] |" for blank in blanks)
    fixed = {f"b{n}": one.right[0] for n, one in enumerate(alone)}
    others = {f"b{n}": [value for value in one.wrong if isinstance(value, str)] for n, one in enumerate(alone)}
    orders = [grouped, grouped[::-1], grouped[1:] + grouped[:1]]
    right = [{**fixed, **{f"g{n}": word for n, word in enumerate(order)}} for order in orders]
    others |= {f"g{n}": ["茶", ""] + [one for one in grouped if one != word] for n, word in enumerate(grouped)}
    data = {"type": "cloze", "stem": {"zh": stem}, "blanks": blanks}
    return Written(data, right, [*changed(right[0], others), {}, None, list(fixed.values())])


def assigned(data: dict[str, Any], right: dict[str, str], all_values: Sequence[str]) -> Written:
    """A question that gives each part one of the values."""
    others = {name: [value for value in [*all_values, "", None] if value != right[name]] for name in right}
    turned = dict(reversed(right.items()))
    junk = {**right, "__proto__": all_values[0], "more": all_values[0]}
    return Written(data, [right, turned, junk], [*changed(right, others), {}, None, list(right.values())])


@st.composite
def matching(draw: st.DrawFn) -> Written:
    left, sides = draw(several(2, 5)), draw(several(2, 6))
    rights = [draw(st.sampled_from(sides)) for _ in left]
    pairs: list[dict[str, Any]] = [
        {"left": {"zh": one}, "right": {"zh": other}} for one, other in zip(left, rights, strict=True)
    ]
    if draw(st.booleans()):
        pairs[0]["id"] = "own"
    distractors = [{"zh": side} for side in sides if side not in rights]
    right = {pair.get("id") or digest(pair["left"]["zh"]): digest(pair["right"]["zh"]) for pair in pairs}
    data = {"type": "matching", "pairs": pairs, "distractors": distractors}
    return assigned(data, right, [digest(side) for side in sides])


@st.composite
def sorted_into(draw: st.DrawFn, kind: str, boxes: str, things: str, key: str) -> Written:
    """Categorize and matrix: each thing goes into one box."""
    listed = [{"zh": f"类{n}", "id": f"box-{n}"} for n in range(draw(st.integers(2, 4)))]
    items = draw(parts(2, 6))
    for item in items:
        item[key] = draw(st.sampled_from(names(listed)))
    right = dict(zip(names(items), (item[key] for item in items), strict=True))
    return assigned({"type": kind, boxes: listed, things: items}, right, names(listed))


@st.composite
def ordering(draw: st.DrawFn) -> Written:
    items = draw(parts(2, 6))
    right = names(items)
    swapped = [[*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)]
    wrong = [*swapped, right[::-1], right[1:] + right[:1], right[1:], [*right, right[0]], [right[0]] * len(right)]
    return Written({"type": "ordering", "items": items}, [right], [*wrong, [], None, dict.fromkeys(right, "1")])


@st.composite
def highlight(draw: st.DrawFn) -> Written:
    ids = [f"p{n}" for n in range(draw(st.integers(2, 6)))]
    marked = draw(st.permutations(ids))[: draw(st.integers(1, len(ids) - 1))]
    rules = draw(st.sampled_from([[], ["late", "rude", "vague"]]))
    right = {name: draw(st.sampled_from(rules)) if rules else "" for name in marked}
    phrases = [
        {"id": name, **(({"category": right[name]} if rules else {"correct": "true"}) if name in right else {})}
        for name in ids
    ]
    lines = "\n\n".join(f"甲：[[{name}|你好，{name}]]。" for name in ids)
    data: dict[str, Any] = {"type": "highlight", "text": {"zh": lines}, "phrases": phrases}
    if rules:
        data["categories"] = [{"id": rule, "zh": f"规则{rule}"} for rule in rules]
    more = [{**right, name: rule} for name in [*(set(ids) - set(right)), "__proto__"] for rule in ["", *rules]]
    others = {name: [rule for rule in [*rules, "x", None] if rule != right[name]] for name in right}
    turned = dict(reversed(right.items()))
    return Written(data, [right, turned], [*changed(right, others), *more, {}, None, list(right)])


GENERATED: dict[str, st.SearchStrategy[Written]] = {
    "single": single(),
    "multiple": multiple(),
    "true-false": true_false(),
    "numeric": numeric(),
    "parameters": parameters(),
    "text": text(),
    "cloze": cloze(),
    "matching": matching(),
    "ordering": ordering(),
    "categorize": sorted_into("categorize", "categories", "items", "category"),
    "matrix": sorted_into("matrix", "columns", "rows", "answer"),
    "highlight": highlight(),
    "hotspot": hotspot(),
}
"""Every graded type, by name; a question with parameters is a numeric one."""
