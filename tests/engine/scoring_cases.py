"""Statistics and what they come to, for the reference and the browser: cases (`scoring/*.json`) and generated data."""

from __future__ import annotations

import json
import random
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from courseware.assignments.fields import Form, forms_of
from courseware.assignments.figures import Figures, shown
from courseware.assignments.kits import Kit
from courseware.assignments.plans import Plan
from courseware.assignments.responses import Response
from support.assignments import tea_visit

FOLDER = Path(__file__).parent / "scoring"
Shown = dict[str, dict[str, dict[str, dict[str, str]]]]


def cases() -> list[dict[str, Any]]:
    """All cases: plans, responses, and some of the figures as they are shown, by statistic, table, row and column."""
    return [
        {**case, "name": f"{file.stem}: {case['name']}"}
        for file in sorted(FOLDER.glob("*.json"))
        for case in json.loads(file.read_text(encoding="utf-8"))
    ]


def responses_of(case: dict[str, Any]) -> list[Response]:
    return [
        Response(f"r-{n}", one["instrument"], "", answers=one["answers"]) for n, one in enumerate(case["responses"])
    ]


def in_words(figures: Figures) -> dict[str, dict[str, dict[str, str]]]:
    """All figures as they are shown, by table, row and column."""
    return {
        table.name: {
            row: {
                column: shown(row if column == "value" else column, value)
                for column, value in zip(table.columns, values, strict=True)
            }
            for row, values in zip(table.rows, table.values, strict=True)
        }
        for table in figures.tables
    }


def only(found: Any, asked: Any) -> Any:
    """Of nested mappings what the other one names."""
    return {key: only(found[key], part) for key, part in asked.items()} if isinstance(asked, dict) else found


def plans() -> list[Plan]:
    """Every statistic of the small course, some with fewer choices, too."""
    kit = tea_visit()
    bare = [
        {**plan, "id": f"{plan['id']}-bare", bare: None}
        for plan in kit.plans
        for use, bare in (("means", "by"), ("gaps", "weights"))
        if plan["use"] == use
    ]
    single = [{**bare[0], "id": "one-group", "groups": bare[0]["groups"][:1]}]  # type: ignore[index]
    return [*kit.plans, *bare, *single]  # type: ignore[list-item]


def generated(seed: int) -> list[Response]:
    """Responses to every instrument of the small course, with blanks and N/A; some seeds have few, or all alike."""
    rng, kit = random.Random(seed), tea_visit()
    blank, most = rng.choice([0, 0.1, 0.5, 0.95]), rng.choice([0, 1, 2, 5, 12, 30])
    alike = rng.random() < 0.1
    rated = _rated(rng) if rng.random() < 0.8 else []
    found = []
    for name, form in forms_of(kit).items():
        first: dict[str, str] = {}
        for n in range(rng.randint(0, most)):
            answers = first if alike and first else _answers(rng, form, blank)
            first = first or answers
            if name == "observation" and rated:
                answers = {**answers, **rated[n % len(rated)]} if n < len(rated) or rng.random() < 0.1 else {}
            found.append(Response(f"{name}-{n}", name, form["digest"], answers=answers))
    return found


def _rated(rng: random.Random) -> list[dict[str, str]]:
    """What two raters can rate, each thing once."""
    plan = next(plan for plan in tea_visit().plans if plan["use"] == "agreement")
    choices = [*plan["same"], plan["rater"]]
    listed = product(*([(choice["column"], option) for option in choice["options"]] for choice in choices))
    pairs = [dict(one) for one in listed]
    return rng.sample(pairs, len(pairs))


def _answers(rng: random.Random, form: Form, blank: float) -> dict[str, str]:
    answers = {}
    for column in form["columns"]:
        limits = form["limits"].get(column["name"], {})
        if rng.random() < blank:
            continue
        if "options" in limits:
            answers[column["name"]] = rng.choice(limits["options"])
        elif column["kind"] in ("scale", "number"):
            value = rng.randint(int(limits.get("min") or 0), int(limits.get("max") or 5000))
            decimals = f".{rng.randint(1, 99)}" if limits.get("decimals") and rng.random() < 0.5 else ""
            answers[column["name"]] = "na" if limits.get("na") and rng.random() < 0.15 else f"{value}{decimals}"
    for total in form["sums"]:
        if rng.random() < 0.8 and all(name in answers for name in total["columns"]):
            cuts = sorted(rng.randint(0, total["total"]) for _ in total["columns"][1:])
            shares = (to - start for start, to in pairwise([0, *cuts, total["total"]]))
            answers |= dict(zip(total["columns"], map(str, shares), strict=True))
    return answers


def kit() -> Kit:
    """The kit that data are generated for."""
    return tea_visit()
