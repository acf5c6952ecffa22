"""Data checked against a model; what does not fit becomes problems with a place.

The models are pydantic's: they also give the JSON Schema that editors complete from.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from courseware.languages import available
from courseware.problems import Place, Problem
from courseware.sources import Document, Key, read_yaml

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
"""Lower-case ASCII words joined by hyphens, chosen by the author: addresses and saved progress hang on it."""


def known_languages(value: Any, info: Any) -> Any:
    """Keys are language codes, the course's first language among them."""
    languages: Sequence[str] = info.context["languages"]
    if not isinstance(value, dict):
        raise PydanticCustomError("text_by_language", "{languages}", {"languages": ", ".join(languages)})
    if languages[0] not in value:
        raise PydanticCustomError("language_missing", "{language}", {"language": languages[0]})
    codes = _language_codes(languages)
    for key in value:
        if key not in codes:
            context = {"part": key, "allowed": ", ".join(languages), "close": _closest(key, codes) or "–"}
            raise PydanticCustomError("language_unknown", "{part}", context)
    return {code: value[code] for code in codes if code in value}


def _language_codes(languages: Sequence[str]) -> list[str]:
    """Languages that words may be in: a site may leave out one of the course's languages."""
    return list(dict.fromkeys([*languages, *available()]))


Text = Annotated[dict[str, str], BeforeValidator(known_languages)]
"""Words by language code; the course's first language is always there, and first."""


BY_FORM = Discriminator(lambda value: "text" if isinstance(value, str) else "other")
"""Tells two forms of a value apart, so that each is checked by its own rules alone (tags `text` and `other`)."""


class Strict(BaseModel):
    """A model that takes no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Worded(Strict):
    """A model whose words stand beside its other keys: `zh: …`, `en: …`, then the rest."""

    text: Text

    @model_validator(mode="before")
    @classmethod
    def _gather_words(cls, value: Any, info: Any) -> Any:
        if not isinstance(value, dict) or "text" in value:
            return value
        codes = _language_codes(info.context["languages"])
        words = {key: value[key] for key in value if key in codes}
        return {"text": words, **{key: value[key] for key in value if key not in codes}}


def words_in(text: dict[str, str], language: str) -> tuple[str, str]:
    """The words in `language`, or in the first language that has them, and the language they are in."""
    if language in text:
        return text[language], language
    first = next(iter(text))
    return text[first], first


M = TypeVar("M", bound=BaseModel)


def _closest(name: str, allowed: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, allowed, n=1)
    return close[0] if close else ""


def _keys_allowed(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """The keys that the model at `loc` takes (through lists and tagged unions)."""
    annotation: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        fields = getattr(annotation, "model_fields", None)
        if fields and part in fields:
            annotation = fields[part].annotation
        annotation = _model_within(annotation, part)
    fields = getattr(annotation, "model_fields", None)
    return [field.alias or name for name, field in fields.items()] if fields else []


def _model_within(annotation: Any, tag: str) -> Any:
    """The model inside `list[...]`, `X | None` or a union of models tagged by `type`."""
    arguments = getattr(annotation, "__args__", None)
    if not arguments:
        return annotation
    models = [_model_within(a, tag) for a in arguments]
    models = [m for m in models if hasattr(m, "model_fields")]
    for model in models:
        if "type" in model.model_fields and tag in str(model.model_fields["type"].annotation):
            return model
    return models[0] if models else annotation


# pydantic's kinds of error that say the same thing to an author.
SIMPLE_KINDS = {
    "missing": "missing-key",
    "string_pattern_mismatch": "not-an-id",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "too_short": "list-too-short",
    "literal_error": "not-one-of",
    "text_by_language": "text-by-language",
    "language_missing": "language-missing",
    "language_unknown": "unknown-key",
    "extra_forbidden": "unknown-key",
}
NUMBER_KINDS = ("int_", "float_", "greater_", "less_")


def _code_of(kind: str) -> str:
    if kind.startswith(NUMBER_KINDS):
        return "not-a-number"
    if kind.startswith("bool_"):
        return "not-one-of"
    return SIMPLE_KINDS.get(kind, "wrong-value")


def _where(error: ErrorDetails, document: Document, base: Key) -> Key:
    """The part of the document that the error is about."""
    where = document.known_key(*base, *error["loc"])
    return (*where, error["ctx"]["part"]) if error["type"] == "language_unknown" else where


def _problem_of(error: ErrorDetails, model: type[BaseModel], document: Document, base: Key) -> Problem:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    where = _where(error, document, base)
    if kind == "problem":  # a model's own rule names its problem
        return Problem(str(context["code"]), document.place(*where), {k: str(v) for k, v in context.items()})
    values = {
        "key": str(loc[-1]) if kind == "missing" else _name_of(where[:-1] if "[key]" in loc else where, document),
        "value": str(error.get("input", ""))[:60],
        "detail": str(error["msg"]),
        "allowed": str(context.get("expected", "true, false")).replace("'", ""),
        "least": str(context.get("min_length", 1)),
        "languages": str(context.get("languages", "")),
        "language": str(context.get("language", "")),
    }
    if kind == "extra_forbidden":
        allowed = _keys_allowed(model, loc[:-1])
        values |= {"allowed": ", ".join(allowed), "close": _closest(values["key"], allowed) or "–"}
    if kind == "language_unknown":
        values |= {"allowed": context["allowed"], "close": context["close"]}
    return Problem(_code_of(kind), document.place(*where), values)


def _name_of(where: Key, document: Document) -> str:
    """What an author calls the part: its key, for an entry of a list the list's, else the file."""
    return next((part for part in reversed(where) if isinstance(part, str)), document.path)


