"""Statistics of responses: the reference for the page's figures (`web/statistics.js`) and the workbook's formulas.

The formulas are those of the course's survey templates; where they leave room, the functions below say what holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from courseware.assignments.distributions import deviation, half_width, mean, median, total
from courseware.assignments.figures import Figures, Table, Value
from courseware.assignments.plans import Choices, Pair, Plan
from courseware.assignments.responses import Response
from courseware.assignments.rows import PLAIN

ALLOWANCE = 1e-9
"""What a number may lack of a threshold and still reach it."""

Number = float | None
Scored = tuple[int, list[Table]]
"""How many responses were used, and the tables."""


def score(plans: Sequence[Plan], responses: Iterable[Response]) -> list[Figures]:
    """The figures of each plan, from responses to any of the instruments; their order does not matter."""
    given: dict[str, list[Response]] = {}
    for response in responses:
        given.setdefault(response.instrument, []).append(response)
    figures = []
    for plan in plans:
        used, tables = USES[plan["use"]](plan, given)
        figures.append(Figures(plan["id"], plan["use"], used, plan["least"], tuple(tables)))
    return figures


Given = Mapping[str, Sequence[Response]]


def _rows(plan: Plan, given: Given) -> Sequence[Response]:
    return given.get(plan["instrument"], ())


def _number(response: Response, column: str) -> Number:
    """The number in a column; none for a blank, `na` and anything else."""
    text = response.answers.get(column, "")
    return float(text) if PLAIN.fullmatch(text) else None


def _numbers(rows: Iterable[Response], columns: Sequence[str]) -> list[float]:
    """Every number that the responses have in the columns."""
    found = [_number(row, column) for row in rows for column in columns]
    return [number for number in found if number is not None]


def _giving(rows: Iterable[Response], columns: Sequence[str]) -> int:
    """How many responses have a number in one of the columns."""
    return sum(any(_number(row, column) is not None for column in columns) for row in rows)


def _split(rows: Iterable[Response], choices: Choices) -> dict[str, list[Response]]:
    """The responses by the option that they chose, those without one left out."""
    found: dict[str, list[Response]] = {option: [] for option in choices["options"]}
    for row in rows:
        found.get(row.answers.get(choices["column"], ""), []).append(row)
    return found


def _table(name: str, columns: Sequence[str], rows: Mapping[str, Sequence[Value]]) -> Table:
    return Table(name, tuple(columns), tuple(rows), tuple(tuple(values) for values in rows.values()))


def _single(name: str, values: Mapping[str, Value]) -> Table:
    """A table whose one column is `value`."""
    return _table(name, ["value"], {row: [value] for row, value in values.items()})


def _minus(a: Value, b: Value) -> Number:
    return a - b if isinstance(a, float | int) and isinstance(b, float | int) else None


def _mean_of(values: Iterable[Number]) -> Number:
    """The plain mean of those that are there."""
    return mean([value for value in values if value is not None])


def _total_of(values: Iterable[Number]) -> Number:
    """The sum of those that are there."""
    return total([value for value in values if value is not None])


def _share(part: float, whole: float) -> Number:
    return part / whole if abs(whole) > ALLOWANCE else None


def _means(plan: Plan, given: Given) -> Scored:
    """A mean is that of all ratings of its columns."""
    rows, groups, by = _rows(plan, given), plan["groups"], plan.get("by")
    if by:
        split = _split(rows, by)
        rows = [row for some in split.values() for row in some]
        names = [*split, "difference"] if len(split) == 2 else [*split]
    else:
        names = ["n", "mean"]

    def line(columns: Sequence[str]) -> list[Value]:
        if not by:
            numbers = _numbers(rows, columns)
            return [len(numbers), mean(numbers)]
        means = [mean(_numbers(some, columns)) for some in split.values()]
        return [*means, _minus(means[1], means[0])] if len(means) == 2 else [*means]

    every = [column for group in groups for column in group["columns"]]
    lines = {group["id"]: line(group["columns"]) for group in groups}
    if len(groups) == 2:
        first, second = lines.values()
        differences: list[Value] = [_minus(a, b) for a, b in zip(first, second, strict=True)]
        lines["difference"] = differences if by else [None, differences[1]]
    items = {column: line([column]) for column in every}
    return _giving(rows, every), [_table("groups", names, lines), _table("items", names, items)]


def _agreement(plan: Plan, given: Given) -> Scored:
    """Cohen's κ on "at least the threshold", and how many ratings are within a distance.

    Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    columns = [column for group in plan["groups"] for column in group["columns"]]
    used, judgements = 0, list[tuple[float, float]]()
    for first, second in _pairs_of_raters(plan, given):
        both = [(_number(first, column), _number(second, column)) for column in columns]
        rated = [(a, b) for a, b in both if a is not None and b is not None]
        used += 2 if rated else 0
        judgements += rated
    at = plan["threshold"] - ALLOWANCE
    n = len(judgements)
    within = sum(abs(a - b) <= plan["within"] + ALLOWANCE for a, b in judgements)
    agreed = sum((a >= at) == (b >= at) for a, b in judgements)
    yes = [sum(pair[rater] >= at for pair in judgements) for rater in (0, 1)]
    values: dict[str, Value] = {
        "judgements": n,
        "within": _share(within, n),
        "agreed": _share(agreed, n),
        "yes-first": _share(yes[0], n),
        "yes-second": _share(yes[1], n),
        "expected-agreement": None,
        "kappa": None,
    }
    if n:
        expected = (yes[0] * yes[1] + (n - yes[0]) * (n - yes[1])) / n**2
        values["expected-agreement"] = expected
        values["kappa"] = _share(agreed / n - expected, 1 - expected)
    return used, [_single("agreement", values)]


