"""Reading one simulated partner's file, with every problem at once."""

from __future__ import annotations

from pathlib import Path

from dialogs.load_language import Word
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_script import locale_of
from dialogs.load_table import load_table
from dialogs.problems import Problem
from dialogs.rehearsal.persona import LEVELS, MOODS, TACTICS, Persona
from dialogs.words import Mark, Words
from dialogs.yaml_nodes import Entry

FEWEST_LINES = 3
_TABLES = {"weights": TACTICS, "lines": TACTICS, "moods": MOODS}
_RELATIONS = ("partner", "friend", "manager", "colleague", "parent", "sibling")
_WORDS = {
    "persona": Word("id", "The partner's id.", needed=True),
    "name": Word("text", "What people see on the button.", needed=True),
    "relation": Word("text", "Who they are to the person.", needed=True),
    "about": Word("text", "One line about them.", needed=True),
    "wants": Word("text", "What they want.", needed=True),
    "fears": Word("text", "What they fear.", needed=True),
    "voice": Word("text", "How they speak.", needed=True),
    "weights": Word("text_map", "How readily each kind of pushback comes, 0 to 5.", needed=True),
    "lines": Word("text_map", "Their lines, by kind of pushback and how hard it is.", needed=True),
    "moods": Word("text_map", "Their lines for the turns of a rehearsal.", needed=True),
}


def load_persona(path: Path) -> tuple[Persona | None, list[Problem]]:
    """The partner in that file, and every problem in reading it."""
    begin = "A partner is a table of words: begin with `persona: its_id`."
    return load_table(
        path, _WORDS, "A partner", begin, lambda reading, entries: _read(reading, entries, locale_of(path))
    )


def _read(reading: Reading, entries: Entries, locale: str) -> Persona:
    texts = {word: reading.text(entries[word].value, word) if word in entries else "" for word in list(_WORDS)[:7]}
    if texts["relation"] not in _RELATIONS and "relation" in entries:
        reading.one_of(entries["relation"].value, "relation", _RELATIONS)
    parts = {word: _known(reading, entries, word, names) for word, names in _TABLES.items()}
    return Persona(
        id=texts.pop("persona"),
        locale=locale,
        **texts,
        weights={name: reading.number(one.value, name, 0, 5) for name, one in parts["weights"]},
        lines={name: _levels(reading, name, one) for name, one in parts["lines"]},
        moods={name: _lines(reading, name, one) for name, one in parts["moods"]},
    )


def _known(reading: Reading, entries: Entries, word: str, names: tuple[str, ...]) -> list[tuple[str, Entry]]:
    """The entries of a table by name; names that are missing or unknown are noted."""
    found = reading.table(entries[word].value, word) if word in entries else {}
    mark = entries[word].mark if word in entries else Mark(reading.file, 1, 1)
    for name in names:
        if name not in found:
            reading.note(mark, "R101", f"{word} lacks {name}: write it, so that the partner is never at a loss.")
    for name, entry in found.items():
        if name not in names:
            reading.note(entry.mark, "R102", f"{word} knows no {name}: it may hold {', '.join(names)}.")
    return [(name, entry) for name, entry in found.items() if name in names]


def _levels(reading: Reading, tactic: str, entry: Entry) -> dict[str, Words]:
    found = _known(reading, {tactic: entry}, tactic, LEVELS)
    return {level: _lines(reading, f"{tactic} {level}", one) for level, one in found}


def _lines(reading: Reading, what: str, entry: Entry) -> Words:
    items = [reading.text(item, what) for item in reading.items(entry.value, what)]
    if len(set(items)) < FEWEST_LINES:
        message = f"{what} has {len(set(items))} different lines: write {FEWEST_LINES} at least, so that runs differ."
        reading.note(entry.mark, "R103", message)
    return Words(tuple(items) or ("…",), entry.mark)
