"""The head of a lesson: the front matter of its page, and with it the head of the lesson plan."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from courseware.validation import Id, Strict

Step = Literal["organise", "lead-in", "teach", "check", "discuss", "activity", "summary", "quiz", "homework"]
"""A step of the teaching process (教学过程)."""

Method = Literal[
    "lecture",
    "discussion",
    "group-discussion",
    "case",
    "role-play",
    "project",
    "situational",
    "worksheet",
    "web-search",
    "demonstration",
    "practice",
    "quiz",
]
"""A teaching method (教学方法)."""

STEPS: tuple[str, ...] = get_args(Step)
METHODS: tuple[str, ...] = get_args(Method)

MINUTES_PER_HOUR = 45
"""A class hour (学时) has 45 minutes."""

# The method a step uses when the section names none.
USUAL_METHOD: dict[str, str] = {
    "organise": "lecture",
    "lead-in": "case",
    "teach": "lecture",
    "check": "quiz",
    "discuss": "discussion",
    "activity": "practice",
    "summary": "lecture",
    "quiz": "quiz",
    "homework": "worksheet",
}


def _objectives(value: object) -> object:
    """`- classify: 按四种标准…` is read as one pair a list item."""
    if isinstance(value, list) and all(isinstance(v, dict) for v in value):
        return [{"id": key, "text": text} for item in value for key, text in item.items()]
    return value


class Objective(Strict):
    """What a student can do after the lesson; the id is named by questions and criteria that test it."""

    id: Id
    text: str


Objectives = Annotated[list[Objective], BeforeValidator(_objectives)]

# What has no language stands in the original page alone.
NEUTRAL_KEYS = ("hours", "minutes", "methods", "prerequisites", "assignment", "terms", "references")
# Read by the theme, not by the course.
THEME_KEYS = ("description", "hide", "search")
TRANSLATION_KEY = "translation_of"


class LessonHead(Strict):
    """The front matter of a lesson, both the language-neutral keys and those of one language."""

    title: str
    description: str = ""
    hours: Annotated[int, Field(gt=0)] = 1
    minutes: dict[Step, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    methods: list[Method] = Field(default_factory=list)
    prerequisites: list[Id] = Field(default_factory=list)
    assignment: Id | None = None
    terms: list[Id] = Field(default_factory=list)
    references: list[Id] = Field(default_factory=list)
    questions: list[str] = Field(default_factory=list)
    knowledge: Objectives = Field(default_factory=list)
    ability: Objectives = Field(default_factory=list)
    attitude: Objectives = Field(default_factory=list)
    focus: list[str] = Field(default_factory=list)
    difficulties: list[str] = Field(default_factory=list)
    breakthrough: list[str] = Field(default_factory=list)
    materials: list[str] = Field(default_factory=list)

    @property
    def objectives(self) -> list[Objective]:
        """Knowledge, ability and attitude in one list."""
        return [*self.knowledge, *self.ability, *self.attitude]
