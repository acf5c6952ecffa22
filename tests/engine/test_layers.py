"""Who may import whom (DESIGN.md): what readers see must not hang on MkDocs, and a model knows nothing of HTML."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import courseware

PACKAGE = Path(courseware.__file__).parent

# Each layer and, of the package, what it may import besides its own modules. Read from bottom to top.
ALLOWED: dict[str, set[str]] = {
    "problems": set(),
    "languages": set(),
    "sources": {"problems"},
    "validation": {"problems", "languages", "sources"},
    # Models
    "rubric": {"validation"},
    "quizzes": {"problems", "languages", "sources", "validation", "rubric"},
    "assignments": {"problems", "languages", "sources", "validation"},
    "glossary": {"problems", "languages", "sources", "validation"},
    "references": {"problems", "validation"},
    "glossary_deck": {"glossary", "languages", "quizzes"},
    "body": set(),
    "explore": {"problems", "body"},
    "figures": set(),
    "lessons.head": {"validation"},
    "pages": {"problems", "languages", "sources", "validation", "body", "figures", "lessons.head"},
    "lessons.checks": {"problems", "validation", "quizzes", "body"},
    "lessons.lesson": {
        "problems", "languages", "validation", "pages", "body", "lessons.head", "lessons.checks",
    },
    "course": {"problems", "validation", "quizzes", "assignments", "glossary", "references", "pages", "lessons.lesson"},
    "quiz_checks": {"course", "problems", "validation", "body", "quizzes"},
    "deck_checks": {"course", "problems", "validation", "body", "quizzes"},
    "course_checks": {
        "course", "quiz_checks", "deck_checks", "explore", "problems", "sources", "body", "pages", "lessons.lesson",
        "quizzes", "assignments", "validation",
    },
    "loading": {
        "course", "course_checks", "problems", "sources", "validation", "quizzes", "assignments", "glossary",
        "glossary_deck", "references", "pages", "lessons.lesson",
    },
    # What is made of them
    "lessons.plan": {"course", "languages", "body", "lessons.head", "lessons.checks", "lessons.lesson"},
    "generated_pages": {"course", "languages", "validation"},
    "translations": {"course", "languages", "sources", "pages", "lessons.head"},
    "tooltips": {"glossary", "validation"},
    "rendering": {"course", "languages", "validation"},
    "explore_html": {"explore", "languages", "rendering"},
    "assignments.html": {"course", "languages", "rendering", "validation", "assignments"},
    "quizzes.html": {"course", "figures", "languages", "rendering", "sources", "validation", "quizzes"},
    "lessons.html": {"course", "rendering", "validation", "lessons.lesson"},
    "tree": {
        "course", "figures", "languages", "rendering", "tooltips", "quizzes.html", "lessons.html", "lessons.lesson",
    },
    "blocks": {
        "tree",
        "course", "figures", "languages", "rendering", "tooltips", "quizzes", "quizzes.html", "lessons.html", "body",
        "lessons.checks", "lessons.lesson", "lessons.plan", "assignments", "assignments.html", "explore",
        "explore_html",
    },
    "cli": {"course", "loading", "problems", "languages", "translations", "assignments"},
    "mkdocs_plugin": {
        "course", "loading", "problems", "languages", "rendering", "translations", "validation", "generated_pages",
        "assignments",
    },
}  # fmt: skip
# Libraries that only some layers may know.
LIBRARIES: dict[str, set[str]] = {
    "mkdocs": {"mkdocs_plugin"},
    "material": {"mkdocs_plugin"},
    "jieba": {"mkdocs_plugin"},
    "markdown": {"blocks", "tree"},
    "pymdownx": {"blocks"},
    "jinja2": {"rendering", "mkdocs_plugin"},
    "markupsafe": {"rendering", "blocks", "quizzes.html", "lessons.html", "mkdocs_plugin"},
    "click": {"cli"},
    "opencc": {"quizzes"},
    "xlsxwriter": {"assignments"},
    "docx": {"assignments"},
    "pydantic": {"validation", "rubric", "quizzes", "assignments", "glossary", "references", "lessons.head", "course"},
    "pydantic_core": {"validation", "quizzes"},
    "yaml": {"sources", "problems", "languages", "cli"},
}
MODULES = {
    file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
    if file.parent != PACKAGE or file.name != "__init__.py"
}


def layer_of(module: str) -> str:
    """The layer that a module belongs to: its own entry, or that of the nearest folder around it."""
    while module not in ALLOWED and "." in module:
        module = module.rpartition(".")[0]
    return module


def imports(file: Path) -> set[str]:
    """Every module that the file names in an import, wherever it stands."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                names.add(full if full.removeprefix("courseware.") in MODULES else str(node.module))
    return names


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_layer_may(module: str) -> None:
    layer = layer_of(module)
    if module != "lessons":  # the folder's own file holds a sentence alone
        assert layer in ALLOWED, f"{module} belongs to no layer: add it to the table"
    used = {name.removeprefix("courseware.") for name in imports(MODULES[module]) if name.startswith("courseware.")}
    assert {layer_of(name) for name in used} - {layer} <= ALLOWED.get(layer, set())


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_known_only_where_it_belongs(module: str) -> None:
    known = {name.partition(".")[0] for name in imports(MODULES[module])}
    for library, layers in LIBRARIES.items():
        assert library not in known or layer_of(module) in layers, f"{module} must not import {library}"


def test_the_table_has_no_circle_and_no_layer_that_is_gone() -> None:
    order: list[str] = []
    for layer, below in ALLOWED.items():
        assert below <= set(order), f"{layer} may only stand on layers above it in the table"
        order.append(layer)
    assert {layer_of(module) for module in MODULES} - {"lessons"} == set(ALLOWED)
