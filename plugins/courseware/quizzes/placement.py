"""How a page places a quiz: `/// quiz | bank` and its options, which apply to that page alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from courseware.quizzes.banks import Mode, Quiz

OPTIONS = ("questions", "draw", "mode", "source")


@dataclass(frozen=True)
class Placement:
    """The options as plain values; `wrong` are those that cannot be read, with what they may be."""

    questions: tuple[str, ...] = ()
    draw: int | None = None
    mode: str | None = None
    source: bool = False
    wrong: dict[str, str] = field(default_factory=dict, hash=False)

    def of(self, quiz: Quiz) -> Quiz:
        """The quiz as this page has it; a part of it, or one in another mode, has a memory of its own.

        Which questions are listed does not make its name: one more of them must not forget the answers to the others.
        """
        mode = self.mode or quiz.mode
        if not self.questions and self.draw is None and mode == quiz.mode:
            return quiz
        changed: dict[str, Any] = {"id": f"{quiz.id}-{mode if mode != quiz.mode else 'part'}", "mode": mode}
        if self.questions:
            changed |= {"questions": [q for q in quiz.questions if q.id in self.questions], "draw": None}
        if self.draw is not None:
            changed["draw"] = self.draw
        return replace(quiz, **changed)


def read_placement(options: Mapping[str, Any]) -> Placement:
    """The options of a block, as words of the page's source or as the Markdown library reads them."""
    written = {name: _words(value) for name, value in options.items() if value is not None}
    questions = tuple(filter(None, re.split(r"[,，、\s]+", written.get("questions", "").strip("[]［］【】"))))
    wrong = {}
    if "questions" in written and not questions:
        wrong["questions"] = "[a, b]"
    if "draw" in written and not re.fullmatch("[1-9][0-9]{0,3}", written["draw"]):
        wrong["draw"] = "1, 2, 3, …"
    if "mode" in written and written["mode"] not in get_args(Mode):
        wrong["mode"] = ", ".join(get_args(Mode))
    if written.get("source", "true") not in ("true", "false"):
        wrong["source"] = "true, false"
    return Placement(
        questions=questions,
        draw=int(written["draw"]) if "draw" in written and "draw" not in wrong else None,
        mode=written["mode"] if "mode" in written and "mode" not in wrong else None,
        source=written.get("source") == "true",
        wrong=wrong,
    )


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value).strip()
