"""The course's own assignments: their sample data, the figures computed from them, and what their pages say of both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from courseware.assignments.figures import Figures, shown
from courseware.assignments.kits import Kit, read_kits
from courseware.assignments.scoring import score
from support.reports import absent, unaccounted, words_of

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = ROOT / "tests/course/claims"
LANGUAGES = ("zh", "en")


class Sample:
    """An assignment's sample data and the figures computed from them."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.figures: dict[str, Figures] = {f.statistic: f for f in score(kit.plans, kit.sample)}

    def value(self, statistic: str, table: str, row: str, column: str = "value") -> float | str | None:
        """A figure."""
        return self.figures[statistic].table(table).value(row, column)

    def number(self, statistic: str, table: str, row: str, column: str = "value") -> float:
        """A figure that is there and a number."""
        value = self.value(statistic, table, row, column)
        assert isinstance(value, int | float)
        return float(value)

    def say(self, statistic: str, table: str, row: str, column: str = "value") -> str:
        """A figure as it is shown."""
        return shown(row if column == "value" else column, self.value(statistic, table, row, column))

    def rows(self, instrument: str, **answers: str) -> list[dict[str, str]]:
        """What was answered in the responses with these answers."""
        found = [response.answers for response in self.kit.samples[instrument]]
        return [row for row in found if all(row.get(key.replace("_", "-")) == value for key, value in answers.items())]

    def column(self, instrument: str, name: str) -> list[str]:
        """What was answered under this name, without blanks."""
        return [row[name] for row in self.rows(instrument) if name in row]

    def numbers(self, row: dict[str, str], *names: str) -> list[float]:
        """The numbers under these names, without blanks and what does not apply."""
        return [float(row[name]) for name in names if row.get(name, "na") != "na"]


def read_samples(names: Sequence[str]) -> dict[str, Sample]:
    """The assignments of these names, which have no mistakes and whose every row of sample data is used."""
    kits, problems = read_kits(ROOT, LANGUAGES)
    assert not [problem for problem in problems if any(name in problem.place.path for name in names)]
    return {name: Sample(kits[name]) for name in names}


def check_numbers(page: str, language: str, values: dict[str, str]) -> None:
    """Every number of the page is claimed: before the line of dashes by the data, after it as another."""
    claimed, other = (CLAIMS / f"{page}.{language}.txt").read_text(encoding="utf-8").split("\n---\n")
    claims = claimed.format(**values).splitlines()
    text = words_of(ROOT / f"docs/assignments/{page}{'' if language == 'zh' else f'.{language}'}.md")
    assert absent(text, claims) == []
    assert absent(text, other.splitlines()) == []
    assert unaccounted(text, claims + other.splitlines()) == []
