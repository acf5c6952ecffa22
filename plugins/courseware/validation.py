"""Data checked against a model; what does not fit becomes problems with a place.

The models are pydantic's: they also give the JSON Schema that editors complete from.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator
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
    value = languages_alone(value, info)
    if languages[0] not in value:
        raise PydanticCustomError("language_missing", "{language}", {"language": languages[0]})
    return value


def languages_alone(value: Any, info: Any) -> Any:
    """Keys are language codes; any of them may be left out."""
    if not isinstance(value, dict):
        return value
    languages: Sequence[str] = info.context["languages"]
    codes = _language_codes(languages)
    for key in value:
        if key not in codes:
            context = {"part": key, "allowed": ", ".join(languages), "close": closest(key, codes)}
            raise PydanticCustomError("part_unknown", "{part}", context)
    return {code: value[code] for code in codes if code in value}


def _language_codes(languages: Sequence[str]) -> list[str]:
    """Languages that words may be in: a site may leave out one of the course's languages."""
    return list(dict.fromkeys([*languages, *available()]))


Text = Annotated[dict[str, str], BeforeValidator(known_languages)]
"""Words by language code; the course's first language is always there, and first."""


def _truth(value: Any) -> Any:
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


Truth = Annotated[bool, BeforeValidator(_truth), Field(strict=True)]
"""`true` or `false` and no other word for them: what a file says is to be seen at a glance."""

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
        languages = info.context["languages"]
        if isinstance(value, str):
            raise PydanticCustomError("text_by_language", "{languages}", {"languages": ", ".join(languages)})
        if not isinstance(value, dict):
            return value
        if "text" in value:  # the field of this name is the model's own
            context = {"part": "text", "allowed": ", ".join(_keys_of(cls, languages)), "close": languages[0]}
            raise PydanticCustomError("part_unknown", "{part}", context)
        codes = _language_codes(languages)
        words = {key: value[key] for key in value if key in codes}
        return {"text": words, **{key: value[key] for key in value if key not in codes}}


def words_in(text: dict[str, str], language: str) -> tuple[str, str]:
    """The words in `language`, or in the first language that has them, and the language they are in."""
    if language in text:
        return text[language], language
    first = next(iter(text))
    return text[first], first


M = TypeVar("M", bound=BaseModel)


