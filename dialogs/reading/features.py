"""What a linear model looks at in a message: words, neighbouring words, kinds of words and parts of words.

Each feature has the token places it was seen at, so that a decision can show the words that carried it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

Seen = tuple[str, int, int]  # feature, first token, last token


def features(words: Sequence[str], kinds: Mapping[str, tuple[str, ...]], also: Sequence[str] = ()) -> Iterator[Seen]:
    """Every feature of a message: `kinds` names the kinds of a word, `also` are facts about the whole."""
    for name in also:
        yield (name, 0, -1)
    known = [kinds.get(word, ()) for word in words]
    sorts = [own[0] if own else word for own, word in zip(known, words, strict=True)]
    last = len(words) - 1
    for place, word in enumerate(words):
        yield (word, place, place)
        for part in _parts(word):
            yield (part, place, place)
        if place < last:
            yield (f"{word} {words[place + 1]}", place, place + 1)
            yield (f"#{sorts[place]} {sorts[place + 1]}", place, place + 1)
        if place + 1 < last:
            yield (f"{word} {words[place + 1]} {words[place + 2]}", place, place + 2)
            yield (f"{word} _ {words[place + 2]}", place, place + 2)
            yield (f"#{sorts[place]} {sorts[place + 1]} {sorts[place + 2]}", place, place + 2)
            yield (f"#{sorts[place]} _ {sorts[place + 2]}", place, place + 2)
        for kind in known[place]:
            yield (f"#{kind}", place, place)
    if words:
        yield (f"^{words[0]}", 0, 0)
        yield (f"^#{' '.join(sorts[:2])}", 0, min(1, last))
        yield (f"{words[last]}$", last, last)
    yield from _counts([kind for own in known for kind in own])


@lru_cache(maxsize=32768)
def _parts(word: str) -> tuple[str, ...]:
    if len(word) < 4 or word.startswith("<"):
        return ()
    bounded = f"<{word}>"
    return tuple(dict.fromkeys(f"~{bounded[place : place + 4]}" for place in range(len(bounded) - 3)))


def _counts(found: Sequence[str]) -> Iterator[Seen]:
    """How often a kind of word comes, up to three: two sorries are more than one."""
    for kind in dict.fromkeys(found):
        count = found.count(kind)
        if count > 1:
            yield (f"{kind}*{min(count, 3)}", 0, -1)
