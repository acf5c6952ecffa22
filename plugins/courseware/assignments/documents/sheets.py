"""The task sheet, the report's template, the grading sheet and the permission letter."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from courseware.assignments.documents.paper import BLANK, Paper, Words, centred, left_to_fill
from courseware.assignments.figures import Figures, Table
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.model import Section
from courseware.assignments.scoring import score
from courseware.assignments.wording import Wording
from courseware.languages import language

WRITING = 1.0
"""How high a row is that is written in, in centimetres."""
FIGURE = 2.4
"""How wide a column of figures is at most, in centimetres."""


class _Sheet(Paper):
    """A document about the whole assignment."""

    def __init__(self, kit: Kit, code: str, name: str, *, landscape: bool = False) -> None:
        self.kit = kit
        self.assignment = kit.assignment
        self.wording = Wording(kit, code)
        self.labels = Labels(kit, code)
        self.about = self.wording.words
        named = language(code)["colon"].join([name, self.labels.say(kit.assignment.title)])
        super().__init__(named, code, landscape=landscape)
        self.title(named)

    def named(self, part: str) -> str:
        """The heading that a part of the page has too."""
        return str(self.about["parts"][part])

    def to_fill(self, *names: str) -> None:
        """A line with a gap behind each of these words."""
        colon = language(self.code)["colon"]
        self.paragraph("\u2003".join(f"{self.words[name]}{colon}{BLANK}" for name in names))

    def members(self) -> list[int]:
        """One entry for each who may be in a group."""
        return list(range(self.assignment.group.max))


def _title(code: str, kind: str) -> str:
    """What the page calls a file of this kind."""
    return str(language(code)["assignment.files"][kind][0])


def task(kit: Kit, code: str) -> bytes:
    """The task sheet: all that a student has to know, to be printed."""
    made, a = _Sheet(kit, code, _title(code, "task")), kit.assignment
    words, wording = made.about, made.wording
    made.paragraph(a.purpose)
    facts: list[tuple[str, Words]] = [
        ("place", a.place), ("group", wording.group), ("hours", language(code)["separator"].join(wording.hours)),
        ("sample", a.sample),
    ]  # fmt: skip
    table = made.grid((3, made.width - 3))
    for name, said in facts:
        if said:
            made.label(made.row(table, [words[name], said])[0])
    made.end(table)
    made.heading(made.named("steps"))
    rows: list[list[Words]] = []
    for step in a.steps:
        days = words["days"].format(days=wording.between(step.days))
        lesson = words["class_hours"].format(count=step.class_hours) if step.class_hours else ""
        rows.append([f"{days}\n{lesson}".strip(), step.text, step.output])
    made.table([words["day"], words["step"], words["output"]], rows, (2.8, made.width - 6.8, 4))
    made.heading(made.named("roles"))
    rows = []
    for role in a.roles:
        does = made.say(role.does)
        if role.in_small_group:
            group = words["small_group"].format(count=a.group.min)
            does += f"\n{group}{language(code)['colon']}{made.say(role.in_small_group)}"
        rows.append([role.text, does])
    made.table([words["role"], words["does"]], rows, (4, made.width - 4))
    made.heading(made.named("ethics"))
    made.listed(a.ethics, "List Number")
    made.heading(made.named("report"))
    talk = words["talk_time"].format(minutes=a.talk.minutes, questions=a.talk.questions)
    colon = language(code)["colon"]
    made.listed(
        [
            f"{words['report_outline']}{colon}{made.say(a.report.length)}",
            f"{words['talk_outline']}{colon}{talk}",
        ]
    )
    made.heading(made.named("hand-in"))
    made.listed(a.hand_in)
    made.heading(made.named("checklist"))
    made.listed(a.checklist, "Check List")
    return made.save()


def report(kit: Kit, code: str) -> bytes:
    """The report's template: headings, what belongs under each, tables for the figures and for who did what."""
    made, a = _Sheet(kit, code, language(code)["assignment.paper.report"]), kit.assignment
    made.to_fill("firm", "class")
    made.to_fill("members", "date")
    made.hint(f"{made.about['length']}{language(code)['colon']}{made.say(a.report.length)}")
    for section in a.report.sections:
        _section(made, section)
    made.heading(made.words["tables"])
    made.hint(made.words["tables_hint"])
    made.heading(made.words["contributions"], 2)
    widths = (3.5, made.width - 9, 2.5, 3)
    heads = [made.words[name] for name in ("member", "did", "per_cent", "signature")]
    made.table(heads, [[""] * 4 for _ in made.members()], widths, WRITING)
    for figures in score(kit.plans, []):
        for table in figures.tables:
            _figures(made, figures, table)
    return made.save()


