"""Questions as the templates see them: what stands in the form, in the page's language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from courseware.languages import language
from courseware.quizzes.banks import Case
from courseware.quizzes.expressions import instance
from courseware.quizzes.expressions import show as shown
from courseware.quizzes.grading import digest_of, key_of
from courseware.quizzes.html import passages
from courseware.quizzes.numeric import Numeric
from courseware.quizzes.parts import MARK, QuestionBase, WithFeedback, identity_of
from courseware.quizzes.questions import Essay, Hotspot, Matching, Ordering, Scale
from courseware.rendering import inline, spoken
from courseware.validation import words_in

Text = dict[str, str]
Picture = Callable[[Hotspot], Markup]


@dataclass(frozen=True)
class Asked:
    """A question as it stands in a quiz."""

    question: QuestionBase
    name: str
    """Its name in the quiz: its id, or `bank.id` in a quiz that draws from banks."""
    case: Case | None = None
    objective: tuple[str, Text] | None = None
    """Its objective's id and words."""
    edit: str = ""
    """The address of its line in the repository, if known."""
    source: str = ""
    """Its YAML, where a page shows it."""

    @property
    def case_name(self) -> str:
        """The case's id, with the bank's before it where the question's name has it."""
        bank, dot, _ = self.name.rpartition(".")
        return f"{bank}{dot}{self.case.id}" if self.case else ""


def as_json(value: Any) -> str:
    """Plain data for an attribute."""
    # An ampersand would be taken for the beginning of an entity when the page is written.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("&", "\\u0026")


def plain_number(value: float) -> int | float:
    """A whole number without a point."""
    return int(value) if value == int(value) else value


