"""What editors and readers see of the script language, made from its one list of words.

A JSON Schema (draft 7) that completes and checks while a coach types, and the tables of docs/writing-scripts.md.

The schema knows shapes only; `check` knows the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dialogs import load_language as language
from dialogs.listeners import LISTENERS
from dialogs.problem_codes import CODES
from dialogs.problems import GROUPS

Schema = dict[str, Any]
_ID = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_TEXT = {"type": ["string", "number", "boolean"]}
_TITLES = {
    "script": "A script",
    "step": "A step",
    "choice": "A choice",
    "offer": "An offer",
    "outcome": "An outcome",
    "scale": "A scale",
    "records": "Records to look through",
    "rehearse": "A rehearsal",
    "pick": "A list to pick from",
    "slot": "A slot",
    "record": "A record",
    "follow_up": "A follow-up",
}


def script_schema() -> Schema:
    """The JSON Schema of one script file."""
    places = {name: _place(words) for name, words in language.PLACES.items() if name != "script"}
    words = {
        "anyOf": [
            _TEXT,
            {**_place(language.VARY), "description": "Several wordings."},
            {**_place(language.BY_REGISTER), "description": "A wording for each register."},
        ]
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Tandem script",
        "description": "One dialog of Tandem. Made by docs/generate.py; do not edit.",
        **_place(language.SCRIPT),
        "definitions": {**places, "words": words},
    }


def _place(words: dict[str, language.Word]) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": False}
    needed = [name for name, word in words.items() if word.needed]
    if needed:
        found["required"] = needed
    found["properties"] = {name: {"description": word.means, **_shape(word.shape)} for name, word in words.items()}
    return found


def _ref(place: str) -> Schema:
    return {"allOf": [{"$ref": f"#/definitions/{place}"}]}


def _one_of(known: tuple[str, ...]) -> Callable[[], Schema]:
    return lambda: {"enum": list(known)}


def _by_id(*short: Schema, place: str) -> Callable[[], Schema]:
    values: list[Schema] = [*short, {"$ref": f"#/definitions/{place}"}]
    value = {"anyOf": values} if len(values) > 1 else values[0]
    return lambda: {"type": "object", "minProperties": 1, "propertyNames": _ID, "additionalProperties": value}


_SHAPES: dict[str, Callable[[], Schema]] = {
    "text": lambda: _TEXT,
    "words": lambda: _ref("words"),
    "number": lambda: {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"},
    "yes_no": lambda: {"enum": ["yes", "no", True, False]},
    "texts": lambda: {"type": "array", "minItems": 1, "items": _TEXT},
    "slot_list": lambda: {"type": "array", "minItems": 1, "items": _ID},
    "step_map": lambda: {"type": "object", "additionalProperties": _ID},
    "text_map": lambda: {"type": "object", "additionalProperties": _TEXT},
    "skip": lambda: {"anyOf": [_ID, {"enum": [False]}]},
    "strategy": _one_of(language.STRATEGIES),
    "kind": _one_of(language.KINDS),
    "precision": _one_of(language.PRECISIONS),
    "ending": _one_of(language.ENDINGS),
    "list": _one_of(language.LISTS),
    "verb": _one_of(language.VERBS),
    "slot_type": _one_of(language.SLOT_TYPES),
    "picture": _one_of(language.PICTURES),
    "listener": lambda: {"enum": list(LISTENERS)},
    "reading": _one_of(language.READINGS),
    "scale": lambda: _ref("scale"),
    "records": lambda: _ref("records"),
    "kinds": lambda: {"type": "array", "minItems": 1, "items": _ID},
    "rehearse": lambda: _ref("rehearse"),
    "pick": lambda: _ref("pick"),
    "record": lambda: _ref("record"),
    "follow_up": lambda: _ref("follow_up"),
    "slots": _by_id({"enum": list(language.SLOT_TYPES)}, place="slot"),
    "steps": _by_id(place="step"),
    "choices": _by_id(_TEXT, place="choice"),
    "offers": _by_id(_TEXT, place="offer"),
    "outcomes": _by_id(_ID, place="outcome"),
    "labels": lambda: {"type": "object", "minProperties": 1, "propertyNames": _ID, "additionalProperties": _TEXT},
}


def _shape(shape: str) -> Schema:
    """The schema of a shape; ids of every sort look alike to an editor."""
    return _SHAPES[shape]() if shape in _SHAPES else _ID


def word_list() -> str:
    """Every word of the language as Markdown tables, one a place."""
    return "\n".join(_table(_TITLES[place], words) for place, words in language.PLACES.items())


def _table(title: str, words: dict[str, language.Word]) -> str:
    rows = [
        f"| `{name}`{' (needed)' if word.needed else ''} | {language.SHAPES[word.shape]} | {word.means} |"
        for name, word in words.items()
    ]
    return "\n".join([f"### {title}", "", "| word | holds | means |", "|---|---|---|", *rows, ""])


def listener_list() -> str:
    """Every listener with what it may hear, as a Markdown table."""
    rows = [
        f"| `{name}` | {', '.join(f'`{one}`' for one in listener.outcomes)} |" for name, listener in LISTENERS.items()
    ]
    return "\n".join(["| listener | may hear |", "|---|---|", *rows, ""])


def code_list() -> str:
    """Every problem code by group, each linked to its page."""
    return "\n".join(_group(letter, title) for letter, title in GROUPS.items())


def _group(letter: str, title: str) -> str:
    rows = [f"- [{code}](problems/{code}.md) {what.title}" for code, what in CODES.items() if code[0] == letter]
    return "\n".join([f"### {title}", "", *rows, ""])