def _section(made: _Sheet, section: Section) -> None:
    made.heading(section.text)
    if section.hint:
        made.hint(section.hint)
    made.room()


def _figures(made: _Sheet, figures: Figures, table: Table) -> None:
    """A table for figures: all rows and columns are there, the figures are not."""
    name = figures.statistic
    made.heading(made.labels.table(name, table.name), 2)
    width = min(FIGURE, 0.58 * made.width / len(table.columns))
    heads = [made.about["figures"]["head"], *(made.labels.column(name, table.name, one) for one in table.columns)]
    rows = [[made.labels.row(name, table.name, row), *[""] * len(table.columns)] for row in table.rows]
    made.table(heads, rows, [made.width - width * len(table.columns), *[width] * len(table.columns)])


def rubric(kit: Kit, code: str) -> bytes:
    """The grading sheet: criteria and levels, scores of all who score, and the members' own marks."""
    made, r = _Sheet(kit, code, _title(code, "rubric"), landscape=True), kit.assignment.rubric
    words = made.words
    levels = made.wording.levels(r)
    width = (made.width - 3.2) / len(levels)
    rows: list[list[Words]] = [
        [f"{made.say(one.text)} {one.weight}%", *(one.levels[named.level.id] for named in levels)] for one in r.criteria
    ]
    made.table([made.about["criterion"], *(named.said for named in levels)], rows, [3.2, *[width] * len(levels)])
    made.heading(words["scores"], new_page=True)
    made.to_fill("group", "date")
    made.hint(words["scores_hint"])
    scorers: list[Words] = [words[name] for name in ("teacher", "groups", "self")]
    rows = [[one.text, f"{one.weight}%", "", "", ""] for one in r.criteria]
    rows.append([words["sum"], "100%", "", "", ""])
    rows.append([words["counts"], "", f"{r.mix.teacher}%", f"{r.mix.groups}%", f"{r.mix.self}%"])
    rows.append([words["group_mark"], "", "", "", ""])
    heads: list[Words] = [made.about["criterion"], made.about["weight"], *scorers]
    table = made.table(heads, rows, [made.width - 14.5, 2.5, 4, 4, 4], 0.6)
    for row in table.rows:
        centred(row.cells[1:])
    last = table.rows[-1].cells
    last[1].merge(last[-1])
    made.paragraph(made.wording.mix())
    made.heading(words["own_marks"])
    made.hint(made.wording.factor())
    heads = [words[name] for name in ("member", "factor", "mark", "signature")]
    made.table(heads, [[""] * 4 for _ in made.members()], [made.width / 4] * 4, 0.75)
    return made.save()


def letter(kit: Kit, code: str) -> bytes:
    """The permission letter with gaps to fill, signed by the teacher with the school's stamp."""
    made = Paper(_title(code, "letter"), code)
    made.title(_title(code, "letter"))
    school = made.paragraph(f"{made.words['school']}{language(code)['colon']}{BLANK * 2}")
    school.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, paragraph in enumerate(kit.assignment.letter):
        written = made.paragraph({at: left_to_fill(words) for at, words in paragraph.items()})
        written.paragraph_format.space_after = Pt(10)
        if number and made.words["indent"]:
            written.paragraph_format.first_line_indent = Pt(21)  # two characters
    return made.save()
