"""Reading one step of a script."""

from __future__ import annotations

from dialogs import load_language as language
from dialogs.load_question import Entries, Marks, read_choices, read_outcomes, read_question
from dialogs.load_reading import Reading
from dialogs.script import FollowUp, RecordSpec, Step
from dialogs.words import Words
from dialogs.yaml_nodes import Entry, Text

_TOGETHER = (
    ("save_as", "ask", "an answer is saved only where something is asked"),
    ("why", "ask", "it says why something is asked"),
    ("listen", "ask", "a listener reads an answer"),
    ("listen", "outcomes", "what was heard must lead somewhere"),
    ("feedback", "ask", "it is about an answer"),
    ("feedback", "save_as", "words that are tried again need a place"),
    ("feedback", "then", "it says where to go on afterwards"),
    ("skip", "ask", "only a question can be skipped"),
    ("offer", "end", "an offer stands under the last words"),
    ("call", "then", "it says where to go on afterwards"),
)
_APART = (
    ("end", "then", "a step that ends goes nowhere"),
    ("end", "ask", "a step that ends asks nothing: ask in the step before, or use offer"),
    ("end", "call", "a step that ends calls nothing"),
    ("ask", "call", "a step asks or calls another script"),
    *(("feedback", word, "it is about words of one's own") for word in language.QUESTIONS),
    ("feedback", "listen", "one of them decides where to go on"),
)


def read_step(reading: Reading, entry: Entry) -> Step:
    """The step under this key."""
    reading.check_name(entry.key, entry.mark, "The step id")
    if entry.key == "no":
        reading.note(entry.mark, "W104", 'A step can\'t be called "no": `skip: no` means something else.')
    entries = reading.entries(entry.value, language.STEP, f"The step {entry.key}")
    _check_company(reading, entries)
    marks: Marks = {word: part.value.mark for word, part in entries.items()}
    skip = _text(reading, entries, "skip")
    return Step(
        id=entry.key, mark=entry.mark, marks=marks,
        say=_words(reading, entries, "say"), ask=_words(reading, entries, "ask"), why=_words(reading, entries, "why"),
        question=read_question(reading, entries, marks),
        save_as=_text(reading, entries, "save_as"), listen=_text(reading, entries, "listen"),
        topic=reading.yes(entries["topic"].value, "topic") if "topic" in entries else False,
        feedback=_one_of(reading, entries, "feedback", language.READINGS, "W106"),
        outcomes=read_outcomes(reading, entries["outcomes"], marks) if "outcomes" in entries else {},
        then=_text(reading, entries, "then"), skip=None if skip == "no" else skip, may_skip=skip != "no",
        record=_read_record(reading, entries["record"], marks) if "record" in entries else None,
        set=read_texts(reading, entries["set"], marks) if "set" in entries else {},
        do=_one_of(reading, entries, "do", language.VERBS, "W108"), call=_text(reading, entries, "call"),
        picture=_one_of(reading, entries, "picture", language.PICTURES, "W108"),
        follow_up=_read_follow_up(reading, entries["follow_up"], marks) if "follow_up" in entries else None,
        offer=read_choices(reading, entries["offer"], language.OFFER, "An offer", marks) if "offer" in entries else (),
        end=_one_of(reading, entries, "end", language.ENDINGS, "W106"),
    )  # fmt: skip


def _check_company(reading: Reading, entries: Entries) -> None:
    """Note words that need another, and words that exclude each other."""
    for word, other, because in _TOGETHER:
        if word in entries and other not in entries:
            reading.note(entries[word].mark, "W110", f'"{word}" goes with "{other}": {because}.')
    for word, other, because in _APART:
        if word in entries and other in entries:
            reading.note(entries[other].mark, "W110", f'"{word}" and "{other}" exclude each other: {because}.')


def _words(reading: Reading, entries: Entries, word: str) -> Words | None:
    return reading.words(entries[word].value, word) if word in entries else None


def _text(reading: Reading, entries: Entries, word: str) -> str | None:
    return reading.text(entries[word].value, word) or None if word in entries else None


def _one_of(reading: Reading, entries: Entries, word: str, known: tuple[str, ...], code: str) -> str | None:
    return reading.one_of(entries[word].value, word, known, code) or None if word in entries else None


def _read_record(reading: Reading, entry: Entry, marks: Marks) -> RecordSpec:
    parts = reading.entries(entry.value, language.RECORD, "A record")
    kind = reading.name(parts["kind"].value, "The kind of a record") if "kind" in parts else ""
    items = reading.items(parts["from"].value, "from") if "from" in parts else ()
    for item in items:
        if isinstance(item, Text):
            marks[f"record.{item.value}"] = item.mark
    return RecordSpec(kind, tuple(reading.text(item, "A slot of the record") for item in items), entry.value.mark)


def read_texts(reading: Reading, entry: Entry, marks: Marks) -> dict[str, str]:
    """A table of plain texts by name."""
    table = reading.table(entry.value, entry.key)
    marks |= {f"{entry.key}.{name}": part.mark for name, part in table.items()}
    return {name: reading.text(part.value, name) for name, part in table.items()}


def _read_follow_up(reading: Reading, entry: Entry, marks: Marks) -> FollowUp:
    parts = reading.entries(entry.value, language.FOLLOW_UP, "A follow-up")
    marks |= {f"follow_up.{word}": part.value.mark for word, part in parts.items()}
    days = reading.number(parts["days"].value, "days", 1, 365) if "days" in parts else 1
    script = reading.text(parts["script"].value, "script") if "script" in parts else ""
    return FollowUp(days, script, entry.value.mark)
