"""What numbers come to: mean, spread and the half-width of a 95 % interval; nothing where there are too few."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

CONFIDENCE = 0.95
NORMAL = 1.9599
"""Less than Student's t has at any degrees of freedom, so that Newton's steps come to it from below."""


def total(values: Sequence[float]) -> float | None:
    """The sum, which does not hang on the order; none of nothing."""
    return math.fsum(values) if values else None


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean."""
    return math.fsum(values) / len(values) if values else None


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the mean of the two in the middle."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def deviation(values: Sequence[float]) -> float | None:
    """The sample standard deviation (n - 1); none below two values."""
    middle = mean(values)
    if middle is None or len(values) < 2:
        return None
    return math.sqrt(math.fsum([(value - middle) ** 2 for value in values]) / (len(values) - 1))


def half_width(values: Sequence[float]) -> float | None:
    """Half the width of the mean's 95 % confidence interval: t · s / √n; none below two values."""
    spread = deviation(values)
    return None if spread is None else t_quantile(len(values) - 1) * spread / math.sqrt(len(values))


@cache
def t_quantile(freedom: int) -> float:
    """The t that Student's distribution stays within, on both sides, with probability 0.95.

    `freedom` are whole degrees of freedom, at least 1. The distribution has a closed form for them (Abramowitz and
    Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
    """
    # Γ((ν + 1) / 2) / (√(νπ) Γ(ν / 2)), the density at 0, from 1 or 2 degrees of freedom upwards.
    start = 2 - freedom % 2
    density = 1 / math.pi if start == 1 else math.sqrt(1 / 8)
    for n in range(start + 2, freedom + 1, 2):
        density *= (n - 1) / math.sqrt(n * (n - 2))
    t, step = NORMAL, 1.0
    while step > 1e-13 * t:
        slope = 2 * density * (1 + t * t / freedom) ** (-(freedom + 1) / 2)
        step = (CONFIDENCE - _within(t, freedom)) / slope
        t += step
    return t


def _within(t: float, freedom: int) -> float:
    """The probability that |T| < t."""
    angle = math.atan(t / math.sqrt(freedom))
    square = math.cos(angle) ** 2
    term = math.sin(angle) if freedom % 2 == 0 else math.sin(angle) * math.cos(angle)
    series = term if freedom > 1 else 0.0
    for n in range(2 + freedom % 2, freedom - 1, 2):
        term *= square * (n - 1) / n
        series += term
    return series if freedom % 2 == 0 else 2 / math.pi * (angle + series)
