"""Reading what a step asks: choices, scales, lists to pick from, days; and what a listener's outcomes lead to."""

from __future__ import annotations

from dialogs import load_language as language
from dialogs.load_reading import Reading
from dialogs.script import (
    Choice,
    Choices,
    Free,
    ListRecords,
    ListScripts,
    Outcome,
    Pick,
    Question,
    Rehearse,
    Scale,
    When,
)
from dialogs.words import Mark, Words
from dialogs.yaml_nodes import Entry, Text

Entries = dict[str, Entry]
Marks = dict[str, Mark]


def read_question(reading: Reading, entries: Entries, marks: Marks) -> Question | None:
    """What kind of answer the step wants; None when it asks nothing."""
    kinds = [word for word in language.QUESTIONS if word in entries]
    if "choices" in kinds and ("list_scripts" in kinds or "list_records" in kinds):
        kinds.remove("choices")
    for word in kinds[1:]:
        reading.note(entries[word].mark, "W110", f'A step asks in one way: take out "{kinds[0]}" or "{word}".')
    if not kinds:
        return Free() if "ask" in entries else None
    if "ask" not in entries:
        reading.note(entries[kinds[0]].mark, "W110", f'"{kinds[0]}" needs a question: add "ask:".')
    return _read_kind(reading, kinds[0], entries, marks)


def _read_kind(reading: Reading, kind: str, entries: Entries, marks: Marks) -> Question:  # noqa: PLR0911  one return a kind
    entry = entries[kind]
    if kind == "choices":
        return Choices(read_choices(reading, entry, language.CHOICE, "A choice", marks))
    if kind == "scale":
        return _read_scale(reading, entry)
    if kind == "pick":
        return _read_pick(reading, entry, marks)
    if kind == "rehearse":
        parts = reading.entries(entry.value, language.REHEARSE, "A rehearsal")
        return Rehearse(*(reading.text(parts[word].value, word) if word in parts else "" for word in language.REHEARSE))
    if kind == "when":
        return When(reading.one_of(entry.value, "when", language.PRECISIONS))
    more = read_choices(reading, entries["choices"], language.CHOICE, "A choice", marks) if "choices" in entries else ()
    if kind == "list_records":
        return _read_records(reading, entry, more, marks)
    return ListScripts(reading.one_of(entry.value, "list_scripts", language.LISTS), more)


def _read_records(reading: Reading, entry: Entry, options: tuple[Choice, ...], marks: Marks) -> ListRecords:
    parts = reading.entries(entry.value, language.RECORDS, "Records to look through")
    marks |= {f"list_records.{word}": part.value.mark for word, part in parts.items()}
    kinds = reading.items(parts["of"].value, "of") if "of" in parts else ()
    for kind in kinds:
        if isinstance(kind, Text):
            marks[f"list_records.of.{kind.value}"] = kind.mark
    return ListRecords(
        tuple(reading.text(kind, "A kind of record") for kind in kinds),
        reading.text(parts["find"].value, "find") if "find" in parts else "",
        reading.text(parts["none"].value, "none") if "none" in parts else None,
        options,
    )


def read_choices(
    reading: Reading, entry: Entry, words: dict[str, language.Word], place: str, marks: Marks
) -> tuple[Choice, ...]:
    """The choices under `entry`: `id: label`, or `id:` with words. `marks` gets the place of each part."""
    table = reading.table(entry.value, entry.key)
    if not table and not isinstance(entry.value, Text):
        reading.note(entry.value.mark, "W112", f"{entry.key} is empty: write at least one.")
    return tuple(
        _read_choice(reading, one, words, f"{place} ({one.key})", f"{entry.key}.{one.key}", marks)
        for one in table.values()
    )


