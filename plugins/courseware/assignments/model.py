"""An assignment: `assignments/<id>.yml`, every language in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from courseware.assignments.instruments import Group, Instrument, Scale
from courseware.validation import Id, Strict, Text, Worded

Count = Annotated[int, Field(ge=1)]


class GroupSize(Strict):
    """How many students work together."""

    min: Count
    max: Count


class Hours(Strict):
    """Class hours and hours in the field; the field's may be a range."""

    in_class: Annotated[int, Field(alias="class", ge=0)]
    field: Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1, max_length=2)]


class Role(Worded):
    """A role in the group."""

    id: Id
    does: Text
    in_small_group: Text | None = None
    """What it takes over, or who takes it over, when the group has one member less."""


class Step(Worded):
    """A step of the work: when, what, and what comes out of it."""

    id: Id
    days: Annotated[list[Count], Field(min_length=1, max_length=2)]
    class_hours: Annotated[int, Field(ge=0)] = 0
    output: Text


class Means(Strict):
    """Means of groups of items and of each item, split by a choice where one is named."""

    use: Literal["means"]
    id: Id
    title: Text
    instrument: Id
    groups: Annotated[list[Id], Field(min_length=1)]
    by: Id | None = None


class Agreement(Strict):
    """How far two raters of the same thing agree: within a distance, and by Cohen's κ on "at least `threshold`"."""

    use: Literal["agreement"]
    id: Id
    title: Text
    instrument: Id
    groups: Annotated[list[Id], Field(min_length=1)]
    same: Annotated[list[Id], Field(min_length=1)]
    """Choices that together say what was rated."""
    rater: Id
    """The choice, with two options, that says who rated."""
    within: Annotated[float, Field(ge=0)] = 1
    threshold: float


class Gaps(Strict):
    """Differences between two ratings of the same rows, by row and by group, plain and weighted."""

    use: Literal["gaps"]
    id: Id
    title: Text
    instrument: Id
    matrix: Id
    expected: Id
    perceived: Id
    weights: Id | None = None
    """The sum whose shares are the groups' weights."""


class ImportancePerformance(Strict):
    """Rows by importance and performance, in four quadrants by the means and by the middle of the scale."""

    use: Literal["importance-performance"]
    id: Id
    title: Text
    instrument: Id
    matrix: Id
    importance: Id
    performance: Id
    midpoint: float


class QuadrantNames(Strict):
    """What the quadrants are called: the first word is of x, the second of y."""

    high_high: Annotated[Text, Field(alias="high-high")]
    high_low: Annotated[Text, Field(alias="high-low")]
    low_high: Annotated[Text, Field(alias="low-high")]
    low_low: Annotated[Text, Field(alias="low-low")]


class Quadrants(Strict):
    """What was rated, placed by the means of two groups of items."""

    use: Literal["quadrants"]
    id: Id
    title: Text
    instrument: Id
    by: Id
    """The choice that says what was rated."""
    x: Id
    y: Id
    cut: float
    names: QuadrantNames


class Pareto(Strict):
    """How often each option was chosen, most often first."""

    use: Literal["pareto"]
    id: Id
    title: Text
    instrument: Id
    item: Id


class Rate(Strict):
    """Responses to an instrument for each `per` of what another one counts."""

    use: Literal["rate"]
    id: Id
    title: Text
    instrument: Id
    base_instrument: Id
    base: Id
    per: Annotated[int, Field(gt=0)] = 1000


class Ratio(Strict):
    """The total of one number as a share of another's."""

    use: Literal["ratio"]
    id: Id
    title: Text
    instrument: Id
    part: Id
    whole: Id


class Distribution(Strict):
    """Mean with its 95 % half-width, median, spread and ends of a number or a rating."""

    use: Literal["distribution"]
    id: Id
    title: Text
    instrument: Id
    item: Id


STATISTICS: tuple[type[Strict], ...] = (
    *(Means, Agreement, Gaps, ImportancePerformance, Quadrants, Pareto, Rate, Ratio, Distribution),
)
Statistic = Annotated[
    Annotated[Means, Tag("means")]
    | Annotated[Agreement, Tag("agreement")]
    | Annotated[Gaps, Tag("gaps")]
    | Annotated[ImportancePerformance, Tag("importance-performance")]
    | Annotated[Quadrants, Tag("quadrants")]
    | Annotated[Pareto, Tag("pareto")]
    | Annotated[Rate, Tag("rate")]
    | Annotated[Ratio, Tag("ratio")]
    | Annotated[Distribution, Tag("distribution")],
    Discriminator("use"),
]


class Section(Worded):
    """A heading of the report or a slide of the talk, and what belongs there."""

    hint: Text | None = None


class Report(Strict):
    """The report's length and outline."""

    length: Text
    sections: Annotated[list[Section], Field(min_length=1)]


class Talk(Strict):
    """The talk's minutes and outline."""

    minutes: Count
    questions: Annotated[int, Field(ge=0)]
    slides: Annotated[list[Section], Field(min_length=1)]


class Level(Strict):
    """A level of the rubric: its name, and from how many per cent on it is reached."""

    id: Id
    title: Text
    least: Annotated[int, Field(ge=0, le=100)]


class Criterion(Worded):
    """A line of the rubric: its weight in per cent, and what each level looks like."""

    id: Id
    weight: Annotated[int, Field(gt=0, le=100)]
    levels: dict[Id, Text]


class Mix(Strict):
    """What each scorer counts, in per cent."""

    teacher: Annotated[int, Field(ge=0, le=100)]
    groups: Annotated[int, Field(ge=0, le=100)]
    self: Annotated[int, Field(ge=0, le=100)]


class Contribution(Strict):
    """The ends of the factor that makes an individual mark of the group's."""

    min: Annotated[float, Field(gt=0, le=1)]
    max: Annotated[float, Field(ge=1, le=2)]


class Rubric(Strict):
    """How the work is graded: weights and mix add up to 100."""

    levels: Annotated[list[Level], Field(min_length=2)]
    criteria: Annotated[list[Criterion], Field(min_length=1)]
    mix: Mix
    contribution: Contribution


class Assignment(Strict):
    """`assignments/<id>.yml`; what it leaves out is taken from `assignments/common.yml`."""

    title: Text
    purpose: Text
    place: Text
    """What firm or place to choose."""
    sample: Text
    """How much to collect."""
    group: GroupSize
    hours: Hours
    roles: Annotated[list[Role], Field(min_length=1)]
    steps: Annotated[list[Step], Field(min_length=1)]
    ethics: Annotated[list[Text], Field(min_length=1)]
    consent: Text
    """What is said before the first question."""
    letter: Annotated[list[Text], Field(min_length=1)]
    """Paragraphs of the permission letter; `____` is left to be filled in."""
    hand_in: Annotated[list[Text], Field(min_length=1)]
    checklist: Annotated[list[Text], Field(min_length=1)]
    """What students check before they hand in."""
    groups: list[Group] = Field(default_factory=list)
    scales: list[Scale] = Field(default_factory=list)
    instruments: Annotated[list[Instrument], Field(min_length=1)]
    statistics: Annotated[list[Statistic], Field(min_length=1)]
    report: Report
    talk: Talk
    rubric: Rubric