def _pairs_of_raters(plan: Plan, given: Given) -> list[tuple[Response, Response]]:
    """What the first and the second rater say of the same thing, where each has rated it once."""
    raters = _split(_rows(plan, given), plan["rater"]).values()
    rated: dict[tuple[str, ...], list[list[Response]]] = {
        same: [[], []] for same in product(*(choices["options"] for choices in plan["same"]))
    }
    for rater, rows in enumerate(raters):
        for row in rows:
            same = tuple(row.answers.get(choices["column"], "") for choices in plan["same"])
            if same in rated:
                rated[same][rater].append(row)
    return [(first[0], second[0]) for first, second in rated.values() if len(first) == len(second) == 1]


def _gaps(plan: Plan, given: Given) -> Scored:
    """Perceived minus expected. Means over items and groups are plain, those without data left out."""
    rows, pairs, weights = _rows(plan, given), plan["pairs"], plan.get("weights")
    items = {pair["id"]: _gap(rows, pair) for pair in pairs}
    shares = list(weights["columns"].values()) if weights else []
    whole = [row for row in rows if weights and _adds_up(row, shares, weights["total"])]
    lines: dict[str, list[Number]] = {}
    for group in dict.fromkeys(pair["group"] for pair in pairs if pair["group"]):
        members = [items[pair["id"]] for pair in pairs if pair["group"] == group]
        expected, perceived, gap = (_mean_of(item[n] for item in members) for n in (1, 2, 3))
        weight = weighted = None
        if weights and group in weights["columns"]:
            weight = mean(_numbers(whole, [weights["columns"][group]]))
            weighted = None if weight is None or gap is None else weight / weights["total"] * gap
        lines[group] = [expected, perceived, gap, weight, weighted]
    gaps, weighed, sums = ([line[n] for line in lines.values()] for n in (2, 3, 4))
    lines["overall"] = [None, None, _mean_of(gaps), _total_of(weighed), _total_of(sums)]
    shared = {row.response for row in whole}
    used = sum(row.response in shared or any(_both(row, pair) for pair in pairs) for row in rows)
    return used, [
        _table("items", ["n", "expected", "perceived", "gap", "half"], items),
        _table("groups", ["expected", "perceived", "gap", "weight", "weighted"], lines),
    ]


def _both(row: Response, pair: Pair) -> tuple[float, float] | None:
    """Both ratings, where both are given."""
    first, second = _number(row, pair["first"]), _number(row, pair["second"])
    return None if first is None or second is None else (first, second)


def _gap(rows: Iterable[Response], pair: Pair) -> list[Number]:
    """Number, expected, perceived, gap and its half-width, from responses with both."""
    both = [found for found in (_both(row, pair) for row in rows) if found is not None]
    differences = [perceived - expected for expected, perceived in both]
    ends = [mean([found[n] for found in both]) for n in (0, 1)]
    return [len(both), *ends, mean(differences), half_width(differences)]


def _adds_up(row: Response, columns: Sequence[str], whole: float) -> bool:
    """Whether the response shared out the whole."""
    shares = _numbers([row], columns)
    return len(shares) == len(columns) and abs((total(shares) or 0) - whole) <= ALLOWANCE


def _quadrant(x: Number, y: Number, x_cut: Number, y_cut: Number, names: Sequence[str]) -> str | None:
    """The name for high and high, high and low, low and high, low and low."""
    if x is None or y is None or x_cut is None or y_cut is None:
        return None
    return names[2 * (x < x_cut - ALLOWANCE) + (y < y_cut - ALLOWANCE)]


