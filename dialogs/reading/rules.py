"""Rules a coach can read: a label and the phrases that show it by themselves.

A phrase is words in order; `(a|b)` is one word of several, `[a|b]` the same but it may be missing, a word in capitals
is a kind of word, `..` is a gap of up to three words, `^` and `$` are the sentence's ends, `^^` and `$$` the whole
message's. Matching tries each phrase
only where its first word stands, over a bounded stretch: time grows with the text, never faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from dialogs.reading.tokens import plain_word

GAP = 3
_PART = re.compile(r"\.\.|\^+|\$+|\([^)]+\)|\[[^\]]+\]|[^\s()\[\]]+")
_GROUP = re.compile(r"\([^)]+\)|\[[^\]]+\]")
_ENDS = frozenset(("^", "^^", "$", "$$"))
_BREAKS = frozenset((".", "!", "?", "\n", ";", ":", "...", ".."))


class Part(Struct, frozen=True):
    """One place in a phrase: the words and kinds that may stand there; a gap, or an end of the sentence."""

    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sort: str = "word"
    may_miss: bool = False


class Rule(Struct, frozen=True):
    """A phrase that shows `label`. Without one of the words `last` there is no match."""

    label: str
    phrase: str
    parts: tuple[Part, ...]
    last: frozenset[str] = frozenset()


def parse_rules(label: str, phrase: str) -> list[Rule]:
    """The rules that a line of YAML writes: one, or one for each option of several words.

    Raises ValueError on a phrase without a word.
    """
    rules = [Rule(label, phrase, tuple(map(_part, _PART.findall(one)))) for one in _spread(phrase)]
    if not all(any(part.sort == "word" for part in rule.parts) for rule in rules):
        raise ValueError(f"the phrase {phrase!r} of {label} has no word in it")
    return rules


def _spread(phrase: str) -> list[str]:
    """The phrase with each option of several words written out: `you (must|have to)` is two phrases."""
    found = next((group for group in _GROUP.finditer(phrase) if " " in group[0]), None)
    if found is None:
        return [phrase]
    options = found[0][1:-1].split("|")
    single = [one for one in options if " " not in one]
    ways = [one for one in options if " " in one] + (
        [f"{found[0][0]}{'|'.join(single)}{found[0][-1]}"] if single else []
    )
    if found[0][0] == "[" and not single:
        ways.append("")
    return [whole for way in ways for whole in _spread(f"{phrase[: found.start()]}{way}{phrase[found.end() :]}")]


def _part(raw: str) -> Part:
    if raw == "..":
        return Part(sort="gap")
    if raw in _ENDS:
        return Part(sort=raw)
    may_miss = raw.startswith("[")
    options = raw.strip("()[]").split("|")
    kinds = frozenset(one for one in options if one.isupper() and len(one) > 1)
    return Part(
        frozenset(map(plain_word, (one.lower() for one in options if one not in kinds))), kinds, may_miss=may_miss
    )


class RuleBook:
    """Rules, found by the words they may begin with."""

    def __init__(
        self, rules: Sequence[Rule], kinds: Mapping[str, tuple[str, ...]], same: Mapping[str, str] | None = None
    ) -> None:
        """`same` says under which form some words are read ("gonna": "going to"): a phrase may name either."""
        of_kind: dict[str, set[str]] = {}
        for word, own in kinds.items():
            for kind in own:
                of_kind.setdefault(kind, set()).add(word)
        self._by_start: dict[str, list[tuple[Rule, frozenset[str] | None]]] = {}
        for rule in rules:
            parts = tuple(_spell_out(part, of_kind, same or {}) for part in rule.parts)
            spelt = msgspec.structs.replace(rule, parts=parts, last=_last(parts))
            for start in _starts(spelt.parts):
                self._by_start.setdefault(start, []).append((spelt, _second(spelt.parts)))

    def find(self, words: Sequence[str]) -> Iterator[tuple[Rule, int, int]]:
        """Each rule that matches, with the first and last token of the match."""
        there = set(words)
        if self._by_start.keys().isdisjoint(there):
            return
        possible: dict[str, list[tuple[Rule, frozenset[str] | None]]] = {
            word: [one for one in self._by_start[word] if not one[0].last.isdisjoint(there)]
            for word in self._by_start.keys() & there
        }
        for place, word in enumerate(words):
            following = words[place + 1] if place + 1 < len(words) else ""
            for rule, second in possible.get(word, ()):
                if second is not None and following not in second:
                    continue
                end = self._match(rule.parts, 0, words, place)
                if end is not None:
                    yield rule, place, end - 1

    def _match(self, parts: tuple[Part, ...], at: int, words: Sequence[str], place: int) -> int | None:
        if at == len(parts):
            return place
        part = parts[at]
        if part.sort == "gap":
            return self._match_gap(parts, at + 1, words, place)
        if part.sort in _ENDS:
            return self._match(parts, at + 1, words, place) if _ends(part.sort, words, place) else None
        if place < len(words) and words[place] in part.words:
            found = self._match(parts, at + 1, words, place + 1)
            if found is not None:
                return found
        return self._match(parts, at + 1, words, place) if part.may_miss else None

    def _match_gap(self, parts: tuple[Part, ...], at: int, words: Sequence[str], place: int) -> int | None:
        sure = at < len(parts) and parts[at].sort == "word" and not parts[at].may_miss
        for skipped in range(GAP + 1):
            here = place + skipped
            if here > len(words) or (skipped and words[here - 1] in _BREAKS):
                return None
            if sure and (here == len(words) or words[here] not in parts[at].words):
                continue
            found = self._match(parts, at, words, here)
            if found is not None:
                return found
        return None


def _ends(sort: str, words: Sequence[str], place: int) -> bool:
    """Whether that end of a sentence, or of the whole message, is here; marks after the last word are no words."""
    if sort == "^^":
        return place == 0
    if sort == "^":
        return place == 0 or words[place - 1] in _BREAKS
    return all(word in _BREAKS for word in (words[place:] if sort == "$$" else words[place : place + 1]))


def _spell_out(part: Part, of_kind: Mapping[str, set[str]], same: Mapping[str, str]) -> Part:
    """The part with every kind written out as the words of that kind, and each word in the form it is read under."""
    words = part.words.union(*(of_kind.get(kind, set()) for kind in part.kinds))
    words |= {same[word] for word in words if word in same}
    return msgspec.structs.replace(part, words=words)


def _second(parts: tuple[Part, ...]) -> frozenset[str] | None:
    """The words that must come second in any match, where that is sure: most phrases fall out by it."""
    plain = len(parts) > 1 and all(part.sort == "word" and not part.may_miss for part in parts[:2])
    return parts[1].words if plain else None


def _last(parts: tuple[Part, ...]) -> frozenset[str]:
    """The words one of which every match of these parts holds; any word at all where no place is sure."""
    sure = [part.words for part in parts if part.sort == "word" and not part.may_miss]
    return sure[-1] if sure else frozenset().union(*(part.words for part in parts))


def _starts(parts: tuple[Part, ...]) -> set[str]:
    """The words that a match of these parts may begin with."""
    starts: set[str] = set()
    for part in parts:
        if part.sort != "word":
            continue
        starts |= part.words
        if not part.may_miss:
            break
    return starts
