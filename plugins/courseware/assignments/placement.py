"""How a page places an assignment: `/// assignment | id`, all of it or (`part: …`) one part."""

PARTS = (
    *("brief", "steps", "roles", "ethics", "instruments", "downloads", "results", "rubric", "report"),
    *("hand-in", "checklist"),
)
"""The parts in the order in which a page shows them."""
OPTIONS = ("part",)