def closest(name: str, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    """The allowed name that was most likely meant, or “–”; `cutoff` (0 to 1) is how like it must at least be."""
    return next(iter(difflib.get_close_matches(name, allowed, n=1, cutoff=cutoff)), "–")


def is_like(name: str, names: Collection[str]) -> bool:
    """Whether it is one of these, or one of them misspelt."""
    return closest(name, names, cutoff=0.8) in names


def _keys_of(model: type[BaseModel], languages: Sequence[str]) -> list[str]:
    """The keys that an author may write in a part of this model."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [*languages, *(key for key in keys if key != "text")] if issubclass(model, Worded) else keys


def _keys_allowed(model: type[BaseModel], loc: Sequence[str | int], languages: Sequence[str]) -> list[str]:
    """The keys that the model at `loc` takes (through lists, mappings and tagged unions)."""
    models: list[tuple[str, type[BaseModel]]] = [("", model)]
    for part in loc:
        fields = [f for _, m in models for name, f in m.model_fields.items() if part in (name, f.alias)]
        tagged = [(tag, m) for tag, m in models if tag == part]
        models = tagged or [found for field in fields for found in _models_in(field.annotation)] or models
    return _keys_of(models[0][1], languages)


def _models_in(annotation: Any, tag: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """The models inside `list[...]`, `X | None` or a union, each with its tag."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield tag, annotation
    if get_origin(annotation) is Annotated:
        tag = next((str(note.tag) for note in annotation.__metadata__ if isinstance(note, Tag)), tag)
        yield from _models_in(annotation.__origin__, tag)
        return
    for argument in get_args(annotation):
        yield from _models_in(argument, tag)


# pydantic's kinds of error that say the same thing to an author.
SIMPLE_KINDS = {
    "missing": "missing-key",
    "string_pattern_mismatch": "not-an-id",
    "list_type": "not-a-list",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "too_short": "list-too-short",
    "literal_error": "not-one-of",
    "union_tag_invalid": "not-one-of",
    "union_tag_not_found": "missing-key",
    "text_by_language": "text-by-language",
    "language_missing": "language-missing",
    "part_unknown": "unknown-key",
    "extra_forbidden": "unknown-key",
    "full_width_comma": "full-width-comma",
}
NUMBER_KINDS = ("int_", "float_")
LIMITS = {
    "greater_than": ("gt", "more-than"),
    "greater_than_equal": ("ge", "not-less-than"),
    "less_than": ("lt", "less-than"),
    "less_than_equal": ("le", "not-more-than"),
}
"""Where pydantic tells the limit, and what a problem's reason calls it."""
CONSEQUENCES = ("missing", "too_short", "language_missing", "problem")
"""What may be wrong only because another mistake was dropped."""
COMMA = re.compile("[，、；]")
"""What an input method makes of the comma between entries of `[a, b]`: two entries become one."""


def _code_of(kind: str, *, has_comma: bool) -> str:
    if kind.startswith(NUMBER_KINDS):
        return "not-a-number"
    if kind in LIMITS:
        return "number-limit"
    if kind.startswith("bool_"):
        return "not-one-of"
    if kind in ("string_pattern_mismatch", "literal_error") and has_comma:
        return "full-width-comma"
    return SIMPLE_KINDS.get(kind, "not-a-text")


def _where(error: ErrorDetails, document: Document, base: Key) -> Key:
    """The part of the document that the error is about."""
    where = document.known_key(*base, *error["loc"])
    return (*where, error["ctx"]["part"]) if error["type"] == "part_unknown" else where


def _problem_of(
    error: ErrorDetails, model: type[BaseModel], document: Document, base: Key, languages: Sequence[str]
) -> Problem:
    kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
    where = _where(error, document, base)
    if kind == "problem":  # a model's own rule names its problem
        return Problem(str(context["code"]), document.place(*where), {k: str(v) for k, v in context.items()})
    if kind.startswith("union_tag_"):  # the key that tells which model the part is of
        loc = (*loc, str(context["discriminator"]).strip("'"))
        where = document.known_key(*where, loc[-1])
    limit, reason = LIMITS.get(kind, ("", ""))
    named = where[:-1] if "[key]" in loc else where
    expected = str(context.get("expected", context.get("expected_tags", "true, false")))
    values = {
        "key": str(loc[-1]) if SIMPLE_KINDS.get(kind) == "missing-key" else _name_of(named, document),
        "value": str(context.get("tag", error.get("input", "")))[:60],
        "allowed": expected.replace("'", "").replace(" or ", ", "),
        "least": str(context.get("min_length", 1)),
        "languages": str(context.get("languages", "")),
        "language": str(context.get("language", "")),
        "reason": reason,
        "limit": f"{context.get(limit, 0):g}",
    }
    if kind == "extra_forbidden":
        allowed = _keys_allowed(model, loc[:-1], languages)
        values |= {"allowed": ", ".join(allowed), "close": closest(values["key"], allowed)}
    if kind == "part_unknown":
        values |= {"allowed": context["allowed"], "close": context["close"]}
    has_comma = isinstance(where[-1] if where else "", int) and COMMA.search(values["value"]) is not None
    return Problem(_code_of(kind, has_comma=has_comma), document.place(*where), values)


def _name_of(where: Key, document: Document) -> str:
    """What an author calls the part: its key, for an entry of a list the list's, else the file."""
    return next((part for part in reversed(where) if isinstance(part, str)), document.path)


def _told_once(errors: list[ErrorDetails], model: type[BaseModel], languages: Sequence[str]) -> list[ErrorDetails]:
    """Without what another message says: a misspelt key is no missing key besides, and an empty value is reported."""
    misspelt: set[Key | None] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *around, key = error["loc"]
            misspelt.add((*around, closest(str(key), _keys_allowed(model, around, languages))))
    return [e for e in errors if "" not in (e.get("input"), e.get("ctx", {}).get("tag")) and _lacks(e) not in misspelt]


def _lacks(error: ErrorDetails) -> Key | None:
    """The key that should be there."""
    if error["type"] == "language_missing":
        return (*error["loc"][:-1], str(error["ctx"]["language"]))
    return error["loc"] if error["type"] == "missing" else None


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
    instance, problems, _ = validate_dropping(model, document, languages, base, passed_over)
    return instance, problems


def validate_dropping(
    model: type[M], document: Document, languages: Sequence[str], base: Key = (), passed_over: Collection[str] = ()
) -> tuple[M | None, list[Problem], set[Key]]:
    """As `validate`, and what was wrong and dropped, as keys of the document."""
    context = {"languages": list(languages)}
    problems: list[Problem] = []
    dropped: set[Key] = set()
    while True:
        try:
            value = _part(document, base, passed_over)
            return model.model_validate(value, context=context), problems, dropped
        except ValidationError as error:
            errors = error.errors()
        new = [e for e in errors if not dropped or e["type"] not in CONSEQUENCES]
        problems += [_problem_of(e, model, document, base, languages) for e in _told_once(new, model, languages)]
        wrong = {_where(e, document, base) for e in errors}
        dropped |= wrong
        if any(len(key) <= len(base) for key in wrong):
            return None, problems, dropped
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


def untranslated(document: Document, languages: Sequence[str], without_words: Collection[str] = ()) -> list[Problem]:
    """Words without a language that the document's title has; keys in `without_words` hold mappings of another kind."""
    title = document.data.get("title") if isinstance(document.data, dict) else None
    needed = [code for code in languages[1:] if isinstance(title, dict) and languages[0] in title and code in title]
    return [
        Problem("translation-missing", document.place(*at), {"language": code})
        for at, words in (_words_in(document.data, languages[0], without_words) if needed else ())
        for code in needed
        if code not in words and not any(is_like(code, (key,)) for key in words)  # which is reported as such
    ]


def _words_in(
    part: Any, language: str, without_words: Collection[str], at: Key = ()
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Every mapping that has words in this language, and where it stands."""
    if isinstance(part, dict) and language in part:
        yield at, part
    named = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in named:
        if key not in without_words:
            yield from _words_in(value, language, without_words, (*at, key))


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
