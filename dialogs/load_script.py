"""Reading one script file."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import structs

from dialogs import load_language as language
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_step import read_step
from dialogs.problems import Problem, did_you_mean, listed
from dialogs.script import Script, Slot, Step
from dialogs.steps_left import questions_left
from dialogs.yaml_nodes import Entry, Node, Table, Text, read_nodes

DEFAULT_LOCALE = "en"
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?")


def load_script(path: Path) -> tuple[Script | None, list[Problem]]:
    """The script in that file, and every problem in reading it; None when there is no telling what it is.

    A script with problems is as whole as could be read. Its locale is its folder's name.
    """
    file = str(path)
    node, problems = read_nodes(path, file)
    if node is None:
        return None, problems
    reading = Reading(file)
    script = _read_script(reading, node, locale_of(path))
    return script, [*problems, *reading.problems]


def locale_of(path: Path) -> str:
    """The locale of a script file: its folder's name, or the default one where that is no locale."""
    folder = path.resolve().parent.name
    return folder if _LOCALE.fullmatch(folder) else DEFAULT_LOCALE


def _read_script(reading: Reading, node: Node, locale: str) -> Script | None:
    if not isinstance(node, Table):
        reading.note(node.mark, "Y109", "A script is a table of words: begin with `script: its_id`.")
        return None
    entries = reading.entries(node, language.SCRIPT, "A script")
    kind = _one_of(reading, entries, "kind", language.KINDS) or "dialog"
    _need_for_dialogs(reading, node, entries, kind)
    strategy = _one_of(reading, entries, "strategy", language.STRATEGIES) or "system"
    script = Script(
        id=reading.name(entries["script"].value, "The script id") if "script" in entries else "",
        mark=entries["script"].value.mark if "script" in entries else node.mark,
        version=_number(reading, entries, "version", 1, 1_000_000),
        strategy=strategy,
        title=_text(reading, entries, "title"),
        minutes=_number(reading, entries, "minutes", 0, 90),
        start=_text(reading, entries, "start"),
        locale=locale,
        kind=kind,
        about=_text(reading, entries, "about"),
        confronts=_confronts(reading, entries, kind, strategy),
        fits=_read_fits(reading, entries["fits"]) if "fits" in entries else (),
        slots=_read_slots(reading, entries["slots"]) if "slots" in entries else {},
        steps=_read_steps(reading, entries["steps"]) if "steps" in entries else {},
        waive=_read_waived(reading, entries["waive"]) if "waive" in entries else {},
        renamed=_read_renamed(reading, entries["renamed"]) if "renamed" in entries else {},
    )
    _check_places(reading, entries, script)
    return structs.replace(script, left=questions_left(script)) if script.id else None


def _need_for_dialogs(reading: Reading, node: Table, entries: Entries, kind: str) -> None:
    for word in ("strategy", "minutes"):
        if kind != "system" and word not in entries:
            reading.note(node.mark, "W102", f'A script needs "{word}:" (only `kind: system` goes without).')


def _confronts(reading: Reading, entries: Entries, kind: str, strategy: str) -> bool:
    """Whether the script begins behind the gate: as it says, else as its strategy does."""
    if "confronts" in entries:
        return reading.yes(entries["confronts"].value, "confronts")
    return kind == "dialog" and strategy in language.CONFRONTING


def _check_places(reading: Reading, entries: Entries, script: Script) -> None:
    """Note a start or a renamed step that leads to no step."""
    if "start" in entries and script.start.strip() and script.start not in script.steps:
        hint = did_you_mean(script.start, script.steps)
        reading.note(entries["start"].value.mark, "F101", f'There is no step "{script.start}".{hint}')
    for old, new in _table(entries, "renamed").items():
        target = script.renamed.get(old, "")
        if old in script.steps:
            reading.note(
                new.mark,
                "F109",
                f'The step "{old}" is still here: take it out of renamed, or give the step another id.',
            )
        if target.strip() and target not in script.steps:
            reading.note(new.value.mark, "F101", f'There is no step "{target}".{did_you_mean(target, script.steps)}')


def _table(entries: Entries, word: str) -> dict[str, Entry]:
    node = entries[word].value if word in entries else None
    return node.entries if isinstance(node, Table) else {}


def _text(reading: Reading, entries: Entries, word: str) -> str:
    return reading.text(entries[word].value, word) if word in entries else ""


def _one_of(reading: Reading, entries: Entries, word: str, known: tuple[str, ...]) -> str:
    return reading.one_of(entries[word].value, word, known) if word in entries else ""


def _number(reading: Reading, entries: Entries, word: str, least: int, most: int) -> int:
    return reading.number(entries[word].value, word, least, most) if word in entries else least


def _read_fits(reading: Reading, entry: Entry) -> tuple[str, ...]:
    return tuple(reading.text(item, "fits") for item in reading.items(entry.value, "fits"))


def _read_steps(reading: Reading, entry: Entry) -> dict[str, Step]:
    table = reading.table(entry.value, "steps")
    if not table and isinstance(entry.value, Table):
        reading.note(entry.value.mark, "W112", "steps is empty: write at least one.")
    return {name: read_step(reading, part) for name, part in table.items()}


def _read_slots(reading: Reading, entry: Entry) -> dict[str, Slot]:
    return {name: _read_slot(reading, part) for name, part in reading.table(entry.value, "slots").items()}


def _read_slot(reading: Reading, entry: Entry) -> Slot:
    reading.check_name(entry.key, entry.mark, "The slot")
    if isinstance(entry.value, Text):
        return Slot(entry.key, reading.one_of(entry.value, "The type of a slot", language.SLOT_TYPES), mark=entry.mark)
    parts = reading.entries(entry.value, language.SLOT, f"The slot {entry.key}")
    kind = reading.one_of(parts["type"].value, "The type of a slot", language.SLOT_TYPES) if "type" in parts else ""
    sensitive = reading.yes(parts["sensitive"].value, "sensitive") if "sensitive" in parts else False
    return Slot(entry.key, kind, sensitive, entry.mark)


def _read_waived(reading: Reading, entry: Entry) -> dict[str, str]:
    table = reading.table(entry.value, "waive")
    for code, reason in table.items():
        if code not in language.WAIVABLE:
            reading.note(reason.mark, "W106", f"{code} can't be waived: {listed(language.WAIVABLE)} can.")
    return {code: reading.text(reason.value, code) for code, reason in table.items()}


def _read_renamed(reading: Reading, entry: Entry) -> dict[str, str]:
    return {old: reading.text(new.value, "renamed") for old, new in reading.table(entry.value, "renamed").items()}
