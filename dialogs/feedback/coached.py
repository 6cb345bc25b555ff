"""What a coach wrote in `rules/`: phrases that show a label, forms that only look like one, what a register lets pass.

Knows nothing of the trained model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml
from msgspec import Struct

from dialogs.feedback.labels import SOFTENED, Register
from dialogs.reading.rules import RuleBook, parse_rules
from dialogs.reading.words import word_kinds

Phrases = Mapping[str, Sequence[str]]


class Shown(Struct, frozen=True):
    """Where a label showed itself, from token `first` to `last`, and what showed it."""

    first: int
    last: int
    why: str


class Manner(Struct, frozen=True):
    """A register: how many softeners it lets pass, and the phrases that count for a label there besides."""

    softeners: int
    besides: RuleBook


class Coached:
    """The rules of one language."""

    def __init__(self, raw: dict[str, Any], kinds: Mapping[str, tuple[str, ...]]) -> None:
        kinds = _with_own(kinds, raw.pop("kinds", {}))
        self._spared = _book(raw.pop("spared", {}), kinds)
        self._manners = {name: _manner(one, kinds) for name, one in raw.pop("registers", {}).items()}
        self._shown = _book(raw, kinds)

    def read(self, words: Sequence[str], register: Register) -> Marks:
        """What the rules say of these words: each label and form with its first match that is not spared."""
        manner = self._manners.get(register)
        marks = Marks(self._spared, words)
        books = [self._shown, manner.besides] if manner else [self._shown]
        for rule, first, last in (match for book in books for match in book.find(words)):
            marks.add(rule.label, Shown(first, last, f"rule: {rule.phrase}"))
        marks.passed = frozenset(SOFTENED) if manner and marks.softeners <= manner.softeners else frozenset()
        return marks


class Marks:
    """The labels and forms that rules show in a message. `passed` are the labels that the register lets pass."""

    def __init__(self, spared: RuleBook, words: Sequence[str]) -> None:
        self.shown: dict[str, Shown] = {}
        self.passed: frozenset[str] = frozenset()
        self.softeners = 0
        self._softened = -1
        self._spared: dict[str, list[tuple[int, int]]] = {}
        for rule, first, last in spared.find(words):
            self._spared.setdefault(rule.label, []).append((first, last))

    def add(self, label: str, one: Shown) -> None:
        """Take a match, unless its words are spared."""
        if self.spares(label, one.first, one.last):
            return
        self.shown.setdefault(label, one)
        if label == "softener" and one.first > self._softened:
            self.softeners += 1
            self._softened = one.last

    def spares(self, label: str, first: int, last: int) -> bool:
        """Whether those tokens belong to a form that only looks like the label."""
        return any(start <= last and first <= end for start, end in self._spared.get(label, ()))


def load_coached(locale: str) -> Coached:
    """The rules in that language, or in English where it has none."""
    room = files("dialogs.feedback").joinpath("rules")
    path = room.joinpath(f"{locale}.yaml")
    written = (path if path.is_file() else room.joinpath("en.yaml")).read_text("utf-8")
    raw = yaml.load(written, yaml.CSafeLoader)
    return Coached(raw, word_kinds("dialogs.feedback", locale).kinds)


def _with_own(kinds: Mapping[str, tuple[str, ...]], own: Phrases) -> dict[str, tuple[str, ...]]:
    """The kinds of words, with those that only the rules name."""
    whole = dict(kinds)
    for kind, words in own.items():
        whole.update({word: (*whole.get(word, ()), kind) for word in words})
    return whole


def _book(phrases: Phrases, kinds: Mapping[str, tuple[str, ...]]) -> RuleBook:
    pairs: Iterable[tuple[str, str]] = ((label, str(one)) for label, own in phrases.items() for one in own)
    return RuleBook([rule for label, phrase in pairs for rule in parse_rules(label, phrase)], kinds)


def _manner(raw: dict[str, Any], kinds: Mapping[str, tuple[str, ...]]) -> Manner:
    return Manner(int(raw["softeners"]), _book({name: own for name, own in raw.items() if name != "softeners"}, kinds))
