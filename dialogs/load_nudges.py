"""Reading one locale's nudges, with every problem at once."""

from __future__ import annotations

from pathlib import Path

from dialogs.load_language import NUDGE, NUDGE_FILE, STRATEGIES
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.nudging.texts import KINDS, Nudge, Nudges
from dialogs.problems import Problem
from dialogs.yaml_nodes import Entry, Table, read_nodes


def load_nudges(path: Path) -> tuple[Nudges | None, list[Problem]]:
    """The nudges in that file, and every problem in reading it; the locale is the file's name."""
    file = str(path)
    node, problems = read_nodes(path, file)
    if node is None:
        return None, problems
    reading = Reading(file)
    if not isinstance(node, Table):
        reading.note(node.mark, "Y109", "Nudges are a table of words: begin with `nudges:`.")
        return None, [*problems, *reading.problems]
    entries = reading.entries(node, NUDGE_FILE, "A file of nudges")
    found = reading.table(entries["nudges"].value, "nudges") if "nudges" in entries else {}
    nudges = Nudges(
        locale=path.stem,
        nudges={name: _read(reading, name, entry) for name, entry in found.items()},
        topics=_words(reading, entries, "topics"),
        never=_words(reading, entries, "never"),
        mark=node.mark,
    )
    return nudges, [*problems, *reading.problems]


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
