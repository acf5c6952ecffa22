"""Instruments for survey platforms: XLSForm for KoBo, ODK and the like, and the text that Wenjuanxing (问卷星) imports.

XLSForm (https://xlsform.org) is a workbook; an instrument's form is in all languages of the assignment. Its questions
are called like the columns of our data with `_` in place of `.` and `-`, since names become XML elements there:
`t1.expectation` is `t1_expectation`; options keep their ids. Beside them it holds `response`, `instrument`, `digest`
and `recorded`, so that an export has our columns once its heads are renamed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter

from courseware.assignments.archives import reproducible
from courseware.assignments.fields import Form, Limits, form_of
from courseware.assignments.form_view import FormView, Question
from courseware.assignments.instruments import NOT_APPLICABLE, Instrument, Scale
from courseware.assignments.kits import Kit
from courseware.assignments.labels import numbered
from courseware.assignments.wenjuanxing import CHINESE, wenjuanxing
from courseware.languages import language
from courseware.validation import words_in

CREATED = datetime(2000, 1, 1)
"""No moment of a build: two builds are to be alike."""
TABLE_STEPS = 8
"""So many steps fit beside each other on a phone."""
NOT_NAMES = {"meta", "consent_group", *Instrument.FIXED}
"""Names that the form itself uses."""

Row = dict[str, str]


def platform_files(kit: Kit, code: str) -> dict[str, bytes]:
    """Every file for a platform by its name; the forms begin in this language."""
    files = {f"{one.id}.xlsform.xlsx": xlsform(kit, one, code) for one in kit.assignment.instruments}
    for one in kit.assignment.instruments:
        if one.kind == "questionnaire" and CHINESE in one.title:
            files[f"{one.id}.wjx.txt"] = wenjuanxing(kit, one)
    return files


def question_names(form: Form) -> dict[str, str]:
    """What an XLSForm calls each column: ASCII, unlike any other name of the form."""
    names: dict[str, str] = {}
    for column in form["columns"]:
        name = plain = _name(column["name"])
        number = 2
        while name in NOT_NAMES or name in names.values():
            name, number = f"{plain}_{number}", number + 1
        names[column["name"]] = name
    return names


def _name(words: str) -> str:
    name = re.sub("[^a-z0-9]", "_", words)
    return name if name[0].isalpha() else f"q_{name}"


def xlsform(kit: Kit, instrument: Instrument, code: str) -> bytes:
    """The instrument as XLSForm."""
    made = _XlsForm(kit, instrument, code)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": made.plain(instrument.title), "created": CREATED})
        for title, rows in (("survey", made.survey), ("choices", made.choices), ("settings", [made.settings])):
            sheet = book.add_worksheet(title)
            heads = list(dict.fromkeys(key for row in rows for key in row)) or ["list_name", "name", "label"]
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head)
                for number, row in enumerate(rows, 1):
                    if row.get(head):
                        sheet.write_string(number, column, row[head])
    return reproducible(file.getvalue())


class _XlsForm:
    """The three sheets of a form."""

    def __init__(self, kit: Kit, instrument: Instrument, code: str) -> None:
        self.kit = kit
        self.form = form_of(instrument, kit.scales)
        self.names = question_names(self.form)
        self.codes = list(kit.assignment.title)
        self.views = {at: FormView(kit, instrument, at) for at in self.codes}
        self.view = self.views[self.codes[0]]
        self.groups = 0
        self.survey: list[Row] = [
            {"type": "calculate", "name": "response", "calculation": "once(uuid())"},
            {"type": "calculate", "name": "instrument", "calculation": f"'{instrument.id}'"},
            {"type": "calculate", "name": "digest", "calculation": f"'{self.form['digest']}'"},
            {"type": "end", "name": "recorded"},
        ]
        self.choices: list[Row] = []
        self.lists: set[str] = set()
        title = self.plain(instrument.title, code)
        self.settings: Row = {
            "form_title": title,
            "form_id": _name(f"{kit.id}_{instrument.id}"),
            "version": self.form["digest"],
            "default_language": self._language(code if code in self.codes else self.codes[0]),
        }
        if instrument.consent:
            self._consent()
        if instrument.intro:
            self._note(instrument.intro)
        for page in self.view.pages:
            if page.title:
                self._note(page.title)
            if page.intro:
                self._note(page.intro)
            for question in page.questions:
                getattr(self, f"_{question.item.type}")(question)  # type: ignore[attr-defined]
        if instrument.consent:
            self.survey.append({"type": "end group"})

    def plain(self, words: dict[str, str], code: str = "") -> str:
        """The words in a language on one line; `${…}` would name a question."""
        said = " ".join(words_in(words, code or self.codes[0])[0].replace("**", "").split())
        return said.replace("${", "$ {")

    def _language(self, code: str) -> str:
        return f"{language(code).name} ({code})"

    def _say(self, words: dict[str, str], key: str = "label") -> Row:
        """The words in each language, as the columns of a sheet."""
        return {f"{key}::{self._language(at)}": self.plain(words, at) for at in self.codes}

    def _words(self, name: str, group: str = "assignment.platform") -> dict[str, str]:
        """The interface's words in each language."""
        return {at: str(language(at)[f"{group}.{name}"]) for at in self.codes}

    def _choose(self, name: str, choices: Iterable[tuple[str, dict[str, str]]]) -> str:
        """A list of choices; made once."""
        if name not in self.lists:
            self.lists.add(name)
            self.choices += [{"list_name": name, "name": value, **self._say(words)} for value, words in choices]
        return name

    def _add(
        self, kind: str, name: str, label: dict[str, str], hint: dict[str, str] | None = None, **more: str
    ) -> None:
        hints = self._say(hint, "hint") if hint else {}
        self.survey.append({"type": kind, "name": name, **self._say(label), **hints, **more})

    def _note(self, words: dict[str, str]) -> None:
        self.groups += 1
        self._add("note", f"note_{self.groups}_", words)

    def _group(self, label: dict[str, str], appearance: str, hint: dict[str, str] | None = None) -> None:
        """A group; hints are shown of questions alone, so that a group's is a note in it."""
        self.groups += 1
        self._add("begin group", f"group_{self.groups}_", label, appearance=appearance)
        if hint:
            self._note(hint)

    def _consent(self) -> None:
        answers = self._choose("consent_answers", [(value, self._words(value)) for value in ("yes", "no")])
        self._add(f"select_one {answers}", "consent", self.kit.assignment.consent, required="yes")
        self.survey.append({"type": "begin group", "name": "consent_group", "relevant": "${consent} = 'yes'"})

    def _asked(self, name: str, words: dict[str, str]) -> dict[str, str]:
        return {at: numbered(name, said) for at, said in words.items()}

    def _single(self, question: Question, kind: str = "select_one") -> None:
        item: Any = question.item
        name = self.names[item.id]
        listed = self._choose(f"options_{name}", [(option.id, option.text) for option in item.options])
        self._add(f"{kind} {listed}", name, self._asked(item.id, item.text), item.hint)

    def _multiple(self, question: Question) -> None:
        self._single(question, "select_multiple")

    def _steps(self, scale: Scale) -> str:
        steps = []
        for value in scale.values:
            said = scale.labels.get(str(value), {})
            steps.append((str(value), {at: f"{value} {said.get(at, '')}".strip() for at in self.codes}))
        if scale.na:
            steps.append((NOT_APPLICABLE, self._words("na", "assignment")))
        return self._choose(f"scale_{_name(scale.id)}", steps)

    def _scale(self, question: Question) -> None:
        item: Any = question.item
        kind = f"select_one {self._steps(self.kit.scales[item.scale])}"
        self._add(kind, self.names[item.id], self._asked(item.id, item.text), item.hint)

    def _matrix(self, question: Question) -> None:
        item: Any = question.item
        scale = question.scale
        assert scale is not None
        several = len(item.scales) > 1
        label = scale.stem if several and scale.stem else item.text
        fits = len(scale.values) + scale.na <= TABLE_STEPS
        steps = self._steps(scale)
        for group, rows in self.view.sections(item):
            head = {at: f"{self.plain(label, at)} {self.plain(group, at)}" for at in self.codes} if group else label
            self._group(head, "table-list" if fits else "field-list")
            for row in rows:
                self._add(
                    f"select_one {steps}", self.names[item.column(row.id, scale.id).name], self._asked(row.id, row.text)
                )
            self.survey.append({"type": "end group"})
        if item.evidence:
            self._group(self._words("evidence", "assignment"), "field-list")
            for row in item.rows:
                self._add("text", self.names[f"{row.id}.evidence"], self._asked(row.id, row.text))
            self.survey.append({"type": "end group"})

    def _number(self, question: Question) -> None:
        item: Any = question.item
        label = self._asked(item.id, item.text)
        if item.unit:
            label = {at: self._aside(at, self.plain(label, at), self.plain(item.unit, at)) for at in self.codes}
        limits = {at: view.limits(item) for at, view in self.views.items()}
        self._limited(item.id, label, item.hint, limits)

    def _limited(
        self, column: str, label: dict[str, str], hint: dict[str, str] | None, said: dict[str, str], **more: str
    ) -> None:
        """A number between its ends."""
        limits = self.form["limits"][column]
        kind = "decimal" if limits["decimals"] else "integer"
        if tests := _tests(limits):
            message = {at: words or self._words("number")[at] for at, words in said.items()}
            more = {"constraint": " and ".join(tests), **more, **self._say(message, "constraint_message")}
        self._add(kind, self.names[column], label, hint, **more)

    def _text(self, question: Question) -> None:
        item: Any = question.item
        row = self._asked(item.id, item.text)
        self._add("text", self.names[item.id], row, item.hint, appearance="multiline" if item.lines > 1 else "")

    def _date(self, question: Question) -> None:
        item = question.item
        self._add("date", self.names[item.id], self._asked(item.id, item.text), item.hint)

    def _sum(self, question: Question) -> None:
        """Once the first share is given all are asked, and the last one has to make up the total.

        Shares that asked for each other would be a circle, which ODK refuses.
        """
        item: Any = question.item
        self._group(item.text, "field-list", item.hint)
        columns = [f"{item.id}.{share.id}" for share in item.shares]
        first, *others = (f"${{{self.names[column]}}}" for column in columns)
        added = " + ".join(f"coalesce({one}, 0)" for one in (first, *others[:-1]))
        rules = {at: words.format(total=item.total) for at, words in self._words("shares").items()}
        totals = {at: words.format(total=item.total) for at, words in self._words("share_sum", "assignment").items()}
        for share, column in zip(item.shares, columns, strict=True):
            more, said = {}, rules
            if column != columns[0]:
                more = {"required": f"{first} != ''", "constraint": f". >= 0 and . <= {item.total} and {first} != ''"}
            if column == columns[-1]:
                more["constraint"] += f" and abs(. + {added} - {item.total}) < 0.000001"
                said = totals
            self._limited(column, share.text, None, said, **more)
        self.survey.append({"type": "end group"})

    def _aside(self, code: str, words: str, more: str) -> str:
        return words + str(language(code)["assignment.paper.aside"]).format(words=more)


def _tests(limits: Limits) -> list[str]:
    ends = (">=", limits.get("min")), ("<=", limits.get("max"))
    return [f". {sign} {end:g}" for sign, end in ends if end is not None]
