"""An assignment as .docx files: to be printed, filled in, and handed out."""

from __future__ import annotations

from courseware.assignments.documents.forms import form
from courseware.assignments.documents.sheets import letter, report, rubric, task
from courseware.assignments.kits import Kit


def documents(kit: Kit, code: str) -> dict[str, bytes]:
    """Every document in the language by its file's name."""
    made = {
        "task.docx": task(kit, code),
        "report.docx": report(kit, code),
        "rubric.docx": rubric(kit, code),
        "letter.docx": letter(kit, code),
    }
    return made | {f"{one.id}.docx": form(kit, one, code) for one in kit.assignment.instruments}
