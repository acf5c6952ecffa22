"""Responses from several files gathered, and their figures as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courseware.assignments.figures import Figures, Table, shown
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.responses import Response, merge, read_responses
from courseware.assignments.rows import RowProblem
from courseware.assignments.scoring import score
from courseware.languages import language, width_of

GAP = "  "
REPLACED = "replaced"
"""What merging brings with it: no mistake."""
OTHER_VERSION = "other-version"


@dataclass
class Gathered:
    """The responses of all files without doubles, and by file what was not used."""

    responses: list[Response] = field(default_factory=list)
    refused: list[tuple[str, RowProblem]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether everything was used, later versions in place of earlier ones."""
        return all(problem.code == REPLACED for _, problem in self.refused)


def gather(kit: Kit, files: Mapping[str, bytes | None]) -> Gathered:
    """Read and merge files of responses, by name; None is a file that could not be opened."""
    gathered = Gathered()
    read: list[Response] = []
    file_of: dict[int, str] = {}
    for name, data in files.items():
        if data is None:
            gathered.refused.append((name, RowProblem(0, "", "unreadable")))
            continue
        reading = read_responses(data, kit)
        found = [*reading.responses, *reading.apart]
        gathered.refused += [(name, problem) for problem in reading.rejected]
        file_of |= {id(response): name for response in found}
        read += found
    kept, replaced = merge(read)
    for response in kept:
        if response.digest == kit.digests[response.instrument]:
            gathered.responses.append(response)
        else:
            problem = RowProblem(0, "response", OTHER_VERSION, response.response)
            gathered.refused.append((file_of[id(response)], problem))
    gathered.refused += [
        (file_of[id(response)], RowProblem(0, "response", REPLACED, response.response)) for response in replaced
    ]
    order = list(files)
    gathered.refused.sort(key=lambda pair: order.index(pair[0]))
    return gathered


def report(kit: Kit, gathered: Gathered, code: str) -> str:
    """The figures of all statistics in a language, how much data they are from, and what was not used."""
    labels, words = Labels(kit, code), language(code)
    parts = [[labels.say(kit.assignment.title)], list(_counts(kit, gathered.responses, labels, code))]
    for figures in score(kit.plans, gathered.responses):
        if not figures.n:
            parts.append([labels.statistic(figures.statistic), GAP + words["assignment.score.none"]])
        for table in figures.tables if figures.n else ():
            parts.append([labels.table(figures.statistic, table.name), *_table(figures, table, labels)])
            if figures.is_small:
                parts[-1].append(words["assignment.small"].format(n=figures.n, least=figures.least))
    if gathered.refused:
        head = words["assignment.score.refused"].format(count=len(gathered.refused))
        parts.append([head, *(GAP + _reason(file, problem, code) for file, problem in gathered.refused)])
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts) + "\n"


def _counts(kit: Kit, responses: Sequence[Response], labels: Labels, code: str) -> Iterator[str]:
    words = language(code)["assignment.score"]
    yield words["used"]
    for name, instrument in kit.instruments.items():
        count = sum(response.instrument == name for response in responses)
        yield GAP + words["count"].format(title=labels.say(instrument.title), count=count)


def _table(figures: Figures, table: Table, labels: Labels) -> Iterator[str]:
    """The table in columns, numbers flush right."""
    name = figures.statistic
    head = ["", *(labels.column(name, table.name, column) for column in table.columns)]
    lines = [] if table.columns == ("value",) else [head]
    for row, values in zip(table.rows, table.values, strict=True):
        cells = []
        for column, value in zip(table.columns, values, strict=True):
            text = shown(row if column == "value" else column, value)
            cells.append(labels.quadrant(name, value) if isinstance(value, str) else text)
        lines.append([labels.row(name, table.name, row), *cells])
    widths = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    for first, *others in lines:
        padded = [" " * (width - width_of(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)]
        yield GAP + GAP.join([first + " " * (widths[0] - width_of(first)), *padded])


def _reason(file: str, problem: RowProblem, code: str) -> str:
    """Where something was not used, and why."""
    words = language(code)["assignment"]
    reason = words["rejected"][problem.code].format(column=printable(problem.column), value=printable(problem.value))
    place = "row" if problem.row else "response" if problem.code == OTHER_VERSION else "file"
    values = {"row": problem.row, "response": problem.value, "reason": reason}
    return str(words["score"][place].format(file=printable(file), **values))


def printable(text: str) -> str:
    """On one line, without characters that a terminal obeys or that turn the direction of writing."""
    return "".join(
        " " if character == "\n" else character for character in text
        if character == "\n" or not unicodedata.category(character).startswith("C")
    )  # fmt: skip