IMPORTANCE_PERFORMANCE = ("keep", "improve", "overkill", "low")
PLACES = ("high-high", "high-low", "low-high", "low-low")


def _importance_performance(plan: Plan, given: Given) -> Scored:
    """Means of all ratings on each side; the priority is importance × (importance - performance).

    Source: J. Martilla and J. James, Importance-performance analysis, 1977, for the quadrants.
    """
    rows, pairs, middle = _rows(plan, given), plan["pairs"], plan["midpoint"]
    sides = {pair["id"]: [_numbers(rows, [pair[end]]) for end in ("first", "second")] for pair in pairs}
    means = {name: [mean(numbers) for numbers in both] for name, both in sides.items()}
    cuts = [_mean_of(both[n] for both in means.values()) for n in (0, 1)]
    lines: dict[str, list[Value]] = {}
    for name, both in sides.items():
        i, p = means[name]
        difference = _minus(i, p)
        lines[name] = [
            min(map(len, both)),
            i,
            p,
            difference,
            None if i is None or difference is None else i * difference,
            _quadrant(i, p, cuts[0], cuts[1], IMPORTANCE_PERFORMANCE),
            _quadrant(i, p, middle, middle, IMPORTANCE_PERFORMANCE),
            *map(deviation, both),
        ]
    columns = [column for pair in pairs for column in (pair["first"], pair["second"])]
    names = ["n", "importance", "performance", "difference", "priority", "by-mean", "by-midpoint"]
    return _giving(rows, columns), [
        _table("attributes", [*names, "importance-sd", "performance-sd"], lines),
        _table("thresholds", ["importance", "performance"], {"mean": cuts, "midpoint": [middle, middle]}),
    ]


def _quadrants(plan: Plan, given: Given) -> Scored:
    """Means of all ratings of both groups, for each option."""
    by = plan["by"]
    assert by is not None
    split = _split(_rows(plan, given), by)
    lines: dict[str, list[Value]] = {}
    for option, rows in split.items():
        x, y = mean(_numbers(rows, plan["x"])), mean(_numbers(rows, plan["y"]))
        lines[option] = [len(rows), x, y, _quadrant(x, y, plan["cut"], plan["cut"], PLACES)]
    chosen = [row for rows in split.values() for row in rows]
    return _giving(chosen, [*plan["x"], *plan["y"]]), [_table("places", ["n", "x", "y", "quadrant"], lines)]


def _pareto(plan: Plan, given: Given) -> Scored:
    """Counts from the greatest on; equal ones in the order of the options."""
    split = _split(_rows(plan, given), plan["choices"])
    counts = sorted(((option, len(rows)) for option, rows in split.items()), key=lambda pair: -pair[1])
    n, running = sum(count for _, count in counts), 0
    lines: dict[str, list[Value]] = {}
    for option, count in counts:
        running += count
        lines[option] = [count, _share(count, n), _share(running, n)]
    lines["total"] = [n, 1 if n else None, None]
    return n, [_table("causes", ["count", "share", "cumulative"], lines)]


def _rate(plan: Plan, given: Given) -> Scored:
    """Responses for each `per` of what the other instrument counts."""
    count, of = len(_rows(plan, given)), plan["base"]
    base = total(_numbers(given.get(of["instrument"], ()), [of["column"]])) or 0
    share = _share(count, base)
    rate = None if share is None else share * plan["per"]
    return count, [_single("rate", {"count": count, "base": base, "rate": rate})]


def _ratio(plan: Plan, given: Given) -> Scored:
    """The sums of responses with both numbers."""
    both = [_numbers([row], [plan["part"], plan["whole"]]) for row in _rows(plan, given)]
    used = [pair for pair in both if len(pair) == 2]
    part, whole = (total([pair[n] for pair in used]) or 0 for n in (0, 1))
    return len(used), [_single("ratio", {"part": part, "whole": whole, "share": _share(part, whole)})]


def _distribution(plan: Plan, given: Given) -> Scored:
    """What one column's numbers come to."""
    numbers = _numbers(_rows(plan, given), [plan["column"]])
    values: dict[str, Value] = {
        "n": len(numbers),
        "mean": mean(numbers),
        "median": median(numbers),
        "sd": deviation(numbers),
        "half": half_width(numbers),
        "min": min(numbers, default=None),
        "max": max(numbers, default=None),
    }
    return len(numbers), [_single("distribution", values)]


USES: dict[str, Callable[[Plan, Given], Scored]] = {
    "means": _means,
    "agreement": _agreement,
    "gaps": _gaps,
    "importance-performance": _importance_performance,
    "quadrants": _quadrants,
    "pareto": _pareto,
    "rate": _rate,
    "ratio": _ratio,
    "distribution": _distribution,
}
