"""Reading one locale's phrases: the bot's own lines."""

from __future__ import annotations

from pathlib import Path

from dialogs.load_language import PHRASES
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.problems import Problem
from dialogs.script import Phrases
from dialogs.yaml_nodes import Table, read_nodes


def load_phrases(path: Path) -> tuple[Phrases | None, list[Problem]]:
    """The phrases in that file, and every problem in reading it; the locale is the file's name."""
    file = str(path)
    node, problems = read_nodes(path, file)
    if node is None:
        return None, problems
    reading = Reading(file)
    if not isinstance(node, Table):
        reading.note(node.mark, "Y109", "Phrases are a table of words: begin with `lines:`.")
        return None, [*problems, *reading.problems]
    entries = reading.entries(node, PHRASES, "A file of phrases")
    lines = reading.table(entries["lines"].value, "lines") if "lines" in entries else {}
    phrases = Phrases(
        locale=path.stem,
        lines={name: reading.words(part.value, f"The line {name}") for name, part in lines.items()},
        commands=_texts(reading, entries, "commands"),
        strategies=_texts(reading, entries, "strategies"),
    )
    return phrases, [*problems, *reading.problems]


def _texts(reading: Reading, entries: Entries, word: str) -> dict[str, str]:
    table = reading.table(entries[word].value, word) if word in entries else {}
    return {name: reading.text(part.value, name) for name, part in table.items()}
