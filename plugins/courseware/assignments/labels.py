"""What rows and columns of figures and of data are called: ids become the words of the assignment or of the page."""

from __future__ import annotations

import re
from typing import Any

from courseware.assignments.instruments import Column, MatrixItem, SingleItem, SumItem
from courseware.assignments.kits import Kit
from courseware.languages import language
from courseware.validation import words_in

CODE = re.compile(r"[a-z]\d*")
"""Ids that are shown before the words: `h1`, `a`."""


def numbered(name: str, words: str) -> str:
    """The words, with the id before them where it is a code that people say: `H1 …`."""
    return f"{name.upper()} {words}" if CODE.fullmatch(name) else words


class Labels:
    """The labels of one assignment in one language, as plain text."""

    def __init__(self, kit: Kit, code: str) -> None:
        self.kit = kit
        self.words: dict[str, Any] = language(code)["assignment.figures"]
        self.code = code
        self.statistics: dict[str, Any] = {statistic.id: statistic for statistic in kit.assignment.statistics}
        self.groups = {group.id: self.say(group.text) for group in kit.assignment.groups}

    def say(self, text: dict[str, str]) -> str:
        """Words of the assignment on one line, without marks."""
        return " ".join(words_in(text, self.code)[0].replace("**", "").split())

    def statistic(self, name: str) -> str:
        """The statistic's title."""
        return self.say(self.statistics[name].title)

    def table(self, name: str, table: str) -> str:
        """What a table of the statistic shows: the statistic's title, and more where it has several tables."""
        more = self.part(name, table)
        return f"{self.statistic(name)}{self.words['part'].format(part=more)}" if more else self.statistic(name)

    def part(self, name: str, table: str) -> str:
        """What tells the table from the statistic's others; nothing where it is the only one."""
        return str(self.words["tables"][self.statistics[name].use].get(table, ""))

    def row(self, name: str, table: str, row: str) -> str:
        """A row of the statistic's table."""
        s = self.statistics[name]
        if s.use == "means":
            if table == "groups" and row == "difference":
                return self._difference(*(self.groups[group] for group in s.groups))
            return self.groups[row] if table == "groups" else self.item_column(s.instrument, row)
        if s.use == "gaps" and table == "groups":
            return self.groups.get(row) or self._word("rows", row, s)
        if s.use in ("gaps", "importance-performance") and table != "thresholds":
            rows = {one.id: numbered(one.id, self.say(one.text)) for one in self._item(s, s.matrix).rows}
            return rows[row]
        if s.use in ("quadrants", "pareto"):
            options = self._options(s, s.by if s.use == "quadrants" else s.item)
            return options.get(row) or self._word("rows", row, s)
        return self._word("rows", row, s)

    def column(self, name: str, table: str, column: str) -> str:  # noqa: ARG002 - asked for as rows are
        """A column of the statistic's table."""
        s = self.statistics[name]
        if s.use == "means" and s.by:
            options = self._options(s, s.by)
            if column == "difference":
                return self._difference(*reversed(options.values()))
            return options[column]
        if s.use == "quadrants" and column in ("x", "y"):
            return self.groups[s.x if column == "x" else s.y]
        return self._word("columns", column, s)

    def quadrant(self, name: str, value: str) -> str:
        """A quadrant of the statistic."""
        s = self.statistics[name]
        if s.use == "quadrants":
            return self.say(getattr(s.names, value.replace("-", "_")))
        return str(self.words["quadrants"][value])

    def quadrants(self, name: str) -> dict[str, str]:
        """All quadrants of the statistic by id; none where it has none."""
        use = self.statistics[name].use
        if use == "quadrants":
            ids = ["high-high", "high-low", "low-high", "low-low"]
        else:
            ids = list(self.words["quadrants"]) if use == "importance-performance" else []
        return {one: self.quadrant(name, one) for one in ids}

    def item_column(self, instrument: str, name: str) -> str:
        """A column of the data."""
        column = next(one for one in self.kit.instruments[instrument].columns() if one.name == name)
        return self.data_column(instrument, column)

    def data_column(self, instrument: str, column: Column) -> str:
        """A column of the data: what is asked, and which part of it."""
        asked, part = self._asked(instrument, column)
        return f"{asked} · {part}" if part else asked

    def _asked(self, instrument: str, column: Column) -> tuple[str, str]:
        for item in self.kit.instruments[instrument].items():
            if isinstance(item, MatrixItem):
                for row in item.rows:
                    if row.id == column.item:
                        return numbered(row.id, self.say(row.text)), self._part(column.part)
            elif item.id == column.item:
                shares = {share.id: self.say(share.text) for share in item.shares} if isinstance(item, SumItem) else {}
                return numbered(item.id, self.say(item.text)), shares.get(column.part, "")
        raise KeyError(column.name)

    def _part(self, part: str) -> str:
        if part in self.kit.scales:
            return self.say(self.kit.scales[part].title)
        return str(self.words["evidence"]) if part else ""

    def _item(self, s: Any, name: str) -> Any:
        return self.kit.instruments[s.instrument].item(name)

    def _options(self, s: Any, name: str) -> dict[str, str]:
        """The options of a choice, or the numbers of a rating, by id."""
        item = self._item(s, name)
        assert isinstance(item, SingleItem)
        return {option.id: self.say(option.text) for option in item.options}

    def _difference(self, first: str, second: str) -> str:
        return str(self.words["difference"]).format(first=first, second=second)

    def _word(self, kind: str, name: str, s: Any) -> str:
        """The page's own word, for this use where it has one of its own; what it says of the statistic is filled in."""
        words = self.words[kind]
        found = words.get(f"{s.use}.{name}", words.get(name, name))
        return str(found).format(**self._about(s)) if "{" in found else str(found)

    def _about(self, s: Any) -> dict[str, str]:
        """What words may say of the statistic."""
        if s.use == "agreement":
            first, second = self._options(s, s.rater).values()
            return {"first": first, "second": second, "within": f"{s.within:g}", "threshold": f"{s.threshold:g}"}
        if s.use == "rate":
            return {"per": f"{s.per:,}", "base": self.say(self.kit.instruments[s.base_instrument].item(s.base).text)}
        if s.use == "ratio":
            return {"part": self.say(self._item(s, s.part).text), "whole": self.say(self._item(s, s.whole).text)}
        if s.use == "importance-performance":
            return {"midpoint": f"{s.midpoint:g}"}
        return {}
