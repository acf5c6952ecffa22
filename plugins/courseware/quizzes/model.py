"""Quiz banks: `quizzes/<id>.yml`, every language of a question in one place so that keys exist once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from courseware.problems import Place, Problem
from courseware.sources import Document, Key
from courseware.validation import Id, Strict, Text, Worded, doubles, known_languages, validate

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
BLANK = re.compile(r"\[\[([a-z0-9-]+)\]\]")


def _identity(own: str | None, text: dict[str, str]) -> str:
    """The author's id, or the digest of the words in the course's first language."""
    return own or hashlib.sha256(next(iter(text.values())).encode()).hexdigest()[:8]


class Option(Worded):
    """One option of a choice; feedback says why it is right or wrong."""

    id: Id | None = None
    correct: bool = False
    feedback: Text | None = None

    @property
    def identity(self) -> str:
        """What saved answers call this option."""
        return _identity(self.id, self.text)


class Pair(Strict):
    """Two things that belong together."""

    id: Id | None = None
    left: Text
    right: Text

    @property
    def identity(self) -> str:
        """What saved answers call this pair."""
        return _identity(self.id, self.left)


Accepted = Annotated[
    dict[str, Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]],
    BeforeValidator(known_languages),
]
"""Accepted answers by language code; the course's first language is always there."""


class Blank(Strict):
    """A gap of a cloze: it is marked in the stem as `[[id]]`; every answer listed counts as right."""

    id: Id
    accept: Accepted


class Category(Worded):
    """A box that items are sorted into."""

    id: Id


class Item(Worded):
    """A thing to sort, and the id of the category it belongs to."""

    id: Id | None = None
    category: Id

    @property
    def identity(self) -> str:
        """What saved answers call this item."""
        return _identity(self.id, self.text)


class TrueFalseFeedback(Strict):
    """What is said to who answered true, and to who answered false."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    if_true: Text = Field(alias="true")
    if_false: Text = Field(alias="false")


class Level(Worded):
    """A level of a criterion and the points it gives."""

    points: Annotated[int, Field(ge=0)]


class Criterion(Strict):
    """A line of a rubric; `points` is what the best work gets."""

    id: Id
    criterion: Text
    points: Annotated[int, Field(gt=0)]
    levels: Annotated[list[Level], Field(min_length=1)]


class QuestionBase(Strict):
    """What every question has."""

    id: Id
    type: str
    stem: Text
    objective: Id | None = None
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    bloom: Bloom | None = None
    tags: list[str] = Field(default_factory=list)
    points: Annotated[float, Field(gt=0, le=1000)] = 1
    hint: Text | None = None
    solution: Text | None = None


class Single(QuestionBase):
    """One option is right."""

    type: Literal["single"]
    options: Annotated[list[Option], Field(min_length=2)]
    feedback: Text | None = None

    @model_validator(mode="after")
    def _one_key(self) -> Single:
        right = sum(option.correct for option in self.options)
        if right != 1:
            raise PydanticCustomError("problem", "{code}", {"code": "quiz-single-key", "count": right})
        return self


class Multiple(QuestionBase):
    """Several options are right, but not all."""

    type: Literal["multiple"]
    options: Annotated[list[Option], Field(min_length=2)]
    feedback: Text | None = None

    @model_validator(mode="after")
    def _any_key(self) -> Multiple:
        right = sum(option.correct for option in self.options)
        if not 1 < right < len(self.options):
            raise PydanticCustomError("problem", "{code}", {"code": "quiz-multiple-key", "count": right})
        return self


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    type: Literal["true-false"]
    answer: bool
    feedback: TrueFalseFeedback | None = None


class Matching(QuestionBase):
    """Each left side has its right side; distractors are right sides that belong to none."""

    type: Literal["matching"]
    pairs: Annotated[list[Pair], Field(min_length=2)]
    distractors: list[Text] = Field(default_factory=list)
    feedback: Text | None = None


class Cloze(QuestionBase):
    """A text with gaps."""

    type: Literal["cloze"]
    blanks: Annotated[list[Blank], Field(min_length=1)]
    feedback: Text | None = None

    @model_validator(mode="after")
    def _every_blank_in_every_language(self) -> Cloze:
        ids = [blank.id for blank in self.blanks]
        for language, words in self.stem.items():
            marked = BLANK.findall(words)
            if sorted(marked) != sorted(ids):
                missing = ", ".join(sorted(set(ids) ^ set(marked))) or ", ".join(marked)
                raise PydanticCustomError(
                    "problem", "{code}", {"code": "quiz-blanks", "language": language, "blanks": missing}
                )
        return self


class Categorize(QuestionBase):
    """Items to sort into categories."""

    type: Literal["categorize"]
    categories: Annotated[list[Category], Field(min_length=2)]
    items: Annotated[list[Item], Field(min_length=2)]
    feedback: Text | None = None

    @model_validator(mode="after")
    def _known_categories(self) -> Categorize:
        known = {category.id for category in self.categories}
        for item in self.items:
            if item.category not in known:
                raise PydanticCustomError(
                    "problem",
                    "{code}",
                    {"code": "quiz-category", "category": item.category, "allowed": ", ".join(sorted(known))},
                )
        return self


class Essay(QuestionBase):
    """Free writing, scored by the writer against a rubric before the model answer is shown."""

    type: Literal["essay"]
    tasks: list[Text] = Field(default_factory=list)
    rubric: Annotated[list[Criterion], Field(min_length=1)]
    model_answer: Text


Question = Annotated[Single | Multiple | TrueFalse | Matching | Cloze | Categorize | Essay, Field(discriminator="type")]
QUESTION_TYPES: dict[str, type[QuestionBase]] = {
    get_args(model.model_fields["type"].annotation)[0]: model
    for model in (Single, Multiple, TrueFalse, Matching, Cloze, Categorize, Essay)
}


class QuizHead(Strict):
    """A bank's own keys; its questions are checked one by one, so that one mistake hides no other."""

    title: Text
    pass_mark: Annotated[float, Field(alias="pass", ge=0, le=100)] = 60
    questions: Annotated[list[Any], Field(min_length=1)]


