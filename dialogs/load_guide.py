"""Reading one language's guide: first weeks, rules for the next step, words too common to tell matters apart."""

from __future__ import annotations

from pathlib import Path

from dialogs.guidance import guide as guiding
from dialogs.load_language import Word
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_table import load_table
from dialogs.problems import Problem
from dialogs.words import Words
from dialogs.yaml_nodes import Entry, Node

_GUIDE = {
    "paths": Word("text_map", "First weeks, by id.", needed=True),
    "rules": Word("texts", "What to suggest next: the first rule that has an occasion.", needed=True),
    "common": Word("texts", "Words too common to tell one matter from another.", needed=True),
}

_PATH = {
    "label": Word("words", "The way of arriving, in people's own words. At most 40 characters.", needed=True),
    "scripts": Word("texts", "The dialogs of the week, one a day.", needed=True),
}

_RULE = {
    "when": Word("text", "The occasion.", needed=True),
    "script": Word("script", "The dialog to suggest; left out where the occasion knows it."),
    "why": Word("words", "Why it is suggested, said before it is offered.", needed=True),
}


def load_guide(path: Path) -> tuple[guiding.Guide | None, list[Problem]]:
    """The guide in that file, and every problem in reading it; the locale is the file's name."""
    begin = "A guide is a table of words: begin with `paths:`."
    return load_table(path, _GUIDE, "A guide", begin, lambda reading, entries: _read(reading, entries, path.stem))


def _read(reading: Reading, entries: Entries, locale: str) -> guiding.Guide:
    return guiding.Guide(
        locale,
        {one.key: _read_path(reading, one) for one in _table(reading, entries, "paths").values()},
        tuple(_read_rule(reading, item) for item in _items(reading, entries, "rules")),
        frozenset(reading.text(item, "A common word")[:6] for item in _items(reading, entries, "common")),
    )


def _table(reading: Reading, entries: Entries, word: str) -> dict[str, Entry]:
    return reading.table(entries[word].value, word) if word in entries else {}


def _items(reading: Reading, entries: Entries, word: str) -> tuple[Node, ...]:
    return tuple(reading.items(entries[word].value, word)) if word in entries else ()


def _read_path(reading: Reading, entry: Entry) -> guiding.Path:
    reading.check_name(entry.key, entry.mark, "The path")
    parts = reading.entries(entry.value, _PATH, f"The path {entry.key}")
    scripts = reading.items(parts["scripts"].value, "scripts") if "scripts" in parts else ()
    label = reading.words(parts["label"].value, "label") if "label" in parts else Words((entry.key,), entry.mark)
    return guiding.Path(
        entry.key, label, tuple(reading.text(one, "A script of the path") for one in scripts), entry.mark
    )


def _read_rule(reading: Reading, node: Node) -> guiding.Rule:
    parts = reading.entries(node, _RULE, "A rule")
    when = reading.one_of(parts["when"].value, "when", guiding.OCCASIONS) if "when" in parts else "any"
    return guiding.Rule(
        when or "any",
        reading.words(parts["why"].value, "why") if "why" in parts else Words(("…",), node.mark),
        reading.text(parts["script"].value, "script") if "script" in parts else "",
        node.mark,
    )