def _read_choice(
    reading: Reading, entry: Entry, words: dict[str, language.Word], place: str, path: str, marks: Marks
) -> Choice:
    reading.check_name(entry.key, entry.mark, "The choice id")
    if isinstance(entry.value, Text):
        return Choice(entry.key, reading.words(entry.value, f"{place}: its label"), mark=entry.mark)
    parts = reading.entries(entry.value, words, place)
    ways = [word for word in ("then", "script", "do") if word in parts]
    for extra in ways[1:]:
        reading.note(parts[extra].mark, "W110", f'{place} leads on in one way: take out "{ways[0]}" or "{extra}".')
    marks |= {f"{path}.{word}": part.value.mark for word, part in parts.items()}
    label = (
        reading.words(parts["label"].value, f"{place}: its label")
        if "label" in parts
        else Words((entry.key,), entry.mark)
    )
    return Choice(
        entry.key, label,
        say=reading.words(parts["say"].value, f"{place}: what it says") if "say" in parts else None,
        then=reading.text(parts["then"].value, "then") if "then" in parts else None,
        script=reading.text(parts["script"].value, "script") if "script" in parts else None,
        do=reading.one_of(parts["do"].value, "do", language.VERBS, "W108") if "do" in parts else None,
        mark=entry.mark,
    )  # fmt: skip


def _read_scale(reading: Reading, entry: Entry) -> Scale:
    parts = reading.entries(entry.value, language.SCALE, "A scale")
    first = reading.number(parts["from"].value, "from", -100, 100) if "from" in parts else 0
    last = reading.number(parts["to"].value, "to", -100, 100) if "to" in parts else first + 1
    if not first < last:
        reading.note(entry.value.mark, "L107", f"The scale goes from {first} to {last}: it should go up.")
    elif last - first > 23:
        reading.note(
            entry.value.mark, "L107", f"The scale has {last - first + 1} buttons: people can take in 24 at most."
        )
    low = reading.words(parts["low"].value, "low") if "low" in parts else None
    high = reading.words(parts["high"].value, "high") if "high" in parts else None
    return Scale(first, last, low, high)


def _read_pick(reading: Reading, entry: Entry, marks: Marks) -> Pick:
    parts = reading.entries(entry.value, language.PICK, "A pick")
    options = (
        read_choices(reading, parts["from"], {"label": language.CHOICE["label"]}, "What can be picked", marks)
        if "from" in parts
        else ()
    )
    at_least = reading.number(parts["at_least"].value, "at_least", 0, 100) if "at_least" in parts else 1
    at_most = reading.number(parts["at_most"].value, "at_most", 1, 100) if "at_most" in parts else max(3, at_least)
    page = reading.number(parts["page"].value, "page", 1, 90) if "page" in parts else 8
    if at_least > at_most:
        reading.note(
            parts["at_least"].value.mark, "L108", f"at_least is {at_least} and at_most {at_most}: no answer fits both."
        )
    elif options and at_least > len(options):
        reading.note(
            parts["at_least"].value.mark,
            "L108",
            f"at_least is {at_least}, but there are only {len(options)} to pick from.",
        )
    elif options and "at_most" in parts and at_most > len(options):
        reading.note(
            parts["at_most"].value.mark,
            "L108",
            f"at_most is {at_most}, but there are only {len(options)} to pick from.",
        )
    return Pick(options, at_least, at_most, page)


def read_outcomes(reading: Reading, entry: Entry, marks: Marks) -> dict[str, Outcome]:
    """The outcomes of a listener, by what was heard."""
    table = reading.table(entry.value, "outcomes")
    return {one.key: _read_outcome(reading, one, marks) for one in table.values()}


def _read_outcome(reading: Reading, entry: Entry, marks: Marks) -> Outcome:
    if isinstance(entry.value, Text):
        marks[f"outcomes.{entry.key}.then"] = entry.value.mark
        return Outcome(entry.key, then=reading.text(entry.value, f"The outcome {entry.key}"), mark=entry.mark)
    parts = reading.entries(entry.value, language.OUTCOME, f"The outcome {entry.key}")
    marks |= {f"outcomes.{entry.key}.{word}": part.value.mark for word, part in parts.items()}
    for one, other in (("at_most", "else"), ("else", "at_most")):
        if one in parts and other not in parts:
            reading.note(parts[one].mark, "W110", f'"{one}" goes with "{other}": add it, or take "{one}" out.')
    return Outcome(
        entry.key,
        then=reading.text(parts["then"].value, "then") if "then" in parts else None,
        say=reading.words(parts["say"].value, "say") if "say" in parts else None,
        at_most=reading.number(parts["at_most"].value, "at_most", 1, 100) if "at_most" in parts else None,
        otherwise=reading.text(parts["else"].value, "else") if "else" in parts else None,
        mark=entry.mark,
    )
