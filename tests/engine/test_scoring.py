"""The statistics of an assignment: worked examples, edges, and what holds of any data."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
import scoring_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from courseware.assignments.distributions import deviation, half_width, mean, median, t_quantile, total
from courseware.assignments.figures import Figures, shown
from courseware.assignments.model import STATISTICS
from courseware.assignments.responses import Response
from courseware.assignments.scoring import USES, score
from support.assignments import responses, tea_visit

CASES = scoring_cases.cases()
# Two-sided 95 % points of Student's t, as printed in tables (Abramowitz and Stegun, table 26.10).
QUANTILES = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 29: 2.045, 30: 2.042, 120: 1.980}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    figures = {one.statistic: one for one in score(case["plans"], scoring_cases.responses_of(case))}
    found = {name: scoring_cases.in_words(one) for name, one in figures.items()}

    assert scoring_cases.only(found, case["shown"]) == case["shown"]
    assert {name: one.n for name, one in figures.items()} == case["n"]
    for name, order in case.get("order", {}).items():
        assert list(figures[name].tables[0].rows) == order


def test_every_statistic_has_cases() -> None:
    uses = {plan["use"] for case in CASES for plan in case["plans"]}
    assert uses == set(USES) == {statistic.model_fields["use"].annotation.__args__[0] for statistic in STATISTICS}
    assert uses == {plan["use"] for plan in scoring_cases.plans()}


@pytest.mark.parametrize(("freedom", "printed"), QUANTILES.items())
def test_student_s_t_is_that_of_the_tables(freedom: int, printed: float) -> None:
    assert round(t_quantile(freedom), 3) == printed


def test_student_s_t_comes_to_the_normal_distribution() -> None:
    values = [t_quantile(n) for n in range(1, 400)]
    assert values == sorted(values, reverse=True)
    assert t_quantile(100_000) == pytest.approx(1.959964 + 2.372 / 100_000, abs=1e-6)  # the first term of its series


def test_small_samples_are_told() -> None:
    kit = tea_visit()
    (figures,) = score([kit.plans[4]], responses(kit, "questionnaire", [{"recommend": 5}] * 9))
    assert (figures.n, figures.least, figures.is_small) == (9, 10, True)
    (figures,) = score([kit.plans[4]], responses(kit, "questionnaire", [{"recommend": 5}] * 10))
    assert not figures.is_small


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        *(("mean", 1.005, "1.01"), ("mean", 2.675, "2.68"), ("gap", -0.125, "−0.13"), ("gap", -0.004, "0.00")),
        *(("gap", -0.0, "0.00"), ("weighted", -0.6415, "−0.642"), ("share", 0.425, "43%"), ("cumulative", 1, "100%")),
        *(("n", 12, "12"), ("base", 4800.0, "4,800"), ("mean", 1234.5, "1,234.50"), ("gap", None, "–")),
        ("quadrant", "high-low", "high-low"),
    ],
)
def test_figures_are_shown_rounded_away_from_zero(name: str, value: float | str | None, text: str) -> None:
    assert shown(name, value) == text


def test_statistics_of_nothing_and_of_one() -> None:
    assert [act([]) for act in (total, mean, median, deviation, half_width)] == [None] * 5
    assert [act([4.0]) for act in (total, mean, median, deviation, half_width)] == [4, 4, 4, None, None]


NUMBERS = st.lists(st.integers(0, 700).map(lambda n: n / 100), min_size=2, max_size=30)


@given(NUMBERS, st.randoms())
def test_the_order_of_numbers_does_not_matter(numbers: list[float], rng: Any) -> None:
    other = rng.sample(numbers, len(numbers))
    for act in (total, mean, median, deviation, half_width):
        assert act(other) == act(numbers)
    assert min(numbers) - 1e-12 <= (mean(numbers) or 0) <= max(numbers) + 1e-12


@given(st.integers(0, 10_000), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_responses_does_not_matter(seed: int, rng: Any) -> None:
    data = scoring_cases.generated(seed)
    plans = scoring_cases.plans()
    assert score(plans, rng.sample(data, len(data))) == score(plans, data)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_what_holds_of_any_data(seed: int) -> None:
    data = scoring_cases.generated(seed)
    figures = {one.statistic: one for one in score(scoring_cases.plans(), data)}

    for one in figures.values():
        assert 0 <= one.n <= sum(response.instrument == instrument_of(one) for response in data)
        for table in one.tables:
            assert [len(values) for values in table.values] == [len(table.columns)] * len(table.rows)
            assert all(not isinstance(v, float) or math.isfinite(v) for values in table.values for v in values)
    agreement = figures["agreement"].table("agreement")
    kappa, agreed = agreement.value("kappa", "value"), agreement.value("agreed", "value")
    assert kappa is None or (isinstance(kappa, float) and isinstance(agreed, float) and kappa <= agreed + 1e-9)
    causes = figures["causes"].table("causes")
    assert sum(int(causes.value(row, "count") or 0) for row in causes.rows[:-1]) == figures["causes"].n
    weights = [figures["gaps"].table("groups").value("overall", "weight")]
    assert weights in ([None], [pytest.approx(100)])


def instrument_of(figures: Figures) -> str:
    return next(plan["instrument"] for plan in scoring_cases.plans() if plan["id"] == figures.statistic)


def sample() -> list[Response]:
    return [response for responses in tea_visit().samples.values() for response in responses]


def changed(data: list[Response], value: str) -> list[Response]:
    """The same choices, every number replaced."""
    numbers = {
        column.name
        for instrument in tea_visit().instruments.values()
        for column in instrument.columns()
        if column.kind in ("scale", "number")
    }
    return [
        replace(one, answers={name: value if name in numbers else text for name, text in one.answers.items()})
        for one in data
    ]


def test_nothing_but_n_a_gives_no_figures() -> None:
    for one in score(scoring_cases.plans(), changed(sample(), "na")):
        if one.use not in ("pareto", "rate"):
            assert one.n == 0
            values = [v for table in one.tables for row, line in zip(table.rows, table.values, strict=True)
                      for v in line if row != "midpoint"]  # fmt: skip
            assert {v for v in values if not isinstance(v, int)} <= {None}


def test_equal_values_have_no_spread_and_lie_at_their_own_threshold() -> None:
    figures = {one.statistic: one for one in score(scoring_cases.plans(), changed(sample(), "5"))}
    recommendation = figures["recommendation"].table("distribution")
    assert figures["recommendation"].n > 5
    assert [recommendation.value(row, "value") for row in ("sd", "half")] == [0, 0]
    attributes = figures["priorities"].table("attributes")
    assert [attributes.value(row, "by-mean") for row in attributes.rows] == ["keep"] * 4
    assert [attributes.value(row, "by-midpoint") for row in attributes.rows] == ["low"] * 4
    assert figures["agreement"].table("agreement").value("kappa", "value") is None
    assert figures["gaps"].table("groups").value("overall", "gap") == 0
