"""The visits and the log: the worked examples from the sample data, and the numbers that stand on their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from statistics import fmean

import pytest

from support.samples import LANGUAGES, Sample, check_numbers, read_samples

KITS = ("service-visit", "mystery-visit", "objection-log")


@pytest.fixture(scope="module")
def samples() -> dict[str, Sample]:
    """The three assignments, which have no mistakes and whose every row of sample data is used."""
    return read_samples(KITS)


HARD, SOFT = [f"h{n}" for n in range(1, 9)], [f"s{n}" for n in range(1, 9)]
PROCEDURAL, PERSONAL = [f"p{n}" for n in range(1, 7)], [f"i{n}" for n in range(1, 6)]
WAITS = [f"wait-{n}" for n in range(1, 6)]
QUEUE = ["queue-0", "queue-10", "queue-20", "queue-30"]


def test_the_worked_visit_is_the_first_observers(samples: dict[str, Sample]) -> None:
    visit = samples["service-visit"]
    ratings = {
        ("quiet", "hard"): ([4, 3, 5, 4, 2, 4, 3, 3], 3.50),
        ("quiet", "soft"): ([4, 4, 3, 3, 4, 3, 4, 3], 3.50),
        ("busy", "hard"): ([4, 2, 4, 4, 2, 4, 3, 3], 3.25),
        ("busy", "soft"): ([3, 3, 2, 2, 2, 3, 3, 2], 2.50),
    }
    for (period, side), (expected, mean) in ratings.items():
        (sheet,) = visit.rows("observation", period=period, observer="first")
        assert visit.numbers(sheet, *(HARD if side == "hard" else SOFT)) == expected
        assert fmean(expected) == mean == visit.value("sides", "groups", side, period)
    assert visit.value("sides", "groups", "difference", "quiet") == 0
    assert visit.value("sides", "groups", "difference", "busy") == 0.75
    assert visit.say("sides", "groups", "hard", "difference") == "−0.25"
    assert visit.say("sides", "groups", "soft", "difference") == "−1.00"


def test_the_worked_mystery_visit(samples: dict[str, Sample]) -> None:
    mystery = samples["mystery-visit"]
    items = [mystery.value("items", "items", name, "firm-a") for name in PROCEDURAL + PERSONAL]
    assert items == [4, 3, 5, 4, 2, 4, 5, 4, 5, 4, 5]
    assert mystery.say("types", "places", "firm-a", "x") == "3.67"
    assert mystery.say("types", "places", "firm-a", "y") == "4.60"
    places = [mystery.value("types", "places", f"firm-{firm}", "quadrant") for firm in "abcde"]
    assert places == ["high-high", "high-low", "low-high", "low-low", None]
    agreement = {row: mystery.value("agreement", "agreement", row) for row in ("judgements", "agreed", "yes-first")}
    assert agreement == {"judgements": 40, "agreed": pytest.approx(34 / 40), "yes-first": pytest.approx(26 / 40)}
    assert mystery.value("agreement", "agreement", "yes-second") == pytest.approx(24 / 40)
    assert mystery.value("agreement", "agreement", "expected-agreement") == pytest.approx(0.53)
    assert mystery.say("agreement", "agreement", "kappa") == "0.68"


def test_the_worked_log(samples: dict[str, Sample]) -> None:
    log = samples["objection-log"]
    table = log.figures["causes"].table("causes")
    shares = {row: (log.value("causes", "causes", row, "count"), log.say("causes", "causes", row, "share"))
              for row in table.rows}  # fmt: skip
    assert list(shares.items()) == [
        *(("people", (15, "42%")), ("support", (9, "25%")), ("product", (7, "19%")), ("customer", (3, "8%"))),
        *(("other", (2, "6%")), ("total", (36, "100%"))),
    ]
    assert log.say("causes", "causes", "support", "cumulative") == "67%"
    assert (log.value("per-thousand", "rate", "base"), log.value("per-thousand", "rate", "rate")) == (4800, 7.5)
    assert [log.value("first-contact", "ratio", row) for row in ("part", "whole")] == [342, 450]
    assert log.say("first-contact", "ratio", "share") == "76%"


@pytest.mark.parametrize("name", KITS)
def test_a_figure_is_marked_as_small_only_where_few_sheets_count(samples: dict[str, Sample], name: str) -> None:
    few = ["agreement"] if name == "mystery-visit" else []  # 8 of its 16 sheets were filled in by two people
    assert [f.statistic for f in samples[name].figures.values() if f.is_small] == few


def minutes(numbers: list[float]) -> str:
    """Their mean with one decimal."""
    return f"{fmean(numbers):.1f}"


def listed(name: str, numbers: list[float]) -> dict[str, str]:
    """The numbers one after the other as each language writes them, and their sum."""
    plain = [f"{number:g}" for number in numbers]
    return {f"{name}_zh": "、".join(plain), f"{name}_en": ", ".join(plain), f"{name}_sum": f"{sum(numbers):g}"}


def visit_values(s: Sample) -> dict[str, str]:
    """What the report of the survey visit says of its data, by the name that its claims use."""
    quiet, busy = (s.rows("observation", period=p, observer="first")[0] for p in ("quiet", "busy"))
    waits = {name: s.numbers(row, *WAITS) for name, row in (("quiet", quiet), ("busy", busy))}
    asked = Counter(row["period"] for row in s.rows("customer-interview"))
    (staff,) = {row["staff"] for row in s.rows("observation")}
    assert s.say("sides", "items", "s1", "difference") == s.say("sides", "items", "s4", "difference") == "−1.00"
    assert s.say("sides", "items", "s6", "quiet") == s.say("sides", "items", "s6", "busy")
    assert s.say("sides", "groups", "hard", "quiet") == s.say("sides", "groups", "soft", "quiet")
    assert s.value("sides", "groups", "difference", "quiet") == 0
    values = {
        "apart": s.say("sides", "groups", "difference", "busy"),
        "hard_lost": s.say("sides", "groups", "hard", "difference").lstrip("−"),
        "soft_lost": s.say("sides", "groups", "soft", "difference").lstrip("−"),
        "h2_lost": s.say("sides", "items", "h2", "difference").lstrip("−"),
        "s1_lost": s.say("sides", "items", "s1", "difference").lstrip("−"),
        "s6": s.say("sides", "items", "s6", "busy"),
        "judgements": s.say("agreement", "agreement", "judgements"),
        "within": s.say("agreement", "agreement", "within"),
        "kappa": s.say("agreement", "agreement", "kappa"),
        "satisfaction": s.say("satisfaction", "distribution", "mean"),
        "half": s.say("satisfaction", "distribution", "half"),
        "customers": str(asked.total()),
        "interviews": str(len(s.rows("staff-interview"))),
        "sheets": str(len(s.rows("observation"))),
        "managers": str(len(s.rows("staff-interview", post="manager"))),
        "assistants": str(len(s.rows("staff-interview", post="front"))),
        "staff": staff,
    }
    for name, row in (("quiet", quiet), ("busy", busy)):
        values |= {f"{n}_{name}": s.say("sides", "items", n, name) for n in ("h5", "s5", "s7")}
        values |= {f"{side}_{name}": s.say("sides", "groups", side, name) for side in ("hard", "soft")}
        values[f"wait_{name}"], values[f"longest_{name}"] = minutes(waits[name]), f"{max(waits[name]):g}"
        values[f"queue_{name}"] = f"{max(s.numbers(row, *QUEUE)):g}"
        values[f"machines_{name}"] = row["equipment-working"]
        values[f"asked_{name}"] = str(asked[name])
        for side, names in (("h", HARD), ("s", SOFT)):
            values |= listed(f"{side}_{name}", s.numbers(row, *names))
    values["s5_lost"] = s.say("sides", "items", "s5", "difference").lstrip("−")
    assert values["s5_lost"] == s.say("sides", "items", "s7", "difference").lstrip("−")
    values["soft_count"] = str(sum(len(s.numbers(row, *SOFT)) for row in s.rows("observation", period="quiet")))
    return values


def mystery_values(s: Sample) -> dict[str, str]:
    """What the report of the mystery visits says of its data."""
    values = {row: s.say("agreement", "agreement", row) for row in ("judgements", "within", "agreed", "kappa")}
    values["chance"] = s.say("agreement", "agreement", "expected-agreement")
    values["same"] = f"{float(s.value('agreement', 'agreement', 'agreed') or 0) * 40:g}"
    values["sheets"], values["each"] = str(len(s.rows("sheet"))), str(len(s.rows("sheet", rater="first")))
    assert values["each"] == str(len(s.rows("sheet", rater="second")))
    names = next(one.names for one in s.kit.assignment.statistics if one.use == "quadrants")
    visited = 0
    for letter in "abcd":
        firm = f"firm-{letter}"
        rows = s.rows("sheet", firm=firm)
        took = {row["visit"]: float(row["minutes"]) for row in rows if "minutes" in row}
        visited += len(took)
        assert (len(rows), len(took)) == (4, 3)
        low = min(PROCEDURAL + PERSONAL, key=lambda n: s.value("items", "items", n, firm) or 0)
        type_of = getattr(names, str(s.value("types", "places", firm, "quadrant")).replace("-", "_"))
        values |= {f"{code}_type_{letter}": type_of[code].lower() for code in LANGUAGES}
        values |= {f"{axis}_{letter}": s.say("types", "places", firm, axis) for axis in ("x", "y")}
        values |= {f"{n}_{letter}": s.say("items", "items", n, firm) for n in PROCEDURAL + PERSONAL}
        values |= {f"lowest_{letter}": low.upper(), f"low_{letter}": values[f"{low}_{letter}"]}
        values[f"apart_{letter}"] = s.say("items", "groups", "difference", firm).lstrip("−")
        values[f"took_{letter}"] = minutes(list(took.values()))
    values["visits"], values["paired"] = str(visited), str(s.figures["agreement"].n)
    values["above"] = f"{float(s.value('types', 'places', 'firm-a', 'x') or 0) - 3.5:.2f}"
    (first,) = s.rows("sheet", firm="firm-d", visit="visit-1", rater="second")
    values["alone"] = f"{fmean(s.numbers(first, *PROCEDURAL)):.2f}"
    few = [sum(len(s.numbers(row, "p5")) for row in s.rows("sheet", firm=f"firm-{letter}")) for letter in "cd"]
    assert few == [2, 2]
    values["few"] = str(few[0])
    means = {n: float(s.value("items", "items", n, "firm-a") or 0) for n in PROCEDURAL + PERSONAL}
    values |= listed("x", [means[n] for n in PROCEDURAL]) | listed("y", [means[n] for n in PERSONAL])
    values["without_p5"] = f"{fmean(means[n] for n in PROCEDURAL if n != 'p5'):.2f}"
    shares = {row: float(s.value("agreement", "agreement", row) or 0) for row in ("yes-first", "yes-second", "agreed")}
    for name, share in (("first", shares["yes-first"]), ("second", shares["yes-second"])):
        values |= {f"yes_{name}": f"{40 * share:g}", f"yes_{name}_share": f"{share:.0%}"}
        values |= {f"{name}_p": f"{share:.2f}", f"{name}_q": f"{1 - share:.2f}"}
    chance = float(s.value("agreement", "agreement", "expected-agreement") or 0)
    return values | {"agreed_p": f"{shares['agreed']:.2f}", "chance_p": f"{chance:.2f}"}


def log_values(s: Sample) -> dict[str, str]:
    """What the report of the log says of its data."""
    rows, closed = s.rows("log"), [row for row in s.rows("log") if "days" in row]
    values: dict[str, str] = {}
    for n in range(1, 5):
        (count,) = s.rows("volumes", quarter=f"last-q{n}")
        logged = s.rows("log", quarter=f"last-q{n}")
        online = sum(row["channel"] == "online" for row in logged)
        values |= {f"orders_{n}": f"{int(count['orders']):,}", f"logged_{n}": str(len(logged))}
        values |= {f"online_{n}": str(online), f"rest_{n}": str(len(logged) - online)}
        values[f"rate_{n}"] = f"{1000 * len(logged) / int(count['orders']):.1f}"
        values[f"solved_{n}"] = f"{100 * int(count['solved']) / int(count['contacts']):.0f}%"
    for cause in s.figures["causes"].table("causes").rows:
        values[cause] = s.say("causes", "causes", cause, "count")
        values[f"{cause}_share"] = s.say("causes", "causes", cause, "share")
    took = {cause: [float(row["days"]) for row in closed if row["cause"] == cause] for cause in values}
    slowest = max((cause for cause in took if took[cause]), key=lambda cause: fmean(took[cause]))
    severe = Counter(row["cause"] for row in rows if row["severity"] == "3")
    support = Counter(row["service"] for row in s.rows("log", cause="support"))
    desk = s.rows("log", cause="people", service="前台收衣")
    kept = [row for row in rows if "other-cause" not in row]
    assert (slowest, severe["support"]) == ("product", 0)
    assert support["取件时间"] == support["旺季"]
    return values | {
        "both": s.say("causes", "causes", "support", "cumulative"),
        "orders": f"{s.value('per-thousand', 'rate', 'base'):,.0f}",
        "rate": f"{s.value('per-thousand', 'rate', 'rate'):.1f}",
        "first": s.say("first-contact", "ratio", "share"),
        "closed": s.say("days", "distribution", "n"),
        "open": str(len(rows) - len(closed)),
        "mean": s.say("days", "distribution", "mean"),
        "median": f"{s.value('days', 'distribution', 'median'):g}",
        "longest": f"{s.value('days', 'distribution', 'max'):g}",
        "slowest": f"{fmean(took[slowest]):.2f}",
        "confirmed": str(len(s.rows("log", confirmed="confirmed-yes"))),
        "kept": str(len(kept)),
        "differed": str(len(rows) - len(kept)),
        "kept_share": f"{100 * len(kept) / len(rows):.0f}%",
        "severe": str(severe.total()),
        "severe_people": str(severe["people"]),
        "severe_product": str(severe["product"]),
        "desk": str(len(desk)),
        "requests": str(sum("两件" not in row["words"] for row in desk)),
        "learned": str(sum("特别要求" in row.get("learning", "") for row in desk)),
        "replies": str(len(s.rows("log", cause="people", service="回复"))),
        "delivery": str(support["送回"]),
        "season": str(support["旺季"]),
        "point": f"{100 / len(rows):.0f}",
        "both_count": f"{int(values['people']) + int(values['support'])}",
        "third_to_fourth": f"{int(values['product']) - int(values['customer'])}",
        "contacts": s.say("first-contact", "ratio", "whole"),
        "solved": s.say("first-contact", "ratio", "part"),
    }


VALUES: dict[str, Callable[[Sample], dict[str, str]]] = {
    "service-visit": visit_values,
    "mystery-visit": mystery_values,
    "objection-log": log_values,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*KITS, *(f"{name}-report" for name in KITS)])
def test_every_number_of_a_page_comes_from_the_data(samples: dict[str, Sample], page: str, language: str) -> None:
    name = page.removesuffix("-report")
    check_numbers(page, language, VALUES[name](samples[name]))
