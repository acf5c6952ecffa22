"""The questionnaire and the workshop: the worked examples from the sample data, and the numbers on their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from statistics import fmean

import pytest

from courseware.assignments.figures import shown
from support.samples import LANGUAGES, Sample, check_numbers, read_samples

KITS = ("quality-gap", "importance-performance")


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """Both assignments, which have no mistakes and whose every row of sample data is used."""
    return read_samples(KITS)


DIMENSIONS = {
    "tangibles": ("6.00", "6.20", "0.20", 12, "0.024"),
    "reliability": ("6.60", "5.70", "−0.90", 30, "−0.270"),
    "responsiveness": ("6.30", "5.20", "−1.10", 24, "−0.264"),
    "assurance": ("6.40", "6.10", "−0.30", 19, "−0.057"),
    "empathy": ("6.00", "5.50", "−0.50", 15, "−0.075"),
    "overall": ("–", "–", "−0.52", 100, "−0.642"),
}
RELIABILITY = {
    "r1": ("6.70", "5.90", "−0.80"),
    "r2": ("6.60", "6.10", "−0.50"),
    "r3": ("6.40", "5.40", "−1.00"),
    "r4": ("6.80", "5.20", "−1.60"),
    "r5": ("6.50", "5.90", "−0.60"),
}
ATTRIBUTES = {
    "a": ("9.20", "5.80", "3.40", "31.28", "improve", "keep"),
    "b": ("9.50", "6.40", "3.10", "29.45", "improve", "keep"),
    "c": ("7.80", "8.60", "−0.80", "−6.24", "keep", "keep"),
    "d": ("8.90", "7.90", "1.00", "8.90", "keep", "keep"),
    "e": ("4.10", "8.80", "−4.70", "−19.27", "overkill", "overkill"),
    "f": ("3.60", "5.20", "−1.60", "−5.76", "low", "low"),
    "g": ("8.40", "5.10", "3.30", "27.72", "improve", "improve"),
    "h": ("5.00", "7.70", "−2.70", "−13.50", "overkill", "overkill"),
}


def test_the_worked_gaps(samples: dict[str, Sample]) -> None:
    gap = samples["quality-gap"]
    assert gap.figures["gaps"].n == 30
    for row, (*shown_as, weight, weighted) in DIMENSIONS.items():
        assert [gap.say("gaps", "groups", row, name) for name in ("expected", "perceived", "gap")] == shown_as
        assert gap.value("gaps", "groups", row, "weight") == pytest.approx(weight)
        assert gap.say("gaps", "groups", row, "weighted") == weighted
    for row, expected in RELIABILITY.items():
        assert tuple(gap.say("gaps", "items", row, name) for name in ("expected", "perceived", "gap")) == expected


def test_first_check_is_the_widest_gap_and_reliability_leads_with_weights_only(samples: dict[str, Sample]) -> None:
    gap = samples["quality-gap"]
    items, groups = gap.figures["gaps"].table("items"), [name for name in DIMENSIONS if name != "overall"]
    assert min(items.rows, key=lambda row: gap.number("gaps", "items", row, "gap")) == "r4"
    assert min(groups, key=lambda row: gap.number("gaps", "groups", row, "gap")) == "responsiveness"
    assert min(groups, key=lambda row: gap.number("gaps", "groups", row, "weighted")) == "reliability"
    assert min(items.rows, key=lambda row: gap.number("gaps", "items", row, "expected")) == "t4"
    perceived = sorted(items.rows, key=lambda row: gap.number("gaps", "items", row, "perceived"))
    assert (perceived[0], {*perceived[1:3]}, perceived[3]) == ("m4", {"s2", "s3"}, "r4")


def test_no_answer_of_the_sample_is_a_straight_line(samples: dict[str, Sample]) -> None:
    for response in samples["quality-gap"].kit.samples["questionnaire"]:
        ratings = {value for name, value in response.answers.items() if name.endswith(("expectation", "perception"))}
        assert len(ratings) > 2


def test_the_worked_workshop(samples: dict[str, Sample]) -> None:
    shop = samples["importance-performance"]
    names = ("importance", "performance", "difference", "priority", "by-mean", "by-midpoint")
    for row, expected in ATTRIBUTES.items():
        assert tuple(shop.say("matrix", "attributes", row, name) for name in names) == expected
    lines = [shop.say("matrix", "thresholds", "mean", name) for name in ("importance", "performance")]
    assert lines == ["7.06", "6.94"]
    assert shop.figures["matrix"].n == 10


@pytest.mark.parametrize("name", KITS)
def test_no_figure_of_the_sample_is_marked_as_small(samples: dict[str, Sample], name: str) -> None:
    assert [f.statistic for f in samples[name].figures.values() if f.is_small] == []


def days_of(sample: Sample, instrument: str) -> list[datetime]:
    """The first and the last time of recording."""
    times = sorted(datetime.fromisoformat(r.recorded) for r in sample.kit.samples[instrument])
    return [times[0], times[-1]]


def gap_values(s: Sample) -> dict[str, str]:
    """What the pages of the questionnaire say of its data, by the name that their claims use."""
    items, groups = s.figures["gaps"].table("items").rows, s.figures["gaps"].table("groups").rows
    values: dict[str, str] = {}
    for table, rows in (("items", items), ("groups", groups)):
        for row in rows:
            for short, name in (("e", "expected"), ("p", "perceived"), ("gap", "gap")):
                values[f"{row}_{short}"] = s.say("gaps", table, row, name)
    for row in items:
        values |= {f"{row}_{name}": s.say("gaps", "items", row, name) for name in ("half", "n")}
    for row in groups:
        values |= {f"{row}_weighted": s.say("gaps", "groups", row, "weighted")}
        weight = s.number("gaps", "groups", row, "weight")
        values |= {f"{row}_w": f"{weight:g}", f"{row}_share": f"{weight / 100:.2f}"}
    pairs = [(r.answers.get("r4.expectation", "na"), r.answers.get("r4.perception", "na"))
             for r in s.kit.samples["questionnaire"]]  # fmt: skip
    channels, visits = Counter(s.column("questionnaire", "channel")), Counter(s.column("questionnaire", "visits"))
    reliability = [s.number("gaps", "items", row, "gap") for row in items if row.startswith("r")]
    weighted = [s.number("gaps", "groups", row, "weighted") for row in ("reliability", "responsiveness")]
    first, last = days_of(s, "questionnaire")
    answers, weights = len(pairs), len(s.column("questionnaire", "weights.reliability"))
    assert values["m2_n"] == values["m4_n"] == str(weights)
    assert values["s2_p"] == values["s3_p"]
    return values | {
        **channels,
        **visits,
        "answers": str(answers),
        "items": str(len(items)),
        "ratings": str(2 * len(items)),
        "negative": str(sum(s.number("gaps", "items", row, "gap") < -1e-9 for row in items)),
        "weights": str(weights),
        "lacking": str(answers - weights),
        "unknown": str(answers - visits.total()),
        "r4_less": str(sum(float(perceived) < float(expected) for expected, perceived in pairs)),
        "r4_s2": shown("gap", s.number("gaps", "items", "s2", "gap") - s.number("gaps", "items", "r4", "gap")),
        "reliability_sum": shown("gap", sum(reliability)),
        "apart": shown("weighted", weighted[1] - weighted[0]),
        "satisfaction": s.say("satisfaction", "distribution", "mean"),
        "satisfaction_half": s.say("satisfaction", "distribution", "half"),
        "recommend": s.say("recommend", "distribution", "mean"),
        "recommend_half": s.say("recommend", "distribution", "half"),
        "month": str(first.month),
        "first_day": str(first.day),
        "last_day": str(last.day),
    }


def workshop_values(s: Sample) -> dict[str, str]:
    """What the pages of the workshop say of its data."""
    rows = s.figures["matrix"].table("attributes").rows
    values = {f"mean_{name[0]}": s.say("matrix", "thresholds", "mean", name) for name in ("importance", "performance")}
    options = next(item for item in s.kit.instruments["ideas"].items() if item.id == "level").options
    levels = {option.id: option.text["zh"].split()[0] for option in options}
    ideas = {r.answers["attribute"]: r.answers for r in s.kit.samples["ideas"]}
    for row in rows:
        for name in ("importance", "performance"):
            ratings = [float(value) for value in s.column("ratings", f"{row}.{name}") if value != "na"]
            assert s.number("matrix", "attributes", row, name) == pytest.approx(fmean(ratings))
            short = f"{row}_{name[0]}"
            values |= {short: s.say("matrix", "attributes", row, name)}
            values |= {f"{short}_sd": s.say("matrix", "attributes", row, f"{name}-sd")}
            values |= {f"{short}_max": f"{max(ratings):g}", f"{short}_min": f"{min(ratings):g}"}
        values |= {f"{row}_d": s.say("matrix", "attributes", row, "difference")}
        values |= {f"{row}_{name}": s.say("matrix", "attributes", row, name) for name in ("priority", "n")}
        values |= {f"{row}_votes": ideas[row]["votes"], f"{row}_level": levels[ideas[row]["level"]]}
    assert values["a_level"] == values["b_level"] == values["g_level"]
    assert max(rows, key=lambda row: s.number("matrix", "attributes", row, "performance")) == "e"
    assert sum(float(value) <= 6 for value in s.column("ratings", "e.importance")) == 9
    line = s.number("matrix", "thresholds", "mean", "performance")
    (day, _) = days_of(s, "ratings")
    return values | {
        "raters": str(len(s.kit.samples["ratings"])),
        "attributes": str(len(rows)),
        "ideas": str(len(ideas)),
        "votes": str(sum(int(answers["votes"]) for answers in ideas.values())),
        "middle": f"{s.number('matrix', 'thresholds', 'midpoint', 'importance'):g}",
        "b_line": shown("difference", line - s.number("matrix", "attributes", "b", "performance")),
        "month": str(day.month),
        "day": str(day.day),
    }


VALUES: dict[str, Callable[[Sample], dict[str, str]]] = {
    "quality-gap": gap_values,
    "importance-performance": workshop_values,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*KITS, *(f"{name}-report" for name in KITS)])
def test_every_number_of_a_page_comes_from_the_data(samples: dict[str, Sample], page: str, language: str) -> None:
    name = page.removesuffix("-report")
    check_numbers(page, language, VALUES[name](samples[name]))
