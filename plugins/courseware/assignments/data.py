"""An assignment as JSON for the scripts of its page, in one language."""

from __future__ import annotations

import json
from typing import Any

from courseware.assignments.fields import form_of
from courseware.assignments.figures import DECIMALS, PER_CENT
from courseware.assignments.instruments import Instrument
from courseware.assignments.kits import Kit
from courseware.assignments.labels import Labels
from courseware.assignments.scoring import score
from courseware.assignments.wording import Wording
from courseware.languages import language

SCRIPT_WORDS = {"form": "form", "results": "results", "rubric": "rubric_form", "rejected": "rejected"}
"""What the scripts call a group of words, and what the locale calls it."""
FIGURE_WORDS = ("sample_caption", "sample_note", "small")
"""What the page says of figures, and the scripts say again."""


def kit_json(kit: Kit, code: str) -> bytes:
    """The instruments, how statistics are computed, the rubric, and the words for all of it."""
    labels, assignment = Labels(kit, code), kit.assignment
    rubric = assignment.rubric
    wording = Wording(kit, code)
    words = wording.words
    data = {
        "id": kit.id,
        "language": code,
        "title": labels.say(assignment.title),
        "consent": labels.say(assignment.consent),
        "instruments": {name: _instrument(kit, one, labels) for name, one in kit.instruments.items()},
        "plans": kit.plans,
        "statistics": [{"id": one.id, "title": labels.say(one.title)} for one in assignment.statistics],
        "labels": _labels(kit, labels),
        "decimals": dict(sorted(DECIMALS.items())),
        "per_cent": sorted(PER_CENT),
        "quadrants": {s.id: found for s in assignment.statistics if (found := labels.quadrants(s.id))},
        "rubric": {
            "levels": [
                {"id": one.level.id, "title": one.said, "least": one.level.least} for one in wording.levels(rubric)
            ],
            "criteria": [
                {"id": one.id, "title": labels.say(one.text), "weight": one.weight} for one in rubric.criteria
            ],
            "mix": rubric.mix.model_dump(),
            "contribution": rubric.contribution.model_dump(),
        },
        "samples": {name: sample_name(name) for name in kit.samples},
        "words": {
            **{name: words[group] for name, group in SCRIPT_WORDS.items()},
            "figures": {
                "head": words["figures"]["head"],
                "scroll": language(code)["page.scroll"],
                **{name: words[name] for name in FIGURE_WORDS},
            },
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def sample_name(instrument: str) -> str:
    """The file with an instrument's sample data."""
    return f"{instrument}.sample.csv"


def _instrument(kit: Kit, instrument: Instrument, labels: Labels) -> dict[str, Any]:
    form = form_of(instrument, kit.scales)
    named = [
        {**field, "label": labels.data_column(instrument.id, column)}
        for field, column in zip(form["columns"], instrument.columns(), strict=True)
    ]
    head = {"title": labels.say(instrument.title), "kind": instrument.kind, "least": instrument.least}
    return {**head, **form, "columns": named}


def _labels(kit: Kit, labels: Labels) -> dict[str, Any]:
    """Words for each table's rows and columns: figures of no data have them all."""
    found: dict[str, Any] = {}
    for figures in score(kit.plans, []):
        found[figures.statistic] = {
            table.name: {
                "title": labels.table(figures.statistic, table.name),
                "part": labels.part(figures.statistic, table.name),
                "rows": {row: labels.row(figures.statistic, table.name, row) for row in table.rows},
                "columns": {one: labels.column(figures.statistic, table.name, one) for one in table.columns},
            }
            for table in figures.tables
        }
    return found