def letter(index: int) -> str:
    """A, B … Z, AA, AB …: as CSS counts `upper-alpha`."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def scrambled(question: Ordering) -> list[Any]:
    """The items in an order that is the same in every build and language, and never the right one."""
    items = sorted(question.items, key=lambda item: _scatter(item.identity))
    return items if items != question.items else items[1:] + items[:1]


def right_sides(question: Matching) -> list[tuple[str, Text]]:
    """All right sides by identity, each once, in an order that gives nothing away and is the same everywhere."""
    sides = [pair.right for pair in question.pairs] + list(question.distractors)
    return sorted({identity_of(None, side): side for side in sides}.items(), key=lambda side: _scatter(side[0]))


def _scatter(identity: str) -> bytes:
    return hashlib.sha256(identity.encode()).digest()


class View:
    """A question with what the templates ask for; `number` is its place in the quiz."""

    def __init__(self, asked: Asked, quiz: str, code: str, number: int | None = None, picture: Picture | None = None):
        self.asked = asked
        self.q: Any = asked.question
        self.type = asked.question.type
        self.quiz = quiz
        self.id = f"{quiz}.{asked.name}"
        self.code = code
        self.words = language(code)["quiz"]
        self.number = number
        self.picture = picture
        self.key = key_of(asked.question)

    @property
    def key_json(self) -> str:
        """The key for the browser."""
        return as_json(self.key)

    @property
    def tags_json(self) -> str:
        """The tags for the browser."""
        return as_json(self.q.tags)

    @property
    def digest(self) -> str:
        """By which saved answers are kept or dropped."""
        return digest_of(self.q, self.key)

    @property
    def points(self) -> int | float:
        """What the question counts."""
        return plain_number(self.q.points)

    @property
    def label(self) -> str:
        """Its type and what it counts; for an essay, how long it may be."""
        said = [self.words["types"][self.type]]
        if self.points != 1 and not isinstance(self.q, Essay | Scale):
            said.append(self.in_points(self.points))
        if isinstance(self.q, Essay) and self.code in self.q.length:
            said.append(self.words["at_most"].format(count=self.q.length[self.code]))
        return " · ".join(said)

    @property
    def feedback(self) -> Text | None:
        """What is said after any answer."""
        return self.q.feedback if isinstance(self.q, WithFeedback) else None

    def in_points(self, points: float) -> str:
        """`1 point`, `2 points`."""
        return str(self.words["one_point" if points == 1 else "points"]).format(points=points)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of the first attempt, by their names in the question's words."""
        if not isinstance(self.q, Numeric) or self.key is None or "parameters" not in self.key:
            return {}
        drawn = instance(self.key, 0)
        ends = {name: drawn["key"][name] for name in ("answer", "min", "max") if name in drawn["key"]}
        numbers = ends | {name: shown(value) for name, value in drawn["names"].items()}
        return {name: passages.with_minus(number) for name, number in numbers.items()}

    def number_span(self, name: str) -> Markup:
        """A number that is another one in each attempt."""
        return Markup('<span data-parameter="{}">{}</span>').format(name, self.numbers[name])

    def say(self, text: Text) -> Markup:
        """The words in the page's language, with this question's numbers in them."""
        words = spoken(text, self.code)
        if not self.numbers:
            return words
        # A mark holds no character that means anything to HTML, and none of `**strong**`.
        html = MARK.sub(lambda mark: self.number_span(mark[1]) if mark[1] in self.numbers else mark[0], str(words))
        return Markup(html)  # noqa: S704 - escaped by `spoken`

    def plain(self, text: Text) -> str:
        """The words for where no element can stand."""
        return " ".join(words_in(text, self.code)[0].replace("**", "").split())

    def spoken_in(self, text: Text) -> tuple[str, str]:
        """The words as written, and the tag of their language when it is not the page's."""
        words, found = words_in(text, self.code)
        return words, "" if found == self.code else language(found).tag

    @property
    def stem_line(self) -> str:
        """The stem for lists."""
        stem, _ = words_in(self.q.stem, self.code)
        return passages.on_one_line(MARK.sub(lambda mark: self.numbers.get(mark[1], mark[0]), stem))

    @property
    def order(self) -> list[Any]:
        """The items of an ordering as they are asked."""
        return scrambled(self.q)

    @property
    def right_sides(self) -> list[tuple[str, Text]]:
        """The right sides of a matching as they are asked."""
        return right_sides(self.q)

    @property
    def is_one_region(self) -> bool:
        """Whether one region alone is to be found."""
        return [region.correct for region in self.q.regions].count(True) == 1

    def keyboard(self, rule: Any) -> str:
        """Numbers alone, unless the answer may need the minus that such keyboards lack."""
        return "text" if any(sign in f"{rule.answer}{rule.min}" for sign in "-−－–") else "decimal"

    @cached_property
    def blanks(self) -> dict[str, tuple[int, Any]]:
        """The blanks of a cloze with their numbers, by id."""
        return {blank.id: (number, blank) for number, blank in enumerate(self.q.blanks, 1)}

    def accepted(self, rule: Any) -> list[tuple[str, str]]:
        """The accepted answers in the page's language, else in the first, each with its language."""
        code = self.code if self.code in rule.accept else next(iter(rule.accept))
        return [(code, answer) for answer in rule.accept[code]]

    @cached_property
    def blank_size(self) -> int:
        """One width for all gaps of a question, so that none tells how long its answer is."""
        accepted = [answer for _, blank in self.blanks.values() if blank.accept for _, answer in self.accepted(blank)]
        return min(max([6, *(sum(2 if ord(c) > 0x2E7F else 1 for c in a) + 1 for a in accepted)]), 24)

    def fill(self, words: str, gap: Callable[[str], Markup]) -> Markup:
        """Words of a cloze with its gaps; `gap` makes the one with an id."""
        html = MARK.sub(lambda mark: gap(mark[1]) if mark[1] in self.blanks else mark[0], str(inline(words)))
        return Markup(html)  # noqa: S704 - escaped by `inline`

    @cached_property
    def phrases(self) -> dict[str, Markup]:
        """The words of each phrase of a highlight."""
        words, tag = self.spoken_in(self.q.text)
        found = {piece.phrase: inline(piece.words) for piece in passages.phrases(words) if piece.phrase}
        return {name: Markup('<span lang="{}">{}</span>').format(tag, w) if tag else w for name, w in found.items()}