class Quiz(BaseModel):
    """A bank of questions; `pass_mark` is in per cent of the points."""

    model_config = ConfigDict(frozen=True)

    id: str
    path: str
    title: dict[str, str]
    pass_mark: float
    questions: list[Question]
    sound: bool
    """Whether nothing is wrong with it by itself."""
    objective_places: dict[str, Place]
    """Where each question names its objective, by the question's id."""


def _question(document: Document, index: int, languages: Sequence[str]) -> tuple[Any, list[Problem]]:
    data = document.data["questions"][index]
    base = ("questions", index)
    if not isinstance(data, dict):
        return None, [Problem("not-a-mapping", document.place(*base), {"key": f"questions[{index + 1}]"})]
    kind = str(data.get("type", ""))
    if kind not in QUESTION_TYPES:
        place = document.place(*base, "type") if "type" in data else document.place(*base)
        allowed = ", ".join(QUESTION_TYPES)
        return None, [Problem("not-one-of", place, {"key": "type", "value": str(kind or "–"), "allowed": allowed})]
    return validate(QUESTION_TYPES[kind], document, languages, base)


def _double_parts(question: QuestionBase, document: Document, base: Key) -> list[Problem]:
    """Parts of a question that saved answers could not tell apart."""
    problems = []
    for name in ("options", "pairs", "blanks", "categories", "items"):
        parts = getattr(question, name, [])
        ids = [str(getattr(part, "identity", part.id)) for part in parts]
        problems += doubles(ids, partial(document.place, *base, name))
    return problems


def read_quiz(document: Document, name: str, languages: Sequence[str]) -> tuple[Quiz | None, list[Problem]]:
    """The bank in `document`, with every question that can be used, and the problems of the others."""
    head, problems = validate(QuizHead, document, languages)
    listed = document.data.get("questions") if isinstance(document.data, dict) else None
    questions = []
    for index in range(len(listed) if isinstance(listed, list) else 0):
        question, more = _question(document, index, languages)
        problems += more
        if question is not None:
            questions.append(question)
            problems += _double_parts(question, document, ("questions", index))
    if head is None:
        return None, problems
    entries = [q if isinstance(q, dict) else {} for q in head.questions]
    indexes = [i for i, q in enumerate(entries) if "id" in q]
    ids = [str(entries[i]["id"]) for i in indexes]
    repeated = doubles(ids, lambda i: document.place("questions", indexes[i], "id"))
    objectives = {name: document.place("questions", i, "objective") for name, i in zip(ids, indexes, strict=True)}
    quiz = Quiz.model_construct(
        id=name,
        path=document.path,
        title=head.title,
        pass_mark=head.pass_mark,
        questions=[q for n, q in enumerate(questions) if q.id not in {p.id for p in questions[:n]}],
        sound=not problems + repeated,
        objective_places=objectives,
    )
    return quiz, problems + repeated
