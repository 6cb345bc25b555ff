"""Reading one locale's phrases: the bot's own lines."""

from __future__ import annotations

from pathlib import Path

from dialogs.load_language import PHRASES
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_table import load_table
from dialogs.problems import Problem
from dialogs.script import Phrases


def load_phrases(path: Path) -> tuple[Phrases | None, list[Problem]]:
    """The phrases in that file, and every problem in reading it; the locale is the file's name."""
    begin = "Phrases are a table of words: begin with `lines:`."
    return load_table(
        path, PHRASES, "A file of phrases", begin, lambda reading, entries: _read(reading, entries, path.stem)
    )


def _read(reading: Reading, entries: Entries, locale: str) -> Phrases:
    lines = reading.table(entries["lines"].value, "lines") if "lines" in entries else {}
    return Phrases(
        locale=locale,
        lines={name: reading.words(part.value, f"The line {name}") for name, part in lines.items()},
        commands=_texts(reading, entries, "commands"),
        strategies=_texts(reading, entries, "strategies"),
    )


def _texts(reading: Reading, entries: Entries, word: str) -> dict[str, str]:
    table = reading.table(entries[word].value, word) if word in entries else {}
    return {name: reading.text(part.value, name) for name, part in table.items()}
