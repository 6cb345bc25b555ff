"""Reading what is said about a reading, one file a language, with every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dialogs.feedback.advice import TOLD, Advice, Page, ReadFor
from dialogs.load_language import READINGS, Word
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.load_table import load_table
from dialogs.problems import Problem, did_you_mean
from dialogs.words import Mark, Words
from dialogs.yaml_nodes import Entry

LEADS = ("alone", "beside")
MOST_WHY = 40  # words
MOST_EXAMPLE = 24  # words
_ADVICE = {
    "tries": Word("number", "How often words are tried before it goes on by itself.", needed=True),
    "axes": Word("text_map", "The axes in the order in which they matter, each with its words.", needed=True),
    "leads": Word("text_map", "How a strength begins: `alone`, and `beside` a change.", needed=True),
    "readings": Word("text_map", "What each kind of answer is read for.", needed=True),
    "labels": Word("text_map", "What is said about each label.", needed=True),
}
_READING = {
    "wants": Word("texts", "One of these must be there; else it is asked about."),
    "strengths": Word("texts", "Labels that may be said as a strength, the first one read wins.", needed=True),
    "changes": Word("texts", "Labels that may be said as a change; what matters first by its axis, then by this list."),
    "instead": Word("texts", "Labels that are a change where nothing of `wants` is there."),
    "unsure": Word("script", "The script that asks where nothing can be told.", needed=True),
    "fewest": Word("number", "Fewer words than this say too little."),
    "most": Word("number", "More words than this are too long."),
}
_LABEL = {
    "name": Word("text", "What it is called.", needed=True),
    "axis": Word("text", "Clarity, respect or a tip; needed where it is a change."),
    "strength": Word("text", "What is said where it is a strength; {quote} are the person's words."),
    "change": Word("text", "What is said where it is a change; {quote} are the person's words."),
    "quote": Word("text", "`words` quotes only the words that showed it; left out: their clause, where it is short."),
    "not_with": Word("texts", "Changes beside which it is no strength."),
    "why": Word("text", "What it is and why it matters, in 40 words at most.", needed=True),
    "before": Word("text", "An example of it, or of its lack.", needed=True),
    "after": Word("text", "The same, said another way; may differ by register.", needed=True),
}


def load_advice(path: Path) -> tuple[Advice | None, list[Problem]]:
    """The advice in that file, and every problem in reading it; the locale is the file's name."""
    begin = "Advice is a table of words: begin with `tries:`."
    return load_table(
        path, _ADVICE, "A file of advice", begin, lambda reading, entries: _read(reading, entries, path.stem)
    )


def _read(reading: Reading, entries: Entries, locale: str) -> Advice:
    axes = reading.table(entries["axes"].value, "axes") if "axes" in entries else {}
    labels = {name: _page(reading, one, tuple(axes)) for name, one in _known(reading, entries, "labels", TOLD)}
    leads = {name: reading.words(one.value, name) for name, one in _known(reading, entries, "leads", LEADS)}
    readings = {name: _read_for(reading, one, labels) for name, one in _known(reading, entries, "readings", READINGS)}
    return Advice(
        locale=locale,
        tries=reading.number(entries["tries"].value, "tries", 1, 9) if "tries" in entries else 1,
        axes={name: reading.words(one.value, f"The axis {name}") for name, one in axes.items()},
        leads=leads,
        readings=readings,
        labels=labels,
    )


def _known(reading: Reading, entries: Entries, word: str, names: tuple[str, ...]) -> Iterator[tuple[str, Entry]]:
    """The entries of a table by name; names that are missing or unknown are noted."""
    found = reading.table(entries[word].value, word) if word in entries else {}
    missing = [name for name in names if name not in found]
    if missing:
        mark = entries[word].mark if word in entries else Mark(reading.file, 1, 1)
        reading.note(mark, "A101", f"{word} lacks {', '.join(missing)}: write what is said there.")
    for name, entry in found.items():
        if name in names:
            yield name, entry
        else:
            reading.note(entry.mark, "A102", f'{word} knows no "{name}".{did_you_mean(name, names)}')


def _page(reading: Reading, entry: Entry, axes: tuple[str, ...]) -> Page:
    parts = reading.entries(entry.value, _LABEL, f"The label {entry.key}")
    _short(reading, parts)
    axis = reading.one_of(parts["axis"].value, "axis", axes) if "axis" in parts else ""
    if "change" in parts and "axis" not in parts:
        reading.note(entry.mark, "A101", f"{entry.key} is a change and needs an axis: {', '.join(axes)}.")
    empty = Words(("",), entry.mark)
    return Page(
        name=_words(reading, parts, "name") or empty, why=_words(reading, parts, "why") or empty,
        before=_words(reading, parts, "before") or empty, after=_words(reading, parts, "after") or empty,
        axis=axis, strength=_words(reading, parts, "strength"), change=_words(reading, parts, "change"),
        not_with=_labels(reading, parts, "not_with"),
        bare="quote" in parts and reading.one_of(parts["quote"].value, "quote", ("words",)) == "words",
    )  # fmt: skip


def _short(reading: Reading, parts: Entries) -> None:
    for word, most in (("why", MOST_WHY), ("before", MOST_EXAMPLE), ("after", MOST_EXAMPLE)):
        said = _words(reading, parts, word)
        longest = max((len(text.split()) for text in said.variants), default=0) if said else 0
        if longest > most:
            reading.note(parts[word].value.mark, "A103", f"This {word} has {longest} words: {most} at most.")


def _words(reading: Reading, parts: Entries, word: str) -> Words | None:
    return reading.words(parts[word].value, word) if word in parts else None


def _labels(reading: Reading, parts: Entries, word: str) -> tuple[str, ...]:
    """A list of labels; unknown ones are noted."""
    items = reading.items(parts[word].value, word) if word in parts else ()
    return tuple(name for item in items if (name := reading.one_of(item, word, TOLD, "A102")))


def _read_for(reading: Reading, entry: Entry, labels: dict[str, Page]) -> ReadFor:
    parts = reading.entries(entry.value, _READING, f"The reading {entry.key}")
    strengths, changes, wants, instead = (
        _labels(reading, parts, word) for word in ("strengths", "changes", "wants", "instead")
    )
    _said(reading, entry, labels, "strength", strengths)
    _said(reading, entry, labels, "change", (*changes, *instead))
    numbers = {word: reading.number(parts[word].value, word, 1, 200) for word in ("fewest", "most") if word in parts}
    return ReadFor(
        unsure=reading.text(parts["unsure"].value, "unsure") if "unsure" in parts else "",
        strengths=strengths, changes=changes, wants=wants, instead=instead, mark=entry.mark, **numbers,
    )  # fmt: skip


def _said(reading: Reading, entry: Entry, labels: dict[str, Page], word: str, names: tuple[str, ...]) -> None:
    """Note labels that the reading names and that have no words for it."""
    for name in names:
        page = labels.get(name)
        if page is not None and getattr(page, word) is None:
            reading.note(entry.mark, "A101", f'{entry.key} names {name}, which has no "{word}:" to say.')