def _told_once(errors: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """Without what another message says: a misspelt key is no missing key besides, and an empty value is reported."""
    misspelt = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *around, key = error["loc"]
            misspelt.add((*around, _closest(str(key), _keys_allowed(model, around))))
    return [e for e in errors if e.get("input") != "" and not (e["type"] == "missing" and e["loc"] in misspelt)]


def _part(document: Document, base: Key, passed_over: Collection[str]) -> Any:
    value = document.data
    for step in base:
        value = value[step]
    return {k: v for k, v in value.items() if k not in passed_over} if passed_over else value


def validate(
    model: type[M], document: Document, languages: Sequence[str], base: Key = (), passed_over: Collection[str] = ()
) -> tuple[M | None, list[Problem]]:
    """Check the document (or the part at `base` in it, without the keys in `passed_over`) against `model`.

    Returns the instance and the problems. What is wrong is reported and dropped from the document, with as little
    around it as gives an instance, so that one mistake does not hide the others; without a needed key of the part
    itself there is no instance.
    """
    context = {"languages": list(languages)}
    problems: list[Problem] | None = None
    while True:
        try:
            value = _part(document, base, passed_over)
            return model.model_validate(value, context=context), problems or []
        except ValidationError as error:
            errors = error.errors()
        if problems is None:
            problems = [_problem_of(e, model, document, base) for e in _told_once(errors, model)]
        wrong = {_where(e, document, base) for e in errors}
        if any(len(key) <= len(base) for key in wrong):
            return None, problems
        for key in sorted(wrong, reverse=True):  # from behind: places before a dropped one stay
            document.drop(*key)


def doubles(ids: Sequence[str], place: Callable[[int], Place]) -> list[Problem]:
    """A problem for every id that stood before; `place` gives the place of the id with that index."""
    seen: dict[str, int] = {}
    problems = []
    for index, name in enumerate(ids):
        if name in seen:
            first = place(seen[name])
            values = {"id": name, "first": f"{first.path}:{first.line}"}
            problems.append(Problem("duplicate-id", place(index), values))
        seen.setdefault(name, index)
    return problems


def load_entries(
    model: type[M], root: Path, name: str, languages: Sequence[str]
) -> tuple[dict[str, M], Document, list[Problem]]:
    """Read a file that is one list of entries with an id each; a file that is not there has no entries."""
    file = root / name
    if not file.exists():
        return {}, Document(name, []), []
    document, problems = read_yaml(root, file)
    entries = document.data if document.data is not None else []
    if not isinstance(entries, list):
        return {}, document, [*problems, Problem("not-a-list", document.place(), {"key": name})]
    found: dict[str, M] = {}
    for index, entry in enumerate(entries):
        instance, more = validate(model, document, languages, (index,))
        problems += more
        if instance is not None:
            found.setdefault(str(entry["id"]), instance)
    indexes = [i for i, entry in enumerate(entries) if isinstance(entry, dict) and "id" in entry]
    problems += doubles([str(entries[i]["id"]) for i in indexes], lambda n: document.place(indexes[n], "id"))
    return found, document, problems
