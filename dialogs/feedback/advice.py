"""What is said about a reading, as values, and the choice of the one strength and the one change that are said.

What matters comes first: the order of the axes, then the order in which a coach lists the labels. Clarity and respect
stand apart and are never added up. Knows nothing of YAML or of how a script is played.
"""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from dialogs.feedback.labels import LABELS
from dialogs.feedback.read import Finding, Reading
from dialogs.words import NOWHERE, Mark, Words

TOO_LONG = "too_long"
TOLD = (*LABELS, TOO_LONG)
_MOST_QUOTED = 6  # words of what goes on too long
_FEWEST_QUOTED = 2  # words of a longer text that may stand for a strength
_MOST_CLAUSE = 14  # words
_WORD = re.compile(r"\S+")
_SUBJECT = r"(?:i|im|ill|ive|my|you|youre|u|ur|your|he|she|it|its|we|they|that|if)"
_CUT = re.compile(
    rf"[.,;:!?\n()\"“”]+|\s(?:and|but|so|or|then)(?=\s{_SUBJECT}\b)|\s(?:because|but)(?=\s)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?\n]\s")


class Page(Struct, frozen=True, kw_only=True):
    """What is said about one label: as a strength, as a change, and on its page.

    A strength is not said beside the changes in `not_with`, which may rest on the same words. `bare` quotes only the
    words that showed it, and not their clause.
    """

    name: Words
    why: Words
    before: Words
    after: Words
    axis: str = ""
    strength: Words | None = None
    change: Words | None = None
    not_with: tuple[str, ...] = ()
    bare: bool = False


class ReadFor(Struct, frozen=True, kw_only=True):
    """What one kind of answer is read for.

    Where none of `wants` is read, the labels in `instead` are a change. `unsure` is the script that asks where nothing
    can be told: none of `wants`, or fewer than `fewest` words. More than `most` words are too long.
    """

    unsure: str
    strengths: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    fewest: int = 1
    most: int = 200
    mark: Mark = NOWHERE


class Advice(Struct, frozen=True, kw_only=True):
    """All of it in one language: the axes in the order in which they matter, each with its words; pages by label.

    `leads` say how a strength begins: `alone`, and `beside` a change.
    """

    locale: str
    tries: int
    axes: dict[str, Words]
    leads: dict[str, Words]
    readings: dict[str, ReadFor]
    labels: dict[str, Page]


NO_ADVICE = Advice(locale="", tries=1, axes={}, leads={}, readings={}, labels={})


class Remark(Struct, frozen=True):
    """What is to be said: one strength and one change at most. `unsure`: nothing can be told, so it is asked."""

    strength: Finding | None = None
    change: Finding | None = None
    unsure: bool = False


def choose(advice: Advice, asked: str, text: str, reading: Reading) -> Remark:
    """The remark on an answer that was read for `asked`."""
    wanted = advice.readings[asked]
    change = _change(advice, wanted, text, reading)
    missing = bool(wanted.wants) and reading.first(*wanted.wants) is None
    unsure = change is None and (missing or len(text.split()) < wanted.fewest)
    return Remark(_strength(advice, wanted, text, reading, change), change, unsure)


def _change(advice: Advice, wanted: ReadFor, text: str, reading: Reading) -> Finding | None:
    """The change that matters most, or None."""
    instead = () if reading.first(*wanted.wants) else wanted.instead
    found = [one for label in (*wanted.changes, *instead) if (one := reading.first(label)) is not None]
    words = list(_WORD.finditer(text))
    if len(words) > wanted.most:
        found.append(_too_long(text, words))
    axes = list(advice.axes)
    first = min(found, key=lambda one: axes.index(advice.labels[one.label].axis), default=None)
    return _quoted(advice, text, first) if first else None


def _too_long(text: str, words: list[re.Match[str]]) -> Finding:
    start, end = words[-_MOST_QUOTED].start(), words[-1].end()
    return Finding(TOO_LONG, start, end, text[start:end], TOO_LONG)


def _strength(advice: Advice, wanted: ReadFor, text: str, reading: Reading, change: Finding | None) -> Finding | None:
    """The first strength that was truly read, and whose words do not show the change as well."""
    for label in wanted.strengths:
        found = reading.first(label)
        if found is None or set(advice.labels[label].not_with) & set(reading.flaws):
            continue
        quoted = _quoted(advice, text, found)
        if len(quoted.text.split()) < min(_FEWEST_QUOTED, len(text.split())):
            continue
        if change is None or not _touch(found if advice.labels[change.label].bare else quoted, change):
            return quoted
    return None


def _quoted(advice: Advice, text: str, found: Finding) -> Finding:
    """The finding with the words that are quoted: their whole clause where it is short, else those that showed it."""
    begun = max((cut.end() for cut in _SENTENCE_END.finditer(text, found.start, found.end)), default=found.start)
    start, end = begun, found.end
    if found.label != TOO_LONG and not advice.labels[found.label].bare:
        start, end = _clause(text, start, end)
    if len(text[start:end].split()) > _MOST_CLAUSE:
        start, end = begun, found.end
    start, end = _trimmed(text, start, end)
    return msgspec.structs.replace(found, start=start, end=end, text=text[start:end])


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """From where the clause begins in which `start` is, to where the one ends in which `end` is."""
    cuts = list(_CUT.finditer(text))
    before = [cut.end() for cut in cuts if cut.end() <= start]
    after = [cut.start() for cut in cuts if cut.start() >= end]
    return before[-1] if before else 0, after[0] if after else len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the spaces and signs around it."""
    while start < end - 1 and not text[start].isalnum():
        start += 1
    while start < end - 1 and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _touch(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
