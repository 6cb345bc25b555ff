"""Problems in scripts: one finding each, with its place, its code and a sentence that says what to do.

Knows what each code means in general; it must not know how a problem is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

from dialogs.words import Mark


class Problem(Struct, frozen=True, order=True):
    """One thing to put right. Sorted by place, then by code."""

    mark: Mark
    code: str
    message: str

    def __str__(self) -> str:
        """`FILE:LINE:COL: CODE message`, as editors understand it."""
        return f"{self.mark}: {self.code} {self.message}"


class Code(Struct, frozen=True):
    """What a code means: a short title, why it matters, and how to put it right."""

    title: str
    why: str
    remedy: str


GROUPS = {
    "Y": "The file and its YAML",
    "W": "Words of the script language",
    "F": "Flow: where steps lead",
    "S": "Slots: what is remembered",
    "L": "Limits of Telegram",
    "T": "Translations",
    "P": "Phrases: the bot's own lines",
    "R": "Rehearsals and their partners",
    "N": "Nudges",
    "A": "Advice: what is said about a reading",
    "C": "Care: wording where somebody may be in danger",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean "x"?` for the known word that is nearest to this one, or nothing when none is near."""
    near = nearest(word, known)
    return f' Did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The known word that this one most likely misspells, or None. Short words may be a bit less alike."""
    found = get_close_matches(word.lower(), list(known), n=1, cutoff=likeness if len(word) > 4 else likeness - 0.05)
    return found[0] if found else None


def listed(words: Iterable[str]) -> str:
    """Words in a row, for a message: `a, b or c`."""
    *front, last = words
    return f"{', '.join(front)} or {last}" if front else last


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line and column."""
    return sorted(set(problems))
