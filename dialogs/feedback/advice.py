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
_MOST_CLAUSE = 12  # words
_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[^.,;:!?\n“”\"()]*?(?=\s+(?:and|but|so|because|or)\b|[.,;:!?\n“”\"()]|$)", re.IGNORECASE)


class Page(Struct, frozen=True, kw_only=True):
    """What is said about one label: as a strength, as a change, and on its page.

    A strength is not said beside the changes in `not_with`, which may rest on the same words. `clause` quotes on to the
    end of the clause.
    """

    name: Words
    why: Words
    before: Words
    after: Words
    axis: str = ""
    strength: Words | None = None
    change: Words | None = None
    not_with: tuple[str, ...] = ()
    clause: bool = False


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
    if change is None and (missing or len(text.split()) < wanted.fewest):
        return Remark(unsure=True)
    strength = _strength(advice, wanted, reading, change)
    return Remark(_quoted(advice, text, strength), _quoted(advice, text, change))


def _change(advice: Advice, wanted: ReadFor, text: str, reading: Reading) -> Finding | None:
    """The change that matters most, or None."""
    instead = () if reading.first(*wanted.wants) else wanted.instead
    found = [one for label in (*wanted.changes, *instead) if (one := reading.first(label)) is not None]
    words = list(_WORD.finditer(text))
    if len(words) > wanted.most:
        found.append(_too_long(text, words))
    axes = list(advice.axes)
    return min(found, key=lambda one: axes.index(advice.labels[one.label].axis), default=None)


def _too_long(text: str, words: list[re.Match[str]]) -> Finding:
    start = words[-_MOST_QUOTED].start()
    quote = text[start : words[-1].end()].rstrip(".,;:!?")
    return Finding(TOO_LONG, start, start + len(quote), quote, TOO_LONG)


def _strength(advice: Advice, wanted: ReadFor, reading: Reading, change: Finding | None) -> Finding | None:
    """The first strength that was truly read, and whose words do not show the change as well."""
    for label in wanted.strengths:
        found = reading.first(label)
        if found is None or (change and (_touch(found, change) or change.label in advice.labels[label].not_with)):
            continue
        return found
    return None


def _quoted(advice: Advice, text: str, found: Finding | None) -> Finding | None:
    """The finding with the words that are quoted: those that showed it, or on to the end of a clause that ends soon."""
    if found is None or not advice.labels[found.label].clause:
        return found
    rest = _CLAUSE.match(text, found.end)
    end = rest.end() if rest else found.end
    quote = text[found.start : end].rstrip()
    if len(quote.split()) > _MOST_CLAUSE:
        return found
    return msgspec.structs.replace(found, end=found.start + len(quote), text=quote)


def _touch(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
