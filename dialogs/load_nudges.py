"""Reading one locale's nudges, with every problem at once."""

from __future__ import annotations

from pathlib import Path

from dialogs.load_language import NUDGE, NUDGE_FILE, STRATEGIES
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_table import load_table
from dialogs.nudging.texts import KINDS, Nudge, Nudges
from dialogs.problems import Problem
from dialogs.words import Mark
from dialogs.yaml_nodes import Entry


def load_nudges(path: Path) -> tuple[Nudges | None, list[Problem]]:
    """The nudges in that file, and every problem in reading it; the locale is the file's name."""
    begin = "Nudges are a table of words: begin with `nudges:`."
    return load_table(
        path, NUDGE_FILE, "A file of nudges", begin, lambda reading, entries: _nudges(reading, entries, path.stem)
    )


def _nudges(reading: Reading, entries: Entries, locale: str) -> Nudges:
    found = reading.table(entries["nudges"].value, "nudges") if "nudges" in entries else {}
    return Nudges(
        locale=locale,
        nudges={name: _read(reading, name, entry) for name, entry in found.items()},
        topics=_words(reading, entries, "topics"),
        never=_words(reading, entries, "never"),
        mark=Mark(reading.file, 1, 1),
    )


def _words(reading: Reading, entries: Entries, word: str) -> tuple[str, ...]:
    if word not in entries:
        return ()
    return tuple(reading.text(one, word).lower() for one in reading.items(entries[word].value, word))


def _read(reading: Reading, name: str, entry: Entry) -> Nudge:
    reading.check_name(name, entry.mark, "The nudge")
    entries = reading.entries(entry.value, NUDGE, "A nudge")
    texts = {word: reading.text(part.value, word).strip() for word, part in entries.items()}
    kind = reading.one_of(entries["kind"].value, "kind", KINDS) if "kind" in entries else ""
    if "strategy" in entries:
        texts["strategy"] = reading.one_of(entries["strategy"].value, "strategy", STRATEGIES)
    return Nudge(
        id=name,
        kind=kind,
        text=texts.get("text", ""),
        strategy=texts.get("strategy", ""),
        script=texts.get("script", ""),
        mark=entry.mark,
        marks={word: part.value.mark for word, part in entries.items()},
    )
