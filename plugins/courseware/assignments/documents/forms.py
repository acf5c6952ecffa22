"""An instrument on paper: to be printed and filled in with a pen."""

from __future__ import annotations

from typing import Any

from docx.shared import Cm
from docx.text.paragraph import Paragraph

from courseware.assignments.documents.paper import BLANK, BOX, SHORT_TABLE, Paper, Words, boxed, centred, width_of
from courseware.assignments.form_view import FormView, Question, Step
from courseware.assignments.instruments import Instrument, MatrixItem, Scale
from courseware.assignments.kits import Kit
from courseware.assignments.labels import numbered
from courseware.languages import language

LINE = 76
"""How many letters fit a line."""
MOST_COLUMNS = 4
"""Options beside each other, where they do not fit one line."""
STEP, NOT_APPLICABLE, EVIDENCE = 0.8, 1.4, 5.2
"""Widths in centimetres: a step of a scale, "not applicable", room for what was seen."""
WRITING = 1.0
"""How high a row is that is written in, in centimetres."""


def form(kit: Kit, instrument: Instrument, code: str) -> bytes:
    """The instrument as .docx."""
    return _Form(kit, instrument, code).save()


class _Form(Paper):
    def __init__(self, kit: Kit, instrument: Instrument, code: str) -> None:
        self.view = FormView(kit, instrument, code)
        super().__init__(self.view.plain(instrument.title), code)
        self.half: Paragraph | None = None
        """A line whose other half is free."""
        self.labels: dict[str, Any] = language(code)["assignment"]
        self.title(instrument.title)
        if instrument.consent:
            boxed(self.paragraph({at: f"{BOX} {words}" for at, words in kit.assignment.consent.items()}))
        self.paragraph(self.labels["respondent"])
        if instrument.intro:
            self.paragraph(instrument.intro)
        for number, page in enumerate(self.view.pages):
            rows = [len(one.item.rows) for one in page.questions if isinstance(one.item, MatrixItem)]
            if page.title:
                self.heading(page.title, new_page=number > 0 and max(rows, default=0) >= SHORT_TABLE)
            if page.intro:
                self.paragraph(page.intro, keep=True)
            self.half = None
            for question in page.questions:
                if question.item.type not in ("number", "date"):  # type: ignore[attr-defined]
                    self.half = None
                getattr(self, f"_{question.item.type}")(question)  # type: ignore[attr-defined]

    def _ask(self, question: Question, more: str = "") -> None:
        """The question and its hint, held on the page of what is answered."""
        item = question.item
        asked = {at: numbered(item.id, words) for at, words in item.text.items()}
        self.paragraph({at: f"{words}{more}" for at, words in asked.items()}, keep=True, bold=True)
        if item.hint:
            self.hint(item.hint)

    def _single(self, question: Question, mark: str = "") -> None:
        self._ask(question, mark)
        options = [f"{BOX}\u00a0{self.say(option.text)}" for option in question.item.options]  # type: ignore[attr-defined]
        line = "\u2003".join(options)
        if width_of(line) <= LINE:
            self.paragraph(line)
            return
        columns = min(MOST_COLUMNS, max(1, LINE // (max(map(width_of, options)) + 2)))
        for start in range(0, len(options), columns):
            is_last = start + columns >= len(options)
            beside = "\t".join(options[start : start + columns])
            made = self.paragraph(beside, "Normal" if is_last else "Option", keep=not is_last)
            for column in range(1, columns):
                made.paragraph_format.tab_stops.add_tab_stop(Cm(column * self.width / columns))

    def _multiple(self, question: Question) -> None:
        self._single(question, self._aside(self.labels["any_number"]))

    def _scale(self, question: Question) -> None:
        self._ask(question)
        scale = self.view.scale(question.item.scale)  # type: ignore[attr-defined]
        steps = self.view.steps(scale)
        self._key(scale, self.words["circle_one"])
        table = self.grid([min(1.5, self.width / len(steps))] * len(steps))
        centred(self.row(table, [self._shown(step) for step in steps]))
        self.end(table)

    def _matrix(self, question: Question) -> None:
        item, scale = question.item, question.scale
        assert isinstance(item, MatrixItem)
        assert scale is not None
        if len(item.scales) > 1 and scale.stem:
            self.paragraph(scale.stem, keep=True, bold=True)
        else:
            self._ask(question)
        self._key(scale, self.words["circle_na" if scale.na else "circle"])
        steps = self.view.steps(scale)
        narrow = [NOT_APPLICABLE if one.value == "na" else STEP for one in steps]
        narrow += [EVIDENCE] if item.evidence else []
        table = self.grid([self.width - sum(narrow), *narrow])
        heads: list[Words] = [self.labels["figures"]["head"]]
        heads += [self.labels["na_short"] if one.value == "na" else one.shown for one in steps]
        more: list[Words] = [self.labels["evidence"]] if item.evidence else []
        centred(self.row(table, [*heads, *more], head=True)[1:])
        for group, rows in self.view.sections(item):
            if group:
                self.band(table, group)
            for row in rows:
                asked = {at: numbered(row.id, words) for at, words in row.text.items()}
                marks: list[Words] = [BOX if one.value == "na" else one.shown for one in steps]
                cells = self.row(table, [asked, *marks, *([""] if more else [])], least=WRITING if more else 0)
                centred(cells[1 : len(steps) + 1])
        self.end(table)

    def _number(self, question: Question) -> None:
        item: Any = question.item
        limits = self.view.limits(item)
        unit = f" {self.say(item.unit)}" if item.unit else ""
        self._line(question, f"{BLANK}{unit}{self._aside(limits) if limits else ''}")

    def _date(self, question: Question) -> None:
        blanks = {"year": "_" * 6, "month": "_" * 4, "month_name": "_" * 10, "day": "_" * 4}
        self._line(question, str(language(self.code)["date"]).format(**blanks))

    def _line(self, question: Question, room: str) -> None:
        """A question that is answered behind it; two short ones stand beside each other."""
        item = question.item
        asked = numbered(item.id, self.say(item.text))
        answered = f"{language(self.code)['colon']}{room}"
        short = item.hint is None and width_of(asked + answered) <= LINE // 2
        if short and self.half is not None:
            made, self.half = self.half, None
            self.write(made, "\t")
        else:
            made = self.paragraph(keep=item.hint is not None)
            made.paragraph_format.tab_stops.add_tab_stop(Cm(self.width / 2))
            self.half = made if short else None
        self.write(made, asked, bold=True)
        self.write(made, answered)
        if item.hint:
            self.paragraph(item.hint, "Hint")

    def _text(self, question: Question) -> None:
        self._ask(question)
        self.lines(question.item.lines)  # type: ignore[attr-defined]
        self.space()

    def _sum(self, question: Question) -> None:
        item: Any = question.item
        self._ask(question)
        heads = [self.labels["figures"]["head"], self.words["points"]]
        rows: list[list[Words]] = [[share.text, ""] for share in item.shares]
        self.table(heads, [*rows, [self.words["total"], str(item.total)]], (self.width - 4, 4))

    def _key(self, scale: Scale, how: str) -> None:
        """What the steps mean and how they are marked."""
        means = self.words["means"]
        said = [
            means.format(step=step.shown, label=self.say(step.label)) for step in self.view.steps(scale) if step.label
        ]
        self.hint("\u2003".join([*said, how]))

    def _aside(self, words: str) -> str:
        return str(self.words["aside"]).format(words=words)

    def _shown(self, step: Step) -> str:
        return f"{BOX} {step.shown}" if step.value == "na" else step.shown
