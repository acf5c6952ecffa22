"""A questionnaire as text for the import of Wenjuanxing (问卷星).

Title, introduction, then each question with its kind in brackets and an option a line, blank lines between; a scale as
`1~7`; a matrix with the steps on its first line, then a line a row. So the platform's own tools describe it
(https://github.com/wjxcom/wjx-ai-kit, seen in November 2026); nobody has tried it with an account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from courseware.assignments.form_view import FormView, Question
from courseware.assignments.instruments import Instrument, Scale
from courseware.assignments.kits import Kit
from courseware.assignments.labels import numbered
from courseware.languages import language

CHINESE = "zh"
"""The platform is in Chinese."""
SHARED = 100
"""What the platform lets people share out."""


def wenjuanxing(kit: Kit, instrument: Instrument) -> bytes:
    """The questionnaire as text for Wenjuanxing's import, in Chinese."""
    view = FormView(kit, instrument, CHINESE)
    blocks = [[_one_line(view.plain(instrument.title))]]
    about = [kit.assignment.consent] if instrument.consent else []
    about += [instrument.intro] if instrument.intro else []
    if about:
        blocks.append([_one_line(view.plain(words)) for words in about])
    questions: list[list[str]] = []
    if instrument.consent:
        words = language(CHINESE)["assignment.platform"]
        questions.append([f"{words['agree']}[单选题]", words["yes"], words["no"]])
    for page in view.pages:
        for question in page.questions:
            questions += _WENJUANXING[question.item.type](view, question)  # type: ignore[attr-defined]
    blocks += [[f"{number}. {lines[0]}", *lines[1:]] for number, lines in enumerate(questions, 1)]
    return ("\ufeff" + "\r\n\r\n".join("\r\n".join(block) for block in blocks) + "\r\n").encode()


def _one_line(words: str) -> str:
    """Words that mean nothing to the import: brackets tell the kind of a question, rules part them, `___` is a gap."""
    return re.sub("[-=_~]{2,}", "—", words.translate(str.maketrans("[]【】{}", "〔〕〔〕〔〕"))).strip()


def _asked(view: FormView, question: Question, kind: str, *more: str) -> str:
    """The first line of a question: what is asked, what has to be known for it, and its kind."""
    item = question.item
    hints = [view.plain(item.hint)] if item.hint else []
    aside = "；".join(said.rstrip("。") for said in (*hints, *more) if said)
    asked = _one_line(numbered(item.id, view.plain(item.text)) + (f"（{aside}）" if aside else ""))
    return f"{asked}[{kind}]"


def _options(view: FormView, options: Sequence[Any]) -> Iterator[str]:
    for option in options:
        yield _one_line(view.plain(option.text))


def _wjx_single(view: FormView, question: Question) -> list[list[str]]:
    return [[_asked(view, question, "单选题"), *_options(view, question.item.options)]]  # type: ignore[attr-defined]


def _wjx_multiple(view: FormView, question: Question) -> list[list[str]]:
    return [[_asked(view, question, "多选题"), *_options(view, question.item.options)]]  # type: ignore[attr-defined]


def _ends(view: FormView, scale: Scale) -> str:
    """What the steps of a scale mean."""
    return "，".join(f"{step.shown}＝{view.plain(step.label)}" for step in view.steps(scale) if step.label)


def _wjx_scale(view: FormView, question: Question) -> list[list[str]]:
    scale = view.scale(question.item.scale)  # type: ignore[attr-defined]
    if scale.na:  # a scale has numbers alone
        return [[_asked(view, question, "单选题", _ends(view, scale)), *(step.shown for step in view.steps(scale))]]
    return [[_asked(view, question, "量表题", _ends(view, scale)), f"{scale.min}~{scale.max}"]]


def _wjx_matrix(view: FormView, question: Question) -> list[list[str]]:
    item: Any = question.item
    scale = question.scale
    assert scale is not None
    stem = view.plain(scale.stem) if len(item.scales) > 1 and scale.stem else view.plain(item.text)
    # With "not applicable" it is no matrix of scores: the platform would count that as one more step.
    kind = "矩阵单选题" if scale.na else "矩阵量表题"
    steps = " ".join(_one_line(step.shown) for step in view.steps(scale))
    rows = [_one_line(numbered(row.id, view.plain(row.text))) for row in item.rows]
    asked = [[f"{_one_line(f'{stem}（{_ends(view, scale)}）')}[{kind}]", steps, *rows]]
    if item.evidence:
        asked += [[f"{row}（{view.words['evidence']}）[填空题]（选填）"] for row in rows]
    return asked


def _wjx_number(view: FormView, question: Question) -> list[list[str]]:
    item: Any = question.item
    unit = view.plain(item.unit) if item.unit else ""
    return [[_asked(view, question, "填空题", unit, view.limits(item))]]


def _wjx_text(view: FormView, question: Question) -> list[list[str]]:
    return [[f"{_asked(view, question, '填空题')}（选填）"]]


def _wjx_date(view: FormView, question: Question) -> list[list[str]]:
    return [[_asked(view, question, "填空题", language(CHINESE)["assignment.platform.day"])]]


def _wjx_sum(view: FormView, question: Question) -> list[list[str]]:
    item: Any = question.item
    total = view.words["share_sum"].format(total=item.total)
    if item.total == SHARED:
        return [[_asked(view, question, "比重题", total), *_options(view, item.shares)]]
    return [
        [f"{_one_line(view.plain(item.text))}：{share}（{total}）[填空题]"] for share in _options(view, item.shares)
    ]


_WENJUANXING = {
    "single": _wjx_single,
    "multiple": _wjx_multiple,
    "scale": _wjx_scale,
    "matrix": _wjx_matrix,
    "number": _wjx_number,
    "text": _wjx_text,
    "date": _wjx_date,
    "sum": _wjx_sum,
}
