"""How a page places an assignment: `/// assignment | id`, all of it or (`part: …`) one part."""

from courseware.assignments.model import Assignment

PARTS = (
    *("brief", "steps", "roles", "ethics", "instruments", "downloads", "results", "rubric", "report"),
    *("hand-in", "checklist"),
)
"""The parts in the order in which a page shows them."""
OPTIONS = ("part",)


def ids_on_page(assignment: Assignment) -> set[str]:
    """The ids of the headings that an assignment may bring to a page."""
    parts = {f"assignment-{part}" for part in PARTS}
    instruments = {f"instrument-{instrument.id}" for instrument in assignment.instruments}
    return parts | instruments | {f"figures-{statistic.id}" for statistic in assignment.statistics}
