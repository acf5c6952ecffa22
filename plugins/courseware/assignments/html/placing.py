"""Assignments on pages: all parts under headings, or one of them where the author puts it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from courseware.assignments.downloads import FOLDER
from courseware.assignments.figures import Figures, Table, shown
from courseware.assignments.form_view import FormView
from courseware.assignments.instruments import Instrument
from courseware.assignments.kits import Kit
from courseware.assignments.placement import PARTS
from courseware.assignments.scoring import score
from courseware.assignments.wording import Wording
from courseware.languages import language
from courseware.rendering import PageContext, render
from courseware.validation import words_in

FILE_GROUPS = {
    "print": ("task", "instrument", "report", "rubric", "letter"),
    "compute": ("workbook", "workbook-sample", "sample"),
    "platforms": ("xlsform", "wjx"),
}
"""Kinds of files under the headings of the list."""


class Download(NamedTuple):
    """A file of the list: what it is, what for, and how large."""

    title: str
    purpose: str
    link: str
    name: str
    """What it is called when it is saved."""
    form: str
    size: str


def place_assignment(context: PageContext, name: str, options: Mapping[str, Any]) -> str:
    """The assignment as the page places it; nothing where there is none of that name."""
    kit = context.course.assignments.get(name)
    part = options.get("part")
    if kit is None or part not in (None, *PARTS):  # which has been reported
        return ""
    return render(
        "assignment.html",
        context.language.code,
        parts=PARTS if part is None else (part,),
        headings=part is None,
        kit=kit,
        a=kit.assignment,
        view=PartsView(context, kit),
    )


class PartsView(Wording):
    """What the templates ask for."""

    def __init__(self, context: PageContext, kit: Kit) -> None:
        super().__init__(kit, context.language.code)
        self.context = context
        self.folder = f"{FOLDER}/{kit.id}"

    @property
    def data(self) -> str:
        """The address of the data for scripts; nothing where they were not made."""
        made = (path for path in self.context.made if posixpath.dirname(path) == self.folder)
        path = next((path for path in made if posixpath.basename(path).startswith("kit.")), None)
        return self.context.address(path) if path else ""

    @property
    def is_report(self) -> bool:
        """Whether this is the sample report, which is about the sample data whatever the device holds."""
        return posixpath.basename(self.context.uri) == f"{self.kit.id}-report.md"

    @property
    def forms(self) -> list[FormView]:
        """Every instrument."""
        return [FormView(self.kit, instrument, self.code) for instrument in self.kit.assignment.instruments]

    @property
    def figures(self) -> list[Figures]:
        """The figures of the sample data; none where there are no sample data."""
        return score(self.kit.plans, self.kit.sample) if self.kit.sample else []

    def caption(self, figures: Figures, table: Table) -> str:
        """What a table shows, and of which data."""
        said = str(self.words["sample_caption"]).format(count=figures.n)
        part = self.labels.part(figures.statistic, table.name)
        return f"{part}{language(self.code)['colon']}{said}" if part else said[:1].upper() + said[1:]

    def value(self, figures: Figures, table: Table, row: str, column: str) -> str:
        """A figure as it is shown."""
        value = table.value(row, column)
        if isinstance(value, str):
            return self.labels.quadrant(figures.statistic, value)
        return shown(row if column == "value" else column, value)

    @property
    def downloads(self) -> list[tuple[str, list[Download]]]:
        """The files that were made, in groups; a group without any is left out."""
        groups = [
            (str(self.words["file_groups"][group]), [file for kind in kinds for file in self._files(kind)])
            for group, kinds in FILE_GROUPS.items()
        ]
        return [(title, files) for title, files in groups if files]

    def _files(self, kind: str) -> Iterator[Download]:
        title, purpose = self.words["files"][kind]
        for name, instrument in self._names(kind):
            path = f"{self.folder}/{name}"
            if path in self.context.made:
                about = words_in(instrument.title, self.code)[0] if instrument else ""
                yield Download(
                    title.format(title=about),
                    purpose,
                    self.context.link(path),
                    f"{self.kit.id}-{name}",
                    posixpath.splitext(name)[1][1:].upper(),
                    self.words["size"].format(size=max(1, round(self.context.made[path] / 1024))),
                )

    def _names(self, kind: str) -> list[tuple[str, Instrument | None]]:
        """The files of a kind, with the instrument that each is of."""
        endings = {
            "instrument": ".docx",
            "sample": ".sample.csv",
            "xlsform": ".xlsform.xlsx",
            "wjx": ".wjx.txt",
        }
        if kind in endings:
            return [(f"{one.id}{endings[kind]}", one) for one in self.kit.assignment.instruments]
        return [(f"{kind}.{'xlsx' if kind.startswith('workbook') else 'docx'}", None)]
